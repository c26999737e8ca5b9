"""A finding → the rows of its card, at a width in cells.

Comes in: the Places of a report and one of its findings. Goes out: CardRows in reading
order. Knows no screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.annotation import OPEN
from checks.finding import BREAK, MARKS, TAIL, UNCHECKED, Finding, Judged
from checks.output.messages import (
    Operand,
    SideText,
    column_label,
    difference_text,
    figure_text,
    place_text,
    relation_message,
    row_label,
    rule_text,
    sentence,
    sides,
    subject_text,
    suggestion_text,
)
from checks.report.report import Figure, Report
from tui.cells import clean, cut_place, fit, width
from tui.panes.canvas import Part
from tui.places import Places
from tui.wrapping import wrap_parts

_LABEL = 10
"""Cells for the names of the rows; wider where a language needs it."""
MOST_OPERANDS = 6
"""A side with more figures than this shows the first ones, until the card is unfolded."""
_NUMBER, _PLACE = 13, 18
"""Cells for the numbers, more where one needs it, and the most for their places."""
_WORDS, _LEAST_WORDS = 14, 6
"""Characters of the narrative shown on either side of a number, at most and at least."""
_NAME_ROOM = 12
_BAR = 36
"""Cells of the bar above that the title cannot have: its rule, severity, status and number."""
_COPIED_WIDTH = 100


def figure_name(report: Report, figure: Figure, room: int = 80) -> list[Part]:
    """What a number is called: table, row and column; or the words around it, as many as have room."""
    if figure.table is not None:
        table = report.table(figure.table)
        if table is None:
            return []
        names = [row_label(table, figure), column_label(table, figure)]
        return [(f"{table.id} ", "key"), (" / ".join(filter(None, names)), "text")]
    for words in range(_WORDS, _LEAST_WORDS - 1, -1):
        before, digits, after = (part.strip("…") for part in sentence(report, figure, words))
        if width(before + digits + after) <= room:
            break
    return [(before, "quiet"), (digits, "strong"), (after, "quiet")]


@dataclass(frozen=True, slots=True)
class CardRow:
    """parts: what it shows. figure: where the cursor goes from here, None for nowhere."""

    parts: tuple[Part, ...]
    figure: int | None = None


class Card:
    """unfolded: consequences and long sums in full. most: figures of a side that are shown otherwise."""

    def __init__(
        self, places: Places, finding: Finding, width: int, unfolded: bool, most: int = MOST_OPERANDS
    ) -> None:
        self.review, self.marks, self.finding = places.review, places.marks, finding
        self.audit, self.texts = places.audit, places.review.texts
        self.width, self.unfolded, self.most = width, unfolded, most
        self.room = _LABEL if self.texts.lang == "zh" else _LABEL + 3
        self.number, self.place = _NUMBER, _PLACE

    def check(self) -> list[CardRow]:
        """What must be seen at once: what is said, both sides, what is most likely wrong."""
        finding, texts = self.finding, self.texts
        judged = self.audit.judged.get(finding.relation) if finding.relation is not None else None
        rows = [*self._text("", self._message(), "strong")]
        if judged is not None:
            rows += self._sides(judged)
        elif subject := subject_text(self.audit.report, finding.subject):
            about = f"{subject}  {place_text(finding.place, texts)}"
            rows += self._text(texts("tui.card.subject"), about, "text")
        rows += self._suspect()
        return rows

    def rest(self) -> list[CardRow]:
        rows: list[CardRow] = []
        for diagnosis in self.finding.diagnoses:
            said = clean(self.texts(f"diagnosis.{diagnosis.key}", **diagnosis.details))
            rows += self._text(self.texts("tui.card.diagnosis"), said, "text")
        rows += self._agreeing()
        rows += self._follows()
        rows += self._judgement()
        return rows

    # ── rows ──

    def _message(self) -> str:
        """What the finding says, without the title that stands in the bar above, where it is whole."""
        rule, said = self.audit.rules.get(self.finding.rule), self.review.message(self.finding)
        title = rule_text(rule, "title", self.texts) if rule else ""
        if width(title) > self.width - _BAR:
            return said
        return said.removeprefix(title).lstrip("：: ") or said

    def _text(self, label: str, text: str, ink: str, figure: int | None = None) -> Iterator[CardRow]:
        return self._parts(label, [(text, ink)], figure)

    def _parts(self, label: str, parts: Sequence[Part], figure: int | None = None) -> Iterator[CardRow]:
        """A named text, broken to the width, its name in front of the first line."""
        room = self.room if label else 1
        for n, line in enumerate(wrap_parts(parts, self.width - room - 1)):
            yield CardRow(((fit(f" {label}" if n == 0 else "", room), "quiet"), *line), figure)

    def _sides(self, judged: Judged) -> Iterator[CardRow]:
        """Numbers under numbers, places under places. The difference stands behind the sum of the right side,
        else on a line of its own."""
        made = sides(self.audit, judged, self.texts)
        shown = [o for side in made for o in (side.operands if self.unfolded else side.operands[: self.most])]
        self.number = max(_NUMBER, *(width(_signed(o)) for o in shown), 0)
        self.place = min(max((width(self._place(o)) for o in shown), default=0), _PLACE)
        difference = difference_text(self.audit, judged, self.texts)
        ink = "break" if judged.verdict == BREAK else TAIL
        named = [(f"{self.texts('tui.card.difference')} ", "quiet"), (difference, ink)] if difference else []
        summed = [side for side in made if side.side == "right" and len(side.operands) > 1]
        for side in made:
            yield from self._side(side, named if side in summed else [])
        if named and not summed:
            yield from self._parts(self.texts("tui.card.difference"), self._under(difference, ink))

    def _under(self, number: str, ink: str) -> list[Part]:
        """A number under those of the sides."""
        return [(" " * (self.number - width(number)), ""), (number, ink)]

    def _side(self, side: SideText, difference: Sequence[Part]) -> Iterator[CardRow]:
        shown = side.operands if self.unfolded else side.operands[: self.most]
        for n, operand in enumerate(shown):
            yield from self._operand(side.label if n == 0 else "", operand)
        said: list[Part] = []
        if whole := side.whole(self.texts):
            said += [(f"{whole}  ", "strong" if side.operands else "text"), *difference]
        if hidden := len(side.operands) - len(shown):
            said.append((f"  {self.texts('tui.card.more', count=hidden)}", "quiet"))
        if said:
            yield from self._parts("  " if shown else side.label, said)

    def _operand(self, label: str, operand: Operand) -> Iterator[CardRow]:
        """The number, its place and what it is called. In the narrative that is as much of its sentence as
        has room; the name of a cell is told whole, on lines of its own where it needs them."""
        figure = self.audit.figure(operand.figure)
        mark = self.marks.get(operand.figure, UNCHECKED)
        ink = "suspect" if operand.figure == self.finding.suspect else mark
        shown: list[Part] = [
            (fit(f" {label}", self.room), "quiet"),
            *self._under(_signed(operand), ink),
            (MARKS[mark], "tie.mark" if mark == "tie" else mark),
            (f"  {fit(cut_place(self._place(operand), self.place), self.place)}  ", "quiet"),
        ]
        left = self.width - sum(width(text) for text, _ in shown) - 1
        name = figure_name(self.audit.report, figure, left)
        if sum(width(text) for text, _ in name) <= max(left, _NAME_ROOM):
            yield CardRow((*shown, *name), operand.figure)
        else:
            yield CardRow(tuple(shown), operand.figure)
            yield from self._parts("  ", name, operand.figure)

    def _place(self, operand: Operand) -> str:
        return self.audit.figure(operand.figure).place.short()

    def _suspect(self) -> Iterator[CardRow]:
        """The figure that is most likely wrong, and what it should have been."""
        suspect, texts = self.finding.suspect, self.texts
        if suspect is None:
            return
        figure = self.audit.figure(suspect)
        parts = [(figure_text(figure), "suspect"), (f"  {place_text(figure.place, texts)}", "text")]
        if value := suggestion_text(self.audit, self.finding):
            parts += [(f"  {texts('tui.card.suggestion')} ", "quiet"), (value, "strong")]
        yield from self._parts(texts("tui.card.suspect"), parts, suspect)

    def _agreeing(self) -> Iterator[CardRow]:
        for n, agreeing in enumerate(self.finding.agreeing if self.unfolded else self.finding.agreeing[:2]):
            figure = self.audit.figure(agreeing)
            label = self.texts("tui.card.agreeing") if n == 0 else "  "
            text = f"{figure_text(figure)}  {place_text(figure.place, self.texts)}"
            yield from self._text(label, text, "text", agreeing)
        if not self.unfolded and len(self.finding.agreeing) > 2:
            yield from self._text(
                "  ", self.texts("tui.card.more", count=len(self.finding.agreeing) - 2), "quiet"
            )

    def _follows(self) -> Iterator[CardRow]:
        follows = self.finding.follows
        if not follows:
            return
        key = "tui.card.follows" if self.unfolded else "tui.card.folded"
        key += "_tail" if self.finding.verdict == TAIL else ""
        label = self.texts("tui.card.consequences")
        yield from self._text(label, self.texts(key, count=len(follows)), "quiet")
        for relation in follows if self.unfolded else ():
            judged = self.audit.judged[relation]
            said = relation_message(self.audit, judged, self.texts)
            text = f"{MARKS[judged.verdict]} {judged.relation.rule} {said}"
            target = judged.relation.terms[0].figure if judged.relation.terms else None
            yield from self._text("  ", text, "text", target)

    def _judgement(self) -> Iterator[CardRow]:
        annotation = self.review.annotation(self.finding.id)
        if annotation is None or (annotation.status == OPEN and not annotation.note):
            return
        status = self.texts(f"status.{annotation.status}")
        when = f"{annotation.time:%Y-%m-%d %H:%M}" if annotation.time else ""
        said = "  ".join(filter(None, (status, clean(annotation.reviewer), when)))
        yield from self._text(self.texts("tui.card.judgement"), said, annotation.status)
        for line in annotation.note.splitlines():
            yield from self._text("  ", clean(line), "text")
        if self.review.changed(self.finding):
            yield from self._text("  ", self.texts("tui.card.changed"), "warning")

    def rule(self) -> list[CardRow]:
        """What the rule says, its formulas, and what it rests on."""
        rule = self.audit.rules.get(self.finding.rule)
        rows: list[CardRow] = []
        said = (rule_text(rule, "explain", self.texts), *rule.formulas, rule.basis) if rule else ()
        for text in filter(None, said):
            rows += self._text("  " if rows else self.texts("tui.card.rule"), clean(text), "quiet")
        return rows


def _signed(operand: Operand) -> str:
    """A number as it goes into its side."""
    times = f"{abs(operand.weight)}×" if abs(operand.weight) > 1 else ""
    return f"{'-' if operand.weight < 0 else ''}{times}{operand.printed}"


def finding_text(places: Places, finding: Finding) -> str:
    """The whole card as plain text, to be pasted into a letter to the department."""
    texts, rule = places.review.texts, places.audit.rules.get(finding.rule)
    title = rule_text(rule, "title", texts) if rule else ""
    heading = f"{MARKS[finding.verdict]} {finding.rule} {title} ({texts(f'severity.{finding.severity}')})"
    card = Card(places, finding, _COPIED_WIDTH, unfolded=True)
    lines = ["".join(text for text, _ in row.parts).rstrip() for row in (*card.check(), *card.rest())]
    return "\n".join([clean(heading), *lines])
