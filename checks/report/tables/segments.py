"""A Grid → the pieces of tables in it.

A worksheet or a web page may hold title, unit line, notes and several tables in one grid; a grid of one
column is a frame around text and no table. Takes a Grid; gives Segments: lines above, rows, notes below.
Before this module: `captions`. After it: `layout`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from checks.reading.document import Cell, Grid, Place
from checks.report.labels import normalise
from checks.report.tables.captions import is_furniture, is_note, is_title, namings

Cells = tuple[Cell, ...]

_STATISTICS = re.compile(r"(?:相关|有关)?统计(?:数据?|信息|情况)：?")
"""Heads the counts that Jiangsu prints below the three public expenses, in the same grid."""


@dataclass(slots=True)
class Segment:
    """Rows of one table, with the lines that stood in the grid above and below them."""

    place: Place
    above: list[str] = field(default_factory=list)
    rows: list[Cells] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


def printed_cells(row: Sequence[Cell]) -> list[Cell]:
    """The cells of a row that hold text, a merged one once."""
    found: list[Cell] = []
    for cell in row:
        if cell.text and (not found or found[-1] is not cell) and not cell.text.isspace():
            found.append(cell)
    return found


def cut(grid: Grid) -> list[Segment]:
    """The pieces of tables in a grid, [] when it only frames text. A piece without rows is lines that
    stand in a frame of their own: a title, a unit line."""
    pieces = [piece for piece in _pieces(grid) if _is_table(piece) or (piece.above and not piece.rows)]
    return pieces if grid.width > 1 else [piece for piece in pieces if not piece.rows]


def _is_table(piece: Segment) -> bool:
    return any(len(printed_cells(row)) > 1 for row in piece.rows)


def _pieces(grid: Grid) -> Iterator[Segment]:
    piece = Segment(grid.place)
    previous: Cells = ()
    for row in grid.rows:
        kind = _kind(row, previous)
        previous = row
        if kind == "note" and piece.rows:
            piece.below.append(printed_cells(row)[0].text)
        elif kind in {"line", "note"}:
            if piece.rows:
                yield piece
                piece = Segment(row[0].place)
            piece.above.extend(cell.text for cell in printed_cells(row))
        else:
            if piece.below and printed_cells(row):
                yield piece
                piece = Segment(row[0].place)
            if not piece.below:
                piece.rows.append(row)
    yield piece


def _kind(row: Cells, previous: Cells) -> str:
    """`line` (title, unit, department), `note`, or `row`."""
    cells = printed_cells(row)
    if not cells or len(cells) > 3:
        return "row"
    if any(cell in previous for cell in cells if cell.rowspan > 1):
        return "row"
    texts = [normalise(cell.text) for cell in cells]
    if len(texts) == 1:
        text = texts[0]
        if is_note(text):
            return "note"
        if _STATISTICS.fullmatch(text):
            return "line"
        if namings(text) or (is_title(text) and cells[0].colspan > len(row) // 2):
            return "line"
    if all(_is_line(text) for text in texts):
        return "line"
    return "row"


def _is_line(text: str) -> bool:
    """Furniture with a word in it: a page number alone may be an amount."""
    return is_furniture(text) and not text.replace("-", "").isdigit()
