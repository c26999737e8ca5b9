"""Rows of a table piece → which of them are header.

A header is made of the words that headers of these reports use, or of short words over merged cells; its
last row may be the total row as well; a row of column numbers (栏次) belongs to it. Takes the rows of a
Segment; gives a Header. Before this module: `segments`. After it: `layout`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from checks.reading.document import Cell
from checks.report.forms import load_forms
from checks.report.labels import has_words, normalise
from checks.report.narrative.numbering import marker_of
from checks.report.numbers import Unreadable, read_number
from checks.report.tables.segments import Cells, printed_cells

_LONGEST = 30
_ORDINAL = re.compile(r"(\d{1,2})(?:栏)?(?:=[\d+\-（）栏]+)?")
_FILLED = 0.75
"""A first row of unknown words is a header when it fills this share of the columns."""


@dataclass(frozen=True, slots=True)
class Header:
    """rows: the header rows that name columns, without column numbers. height: printed rows that are
    header and nothing else. body: the rows after them; the first may have stood in a header row."""

    rows: tuple[Cells, ...]
    height: int
    body: tuple[Cells, ...]


def split_header(rows: Sequence[Cells]) -> Header:
    """The header at the top of some rows, with no rows of its own when they start with the body."""
    height, total = _height(rows)
    head = [named for row in rows[:height] if printed_cells(named := _without_ordinals(row))]
    body = list(rows[height:])
    if total is not None:
        names, numbers = total
        head.append(names)
        body[0] = numbers
    body = [row for row in body if not _repeats(head, row) and not _is_marked_ordinal(row)]
    return Header(tuple(head), height, tuple(body))


def _repeats(head: Sequence[Cells], row: Cells) -> bool:
    """A header row printed again inside the body."""
    return any(
        _is_text_of(above[0], row[0]) and all(_is_text_of(*pair) for pair in zip(above, row, strict=True))
        for above in head
    )


def _is_text_of(one: Cell, other: Cell) -> bool:
    return one.text == other.text or normalise(one.text) == normalise(other.text)


@lru_cache(maxsize=8192)
def is_number(text: str) -> bool:
    """Digits that may be an amount, a percentage or a count."""
    try:
        return read_number(text) is not None
    except Unreadable as unreadable:
        return unreadable.reason in {"two_numbers", "grouping"} and not any(map(str.isalpha, text))


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and text.startswith(("19", "20"))


def _is_ordinal_row(row: Cells) -> bool:
    """The row of column numbers (栏次): 1 2 3 …, or 1=2+3; column names may share it."""
    if _is_marked_ordinal(row):
        return True
    words = load_forms().words
    texts = [normalise(cell.text) for cell in printed_cells(row)]
    numbers = [match[1] for text in texts if (match := _ORDINAL.fullmatch(text))]
    named = sum(words.is_header(text) for text in texts)
    return (
        len(numbers) > 1
        and numbers == [str(i + 1) for i in range(len(numbers))]
        and len(numbers) + named == len(texts)
    )


def _without_ordinals(row: Cells) -> Cells:
    """A header row with the numbers of columns left blank."""
    if not _is_ordinal_row(row):
        return row
    ordinal = load_forms().words.ordinal_row
    blank = Cell("", row[0].place)
    texts = [normalise(cell.text) for cell in row]
    return tuple(
        blank if _ORDINAL.fullmatch(text) or ordinal.fit(text) else cell
        for cell, text in zip(row, texts, strict=True)
    )


def _is_marked_ordinal(row: Cells) -> bool:
    ordinal = load_forms().words.ordinal_row
    return any(ordinal.fit(normalise(cell.text)) for cell in row if "次" in cell.text and len(cell.text) < 12)


def _height(rows: Sequence[Cells]) -> tuple[int, tuple[Cells, Cells] | None]:
    """How many rows are header; and, when the row after them is header and total at once, that row as
    header (its names) and as total (its numbers)."""
    height = 0
    for index, row in enumerate(rows):
        if not printed_cells(row):
            if index > height:
                break  # a second blank row
            continue
        if height and _is_ordinal_row(row):
            height = index + 1
            continue
        if height and (split := _split_total(rows[:height], row)) is not None:
            names, numbers = split
            return height, (names, numbers) if any(cell.text for cell in names) else None
        if not height and index + 1 < len(rows) and _groups(row) and _starts(rows[index + 1], unknown=False):
            height = index + 1
            continue
        # a blank first row is how converters print a table that goes on without its header
        if not (_goes_on(rows[:height], row) if height else _starts(row, unknown=index == 0)):
            break
        height = index + 1
    return height, None


def _groups(row: Cells) -> bool:
    """Short words over merged columns: a header level above one that is made of header words."""
    merged = any(row[j] is row[j - 1] and row[j].text for j in range(1, len(row)))
    texts = [normalise(cell.text) for cell in printed_cells(row)]
    return merged and all(
        len(text) <= _LONGEST and not is_number(text) and marker_of(text) is None for text in texts
    )


def _starts(row: Cells, *, unknown: bool) -> bool:
    """A first header row: made of header words or, if unknown words will do, of short ones that fill
    the width."""
    cells = printed_cells(row)
    words = load_forms().words
    texts = [normalise(cell.text) for cell in cells]
    if len(texts) < 2 or any(is_number(text) and not _is_year(text) for text in texts):
        return False
    if all(words.total.fit(text) for text in texts):
        return False
    known = sum(words.is_header(text) for text in texts)
    if known > 1 and known * 2 >= len(texts):
        return True
    filled = sum(1 for cell in row if cell.text.strip())
    return (
        unknown
        and len(texts) >= min(3, len(row))
        and filled >= _FILLED * len(row)
        and all(len(text) <= _LONGEST and has_words(text) and marker_of(text) is None for text in texts)
    )


def _goes_on(head: Sequence[Cells], row: Cells) -> bool:
    """A further header row: made of header words, reached into by a header cell, or naming what a wide
    header cell left open."""
    words = load_forms().words
    above = head[-1]
    cells = printed_cells(row)
    texts = [normalise(cell.text) for cell in cells]
    if any(is_number(text) and not _is_year(text) for text in texts):
        return False
    if any(marker_of(text) is not None and not words.is_header(text) for text in texts):
        return False
    known = sum(words.is_header(text) for text in texts)
    if known * 2 >= len(texts):
        return True
    if any(cell is over for cell, over in zip(row, above, strict=True) if cell.text):
        return True
    spread = any(above[i] is above[i - 1] for i in range(1, len(above)) if above[i].text)
    fills = all(not cell.text or not over.text for cell, over in zip(row, above, strict=True))
    return (spread or fills) and all(len(text) <= _LONGEST for text in texts) and len(texts) > 1


def _split_total(head: Sequence[Cells], row: Cells) -> tuple[Cells, Cells] | None:
    """A row under header labels that is the total row, taken apart into names of columns (blank where
    there are none) and the rest; None for another row. (Header and total in one row: Shanghai 2024 T8,
    where 合计 | | | 合计 | 基本支出 | 项目支出 names columns too.)"""
    words = load_forms().words
    labelled = {
        j
        for above in head
        for j, cell in enumerate(above)
        if words.label.fit(normalise(cell.text)) or words.code.fit(normalise(cell.text))
    }
    titles = {j for j in labelled if words.total.fit(normalise(row[j].text))}
    if not titles:
        return None
    blank = Cell("", row[0].place)
    names = list(row)
    numbers = list(row)
    for j, cell in enumerate(row):
        text = normalise(cell.text)
        is_name = j not in titles and words.is_header(text) and not is_number(text)
        if is_name and j in labelled and not words.level.fit(text):
            is_name = False
        names[j] = cell if is_name else blank
        if is_name:
            numbers[j] = blank
    return tuple(names), tuple(numbers)
