"""Rows of cells with their spans → one rectangular Grid. Shared by the readers of HTML, DOCX and Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from checks.reading.address import address
from checks.reading.document import Cell, Grid, Place
from checks.reading.limits import Limits

_NUMBER = re.compile(r"[-−(（]?\d[\d,，]*(?:\.\d+)?%?[)）]?$")
_PROSE = 300
"""Characters from which a cell is prose rather than a label."""
_COLUMNS = 2
"""Columns of text that a page is laid out in at most; prose in more of them is a table."""


class CellBudget:
    """Counts the cells of one file against its limits."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self._taken = 0

    def check(self, cells: int, where: str) -> None:
        """Raises ReadError when one table of that many cells is over the limit."""
        if cells > self._limits.cells:
            raise self._limits.refusal("cells", self._path, where)

    def take(self, cells: int, where: str) -> None:
        """Count a table. Raises ReadError when it, or all so far, are over the limit."""
        self.check(cells, where)
        self._taken += cells
        if self._taken > self._limits.all_cells:
            raise self._limits.refusal("all_cells", self._path, where)


def is_layout(widths: Sequence[int], nested: int, texts: Sequence[Callable[[], str]]) -> bool:
    """Whether a table holds columns and boxes of the page and not data; what is in it is then read as if
    the table were not there.

    So it is when no two of its cells stand side by side, when the tables nested in it have at least as many
    cells as it has itself, or when it is one row of two cells that hold prose and no amount.
    widths: cells of each row. nested: cells of the tables in it. texts: of its cells without tables in them.
    """
    if max(widths, default=0) <= 1 or (nested and nested >= len(texts)):
        return True
    if len(widths) > 1 or len(texts) > _COLUMNS:
        return False
    known = [text() for text in texts]
    return any(len(text) > _PROSE for text in known) and not any(map(_NUMBER.match, known))


def lay_out(rows: Iterable[Sequence[Cell]], place: Place, budget: CellBudget) -> Grid:
    """Place the cells of each row from left to right, past what a cell above covers; pad short rows.

    Spans that reach past the last row are cut there, and a position that two cells claim stays with the
    first, as browsers do it. Raises ReadError when the grid is over a limit.
    """
    sources = [list(row) for row in rows]
    taken: list[dict[int, Cell]] = [{} for _ in sources]
    width = covered = 0
    for r, source in enumerate(sources):
        column = 0
        for cell in source:
            while column in taken[r]:
                column += 1
            if cell.rowspan == cell.colspan == 1:
                taken[r][column] = cell
                column += 1
                continue
            last = min(r + cell.rowspan, len(sources))
            covered += (last - r) * cell.colspan
            budget.check(covered, place.short())
            for below in range(r, last):
                for c in range(column, column + cell.colspan):
                    taken[below].setdefault(c, cell)
            column += cell.colspan
        width = max(width, max(taken[r], default=-1) + 1)
    budget.take(len(sources) * width, place.short())
    return Grid(tuple(_filled(row, width, place) for row in taken), place)


def addressed(grid: Grid) -> Grid:
    """The same grid with each cell's A1 address in its Place, for formats without addresses of their own."""
    moved: dict[int, Cell] = {}
    for r, row in enumerate(grid.rows):
        for c, cell in enumerate(row):
            if id(cell) not in moved:
                moved[id(cell)] = replace(cell, place=replace(cell.place, cell=address(r, c)))
    return Grid(tuple(tuple(moved[id(cell)] for cell in row) for row in grid.rows), grid.place)


def _filled(row: dict[int, Cell], width: int, place: Place) -> tuple[Cell, ...]:
    if len(row) == width:
        return tuple(row[c] for c in range(width))
    beside = row[min(row)].place if row else place
    return tuple(row[c] if c in row else Cell("", beside) for c in range(width))
