"""Ruling lines of a page → Lattices: the rectangles of cells that the lines enclose.

Lines arrive in pieces, as drawn: one piece a cell border, dashes, both strokes of a double line. They
are put together, and lines that cross make one lattice. Where an outer border is missing (a table cut at
the foot of a page, a statistical table open at its sides), the ends of the lines that run into it stand
for it. Before: `ink`. After: `grid`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from checks.reading.pdf.frame import Box
from checks.reading.pdf.ink import Glyph
from checks.reading.pdf.strokes import Rule

_ONE = 3.2  # points: lines closer than this are one: pieces drawn unevenly, the strokes of a double line
_GAP = 3.6  # points: pieces of one line may lie this far apart (dashes; corners left out)
_REACH = 3.6  # points: a line that ends this close to another one meets it
_SHORT = 5.0  # points: shorter lines are no rules: dots, strokes of a drawing, underlined letters
_COVERED = 0.55  # of a cell's side must be drawn for the side to part two cells
_OPEN = 7.0  # points: lines that run this far past the last crossing line leave the table open there
_CROSSINGS = 400_000  # pairs of lines on one page: above this it is a drawing


@dataclass(frozen=True, slots=True)
class Area:
    """A cell of a lattice: the half-open ranges of rows and columns that it covers."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """A table's lines. xs, ys: where its columns and rows begin and end, ascending. areas: its cells in
    reading order; they cover every slot exactly once."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    areas: tuple[Area, ...]

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    @property
    def extent(self) -> float:
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def box_of(self, area: Area) -> Box:
        return self.xs[area.left], self.ys[area.top], self.xs[area.right], self.ys[area.bottom]

    def holds(self, x: float, y: float) -> bool:
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def slot(self, x: float, y: float) -> tuple[int, int]:
        """Row and column of a point inside the lattice."""
        row = min(bisect_right(self.ys, y), len(self.ys) - 1) - 1
        column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
        return max(row, 0), max(column, 0)


