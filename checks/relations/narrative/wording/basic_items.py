"""N118: what the section on basic expenditure lists behind 主要包括 are items that the table has amounts of.

A list copied from the template names items that are zero or blank; each list is one relation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.relations.narrative.accounts import core
from checks.relations.narrative.wording.scope import Scope, said
from checks.relations.relation import Relation, Unchecked
from checks.report.report import Entry, Table

_LIST = re.compile(
    r"(?P<name>人员经费|公用经费|日常公用经费)[^。；]{0,30}?(?:主要)?包括[：:]?(?P<items>[^。；]+)"
)
_FEWEST = 3


def basic_items(scope: Scope) -> Iterator[Relation | Unchecked]:
    """The lists of 人员经费 and 公用经费 against T6."""
    table = scope.report.table("T6")
    if table is None or table.empty:
        yield Unchecked("N118", "table_missing")
        return
    rows = {core(entry.label): entry for entry in table.entries if entry.level == 2}
    found = False
    for passage in scope.body:
        if passage.topic not in {"basic", "gpb_detail", "gpb"} or "包括" not in passage.text:
            continue
        for match in _LIST.finditer(passage.text):
            listed = [row for row in map(rows.get, map(core, match["items"].split("、"))) if row is not None]
            if len(listed) < _FEWEST:
                continue
            found = True
            blank = [row.label for row in listed if _nothing(scope, table, row)]
            place = match.start("items") + (match["items"].find(blank[0]) if blank else 0)
            yield said(
                "N118", match["name"], "、".join(blank) or "—", "—",
                passage.place_at(max(place, match.start("items"))), name=match["name"], table=table.title,
                count=str(len(blank)),
            )  # fmt: skip
    if not found:
        yield Unchecked("N118", "nothing_to_check")


def _nothing(scope: Scope, table: Table, row: Entry) -> bool:
    """No amount is printed for the item, or a zero."""
    figures = [row.cells.get("决算数")] if "决算数" in row.cells else list(row.cells.values())
    return all(figure is None or scope.report.figures[figure].value == 0 for figure in figures)
