"""The records of an xls file (BIFF8) → the formulas of its cells, and how they are kept. Before: `xls`, whose
library gives values only.

A record is a number, a length and so many bytes. A formula that many cells share is stored once, behind
the first of them, and so is an array formula; the others only name that cell ([MS-XLS] 2.4.4, 2.4.127 and
2.4.277).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checks.reading.sheets.tokens import Glossary, decoded

_PRECISION = 0x000E
_FORMULA, _ARRAY, _SHARED, _EOF = 0x0006, 0x0221, 0x04BC, 0x000A
_BEGINNINGS = {0x0009, 0x0209, 0x0409, 0x0809}
_ELSEWHERE = 0x01
"""The token of a formula that is stored with another cell."""
_ON_OPENING = 0x0002
_BIFF8 = 80
_ALLOWANCE = 20_000_000
"""Characters of all formulas of a sheet; the text of those after them is not told."""


@dataclass(frozen=True, slots=True)
class Formula:
    """text: with its equals sign, which stands alone when the formula cannot be told.
    on_opening: the program that wrote it asks for it to be worked out when the file is opened."""

    text: str
    on_opening: bool


def formulas_of(book: Any, index: int) -> Mapping[tuple[int, int], Formula]:
    """The formulas of a sheet by row and column from 0. Empty for a workbook older than Excel 97."""
    if book.biff_version < _BIFF8:
        return {}
    return dict(_formulas(_Records(book.mem, book._sh_abs_posn[index]), _glossary(book)))


def is_rounded(book: Any) -> bool:
    """Whether the workbook keeps of every result only what its cell shows."""
    return any(kind == _PRECISION and body[:2] == b"\0\0" for kind, body in _Records(book.mem, book.base))


def _glossary(book: Any) -> Glossary:
    """The sheets and names that formulas refer to by number, in the library's own lists."""
    sheets: list[tuple[str, str] | None] = []
    names = book.sheet_names()
    places = book._all_sheets_map
    for source, first, last in book._externsheet_info:
        known = source == book._supbook_locals_inx and first < len(places) and last < len(places)
        inside = known and places[first] >= 0 and places[last] >= 0
        sheets.append((names[places[first]], names[places[last]]) if inside else None)
    return Glossary(sheets, [name.name for name in book.name_obj_list])


class _Records:
    """The records of the stream from the beginning of a sheet to its end; charts in it are passed over."""

    def __init__(self, stream: bytes, start: int) -> None:
        self._stream = stream
        self._at = start

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        depth = 0
        while self._at + 4 <= len(self._stream):
            kind, length = struct.unpack_from("<HH", self._stream, self._at)
            body = self._stream[self._at + 4 : self._at + 4 + length]
            self._at += 4 + length
            if kind in _BEGINNINGS:
                depth += 1
            elif kind == _EOF:
                depth -= 1
                if depth <= 0:
                    return
            elif depth == 1:
                yield kind, body


def _formulas(records: _Records, glossary: Glossary) -> Iterator[tuple[tuple[int, int], Formula]]:
    cells: list[tuple[tuple[int, int], int, bytes]] = []
    elsewhere: dict[tuple[int, int], bytes] = {}
    for kind, body in records:
        try:
            if kind == _FORMULA:
                row, column, flags, length = struct.unpack_from("<HH2x8xH4xH", body)
                cells.append(((row, column), flags, bytes(body[22 : 22 + length])))
            elif kind in {_ARRAY, _SHARED} and cells:
                start = 12 if kind == _ARRAY else 8
                (length,) = struct.unpack_from("<H", body, start)
                elsewhere[cells[-1][0]] = bytes(body[start + 2 : start + 2 + length])
        except struct.error:  # a record that is cut off
            continue
    left = _ALLOWANCE
    for at, flags, own in cells:
        tokens = elsewhere.get(_named_cell(own), b"") if own[:1] == bytes([_ELSEWHERE]) else own
        text = decoded(tokens, at, glossary) if left > 0 else None
        left -= len(text or "")
        yield at, Formula(f"={text or ''}", bool(flags & _ON_OPENING))


def _named_cell(tokens: bytes) -> tuple[int, int]:
    row, column = struct.unpack_from("<HH", tokens.ljust(5, b"\0"), 1)
    return row, column
