"""A table as printed → where its columns stand on the screen, and what stands in its header.

Comes in: a Table of the report and the width of the pane. Goes out: a Grid, measured in cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tui.cells import clean, cut, fit, width
from tui.wrapping import wrap

if TYPE_CHECKING:
    from checks.report.report import Table

GAP = 1
_LABELS, _FIGURES = {"code", "label"}, {"amount", "percent"}
_NARROWEST, _HEADER_LINES = 8, 3
_LABEL_SHARE = 0.42
"""Labels that would leave no room for figures take at most this share of the pane."""
_TEXT_WIDEST, _DEEPEST = 30, 6
_NUMBERED = re.compile(r"#\d+$")


@dataclass(frozen=True, slots=True)
class GridColumn:
    """role: as in the Table. start, width: in cells, `start` from the left edge of the whole grid;
    the last cell of a figure column is its tick. header: the lines of its heading; empty under a heading
    that stands over several columns, at the first of them."""

    role: str
    start: int
    width: int
    header: tuple[str, ...]

    @property
    def figures(self) -> bool:
        return self.role in _FIGURES

    @property
    def end(self) -> int:
        return self.start + self.width


@dataclass(frozen=True)
class Grid:
    """columns: one a printed column. frozen: how many of them stay in place. header: lines of the header,
    each the whole grid wide."""

    table: Table
    columns: tuple[GridColumn, ...]
    frozen: int
    header: tuple[str, ...]

    @property
    def width(self) -> int:
        return self.columns[-1].end + GAP if self.columns else 0

    @property
    def frozen_width(self) -> int:
        return self.columns[self.frozen - 1].end + GAP if self.frozen else 0

    def column_at(self, x: int) -> int | None:
        return next(
            (i for i, column in enumerate(self.columns) if column.start <= x < column.end + GAP), None
        )

    @cached_property
    def indents(self) -> dict[tuple[int, str], int]:
        """(row, half) → cells a label is set in by, one a level below the first."""
        return {(e.row, e.half): min(max(e.level - 1, 0), _DEEPEST) for e in self.table.entries}


def measure(table: Table) -> list[int]:
    """Column by column, the cells of the widest text in it; the same for panes of every width."""
    deepest: dict[str, int] = {}
    for entry in table.entries:
        deepest[entry.half] = max(deepest.get(entry.half, 0), min(entry.level - 1, _DEEPEST))
    return [
        max((width(clean(row[index].text)) for row in table.cells), default=0)
        + (deepest.get(column.half, 0) if column.role == "label" else 0)
        for index, column in enumerate(table.columns)
    ]


def lay_out(table: Table, widest: Sequence[int], room: int) -> Grid:
    """The grid of a table, as `measure` found it, in a pane of that many cells."""
    runs = _runs(table)
    leaves = [_leaf(column.name) for column in table.columns]
    for run in runs:
        leaves[run.start + 1 : run.stop] = [""] * (len(run) - 1)
    sizes = _sizes(table, widest, leaves, runs, room)
    reach = {run.start: sum(sizes[at] + GAP for at in run) - GAP for run in runs}
    columns: list[GridColumn] = []
    start = 0
    for index, (column, leaf, size) in enumerate(zip(table.columns, leaves, sizes, strict=True)):
        under = reach.get(index, size)
        lines = tuple(leaf[a:b] for a, b in wrap(leaf, under)) if leaf else ()
        columns.append(GridColumn(column.role, start, size, _at_most(lines, under)))
        start += size + GAP
    return Grid(table, tuple(columns), _frozen(table), _header(table, columns))


def _sizes(
    table: Table, widest: Sequence[int], leaves: Sequence[str], runs: Sequence[range], room: int
) -> list[int]:
    """Cells of every column. Labels take what the figures leave them, and a good part of the pane where that
    is little; codes under one heading are no wider than what is printed in them."""
    frozen = _frozen(table)
    sizes = [_size(c.role, leaf, wide) for c, leaf, wide in zip(table.columns, leaves, widest, strict=True)]
    for run in runs:
        sizes[run.start : run.stop] = _shared(widest[run.start : run.stop], leaves[run.start])
    spare = room - sum(size + GAP for size in sizes)
    for index, column in enumerate(table.columns):
        if index >= frozen and column.role not in _FIGURES and spare > 0:
            more = min(max(widest[index] - sizes[index], 0), spare)
            sizes[index] += more
            spare -= more
    left = max(int(room * _LABEL_SHARE), room - sum(size + GAP for size in sizes[frozen:]), 14)
    shared = {index for run in runs for index in run}
    for index in range(frozen):
        if widest[index] and index not in shared:
            wanted = max(widest[index], min(width(leaves[index]), _NARROWEST))
            sizes[index] = max(min(wanted, left), _NARROWEST)
        left -= sizes[index] + GAP
    return sizes


def plain_name(name: str) -> str:
    """A column's name as it is printed, without the number that sets it apart from others of that name."""
    return _NUMBERED.sub("", name)


