"""Row and column ⇄ the A1 address a person reads. Rows and columns count from 0 here, from 1 and A there."""

from __future__ import annotations

import re
from functools import lru_cache

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})$")


@lru_cache(maxsize=1_024)
def column_name(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def address(row: int, column: int) -> str:
    """(6, 2) → C7."""
    return f"{column_name(column)}{row + 1}"


def position(text: str) -> tuple[int, int] | None:
    """C7 or $C$7 → (6, 2); None for what is no address."""
    found = _ADDRESS.match(text)
    if found is None or found[2].strip("0") == "":
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def area(text: str) -> tuple[int, int, int, int] | None:
    """B2:D9 or a single address → (top, left, bottom, right), ends included; None for what is neither."""
    first, _, last = text.partition(":")
    start, end = position(first), position(last or first)
    if start is None or end is None:
        return None
    return min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])
