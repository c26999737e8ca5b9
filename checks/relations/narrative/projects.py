"""Projects and the money they involve, told together (N119, Q120).

Of as many projects, as much money, and the other way round; no project, no money. What is said of all
projects is one amount wherever it is told. Before this module: `context`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.relations.narrative.context import Context, left, right, terms
from checks.relations.relation import Relation, Tolerance
from checks.report.report import Fact, Kind, Statement

_INVOLVED = re.compile(r"涉及[^，。；]{0,8}$|，共$")
_BESIDE = 12  # signs between a number of projects and its money
_PROJECTS = {"个", "项", "个项目"}


def projects(context: Context) -> Iterator[Relation]:
    """Every paragraph for itself, and the amount of all projects over the whole chapter."""
    by_paragraph: dict[int, list[Statement]] = {}
    for statement in context.report.statements:
        by_paragraph.setdefault(statement.paragraph, []).append(statement)
    for statements in by_paragraph.values():
        pairs = _pairs(context, statements)
        yield from _same(context, pairs)
        yield from _nothing(context, pairs)
    yield from _all_projects(context)


def _pairs(context: Context, statements: list[Statement]) -> list[tuple[Fact, Fact]]:
    """项目39个，涉及预算金额4415.48万元: a number of projects, and the money behind it."""
    pairs: list[tuple[Fact, Fact]] = []
    count: Fact | None = None
    for statement in statements:
        for fact in statement.facts:
            figure = context.figure(fact)
            if figure.unit in _PROJECTS and "项目" in fact.lead + figure.unit:
                count = fact
            elif figure.kind is Kind.AMOUNT and count is not None and _INVOLVED.search(fact.lead):
                pairs.append((count, fact))
                count = None
    return pairs


def _same(context: Context, pairs: list[tuple[Fact, Fact]]) -> Iterator[Relation]:
    """编报目标的项目39个，涉及4415.48万元；…自评的项目39个，涉及4415.48万元: the first is the measure."""
    for counted, amount in pairs[1:]:
        first, money = pairs[0]
        one, other = context.figure(counted), context.figure(first)
        if one.value == other.value:
            yield Relation(
                "N119", Tolerance.SAME, "performance/涉及资金",
                terms(left(amount.figure), right(money.figure)), details={"name": "涉及资金"},
            )  # fmt: skip
        if context.figure(amount).nominal == context.figure(money).nominal != 0:
            yield Relation(
                "Q120", Tolerance.EXACT, "performance/项目数", terms(left(one.id), right(other.id)),
                details={"name": f"涉及资金{context.figure(amount).text}{context.figure(amount).unit}的项目"},
            )  # fmt: skip


def _nothing(context: Context, pairs: list[tuple[Fact, Fact]]) -> Iterator[Relation]:
    """1000万元以上的项目0项、涉及资金0万元."""
    for counted, amount in pairs:
        count, money = context.figure(counted), context.figure(amount)
        apart = context.report.paragraphs[count.paragraph or 0].text[count.end : money.start]
        if (count.value and money.value) or len(apart) > _BESIDE or "。" in apart:
            continue
        stated = f"{count.text}{count.unit}"
        fits = bool(count.value) is bool(money.value)
        yield Relation(
            "Q120", Tolerance.WORDING, f"performance/项目数/{counted.lead[-16:]}",
            terms(right(count.id, money.id)),
            stated=stated, expected=stated if fits else f"{money.text}{money.unit}", place=count.place,
            details={"name": "项目与涉及资金"},
        )  # fmt: skip


def _all_projects(context: Context) -> Iterator[Relation]:
    """对所有…项目开展…，共涉及资金A万元: told of all projects, it is one amount wherever it is told."""
    first: Fact | None = None
    for statement in context.report.statements:
        for fact in statement.all("part"):
            text = context.text(statement)
            said = text[max(0, text.rfind("。", 0, context.figure(fact).start)) : context.figure(fact).start]
            if statement.topic != "performance" or not re.search(r"(?:所有|全部)[^。]*共涉及资金$", said):
                continue
            if first is None:
                first = fact
                continue
            yield Relation(
                "N119", Tolerance.SAME, "performance/所有项目/涉及资金",
                terms(left(fact.figure), right(first.figure)), details={"name": "所有项目涉及资金"},
            )  # fmt: skip