def _leaf(name: str) -> str:
    return clean(plain_name(name).split("/")[-1])


def _runs(table: Table) -> list[range]:
    """Columns of codes or labels, side by side, that share one heading: 类, 款 and 项 under 科目编码."""
    runs, start = [], 0
    names = [(plain_name(c.name), c.role if c.role in _LABELS else n) for n, c in enumerate(table.columns)]
    for index in range(1, len(names) + 1):
        if index == len(names) or names[index] != names[start]:
            if index - start > 1:
                runs.append(range(start, index))
            start = index
    return runs


def _shared(widest: Sequence[int], heading: str) -> list[int]:
    """The cells of columns under one heading: what is printed in each, the last one with what the heading
    needs besides."""
    sizes = [min(max(cells, 1), _TEXT_WIDEST) for cells in widest]
    missing = _header_width(heading) - sum(sizes) - GAP * (len(sizes) - 1)
    return [*sizes[:-1], sizes[-1] + max(missing, 0)]


def _size(role: str, leaf: str, widest: int) -> int:
    """Cells of a column that scrolls: a figure with its tick under its heading, or a text. A column with
    nothing in it takes no more than its heading needs."""
    if not widest:
        half = -(-width(leaf) // 4) * 2
        return max(min(_header_width(leaf), half, _NARROWEST), 2) + 1
    if role in _FIGURES:
        return max(widest + 2, _header_width(leaf) + 1)
    return min(max(widest, _header_width(leaf), 2), _TEXT_WIDEST)


def _frozen(table: Table) -> int:
    """The label columns before the first figures, unless there are no others."""
    for index, column in enumerate(table.columns):
        if column.role not in _LABELS:
            return index
    return 0


def _header_width(leaf: str) -> int:
    """Narrow enough to be read at a glance: a long heading is broken over up to three lines."""
    whole = width(leaf)
    lines = 1 if whole <= 12 else 2 if whole <= 20 else _HEADER_LINES
    each = -(-whole // lines)
    return max(each + each % 2, min(whole, _NARROWEST))


def _at_most(lines: tuple[str, ...], size: int) -> tuple[str, ...]:
    if len(lines) <= _HEADER_LINES:
        return lines
    return (*lines[: _HEADER_LINES - 1], cut("".join(lines[_HEADER_LINES - 1 :]), size))


def _header(table: Table, columns: list[GridColumn]) -> tuple[str, ...]:
    """Group headings stand over all their columns; the columns' own are set to the bottom."""
    paths = [[clean(name) for name in plain_name(column.name).split("/")] for column in table.columns]
    lines = []
    for level in range(max(map(len, paths), default=1) - 1):
        line, written = "", None
        for path, column in zip(paths, columns, strict=True):
            group = path[: level + 1] if len(path) > level + 1 else None
            if group is None or group != written:
                line = fit(line, column.start) + (group[level] if group else "")
            written = group
        lines.append(line)
    height = max((len(column.header) for column in columns), default=0)
    for y in range(height):
        line = ""
        for column in columns:
            at = y - (height - len(column.header))
            text = column.header[at] if at >= 0 and column.header else ""
            if column.figures:
                text = fit(text, column.width - 1, "right")
            if text:
                line = fit(line, column.start) + text
        lines.append(line)
    return tuple(lines)
