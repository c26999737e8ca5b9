"""The cells of a worksheet → the blocks and remarks of a Document. Shared by the readers of xlsx and xls.

A sheet holds a title, a line with the unit, the table, notes; sometimes several such tables one below the
other. What stands alone in its row before or after a table becomes a paragraph; everything in doubt stays
in the table's Grid, since this room does not know what a table is about.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from checks.reading.address import address
from checks.reading.document import Block, Cell, Grid, Paragraph, Place, Span
from checks.reading.grids import CellBudget

Area = tuple[int, int, int, int]
"""top, left, bottom, right, counted from 0, ends included."""

_DEFAULT_NAME = re.compile(r"(?:Sheet|工作表|表)\s*\d+$", re.IGNORECASE)
_NUMBER = re.compile(r"[-−(（]?\d[\d,，]*(?:\.\d+)?%?[)）]?$")
_LABELLED = re.compile(r"(?!其中)[^：:]+[：:]\s*\S")
"""`单位：万元`: a name, a colon and what it is. `其中：教育收费` names a column."""
_LOOSE = 3
"""Texts in one row above a table, such as the department, the year and the unit, at most."""
_TITLE = 4
"""Characters of the shortest title or unit that stands further in than the first column."""
_TOGETHER = 6
"""Rows in which the title and the unit of a table stand together."""
_SENTENCE = 30
"""Characters from which a cell alone in its row, below a table, is a note and not an account."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What one cell stores. text: as the sheet shows it. error: the formula's result is an error value.
    on_opening: the formula is to be worked out when the file is opened, whatever result is stored."""

    text: str
    number: Decimal | None = None
    formula: str | None = None
    unknown: bool = False
    error: bool = False
    on_opening: bool = False


@dataclass(frozen=True)
class Sheet:
    """One worksheet; only cells that show or store something are in `cells`, by (row, column) from 0.
    outlined_columns: those that a click on their group shows again. rounded: its workbook keeps of every
    result only what the cell shows (precision as displayed)."""

    name: str
    cells: Mapping[tuple[int, int], Stored]
    merges: tuple[Area, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    outlined_columns: frozenset[int] = frozenset()
    rounded: bool = False

    @cached_property
    def used(self) -> Area:
        """The rectangle around the cells that show something."""
        rows = [row for row, _ in self.cells]
        columns = [column for _, column in self.cells]
        return min(rows), min(columns), max(rows), max(columns)

    @cached_property
    def left_out(self) -> frozenset[int]:
        """The hidden columns of amounts without a header: worked out beside the table (a difference, the
        amount in another unit) and not published. Hidden names and codes tell which row is which, and a
        hidden column with a header of its own is one of the table's: both are read."""
        named = {at for (_, at), stored in self.cells.items() if stored.number is None and stored.text}
        holding = {at for (_, at), stored in self.cells.items() if _is_amount(stored)}
        return frozenset(holding & self.hidden_columns - self.outlined_columns - named)

    @cached_property
    def columns(self) -> Mapping[int, Sequence[int]]:
        """The columns of `cells` in each row."""
        columns: dict[int, list[int]] = {}
        for row, column in self.cells:
            columns.setdefault(row, []).append(column)
        return columns

    def place(self, row: int, column: int) -> Place:
        return Place(sheet=self.name, cell=address(row, column))


def _is_amount(stored: Stored) -> bool:
    number = stored.number
    return number is not None and (stored.formula is not None or number != number.to_integral_value())


def blocks_of(sheet: Sheet, budget: CellBudget) -> Iterator[Block]:
    """The paragraphs and grids of a sheet from top to bottom. Its name stands first when the sheet opens
    with a table that has no title, and is no name that the program made up.

    Raises ReadError when its rectangle is over a limit.
    """
    if not sheet.cells:
        return
    top, left, bottom, right = sheet.used
    budget.take((bottom - top + 1) * (right - left + 1), sheet.name)
    rows = _Rows(sheet)
    pieces = list(_pieces(rows))
    if isinstance(pieces[0], tuple) and not _DEFAULT_NAME.match(sheet.name):
        yield Paragraph((Span(sheet.name, Place(sheet=sheet.name)),), level=1)
    for piece in pieces:
        if isinstance(piece, tuple):
            yield rows.grid(*piece)
        else:
            yield from rows.paragraphs(piece)


def _pieces(rows: _Rows) -> Iterator[int | tuple[int, int]]:
    """The rows that are captions, by their number, and the tables, by their first and last row."""
    at = rows.first
    while at <= rows.last:
        if rows.is_blank(at):
            at += 1
        elif rows.is_caption(at):
            yield at
            at += 1
        else:
            end = rows.table_end(at)
            yield at, rows.last_filled(at, end)
            at = end + 1


