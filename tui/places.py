"""Where things stand in a report: every figure and finding has a Spot, every part its figures in order.

Comes in: a Review (an Audit and its judgements). Before this module: `checks.review`; after it: the
journey through a report, and the panes. Knows no screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from checks.finding import BREAK, TAIL, TIE, Audit, Finding
from checks.reading.document import Place
from checks.report.report import Figure
from checks.review import Part, Review
from tui.finder import plain, stretches
from tui.spots import Spot


class Places:
    def __init__(self, review: Review) -> None:
        self.review = review
        self.audit: Audit = review.audit
        self.report = review.audit.report

    # ── spots ──

    def of_figure(self, figure: int) -> Spot | None:
        printed = self.report.figures[figure]
        if printed.table is not None and printed.row is not None and printed.column is not None:
            return Spot(printed.table, printed.row, printed.column, figure=figure)
        if printed.paragraph is not None:
            return Spot(paragraph=printed.paragraph, offset=printed.start, figure=figure)
        return None

    def of_finding(self, finding: Finding) -> Spot | None:
        """The suspect, else the first figure of the check, else the part that the finding is about."""
        for figure in (finding.suspect, *(figure for figure, _ in finding.figures)):
            if figure is not None and (spot := self.of_figure(figure)):
                return spot
        return self._of_words(finding) or self.of_part(self.review.part_of(finding))

    def _of_words(self, finding: Finding) -> Spot | None:
        """Where the words stand that a finding is about, else the paragraph at its place."""
        if (words := self.words_of(finding)) is not None:
            return Spot(paragraph=words[0], offset=words[1])
        here = self._at(finding.place)
        if not here:
            return None
        paragraph = self.report.paragraphs[here[0]]
        place = paragraph.places.index(finding.place)
        return Spot(
            paragraph=here[0], offset=paragraph.origins.index(place) if place in paragraph.origins else 0
        )

    def words_of(self, finding: Finding) -> tuple[int, int, int] | None:
        """The words that a finding without figures is about: (paragraph, start, end), where the paragraph at
        its place says them."""
        stated = plain(finding.stated)
        if not stated or finding.figures:
            return None
        for index in self._at(finding.place):
            text = self.report.paragraphs[index].text
            if stated in plain(text):
                return index, *next(stretches(text, stated))
        return None

    def _at(self, place: Place) -> Sequence[int]:
        """The paragraphs that stand at a place."""
        return [index for index, p in enumerate(self.report.paragraphs) if place in p.places]

    def of_part(self, part: Part) -> Spot | None:
        """The beginning of a table or a section; of the report, for what has no part."""
        if part.table is not None:
            return Spot(part.table) if self.report.table(part.table) else None
        if part.section is not None and part.section < len(self.report.sections):
            section = self.report.sections[part.section]
            return Spot(paragraph=section.paragraphs.start) if section.paragraphs else None
        return Spot(paragraph=0) if self.report.paragraphs else None

    def part_of(self, spot: Spot) -> Part:
        if spot.table is not None:
            return Part(table=spot.table)
        if spot.paragraph is not None and self.report.sections:
            return Part(section=self.report.paragraphs[spot.paragraph].section)
        return Part()

    # ── order ──

    @cached_property
    def order(self) -> Sequence[int]:
        """Every figure to tie: table after table, then the narrative."""
        ranks = {table.id: rank for rank, table in enumerate(self.report.tables)}

        def position(figure: Figure) -> tuple[int, int, int]:
            if figure.table is not None:
                return ranks.get(figure.table, 0), figure.row or 0, figure.column or 0
            return len(ranks), figure.paragraph or 0, figure.start

        figures = [self.report.figures[figure] for figure in self.audit.marks]
        return [figure.id for figure in sorted(figures, key=position)]

    @cached_property
    def breaks(self) -> Sequence[int]:
        return [figure for figure in self.order if self.marks[figure] == BREAK]

    @cached_property
    def marks(self) -> Mapping[int, str]:
        """Figure → its tick. A figure of a broken relation that is another's fault, and that other relations
        vouch for, has the tick that those give it: what is red is what is wrong. In the same way the tail
        of a sum is marked at the sum, not at every addend that ties elsewhere."""
        blamed = {verdict: set(self._blamed(verdict)) for verdict in (BREAK, TAIL)}
        marks = dict(self.audit.marks)
        for figure, mark in self.audit.marks.items():
            if mark in blamed and figure not in blamed[mark]:
                vouched = self._verdicts_on.get(figure, set())
                if TAIL in vouched and (figure in blamed[TAIL] or TIE not in vouched):
                    marks[figure] = TAIL
                elif TIE in vouched:
                    marks[figure] = TIE
        return marks

    @cached_property
    def _verdicts_on(self) -> dict[int, set[str]]:
        """Figure → what its relations come to."""
        found: dict[int, set[str]] = {}
        items = self.audit.relations.items
        for relation, verdict in self.audit.verdicts.select("relation", "verdict").iter_rows():
            for term in items[relation].terms:
                found.setdefault(term.figure, set()).add(verdict)
        return found

    def _blamed(self, verdict: str) -> Iterator[int]:
        """The suspects; where no figure is more suspect than another, the sides of the check that state."""
        for finding in self.audit.findings:
            if finding.verdict != verdict:
                continue
            if finding.suspect is not None:
                yield finding.suspect
            else:
                stated = [figure for figure, side in finding.figures if side == "left"]
                yield from stated or _stated(finding)
                if verdict == TAIL:
                    yield from self._repeated(finding)

    def _repeated(self, finding: Finding) -> Iterator[int]:
        """The sums of the same tail in other tables."""
        for relation in finding.follows:
            terms = self.audit.judged[relation].relation.terms
            yield from (term.figure for term in terms if term.side == "left")

    @cached_property
    def parts(self) -> dict[Part, list[int]]:
        """Part → its figures to tie, in order."""
        found: dict[Part, list[int]] = {}
        for figure in self.order:
            found.setdefault(self.review.part_of_figure(figure), []).append(figure)
        return found

    # ── findings ──

    def findings_at(self, figure: int) -> Sequence[Finding]:
        """The findings a figure takes part in: as the suspect, in the check itself, in a consequence."""
        return self._findings.get(figure, ())

    @cached_property
    def _findings(self) -> dict[int, list[Finding]]:
        found: dict[int, list[Finding]] = {}
        for involved in (_suspects, _stated, self._consequent):
            for finding in self.audit.findings:
                for figure in involved(finding):
                    known = found.setdefault(figure, [])
                    if finding not in known:
                        known.append(finding)
        return found

    def parts_about(self, finding: Finding) -> set[Part]:
        """Where a reviewer meets a finding: its own part and those of its figures."""
        figures = (self.review.part_of_figure(figure) for figure, _ in finding.figures)
        return {self.review.part_of(finding), *figures}

    def _consequent(self, finding: Finding) -> Iterator[int]:
        for relation in finding.follows:
            yield from (term.figure for term in self.audit.judged[relation].relation.terms)


def _suspects(finding: Finding) -> Iterator[int]:
    if finding.suspect is not None:
        yield finding.suspect


def _stated(finding: Finding) -> Iterator[int]:
    return (figure for figure, _ in finding.figures)
