"""A lattice and the characters inside it → a Grid of cells with their text as printed.

Before: `pdf_rules` (lattices), `pdf_lines` (printed lines). After: `pdf`, which puts grids and paragraphs
in reading order.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from checks.reading.document import Cell, Grid, Place
from checks.reading.pdf_frame import Box
from checks.reading.pdf_ink import Glyph, Ink
from checks.reading.pdf_lines import Line, lines_of
from checks.reading.pdf_rules import Area, Lattice

Piece: TypeAlias = list[Glyph]
"""One character, or all characters of one number."""

_OF_NUMBER = frozenset("0123456789.,-%")
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?%?")
_PIECE = re.compile(r"[-\d.,%]+")
_PADDING = 12.0  # points: what a cell keeps free on its left and right together, at most


def grid_of(lattice: Lattice, pieces: Iterable[Piece], ink: Ink) -> Grid:
    """The Grid of a lattice. pieces: the characters that belong to it, as `pieces_of` cuts them."""
    owner = {
        (row, column): i
        for i, area in enumerate(lattice.areas)
        for row in range(area.top, area.bottom)
        for column in range(area.left, area.right)
    }
    held: list[list[Glyph]] = [[] for _ in lattice.areas]
    for piece in pieces:
        held[owner[lattice.slot(*centre(piece))]].extend(piece)
    cells = [_cell(lattice, area, held[i], ink) for i, area in enumerate(lattice.areas)]
    rows = tuple(
        tuple(cells[owner[row, column]] for column in range(len(lattice.xs) - 1))
        for row in range(len(lattice.ys) - 1)
    )
    return Grid(rows, place_of(lattice.box, ink))


def place_of(box: Box, ink: Ink) -> Place:
    """The Place of a box of the upright page."""
    left, top, right, bottom = ink.shown(box)
    return Place(page=ink.number, box=(round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)))


def pieces_of(glyphs: Iterable[Glyph], lattices: Sequence[Lattice]) -> list[Piece]:
    """Characters one by one, but a number in one piece: one too long for its cell runs over the border,
    and must not be torn there. Where the digits leave a gap at the border, two numbers meet."""
    borders = sorted({x for lattice in lattices for x in lattice.xs})
    pieces: list[Piece] = []
    for glyph in glyphs:
        last = pieces[-1][-1] if pieces else None
        joins = (
            last is not None
            and glyph.char in _OF_NUMBER
            and last.char in _OF_NUMBER
            and last.turn == glyph.turn == 0
            and abs(last.baseline - glyph.baseline) < 0.1 * glyph.size
            and -0.1 * glyph.size < glyph.left - last.right < 0.12 * glyph.size
            and not _parted(last, glyph, borders)
        )
        if joins:
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
    return pieces


def centre(piece: Piece) -> tuple[float, float]:
    """The middle of a piece on the upright page."""
    return (piece[0].x + piece[-1].x) / 2, piece[0].y


def _parted(last: Glyph, glyph: Glyph, borders: Sequence[float]) -> bool:
    """Whether a border passes between two characters that are not printed close together."""
    if glyph.left - last.right <= 0.06 * glyph.size:
        return False
    return bisect_left(borders, last.right) != bisect_right(borders, glyph.left)


def _cell(lattice: Lattice, area: Area, glyphs: list[Glyph], ink: Ink) -> Cell:
    box = lattice.box_of(area)
    text = cell_text(lines_of(glyphs), box[2] - box[0]) if glyphs else ""
    return Cell(text, place_of(box, ink), rowspan=area.bottom - area.top, colspan=area.right - area.left)


def cell_text(lines: Sequence[Line], width: float) -> str:
    """The text of a cell of that width, a newline between its lines, but none inside a number that was
    broken because its cell is too narrow (`1234` above `.56`)."""
    texts: list[str] = []
    room = width - _PADDING
    for i, line in enumerate(lines):
        if texts and _is_broken_number(texts[-1], line.text) and _fills(lines[i - 1], room):
            texts[-1] += line.text
        else:
            texts.append(line.text)
    return "\n".join(texts)


def _is_broken_number(above: str, below: str) -> bool:
    """Whether two lines are the pieces of one number, and not two numbers one above the other."""
    if not _PIECE.fullmatch(above) or not _PIECE.fullmatch(below):
        return False
    if not _NUMBER.fullmatch(above + below):
        return False
    return below[0] in ".,%" or above[-1] in ".,-" or "." in above + below or len(below) < len(above)


def _fills(line: Line, room: float) -> bool:
    """Whether a line has no room for another digit."""
    return line.right - line.left + 0.6 * line.size >= room
