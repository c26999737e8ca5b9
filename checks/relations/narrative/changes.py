"""Changes and rates of growth: 比上年增加D万元，增长G% (catalogue P104–P107, P110, P113, P117, Y102)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from checks.relations.narrative.context import Context, amount_of, left, printed, right, terms
from checks.relations.narrative.priors import growth_without_change
from checks.relations.relation import Relation, Side, Term, Tolerance, Unchecked
from checks.report.report import Fact, Statement

_BOTH_SIDES = re.compile(r"收入?[、和及与]?支出?(?:总体|总计|总额)?$")
_TOTAL = re.compile(r"总(?:计|额|决算)")
_FULL = Decimal(-100)  # a completion of F % is a growth of F − 100 %


def changes(context: Context) -> Iterator[Relation | Unchecked]:
    """Every change and every rate of growth or completion that follows from one."""
    amounts = _Amounts(context)
    for statement in context.report.statements:
        for change in statement.all("change"):
            if not context.exact(change):
                continue
            amount = amount_of(statement) or amounts.of(statement)
            planned = statement.fact("budget")
            if change.against == "budget" and planned is not None and amount is not None:
                yield Relation(
                    "P107", Tolerance.SUM, f"{context.name(statement)}/预算差额",
                    terms(
                        left(amount.figure), right(planned.figure), right(change.figure, weight=change.sign)
                    ),
                    details={"name": context.label(statement)},
                )  # fmt: skip
            rate = _rate(statement, change)
            if rate is not None and amount is not None and context.exact(amount, rate):
                whole = _of_the_whole(context, statement)
                grown = _growth(context, statement, change, rate, amount)
                if whole is None or not context.exact(whole):
                    yield grown
                    if change.sign > 0:
                        yield _within(context, statement, change, amount)
                    continue
                choice = f"P104/{rate.figure}"
                yield replace(grown, choice=choice, option="0")
                of_whole = _growth(context, statement, change, rate, whole)
                yield replace(of_whole, choice=choice, option="1")
        yield from _parts(context, statement)
        yield from _unfounded(context, statement)


def _of_the_whole(context: Context, statement: Statement) -> Fact | None:
    """收入总计A万元，其中年初结转和结余B万元，较上年增加D万元 may be said of A as well as of B: what is told
    behind the last part of a sentence."""
    if statement.parent < 0 or context.items[statement.parent, statement.split][-1] is not statement:
        return None
    head = context.statement(statement.parent)
    there = head.paragraph == statement.paragraph and head.fact("change") is None
    return amount_of(head) if there else None


def _rate(statement: Statement, change: Fact) -> Fact | None:
    """The rate printed behind a change: the next growth or completion before another change."""
    behind = statement.facts[statement.facts.index(change) + 1 :]
    for fact in behind:
        if fact.role == "change":
            return None
        if fact.role == "growth" or (
            fact.role == "completion" and change.against == "budget" and statement.fact("budget") is None
        ):
            return fact
    return None


def _growth(context: Context, statement: Statement, change: Fact, rate: Fact, amount: Fact) -> Relation:
    """G = 100·D ÷ (A − D), D with the sign of its word; F − 100 for a completion."""
    against = change.against or "prior"
    complete = rate.role == "completion"
    sign = 1 if complete else rate.sign
    return Relation(
        "P107" if against == "budget" else "P104",
        Tolerance.GROWTH,
        f"{context.name(statement)}/{against}",
        (
            Term(Side.LEFT, rate.figure, sign),
            Term(Side.RIGHT, change.figure, change.sign),
            Term(Side.BASE, amount.figure),
        ),
        offset=_FULL if complete else Decimal(0),
        details={"name": context.label(statement)},
    )


def _within(context: Context, statement: Statement, change: Fact, amount: Fact) -> Relation:
    """An increase is part of what it has led to: nothing was spent below zero before. Where it is all of
    that, there is no base for a rate, and this alone is left to check."""
    return Relation(
        "N124", Tolerance.AT_MOST, f"{context.name(statement)}/增加额",
        terms(left(change.figure), right(amount.figure)),
        details={"name": f"{context.label(statement)}增加额"},
    )  # fmt: skip


def _parts(context: Context, statement: Statement) -> Iterator[Relation]:
    """P117: 一是…涉及D1万元；二是…涉及D2万元 add up to the change they explain."""
    parts = [f for f in statement.all("part") if context.exact(f)]
    change = statement.fact("change")
    if change is None or len(parts) < 2:
        return
    yield Relation(
        "P117", Tolerance.SUM, f"{context.name(statement)}/增减因素",
        terms(left(change.figure), right(*(f.figure for f in parts))),
        details={"name": context.label(statement)},
    )  # fmt: skip


def _unfounded(context: Context, statement: Statement) -> Iterator[Relation | Unchecked]:
    """A rate of growth without a change: both years are printed, or last year's report is needed."""
    if statement.fact("change") is None:
        for rate in statement.all("growth"):
            yield from growth_without_change(context, statement, rate)


