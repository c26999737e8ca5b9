"""A <table> → a Grid, or the decision that it only lays out the page. Before: `checks.reading.html.flow`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from checks.reading.document import Cell, Grid, Place
from checks.reading.grids import CellBudget, is_layout, lay_out
from checks.reading.html.flow import Element, is_seen, text_of

_WIDEST = 1_000
_LONGEST = 65_534
"""The largest spans HTML allows; a rowspan of 0 reaches to the end of the table."""
_SECTIONS = {"thead": 0, "tbody": 1, "tfoot": 2}


def is_data(table: Element) -> bool:
    """Whether a table is one to read as a grid, and not the layout of the page."""
    if table.get("role") in {"presentation", "none"}:
        return False
    rows = [cells_of(row) for row in rows_of(table)]
    leaves = [cell for cells in rows for cell in cells if cell.find(".//table") is None]
    nested = sum(1 for _ in table.iter("td", "th")) - sum(map(len, rows))
    return not is_layout([len(cells) for cells in rows], nested, [partial(text_of, cell) for cell in leaves])


def grid_of(table: Element, place: Callable[[Element], Place], budget: CellBudget) -> Grid:
    """The grid of a data table with its spans resolved; hidden rows and cells are left out.

    A table inside a cell becomes lines of that cell. Raises ReadError when it is over a limit.
    """
    rows = [
        [
            Cell(
                text_of(cell),
                place(cell),
                rowspan=_span(cell.get("rowspan"), _LONGEST) or _LONGEST,
                colspan=_span(cell.get("colspan"), _WIDEST) or 1,
            )
            for cell in cells_of(row)
        ]
        for row in rows_of(table)
    ]
    return lay_out(rows, place(table), budget)


def rows_of(table: Element) -> list[Element]:
    """The rows a browser shows, in its order: head, bodies, foot."""
    rows = [row for row in _within(table, "tr", ("table",)) if is_seen(row)]
    return sorted(rows, key=lambda row: _SECTIONS.get(row.getparent().tag, _SECTIONS["tbody"]))


def cells_of(row: Element) -> list[Element]:
    return [cell for cell in _within(row, "td", ("table", "tr")) if is_seen(cell)]


def _within(element: Element, tag: str, walls: tuple[str, ...]) -> Iterator[Element]:
    """The children of that tag (td: th as well), also where stray elements are wrapped around them."""
    for child in element:
        if child.tag == tag or (tag == "td" and child.tag == "th"):
            yield child
        elif isinstance(child.tag, str) and child.tag not in walls and child.tag != "caption":
            yield from _within(child, tag, walls)


def _span(value: str | None, most: int) -> int:
    """A span as the page writes it: what is no number is 1."""
    text = (value or "1").strip()
    return min(int(text), most) if text.isdecimal() else 1
