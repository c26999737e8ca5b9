"""An amount that nothing else checks, against the print that it equals or misses by one digit (N130).

本次评价…全年经费总额1018.45万元, where the budget of the project is 1018.55万元 elsewhere: long numbers that
are not round are not alike by chance. Comes in: the figures that other families have related. Before this
module: all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from decimal import Decimal

from checks.relations.narrative.context import Context, left, right, terms
from checks.relations.relation import Relation, Tolerance
from checks.report.report import Fact, Figure, Kind, Statement

_LONG = 6
"""Digits of a number that no other is a slip away from by chance: of a hundred amounts in a report, one
in a thousand has such a neighbour."""
_ROUND = 2
"""So many closing zeros make it a round number, which may stand for anything."""
_ROLES = {"amount", "final", "budget", "part"}


def alike(context: Context, related: Set[int]) -> Iterator[Relation]:
    """Every amount of the narrative that no relation has, against the first print that is like it."""
    alone = [
        (statement, fact)
        for statement in context.report.statements
        for fact in statement.facts
        if statement.topic != "glossary" and fact.role in _ROLES and fact.figure not in related
    ]
    alone = [(s, f) for s, f in alone if context.exact(f) and _telling(context.figure(f))]
    prints = _prints(context) if alone else {}
    met: set[int] = set()
    for statement, fact in alone:
        figure = context.figure(fact)
        met.add(figure.id)
        other = _like(figure, prints, related | met)
        if other is not None:
            yield _same(context, statement, fact, other)


def _telling(figure: Figure) -> bool:
    digits = _digits(figure)
    round_off = len(digits) - len(digits.rstrip("0"))
    return figure.kind is Kind.AMOUNT and len(digits) >= _LONG and round_off < _ROUND


def _digits(figure: Figure) -> str:
    return f"{abs(figure.value):f}".replace(".", "").lstrip("0")


def _prints(context: Context) -> dict[tuple[Decimal, int, str], list[int]]:
    """Unit, decimals and digits → the amounts so printed, in order."""
    found: dict[tuple[Decimal, int, str], list[int]] = {}
    for figure in context.report.figures:
        if figure.kind is Kind.AMOUNT:
            found.setdefault((figure.factor, figure.places, _digits(figure)), []).append(figure.id)
    return found


def _like(figure: Figure, prints: dict[tuple[Decimal, int, str], list[int]], known: Set[int]) -> int | None:
    """Of the figures known so far the first that prints the same, else the one that prints all digits but
    one the same; None where several numbers do."""

    def printed(digits: str) -> list[int]:
        others = prints.get((figure.factor, figure.places, digits), [])
        return [other for other in others if other != figure.id and other in known]

    own = _digits(figure)
    if same := printed(own):
        return same[0]
    near = [
        found[0]
        for at, digit in enumerate(own)
        for turned in "0123456789"
        if turned != digit and (found := printed(own[:at] + turned + own[at + 1 :]))
    ]
    return near[0] if len(near) == 1 else None


def _same(context: Context, statement: Statement, fact: Fact, other: int) -> Relation:
    return Relation(
        "N130", Tolerance.SAME, f"{context.name(statement)}/相同数字",
        terms(left(fact.figure), right(other)), details={"name": context.label(statement)},
    )  # fmt: skip
