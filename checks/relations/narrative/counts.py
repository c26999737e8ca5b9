"""Counts: vehicles, groups and visitors, units, projects and grades (catalogue Q101, Q102, Q108, P114).

Counts are exact. Before this module: `context`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.relations.narrative.context import Context, base, left, printed, right, terms
from checks.relations.relation import Relation, Tolerance, Unchecked
from checks.report.report import Fact, Statement


def counts(context: Context) -> Iterator[Relation | Unchecked]:
    """Sums of counts, counts against counts, and shares of counts."""
    yield from _vehicles(context)
    yield from _kept_vehicles(context)
    yield from _grades(context)
    yield from _rates(context)
    yield from _none_appraised(context)


def _of(statement: Statement) -> Fact | None:
    return statement.fact("count")


def _named(context: Context, topic: str, words: str, unit: str = "") -> list[tuple[Statement, Fact]]:
    pattern = re.compile(words)
    return [
        (s, f)
        for s in context.report.statements
        if s.topic == topic and (f := _of(s)) is not None and pattern.search(s.subject)
        and (not unit or context.figure(f).unit.startswith(unit))
    ]  # fmt: skip


def _vehicles(context: Context) -> Iterator[Relation]:
    """Q101: 共有车辆 = Σ of its kinds."""
    for total, fact in _named(context, "assets", "车辆|公务用车", "辆"):
        kinds = [
            f
            for s in context.items.get((total.id, 0), [])
            if (f := _of(s)) and context.figure(f).unit == "辆"
        ]
        if len(kinds) > 1:
            yield Relation(
                "Q101", Tolerance.EXACT, "assets/车辆",
                terms(left(fact.figure), right(*(k.figure for k in kinds))), details={"name": "车辆"},
            )  # fmt: skip


def _kept_vehicles(context: Context) -> Iterator[Relation]:
    """Q102: 公务用车保有量 of the 三公 text ≤ 车辆 of the assets text."""
    kept = _named(context, "sangong", "保有量", "辆")
    owned = [pair for pair in _named(context, "assets", "车辆", "辆") if pair[0].parent < 0]
    if kept and owned:
        yield Relation(
            "Q102", Tolerance.AT_MOST, "assets/公务用车保有量",
            terms(left(kept[0][1].figure), right(owned[0][1].figure)), details={"name": "公务用车保有量"},
        )  # fmt: skip


_GRADE = re.compile(r"(?:“?(?P<grade>优秀?|良好?|中等?|不?合格|较?差|低)”?)(?:的)?(?:项目)?$")


def _grades(context: Context) -> Iterator[Relation]:
    """Q108: the projects of each grade add up to the projects that were graded: the count before them
    with the same measure word."""
    run: list[Fact] = []
    told: set[str] = set()  # a grade told again is told of other projects
    previous: Statement | None = None
    for statement in context.report.statements:
        fact = _of(statement)
        grade = _GRADE.search(statement.subject) if fact is not None else None
        graded = grade is not None and grade["grade"][0] not in told
        if graded and fact is not None and grade is not None:
            run.append(fact)
            told.add(grade["grade"][0])
        if run and (not graded or statement.paragraph != (previous or statement).paragraph):
            yield from _graded(context, previous, run)
            run, told = [], set()
        previous = statement
    if run:
        yield from _graded(context, previous, run)


def _graded(context: Context, last: Statement | None, run: list[Fact]) -> Iterator[Relation]:
    if last is None or len(run) < 2:
        return
    opening = context.figure(run[0])
    counted = (
        context.figure(f)
        for s in context.before(last)
        if s.paragraph == last.paragraph and (f := _of(s)) is not None
    )
    before = [
        figure.id
        for figure in counted
        if figure.unit[:1] == opening.unit[:1] and figure.start < opening.start and figure.value > 0
    ]
    if before:
        yield Relation(
            "Q108", Tolerance.EXACT, f"{last.topic}/等级",
            terms(left(before[0]), right(*(f.figure for f in run))), details={"name": "等级"},
        )  # fmt: skip


_SHARE_OF_COUNTS = re.compile(r"(?:覆盖率|优秀率|良好率|优良率|中等率|合格率|公开率|占比|优率|良率|得分率)$")


def _rates(context: Context) -> Iterator[Relation | Unchecked]:
    """P114: a rate behind a count is that count over the count it is a part of: 5项，公开覆盖率16.66%,
    of the 30项 before it."""
    for statement in context.report.statements:
        rate, part = statement.fact("rate"), _of(statement)
        if (
            rate is None
            or part is None
            or not _SHARE_OF_COUNTS.search(rate.base)
            or not context.exact(rate, part)
        ):
            continue
        whole = _whole(context, statement, part)
        if not whole:
            yield Unchecked("P114", "no_base", context.name(statement), (rate.figure,))
        for option, figure in enumerate(whole):
            yield Relation(
                "P114", Tolerance.RATIO, f"{statement.topic}/{rate.base}",
                terms(left(rate.figure), right(part.figure), base(figure)),
                choice=f"P114/{rate.figure}" if len(whole) > 1 else "",
                option=str(option) if len(whole) > 1 else "",
                details={"name": rate.base},
            )  # fmt: skip


def _whole(context: Context, statement: Statement, part: Fact) -> list[int]:
    """Counts of the same measure word before it in the paragraph, the nearest larger one first; for a
    count that opens the paragraph, itself (all of them)."""
    unit = context.figure(part).unit[:1]
    found = [
        f.figure
        for s in context.before(statement)
        if s.paragraph == statement.paragraph and (f := _of(s)) and context.figure(f).unit[:1] == unit
        and not s.fact("rate")
    ]  # fmt: skip
    parent = context.statement(statement.parent) if statement.parent >= 0 else None
    stated = _of(parent) if parent is not None else None
    if stated is not None:
        found.insert(0, stated.figure)
    return list(dict.fromkeys(found))[:2] or [part.figure]


_SOURCES = (("政府性基金", ("T8//合计/项目支出",)), ("国有资本", ("T9//合计/项目支出", "T9b//合计/项目支出")))


def _none_appraised(context: Context) -> Iterator[Relation]:
    """Q113: 自评覆盖率100% leaves no project out, so that a source of which 0个 was appraised has spent
    nothing on projects."""
    for statement, fact in _named(context, "performance", "(?:自评|评价).*项目"):
        if context.figure(fact).value != 0 or not _covers_all(context, statement):
            continue
        for source, cells in _SOURCES:
            spent = [context.report.figures[n] for n in printed(context.subjects.cells(cells))]
            if source in statement.subject and spent:
                yield Relation(
                    "Q113", Tolerance.WORDING, f"performance/自评/{source}", stated="0个",
                    expected="0个" if spent[0].value == 0 else f"{source}项目支出{spent[0].text}万元",
                    place=context.figure(fact).place, details={"name": source},
                )  # fmt: skip


def _covers_all(context: Context, statement: Statement) -> bool:
    return any(
        f.role == "rate" and "覆盖率" in f.base and context.figure(f).value == 100
        for s in context.beside(statement)
        for f in s.facts
    )
