"""One quantity stated in several places of the narrative (catalogue N119, Y103).

What a table states is tied to the table (`amounts`); this is for what no table has: budgets, changes
and rates against last year, told in the overall section, again for 财政拨款 and again for the general
public budget. The first place is the measure of the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from checks.relations.narrative.context import Context, amount_of, left, printed, right, terms
from checks.relations.relation import Relation, Tolerance
from checks.report.report import Fact, Figure, Statement


def repeats(context: Context) -> Iterator[Relation]:
    """Changes, their rates, and budgets of one subject against their first statement; what an item of a
    budget is headed with against what its sentence arranges."""
    yield from _told_first(context)
    yield from _grown_alike(context)
    if context.report.kind == "预算":
        yield from _arranged(context)


def _told_first(context: Context) -> Iterator[Relation]:
    first: dict[tuple[str, str, str, bool], tuple[Statement, Fact]] = {}
    for statement in context.report.statements:
        subject = context.subject(statement)
        if subject is None:
            continue
        for fact in statement.facts:
            what = _what(statement, fact, bool(subject.budget))
            if not what or not context.exact(fact):
                continue
            income_alone = "收入" in statement.subject and "支" not in statement.subject
            key = (subject.key, _scope(statement, subject.key), what, income_alone)
            if key not in first:
                first[key] = (statement, fact)
                continue
            _, told = first[key]
            yield Relation(
                "Y103" if what.endswith("prior") else "N119",
                Tolerance.SAME,
                f"{context.name(statement)}/{what}",
                terms(left(fact.figure, weight=fact.sign), right(told.figure, weight=told.sign)),
                details={"name": context.label(statement)},
            )


_TELLING = 4
"""Digits of an amount that two quantities do not share by chance."""
_FINE = 2
"""Decimals of a rate that two changes of one amount do not share by chance."""
_CARRIED = ("T4/收入/年初财政拨款结转和结余/决算数", "T1/收入/年初结转和结余/决算数")


def _grown_alike(context: Context) -> Iterator[Relation]:
    """财政拨款收入A万元，比上年增加D万元，增长G%, and 一般公共预算财政拨款支出A万元…增长G%: what is as much,
    and has grown at one rate, has grown by as much. Of one subject `_told_first` says so."""
    first: dict[tuple[Decimal, Decimal, int], tuple[Statement, Fact]] = {}
    # last year's total held what it carried over, last year's expenditure did not
    carried = {context.report.figures[n].nominal for n in printed(context.subjects.cells(_CARRIED))} - {0}
    for statement in context.report.statements:
        amount, change, rate = amount_of(statement), statement.fact("change"), statement.fact("growth")
        if amount is None or change is None or rate is None or not context.exact(amount, change, rate):
            continue
        if change.against == "budget" or not _telling(context.figure(amount)):
            continue
        if context.figure(rate).places < _FINE:
            continue  # 0.5 % is the rate of 25.63 and of 25.54 in 5450.92
        key = (context.figure(amount).nominal, context.figure(rate).value, change.sign)
        before, told = first.setdefault(key, (statement, change))
        apart = abs(context.figure(told).nominal - context.figure(change).nominal)
        if told is change or context.name(before) == context.name(statement):
            continue
        if not any(abs(apart - balance) <= context.figure(change).ulp for balance in carried):
            yield Relation(
                "Y103", Tolerance.SAME, f"{context.name(statement)}/同额同率",
                terms(left(change.figure), right(told.figure)), details={"name": context.label(statement)},
            )  # fmt: skip


def _telling(figure: Figure) -> bool:
    return len(figure.value.normalize().as_tuple().digits) >= _TELLING


_ITEM = 2  # level of a 项 in a path


def _arranged(context: Context) -> Iterator[Relation]:
    """行政运行（项）A万元。…2026年预算安排A万元，比上年…: an item of a budget is one amount."""
    arranged = re.compile(f"{context.report.year}年(?:度)?(?:当年)?预算(?:安排|数)")
    heads: dict[int, Statement] = {}
    for statement in context.report.statements:
        head = heads.setdefault(statement.paragraph, statement)
        amount = head.fact("amount") if head.path[_ITEM] else None
        for fact in statement.all("budget"):
            if amount is not None and arranged.search(fact.lead) and context.exact(amount, fact):
                yield Relation(
                    "N119", Tolerance.SAME, f"{context.name(head)}/预算安排",
                    terms(left(fact.figure), right(amount.figure)), details={"name": head.path[_ITEM]},
                )  # fmt: skip


def _what(statement: Statement, fact: Fact, budgeted: bool) -> str:
    """What is repeated: `change/prior`, `growth/budget`, `budget`; "" for what a table states or what
    is said of part of a year."""
    if fact.role == "change":
        return f"change/{fact.against or 'prior'}"
    if fact.role == "growth" and statement.fact("change") is not None:
        return f"growth/{fact.against or 'prior'}"
    if fact.role == "budget" and not budgeted and amount_of(statement) is not None:
        return f"budget/{fact.base or '年初'}"
    return ""


_NAMES_ITS_SOURCE = ("财政拨款", "政府性基金", "国有资本", "三公", "/")
"""A quantity that says which money it is, or stands in a table by its account, is one in every section."""


def _scope(statement: Statement, key: str) -> str:
    """Sections that speak of the same money: a basic expenditure of all funds and one of the fiscal
    appropriation share a name and nothing else."""
    if statement.topic == "performance":
        return str(statement.section)
    if any(words in key for words in _NAMES_ITS_SOURCE):
        return ""
    groups = {
        "overall": "all", "income": "all", "expenditure": "all",
        "fund": "fund", "scap": "scap", "sangong": "sangong",
    }  # fmt: skip
    return groups.get(statement.topic, "fiscal")
