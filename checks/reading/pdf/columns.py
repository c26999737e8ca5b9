"""Tables without lines between their columns → Lattices, by the gaps that their text leaves.

Two kinds: ruled across only (three rules, or one below every row), and not ruled at all. Numbers one below
the other make a table of the second kind; prose and tables of contents have none. Only text outside of all
ruled tables is looked at. Before: `rules`, `strays`. After: `grid`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from checks.reading.pdf.ink import Glyph
from checks.reading.pdf.rows import NUMBER
from checks.reading.pdf.rules import Area, Lattice
from checks.reading.pdf.strokes import Rule

_GAP = 1.0  # em between two columns, at least
_FLUSH = 8.0  # points: rules of one table begin and end together
_WIDE = 100.0  # points: a shorter rule is an underline
_PITCH = 3.0  # em between two rows of one table, at most
_HEADER = 3  # rows of a header above unruled numbers, at most
_MARGIN = 2.0  # points around the text of a table that has no lines


@dataclass(frozen=True, slots=True)
class _Row:
    """One printed line, cut at its wide gaps. numbers: how many of its cells are figures. labelled: how many
    name something and give it (部门：…, 单位：…)."""

    glyphs: list[Glyph]
    cells: list[tuple[float, float]]  # left, right
    numbers: int
    labelled: int
    decimals: bool
    middle: float
    size: float

    @property
    def is_tabular(self) -> bool:
        return len(self.cells) > 1 and (self.numbers > 1 or (self.numbers > 0 and self.decimals))


def open_lattices(
    rows: Sequence[list[Glyph]], across: Sequence[Rule]
) -> list[tuple[Lattice, list[list[Glyph]]]]:
    """The tables without column lines on one page, each with the printed rows that it takes.

    rows: printed lines outside of all ruled tables, from top to bottom. across: whole horizontal lines.
    """
    lines = [_row(row) for row in rows if row[0].turn == 0]
    found: list[tuple[Lattice, list[list[Glyph]]]] = []
    for group in [*_between_rules(lines, across), *_numbers_below_each_other(lines)]:
        held, levels = group
        free = [row for row in held if not any(row.glyphs in taken for _, taken in found)]
        lattice = _lattice(free, levels)
        if lattice is not None:
            found.append((lattice, [row.glyphs for row in free]))
    return found


def _row(glyphs: list[Glyph]) -> _Row:
    printed = [glyph for glyph in glyphs if glyph.char != " "]
    size = max(glyph.size for glyph in printed)
    cells: list[list[Glyph]] = [[printed[0]]]
    for before, glyph in pairwise(printed):
        if glyph.left - before.right > _GAP * size:
            cells.append([])
        cells[-1].append(glyph)
    texts = ["".join(glyph.char for glyph in cell) for cell in cells]
    numbers = [text for text in texts if NUMBER.fullmatch(text)]
    return _Row(
        glyphs,
        [(cell[0].left, max(glyph.right for glyph in cell)) for cell in cells],
        len(numbers),
        sum("：" in text or ":" in text for text in texts),
        any("." in text for text in numbers),
        sum(glyph.y for glyph in printed) / len(printed),
        size,
    )


_Group = tuple[list[_Row], list[float]]
"""Rows that may be a table, and the levels between which its bands lie."""


def _between_rules(rows: Sequence[_Row], across: Sequence[Rule]) -> list[_Group]:
    """Rows between rules that begin and end at the same places: three rules, or two around numbers."""
    groups = []
    wide = sorted(rule for rule in across if rule.end - rule.start >= _WIDE)
    while wide:
        first = wide[0]
        alike = [
            rule
            for rule in wide
            if abs(rule.start - first.start) <= _FLUSH and abs(rule.end - first.end) <= _FLUSH
        ]
        wide = [rule for rule in wide if rule not in alike]
        levels = [rule.at for rule in alike]
        held = [
            row
            for row in rows
            if levels[0] < row.middle < levels[-1]
            and row.cells[0][0] >= first.start - _FLUSH
            and row.cells[-1][1] <= first.end + _FLUSH
        ]
        tabular = sum(row.is_tabular for row in held)
        split = sum(len(row.cells) > 1 for row in held)
        if 2 * split >= len(held) and split > 1 and (len(levels) > 2 or tabular > 1):
            groups.append(_with_outer_rows(held, levels, rows))
    return groups


def _with_outer_rows(held: list[_Row], levels: list[float], rows: Sequence[_Row]) -> _Group:
    """With the header that stands above the first rule, and the row of figures below the last."""
    first, last = rows.index(held[0]), rows.index(held[-1])
    if first > 0 and held[0].is_tabular and _is_header(rows[first - 1], held[0]):
        header = rows[first - 1]
        held, levels = [header, *held], [header.middle - header.size, *levels]
    if last + 1 < len(rows) and rows[last + 1].is_tabular and _is_near(held[-1], rows[last + 1]):
        total = rows[last + 1]
        held, levels = [*held, total], [*levels, total.middle + total.size]
    return held, levels


def _numbers_below_each_other(rows: Sequence[_Row]) -> list[_Group]:
    """Three lines or more with figures in columns, and the header above them."""
    groups: list[_Group] = []
    start = 0
    while start < len(rows):
        end = start
        while (
            end < len(rows) and rows[end].is_tabular and (end == start or _is_near(rows[end - 1], rows[end]))
        ):
            end += 1
        if end - start >= 3:
            first = start
            while first > 0 and start - first < _HEADER and _is_header(rows[first - 1], rows[first]):
                first -= 1
            held = list(rows[first:end])
            middles = [row.middle for row in held]
            inner = [(a + b) / 2 for a, b in pairwise(middles)]
            levels = [middles[0] - held[0].size, *inner, middles[-1] + held[-1].size]
            groups.append((held, levels))
        start = max(end, start + 1)
    return groups


def _is_near(above: _Row, below: _Row) -> bool:
    return below.middle - above.middle <= _PITCH * below.size


def _is_header(row: _Row, below: _Row) -> bool:
    """Whether a line above figures heads their columns; the line of the department and the unit does not."""
    names = row.numbers == 0 and 2 * row.labelled < len(row.cells)
    return len(row.cells) > 1 and names and _is_near(row, below)


def _lattice(rows: Sequence[_Row], levels: Sequence[float]) -> Lattice | None:
    """The lattice of the rows, None when their text does not stand in columns."""
    columns = _columns([row for row in rows if row.is_tabular] or [row for row in rows if len(row.cells) > 1])
    if len(columns) < 2:
        return None
    xs = [
        columns[0][0] - _MARGIN,
        *((a[1] + b[0]) / 2 for a, b in pairwise(columns)),
        columns[-1][1] + _MARGIN,
    ]
    xs[0] = min(xs[0], *(row.cells[0][0] - _MARGIN for row in rows))
    xs[-1] = max(xs[-1], *(row.cells[-1][1] + _MARGIN for row in rows))
    cuts = {cut for band in pairwise(levels) for cut in _below_spans(rows, columns, *band)}
    ys = sorted({*levels, *cuts})
    areas = []
    for band, (top, bottom) in enumerate(pairwise(ys)):
        spans = [_covered(cell, columns) for row in rows if top < row.middle <= bottom for cell in row.cells]
        column = 0
        while column < len(columns):
            end = max((last for first, last in spans if first == column), default=column) + 1
            areas.append(Area(band, column, band + 1, end))
            column = end
    return Lattice(tuple(xs), tuple(ys), tuple(areas))


def _below_spans(
    rows: Sequence[_Row], columns: Sequence[tuple[float, float]], top: float, bottom: float
) -> list[float]:
    """Where a band must be cut because a line in it heads several columns that the next one names."""
    held = [row for row in rows if top < row.middle <= bottom]
    return [
        (above.middle + below.middle) / 2
        for above, below in pairwise(held)
        if any(first < last for first, last in (_covered(cell, columns) for cell in above.cells))
    ]


def _columns(rows: Sequence[_Row]) -> list[tuple[float, float]]:
    """Where the text of columns begins and ends; empty when two cells of a row share a column."""
    columns: list[tuple[float, float]] = []
    for left, right in sorted(cell for row in rows for cell in row.cells):
        if columns and left < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], right)
        else:
            columns.append((left, right))
    for row in rows:
        if len({_covered(cell, columns)[0] for cell in row.cells}) < len(row.cells):
            return []
    return columns


def _covered(cell: tuple[float, float], columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """The first and the last column that a cell's text stands over."""
    over = [i for i, (left, right) in enumerate(columns) if cell[0] < right and left < cell[1]]
    if not over:
        centre = (cell[0] + cell[1]) / 2
        over = [min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - centre))]
    return over[0], over[-1]
