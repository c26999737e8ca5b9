"""A lattice and the characters inside it → a Grid of cells with their text as printed.

Before: `rules` (lattices), `lines` (printed lines). After: `pdf`, which puts grids and paragraphs
in reading order.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias

from checks.reading.document import Cell, Grid, Place
from checks.reading.pdf.frame import Box
from checks.reading.pdf.ink import Glyph, Ink
from checks.reading.pdf.lines import Line, Run, bounds, lines_of
from checks.reading.pdf.rows import NUMBER, with_unruled_rows
from checks.reading.pdf.rules import Lattice

Piece: TypeAlias = list[Glyph]
"""Characters printed close together on one line, in the order of the stream."""

_PIECE = re.compile(r"[-\d.,%]+")
_INSET = 8.0  # points between a cell's left border and text that is aligned to it, at most
_PADDING = 12.0  # points: what a cell keeps free on its left and right together, at most


def grid_of(lattice: Lattice, pieces: Sequence[Piece], ink: Ink) -> Grid:
    """The Grid of a lattice. pieces: the characters that belong to it, as `pieces_of` cuts them."""
    lines = _lines_in(lattice, pieces)
    finer = with_unruled_rows(lattice, lines)
    if finer is not lattice:
        lattice, lines = finer, _lines_in(finer, pieces)
    cells = [
        Cell(
            "\n".join(line.text for line in held),
            place_of(lattice.box_of(area), ink),
            rowspan=area.bottom - area.top,
            colspan=area.right - area.left,
        )
        for area, held in zip(lattice.areas, lines, strict=True)
    ]
    owner = _owners(lattice)
    rows = tuple(
        tuple(cells[owner[row, column]] for column in range(len(lattice.xs) - 1))
        for row in range(len(lattice.ys) - 1)
    )
    return Grid(rows, place_of(lattice.box, ink))


def _lines_in(lattice: Lattice, pieces: Iterable[Piece]) -> list[list[Line]]:
    """The printed lines of each area."""
    owner = _owners(lattice)
    held: list[list[Glyph]] = [[] for _ in lattice.areas]
    for piece in pieces:
        held[owner[lattice.slot(*home_of(piece, lattice))]].extend(piece)
    widths = (lattice.xs[area.right] - lattice.xs[area.left] for area in lattice.areas)
    return [
        unbroken(lines_of(glyphs), width) if glyphs else []
        for glyphs, width in zip(held, widths, strict=True)
    ]


def _owners(lattice: Lattice) -> dict[tuple[int, int], int]:
    """The area of each slot."""
    return {
        (row, column): i
        for i, area in enumerate(lattice.areas)
        for row in range(area.top, area.bottom)
        for column in range(area.left, area.right)
    }


def place_of(box: Box, ink: Ink) -> Place:
    """The Place of a box of the upright page."""
    left, top, right, bottom = ink.shown(box)
    return Place(page=ink.number, box=(round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)))


def pieces_of(glyphs: Iterable[Glyph], lattices: Sequence[Lattice]) -> list[Piece]:
    """Characters set close together, in one piece: text too long for its cell runs over the border, and
    must not be torn there. Where it leaves a gap at the border, the texts of two cells meet."""
    borders = sorted({x for lattice in lattices for x in lattice.xs})
    pieces: list[Piece] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and _is_close(last, glyph) and not _parted(last, glyph, borders):
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
        last = glyph if glyph.char != " " else None
    return pieces


def home_of(piece: Piece, lattice: Lattice) -> tuple[float, float]:
    """The point that says in which cell a piece stands: the first character of a text that begins at the
    left border of a cell, and may run over into an empty one; else the middle, as numbers run over to the
    left."""
    first = piece[0]
    column = lattice.slot(first.x, first.y)[1]
    is_text = any(glyph.char.isalpha() for glyph in piece)
    if is_text and 0 <= first.left - lattice.xs[column] <= _INSET:
        return first.x, first.y
    return middle_of(piece)


def middle_of(piece: Piece) -> tuple[float, float]:
    return (piece[0].x + piece[-1].x) / 2, (piece[0].y + piece[-1].y) / 2


def _is_close(last: Glyph, glyph: Glyph) -> bool:
    return (
        last.turn == glyph.turn == 0
        and glyph.char != " "
        and abs(last.baseline - glyph.baseline) < 0.1 * glyph.size
        and -0.1 * glyph.size < glyph.left - last.right < 0.12 * glyph.size
    )


def _parted(last: Glyph, glyph: Glyph, borders: Sequence[float]) -> bool:
    """Whether a border passes between two characters that are not printed close together."""
    if glyph.left - last.right <= 0.06 * glyph.size:
        return False
    return bisect_left(borders, last.right) != bisect_right(borders, glyph.left)


def unbroken(lines: Sequence[Line], width: float) -> list[Line]:
    """The lines of a cell of that width, with a number in one that was broken because its cell is too
    narrow (`1234` above `.56`)."""
    whole: list[Line] = []
    room = width - _PADDING
    for i, line in enumerate(lines):
        if whole and _is_broken_number(whole[-1].text, line.text) and _fills(lines[i - 1], room):
            run = Run(whole[-1].text + line.text, bounds((whole[-1].box, line.box)), line.size)
            whole[-1] = replace(whole[-1], runs=(run,))
        else:
            whole.append(line)
    return whole


def _is_broken_number(above: str, below: str) -> bool:
    """Whether two lines are the pieces of one number, and not two numbers one above the other."""
    if not _PIECE.fullmatch(above) or not _PIECE.fullmatch(below):
        return False
    if not NUMBER.fullmatch(above + below):
        return False
    return below[0] in ".,%" or above[-1] in ".,-" or "." in above + below or len(below) < len(above)


def _fills(line: Line, room: float) -> bool:
    """Whether a line has no room for another digit."""
    return line.right - line.left + 0.6 * line.size >= room
