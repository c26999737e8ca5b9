"""Text measured, cut and filled in cells: a Chinese character takes two of them.

What the screens show of a report goes through `checks.output.plain.clean` and is measured with `width`,
never with `len`.
"""

from __future__ import annotations

from rich.cells import cell_len as width
from rich.cells import set_cell_size

from checks.output.plain import clean

__all__ = ["CUT", "clean", "cut", "fit", "width"]

CUT = "»"
"""Ends a text that was cut. U+2026 is two cells wide in many Chinese terminals, this one never is."""


def cut(text: str, cells: int) -> str:
    """At most `cells` wide, ending in CUT when something is missing."""
    if width(text) <= cells:
        return text
    return set_cell_size(text, cells - 1).rstrip() + CUT if cells > 0 else ""


def fit(text: str, cells: int, align: str = "left") -> str:
    """Exactly `cells` wide: cut, or filled with spaces (align: left, right, center)."""
    text = cut(text, cells)
    missing = cells - width(text)
    if align == "right":
        return " " * missing + text
    if align == "center":
        return " " * (missing // 2) + text + " " * (missing - missing // 2)
    return text + " " * missing
