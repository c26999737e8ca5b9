"""Lines of texts at their places → paragraphs, and grids where the texts keep to columns.

Before: `checks.reading.html.positions`. Only places are known here, no ruling lines and no true widths. A
table is: lines of several texts one below the other. Its columns are what the texts share from line to line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from checks.reading.document import Block, Cell, Paragraph, Place, Span
from checks.reading.grids import CellBudget, lay_out
from checks.reading.html.positions import Text

_PAGE_NUMBER = re.compile(r"\d{1,3}$")
_DIGIT = re.compile(r"\d")
_LEADER = re.compile(r"(?:[.·]{3}|…)\s?\d{1,3}$")
"""The dots and the page at the end of a line of a table of contents."""
_OVERLAP = 0.3
"""Share of the narrower of two texts that must lie under the other for both to be in one column."""
_TIGHT = 0.75
"""A line this much closer to the one above than rows are to each other is the rest of a label."""
_CLOSE = 2.5
"""Letters from a line down to a line of one text that may still belong to its table."""
_WIDEST = 100
"""Texts side by side that no table has."""
_NEAR = 40
"""Lines above and below that tell whether a text reaches over several columns."""


@dataclass(slots=True)
class _Placed:
    """A text of a row: its first column, and how many it reaches over."""

    text: str
    column: int
    span: int


@dataclass(slots=True)
class _Column:
    """Where the texts of a column begin and end, and in which lines it has one."""

    left: float
    right: float
    lines: set[int]


def blocks_at_places(
    pages: Sequence[Sequence[list[Text]]], place: Callable[[], Place], budget: CellBudget
) -> Iterator[Block]:
    """The grids and, line by line, the other text of all pages. place: of the block that comes next.

    Raises ReadError when a grid is over a limit.
    """
    for page in pages:
        for run in _runs(page):
            if _is_table(run):
                here = place()
                yield lay_out([list(_cells(row, here)) for row in _rows(run)], here, budget)
            else:
                for line in run:
                    yield Paragraph((Span(" ".join(text.text for text in line), place()),))


def _runs(lines: Sequence[list[Text]]) -> Iterator[Sequence[list[Text]]]:
    """The lines of a page, those that may be a table together, any other alone."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and (len(lines[end]) > 1 or (end > at and _continues(lines, end))):
            end += 1
        while end - at > 1 and len(lines[end - 1]) == 1:
            end -= 1
        yield lines[at : max(end, at + 1)]
        at = max(end, at + 1)


def _cells(row: Sequence[_Placed], place: Place) -> Iterator[Cell]:
    column = 0
    for placed in row:
        yield from (Cell("", place) for _ in range(column, placed.column))
        yield Cell(placed.text, place, colspan=placed.span)
        column = placed.column + placed.span


def _is_table(run: Sequence[list[Text]]) -> bool:
    """More than a line, and neither a table of contents nor a title set wide over two lines."""
    if max(map(len, run)) > _WIDEST:
        return False
    if len(run) < 3 and not any(_DIGIT.search(text.text) for line in run for text in line[1:]):
        return False
    return len(run) > 1 and not all(map(_is_listed, run))


def _is_listed(line: list[Text]) -> bool:
    """Whether a line is one of a table of contents: a title, dots, a page."""
    last = line[-1].text
    return bool(_LEADER.search(last)) or (len(line) == 2 and bool(_PAGE_NUMBER.match(last)))


def _continues(lines: Sequence[list[Text]], at: int) -> bool:
    """Whether a line of one text stands right below a text of the line above, as accounts without amounts
    and the rest of a long label do."""
    only, above = lines[at][0], lines[at - 1]
    below = only.top - above[0].top < _CLOSE * only.size
    return below and any(abs(only.left - text.left) < only.size for text in above)


def _rows(run: Sequence[list[Text]]) -> list[list[_Placed]]:
    columns = _columns(run)
    pitch = median(below[0].top - above[0].top for above, below in pairwise(run) if len(below) > 1)
    rows: list[list[_Placed]] = []
    for number, line in enumerate(run):
        if len(line) == 1 and number and line[0].top - run[number - 1][0].top < _TIGHT * pitch:
            column = _under(line[0], columns)[0]
            owner = next((placed for placed in rows[-1] if placed.column == column), rows[-1][0])
            owner.text += f"\n{line[0].text}"
            continue
        row: list[_Placed] = []
        for text in line:
            first, last = _under(text, columns)
            if row and row[-1].column + row[-1].span > first:
                row[-1].text += f" {text.text}"
            else:
                row.append(_Placed(text.text, first, last - first + 1))
        rows.append(row)
    return rows


def _columns(run: Sequence[list[Text]]) -> list[tuple[float, float]]:
    """Left and right of each column: texts that lie under each other make one. A text that lies over two
    texts of another line, or alone over the gap between two, heads several columns and makes none."""
    texts = [(text, number) for number in range(len(run)) for text in _narrow(run, number)]
    columns: list[_Column] = []
    for text, number in sorted(texts, key=lambda pair: pair[0].left):
        if columns and _together(text, columns[-1].left, columns[-1].right):
            columns[-1].right = max(columns[-1].right, text.right)
            columns[-1].lines.add(number)
        else:
            columns.append(_Column(text.left, text.right, {number}))
    fullness = [*map(len, run), 0]
    kept = [
        (column.left, column.right)
        for column in columns
        if len(column.lines) > 1 or all(fullness[line] >= fullness[line + 1] for line in column.lines)
    ]
    return kept or [(text.left, text.right) for text in max(run, key=len)]


def _narrow(run: Sequence[list[Text]], number: int) -> Iterator[Text]:
    """The texts of a line that lie over at most one text of every line near it."""
    near = [*run[max(0, number - _NEAR) : number], *run[number + 1 : number + _NEAR]]
    for text in run[number]:
        if all(sum(_together(text, other.left, other.right) for other in line) < 2 for line in near):
            yield text


def _under(text: Text, columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """The first and the last column that a text stands over; its two neighbours, when it is between them."""
    under = [number for number, column in enumerate(columns) if _together(text, *column)]
    if not under:
        middle = (text.left + text.right) / 2
        after = sum((left + right) / 2 < middle for left, right in columns)
        under = [max(0, after - 1), min(after, len(columns) - 1)]
    return under[0], under[-1]


def _together(text: Text, left: float, right: float) -> bool:
    shared = min(text.right, right) - max(text.left, left)
    return shared > _OVERLAP * min(text.right - text.left, right - left)
