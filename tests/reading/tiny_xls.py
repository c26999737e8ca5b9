"""Formulas as Excel and WPS store them in an old workbook, with results and shared; xlwt writes neither."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

import xlwt

EMPTY = 0xFFFF_0000_0000_0003
"""The result of a formula that shows nothing; what xlwt writes for any formula."""


def tokens(formula: str) -> bytes:
    """The tokens of a formula (`;` between arguments) on its own sheet."""
    stored: bytes = xlwt.Formula(formula).rpn()
    return stored[2:]


def relative(row: int, column: int) -> bytes:
    """The token of a shared formula for the cell so many rows and columns away."""
    return b"\x4c" + struct.pack("<HH", row & 0xFFFF, column & 0xFF | 0xC000)


def elsewhere(row: int, column: int) -> bytes:
    """The token of a formula that is stored behind that cell."""
    return b"\x01" + struct.pack("<HH", row, column)


def shared(area: tuple[int, int, int, int], formula: bytes) -> bytes:
    """The record of the formula that an area (top, bottom, left, right) shares."""
    body = struct.pack("<HHBBxBH", *area, 1, len(formula)) + formula
    return struct.pack("<HH", 0x04BC, len(body)) + body


def array(area: tuple[int, int, int, int], formula: bytes) -> bytes:
    """The record of an array formula for an area."""
    body = struct.pack("<HHBBHIH", *area, 0, 0, len(formula)) + formula
    return struct.pack("<HH", 0x0221, len(body)) + body


@dataclass(frozen=True)
class Calculated:
    """A formula with its result, in the place of a cell that xlwt writes. flags: 2 to be worked out when the
    file is opened. behind: the records that follow it."""

    row: int
    column: int
    result: float | None
    formula: bytes
    flags: int = 0
    behind: bytes = b""

    def get_biff_data(self) -> bytes:
        result = struct.pack("<Q", EMPTY) if self.result is None else struct.pack("<d", self.result)
        body = struct.pack("<HHH", self.row, self.column, 0) + result
        body += struct.pack("<HIH", self.flags, 0, len(self.formula)) + self.formula
        return struct.pack("<HH", 0x0006, len(body)) + body + self.behind


def put(sheet: xlwt.Worksheet, cells: Sequence[Calculated]) -> None:
    for cell in cells:
        sheet.row(cell.row).insert_cell(cell.column, cell)
