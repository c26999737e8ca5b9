"""One number of a report changed, and the audit asked for it: noticed, suspected, put right?

The change is made in the Document, in the text of one cell or one line, so every format a reader knows
can be scored, real reports as well as generated ones. All in one process.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random

from checks.finding import BREAK, Audit
from checks.findings import find
from checks.reading.document import Block, Cell, Document, Grid, Paragraph
from checks.relations import relate
from checks.relations.rulebook import Rulebook
from checks.report import recognise
from checks.report.report import Figure, Kind
from checks.verdicts import judge

LEAST = Decimal("0.02")
WHERE = ("tables", "amounts", "percents", "counts")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One trial. noticed: a relation of the changed figure breaks. remarked: it breaks, or is a tail that
    says it is improbable. suspected: a finding names it. restored: that finding suggests the original
    digits. new: findings that appear."""

    figure: Figure
    wrong: str
    noticed: bool
    remarked: bool
    suspected: bool
    restored: bool
    new: int


@dataclass
class Tally:
    """Outcomes of one kind of figure; skipped: trials whose change the reader did not take for a number
    in the same place."""

    outcomes: list[Outcome] = field(default_factory=list)
    skipped: int = 0

    def share(self, trait: str) -> float:
        """Percentage of outcomes with that trait."""
        return 100 * sum(bool(getattr(o, trait)) for o in self.outcomes) / max(len(self.outcomes), 1)

    @property
    def few(self) -> float:
        """Percentage of trials with at most two new findings."""
        return 100 * sum(o.new <= 2 for o in self.outcomes) / max(len(self.outcomes), 1)


def audited(document: Document, book: Rulebook) -> Audit:
    """The rooms after reading, one after the other."""
    report = recognise(document)
    relations = relate(report, book)
    return find(report, relations, judge(relations, report.frame), book.rules, seconds=lambda: 0.0)


def seed(
    document: Document, book: Rulebook, sample: int, random: Random, kinds: Sequence[str] = WHERE
) -> dict[str, Tally]:
    """Up to `sample` trials of each kind of figure, the same ones for the same random seed."""
    baseline = audited(document, book)
    tallies = {}
    for where in kinds:
        figures = [
            f for f in baseline.report.figures if kind_of(f, baseline) == where and _sound(f, baseline)
        ]
        tallies[where] = Tally()
        for figure in random.sample(figures, min(sample, len(figures))):
            outcome = trial(document, baseline, figure, book, random)
            if outcome is None:
                tallies[where].skipped += 1
            else:
                tallies[where].outcomes.append(outcome)
    return tallies


def kind_of(figure: Figure, baseline: Audit) -> str:
    """Which of WHERE a figure belongs to: amounts of the standard tables, numbers of the narrative."""
    if figure.table is not None:
        table = baseline.report.table(figure.table)
        return "tables" if table is not None and table.form and figure.kind is Kind.AMOUNT else ""
    return {Kind.AMOUNT: "amounts", Kind.PERCENT: "percents", Kind.COUNT: "counts"}.get(figure.kind, "")


def _sound(figure: Figure, baseline: Audit) -> bool:
    """No relation of the figure breaks as it is: what is wrong already cannot show what a change does."""
    return all(judged.verdict != BREAK for judged in baseline.relations_of(figure.id))


def trial(
    document: Document, baseline: Audit, figure: Figure, book: Rulebook, random: Random
) -> Outcome | None:
    """Change one digit of a figure and audit again; None when the reader sees another report then."""
    wrong = changed_digit(figure, random)
    if wrong is None:
        return None
    audit = audited(with_text(document, baseline.report.figures, figure, wrong), book)
    after = audit.report.figures
    if len(after) != len(baseline.report.figures) or after[figure.id].text != wrong:
        return None
    known = {finding.id for finding in baseline.findings}
    naming = [finding for finding in audit.findings if finding.suspect == figure.id]
    judged = audit.relations_of(figure.id)
    noticed = any(one.verdict == BREAK for one in judged)
    return Outcome(
        figure,
        wrong,
        noticed=noticed,
        remarked=noticed or any(one.note == "improbable" for one in judged),
        suspected=bool(naming),
        restored=any(finding.suggestion and _same(finding.suggestion, figure) for finding in naming),
        new=sum(finding.verdict == BREAK and finding.id not in known for finding in audit.findings),
    )


def changed_digit(figure: Figure, random: Random) -> str | None:
    """The figure's text with one digit changed, by LEAST of its unit or more; a count by one or more."""
    text = figure.text
    places = [i for i, character in enumerate(text) if character.isascii() and character.isdigit()]
    least = Decimal(1) if figure.kind is Kind.COUNT else LEAST
    for _attempt in range(30):
        at = random.choice(places)
        wrong = text[:at] + random.choice("0123456789") + text[at + 1 :]
        leading = wrong.lstrip("-")
        if leading[0] == "0" and leading[1:2].isdigit():
            continue
        if abs(_number(wrong) - _number(text)) >= least:
            return wrong
    return None


def with_text(document: Document, figures: Sequence[Figure], figure: Figure, text: str) -> Document:
    """The document with the figure's digits replaced where they stand: in its cell when it is one of a
    table, else in its line. Several equal numbers in one place keep their order."""
    rank = sum(
        other.id < figure.id and other.text == figure.text and other.place == figure.place
        for other in figures
    )
    blocks = [_replaced(block, figure, text, rank) for block in document.blocks]
    return replace(document, blocks=tuple(blocks))


def _replaced(block: Block, figure: Figure, text: str, rank: int) -> Block:
    if isinstance(block, Paragraph):
        if figure.table is not None or all(span.place != figure.place for span in block.spans):
            return block
        spans = tuple(
            replace(span, text=_nth(span.text, figure.text, text, rank))
            if span.place == figure.place
            else span
            for span in block.spans
        )
        return replace(block, spans=spans)
    return _in_grid(block, figure, text, rank)


def _in_grid(grid: Grid, figure: Figure, text: str, rank: int) -> Grid:
    seen = -1
    swapped: dict[int, Cell] = {}
    for cell in _cells(grid):
        if cell.place == figure.place and cell.text.strip() == figure.text:
            seen += 1
            if seen == rank:
                number = None if cell.number is None else _number(text)
                swapped[id(cell)] = replace(cell, text=cell.text.replace(figure.text, text), number=number)
    if not swapped:
        return grid
    return replace(grid, rows=tuple(tuple(swapped.get(id(c), c) for c in row) for row in grid.rows))


def _cells(grid: Grid) -> Iterable[Cell]:
    """Each cell once, merged ones too."""
    return {id(cell): cell for row in grid.rows for cell in row}.values()


def _nth(line: str, old: str, new: str, rank: int) -> str:
    """The line with the rank-th free-standing occurrence of `old` replaced."""
    at, seen = line.find(old), 0
    while at >= 0:
        end = at + len(old)
        alone = not (line[at - 1 : at].isdigit() or line[at - 1 : at] == "." or line[end : end + 1].isdigit())
        if alone and seen == rank:
            return line[:at] + new + line[end:]
        seen += alone
        at = line.find(old, end)
    return line


def _same(suggestion: str, figure: Figure) -> bool:
    try:
        return _number(suggestion) == figure.value
    except ArithmeticError:
        return False


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("，", "").rstrip("%"))
