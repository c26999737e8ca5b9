"""A <table> → a Grid, or the decision that it only lays out the page. Before: `checks.reading.html_flow`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from checks.reading.document import Cell, Grid, Place
from checks.reading.grids import CellBudget, lay_out
from checks.reading.html_flow import Element, is_seen, text_of

_NUMBER = re.compile(r"[-−(（]?\d[\d,，]*(?:\.\d+)?%?[)）]?$")
_PROSE = 300
"""Characters from which a cell is prose rather than a label."""
_FEW = 12
"""A table of more cells than this is not taken for layout because one of them is prose."""
_WIDEST = 1_000
_LONGEST = 65_534
"""The largest spans HTML allows; a rowspan of 0 reaches to the end of the table."""
_SECTIONS = {"thead": 0, "tbody": 1, "tfoot": 2}


def is_layout(table: Element) -> bool:
    """Whether a table holds the columns and boxes of the page and not data; what it holds is then read
    as if it were not there.

    So it is when no two of its cells stand side by side, when the tables nested in it have at least as
    many cells as it has itself, or when it is small and holds prose and at most one number.
    """
    if table.get("role") in {"presentation", "none"}:
        return True
    rows = [cells_of(row) for row in rows_of(table)]
    if all(len(cells) <= 1 for cells in rows):
        return True
    leaves = [cell for cells in rows for cell in cells if cell.find(".//table") is None]
    nested = sum(1 for _ in table.iter("td", "th")) - sum(len(cells) for cells in rows)
    if nested and nested >= len(leaves):
        return True
    if len(leaves) > _FEW:
        return False
    texts = [text_of(cell) for cell in leaves]
    return any(len(text) > _PROSE for text in texts) and sum(bool(_NUMBER.match(t)) for t in texts) <= 1


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
