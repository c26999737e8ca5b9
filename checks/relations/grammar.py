"""The text of a formula → its tree, or the place where it goes wrong. Before this module: `formula`, which
describes the language for people and holds the tree, and `grammar.lark`; after it: `ready`, which spares
the program this one for formulas it has seen before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedInput

from checks.relations.formula import EVERY, SETS, Cell, Comparison, FormulaError, Side, Total


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
    parser = getattr(error, "interactive_parser", None)
    signs = sorted({_SIGNS[name] for name in (parser.accepts() if parser else ()) if name in _SIGNS})
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
