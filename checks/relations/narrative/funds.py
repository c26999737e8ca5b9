"""The money of a project, told in the performance chapter (catalogue N120, P106).

年初预算B0万元，年中调增D万元，调整后预算B1万元，实际支出A万元，执行率C%: B0 ± D = B1, C = A ÷ B1, what
is left is the rest. The sentences of one section are one account of one project. Before this module:
`context`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from checks.relations.narrative.context import Context, base, left, right, terms
from checks.relations.relation import Relation, Tolerance
from checks.report.report import Fact, Kind, Statement

_TOPICS = {"performance", "duties"}
"""基本情况 of a project stands in the performance chapter whatever its heading sounds like; a chapter on
duties tells no budget."""

_RECEIVED = re.compile(r"到位(?:资金)?$|实际下达$")
_ADJUSTED = re.compile(r"(?:预算)?(?:调整|调剂|追加)$")
_REST = re.compile(r"(?:剩余|余额|结余|尚未支付|未支付)(?:资金|金额|款项)?$")
_RATE = re.compile(r"(?:执行|支付|完成|支出)")
_ADJUSTMENT_RATE = re.compile(r"调整率")


@dataclass(slots=True)
class _Project:
    """What has been told so far: figures, and the sign of the adjustment."""

    opening: int | None = None
    adjustment: tuple[int, int] | None = None
    adjusted: int | None = None
    spent: int | None = None
    paragraph: int = -1
    amounts: list[int] = field(default_factory=list)  # of the paragraph

    @property
    def budget(self) -> int | None:
        return self.adjusted if self.adjusted is not None else self.opening


def funds(context: Context) -> Iterator[Relation]:
    """Every account of a project's money in the performance chapter."""
    project, section = _Project(), -1
    told: list[tuple[int, int]] = []  # section and what its project spent
    for statement in context.report.statements:
        if statement.topic not in _TOPICS:
            continue
        if statement.section != section:
            project, section = _Project(), statement.section
        if statement.paragraph != project.paragraph:
            project.paragraph, project.amounts = statement.paragraph, []
        for fact in statement.facts:
            if context.exact(fact):
                yield from _told(context, statement, fact, project)
                if fact.role == "final":
                    told.append((statement.section, fact.figure))
    yield from _projects_together(context, told)


def _projects_together(context: Context, told: list[tuple[int, int]]) -> Iterator[Relation]:
    """共涉及4个项目，资金A万元, before the accounts of just so many projects: their spending adds up to A."""
    spent = dict(reversed(told))
    for count, amount in pairwise(context.report.statements):
        number, fact = count.fact("count"), amount.fact("amount", "part")
        if number is None or fact is None or count.paragraph != amount.paragraph:
            continue
        projects = context.figure(number).unit == "个项目" and "涉及" in number.lead
        if count.topic != "performance" or not projects:
            continue
        behind = [figure for section, figure in sorted(spent.items()) if section > count.section]
        if len(behind) > 1 and len(behind) == context.figure(number).value:
            yield Relation(
                "N120", Tolerance.SUM, "performance/各项目资金",
                terms(left(fact.figure), right(*behind)), details={"name": "各项目资金"},
            )  # fmt: skip


