"""A table as printed → where its columns stand on the screen, and what stands in its header.

Comes in: a Table of the report and the width of the pane. Goes out: a Grid, measured in cells.
"""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class GridColumn:
    """role: as in the Table. start, width: in cells, `start` from the left edge of the whole grid;
    the last cell of a figure column is its tick."""

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
    """The grid of a table, as `measure` found it, in a pane of that many cells. Labels take what the
    figures leave them, and a good part of the pane where that is little."""
    frozen = _frozen(table)
    leaves = [clean(column.name.split("/")[-1]) for column in table.columns]
    sizes = [_size(c.role, leaf, wide) for c, leaf, wide in zip(table.columns, leaves, widest, strict=True)]
    spare = room - sum(size + GAP for size in sizes)
    for index, column in enumerate(table.columns):
        if index >= frozen and column.role not in _FIGURES and spare > 0:
            more = min(max(widest[index] - sizes[index], 0), spare)
            sizes[index] += more
            spare -= more
    spare = room - sum(size + GAP for size in sizes[frozen:])
    label_room = max(int(room * _LABEL_SHARE), spare, 14)
    columns: list[GridColumn] = []
    start = 0
    for index, (column, leaf) in enumerate(zip(table.columns, leaves, strict=True)):
        size = sizes[index]
        if index < frozen:
            wanted = max(widest[index], min(width(leaf), _NARROWEST))
            size = max(min(wanted, label_room - start), _NARROWEST)
        lines = tuple(leaf[a:b] for a, b in wrap(leaf, size)) if leaf else ()
        columns.append(GridColumn(column.role, start, size, _at_most(lines, size)))
        start += size + GAP
    return Grid(table, tuple(columns), frozen, _header(table, columns))


def _size(role: str, leaf: str, widest: int) -> int:
    """Cells of a column that scrolls: a figure with its tick under its heading, or a text."""
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
    paths = [[clean(name) for name in column.name.split("/")] for column in table.columns]
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
            text = column.header[at] if at >= 0 else ""
            mark = 1 if column.figures else 0
            line += fit(text, column.width - mark, "right" if column.figures else "left") + " " * (GAP + mark)
        lines.append(line)
    return tuple(lines)
