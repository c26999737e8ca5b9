"""Text measured, cut and filled in cells: a Chinese character takes two of them.

What the screens show of a report goes through `checks.output.plain.clean` and is measured with `width`,
never with `len`.
"""

from __future__ import annotations

from rich.cells import cell_len as width
from rich.cells import set_cell_size

from checks.output.plain import clean

__all__ = ["CUT", "clean", "cut", "cut_place", "fit", "width"]

CUT = "»"
"""Ends a text that was cut. U+2026 is two cells wide in many Chinese terminals, this one never is."""
_TELLING = 5
"""Cells that tell one file from another."""


def cut(text: str, cells: int) -> str:
    """At most `cells` wide, ending in CUT when something is missing."""
    if width(text) <= cells:
        return text
    return set_cell_size(text, cells - 1).rstrip() + CUT if cells > 0 else ""


def cut_place(place: str, cells: int) -> str:
    """A place, such as `决算说明.docx:L12` or `表5!C7`, at most `cells` wide. Its line or cell, which is what
    one looks for, stays; the file or sheet is cut in the middle, since names differ at both ends."""
    at = max(place.rfind(":"), place.rfind("!"))
    left = cells - width(place[at:])
    if width(place) <= cells or at < 0:
        return cut(place, cells)
    if left < _TELLING:
        return cut(place[at + 1 :], cells)
    before = place[:at]
    end = len(before)
    while width(before[end - 1 :]) <= (left - 1) // 2:
        end -= 1
    start = set_cell_size(before, left - 1 - width(before[end:])).rstrip()
    return start + CUT + before[end:] + place[at:]


def fit(text: str, cells: int, align: str = "left") -> str:
    """Exactly `cells` wide: cut, or filled with spaces (align: left, right, center)."""
    text = cut(text, cells)
    missing = cells - width(text)
    if align == "right":
        return " " * missing + text
    if align == "center":
        return " " * (missing // 2) + text + " " * (missing - missing // 2)
    return text + " " * missing
