"""Where a table made of characters begins and ends in a text, and the cells of its rows.

Two kinds: rows of cells between pipes, as Markdown has them, and rows of cells set apart by tabs, as text
copied out of a spreadsheet has them. Before: lines. After: `checks.reading.markdown`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from checks.reading.inline import cell_text

_ALIGNMENT = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_PIPE = re.compile(r"(?<!\\)\|")
_PAGE_NUMBER = re.compile(r"\d{1,3}$")


@dataclass(frozen=True, slots=True)
class TextTable:
    """rows: the number of each row's line, from 0, and its cells. end: the first line after the table."""

    rows: list[tuple[int, list[str]]]
    end: int


def table_at(lines: Sequence[str], at: int) -> TextTable | None:
    """The table that begins in that line, None when none does."""
    line = lines[at]
    if "|" in line:
        return _pipe_table(lines, at)
    return _tab_table(lines, at) if "\t" in line else None


def _pipe_table(lines: Sequence[str], at: int) -> TextTable | None:
    """A table has a row of dashes below its first row, or else rows with outer pipes (converters that cut
    a table over pages leave the dashes out). It ends before the first line that is not made as its first."""
    outer = _has_outer_pipes(lines[at])
    dashes_follow = at + 1 < len(lines) and _is_alignment(lines[at + 1])
    if not outer and not (dashes_follow and _PIPE.search(lines[at])):
        return None
    end = at + 1
    while end < len(lines) and (lines[end].lstrip().startswith("|") if outer else _PIPE.search(lines[end])):
        end += 1
    rows = []
    for number in range(at, end):
        line = lines[number]
        if _is_alignment(line) and (number == at + 1 or "---" in line):
            continue  # further down a row of single dashes is a row of zeros
        rows.append((number, [cell_text(cell) for cell in _split(line)]))
    return TextTable(rows, end)


def _split(line: str) -> list[str]:
    """The cells of a pipe row as written: outer pipes dropped, `\\|` kept inside its cell."""
    row = line.strip().removeprefix("|")
    if row.endswith("|") and not row.endswith("\\|"):
        row = row[:-1]
    return _PIPE.split(row)


def _has_outer_pipes(line: str) -> bool:
    row = line.strip()
    return len(row) > 1 and row.startswith("|") and row.endswith("|") and not row.endswith("\\|")


def _is_alignment(line: str) -> bool:
    return "|" in line and _ALIGNMENT.match(line) is not None


def _tab_table(lines: Sequence[str], at: int) -> TextTable | None:
    """At least two lines with a tab between their cells; a table of contents (a title, a page) is none."""
    end = at
    while end < len(lines) and "\t" in lines[end].rstrip(" ") and lines[end].strip():
        end += 1
    rows = [(number, [cell.strip() for cell in lines[number].split("\t")]) for number in range(at, end)]
    if len(rows) < 2 or any(len(cells) < 2 or not any(cells[1:]) for _, cells in rows[:1]):
        return None
    if all(len(cells) == 2 and _PAGE_NUMBER.match(cells[1]) for _, cells in rows):
        return None
    return TextTable(rows, end)
