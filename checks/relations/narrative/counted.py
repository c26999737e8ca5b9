"""What the 三公 section counts: missions, receptions and official cars, read from its statements.

Comes in: `context`. Goes out: every Count with what it is of. After this module: `plausible`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.relations.narrative.context import Context
from checks.report.report import Figure

ABROAD = "因公出国（境）"
RECEPTION = "公务接待"
PURCHASED = "公务用车购置"
KEPT = "公务用车保有"

BATCHES = "批次"
PERSONS = "人次"
CARS = "辆"

ALL = ""
DOMESTIC = "国内"
FOREIGN = "外宾"


@dataclass(frozen=True, slots=True)
class Count:
    """line: ABROAD | RECEPTION | PURCHASED | KEPT. kind: BATCHES (团组, 批次) | PERSONS | CARS.
    scope: of a reception, DOMESTIC or FOREIGN visitors, ALL when the text says neither. named: its own clause
    says so, and not one before it."""

    line: str
    kind: str
    scope: str
    figure: Figure
    named: bool = True


def counted(context: Context) -> Iterator[Count]:
    """The counts of the 三公 section, in reading order; those of other years and of plans left out."""
    for statement in context.report.statements:
        if statement.topic != "sangong":
            continue
        for fact in statement.all("count"):
            figure = context.figure(fact)
            before = _CLOSED.sub("", context.text(statement)[: figure.start])
            count = _count(figure, before)
            if count is not None and context.exact(fact) and _of_the_year(before, context.report.year):
                yield count


_CLOSED = re.compile("（[^（）]*）")
"""A bracket that is closed, as （含外宾接待）, names nothing behind it."""

_LINES = {"出国": ABROAD, "出访": ABROAD} | dict.fromkeys(("接待", "外宾", "来访", "来宾"), RECEPTION)
_NAMED = re.compile("|".join((*_LINES, "车", "会议", "培训")))
_PERSONS = re.compile("人(?:次|员|数)?$")
_BATCH = re.compile("(?:批次?|次|起|个(?:批次|团组?)?|团次?)$")
_BATCH_WORDS = re.compile("团|批|组|接待")
_CARS = re.compile("[辆台]$")
_PURCHASE = re.compile("(?:购置|购买|更新|新购)(?!及|和|与|、)")
_NO_PURCHASE = re.compile("[未无没不](?:有|新)?(?:购|更新)|报废|处置")
_SCOPE = re.compile("国内|国外|境外|外宾|外事")


def _count(figure: Figure, before: str) -> Count | None:
    """What a number counts, by its unit and the last words before it that name a line: 累计0人次 behind
    出国团组 is of missions."""
    clause = _clause(before)
    if _CARS.search(figure.unit):
        line = _line_of_cars(clause)
        return Count(line, CARS, ALL, figure) if line else None
    named = _NAMED.findall(before)
    line = _LINES.get(named[-1], "") if named else ""
    kind = _kind(figure.unit, clause)
    if not line or not kind:
        return None
    scopes = _SCOPE.findall(before) if line == RECEPTION else []
    scope = ALL if not scopes else DOMESTIC if scopes[-1] == DOMESTIC else FOREIGN
    return Count(line, kind, scope, figure, named=not scopes or bool(_SCOPE.search(clause)))


def _kind(unit: str, clause: str) -> str:
    if _PERSONS.search(unit):
        return PERSONS
    return BATCHES if _BATCH.search(unit) and _BATCH_WORDS.search(clause + unit) else ""


def _line_of_cars(clause: str) -> str:
    if "保有" in clause:
        return KEPT
    return PURCHASED if _PURCHASE.search(clause) and not _NO_PURCHASE.search(clause) else ""


_PRIOR = re.compile("上年|去年")
_CHANGE_OR_PLAN = re.compile("较|相比|增加|减少|预算数|预算安排|拟")
_YEAR = re.compile(r"(20\d\d)年")


def _of_the_year(before: str, year: int | None) -> bool:
    sentence = re.split("[。；]", before)[-1]
    others = [named for named in _YEAR.findall(sentence) if year is not None and int(named) != year]
    return not others and not _PRIOR.search(sentence) and not _CHANGE_OR_PLAN.search(_clause(before))


def _clause(before: str) -> str:
    return re.split("[，。；：]", before)[-1]