def lattices_of(across: list[Rule], down: list[Rule], glyphs: Sequence[Glyph]) -> list[Lattice]:
    """The lattices that whole lines make, from top to bottom. The glyphs tell open sides from overhanging
    lines and empty slivers between two strokes from rows."""
    if len(across) * len(down) > _CROSSINGS:
        return []
    lattices = []
    for rows, columns in _connected(across, down):
        lattice = _lattice(rows, columns, glyphs)
        if lattice is not None:
            lattices.append(lattice)
    return sorted(lattices, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def joined(rules: Iterable[Rule]) -> list[Rule]:
    """Whole lines from their pieces: those at nearly one position, end to end."""
    lines: list[Rule] = []
    for level in _levels(rules):
        length = sum(rule.end - rule.start for rule in level) or 1.0
        at = sum(rule.at * (rule.end - rule.start) for rule in level) / length
        pieces = sorted(level, key=attrgetter("start"))
        start, end = pieces[0].start, pieces[0].end
        for piece in pieces[1:]:
            if piece.start > end + _GAP:
                lines.append(Rule(at, start, end))
                start, end = piece.start, piece.end
            end = max(end, piece.end)
        lines.append(Rule(at, start, end))
    return [line for line in lines if line.end - line.start >= _SHORT]


def _levels(rules: Iterable[Rule]) -> list[list[Rule]]:
    """The pieces that lie at one position, both strokes of a double line together."""
    levels: list[list[Rule]] = []
    for rule in sorted(rules):
        if levels and rule.at - levels[-1][0].at <= _ONE:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    return levels


def _connected(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of lines that cross or meet each other, of two lines each way at least."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, row in enumerate(across):
        for j, column in enumerate(down, len(across)):
            meets = (
                row.start - _REACH <= column.at <= row.end + _REACH
                and column.start - _REACH <= row.at <= column.end + _REACH
            )
            if meets:
                parent[root(j)] = root(i)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, row in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(row)
    for j, column in enumerate(down, len(across)):
        groups.setdefault(root(j), ([], []))[1].append(column)
    return [(rows, columns) for rows, columns in groups.values() if rows and columns]


def _lattice(rows: list[Rule], columns: list[Rule], glyphs: Sequence[Glyph]) -> Lattice | None:
    xs = _with_open_ends([rule.at for rule in columns], rows)
    ys = _with_open_ends([rule.at for rule in rows], columns)
    if len(xs) < 3 or len(ys) < 2:
        return None  # a box, a frame, an underline: no columns
    inside = [g for g in glyphs if xs[0] <= g.x <= xs[-1] and ys[0] <= g.y <= ys[-1] and g.char != " "]
    if not any(glyph.char.isalpha() for glyph in inside):
        return None  # axes and bars with figures on them
    ys = _without_slivers(ys, sorted(glyph.y for glyph in inside))
    xs = _without_slivers(xs, sorted(glyph.x for glyph in inside))
    xs, ys = _without_bare_margins(xs, ys, rows, columns, inside)
    if len(xs) < 3 or len(ys) < 2 or not _is_framed(xs, ys, rows, columns):
        return None
    return _pruned(xs, ys, _areas(xs, ys, rows, columns))


def _with_open_ends(levels: list[float], crossing: list[Rule]) -> list[float]:
    """The positions of parallel lines, and the ends of those that cross them where no line closes them."""
    levels = sorted(set(levels))
    first = min(rule.start for rule in crossing)
    last = max(rule.end for rule in crossing)
    if first < levels[0] - _OPEN:
        levels.insert(0, first)
    if last > levels[-1] + _OPEN:
        levels.append(last)
    return levels


def _without_slivers(levels: list[float], centres: list[float]) -> list[float]:
    """Drop one side of a band that is too narrow for text and has none: strokes drawn a little apart."""
    kept = levels[:1]
    for level in levels[1:]:
        narrow = level - kept[-1] < 2 * _ONE
        bare = bisect_right(centres, kept[-1]) == bisect_right(centres, level)
        if narrow and bare and level != levels[-1]:
            continue
        if narrow and bare and len(kept) > 1:
            kept.pop()
        kept.append(level)
    return kept


def _without_bare_margins(
    xs: list[float], ys: list[float], rows: list[Rule], columns: list[Rule], inside: list[Glyph]
) -> tuple[list[float], list[float]]:
    """Drop an open side that holds no text: there the lines only overhang."""
    drawn_x, drawn_y = {rule.at for rule in columns}, {rule.at for rule in rows}
    if xs[0] not in drawn_x and not any(glyph.x < xs[1] for glyph in inside):
        xs = xs[1:]
    if xs[-1] not in drawn_x and not any(glyph.x > xs[-2] for glyph in inside):
        xs = xs[:-1]
    if ys[0] not in drawn_y and not any(glyph.y < ys[1] for glyph in inside):
        ys = ys[1:]
    if ys[-1] not in drawn_y and not any(glyph.y > ys[-2] for glyph in inside):
        ys = ys[:-1]
    return xs, ys


def _is_framed(xs: list[float], ys: list[float], rows: list[Rule], columns: list[Rule]) -> bool:
    """Whether at least three sides are closed: by a line along most of it, or by the ends of most lines
    that cross it (a side left open). The boxes of an organisation chart have no such frame."""
    closed = 0
    for levels, along, crossing, span in ((ys, rows, columns, xs), (xs, columns, rows, ys)):
        for at in (levels[0], levels[-1]):
            drawn = sum(rule.end - rule.start for rule in along if abs(rule.at - at) <= _ONE)
            ends = sum(min(abs(rule.start - at), abs(rule.end - at)) <= _REACH for rule in crossing)
            closed += drawn >= _COVERED * (span[-1] - span[0]) or ends > _COVERED * len(crossing)
    return closed > 2


def _areas(xs: list[float], ys: list[float], rows: list[Rule], columns: list[Rule]) -> list[Area]:
    """Join the slots that no drawn line parts; what comes out as no rectangle is cut into some."""
    wide, high = len(xs) - 1, len(ys) - 1
    walls = [_drawn(x, ys, columns) for x in xs]  # walls[c][r]: a line left of slot (r, c)
    floors = [_drawn(y, xs, rows) for y in ys]  # floors[r][c]: a line above slot (r, c)
    owner = [[-1] * wide for _ in range(high)]
    areas: list[Area] = []
    for r in range(high):
        for c in range(wide):
            if owner[r][c] >= 0:
                continue
            right = c + 1
            while right < wide and owner[r][right] < 0 and not walls[right][r]:
                right += 1
            bottom = r + 1
            while bottom < high and not any(
                floors[bottom][k] or owner[bottom][k] >= 0 or (k > c and walls[k][bottom])
                for k in range(c, right)
            ):
                bottom += 1
            for row in range(r, bottom):
                owner[row][c:right] = [len(areas)] * (right - c)
            areas.append(Area(r, c, bottom, right))
    return areas


def _drawn(at: float, levels: list[float], rules: list[Rule]) -> list[bool]:
    """For each band between two levels, whether a line at that position is drawn along most of it."""
    here = [rule for rule in rules if abs(rule.at - at) <= _ONE]
    return [
        sum(max(0.0, min(rule.end, high) - max(rule.start, low)) for rule in here) >= _COVERED * (high - low)
        for low, high in pairwise(levels)
    ]


def _pruned(xs: list[float], ys: list[float], areas: list[Area]) -> Lattice | None:
    """Without the levels at which no area begins: ends of lines that part nothing."""
    lefts = sorted({area.left for area in areas})
    tops = sorted({area.top for area in areas})
    if len(lefts) < 2:
        return None
    # a rectangle ends where another begins, or at the lattice's own edge
    column = {c: i for i, c in enumerate([*lefts, len(xs) - 1])}
    row = {r: i for i, r in enumerate([*tops, len(ys) - 1])}
    moved = (Area(row[a.top], column[a.left], row[a.bottom], column[a.right]) for a in areas)
    return Lattice(tuple(xs[c] for c in column), tuple(ys[r] for r in row), tuple(moved))
