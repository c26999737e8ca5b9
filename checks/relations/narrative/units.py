"""Units of the department: 共2个单位 are the department itself and its 下属1个, the units of each kind, and
the rows of the list of units (catalogue Q107). No more of them have cars or guests than there are.

Before this module: `context`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checks.relations.narrative.context import Context, left, right, terms
from checks.relations.relation import Relation, Tolerance
from checks.report.report import Fact, Figure, Statement, Table

_UNIT = re.compile("^[个家](?:.*单位)?$")
_TOTAL = re.compile("单位.*共|共.*单位|范围的.*单位")
_BELOW = re.compile("下属|所属|直属|二级|事业单位|行政单位")
_ITSELF = re.compile("本级|本部|机关|本单位")
_PROFILE = {"units", "duties", ""}
"""Topics that say what the department is."""
_NAME = re.compile("单位(?:名称|全称)$|^(?:预算)?单位$")


def units(context: Context) -> Iterator[Relation]:
    """The number of units against its parts, and against the list."""
    for statement, fact in _counts(context, context.report.statements):
        words = fact.lead + context.figure(fact).unit
        if _BELOW.search(words) or not _TOTAL.search(words):
            continue
        yield from _parts(context, statement, fact)
        yield from _listed(context, statement, fact)
    yield from _below(context)


def _counts(context: Context, statements: Sequence[Statement]) -> Iterator[tuple[Statement, Fact]]:
    for statement in statements:
        if statement.topic == "units":
            for fact in statement.all("count"):
                if _UNIT.search(context.figure(fact).unit) and context.exact(fact):
                    yield statement, fact


def _parts(context: Context, statement: Statement, fact: Fact) -> Iterator[Relation]:
    """共2个，包括局本级和下属1个: the department itself is one of them. Further counts in the sentence may be
    parts of the parts, so that nothing follows."""
    total = context.figure(fact)
    behind = [
        other
        for _, other in _counts(context, context.beside(statement))
        if context.figure(other).start > total.start
    ]
    if len(behind) != 1:
        return
    below = context.figure(behind[0])
    between = context.text(statement)[total.end : below.start]
    if "。" not in between and _BELOW.search(between) and _ITSELF.search(between):
        yield Relation(
            "Q107", Tolerance.EXACT, "units/下属单位", terms(left(total.id), right(below.id)),
            offset=Decimal(-1),
            details={"stated": f"{total.text}个", "expected": f"本级加下属{below.text}个"},
        )  # fmt: skip


_WITH_BELOW = re.compile(r"(?:本级|本部|机关|本单位)(?:及|和|以及|与)(?:其)?(?:所属|下属|直属)的?$")
_OF_KIND = re.compile(r"(?:行政|参公|参照公务员法管理|事业|公益[一二]类|全额|差额|自收自支)[^，。；、]{0,8}$")
_OF_ALL = re.compile(r"(?:本部门|我部门|部门中)(?!.*(?:所属|下属|直属))")
_ALL_UNITS = re.compile(r"(?:本部门|我部门)(?:共有?)?$")


def _below(context: Context) -> Iterator[Relation]:
    """机关及下属n个单位, told first of what the department is: it is the measure of the units of each kind
    (行政单位1家，参公单位1家), of 本部门2个预算单位, and the most that have cars or guests."""
    first: Figure | None = None
    kinds: dict[int, list[Figure]] = {}
    for statement in context.report.statements:
        for fact in statement.all("count"):
            figure = context.figure(fact)
            if not _UNIT.search(figure.unit) or not context.exact(fact):
                continue
            if _WITH_BELOW.search(fact.lead):
                if first is None and statement.topic in _PROFILE:
                    first = figure
                elif first is not None and statement.topic not in _PROFILE:
                    yield Relation(
                        "Q107", Tolerance.AT_MOST, f"{statement.topic}/下属单位",
                        terms(left(figure.id), right(first.id)),
                        details={"stated": f"下属{figure.text}个", "expected": f"至多{first.text}个"},
                    )  # fmt: skip
            elif first is not None and _ALL_UNITS.search(fact.lead):
                yield _itself_and(first, [figure], f"{statement.topic}/全部单位")
            elif _OF_KIND.search(fact.lead) and (statement.paragraph in kinds or _OF_ALL.search(fact.lead)):
                kinds.setdefault(statement.paragraph, []).append(figure)
    for figures in kinds.values():
        if first is not None and len(figures) > 1:
            yield _itself_and(first, figures, "units/各类单位")


def _itself_and(below: Figure, figures: list[Figure], subject: str) -> Relation:
    """The department and what is below it."""
    return Relation(
        "Q107", Tolerance.EXACT, subject, terms(left(*(f.id for f in figures)), right(below.id)),
        offset=Decimal(-1),
        details={
            "stated": "＋".join(f"{figure.text}个" for figure in figures),
            "expected": f"本级加下属{below.text}个",
        },
    )  # fmt: skip


def _listed(context: Context, statement: Statement, fact: Fact) -> Iterator[Relation]:
    """The rows of the one list of units in the same section."""
    lists = [
        rows
        for table in context.report.tables
        if not table.form and table.section == statement.section and (rows := _rows(table))
    ]
    if len(lists) == 1:
        total = context.figure(fact)
        stated = f"{total.text}个"
        yield Relation(
            "Q107", Tolerance.WORDING, "units/单位名单", stated=stated,
            expected=stated if total.value == lists[0] else f"名单所列{lists[0]}个", place=total.place,
        )  # fmt: skip


def _rows(table: Table) -> int:
    """Rows that name a unit, by their numbers where they are numbered, a total left out; 0 for a table
    that is no list of units."""
    column = next((n for n, c in enumerate(table.columns) if _NAME.search(c.name)), None)
    if column is None:
        return 0
    rows = [row for row in table.cells if row[column].text not in {"", "合计", "总计"}]
    numbered = [row for row in rows if column > 0 and row[0].text.isdigit()]
    return len(numbered or rows)