class _Amounts:
    """The amount of a subject that an earlier or later sentence of its section states: a change is
    often told apart from its amount (“三公”经费支出决算数比上年减少…)."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._stated: dict[tuple[str, str], list[tuple[int, Fact]]] = {}
        for statement in context.report.statements:
            subject, fact = context.subject(statement), amount_of(statement)
            if subject is not None and fact is not None:
                self._stated.setdefault((statement.topic, subject.key), []).append((statement.section, fact))

    def of(self, statement: Statement) -> Fact | None:
        subject = self._context.subject(statement)
        if subject is None:
            return self._whole(statement)
        stated = self._stated.get((statement.topic, subject.key), [])
        near = [fact for section, fact in stated if section == statement.section]
        if near or stated:
            return near[0] if near else stated[0][1]
        cells = printed(subject.cells)
        return Fact(cells[0], "amount") if cells else self._whole(statement)

    def _whole(self, statement: Statement) -> Fact | None:
        """收、支总计各增加D万元, where no table has the total: that of either side, told before."""
        if not _BOTH_SIDES.search(statement.subject):
            return None
        totals = (s for s in self._context.before(statement) if s.parent < 0 and _TOTAL.search(s.subject))
        return next((fact for s in totals if (fact := amount_of(s)) is not None), None)


def implied_priors(context: Context) -> Iterator[Relation]:
    """Y102: the change of a total is the sum of the changes of its parts, where the text tells all of
    them and the parts add up to the total (catalogue Y101, Y102: no second document is needed)."""
    for (parent, split), items in context.items.items():
        head = context.statement(parent)
        yield from _changes_add_up(context, head, items, f"{split}")
    for statement in context.report.statements:
        if statement.topic == "overall" and statement.fact("change") and amount_of(statement):
            for topic in ("income", "expenditure"):
                told = [
                    s for s in context.report.statements if s.topic == topic and _under(context, s, statement)
                ]
                yield from _changes_add_up(context, statement, told, topic)


def _under(context: Context, statement: Statement, head: Statement) -> bool:
    section: int | None = statement.section
    while section is not None and section > head.section:
        section = context.report.sections[section].parent
    return section == head.section and statement.section != head.section


def _changes_add_up(
    context: Context, head: Statement, items: list[Statement], what: str
) -> Iterator[Relation]:
    change = head.fact("change")
    told = [(s, f) for s in items if (f := s.fact("change")) is not None and f.against != "budget"]
    if change is None or change.against == "budget" or not told:
        return
    if len(told) == 1 and not _others_flat(context, head, told[0][0]):
        return
    if not _complete(context, head, items, {s.id for s, _ in told}):
        return
    yield Relation(
        "Y102", Tolerance.SUM, f"{context.name(head)}/{what}/变动",
        terms(
            left(change.figure, weight=change.sign),
            *(right(f.figure, weight=f.sign) for _, f in told),
        ),
        details={"name": context.label(head)},
    )  # fmt: skip


def _others_flat(context: Context, head: Statement, told: Statement) -> bool:
    """减少0.15万元，其中：因公出国（境）费与上年持平；…；公务接待费减少0.15万元: all of the change is that of
    the one part that is told to have changed."""
    if told.paragraph != head.paragraph:
        return False
    text = context.text(head)
    between, behind = text[head.end : told.start], text[told.end :].partition("。")[0]
    return "。" not in between and "持平" in between + behind


def _complete(context: Context, head: Statement, items: list[Statement], told: set[int]) -> bool:
    """The parts are all there: their amounts add up to the amount of the whole, to a few units; an item
    that tells no change is zero or said to be 持平. A list of changes alone must name them as 其中."""
    total = amount_of(head)
    stated = {s.id: f for s in items if (f := amount_of(s)) is not None}
    if total is None or not stated:
        return not stated and all(s.id in told for s in items)
    gap = (
        sum((context.figure(f).nominal for f in stated.values()), Decimal(0)) - context.figure(total).nominal
    )
    if abs(gap) > context.figure(total).ulp * (len(stated) + 1):
        return False
    return all(n in told or _unchanged(context, context.statement(n)) for n in stated)


def _unchanged(context: Context, statement: Statement) -> bool:
    fact = amount_of(statement)
    text = context.text(statement)[statement.end : statement.end + 12]
    return "持平" in text or (fact is not None and context.figure(fact).value == 0)
