"""A finding → the rows of its card, at a width in cells.

Comes in: the Places of a report and one of its findings. Goes out: CardRows in reading
order. Knows no screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checks.annotations import OPEN
from checks.finding import MARKS, TAIL, Finding, Judged
from checks.output.messages import (
    Operand,
    SideText,
    column_label,
    figure_text,
    place_text,
    relation_message,
    row_label,
    rule_text,
    sentence,
    sides,
    subject_text,
)
from checks.report.report import Figure, Report
from tui.cells import clean, fit, width
from tui.panes.canvas import Part
from tui.places import Places
from tui.wrapping import wrap

_LABEL = 10
"""Cells for the names of the rows; wider where a language needs it."""
_OPERANDS = 6
"""A side with more figures than this shows the first ones, until the card is unfolded."""


_WORDS = 14
"""Characters of the narrative shown on either side of a number."""
_NAME_ROOM = 12
_COPIED_WIDTH = 100


def figure_name(report: Report, figure: Figure) -> list[Part]:
    """What a number is called, in a few words: table, row and column; or the words around it."""
    if figure.table is not None:
        table = report.table(figure.table)
        if table is None:
            return []
        names = [row_label(table, figure), column_label(table, figure)]
        return [(f"{table.id} ", "key"), (" / ".join(filter(None, names)), "text")]
    before, digits, after = (part.strip("…") for part in sentence(report, figure))
    return [(before[-_WORDS:], "quiet"), (digits, "strong"), (after[:_WORDS], "quiet")]


@dataclass(frozen=True, slots=True)
class CardRow:
    """parts: what it shows. figure: where the cursor goes from here, None for nowhere."""

    parts: tuple[Part, ...]
    figure: int | None = None


class Card:
    """unfolded: consequences and long sums in full."""

    def __init__(self, places: Places, finding: Finding, width: int, unfolded: bool) -> None:
        self.review, self.marks, self.finding = places.review, places.marks, finding
        self.audit, self.texts = places.audit, places.review.texts
        self.width, self.unfolded = width, unfolded
        self.room = _LABEL if self.texts.lang == "zh" else _LABEL + 3

    def rows(self) -> list[CardRow]:
        finding, texts = self.finding, self.texts
        rows = [*self._text("", self.review.message(finding), "strong")]
        judged = self.audit.judged.get(finding.relation) if finding.relation is not None else None
        if judged is not None:
            for side in sides(self.audit, judged, texts):
                rows += self._side(side)
            rows += self._difference(judged)
        elif subject := subject_text(self.audit.report, finding.subject):
            rows += self._text(
                texts("tui.card.subject"), f"{subject}  {place_text(finding.place, texts)}", "text"
            )
        rows += self._suspect()
        for diagnosis in finding.diagnoses:
            label = texts("tui.card.diagnosis")
            rows += self._text(label, clean(texts(f"diagnosis.{diagnosis.key}", **diagnosis.details)), "text")
        rows += self._agreeing()
        rows += self._follows()
        rows += self._judgement()
        return rows

    # ── rows ──

    def _text(self, label: str, text: str, ink: str, figure: int | None = None) -> Iterator[CardRow]:
        """A named text, broken to the width, its name in front of the first line."""
        room = self.room if label else 1
        for n, (start, end) in enumerate(wrap(text, self.width - room - 1)):
            name = fit(f" {label}" if n == 0 else "", room)
            yield CardRow(((name, "quiet"), (text[start:end], ink)), figure)

    def _side(self, side: SideText) -> Iterator[CardRow]:
        shown = side.operands if self.unfolded else side.operands[:_OPERANDS]
        for n, operand in enumerate(shown):
            yield from self._operand(side.label if n == 0 else "", operand)
        blank = "" if shown else side.label
        if len(shown) < len(side.operands):
            more = self.texts("tui.card.more", count=len(side.operands) - len(shown))
            yield from self._text("  ", more, "quiet")
        if whole := side.whole(self.texts):
            yield from self._text(blank or "  ", whole, "strong" if side.operands else "text")

    def _operand(self, label: str, operand: Operand) -> Iterator[CardRow]:
        """The number, its place and what it is called; the name on a line of its own where it needs one."""
        figure = self.audit.figure(operand.figure)
        mark = self.marks.get(operand.figure, "unchecked")
        sign = "-" if operand.weight < 0 else " "
        times = f"{abs(operand.weight)}×" if abs(operand.weight) > 1 else ""
        number = f"{sign}{times}{operand.printed}"
        ink = "suspect" if operand.figure == self.finding.suspect else mark
        room = max(14, width(number) + 1)
        shown: list[Part] = [
            (fit(f" {label}", self.room), "quiet"),
            (fit(number, room - 1, "right"), ink),
            (MARKS[mark], "tie.mark" if mark == "tie" else mark),
            (f"  {fit(figure.place.short(), 6)} ", "quiet"),
        ]
        name = figure_name(self.audit.report, figure)
        left = self.width - sum(width(text) for text, _ in shown) - 1
        if sum(width(text) for text, _ in name) <= max(left, _NAME_ROOM):
            yield CardRow((*shown, *name), operand.figure)
        else:
            yield CardRow(tuple(shown), operand.figure)
            yield CardRow(((" " * self.room, ""), *name), operand.figure)

    def _difference(self, judged: Judged) -> Iterator[CardRow]:
        if judged.relation.terms and judged.difference not in {"", "0"}:
            ink = "break" if judged.verdict == "break" else "tail"
            yield CardRow(
                (
                    (fit(f" {self.texts('tui.card.difference')}", self.room), "quiet"),
                    (fit(clean(judged.difference), 13, "right"), ink),
                )
            )

    def _suspect(self) -> Iterator[CardRow]:
        suspect, texts = self.finding.suspect, self.texts
        if suspect is None:
            return
        figure = self.audit.figure(suspect)
        name = f"{figure_text(figure)}  {place_text(figure.place, texts)}"
        rows = list(self._text(texts("tui.card.suspect"), name, "suspect", suspect))
        yield from rows
        if self.finding.suggestion:
            yield from self._text(texts("tui.card.suggestion"), clean(self.finding.suggestion), "strong")

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


def finding_text(places: Places, finding: Finding) -> str:
    """The whole card as plain text, to be pasted into a letter to the department."""
    texts, rule = places.review.texts, places.audit.rules.get(finding.rule)
    title = rule_text(rule, "title", texts) if rule else ""
    heading = f"{MARKS[finding.verdict]} {finding.rule} {title} ({texts(f'severity.{finding.severity}')})"
    rows = Card(places, finding, _COPIED_WIDTH, unfolded=True).rows()
    lines = ["".join(text for text, _ in row.parts).rstrip() for row in rows]
    return "\n".join([clean(heading), *lines])
