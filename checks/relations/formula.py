"""The language of rule formulas: text → a frozen tree. It knows no report; `evaluate` does.

A formula says what must hold among printed figures, with one comparison in it:

    T1[本年支出合计] = T3[合计].本年支出合计
    T5[*].合计 = T5[*].基本支出 + T5[*].项目支出

Cells
    T3[合计].基本支出        table, row, column. Rows are account codes (`2010301`) or the names that
                             `forms.toml` gives them; columns likewise.
    T1[本年支出合计]         without a column: the amount of the row, when it has but one
    T1.支出[总计]            the half of a two-sided table, when a row name stands in both
    T6[30217], T6["因公出国(境)费用"]    a name with ASCII brackets, blanks or operators goes in quotes
    T4[总计].国有资本经营预算财政拨款?   `?`: nothing, where this report has no such table, row or column

One formula for many rows
    T[*]                     every row, matched by account code when several tables are named
    T[类], T[款], T[项]      every row of that level
    T[首级], T[末级]         rows below the total that stand under no other; rows with none below them
    T[合计].*                every column of amounts
    T                        each of the rule's `tables`, one after another
All `[…]` of this kind in one formula mean the same row, and all `.*` the same column. An account that
a table does not list is zero there.

Sums
    Σ T[类].*                all rows of the level at once; `sum(T[类].*)` is the same
    Σ T[kids(*)].*           the rows right below the row that `[*]` (or `[类]` …) stands for
    Σ T6[kids(301)]          the rows right below 301

`+` and `-`, whole and decimal numbers, and one of `=`, `<=`, `>=`. A rule's `when` joins comparisons of
single cells with `and`; there `<`, `>` and `!=` exist too, and printed values are compared as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedInput

EVERY = "*"
FIRST, LAST = "首级", "末级"
LEVELS = {"类": 1, "款": 2, "项": 3}
SETS = {EVERY, FIRST, LAST, *LEVELS}
"""Row names that stand for many rows."""


class FormulaError(Exception):
    """A formula that cannot be read. `key` names the sentence in the text catalogues (`rules.<key>`),
    `details` fill its slots, `at` is the offset in the formula."""

    def __init__(self, key: str, at: int, **details: str) -> None:
        super().__init__(key)
        self.key = key
        self.at = at
        self.details = details


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, or many: row and column may stand for several. kids: the rows right below `row` are
    meant. half, column: "" when the formula names none. at: offset in the formula."""

    table: str
    half: str
    row: str
    kids: bool
    column: str
    optional: bool
    at: int

    @property
    def bound(self) -> bool:
        """Outside a sum: a row that the formula runs over."""
        return not self.kids and self.row in SETS


@dataclass(frozen=True, slots=True)
class Total:
    """Σ of the cells that `cell` stands for."""

    cell: Cell


Item: TypeAlias = Cell | Total | Decimal
Side: TypeAlias = tuple[tuple[int, Item], ...]
"""Items with their sign."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """left ⋈ right. operator: `=` or `<=` in a formula (`>=` is turned round), in a condition also `<`,
    `>`, `>=`, `!=`. bound: the set of rows it runs over, "" when every row is named."""

    left: Side
    operator: str
    right: Side
    bound: str = ""

    def items(self) -> Iterator[Item]:
        return (item for side in (self.left, self.right) for _, item in side)

    def cells(self) -> Iterator[Cell]:
        for item in self.items():
            if isinstance(item, Total):
                yield item.cell
            elif isinstance(item, Cell):
                yield item


def parse_formula(text: str) -> Comparison:
    """One formula. Raises FormulaError with the place in the text."""
    comparison: Comparison = _parse(text, "formula")
    bound = _bound(comparison)
    for cell in comparison.cells():
        if cell.kids and cell.row == EVERY and not bound:
            raise FormulaError("kids_of_nothing", cell.at)
    if not any(True for _ in comparison.cells()):
        raise FormulaError("no_cell", 0)
    return replace(comparison, bound=bound)


def parse_condition(text: str) -> tuple[Comparison, ...]:
    """The comparisons of a `when`, which name every row and column."""
    comparisons: tuple[Comparison, ...] = _parse(text, "condition")
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


def _parse(text: str, start: str) -> Any:
    try:
        return _parser().parse(text, start=start)
    except UnexpectedInput as error:
        raise _explained(error, text) from None


def _explained(error: UnexpectedInput, text: str) -> FormulaError:
    token = getattr(error, "token", None)
    ended = token is not None and token.type == "$END"
    at = len(text) if ended else error.pos_in_stream or 0
    wanted = getattr(error, "accepts", None) or getattr(error, "expected", None) or ()
    signs = sorted({_SIGNS[name] for name in wanted if name in _SIGNS})
    if len(signs) == 1:
        return FormulaError("expected", at, sign=signs[0])
    return FormulaError("ends_early" if ended else "cannot_stand_here", at)


_SIGNS = {"RSQB": "]", "RPAR": ")", "LSQB": "["}
"""Terminals that are worth naming when nothing else could stand there."""

_OPERATORS = {"＝": "=", "≤": "<=", "≥": ">=", "≠": "!="}


@lru_cache(maxsize=1)
def _parser() -> Lark:
    grammar = (Path(__file__).parent / "grammar.lark").read_text(encoding="utf-8")
    return Lark(
        grammar,
        parser="lalr",
        start=["formula", "condition"],
        transformer=_Tree(),
        maybe_placeholders=True,
    )


@v_args(inline=True)
class _Tree(Transformer[Token, Any]):
    """lark's tree → ours, while it parses."""

    def formula(self, left: Side, operator: Token, right: Side) -> Comparison:
        sign = _OPERATORS.get(operator, str(operator))
        return Comparison(right, "<=", left) if sign == ">=" else Comparison(left, sign, right)

    def comparison(self, left: Side, operator: Token, right: Side) -> Comparison:
        return Comparison(left, _OPERATORS.get(operator, str(operator)), right)

    def condition(self, *comparisons: Comparison) -> tuple[Comparison, ...]:
        return comparisons

    def side(self, sign: Token | None, *rest: Any) -> Side:
        signs = [sign, *rest[1::2]]
        return tuple(
            (-1 if s is not None and s.type == "MINUS" else 1, item)
            for s, item in zip(signs, rest[::2], strict=True)
        )

    def total(self, _sigma: Token, cell: Cell) -> Total:
        return Total(cell)

    def number(self, token: Token) -> Decimal:
        return Decimal(token)

    def kids(self, _kids: Token, row: Token) -> _Kids:
        return _Kids(row)

    def cell(
        self,
        table: Token,
        half: Token | None,
        row: Token | _Kids,
        column: Token | None,
        optional: Token | None,
    ) -> Cell:
        return Cell(
            table=_plain(table),
            half=_plain(half),
            row=_plain(row.row if isinstance(row, _Kids) else row),
            kids=isinstance(row, _Kids),
            column=_plain(column),
            optional=optional is not None,
            at=table.start_pos or 0,
        )


@dataclass(frozen=True, slots=True)
class _Kids:
    """kids(row), on the way to its cell."""

    row: Token


def _plain(name: Token | None) -> str:
    """A name without its quotes, "" for none."""
    return str(name).strip('"') if name is not None else ""
