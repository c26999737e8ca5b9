"""A rate of growth whose two years are both printed: 2025年执行数A，2026年安排B，比2025年执行数减少G% (P105).

No change is told, so that G = 100·B ÷ A − 100. Comes in: `context` and a rate. Goes out: its relation, or
that last year's report would be needed. After this module: `changes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from checks.relations.narrative.context import Context, base, left, right, terms
from checks.relations.relation import Relation, Tolerance, Unchecked
from checks.report.report import Fact, Figure, Kind, Statement

_COMPARED = re.compile(r"(?:比|较|与|同)(?P<year>20\d\d)年")
_YEAR = re.compile(r"(20\d\d)年")
_WHOLE = Decimal(100)  # per cent


def growth_without_change(
    context: Context, statement: Statement, rate: Fact
) -> Iterator[Relation | Unchecked]:
    """P105: the rate against the amounts of both years, where its sentence prints them."""
    compared = _COMPARED.search(rate.lead)
    amounts = _amounts_by_year(context, statement, rate) if compared else {}
    prior = amounts.pop(compared["year"], None) if compared else None
    if prior is None or len(amounts) != 1 or prior.value == 0:
        yield Unchecked("P105", "prior_needed", context.name(statement), (rate.figure,))
        return
    [current] = amounts.values()
    yield Relation(
        "P105", Tolerance.RATIO, f"{context.name(statement)}/上年",
        terms(left(rate.figure, weight=rate.sign), right(current.id), base(prior.id)), offset=_WHOLE,
        details={"name": next((n for n in reversed(statement.path) if n), "") or context.label(statement)},
    )  # fmt: skip


def _amounts_by_year(context: Context, statement: Statement, rate: Fact) -> dict[str, Figure]:
    """Year → the amount told of it in the sentence of the rate, before the rate; {} for a sentence that tells
    other amounts too, which may be of something else."""
    text, end = context.text(statement), context.figure(rate).start
    began = text.rfind("。", 0, end) + 1
    found: dict[str, Figure] = {}
    for other in context.beside(statement):
        for fact in other.facts:
            figure = context.figure(fact)
            named = _YEAR.findall(fact.lead)
            if figure.kind is not Kind.AMOUNT or not began <= figure.start < end:
                continue
            if not named or named[-1] in found or not context.exact(fact):
                return {}
            found[named[-1]] = figure
    return found
