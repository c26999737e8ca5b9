"""Meetings and courses that the text lists: what one costs for a day of one participant, and all of them
together (catalogue Q109).

Before this module: `context`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import groupby

from checks.relations.narrative.context import Context, amount_of, base, left, right, terms
from checks.relations.relation import Relation, Tolerance
from checks.report.report import Fact, Statement

_HELD = re.compile(r"会议?|培训|研讨|活动|班")
_ALL = re.compile(r"(?P<kind>会议|培训)费(?:支出)?$")
_SPENT = re.compile(r"(?:支出|花费|费用|经费|开支|使用)(?:资金|金额)?(?:为|共|合计)?$")
_YUAN = 10_000  # 元 in a 万元


def meetings(context: Context, most: int) -> Iterator[Relation]:
    """Every paragraph that tells how long something was held, for how many, for what. most: 元 a day and
    participant."""
    totals: dict[int, tuple[str, Fact]] = {}
    listed: dict[int, list[Fact]] = {}
    for _, paragraph in groupby(context.report.statements, key=lambda statement: statement.paragraph):
        statements = list(paragraph)
        section = statements[0].section
        held = _held(context, statements)
        if held is not None:
            days, heads, cost = held
            yield _for_one(context, statements[0], (days, heads, cost), most)
            if section in totals:
                listed.setdefault(section, []).append(cost)
            continue
        for statement in statements:
            amount, named = amount_of(statement), _ALL.search(statement.subject)
            if amount is not None and named is not None and context.exact(amount):
                totals.setdefault(section, (f"{named['kind']}费", amount))
    for section, costs in listed.items():
        name, total = totals[section]
        if len(costs) > 1:
            yield Relation(
                "Q109", Tolerance.AT_MOST, f"meeting/{name}/所列",
                terms(left(*(cost.figure for cost in costs)), right(total.figure)),
                details={"name": f"所列各次合计（{name}）"},
            )  # fmt: skip


def _held(context: Context, statements: list[Statement]) -> tuple[Fact, Fact, Fact] | None:
    """Days, participants and cost of the one thing that a paragraph tells was held; None for any other."""
    facts = [(fact, context.figure(fact)) for statement in statements for fact in statement.facts]
    if not statements or statements[0].topic != "meeting":
        return None
    days = [fact for fact, figure in facts if fact.role == "count" and figure.unit == "天"]
    heads = [fact for fact, figure in facts if fact.role == "count" and figure.unit in {"人", "人次", "名"}]
    costs = [fact for statement in statements if (fact := amount_of(statement)) and _SPENT.search(fact.lead)]
    single = len(days) == 1 and len(heads) == 1 and bool(costs) and _HELD.search(days[0].lead)
    if not single or not context.exact(days[0], heads[0], costs[0]):
        return None
    return days[0], heads[0], costs[0]


def _for_one(context: Context, statement: Statement, held: tuple[Fact, Fact, Fact], most: int) -> Relation:
    """A part of a day counts as one: its meal and its room are paid as a whole."""
    days, heads, cost = held
    limit = most * math.ceil(context.figure(days).value)
    return Relation(
        "Q109", Tolerance.AT_MOST, f"meeting/{statement.subject}",
        terms(left(cost.figure, weight=_YUAN), right(heads.figure, weight=limit), base(days.figure)),
        details={"name": f"{statement.subject}（每人每天不超过{most}元）"},
    )  # fmt: skip
