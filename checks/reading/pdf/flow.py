"""A page → its parts in reading order: text set in two columns is read down the left one, then the right.

Before: `lines`, `grid`. After: `running`, `prose`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from checks.reading.document import Grid
from checks.reading.pdf.frame import Box
from checks.reading.pdf.ink import Ink
from checks.reading.pdf.lines import Line

_WIDE = 8.0  # em: each column of text is at least this wide; the numbers of a table of contents are not
_LINES = 6  # lines with the same gutter, at least


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page, or a part of it: its lines outside of all tables, and its tables with their boxes, both
    upright. column: where the column of text begins and ends, None for text across the page."""

    ink: Ink
    lines: tuple[Line, ...]
    grids: tuple[tuple[Box, Grid], ...]
    column: tuple[float, float] | None = None


def parts_of(sheet: Sheet) -> Iterator[Sheet]:
    """The sheet itself, or what stands above its columns, the left, the right, and what stands below."""
    gutter = _gutter(sheet.lines)
    if gutter is None:
        yield sheet
        return
    middle, top, bottom = gutter
    within = [line for line in sheet.lines if top <= line.baseline <= bottom]
    crossed = any(_crosses(line, middle) for line in within)
    if crossed or any(box[1] < bottom and top < box[3] for box, _ in sheet.grids):
        yield sheet
        return
    above = tuple(line for line in sheet.lines if line.baseline < top)
    below = tuple(line for line in sheet.lines if line.baseline > bottom)
    yield replace(sheet, lines=above, grids=tuple(g for g in sheet.grids if g[0][3] <= top))
    left = tuple(side_of(within, 0.0, middle))
    right = tuple(side_of(within, middle, sheet.ink.width))
    yield Sheet(sheet.ink, left, (), _extent(left))
    yield Sheet(sheet.ink, right, (), _extent(right))
    yield replace(sheet, lines=below, grids=tuple(g for g in sheet.grids if g[0][1] >= bottom))


def _gutter(lines: Sequence[Line]) -> tuple[float, float, float] | None:
    """The middle of the gap between two columns, and the first and the last baseline beside it."""
    gaps = [
        (before.box[2], after.box[0], line.baseline)
        for line in lines
        if line.turn == 0
        for before, after in pairwise(line.runs)
        if min(before.box[2] - line.left, line.right - after.box[0]) >= _WIDE * line.size
    ]
    if len(gaps) < _LINES:
        return None
    middle = sorted((left + right) / 2 for left, right, _ in gaps)[len(gaps) // 2]
    beside = [at for left, right, at in gaps if left < middle < right]
    if len(beside) < max(_LINES, 0.8 * len(gaps)):
        return None
    pitch = sorted(b - a for a, b in pairwise(beside))[len(beside) // 2 - 1]
    return middle, min(beside), _end(lines, max(beside), middle, 1.2 * pitch)


def _end(lines: Sequence[Line], bottom: float, middle: float, reach: float) -> float:
    """The last baseline of columns whose last lines stand in one of them only."""
    for line in lines:
        if bottom < line.baseline <= bottom + reach and not _crosses(line, middle):
            bottom = line.baseline
    return bottom


def _crosses(line: Line, middle: float) -> bool:
    return any(run.box[0] < middle < run.box[2] for run in line.runs)


def side_of(lines: Sequence[Line], left: float, right: float) -> Iterator[Line]:
    """What of the lines stands between two places."""
    for line in lines:
        runs = tuple(run for run in line.runs if left <= (run.box[0] + run.box[2]) / 2 < right)
        if runs:
            yield replace(line, runs=runs)


def _extent(lines: Sequence[Line]) -> tuple[float, float]:
    return min(line.left for line in lines), max(line.right for line in lines)
