"""Breakdowns: T万元，其中：s1 A1万元；s2 A2万元… add up (catalogue pattern 9, N114, N115, N120, P107).

Which total a list breaks down is chosen by fit over the whole list, and so is whether it is complete:
one whose items come close to the total is meant to add up, one that plainly leaves things out is at
most the total. A total of nothing has parts of nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checks.relations.narrative.context import Context, amount_of, left, right, terms
from checks.relations.relation import Relation, Tolerance, Unchecked
from checks.report.report import Fact, Statement

_NEARLY = Decimal("0.1")
"""A list within a tenth of its total is meant to be complete: what is off is an error, not an item left
out. One digit changed in an item of middling size stays within it."""

_ALL_KINDS = (("货物", "工程", "服务"), ("人员经费", "公用经费"), ("因公出国", "公务用车", "公务接待"))
"""Kinds that leave nothing out: a list of them adds up, however far off its total is."""

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
    total, items = _broken_down(context, head, total, items)
    whole = context.figure(total).nominal
    added = _sum(context, items)
    parts = [f.figure for _, f in items]
    details = {"name": context.label(head)}
    rule = _RULES.get(head.topic, "N123")
    whole_by_kind = any(all(any(w in s.subject for s, _ in items) for w in kinds) for kinds in _ALL_KINDS)
    alone = whole == 0 and sum(context.figure(f).value != 0 for _, f in items) <= 1
    if len(items) > 1 and (whole_by_kind or alone or abs(added - whole) <= whole * _NEARLY):
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
    if len(items) > 1:
        others = (
            s
            for split, group in context.breakdowns.get(head.id, {}).items()
            if split != first[0].split
            for s in group
        )
        options += [(fact, items) for s in others if (fact := amount_of(s)) is not None]
    return min(options, key=lambda o: abs(_sum(context, o[1]) - context.figure(o[0]).nominal))


def _sum(context: Context, items: list[tuple[Statement, Fact]]) -> Decimal:
    return sum((context.figure(f).nominal for _, f in items), Decimal(0))
