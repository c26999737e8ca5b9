"""A formula or a condition → its tree. Those of the built-in rules stand parsed in `parsed.json`, under their
own text; any other goes to `grammar`, whose making takes longer than all other reading of rules.

`python -m tests.parsed` renews `parsed.json`. A text that is not in it is parsed, so an old file costs
time and nothing else. Before this module: `formula`, `grammar`; after it: `rulebook`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from checks.relations.formula import Cell, Comparison, Item, Side, Total

PARSED = Path(__file__).parent / "parsed.json"
_SUM = "Σ"
_Plain: TypeAlias = Any  # what JSON holds: lists of strings, numbers and lists


def formula_of(text: str) -> Comparison:
    """The tree of one formula. Raises FormulaError with the place in the text."""
    known = _parsed()["formulas"].get(text)
    if known is not None:
        return _comparison(known)
    from checks.relations.grammar import parse_formula

    return parse_formula(text)


def condition_of(text: str) -> tuple[Comparison, ...]:
    """The comparisons of a `when`. Raises FormulaError with the place in the text."""
    known = _parsed()["conditions"].get(text)
    if known is not None:
        return tuple(_comparison(plain) for plain in known)
    from checks.relations.grammar import parse_condition

    return parse_condition(text)


def parsed_text(formulas: Iterable[str], conditions: Iterable[str]) -> str:
    """What `parsed.json` has to hold for these texts, one a line, freshly parsed."""
    from checks.relations.grammar import parse_condition, parse_formula

    fresh: dict[str, dict[str, _Plain]] = {
        "formulas": {text: _plain(parse_formula(text)) for text in formulas},
        "conditions": {text: [_plain(one) for one in parse_condition(text)] for text in conditions},
    }
    kinds = []
    for kind, trees in fresh.items():
        lines = (f"{_compact(text)}: {_compact(tree)}" for text, tree in sorted(trees.items()))
        kinds.append(f"{_compact(kind)}: {{\n" + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(kinds) + "\n}\n"


@cache
def _parsed() -> dict[str, dict[str, _Plain]]:
    """"formulas" and "conditions": text → tree."""
    found: dict[str, dict[str, _Plain]] = json.loads(PARSED.read_text(encoding="utf-8"))
    return found


def _compact(plain: _Plain) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _plain(comparison: Comparison) -> _Plain:
    sides = [[[sign, _plain_item(item)] for sign, item in s] for s in (comparison.left, comparison.right)]
    return [comparison.operator, comparison.bound, *sides]


def _plain_item(item: Item) -> _Plain:
    if isinstance(item, Total):
        return [_SUM, *_plain_item(item.cell)]
    if isinstance(item, Cell):
        return [item.table, item.half, item.row, item.kids, item.column, item.optional, item.at]
    return str(item)


def _comparison(plain: _Plain) -> Comparison:
    operator, bound, left, right = plain
    return Comparison(_side(left), operator, _side(right), bound)


def _side(plain: _Plain) -> Side:
    return tuple((sign, _item(item)) for sign, item in plain)


def _item(plain: _Plain) -> Item:
    if isinstance(plain, str):
        return Decimal(plain)
    return Total(Cell(*plain[1:])) if plain[0] == _SUM else Cell(*plain)