def _told(context: Context, statement: Statement, fact: Fact, project: _Project) -> Iterator[Relation]:
    details = {"name": context.label(statement) or "项目资金"}
    match fact.role:
        case "budget" if fact.base in {"调整后", "调整"}:
            yield from _is_adjusted(fact, project, details)
        case "budget" if fact.base != "全年":
            if project.opening is not None and project.spent is None:
                yield Relation(
                    "N119", Tolerance.SAME, f"performance/{details['name']}/年初预算",
                    terms(left(fact.figure), right(project.opening)), details=details,
                )  # fmt: skip
            if project.opening is None or project.spent is not None:
                project.opening, project.adjustment, project.adjusted, project.spent = (
                    fact.figure,
                    None,
                    None,
                    None,
                )
        case "budget":
            project.adjusted = fact.figure
        case "change" if _REST.search(fact.lead):
            yield from _is_rest(fact, project, details)
        case "change" if project.opening is not None and project.adjusted is None:
            project.adjustment = (fact.figure, fact.sign)
        case "final":
            project.spent = fact.figure
            yield from _is_table_total(context, statement, fact, details)
        case "amount" if _RECEIVED.search(statement.subject):
            yield from _is_adjusted(fact, project, details)
        case "amount" if _ADJUSTED.search(statement.subject) and project.opening is not None:
            project.adjustment = (fact.figure, 1)
        case "amount" if _REST.search(statement.subject):
            yield from _is_rest(fact, project, details)
        case "completion" | "rate" if _is_rate(fact):
            yield from _is_spent(statement, fact, project, details)
        case "rate" if (
            _ADJUSTMENT_RATE.search(fact.base) and project.adjustment and project.opening is not None
        ):
            yield Relation(
                "P106", Tolerance.RATIO, f"performance/{statement.section}/调整率",
                terms(left(fact.figure), right(project.adjustment[0]), base(project.opening)),
                details=details,
            )  # fmt: skip
    if fact.role == "amount":
        project.amounts.append(fact.figure)


def _is_table_total(
    context: Context, statement: Statement, fact: Fact, details: dict[str, str]
) -> Iterator[Relation]:
    """实际支出A万元。资金使用情况如表1所示: the total of the table of the same section."""
    for table in context.report.tables:
        total = table.entry("合计")
        if table.form or table.section != statement.section or total is None or "资金" not in table.title:
            continue
        cells = [figure for figure in total.cells.values() if figure is not None]
        amounts = [n for n in cells if context.report.figures[n].kind is Kind.AMOUNT]
        if len(amounts) == 1:
            yield Relation(
                "N120", Tolerance.SAME, f"performance/{details['name']}/{table.id}",
                terms(left(fact.figure), right(amounts[0])), details=details,
            )  # fmt: skip


def _is_rate(fact: Fact) -> bool:
    return fact.role == "completion" or bool(
        _RATE.search(fact.base) and not _ADJUSTMENT_RATE.search(fact.base)
    )


def _is_adjusted(fact: Fact, project: _Project, details: dict[str, str]) -> Iterator[Relation]:
    """B0 ± D = B1."""
    if project.opening is not None and project.adjustment is not None:
        figure, sign = project.adjustment
        yield Relation(
            "N120", Tolerance.SUM, f"performance/{details['name']}/调整后预算",
            terms(left(fact.figure), right(project.opening), right(figure, weight=sign)), details=details,
        )  # fmt: skip
    project.adjusted = fact.figure


def _is_rest(fact: Fact, project: _Project, details: dict[str, str]) -> Iterator[Relation]:
    """What is left: of the two amounts right before it, else of the budget after what was spent."""
    if len(project.amounts) >= 2:
        whole, spent = project.amounts[-2:]
    elif project.budget is not None and project.spent is not None:
        whole, spent = project.budget, project.spent
    else:
        return
    yield Relation(
        "N120", Tolerance.SUM, f"performance/{details['name']}/结余",
        terms(left(fact.figure), right(whole), right(spent, weight=-1)), details=details,
    )  # fmt: skip


def _is_spent(
    statement: Statement, fact: Fact, project: _Project, details: dict[str, str]
) -> Iterator[Relation]:
    """C = A ÷ B, where the sentence itself does not print both (`completion` has those)."""
    if statement.fact("budget") and statement.fact("final", "amount"):
        return
    if project.spent is None or project.budget is None:
        return
    yield Relation(
        "P106", Tolerance.RATIO, f"performance/{details['name']}/执行率",
        terms(left(fact.figure), right(project.spent), base(project.budget)), details=details,
    )  # fmt: skip
