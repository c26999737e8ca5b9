"""The text of a formula → its tree, or the place where it goes wrong. Before this module: `formula`, which
describes the language for people; after it: `rulebook`.

    formula     side (= | <= | >=) side
    condition   comparison (and comparison)*
    comparison  side (= | <= | >= | < | > | !=) side
    side        [+ | -] item ((+ | -) item)*
    item        cell | Σ cell | sum(cell) | number
    cell        name [.name] [ row ] [.column] [?]       row in brackets; the others may be absent
    row         * | name | kids(*) | kids(name)
    column      * | name

Blanks may stand between any two of these. A keyboard's signs and those of a Chinese input method are one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from checks.relations.formula import EVERY, SETS, Cell, Comparison, FormulaError, Item, Side, Total


def _token(pattern: str) -> re.Pattern[str]:
    """The pattern as group 1, and the blanks behind it."""
    return re.compile(rf"({pattern})\s*")


_EQUAL_OR_BOUND = _token(r"<=|>=|[=＝≤≥]")
_COMPARED = _token(r"<=|>=|!=|[=＝≤≥≠<>]")
_SPELT = {"＝": "=", "≤": "<=", "≥": ">=", "≠": "!="}
_AND = _token(r"and|且")
_PLUS, _MINUS = _token(r"[+＋]"), _token(r"[-－−]")
_SIGMA, _SUM, _KIDS = _token(r"[Σ∑]"), _token(r"sum\s*\("), _token(r"kids\s*\(")
_OPENS, _CLOSES, _ENDS = _token(r"\["), _token(r"\]"), _token(r"\)")
_DOT, _STAR, _OPTIONAL = _token(r"\."), _token(r"\*"), _token(r"\?")
_NUMBER = _token(r"[0-9]+(?:\.[0-9]+)?(?=$|[\s)=<>!＝≤≥≠+＋\-－−])")
"""Digits before anything else are a name: an account code before its bracket."""
_NAME = _token(r"[^\s\[\].,()=<>!＝≤≥≠+＋\-－−*?\"'Σ∑]+|\"[^\"]+\"")


def parse_formula(text: str) -> Comparison:
    """One formula. Raises FormulaError with the place in the text."""
    comparison = _Reader(text).formula()
    bound = _bound(comparison)
    for cell in comparison.cells():
        if cell.kids and cell.row == EVERY and not bound:
            raise FormulaError("kids_of_nothing", cell.at)
    if not any(True for _ in comparison.cells()):
        raise FormulaError("no_cell", 0)
    return replace(comparison, bound=bound)


def parse_condition(text: str) -> tuple[Comparison, ...]:
    """The comparisons of a `when`, which name every row and column."""
    comparisons = _Reader(text).condition()
    for comparison in comparisons:
        for cell in comparison.cells():
            if EVERY in {cell.row, cell.column}:
                raise FormulaError("condition_runs", cell.at)
        _bound(comparison, allowed=False)
    return comparisons


def _bound(comparison: Comparison, allowed: bool = True) -> str:
    """The set of rows that stands outside a sum; two different ones have no meaning."""
    found = ""
    for item in comparison.items():
        if isinstance(item, Total):
            if item.cell.row == EVERY and not item.cell.kids:
                raise FormulaError("sum_of_every", item.cell.at)
            if item.cell.row in SETS - {EVERY} and item.cell.kids:
                raise FormulaError("kids_of_set", item.cell.at)
        elif isinstance(item, Cell):
            if item.kids:
                raise FormulaError("kids_outside_sum", item.at)
            if item.bound:
                if not allowed:
                    raise FormulaError("condition_runs", item.at)
                if found and found != item.row:
                    raise FormulaError("two_sets", item.at, first=found, second=item.row)
                found = item.row
    return found


class _Reader:
    """One text, read from left to right: a method for each line of the grammar above. at: offset of what
    is read next, never a blank."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = len(text) - len(text.lstrip())

    def formula(self) -> Comparison:
        comparison = self._comparison(_EQUAL_OR_BOUND)
        self._end()
        if comparison.operator == ">=":
            return Comparison(comparison.right, "<=", comparison.left)
        return comparison

    def condition(self) -> tuple[Comparison, ...]:
        comparisons = [self._comparison(_COMPARED)]
        while self._take(_AND):
            comparisons.append(self._comparison(_COMPARED))
        self._end()
        return tuple(comparisons)

    def _comparison(self, operators: re.Pattern[str]) -> Comparison:
        left = self._side()
        operator = self._must(operators)
        return Comparison(left, _SPELT.get(operator, operator), self._side())

    def _side(self) -> Side:
        items = [(self._sign() or 1, self._item())]
        while sign := self._sign():
            items.append((sign, self._item()))
        return tuple(items)

    def _sign(self) -> int:
        """1 or -1, 0 when there is none."""
        return 1 if self._take(_PLUS) else -1 if self._take(_MINUS) else 0

    def _item(self) -> Item:
        if number := self._take(_NUMBER):
            return Decimal(number)
        if self._take(_SUM):
            total = Total(self._cell())
            self._must(_ENDS, ")")
            return total
        return Total(self._cell()) if self._take(_SIGMA) else self._cell()

    def _cell(self) -> Cell:
        at = self._at
        table = self._name()
        half = self._name() if self._take(_DOT) else ""
        self._must(_OPENS, "[")
        kids = self._take(_KIDS) is not None
        row = self._star_or_name()
        if kids:
            self._must(_ENDS, ")")
        self._must(_CLOSES, "]")
        column = self._star_or_name() if self._take(_DOT) else ""
        optional = self._take(_OPTIONAL) is not None
        return Cell(table, half, row, kids, column, optional, at)

    def _star_or_name(self) -> str:
        return self._take(_STAR) or self._name()

    def _name(self) -> str:
        return self._must(_NAME).strip('"')

    def _end(self) -> None:
        if self._at < len(self._text):
            raise FormulaError("cannot_stand_here", self._at)

    def _must(self, pattern: re.Pattern[str], sign: str = "") -> str:
        """What has to stand here. sign: how to call it, when nothing else could stand here."""
        found = self._take(pattern)
        if found is not None:
            return found
        if sign:
            raise FormulaError("expected", self._at, sign=sign)
        ended = self._at == len(self._text)
        raise FormulaError("ends_early" if ended else "cannot_stand_here", self._at)

    def _take(self, pattern: re.Pattern[str]) -> str | None:
        """What matches here, read with the blanks behind it; None when nothing does."""
        found = pattern.match(self._text, self._at)
        if found is None:
            return None
        self._at = found.end()
        return found[1]
