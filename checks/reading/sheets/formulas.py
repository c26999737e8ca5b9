"""A simple spreadsheet formula → the value it should have: SUM, ROUND and + − × ÷ over the sheets of its
workbook.

Before: `xlsx` and `xls`, which read the formulas and the values stored with them. Anything else (names, other
workbooks, conditions) is not worked out: no value, no remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException

from checks.reading.address import address, area, position
from checks.reading.sheets import Sheet

_TOKEN = re.compile(
    r"\s*(?:(?P<range>(?:(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?)(?![\w(!.])"
    r"|(?P<number>\d+(?:\.\d+)?(?:E[+-]?\d{1,3})?)(?![\w!:.])|(?P<name>SUM|ROUND)\s*\(|(?P<mark>[-+*/(),]))\s*"
)
_REFERENCE = re.compile(r"'[^']*'|\"[^\"]*\"|(?<![\w.$])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![\w(.!])")
_LONGEST = 8_192
"""Characters a spreadsheet allows in a formula."""
_DEEPEST = 40
_ALLOWANCE = 5_000_000
"""Cells looked at for one sheet; formulas after that are not worked out."""
_CONTEXT = Context(prec=40)


class _Unknown(Exception):
    """The formula needs something that this module does not work out."""


class Sums:
    """Works out formulas of one sheet over the stored values of its workbook."""

    def __init__(self, sheet: Sheet, workbook: Iterable[Sheet] = ()) -> None:
        self._sheet = sheet
        self._named = {other.name.casefold(): other for other in workbook}
        self._allowance = _ALLOWANCE

    def value(self, formula: str) -> Decimal | None:
        """The value of a formula (`=SUM(C5:C9)-表2!D2`); None when it is not simple or a cell is unknown."""
        if len(formula) > _LONGEST:
            return None
        try:
            return _Parse(formula.removeprefix("="), self).result()
        except (_Unknown, DecimalException):
            return None

    def single(self, reference: str) -> Decimal:
        """The value of a cell in arithmetic: a blank is zero, a text none."""
        sheet, address = self._on_sheet(reference)
        at = position(address)
        stored = sheet.cells.get(at) if at else None
        if stored is None:
            return Decimal(0)
        if stored.number is None or stored.unknown:
            raise _Unknown
        return stored.number

    def numbers(self, reference: str) -> Iterable[Decimal]:
        """The numbers of a range in SUM, which passes over texts and blanks."""
        sheet, address = self._on_sheet(reference)
        corners = area(address)
        if corners is None:
            raise _Unknown
        top, left, bottom, right = corners
        rows = range(top, bottom + 1) if bottom - top < len(sheet.columns) else sheet.columns
        for row in rows:
            if top <= row <= bottom:
                for column in sheet.columns.get(row, ()):
                    self._allowance -= 1
                    if left <= column <= right:
                        yield from _number(sheet, row, column)
        if self._allowance < 0:
            raise _Unknown

    def _on_sheet(self, reference: str) -> tuple[Sheet, str]:
        """The sheet that a reference is to, its own unless it names one, and the address there."""
        name, mark, address = reference.rpartition("!")
        if not mark:
            return self._sheet, address
        name = name[1:-1].replace("''", "'") if name.startswith("'") else name
        sheet = self._named.get(name.casefold())
        if sheet is None:
            raise _Unknown
        return sheet, address


def _number(sheet: Sheet, row: int, column: int) -> Iterable[Decimal]:
    stored = sheet.cells[row, column]
    if stored.unknown:
        raise _Unknown
    if stored.number is not None:
        yield stored.number


class _Parse:
    """Recursive descent: sum := product {+- product}; product := factor {*/ factor}; factor := [-+] atom."""

    def __init__(self, formula: str, sums: Sums) -> None:
        self._sums = sums
        self._tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(formula):
            found = _TOKEN.match(formula, at)
            if found is None:
                raise _Unknown
            kind = str(found.lastgroup)
            self._tokens.append((kind, found[kind]))
            at = found.end()
        self._tokens.append(("end", ""))
        self._at = 0
        self._depth = 0

    def result(self) -> Decimal:
        value = self._sum()
        if self._kind != "end":
            raise _Unknown
        return value

    @property
    def _kind(self) -> str:
        return self._tokens[self._at][0]

    def _take(self, *marks: str) -> str | None:
        kind, text = self._tokens[self._at]
        if kind == "mark" and text in marks:
            self._at += 1
            return text
        return None

    def _need(self, mark: str) -> None:
        if self._take(mark) is None:
            raise _Unknown

    def _sum(self) -> Decimal:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Unknown
        value = self._product()
        while mark := self._take("+", "-"):
            value = (_CONTEXT.add if mark == "+" else _CONTEXT.subtract)(value, self._product())
        self._depth -= 1
        return value

    def _product(self) -> Decimal:
        value = self._factor()
        while mark := self._take("*", "/"):
            value = (_CONTEXT.multiply if mark == "*" else _CONTEXT.divide)(value, self._factor())
        return value

    def _factor(self) -> Decimal:
        sign = 1
        while mark := self._take("+", "-"):
            sign = -sign if mark == "-" else sign
        kind, text = self._tokens[self._at]
        self._at += 1
        if kind == "number":
            return sign * Decimal(text)
        if kind == "range" and ":" not in text:
            return sign * self._sums.single(text)
        if kind == "name":
            return sign * (self._sum_of_arguments() if text == "SUM" else self._rounded())
        if (kind, text) == ("mark", "("):
            value = self._sum()
            self._need(")")
            return sign * value
        raise _Unknown

    def _sum_of_arguments(self) -> Decimal:
        total = Decimal(0)
        while True:
            kind, text = self._tokens[self._at]
            if kind == "range" and self._tokens[self._at + 1] in {("mark", ","), ("mark", ")")}:
                self._at += 1
                for number in self._sums.numbers(text):
                    total = _CONTEXT.add(total, number)
            else:
                total = _CONTEXT.add(total, self._sum())
            if self._take(",") is None:
                self._need(")")
                return total

    def _rounded(self) -> Decimal:
        value = self._sum()
        self._need(",")
        places = self._sum()
        self._need(")")
        if places != places.to_integral_value() or abs(places) > 12:
            raise _Unknown
        return value.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP, _CONTEXT)


def shifted(formula: str, rows: int, columns: int) -> str:
    """A formula as it reads in a cell that many rows and columns away (a shared formula is stored once)."""

    if len(formula) > _LONGEST:
        return formula

    def move(found: re.Match[str]) -> str:
        if found[2] is None:
            return found[0]  # a text, or the quoted name of a sheet
        at = position(found[2] + found[4])
        if at is None:
            return found[0]
        row = at[0] + (0 if found[3] else rows)
        column = at[1] + (0 if found[1] else columns)
        if row < 0 or column < 0:
            return "#REF!"
        name = address(row, column)
        letters = name.rstrip("0123456789")
        return f"{found[1]}{letters}{found[3]}{name[len(letters) :]}"

    return _REFERENCE.sub(move, formula)
