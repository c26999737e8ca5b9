"""Rows of a table that stand outside its lines: the first row of a page whose rules were left on the page
before, a total below the last rule.

Such a row is right above or below a lattice, keeps to its columns, and is made of numbers and at most one
word more. Before: `rules`, `lines`. After: `grid`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby, pairwise

from checks.reading.pdf.ink import Glyph
from checks.reading.pdf.rows import NUMBER
from checks.reading.pdf.rules import Area, Lattice

Row = list[Glyph]

_NEAR = 1.6  # row heights between the lattice and the middle of the next row, at most
_FAR = 40.0  # points, at most
_GAP = 0.25  # em between the texts of two columns, at least


def with_strays(lattice: Lattice, rows: Sequence[Row]) -> tuple[Lattice, list[Row]]:
    """The lattice with the rows outside that belong to it, and those rows. rows: from top to bottom."""
    heights = sorted(b - a for a, b in pairwise(lattice.ys))
    height = min(_NEAR * heights[len(heights) // 2], _FAR)
    taken: list[Row] = []
    for row in rows:
        if 0 < _middle(row) - lattice.ys[-1] <= height and _is_row(row, lattice, len(lattice.ys) - 2):
            lattice = _with_row_below(lattice, 2 * _middle(row) - lattice.ys[-1])
            taken.append(row)
    for row in reversed(rows):
        if 0 < lattice.ys[0] - _middle(row) <= height and _is_row(row, lattice, 0):
            lattice = _with_row_above(lattice, 2 * _middle(row) - lattice.ys[0])
            taken.append(row)
    return lattice, taken


def _middle(row: Row) -> float:
    return sum(glyph.y for glyph in row) / len(row)


def _is_row(row: Row, lattice: Lattice, beside: int) -> bool:
    """Whether a printed row keeps to the columns of the row it stands beside, with numbers in them."""
    glyphs = [glyph for glyph in row if glyph.char != " "]
    if not all(lattice.xs[0] <= glyph.x <= lattice.xs[-1] and glyph.turn == 0 for glyph in glyphs):
        return False
    lefts = [lattice.xs[left] for left, _ in _columns(lattice, beside)]
    cells = [list(cell) for _, cell in groupby(glyphs, key=lambda glyph: bisect_right(lefts, glyph.x))]
    if len(cells) < 2:
        return False
    for before, after in pairwise(cells):
        if after[0].left - before[-1].right < _GAP * after[0].size:
            return False
    numbers = [bool(NUMBER.fullmatch("".join(glyph.char for glyph in cell))) for cell in cells]
    return any(numbers) and numbers.count(False) <= 1


def _columns(lattice: Lattice, row: int) -> list[tuple[int, int]]:
    """Where the cells of a row begin and end."""
    return [(area.left, area.right) for area in lattice.areas if area.top <= row < area.bottom]


def _with_row_below(lattice: Lattice, bottom: float) -> Lattice:
    last = len(lattice.ys) - 1
    added = [Area(last, left, last + 1, right) for left, right in sorted(_columns(lattice, last - 1))]
    return Lattice(lattice.xs, (*lattice.ys, bottom), (*lattice.areas, *added))


def _with_row_above(lattice: Lattice, top: float) -> Lattice:
    added = [Area(0, left, 1, right) for left, right in sorted(_columns(lattice, 0))]
    moved = (Area(area.top + 1, area.left, area.bottom + 1, area.right) for area in lattice.areas)
    return Lattice(lattice.xs, (top, *lattice.ys), (*added, *moved))
