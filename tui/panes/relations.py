"""All relations that a figure takes part in, with their figures: the rows of the dialog."""

from __future__ import annotations

from collections.abc import Iterator

from checks.finding import MARKS
from checks.output.messages import relation_message, rule_text, sides
from checks.texts import Texts
from tui.cells import fit
from tui.panes.card_rows import figure_name
from tui.panes.rows import Row
from tui.places import Places

_NUMBERS = 16
"""Cells for the figures of a relation."""


def relation_rows(places: Places, figure: int, texts: Texts) -> Iterator[Row]:
    """Breaks first: a row for what each relation says, then one for each other figure in it. A row stands
    for the figure to go to."""
    audit = places.audit
    for judged in audit.relations_of(figure):
        rule = audit.rules.get(judged.relation.rule)
        title = rule_text(rule, "title", texts) if rule else ""
        others = [term.figure for term in judged.relation.terms if term.figure != figure]
        mark = MARKS[judged.verdict]
        ink = "tie.mark" if judged.verdict == "tie" else judged.verdict
        said = title if judged.verdict == "tie" else relation_message(audit, judged, texts)
        heading = ((f"{mark} ", ink), (f"{judged.relation.rule} ", "key"), (said, "strong"))
        yield Row(heading, means=others[0] if others else figure)
        for side in sides(audit, judged, texts):
            for operand in side.operands:
                if operand.figure != figure:
                    sign = "-" if operand.weight < 0 else " "
                    yield Row(
                        (
                            (f"    {side.label}", "quiet"),
                            (
                                fit(f"{sign}{operand.printed}", _NUMBERS, "right"),
                                places.marks[operand.figure],
                            ),
                            ("  ", ""),
                            *figure_name(audit.report, audit.figure(operand.figure)),
                        ),
                        ((operand.place, "quiet"),),
                        operand.figure,
                    )
