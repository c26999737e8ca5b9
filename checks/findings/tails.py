"""Rounding tails → one finding a root: the same row is short by the same tail in every table that has it.

Comes in: relations judged `tail`. Goes out: groups of them, each with the one that stands for it. Before
this module: `checks.verdicts`; after it: `assemble`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

import polars as pl

from checks.finding import TAIL, TIE
from checks.relations.relation import Relation, Relations, Side, Tolerance
from checks.report.report import Figure


def tail_roots(
    relations: Relations, verdicts: pl.DataFrame, figures: Sequence[Figure], without: Iterable[int]
) -> list[tuple[int, ...]]:
    """Groups of relation ids in order, the first of each standing for the rest. Casting tails of one
    account (or of totals that restate each other) with one difference are one root (catalogue 5).

    without: tails that an error explains already.
    """
    ignored = set(without)
    tails = [
        (id, difference)
        for id, difference in verdicts.filter(pl.col("verdict") == TAIL)
        .select("relation", "difference")
        .iter_rows()
        if id not in ignored
    ]
    if not tails:
        return []
    totals = {id: _total(relations.items[id]) for id, _ in tails}
    twin = _restated(relations, verdicts, {figure for figure in totals.values() if figure is not None})
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for id, difference in tails:
        total = totals[id]
        first = figures[twin.get(total, total)] if total is not None else None
        groups[_root(id, relations.items[id], difference, first)].append(id)
    return [tuple(ids) for ids in groups.values()]


def _total(relation: Relation) -> int | None:
    """The figure that a casting relation adds up to."""
    left = [term.figure for term in relation.terms if term.side is Side.LEFT]
    return left[0] if relation.tolerance is Tolerance.SUM and len(left) == 1 else None


def _root(id: int, relation: Relation, difference: Decimal, total: Figure | None) -> tuple[object, ...]:
    """What tails of one root have in common; a tail outside the tables stands for itself."""
    if total is None or total.table is None:
        return (id,)
    return (relation.rule[:1], total.entry or f"{total.table}/{total.row}", difference)


def _restated(relations: Relations, verdicts: pl.DataFrame, totals: set[int]) -> dict[int, int]:
    """Total → the first total that it ties to as a restatement (T3 合计 and T1 本年支出合计)."""
    ties = relations.frame.filter(pl.col("tolerance") == Tolerance.SAME.value).join(
        verdicts.filter(pl.col("verdict") == TIE), on="relation", how="semi"
    )
    pairs = (
        relations.terms.join(ties, on="relation", how="semi")
        .filter(pl.col("figure").is_in(list(totals)))
        .group_by("relation")
        .agg("figure")
        .filter(pl.col("figure").list.len() == 2)["figure"]
    )
    first: dict[int, int] = {}
    for one, other in sorted(sorted(pair) for pair in pairs.to_list()):
        first[other] = first.get(one, one)
    return first
