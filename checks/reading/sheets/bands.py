"""A worksheet with tables side by side → a sheet for each of them, from left to right. Before: `workbook`.

A blank column also stands in the middle of one table, between income and expenditure. What parts two tables
is a blank column with the same caption on both of its sides: each has its own `单位：万元`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace

from checks.reading.sheets import Area, Sheet, Stored

_LABELLED = re.compile(r"[^：:]{1,8}[：:]\s*\S+$")


def bands_of(sheet: Sheet) -> list[Sheet]:
    """The sheet itself, unless blank columns part it into tables that all carry one caption."""
    starts = list(_starts(sheet))
    cells: list[dict[tuple[int, int], Stored]] = [{} for _ in starts]
    for at, stored in sheet.cells.items():
        cells[bisect_right(starts, at[1]) - 1][at] = stored
    if len(starts) < 2 or not frozenset.intersection(*map(_captions, cells)):
        return [sheet]
    merges: list[list[Area]] = [[] for _ in starts]
    for merged in sheet.merges:
        merges[max(0, bisect_right(starts, merged[1]) - 1)].append(merged)
    return [replace(sheet, cells=own, merges=tuple(of)) for own, of in zip(cells, merges, strict=True)]


def _starts(sheet: Sheet) -> Iterator[int]:
    """The first column and every column after a blank one; a merged cell fills all that it reaches over."""
    reach = {column: column for _, column in sheet.cells}
    for top, left, _, right in sheet.merges:
        if (top, left) in sheet.cells:
            reach[left] = max(reach[left], right)
    end = -2
    for column in sorted(reach):
        if column > end + 1:
            yield column
        end = max(end, reach[column])


def _captions(cells: Mapping[tuple[int, int], Stored]) -> frozenset[str]:
    return frozenset(stored.text for stored in cells.values() if _LABELLED.match(stored.text))
