"""Small arithmetic that the text spells out (catalogue N125): averages, savings, factors of an amount and
products.

Before this module: `context`. A count that an amount is multiplied with is the weight of a sum; the sum
names it as its base.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from checks.relations.narrative.context import Context, amount_of, base, left, right, terms
from checks.relations.relation import Relation, Tolerance
from checks.report.report import Fact, Figure, Kind, Statement

_AVERAGE = re.compile(r"(?:平均每|人均|年均|每年平均|月均|日均|户均|单位均)(?P<of>[辆人年月日个台次户])?")
_AVERAGED = {"年均": "年", "每年平均": "年", "人均": "人", "月均": "月", "日均": "日", "户均": "户"}
_SAVED = re.compile(r"(?:节约|节省|结余|降低成本)[^，。；]{0,12}$")
_COST = re.compile(r"投入|成本|费用")
_FACTORS = re.compile(r"原因如下|包括|分别|用于|构成")
_NEARLY = Decimal("0.05")


def arithmetic(context: Context) -> Iterator[Relation]:
    """Every paragraph for itself."""
    by_paragraph: dict[int, list[Statement]] = {}
    for statement in context.report.statements:
        by_paragraph.setdefault(statement.paragraph, []).append(statement)
    for statements in by_paragraph.values():
        for position, statement in enumerate(statements):
            fact = amount_of(statement)
            before = statements[:position]
            if fact is not None and context.exact(fact):
                yield from _average(context, statement, fact, before)
            if (saved := statement.fact("final", "amount", "change")) is not None and context.exact(saved):
                yield from _saved(statement, saved, before)
            if (change := statement.fact("change")) is not None and not statement.fact("part"):
                yield from _factors(context, statement, change, statements[position + 1 :])
            yield from _daily(context, statement, before)
            yield from _cut_down(context, statement, before)
    yield from _written_out(context)


def _average(
    context: Context, statement: Statement, fact: Fact, before: list[Statement]
) -> Iterator[Relation]:
    """平均每辆2.71万元 of 15辆 and 40.61万元; 年均660万元 of 5年 and 3300万元: count × average = amount."""
    match = _AVERAGE.search(fact.lead[-16:])
    if not match:
        return
    unit = match["of"] or _AVERAGED.get(match[0], "")
    counted = [f for s in before if (f := s.fact("count")) and context.figure(f).unit.startswith(unit)]
    amounts = [f for s in before if (f := amount_of(s)) is not None]
    if not counted or not amounts:
        return
    count = context.figure(counted[-1])
    if count.value <= 1 or count.value != count.value.to_integral_value():
        return
    yield Relation(
        "N125", Tolerance.SUM, f"{statement.topic}/平均/{statement.subject}",
        terms(left(amounts[-1].figure), right(fact.figure, weight=int(count.value)), base(count.id)),
        details={"name": statement.subject},
    )  # fmt: skip


def _saved(statement: Statement, fact: Fact, before: list[Statement]) -> Iterator[Relation]:
    """共需投入5068万元，…投入1738万元。即…可节约3300万元: the difference of the two amounts before it."""
    if not _SAVED.search(fact.lead) or _AVERAGE.search(fact.lead):
        return
    amounts = [f for s in before if (f := amount_of(s)) is not None]
    if len(amounts) != 2 or not all(_COST.search(f.lead) for f in amounts):
        return
    large, small = amounts
    yield Relation(
        "N125", Tolerance.SUM, f"{statement.topic}/节约/{statement.subject}",
        terms(left(fact.figure), right(large.figure), right(small.figure, weight=-1)),
        details={"name": statement.subject},
    )  # fmt: skip


def _factors(
    context: Context, statement: Statement, change: Fact, behind: list[Statement]
) -> Iterator[Relation]:
    """追加190.7049万元，原因如下：1.…60.71万元。2.…126.595万元和…3.395万元: the amounts at the end of the
    paragraph add up to the change, as many of them as come closest."""
    text = context.text(statement)[statement.end :]
    amounts = [f for s in behind if (f := amount_of(s)) is not None]
    if len(amounts) < 2 or not _FACTORS.search(text):
        return
    whole = context.figure(change).nominal
    runs = [amounts[i:] for i in range(len(amounts) - 1)]
    best = min(runs, key=lambda run: abs(sum(context.figure(f).nominal for f in run) - whole))
    if abs(sum((context.figure(f).nominal for f in best), Decimal(0)) - whole) <= whole * _NEARLY:
        yield Relation(
            "P117", Tolerance.SUM, f"{context.name(statement)}/增减因素",
            terms(left(change.figure), right(*(f.figure for f in best))),
            details={"name": context.label(statement)},
        )  # fmt: skip


_SCALES = {"": 1, "万": 10**4, "亿": 10**8}
_DAYS = 365


def _daily(context: Context, statement: Statement, before: list[Statement]) -> Iterator[Relation]:
    """全年交换数据24.6亿条，日均687.32万条: 365 times the daily figure, both rounded as printed."""
    fact = statement.fact("count")
    if fact is None or not before or not re.search(r"日均|平均每天|每天平均", fact.lead):
        return
    whole = before[-1].fact("count")
    if whole is None or not re.search(r"全年|年度|年累计", whole.lead):
        return
    day, year = context.figure(fact), context.figure(whole)
    scales = [next((n for n in ("万", "亿") if f.unit.startswith(n)), "") for f in (year, day)]
    if year.unit.removeprefix(scales[0]) == day.unit.removeprefix(scales[1]):
        yield Relation(
            "N125", Tolerance.SUM, f"{statement.topic}/日均/{before[-1].subject}",
            terms(left(year.id, weight=_SCALES[scales[0]]), right(day.id, weight=_SCALES[scales[1]] * _DAYS)),
            details={"name": before[-1].subject},
        )  # fmt: skip


_CUT_DOWN = re.compile(r"(?:压减|压缩|缩短|减少|降低|下降)(?:率|幅度)约?为?$")


def _cut_down(context: Context, statement: Statement, before: list[Statement]) -> Iterator[Relation]:
    """P114: 串联是828天，现经优化需207天，压减率约为75%: what was cut off over what there was."""
    rate, after = statement.fact("rate"), statement.fact("count")
    if rate is None or after is None or not _CUT_DOWN.search(rate.base) or not before:
        return
    first = before[-1].fact("count")
    if first is None or context.figure(first).unit != context.figure(after).unit:
        return
    if context.figure(first).value > context.figure(after).value > 0:
        yield Relation(
            "P114", Tolerance.RATIO, f"{statement.topic}/{rate.base}",
            terms(
                left(rate.figure),
                right(first.figure),
                right(after.figure, weight=-1),
                base(first.figure),
            ),
            details={"name": rate.base},
        )  # fmt: skip


_EXPRESSION = re.compile(r"\d[^，。；=＝]*[×*][^，。；=＝]*[=＝][^\d，。；]{0,4}\d")
_RESULT_FIRST = re.compile(r"\d[^，。；=＝×*\d]*[=＝][^，。；=＝]*[×*][^，。；=＝]*(?=[，。；]|$)")
"""168万千瓦时=7万千瓦时×12个月×2个机房."""


def _written_out(context: Context) -> Iterator[Relation]:
    """20万/个×3人×2个机房=120万元: a product that the text writes out, and the amount it was written for.
    All factors but the first are counts."""
    inside: dict[int, list[Figure]] = {}
    for figure in context.report.figures:
        if figure.paragraph is not None:
            inside.setdefault(figure.paragraph, []).append(figure)
    for index, figures in inside.items():
        text = context.report.paragraphs[index].text
        for match in _EXPRESSION.finditer(text) if "×" in text or "*" in text else ():
            parts = [f for f in figures if match.start() <= f.start <= match.end()]
            if len(parts) >= 3:
                yield from _product(figures, parts)
        for match in _RESULT_FIRST.finditer(text) if "×" in text or "*" in text else ():
            result, *parts = [f for f in figures if match.start() < f.end <= match.end()]
            if len(parts) >= 2:
                yield from _product(figures, [*parts, result])


def _product(figures: list[Figure], parts: list[Figure]) -> Iterator[Relation]:
    first, *counts, result = parts
    times = 1
    for count in counts:
        if count.value != count.value.to_integral_value():
            return
        times *= int(count.value)
    details = {"name": "×".join(f.text for f in parts[:-1])}
    yield Relation(
        "N125", Tolerance.SUM, f"performance/算式/{details['name']}",
        terms(left(result.id), right(first.id, weight=times), base(*(f.id for f in counts))), details=details,
    )  # fmt: skip
    before = [f for f in figures if f.start < first.start and f.kind is Kind.AMOUNT]
    if before and first.start - before[-1].end <= 2:
        yield Relation(
            "N125", Tolerance.SAME, f"performance/算式/{details['name']}/所得",
            terms(left(before[-1].id), right(result.id)), details=details,
        )  # fmt: skip

