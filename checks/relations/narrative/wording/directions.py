"""Words of direction against each other and against what no rate can be given of: 增加…下降 (D101), a
change beside 持平 (D103), growth on a zero base (D104)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.relations.narrative.context import amount_of
from checks.relations.narrative.wording.scope import Scope, printed, said
from checks.relations.relation import Relation
from checks.report.report import Fact, Statement

_FLAT = re.compile(r"^[^。；：\d]{0,12}?(?:与|同)(?:上年|上一年|去年|20\d\d年)[^。；：\d]{0,8}?持平")
_UP = {1: "增加", -1: "减少"}
_GROWTH = {1: "增长", -1: "下降"}


def directions(scope: Scope) -> Iterator[Relation]:
    """Every change with the rate behind it, and what the rest of its clause says."""
    grown: list[tuple[Statement, Fact, Fact]] = []
    for statement in scope.report.statements:
        change = statement.fact("change")
        if change is None or scope.context.figure(change).value == 0:
            continue
        rate = _behind(statement, change)
        if rate is not None and scope.context.figure(rate).value != 0:
            yield _agree(scope, statement, change, rate)
            if _is_new(scope, statement, change):
                grown.append((statement, change, rate))
        yield from _flat(scope, statement, change)
    yield from _of_nothing(scope, grown)


def _behind(statement: Statement, change: Fact) -> Fact | None:
    """The rate that follows a change and is measured against the same."""
    facts = statement.facts[statement.facts.index(change) + 1 :]
    rate = facts[0] if facts else None
    return (
        rate if rate is not None and rate.role == "growth" and rate.against in {"", change.against} else None
    )


def _agree(scope: Scope, statement: Statement, change: Fact, rate: Fact) -> Relation:
    figure = scope.context.figure(rate)
    sign = change.sign if change.sign == rate.sign else _meant(scope, statement, change, rate)
    return said(
        "D101", f"{scope.context.name(statement)}/{change.against or 'prior'}/方向",
        f"{_UP[change.sign]}，{_GROWTH[rate.sign]}", f"{_UP[sign]}，{_GROWTH[sign]}",
        figure.place, against=[change, rate], name=scope.context.label(statement),
        change=printed(scope.context.figure(change)), rate=printed(figure),
    )  # fmt: skip


def _meant(scope: Scope, statement: Statement, change: Fact, rate: Fact) -> int:
    """The direction in which change and amount give the printed rate; the change's when neither does."""
    amount = amount_of(statement)
    if amount is None:
        return change.sign
    value, gap = scope.context.figure(amount).nominal, scope.context.figure(change).nominal
    told = scope.context.figure(rate)
    for sign in (1, -1):
        before = value - sign * gap
        if before and abs(gap * 100 / before - told.value) <= told.ulp:
            return sign
    return change.sign


def _of_nothing(scope: Scope, grown: list[tuple[Statement, Fact, Fact]]) -> Iterator[Relation]:
    """D104: where all of the amount is increase there was nothing before, and no rate of it. A new
    department says so in every section: that is one relation."""
    if not grown:
        return
    figure = scope.context.figure(grown[0][2])
    yield said(
        "D104", "零基数", f"增长{printed(figure)}", "上年无此项", figure.place,
        against=[fact for _, *facts in grown for fact in facts],
        name="、".join(dict.fromkeys(scope.context.label(statement) for statement, *_ in grown)),
        count=str(len(grown)),
    )  # fmt: skip


def _is_new(scope: Scope, statement: Statement, change: Fact) -> bool:
    amount = amount_of(statement)
    if amount is None or change.sign < 0 or change.against == "budget":
        return False
    return scope.context.figure(amount).nominal == scope.context.figure(change).nominal


def _flat(scope: Scope, statement: Statement, change: Fact) -> Iterator[Relation]:
    """D103: a change that is not zero, and 与上年持平 in what follows before the sentence ends."""
    last = scope.context.figure(statement.facts[-1])
    text = scope.context.text(statement)
    match = _FLAT.match(text[last.end : last.end + 40])
    if match is not None and change.against != "budget" and "基本" not in match[0]:
        yield said(
            "D103", f"{scope.context.name(statement)}/持平", "持平", _UP[change.sign], last.place,
            against=[change],
            name=scope.context.label(statement), final=_UP[change.sign],
            budget=scope.context.figure(change).text,
        )  # fmt: skip
