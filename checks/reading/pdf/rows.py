"""Rows that no line parts: a lattice whose rows hold several printed rows each → one with a row for each.

Some tables are ruled between their columns only, or below the header only, and in some the header and the
total stand in one ruled row. Numbers of different columns on one baseline, several times in one ruled row,
show it. Before: `rules`. After: `grid`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from checks.reading.pdf.ink import RISE
from checks.reading.pdf.lines import Line
from checks.reading.pdf.rules import Area, Lattice

NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?%?")
_SAME_LINE = 0.35  # em
_OWN_ROW = 0.7  # of the distance between rows: a label that far from every number has a row of its own


def with_unruled_rows(lattice: Lattice, lines: Sequence[Sequence[Line]]) -> Lattice:
    """The lattice with its rows parted where the print parts them. lines: those of each area."""
    cuts: list[float] = []
    for row, (top, bottom) in enumerate(pairwise(lattice.ys)):
        cells = [
            lines[i] for i, area in enumerate(lattice.areas) if (area.top, area.bottom) == (row, row + 1)
        ]
        cuts.extend(cut for cut in _cuts(cells) if top < cut < bottom)
    return _parted(lattice, cuts) if cuts else lattice


def _cuts(cells: Sequence[Sequence[Line]]) -> list[float]:
    """Where one ruled row must be cut, given the lines of its cells."""
    levels = _levels(cells)
    if not levels:
        return []
    size = levels[0].size
    stacked = headed = 0
    above: list[float] = []
    for cell in cells:
        numbers = [line for line in cell if _is_number(line)]
        words = [line.baseline for line in cell if not _is_number(line)]
        stacked += len(numbers) > 1
        if numbers and words and max(words) < numbers[0].baseline - size:
            headed += 1
            above.append(max(words))
    rows = [level.baseline for level in levels]
    if headed > 1:
        rows.insert(0, max(above))
    elif stacked < 2 or len(rows) < 2:
        return []
    pitch = min(b - a for a, b in pairwise(rows)) if len(rows) > 1 else 2 * size
    for cell in cells:
        for line in cell:
            if line.baseline > rows[0] and _distance(line.baseline, rows) > _OWN_ROW * pitch:
                rows.append(line.baseline)
                rows.sort()
    return [(a + b) / 2 - RISE * size for a, b in pairwise(rows)]


def _levels(cells: Sequence[Sequence[Line]]) -> list[Line]:
    """The baselines with a number on them that two cells or more share; a number of each stands for it."""
    lines = sorted(
        ((line, i) for i, cell in enumerate(cells) for line in cell), key=lambda entry: entry[0].baseline
    )
    levels: list[list[tuple[Line, int]]] = []
    for line, cell in lines:
        if levels and line.baseline - levels[-1][0][0].baseline <= _SAME_LINE * line.size:
            levels[-1].append((line, cell))
        else:
            levels.append([(line, cell)])
    shared = (level for level in levels if len({cell for _, cell in level}) > 1)
    numbers = (next((line for line, _ in level if _is_number(line)), None) for level in shared)
    return [number for number in numbers if number is not None]


def _is_number(line: Line) -> bool:
    return NUMBER.fullmatch(line.text) is not None


def _distance(at: float, rows: Sequence[float]) -> float:
    return min(abs(at - row) for row in rows)


def _parted(lattice: Lattice, cuts: Sequence[float]) -> Lattice:
    """The lattice with further levels: a cell of one row is cut there, one of several spans more."""
    ys = sorted({*lattice.ys, *cuts})
    areas: list[Area] = []
    for area in lattice.areas:
        top, bottom = ys.index(lattice.ys[area.top]), ys.index(lattice.ys[area.bottom])
        rows = pairwise(range(top, bottom + 1)) if area.bottom - area.top == 1 else [(top, bottom)]
        areas.extend(Area(first, area.left, last, area.right) for first, last in rows)
    areas.sort(key=lambda area: (area.top, area.left))
    return Lattice(lattice.xs, tuple(ys), tuple(areas))
