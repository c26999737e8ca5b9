"""Pages without what is printed on all of them: running heads and feet, and page numbers.

Before: `spread`. After: `prose`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checks.reading.pdf.flow import Sheet
from checks.reading.pdf.lines import Line

_EDGE = 0.12  # of the page's height: where running heads and page numbers stand
_STILL = 3.0  # points: a running head stands at the same height on every page
_OFTEN = 1 / 3  # of the pages: even and odd ones may have heads of their own, and a cover none
_NUMBER = re.compile(
    r"[-–—―·•~～\s]*(?:第\s*)?(?:\d{1,4}|[ivxIVX]{1,6})(?:\s*页)?(?:[\s/,，共of]*\d{1,4}\s*页?)?[-–—―·•~～\s]*"
)

Mark = tuple[str, float]
"""A line near an edge: its text with # for digits, and its distance from the top, or, negative, the foot."""


def without_running(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The same pages without those lines."""
    running = _running(sheets)
    return [
        replace(sheet, lines=tuple(line for line in sheet.lines if not _goes(line, sheet, running)))
        for sheet in sheets
    ]


def _goes(line: Line, sheet: Sheet, running: Sequence[Mark]) -> bool:
    mark = _mark(line, sheet)
    if mark is None:
        return bool(line.turn) and _is_at_the_side(line, sheet)
    return _is_page_number(line, sheet) or any(
        mark[0] == text and abs(mark[1] - at) <= _STILL for text, at in running
    )


def _running(sheets: Sequence[Sheet]) -> list[Mark]:
    """The running heads and feet.

    Only pages without a table are asked about heads: a title, a form number or a unit line that every page
    of a long table repeats at one height is no running head.
    """
    marks = [
        mark
        for sheet in sheets
        for mark in (_mark(line, sheet) for line in sheet.lines)
        if mark and (mark[1] < 0 or not sheet.grids)
    ]
    bare = sum(not sheet.grids for sheet in sheets)
    return [
        group[0]
        for group in _alike(sorted(marks))
        if len(group) >= max(3, _OFTEN * (len(sheets) if group[0][1] < 0 else bare))
    ]


def _alike(marks: Sequence[Mark]) -> Iterator[list[Mark]]:
    """Marks in groups of one text at one height."""
    group: list[Mark] = []
    for mark in marks:
        if group and (mark[0] != group[0][0] or mark[1] - group[0][1] > _STILL):
            yield group
            group = []
        group.append(mark)
    if group:
        yield group


def _mark(line: Line, sheet: Sheet) -> Mark | None:
    """None for a line that is not near the top or the foot."""
    height = sheet.ink.height
    if line.middle < _EDGE * height:
        return re.sub(r"\d+", "#", line.text), line.middle
    if line.middle > (1 - _EDGE) * height:
        return re.sub(r"\d+", "#", line.text), line.middle - height
    return None


def _is_page_number(line: Line, sheet: Sheet) -> bool:
    """A lone number above or below everything else on its page."""
    if not _NUMBER.fullmatch(line.text):
        return False
    others = [other.middle for other in sheet.lines if other is not line and not other.turn]
    tops = [*others, *(box[1] for box, _ in sheet.grids)]
    feet = [*others, *(box[3] for box, _ in sheet.grids)]
    if line.middle < _EDGE * sheet.ink.height:
        return all(top > line.middle for top in tops)
    return all(foot < line.middle for foot in feet)


def _is_at_the_side(line: Line, sheet: Sheet) -> bool:
    """The number of a landscape page, set as if the page were upright."""
    x = (line.box[0] + line.box[2]) / 2
    at_edge = not _EDGE * sheet.ink.width < x < (1 - _EDGE) * sheet.ink.width
    return at_edge and _NUMBER.fullmatch(line.text) is not None
