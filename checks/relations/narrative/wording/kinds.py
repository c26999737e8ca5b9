"""A final account calls itself one (M103): headings and titles of tables that say 部门预算 or 收入预算表 are
left from the budget of the year.

Takes a Scope; gives one relation for each such title, and for each that says 决算. 年初预算, 一般公共预算,
预算绩效 and 预算执行 belong in a final account.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.relations.narrative.wording.scope import Scope, said
from checks.relations.relation import Relation, Unchecked
from checks.report.narrative.prose import normalise

_BUDGET = re.compile(
    r"(?:部门|单位|收入|支出|收支)预算(?P<what>(?:公开)?(?:[总体情况]*(?:表|说明)|公开$|报告|$)|编制情况)"
)
_FINAL = re.compile(r"(?:部门|单位|收入|支出|收支)决算")


def kinds(scope: Scope) -> Iterator[Relation | Unchecked]:
    """Every heading and title that says of what kind the report is."""
    report = scope.report
    if report.kind != "决算":
        yield Unchecked("M103", "budget")
        return
    headings = [(s.title, s.place) for s in report.sections if scope.topics[s.id] != "performance"]
    tables = [(normalise(table.title), table.place) for table in report.tables]
    for title, place in dict.fromkeys((*headings, *tables)):
        if title == normalise(report.title):
            continue  # what kind the report is was told by it; not every format makes a heading of it
        budget = None if "决算" in title else _BUDGET.search(title)
        if budget is not None:
            expected = title[: budget.start("what")].removesuffix("预算") + "决算" + budget["what"]
            yield said("M103", title, title, expected, place)
        elif _FINAL.search(title):
            yield said("M103", title, title, title, place)
