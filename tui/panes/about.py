"""What the lines across the screen say: about the report, about the figure under the cursor.

Comes in: the Places of a report. Goes out: Parts, those of the left and those of the right end.
"""

from __future__ import annotations

from checks.finding import BREAK, MARKS, TAIL, TIE, UNCHECKED, Audit
from checks.output.digest import share
from checks.output.messages import figure_text
from checks.reading.document import Place
from checks.review import Filter, Review
from checks.texts import Texts
from tui.cells import clean, cut_place
from tui.panes.canvas import Part
from tui.panes.card_rows import figure_name
from tui.panes.grid import plain_name
from tui.places import Places
from tui.spots import Spot

_PLACE = 24
"""Cells for a place."""


def report_line(review: Review, name: str) -> tuple[list[Part], list[Part]]:
    """The report, what was found, how far the review is. name: of its file, where it has no title."""
    audit, texts, tally = review.audit, review.texts, review.progress()
    title = clean(audit.report.title or audit.report.department or name)
    coverage = share(audit.coverage.checked, audit.coverage.figures)
    filtered = [(f"{texts('tui.head.filtered')}  ", "warning")] if review.filter != Filter() else []
    unsaved = review.annotations.unsaved
    lost = [(f"{texts('tui.head.unsaved', count=unsaved)}  ", "error")] if unsaved else []
    return [(f" {title}", "bar.title")], [
        *lost,
        *filtered,
        (f"{MARKS[BREAK]} {tally.breaks}  ", BREAK),
        (f"{MARKS[TAIL]} {tally.tails}  ", TAIL),
        (f"{texts('tui.head.judged', judged=tally.judged, total=tally.to_judge)}  ", ""),
        (f"{texts('tui.head.coverage', share=coverage)} ", ""),
    ]


def figure_line(places: Places, figure: int) -> tuple[list[Part], list[Part]]:
    """The figure with its verdict; what a cell is called, since its headings may be out of sight; why nothing
    checked it, or by how much it was."""
    audit, review, texts = places.audit, places.review, places.review.texts
    printed, mark = audit.figure(figure), places.marks.get(figure, UNCHECKED)
    left: list[Part] = [
        (f" {MARKS[mark]} ", "tie.mark" if mark == TIE else mark),
        (f"{figure_text(printed)}  ", mark),
        *(figure_name(audit.report, printed) if printed.table is not None else ()),
    ]
    note = review.figure_annotation(figure)
    if note is not None and note.note:
        left += [("\n", ""), (f" {texts('tui.note_on_figure')} ", "quiet"), (clean(note.note), "query")]
    why = reason_text(audit, figure, texts)
    said = why or texts("tui.relations_count", count=len(audit.relations_of(figure)))
    return left, [(f"{said} ", "quiet"), _place(printed.place)]


def cell_line(places: Places, spot: Spot) -> tuple[list[Part], list[Part]]:
    """A cell that is no figure, in full: the pane cuts long labels and headings."""
    table = places.report.table(spot.table or "")
    if table is None or spot.row >= len(table.cells):
        return [], []
    cell, column = table.cells[spot.row][spot.column], table.columns[spot.column]
    name = clean(plain_name(column.name))
    return [
        (f" {table.id} ", "key"),
        (f"{name}  ", "quiet"),
        (clean(cell.text), "strong"),
    ], [_place(cell.place)]


def _place(place: Place) -> Part:
    return f"{cut_place(place.short(), _PLACE)} ", "quiet"


def reason_text(audit: Audit, figure: int, texts: Texts) -> str:
    """Why nothing checked a figure."""
    reason = audit.reasons.get(figure)
    return clean(texts(f"unchecked.{reason}")) if reason else ""
