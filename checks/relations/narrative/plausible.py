"""Official spending against what is counted for it: nothing counted, nothing spent, and the other way
round (catalogue Q103–Q105); what one visitor or vehicle costs (Q106), and is said to cost (N125).

The 三公 section counts, its table has the costs. Before this module: `counted`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any, TypeAlias

from checks.relations.narrative.context import Context, amount_of, base, left, right, terms
from checks.relations.narrative.counted import (
    ABROAD,
    ALL,
    BATCHES,
    CARS,
    DOMESTIC,
    FOREIGN,
    KEPT,
    PERSONS,
    PURCHASED,
    RECEPTION,
    Count,
    counted,
)
from checks.relations.relation import Relation, Tolerance
from checks.report.report import Figure

_COLUMNS = {
    ABROAD: "因公出国（境）费",
    RECEPTION: "公务接待费",
    PURCHASED: "公务用车购置费",
    KEPT: "公务用车运行维护费",
}
"""What is counted → the column of the 三公 table that has its cost."""

_AVERAGES = (
    (re.compile(r"人均(?:公务)?接待"), RECEPTION),
    (re.compile(r"车均购置"), PURCHASED),
    (re.compile(r"车均(?:运行|维护)"), KEPT),
)
"""Words for the cost of one → what it is the cost of (Chongqing, Beijing)."""

_Costs: TypeAlias = Mapping[str, Figure | None]
"""What is counted → its cost, None where it is printed blank; absent where the table does not tell."""

_FINE = Decimal("0.01")
_YUAN = 10_000  # 元 in a 万元


def agreeing(context: Context) -> Iterator[Relation]:
    """Q103, Q104, Q105: counts and costs are zero together, and receptions are the sum of their parts."""
    counts, costs = list(counted(context)), _costs(context)
    bought = _of(counts, PURCHASED, CARS)
    yield from _together("Q103", PURCHASED, [bought], costs)
    yield from _running(bought, _of(counts, KEPT, CARS), costs)
    for rule, line in (("Q104", ABROAD), ("Q105", RECEPTION)):
        told = [_conclusive(_of(counts, line, kind)) for kind in (BATCHES, PERSONS)]
        yield from _together(rule, line, told, costs)
    yield from _foreigners(_of(counts, RECEPTION, BATCHES), _of(counts, RECEPTION, PERSONS))
    for line in (ABROAD, RECEPTION):
        yield from _someone_in_each(line, _of(counts, line, BATCHES), _of(counts, line, PERSONS))
    for kind in (BATCHES, PERSONS):
        yield from _visitors(context, kind, _of(counts, RECEPTION, kind))


def costs_of_one(context: Context, limits: Sequence[Mapping[str, Any]]) -> Iterator[Relation]:
    """Q106: a cost (a column of the 三公 table) is at most `most` 元 for each one counted. There is no
    least: a last instalment, or a part that other funds pay, may be small."""
    counts, costs = list(counted(context)), _costs(context)
    lines = {column: line for line, column in _COLUMNS.items()}
    for limit in limits:
        line = lines[limit["cost"]]
        cost, heads = costs.get(line), _heads(context, counts, line)
        if cost is not None and any(head.value for head in heads):
            yield Relation(
                "Q106", Tolerance.AT_MOST, f"sangong/{limit['cost']}",
                terms(left(cost.id, weight=_YUAN), right(*(h.id for h in heads), weight=limit["most"])),
                details={
                    "name": f"{limit['cost']}{cost.text}{cost.unit}",
                    "count": "＋".join(head.text + head.unit for head in heads),
                    "most": str(limit["most"]),
                },
            )  # fmt: skip


def averages(context: Context) -> Iterator[Relation]:
    """N125: 人均接待费80.90元, 车均购置费1.45万元: as many times as visitors or cars are counted, it is the
    cost."""
    counts, costs = list(counted(context)), _costs(context)
    for statement in context.report.statements:
        line = next((line for words, line in _AVERAGES if words.search(statement.subject)), "")
        fact, cost = amount_of(statement), costs.get(line)
        heads = (_heads(context, counts, line) or _from_home_alone(counts, line)) if line else []
        if fact is None or cost is None or len(heads) != 1 or not context.exact(fact):
            continue
        if not heads[0].value or not context.figure(fact).value:
            continue  # 0.00万元 each of 8 cars may be 0.04 of all
        yield Relation(
            "N125", Tolerance.SUM, f"sangong/{_COLUMNS[line]}/平均",
            terms(left(cost.id), right(fact.figure, weight=int(heads[0].value)), base(heads[0].id)),
            details={"name": statement.subject},
        )  # fmt: skip


def _from_home_alone(counts: Sequence[Count], line: str) -> list[Figure]:
    """The visitors from home, where none from abroad are told of."""
    persons = _of(counts, line, PERSONS)
    home = _only(persons, DOMESTIC)
    return [home] if home is not None and all(count.scope == DOMESTIC for count in persons) else []


def _costs(context: Context) -> _Costs:
    """A zero among amounts that are rounded to more than 0.01 万元 may be a small cost, and tells
    nothing."""
    found: dict[str, Figure | None] = {}
    for line, column in _COLUMNS.items():
        for cell in context.subjects.cells((f"T7//决算数/{column}",)):
            found[line] = None if cell.figure is None else context.report.figures[cell.figure]
    coarse = any(f is not None and f.value != 0 and f.ulp > _FINE for f in found.values())
    return {line: figure for line, figure in found.items() if _spent(figure) or not coarse}


def _spent(cost: Figure | None) -> bool:
    return cost is not None and cost.value != 0


def _of(counts: Sequence[Count], line: str, kind: str) -> list[Count]:
    return [count for count in counts if count.line == line and count.kind == kind]


def _conclusive(counts: list[Count]) -> list[Count]:
    """The counts that say whether there was anything at all: one that is not zero does; zeros do when
    they are of the whole, or of both parts, since 外宾0批次 leaves the visits from home open."""
    some = [count for count in counts if count.figure.value]
    scopes = {count.scope for count in counts}
    return some or (counts if ALL in scopes or {DOMESTIC, FOREIGN} <= scopes else [])


def _together(rule: str, line: str, told: Sequence[list[Count]], costs: _Costs) -> Iterator[Relation]:
    """Counts of one line, and its cost, are zero together."""
    groups = [group for group in told if group]
    if len(groups) + (line in costs) < 2 or not groups:
        return
    sides = [_told(group) for group in groups]
    if line in costs:
        sides.append(_priced(line, costs[line]))
    yield _contradiction(rule, line, sides)


def _foreigners(batches: list[Count], persons: list[Count]) -> Iterator[Relation]:
    """Q105: visits from abroad and visitors from abroad are zero together, whatever those from home are."""
    groups = [[c for c in counts if c.scope == FOREIGN and c.named] for counts in (batches, persons)]
    if all(groups):
        yield _contradiction("Q105", FOREIGN, [_told(group) for group in groups])


def _someone_in_each(line: str, batches: list[Count], persons: list[Count]) -> Iterator[Relation]:
    """Q117: every mission has a member and every reception a guest."""
    for scope in dict.fromkeys(count.scope for count in batches):
        if scope == FOREIGN and not all(c.named for c in (*batches, *persons) if c.scope == scope):
            continue  # 来访外宾5人次；全年共接待20批次: those are of all
        batch, heads = _only(batches, scope), _only(persons, scope)
        if batch is not None and heads is not None:
            yield Relation(
                "Q117", Tolerance.AT_MOST, f"sangong/{scope or line}/批次与人次",
                terms(left(batch.id), right(heads.id)),
                details={
                    "name": scope + line,
                    "stated": batch.text + batch.unit,
                    "expected": heads.text + heads.unit,
                },
            )  # fmt: skip


def _running(bought: list[Count], kept: list[Count], costs: _Costs) -> Iterator[Relation]:
    """Q103: no car kept and none bought, no running cost. A purchase that is not counted is one that
    the table has a cost of."""
    if not kept or KEPT not in costs or any(count.figure.value for count in (*kept, *bought)):
        return
    if bought or (PURCHASED in costs and not _spent(costs[PURCHASED])):
        yield _contradiction("Q103", KEPT, [_told(kept), _priced(KEPT, costs[KEPT])])


@dataclass(frozen=True, slots=True)
class _Told:
    """Something counted or spent, as it is printed, and whether it is anything at all."""

    text: str
    some: bool
    figures: tuple[Figure, ...]


def _contradiction(rule: str, line: str, sides: Sequence[_Told]) -> Relation:
    """Broken when some of it is nothing and some is not; what is alone against several is what is wrong."""
    nothing, something = ([side for side in sides if side.some is some] for some in (False, True))
    fewer, more = sorted((nothing or something, something or nothing), key=len)
    alone, others = ([figure.id for side in told for figure in side.figures] for told in (fewer, more))
    together = dict.fromkeys(alone + others)
    return Relation(
        rule, Tolerance.WORDING, f"sangong/{line}",
        terms(left(*alone), right(*others)) if len(fewer) < len(more) else terms(right(*together)),
        stated="、".join(side.text for side in fewer), expected="、".join(side.text for side in more),
        place=next(figure.place for side in (*fewer, *more) for figure in side.figures),
        details={"name": line},
    )  # fmt: skip


def _told(counts: Sequence[Count]) -> _Told:
    """团组0个 for missions and groups, whose measure word alone says nothing."""
    figures = tuple(count.figure for count in counts)
    texts = dict.fromkeys("团组" * (f.unit == "个") + f.text + f.unit for f in figures)
    return _Told("、".join(texts), any(f.value for f in figures), figures)


def _priced(line: str, cost: Figure | None) -> _Told:
    text = _COLUMNS[line] + (f"{cost.text}{cost.unit}" if cost is not None else "（空）")
    return _Told(text, _spent(cost), (cost,) if cost is not None else ())


def _visitors(context: Context, kind: str, counts: Sequence[Count]) -> Iterator[Relation]:
    """Q105: visitors from abroad are at most all visitors, and with those from home all of them."""
    for whole, part in pairwise(counts):
        if part.scope == FOREIGN != whole.scope and _of_which(context, whole.figure, part.figure):
            yield Relation(
                "Q105", Tolerance.AT_MOST, f"sangong/外宾/{kind}",
                terms(left(part.figure.id), right(whole.figure.id)),
                details={
                    "name": FOREIGN,
                    "stated": part.figure.text + part.figure.unit,
                    "expected": f"共{whole.figure.text}{whole.figure.unit}",
                },
            )  # fmt: skip
    total, home, abroad = (_only(counts, scope) for scope in (ALL, DOMESTIC, FOREIGN))
    if total is None or home is None or abroad is None:
        return
    if all(_of_which(context, total, part) for part in (home, abroad)):
        yield Relation(
            "Q105", Tolerance.EXACT, f"sangong/公务接待/{kind}",
            terms(left(home.id, abroad.id), right(total.id)),
            details={
                "name": "国内＋外宾",
                "stated": f"{home.text}＋{abroad.text}{abroad.unit}",
                "expected": f"共{total.text}{total.unit}",
            },
        )  # fmt: skip


_OF_WHICH = re.compile("其中|含|包括")


def _of_which(context: Context, whole: Figure, part: Figure) -> bool:
    """The sentence goes on from the whole to 其中 the part."""
    if whole.paragraph is None or whole.paragraph != part.paragraph or part.start < whole.end:
        return False
    between = context.report.paragraphs[whole.paragraph].text[whole.end : part.start]
    return bool(_OF_WHICH.search(between)) and "。" not in between


def _only(counts: Sequence[Count], scope: str) -> Figure | None:
    """The figure of a scope when all its counts agree."""
    figures = [count.figure for count in counts if count.scope == scope]
    return figures[0] if len({figure.value for figure in figures}) == 1 else None


def _heads(context: Context, counts: Sequence[Count], line: str) -> list[Figure]:
    """What a cost is divided by: the persons or cars of the line, those of a reception in all, else from
    home and from abroad."""
    of_line = _of(counts, line, CARS if line in {PURCHASED, KEPT} else PERSONS)
    total, home, abroad = (_only(of_line, scope) for scope in (ALL, DOMESTIC, FOREIGN))
    if total is not None:
        return [total]
    if home is None or abroad is None:
        return []
    return [home] if _of_which(context, home, abroad) else [home, abroad]
