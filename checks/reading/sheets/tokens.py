"""The tokens of a formula in an xls file (BIFF8, in reverse Polish order) → its text, as a spreadsheet shows
it. Before: `records`, which finds them.

Layout of the tokens: [MS-XLS] 2.5.198. The library's own decompiler loses the parentheses of
`A1-(B1-C1)` and cannot move the areas of a shared formula.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass

from xlrd.formula import func_defs

from checks.reading.address import column_name, position
from checks.reading.sheets.number_format import stored

_LONGEST = 1_800
"""Bytes that Excel allows in the tokens of a formula."""
_LONGEST_TEXT = 8_192
_BINARY = {
    0x03: ("+", 4), 0x04: ("-", 4), 0x05: ("*", 5), 0x06: ("/", 5), 0x07: ("^", 6), 0x08: ("&", 3),
    0x09: ("<", 2), 0x0A: ("<=", 2), 0x0B: ("=", 2), 0x0C: (">=", 2), 0x0D: (">", 2), 0x0E: ("<>", 2),
    0x0F: (" ", 10), 0x10: (",", 9), 0x11: (":", 11),
}  # fmt: skip
"""What is written between two operands, and how tightly it binds them."""
_SIGNED, _PERCENT, _WHOLE = 8, 7, 12
_SIGNS = {0x12: "+", 0x13: "-"}
_CHOOSE, _SUM = 0x04, 0x10
_NO_REFERENCE = {0x2A: 4, 0x2B: 8, 0x3C: 6, 0x3D: 10}
"""Tokens of a reference that was deleted, and the bytes that follow them."""
_SILENT = {0x26: 6, 0x27: 6, 0x28: 6, 0x29: 2}
"""Tokens that only prepare the ones after them."""
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!"}
_PLAIN_NAME = re.compile(r"[^\W\d]\w*$")


class _Unreadable(Exception):
    """A token that this module does not know, or that is cut off."""


@dataclass(frozen=True)
class Glossary:
    """What numbers in the formulas of a workbook stand for.

    sheets: the names of the first and the last sheet of each of its references to sheets; None for a
    reference to another workbook or to a sheet that is gone. names: of its defined names.
    """

    sheets: Sequence[tuple[str, str] | None] = ()
    names: Sequence[str] = ()


def decoded(tokens: bytes, at: tuple[int, int], glossary: Glossary) -> str | None:
    """The formula without its equals sign; None when it cannot be told.

    at: row and column of its cell, from which the references of a shared formula are counted.
    """
    if len(tokens) > _LONGEST:
        return None
    try:
        return _Formula(tokens, at, glossary).text()
    except (_Unreadable, struct.error, LookupError, UnicodeDecodeError):
        return None


class _Formula:
    """Puts the operands on a stack, each as its text and how tightly that binds."""

    def __init__(self, tokens: bytes, at: tuple[int, int], glossary: Glossary) -> None:
        self._tokens = tokens
        self._row, self._column = at
        self._glossary = glossary
        self._at = 0
        self._stack: list[tuple[str, int]] = []

    def text(self) -> str:
        while self._at < len(self._tokens):
            (token,) = self._take("B")
            # the classes of an operand (reference, value, array) are the same token in three numbers
            self._token(token if token < 0x20 else token & 0x1F | 0x20)
            if self._stack and len(self._stack[-1][0]) > _LONGEST_TEXT:
                raise _Unreadable
        ((text, _),) = self._operands(1) if len(self._stack) == 1 else [("", 0)]
        if not text:
            raise _Unreadable
        return text

    def _take(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from(f"<{form}", self._tokens, self._at)
        self._at += struct.calcsize(f"<{form}")
        return values

    def _push(self, text: str, rank: int = _WHOLE) -> None:
        self._stack.append((text, rank))

    def _operands(self, count: int) -> list[tuple[str, int]]:
        if not 0 <= count <= len(self._stack):
            raise _Unreadable
        first = len(self._stack) - count
        taken = self._stack[first:]
        del self._stack[first:]
        return taken

    def _token(self, token: int) -> None:
        match token:
            case _ if token in _BINARY:
                self._between(*_BINARY[token])
            case 0x12 | 0x13:
                (operand,) = self._operands(1)
                self._push(_SIGNS[token] + _within(operand, _SIGNED), _SIGNED)
            case 0x14:
                (operand,) = self._operands(1)
                self._push(f"{_within(operand, _PERCENT)}%", _PERCENT)
            case 0x15:
                ((text, _),) = self._operands(1)
                self._push(f"({text})")
            case 0x16 | 0x17 | 0x1C | 0x1D | 0x1E | 0x1F:
                self._push(self._constant(token))
            case 0x19:
                self._attribute()
            case 0x21 | 0x22:
                self._function(token)
            case 0x23:
                number, _ = self._take("HH")
                self._push(self._glossary.names[number - 1] if number else "")
            case _ if token in _NO_REFERENCE or token in _SILENT:
                self._at += _NO_REFERENCE.get(token) or _SILENT[token]
                if token in _NO_REFERENCE:
                    self._push("#REF!")
            case _:
                self._push(self._reference(token))

    def _between(self, mark: str, rank: int) -> None:
        left, right = self._operands(2)
        self._push(_within(left, rank) + mark + _within(right, rank + 1), rank)

    def _constant(self, token: int) -> str:
        match token:
            case 0x17:
                length, wide = self._take("BB")
                size = length * 2 if wide & 1 else length
                raw = self._tokens[self._at : self._at + size]
                self._at += size
                quoted = raw.decode("utf-16-le" if wide & 1 else "latin-1").replace('"', '""')
                return f'"{quoted}"'
            case 0x1C:
                return _ERRORS.get(self._take("B")[0], "#N/A")
            case 0x1D:
                return ("FALSE", "TRUE")[self._take("B")[0] & 1]
            case 0x1E:
                return str(*self._take("H"))
            case 0x1F:
                return str(stored(*self._take("d")))
        return ""  # an argument that is left out

    def _attribute(self) -> None:
        """Hints for the calculation; one of them is SUM with a single argument."""
        kind, count = self._take("BH")
        if kind & _CHOOSE:
            self._at += 2 * (count + 1)
        elif kind & _SUM:
            ((text, _),) = self._operands(1)
            self._push(f"SUM({text})")

    def _function(self, token: int) -> None:
        count = self._take("B")[0] & 0x7F if token == 0x22 else None
        number = self._take("H")[0] & 0x7FFF
        name, least = func_defs[number][:2]  # an add-in's function is not among them
        arguments = self._operands(least if count is None else count)
        self._push(f"{name}({','.join(text for text, _ in arguments)})")

    def _reference(self, token: int) -> str:
        """A cell or an area; relative to the cell in a shared formula; on other sheets."""
        match token:
            case 0x24 | 0x2C:
                return self._cell(*self._take("HH"), offset=token == 0x2C)
            case 0x25 | 0x2D:
                return self._area(offset=token == 0x2D)
            case 0x3A:
                (sheets,) = self._take("H")
                return self._sheets(sheets) + self._cell(*self._take("HH"))
            case 0x3B:
                (sheets,) = self._take("H")
                return self._sheets(sheets) + self._area()
        raise _Unreadable

    def _area(self, *, offset: bool = False) -> str:
        top, bottom, left, right = self._take("HHHH")
        return f"{self._cell(top, left, offset=offset)}:{self._cell(bottom, right, offset=offset)}"

    def _cell(self, row: int, column: int, *, offset: bool = False) -> str:
        """Bits 14 and 15 of the column tell that the column and the row are relative."""
        free_row, free_column = column & 0x8000, column & 0x4000
        column &= 0xFF
        if offset and free_row:
            row = (row + self._row) & 0xFFFF
        if offset and free_column:
            column = (column + self._column) & 0xFF
        return f"{'' if free_column else '$'}{column_name(column)}{'' if free_row else '$'}{row + 1}"

    def _sheets(self, number: int) -> str:
        named = self._glossary.sheets[number]
        if named is None:
            raise _Unreadable
        first, last = named
        name = first if first == last else f"{first}:{last}"
        if _PLAIN_NAME.match(name) and position(name.upper()) is None:
            return f"{name}!"
        doubled = name.replace("'", "''")
        return f"'{doubled}'!"


def _within(operand: tuple[str, int], rank: int) -> str:
    """An operand as it stands in something that binds so tightly."""
    text, own = operand
    return text if own >= rank else f"({text})"
