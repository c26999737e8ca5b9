"""N: an amount of the narrative is the cell that states the same quantity (catalogue N101–N117)."""

from __future__ import annotations

from collections.abc import Iterator

from checks.relations.narrative.context import Context, amount_of, left, right, terms
from checks.relations.narrative.subjects import Target
from checks.relations.relation import Relation, Tolerance, Unchecked
from checks.report.report import Fact, Statement


def amounts(context: Context) -> Iterator[Relation | Unchecked]:
    """Every amount and budget whose subject has a cell; 机关运行经费, 会议费, 培训费 against their bounds."""
    for statement in context.report.statements:
        subject = context.subject(statement)
        fact = amount_of(statement)
        if subject is not None and fact is not None and context.exact(fact):
            yield from _restated(context, statement, subject.rule, fact, subject.cells)
        planned = statement.fact("budget")
        if subject is not None and planned is not None and subject.budget and context.exact(planned):
            yield from _restated(context, statement, subject.rule, planned, subject.budget)
        if fact is not None:
            yield from _bounded(context, statement, fact)


def _restated(
    context: Context, statement: Statement, rule: str, fact: Fact, cells: tuple[Target, ...]
) -> Iterator[Relation]:
    """The printed amount equals any of the cells that state it; two blank cells are one."""
    figures = dict.fromkeys(cell.figure for cell in cells)
    unit_slip = context.figure(fact).unit == "元" and _speaks_of_wan(context, statement, fact)
    for number, figure in enumerate(figures):
        yield Relation(
            "N122" if unit_slip else rule,
            Tolerance.SAME,
            context.name(statement) + ("/预算" if fact.role == "budget" else ""),
            terms(left(fact.figure), right(figure) if figure is not None else ()),
            choice=f"N/{fact.figure}" if len(figures) > 1 else "",
            option=str(number) if len(figures) > 1 else "",
            details={"name": context.label(statement)},
        )


def _speaks_of_wan(context: Context, statement: Statement, fact: Fact) -> bool:
    """元 stands alone among 万元 of the same paragraph."""
    units = [
        context.figure(f).unit
        for s in context.beside(statement)
        for f in s.facts
        if f.role in {"amount", "final", "budget"} and f.figure != fact.figure
    ]
    return units.count("万元") >= 1 and "元" not in units


_BOUNDS = (
    # words, topic, rule, cell, whether the text is the upper side
    ("机关运行经费", "operation", "N113", ("公用经费合计", "决算数"), False),
    ("会议费", "meeting", "N117", ("30215", "决算数"), True),
    ("培训费", "meeting", "N117", ("30216", "决算数"), True),
)


def _bounded(context: Context, statement: Statement, fact: Fact) -> Iterator[Relation]:
    """机关运行经费 ≤ 公用经费合计: it is the 公用经费 of administrative units only (N113). 会议费 ≥ the
    basic part of it in T6, which leaves the projects out (N117)."""
    table = context.report.table("T6")
    if table is None:
        return
    for words, topic, rule, (row, column), above in _BOUNDS:
        if statement.topic != topic or not statement.subject.endswith((words, words + "支出")):
            continue
        entry = table.entry(row)
        figure = entry.cells.get(column) if entry is not None else None
        if figure is None:
            continue
        small, large = (figure, fact.figure) if above else (fact.figure, figure)
        yield Relation(
            rule,
            Tolerance.AT_MOST,
            f"{topic}/{words}",
            terms(left(small), right(large)),
            details={"name": words},
        )
