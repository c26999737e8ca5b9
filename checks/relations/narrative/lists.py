"""Breakdowns: T万元，其中：s1 A1万元；s2 A2万元… add up (catalogue pattern 9, N114, N115, N120, P107).

Which total a list breaks down is chosen by fit over the whole list, and so is whether it is complete:
one whose items come close to the total is meant to add up, one that plainly leaves things out is at
most the total. A total of nothing has parts of nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise

from checks.relations.narrative.context import Context, amount_of, left, right, terms
from checks.relations.relation import Relation, Tolerance, Unchecked
from checks.report.report import Fact, Statement

_NEARLY = Decimal("0.1")
"""A list within a tenth of its total is meant to be complete: what is off is an error, not an item left
out. One digit changed in an item of middling size stays within it."""

_BEYOND = 50
"""So many tails that no rest agrees with a round number by chance."""

_INCLUDED = re.compile(r"（(?:其中)?[:：]?(?:包)?含[^，。；（）]*$")
_PAID = re.compile(r"(?:首付|首期|预付|进度|尾)款|(?:本年|已|已经)?(?:支付|付款?)")
"""What was paid of a contract: of 项目20.44万元，首付款12.27万元 only the payment was spent."""

_ALL_KINDS = (
    ("货物", "工程", "服务"),
    ("人员经费", "公用经费"),
    ("因公出国", "公务用车", "公务接待"),
    ("当年财政拨款", "结转"),
)
"""Kinds that leave nothing out: a list of them adds up, however far off its total is."""
_FISCAL_KINDS = ("基本支出", "项目支出")
"""Of what is spent of one appropriation; of all funds there are 经营支出 and others besides."""
_FISCAL = {"fiscal", "gpb", "gpb_overall", "gpb_structure", "gpb_detail", "fund", "scap"}

_RULES = {"procurement": "N114", "nontax": "N116", "sangong": "P109", "performance": "N120"}


def breakdowns(context: Context) -> Iterator[Relation | Unchecked]:
    """Amounts, and budgets, of every breakdown against the amount, or budget, that they break down."""
    for (parent, split), items in context.items.items():
        head = context.statement(parent)
        amounts = [(s, f) for s in items if (f := amount_of(s)) is not None]
        budgets = [(s, f) for s in items if (f := s.fact("budget")) is not None]
        planned = _planned(head, budgets)
        total = amount_of(head) or (planned if not budgets else None)
        if total is not None:
            yield from _adds_up(context, head, total, amounts, f"{split}")
        if planned is not None and budgets:
            yield from _adds_up(context, head, planned, budgets, f"{split}/预算")
    yield from _in_brackets(context)


def _planned(head: Statement, budgets: list[tuple[Statement, Fact]]) -> Fact | None:
    """The budget of the whole: of the kind (年初, 全年) that the items give."""
    kinds = [f for f in head.all("budget") if budgets and f.base == budgets[0][1].base]
    return kinds[0] if kinds else head.fact("budget")


def _adds_up(
    context: Context, head: Statement, total: Fact, items: list[tuple[Statement, Fact]], what: str
) -> Iterator[Relation | Unchecked]:
    if not items or not context.exact(total, *(f for _, f in items)):
        return
    name = f"{context.name(head)}/{what}/合计"
    items = _spent(context, items)
    total, items = _broken_down(context, head, total, items)
    whole = context.figure(total).nominal
    added = _sum(context, items)
    parts = [f.figure for _, f in items]
    details = {"name": context.label(head)}
    rule = _RULES.get(head.topic, "N123")
    alone = whole == 0 and sum(context.figure(f).value != 0 for _, f in items) <= 1
    near = abs(added - whole) <= whole * _NEARLY or _one_digit_off(context, total, items)
    if len(items) > 1 and (_leaves_nothing_out(head, items) or alone or near):
        yield Relation(rule, Tolerance.SUM, name, terms(left(total.figure), right(*parts)), details=details)
    elif added <= whole or len(items) == 1:
        yield Relation(
            "N124", Tolerance.AT_MOST, name, terms(left(*parts), right(total.figure)), details=details
        )
    else:
        yield Unchecked(rule, "ambiguous", name, tuple(parts))


def _broken_down(
    context: Context, head: Statement, total: Fact, items: list[tuple[Statement, Fact]]
) -> tuple[Fact, list[tuple[Statement, Fact]]]:
    """The total and the items that belong to it, by fit.

    总收入T，其中本年收入A。具体情况如下：… breaks down A, its own first item; 财政拨款支出T，其中一般公共
    预算…A…；…。分功能科目看：… breaks down A, an item of the breakdown before it. In a sentence, what
    follows the parts may be told of something else: 本年支出T，其中基本支出A、项目支出B，年末结转和结余C.
    """
    options = [(total, items)]
    if all(s.paragraph == head.paragraph for s, _ in items):
        options += [(total, items[:count]) for count in range(len(items) - 1, 1, -1)]
    first, rest = items[0], items[1:]
    if len(rest) > 1 and first[0].paragraph == head.paragraph:
        options.append((first[1], rest))
    if _leaves_nothing_out(head, items):
        options = [option for option in options if _leaves_nothing_out(head, option[1])]
    if len(items) > 1:
        others = (
            s
            for split, group in context.breakdowns.get(head.id, {}).items()
            if split != first[0].split
            for s in group
        )
        options += [(fact, items) for s in others if (fact := amount_of(s)) is not None]
    return min(options, key=lambda o: abs(_sum(context, o[1]) - context.figure(o[0]).nominal))


def _leaves_nothing_out(head: Statement, items: list[tuple[Statement, Fact]]) -> bool:
    """Whether the items name all the kinds that there are."""
    known = (*_ALL_KINDS, _FISCAL_KINDS) if head.topic in _FISCAL else _ALL_KINDS
    return any(all(any(word in s.subject for s, _ in items) for word in kinds) for kinds in known)


def _one_digit_off(context: Context, total: Fact, items: list[tuple[Statement, Fact]]) -> bool:
    """Whether the items are more than the total by so many units of one place, and nothing below it: a
    list that was complete but for one leading digit. Where neighbours among them make up as much, they are
    parts of an item, told in its list."""
    gap = _sum(context, items) - context.figure(total).nominal
    tail = (context.figure(total).ulp + sum(context.figure(f).ulp for _, f in items)) / 2
    if gap <= tail * _BEYOND:
        return False
    runs = (items[start:end] for start, end in combinations(range(len(items) + 1), 2))
    if any(abs(_sum(context, run) - gap) <= tail for run in runs):
        return False
    place = Decimal(1).scaleb(gap.adjusted())
    return tail * _BEYOND <= place and abs(gap - (gap / place).quantize(Decimal(1)) * place) <= tail


def _spent(context: Context, items: list[tuple[Statement, Fact]]) -> list[tuple[Statement, Fact]]:
    """The items without contracts of which the next clause says what was paid."""
    contracts = {
        one.id
        for (one, _), (after, _) in pairwise(items)
        if _PAID.fullmatch(after.subject)
        and one.paragraph == after.paragraph
        and not re.search("[；。]", context.text(one)[one.end : after.start])
    }
    return [item for item in items if item[0].id not in contracts]


def _in_brackets(context: Context) -> Iterator[Relation]:
    """国内公务接待支出0.39万元（含外宾接待支出0.00万元）: a part of the amount before the bracket."""
    for before, statement in pairwise(context.report.statements):
        whole, part = amount_of(before), amount_of(statement)
        if whole is None or part is None or before.paragraph != statement.paragraph:
            continue
        between = context.text(statement)[context.figure(whole).end : context.figure(part).start]
        if _INCLUDED.match(between) and context.exact(whole, part):
            yield Relation(
                "N124", Tolerance.AT_MOST, f"{context.name(before)}/含/{statement.subject.lstrip('（含')}",
                terms(left(part.figure), right(whole.figure)), details={"name": context.label(before)},
            )  # fmt: skip


def _sum(context: Context, items: list[tuple[Statement, Fact]]) -> Decimal:
    return sum((context.figure(f).nominal for _, f in items), Decimal(0))
