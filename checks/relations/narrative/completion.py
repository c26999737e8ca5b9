"""Completion of the budget: 决算A，完成年初预算B的C% (catalogue P106, P108, P109)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checks.relations.narrative.context import Context, amount_of, base, left, printed, right, terms
from checks.relations.relation import Relation, Side, Term, Tolerance, Unchecked
from checks.report.report import Fact, Statement

_FULL = Decimal(-100)  # a completion of F % is a growth of F − 100 %


def completions(context: Context) -> Iterator[Relation | Unchecked]:
    """C = 100·A ÷ B where the budget is printed, in the sentence or in T7; else the list is asked (P108)."""
    for statement in context.report.statements:
        amount = amount_of(statement)
        for rate in statement.all("completion"):
            if amount is None or not context.exact(rate, amount):
                continue
            planned = _planned(context, statement, rate)
            budgets = [planned.figure] if planned is not None else _cells(context, statement)
            if budgets:
                yield from _ratio(context, statement, rate, amount, budgets)
            elif told := _behind(statement, rate) or _told(context, statement, amount):
                yield _from_change(context, statement, rate, amount, told)
            elif not any(f.against == "budget" for f in statement.all("change")):
                yield Unchecked("P106", "no_base", context.name(statement), (rate.figure,))


def _planned(context: Context, statement: Statement, rate: Fact) -> Fact | None:
    """The budget a completion is of: the one its words name (年初, 全年); one that is zero cannot be meant
    where another is printed (D105 says so)."""
    budgets = [f for f in statement.facts[: statement.facts.index(rate)] if f.role == "budget"][::-1]
    named = [f for f in budgets if rate.base and f.base == rate.base] or budgets
    sound = [f for f in (*named, *budgets) if context.figure(f).value != 0]
    return next(iter(sound or named), None)


def _cells(context: Context, statement: Statement) -> list[int]:
    subject = context.subject(statement)
    return printed(subject.budget) if subject is not None else []


def differences(context: Context) -> Iterator[Relation]:
    """年初预算数B，决算数A，预决算差异率E%: E + 100 = 100·A ÷ B, E printed with or without its sign."""
    for statement in context.report.statements:
        amount = amount_of(statement)
        for rate in statement.all("difference"):
            if amount is None or not context.exact(rate, amount):
                continue
            planned = _planned(context, statement, rate)
            for budget in [planned.figure] if planned is not None else _cells(context, statement)[:1]:
                spent, whole = context.figure(amount).nominal, context.report.figures[budget].nominal
                sign = -1 if spent < whole and context.figure(rate).value > 0 else 1
                yield Relation(
                    "P107", Tolerance.RATIO, f"{context.name(statement)}/差异率",
                    terms(left(rate.figure, weight=sign), right(amount.figure), base(budget)),
                    offset=-_FULL,
                    details={"name": context.label(statement)},
                )  # fmt: skip


def _behind(statement: Statement, rate: Fact) -> Fact | None:
    """完成年初预算103.32%，决算数大于预算数55.93万元: the change against the budget right behind the rate."""
    behind = statement.facts[statement.facts.index(rate) + 1 :][:1]
    return next((fact for fact in behind if fact.role == "change" and fact.against == "budget"), None)


def _told(context: Context, statement: Statement, amount: Fact) -> Fact | None:
    """The change against the budget that another sentence of the topic tells of the same amount."""
    value = context.figure(amount).nominal
    told = context.changes_of_budget.get((statement.topic, value), []) if value else []
    return next((change for other, change in told if other != statement.id), None)


def _from_change(context: Context, statement: Statement, rate: Fact, amount: Fact, change: Fact) -> Relation:
    """F − 100 = 100·D ÷ (A − D)."""
    return Relation(
        "P107", Tolerance.GROWTH, f"{context.name(statement)}/完成率",
        (
            Term(Side.LEFT, rate.figure),
            Term(Side.RIGHT, change.figure, change.sign),
            Term(Side.BASE, amount.figure),
        ),
        offset=_FULL,
        details={"name": context.label(statement)},
    )  # fmt: skip


def _ratio(
    context: Context, statement: Statement, rate: Fact, amount: Fact, budgets: list[int]
) -> Iterator[Relation]:
    for number, budget in enumerate(budgets):
        yield Relation(
            "P109" if statement.topic == "sangong" else "P106",
            Tolerance.RATIO,
            f"{context.name(statement)}/完成率",
            terms(left(rate.figure), right(amount.figure), base(budget)),
            choice=f"P106/{rate.figure}" if len(budgets) > 1 else "",
            option=str(number) if len(budgets) > 1 else "",
            details={"name": context.label(statement)},
        )


def implied_budgets(context: Context) -> Iterator[Relation | Unchecked]:
    """P108: items that give their completion but not their budget imply it, A ÷ C; together they make the
    budget of the total. Items with 年初没有预算 count as zero.

    Where the items print their budgets, those are added up (`lists`).
    """
    for (parent, split), items in context.items.items():
        head = context.statement(parent)
        planned = head.fact("budget")
        if planned is None or any(s.fact("budget") for s in items):
            continue
        pairs = [(a, c) for s in items if (a := amount_of(s)) and (c := s.fact("completion"))]
        rest = [s for s in items if amount_of(s) and not s.fact("completion")]
        if len(pairs) < 2 or not all(_unplanned(context, s) for s in rest):
            continue
        if any(context.figure(rate).value == 0 for _, rate in pairs):
            continue  # nothing spent tells nothing of the budget
        yield Relation(
            "P108", Tolerance.IMPLIED, f"{context.name(head)}/{split}/年初预算",
            (
                Term(Side.LEFT, planned.figure),
                *_implied(pairs),
            ),
            details={"name": context.label(head)},
        )  # fmt: skip


def _implied(pairs: list[tuple[Fact, Fact]]) -> Iterator[Term]:
    """Amount ÷ completion of each pair."""
    for number, (amount, rate) in enumerate(pairs):
        yield Term(Side.RIGHT, amount.figure, pair=number)
        yield Term(Side.BASE, rate.figure, pair=number)


def _unplanned(context: Context, statement: Statement) -> bool:
    """年初没预算, 年初无预算, 年初未安排: stated right behind the amount."""
    text = context.text(statement)[statement.end : statement.end + 16]
    return any(words in text for words in ("没预算", "没有预算", "无预算", "未安排", "未编", "未列"))


def implied_basic(context: Context) -> Iterator[Relation]:
    """P108 for 基本支出: its budget, amount less change against the budget, is what the items that are
    basic expenditure altogether imply. An item that is partly basic tells nothing of either part."""
    stated = (s for s in context.report.statements if s.topic == "basic" and s.parent < 0)
    head = next((s for s in stated if amount_of(s)), None)
    if head is None or head.fact("budget") is not None:
        return
    change = next((f for f in head.all("change") if f.against == "budget"), None)
    if change is None:
        return
    pairs: list[tuple[Fact, Fact]] = []
    for statement in context.report.statements:
        amount = amount_of(statement)
        if statement.topic != "gpb_detail" or amount is None or not statement.path[2]:
            continue
        part = _basic_part(context, statement)
        if part is None:
            return
        if part and not _unplanned(context, statement):
            rate = statement.fact("completion")
            if rate is None or context.figure(rate).value == 0:
                return
            pairs.append((amount, rate))
    total = amount_of(head)
    if total is not None and len(pairs) > 1:
        yield Relation(
            "P108", Tolerance.IMPLIED, f"{context.name(head)}/年初预算",
            (
                Term(Side.LEFT, total.figure),
                Term(Side.LEFT, change.figure, -change.sign),
                *_implied(pairs),
            ),
            details={"name": context.label(head)},
        )  # fmt: skip


def _basic_part(context: Context, statement: Statement) -> bool | None:
    """Whether an item is basic expenditure altogether (True) or not at all; None when it is both, or
    when no table tells."""
    subject = context.subject(statement)
    if subject is None or subject.entry is None:
        return None
    cells = [subject.entry.cells.get(column) for column in ("基本支出", "项目支出")]
    basic, project = (cell is not None and context.report.figures[cell].value != 0 for cell in cells)
    return None if basic == project else basic
