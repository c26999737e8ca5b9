"""Numbers that lack their sign or unit: 增长13.95。 (P115), 支出0.39万（ (N126)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.relations.narrative.wording.scope import Scope, said
from checks.relations.relation import Relation

_TEN_THOUSAND = re.compile(r"万(?<=\d万)(?=[（，。；、]|$)")
_BEFORE = re.compile(r"(?P<lead>[^，。；：、]{0,16}?)(?P<amount>\d[\d,.]*)$")
_MONEY = re.compile(r"支出|收入|经费|费用?为?$|资金|预算|决算|金额")


def slots(scope: Scope) -> Iterator[Relation]:
    """Every rate of growth has its %; every amount in 万 of a passage that speaks of 万元 has its 元."""
    yield from _percent_signs(scope)
    yield from _amounts(scope)


def _percent_signs(scope: Scope) -> Iterator[Relation]:
    for statement in scope.report.statements:
        for fact in statement.all("growth"):
            figure = scope.context.figure(fact)
            word = scope.context.text(statement)[max(0, figure.start - 2) : figure.start]
            stated = f"{word}{figure.text}"
            yield said(
                "P115", f"{scope.context.name(statement)}/{fact.against or 'prior'}",
                stated, stated if figure.unit else f"{stated}%",
                figure.place, name=scope.context.label(statement),
            )  # fmt: skip


def _amounts(scope: Scope) -> Iterator[Relation]:
    for passage in scope.body:
        for match in _TEN_THOUSAND.finditer(passage.text):
            before = _BEFORE.search(passage.text[max(0, match.start() - 28) : match.start()])
            if before is not None and _MONEY.search(before["lead"]):
                amount = f"{before['amount']}万"
                yield said(
                    "N126", f"{passage.topic}/{before['lead']}", amount, f"{amount}元",
                    passage.place_at(match.start()), name=before["lead"],
                )  # fmt: skip
