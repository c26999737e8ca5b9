"""Text and a width in cells → the lines of it, broken as Chinese print breaks them.

No line begins with a mark that closes (，。；：、）”》), none ends with one that opens (（“《), and no
number, word or account code is split, unless it alone is wider than the line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tui.cells import width as cells

_CLOSING = "，。；：、？！）」』】〕》〉”’％‰…,.;:?!)]}>%"
_OPENING = "（「『【〔《〈“‘([{<"
_UNIT = re.compile(
    rf"[{re.escape(_OPENING)}]*"
    r"(?:[+\-]?[0-9A-Za-z](?:[0-9A-Za-z.,/_%\-]*[0-9A-Za-z%])?|.)"
    rf"[{re.escape(_CLOSING)}]*",
    re.DOTALL,
)


def wrap(text: str, width: int, *, indent: int = 0, marks: Mapping[int, int] | None = None) -> list[tuple[int, int]]:
    """The lines as (start, end) offsets into `text`; an empty text is one empty line.

    indent: cells that the first line leaves free. marks: offset → cells that will be drawn there beside
    the text (a tick after a number), which stay with what stands before them.
    """
    width = max(width, 2)
    marks = marks or {}
    lines: list[tuple[int, int]] = []
    start, used = 0, indent
    for unit in _UNIT.finditer(text):
        size = cells(unit.group())
        if marks:
            size += sum(marks.get(at, 0) for at in range(unit.start() + 1, unit.end() + 1))
        if used + size > width and unit.start() > start:
            lines.append((start, unit.start()))
            start, used = unit.start(), 0
        if used + size > width:
            for at in range(unit.start(), unit.end()):
                step = cells(text[at]) + marks.get(at + 1, 0)
                if used + step > width and at > start:
                    lines.append((start, at))
                    start, used = at, 0
                used += step
        else:
            used += size
    lines.append((start, len(text)))
    return lines
