"""Instalments of one contract in a table of payments: 初验款（总款的45%）, 终验款（总款的25%） … (N128).

The parts of one contract are at most the whole of it, and each amount over its part is the same total.
Before this module: the unknown tables of `checks.report`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from checks.relations.narrative.context import Context
from checks.relations.relation import Relation, Tolerance
from checks.report.report import Table, TableCell

_INSTALMENT = re.compile(
    r"^(?P<contract>[^（(]{4,}?)(?:(?:首付|首期|预付|进度|初验|终验|验收|质保|尾|第.期)[款金])?(?:[（(].*?)?"
    r"(?:总款|合同款|合同总额|总价)的?(?P<part>\d{1,3}(?:\.\d+)?)%"
)

_LABEL = 90  # characters: a longer cell is prose and names no instalment


def instalments(context: Context) -> Iterator[Relation]:
    """Every contract that a table pays in two or more parts."""
    for table in context.report.tables:
        if not table.form:
            for contract, parts in _contracts(table).items():
                if len(parts) > 1:
                    yield _at_most_whole(context, table, contract, parts)


def _contracts(table: Table) -> dict[str, list[tuple[Decimal, TableCell, TableCell]]]:
    """Contract → part in per cent, the cell that names it, the cell of its amount."""
    found: dict[str, list[tuple[Decimal, TableCell, TableCell]]] = {}
    amounts = [i for i, column in enumerate(table.columns) if column.role == "amount"]
    for row in table.cells:
        for cell in row:
            match = _INSTALMENT.match(cell.text) if "%" in cell.text and len(cell.text) <= _LABEL else None
            if match and amounts and row[amounts[0]].figure is not None:
                found.setdefault(match["contract"], []).append(
                    (Decimal(match["part"]), cell, row[amounts[0]])
                )
    return found


def _at_most_whole(
    context: Context, table: Table, contract: str, parts: list[tuple[Decimal, TableCell, TableCell]]
) -> Relation:
    """Stated: the sum of the parts; where it is above 100 %, the place is the part whose amount implies
    another contract than the others do."""
    added = sum((part for part, *_ in parts), Decimal(0))
    stated = "+".join(f"{part}%" for part, *_ in parts) + f"={added}%"
    wholes = [
        context.report.figures[amount.figure or 0].nominal / part if part else Decimal(0)
        for part, _, amount in parts
    ]
    middle = sorted(wholes)[len(wholes) // 2]
    odd = max(range(len(parts)), key=lambda i: abs(wholes[i] - middle))
    return Relation(
        "N128", Tolerance.WORDING, f"{table.id}/{contract}/分期比例", stated=stated,
        expected=stated if added <= 100 else "≤100%", place=parts[odd][1].place,
        details={"name": contract, "odd": parts[odd][2].text},
    )  # fmt: skip
