"""Text and a width in cells → its lines, broken as Chinese print breaks them.

No line begins with a mark that closes (，。；：、）”》), none ends with one that opens (（“《), and no
number, word or account code is split, unless it alone is wider than the line.
"""

from __future__ import annotations

import re

from rich.cells import cell_len

_CLOSING = re.escape("，。；：、？！）」』】〕》〉”’％‰…,.;:?!)]}>%")
_OPENING = re.escape("（「『【〔《〈“‘([{<")
_UNIT = re.compile(
    rf"[{_OPENING}]*(?:[+\-]?[0-9A-Za-z](?:[0-9A-Za-z.,/_%\-]*[0-9A-Za-z%])?|.)[{_CLOSING}]*", re.DOTALL
)


def wrap(text: str, width: int) -> list[str]:
    """The lines, none wider than `width` cells (at least 2); an empty text is one empty line."""
    width = max(width, 2)
    lines, line, used = [], "", 0
    for unit in _UNIT.findall(text):
        size = cell_len(unit)
        if used + size > width and line:
            lines.append(line.rstrip())
            line, used = "", 0
        if size > width:
            *full, unit = _cut(unit, width)
            lines += full
            size = cell_len(unit)
        if line or not unit.isspace() or not lines:
            line, used = line + unit, used + size
    return [*lines, line.rstrip()]


def _cut(unit: str, width: int) -> list[str]:
    pieces = [""]
    for character in unit:
        if cell_len(pieces[-1] + character) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def padded(text: str, width: int) -> str:
    """The text with spaces after it up to `width` cells."""
    return text + " " * (width - cell_len(text))