class _Rows:
    """The rows of a sheet: what a person sees in each, and whether it can be part of a table."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.first, self.left, self.last, self.right = sheet.used
        self._columns = [at for at in range(self.left, self.right + 1) if at not in sheet.left_out]
        self._origin: dict[tuple[int, int], tuple[int, int]] = {}
        self._span: dict[tuple[int, int], tuple[int, int]] = {}
        self._merge()
        self._filled: dict[int, list[int]] = {}
        for row, column in sorted(sheet.cells):
            if self._origin.get((row, column), (row, column)) == (row, column) and self._across(row, column):
                self._filled.setdefault(row, []).append(column)  # else a merged cell hides it, or its column
        self._after: dict[int, int] = {}  # first row below a run of captions and blanks, by its rows
        self._covered = {row for (row, _), origin in self._origin.items() if origin in sheet.cells}

    def _merge(self) -> None:
        left_over = (self.last - self.first + 1) * len(self._columns)
        for top, left, merged_bottom, merged_right in self.sheet.merges:
            bottom, right = min(merged_bottom, self.last), min(merged_right, self.right)
            left_over -= max(0, bottom - top + 1) * max(0, right - left + 1)
            if left_over < 0:
                break  # merged cells of a sound sheet do not overlap
            self._span[top, left] = (bottom - top + 1, self._between(left, right))
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    self._origin[row, column] = (top, left)

    def _between(self, left: int, right: int) -> int:
        """How many columns stand from one to another, those left out not counted."""
        return bisect_right(self._columns, right) - bisect_left(self._columns, left)

    def _across(self, row: int, column: int) -> int:
        """How many columns a cell reaches over."""
        span = self._span.get((row, column))
        return span[1] if span else self._between(column, column)

    def _texts(self, row: int) -> list[str]:
        return [self.sheet.cells[row, column].text for column in self._filled.get(row, [])]

    def is_blank(self, row: int) -> bool:
        return row not in self._filled and row not in self._covered

    def is_caption(self, row: int) -> bool:
        """A row that holds one text, or only texts like `单位：万元`, and nothing else."""
        texts = self._texts(row)
        if not texts or any(_NUMBER.match(text) or not text for text in texts) or self._is_under_another(row):
            return False
        if len(texts) == 1 and len(texts[0]) < _TITLE and self._filled[row][0] > self.left:
            return False  # the tail of a label that was torn over two rows
        labelled = sum(bool(_LABELLED.match(text)) for text in texts)
        if len(texts) == 1 or labelled == len(texts):
            return True
        # `某局 …… 2023年度 …… 单位：万元`: a few texts far apart, above the fuller header
        return bool(labelled) and len(texts) <= _LOOSE and len(texts) < self._texts_below(row)

    def _texts_below(self, row: int) -> int:
        below = (self._filled[after] for after in range(row + 1, self.last + 1) if after in self._filled)
        return len(next(below, ()))

    def _is_under_another(self, row: int) -> bool:
        if row not in self._covered:
            return False
        return any(self._origin.get((row, column), (row, column))[0] < row for column in self._columns)

    def _is_strong_caption(self, row: int) -> bool:
        """A caption that is no account without amounts: over the whole width, labelled, or a sentence."""
        if not self.is_caption(row):
            return False
        column = self._filled[row][0]
        text = self._texts(row)[0]
        whole = len(self._columns) > 2 and self._across(row, column) >= len(self._columns)
        return whole or bool(_LABELLED.match(text)) or len(text) > _SENTENCE or text.endswith("。")

    def _is_header(self, row: int) -> bool:
        texts = self._texts(row)
        return len(texts) > 1 and not any(_NUMBER.match(text) for text in texts)

    def table_end(self, start: int) -> int:
        """The last row before the next table's captions, or before the notes at the end of the sheet."""
        for row in range(start + 1, self.last + 1):
            if self.is_caption(row) and self._begins_captions(row):
                return row - 1
        return self.last

    def _begins_captions(self, row: int) -> bool:
        """Whether the captions from this row on belong to the next table and not to the one above: they
        stand apart from it or are several that can be nothing else, and a header or nothing follows."""
        if self.is_blank(row - 1):
            return self._header_follows(row)
        if not self._is_strong_caption(row) or not self._header_follows(row):
            return False
        return self._after[row] > self.last or any(
            self._is_strong_caption(other) for other in range(row + 1, min(self._after[row], row + _TOGETHER))
        )

    def _header_follows(self, row: int) -> bool:
        """Whether below the captions and blanks from this row on a table's header stands, or nothing."""
        if row not in self._after:
            after = row
            while after <= self.last and (self.is_blank(after) or self.is_caption(after)):
                after += 1
            self._after.update(dict.fromkeys(range(row, after), after))
        return self._after[row] > self.last or self._is_header(self._after[row])

    def last_filled(self, start: int, end: int) -> int:
        while end > start and self.is_blank(end):
            end -= 1
        return end

    def paragraphs(self, row: int) -> Iterator[Paragraph]:
        for column in self._filled[row]:
            place = self.sheet.place(row, column)
            for line in self.sheet.cells[row, column].text.splitlines():
                if line.strip():
                    yield Paragraph((Span(line.strip(), place),))

    def grid(self, first: int, last: int) -> Grid:
        made: dict[tuple[int, int], Cell] = {}
        rows = []
        for row in range(first, last + 1):
            cells = []
            for column in self._columns:
                origin = self._origin.get((row, column), (row, column))
                if origin not in made:
                    made[origin] = self._cell(*origin)
                cells.append(made[origin])
            rows.append(tuple(cells))
        return Grid(tuple(rows), self.sheet.place(first, self.left))

    def _cell(self, row: int, column: int) -> Cell:
        rowspan, colspan = self._span.get((row, column), (1, 1))
        stored = self.sheet.cells.get((row, column))
        if stored is None:
            return Cell("", self.sheet.place(row, column), rowspan, colspan)
        return Cell(
            stored.text,
            self.sheet.place(row, column),
            rowspan,
            colspan,
            number=stored.number,
            formula=stored.formula,
            unknown=stored.unknown,
        )
