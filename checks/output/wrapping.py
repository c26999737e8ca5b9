"""Text and a width in cells → its lines, broken as Chinese print breaks them.

No line begins with a mark that closes (，。；：、）”》), none ends with one that opens (（“《), and no
number, word or account code is split, unless it alone is wider than the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len

_CLOSING = re.escape("，。；：、？！）」』】〕》〉”’％‰…,.;:?!)]}>%")
_OPENING = re.escape("（「『【〔《〈“‘([{<")
UNIT = re.compile(
    rf"[{_OPENING}]*(?:[+\-]?[0-9A-Za-z](?:[0-9A-Za-z.,/_%\-]*[0-9A-Za-z%])?(?:[万亿千]?元)?|.)[{_CLOSING}]*",
    re.DOTALL,
)
"""What stands together on one line."""


def wrap(text: str, width: int) -> list[str]:
    """The lines, none wider than `width` cells (at least 2); an empty text is one empty line."""
    lines, line, used = [], "", 0
    for unit in _units(text, max(width, 2)):
        size = cell_len(unit)
        if used + size > max(width, 2) and line:
            lines.append(line.rstrip())
            line, used = "", 0
        if line or not unit.isspace():
            line, used = line + unit, used + size
    return [*lines, line.rstrip()]


def _units(text: str, width: int) -> Iterator[str]:
    """What is not torn apart: a number or word, with the marks that cling to it."""
    for unit in UNIT.findall(text):
        piece = ""
        for character in unit if cell_len(unit) > width else ():
            if cell_len(piece + character) > width:
                yield piece
                piece = ""
            piece += character
        yield piece or unit


def padded(text: str, width: int) -> str:
    """The text with spaces after it up to `width` cells."""
    return text + " " * (width - cell_len(text))
