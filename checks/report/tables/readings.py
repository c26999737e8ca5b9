"""Cells of a stitched table → the numbers they hold, with unit and kind.

In a standard form every cell of an amount column is one number or blank; anything else is a Problem
(V101). In other tables a cell is a figure only when it is one number with what belongs to it (369个,
≥95%, 311.36万元); a number inside prose is the narrative's. Takes a Sheet; gives Readings by row and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checks.reading.document import Cell
from checks.record import record
from checks.report.labels import clean, normalise
from checks.report.narrative.printed import FACTORS, printed_numbers
from checks.report.numbers import Number, Unreadable, read_number
from checks.report.report import Kind
from checks.report.tables.captions import unit_in_header
from checks.report.tables.columns import CODE, NUMERIC, ORDINAL, PERCENT, Part
from checks.report.tables.segments import Cells

_SCORE = re.compile(r"分值|得分|权重|分数|评分|满分|标准分")
_COUNTED = re.compile(r"[数人个辆次批项家件户台套]量?$|数量|人数|次数|面积|年限|年度?$")
_MONEY = re.compile(r"金额|[预决]算数|支出|收入|资金|经费|合计|小计|总计|拨款|费$|款$|额$|执行数")
_ROUND_IT = re.compile(r"[≥≤><=约]|不少于|不低于|不超过|以[上下内]|大于|小于|等于|左右|含|[（）]")
_DIGIT = re.compile(r"\d")
_DIGITS_ONLY = re.compile(r"[\d.,，\s]*\.[\d.,，\s]*")
_LONGEST = 24
_CENTS = re.compile(r"[\d,，]*\d\.\d\d")
_ONE = Decimal(1)


@record
class Reading:
    """One number of a cell. id: of its Figure. text: as printed, without blanks around."""

    id: int
    number: Number
    text: str
    kind: Kind
    unit: str
    factor: Decimal
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that holds something else than one number, in a column of numbers. reason as in Unreadable,
    or `formula` for a spreadsheet formula whose value is unknown."""

    reason: str


class Reader:
    """Reads the cells of one table after another; figures are numbered through the document."""

    def __init__(self) -> None:
        self.next_id = 0

    def read_form(
        self, rows: Sequence[Cells], parts: Sequence[Part], unit: str
    ) -> list[list[Reading | Unread | None]]:
        """Readings of a table whose amount columns hold nothing but amounts."""
        units = [_unit_over(part) or unit for part in parts]
        return [
            [
                self._form_cell(cell, part, units[j])
                if part.role in NUMERIC and _is_own(rows, r, j)
                else None
                for j, (cell, part) in enumerate(zip(row, parts, strict=True))
            ]
            for r, row in enumerate(rows)
        ]

    def read_free(
        self, rows: Sequence[Cells], parts: Sequence[Part], unit: str
    ) -> list[list[Reading | Unread | None]]:
        """Readings of a table that no form knows: amounts, percentages, counts and words side by side."""
        found: list[list[Reading | Unread | None]] = []
        for r, row in enumerate(rows):
            readings: list[Reading | Unread | None] = []
            for j, (cell, part) in enumerate(zip(row, parts, strict=True)):
                bare = part.role in {CODE, ORDINAL} or not _is_number_and_measure(cell.text)
                own = not bare and _is_own(rows, r, j)
                readings.append(self._free_cell(rows, r, j, part, unit) if own else None)
            found.append(readings)
        return found

    def _form_cell(self, cell: Cell, part: Part, unit: str) -> Reading | Unread | None:
        if cell.unknown:
            return Unread("formula")
        try:
            number = read_number(cell.text)
        except Unreadable as unreadable:
            return Unread(unreadable.reason)
        if number is None:
            return None
        if number.unit in FACTORS:
            return self._reading(number, cell.text, Kind.AMOUNT, number.unit)
        if number.unit or part.role == PERCENT:
            return self._reading(number, cell.text, Kind.PERCENT, "%")
        return self._reading(number, cell.text, Kind.AMOUNT, unit)

    def _free_cell(
        self, rows: Sequence[Cells], r: int, j: int, part: Part, unit: str
    ) -> Reading | Unread | None:
        text = clean(rows[r][j].text)
        try:
            number = read_number(rows[r][j].text)
        except Unreadable as unreadable:
            if part.role in NUMERIC and _DIGITS_ONLY.fullmatch(text):
                return Unread(unreadable.reason)
            return self._with_words(text)
        if number is None:
            return None
        if number.unit in FACTORS:
            return self._reading(number, text, Kind.AMOUNT, number.unit)
        if number.unit:
            return self._reading(number, text, Kind.PERCENT, number.unit)
        if _is_date(text):
            return None
        kind, of_cell = _bare(rows, r, j, part, unit)
        if kind is Kind.COUNT and not of_cell and unit and _all_in_cents(rows, j):
            kind, of_cell = Kind.AMOUNT, unit  # 车辆 100000.00 among the values of assets
        return self._reading(number, text, kind, of_cell)

    def _with_words(self, text: str) -> Reading | None:
        """A cell that is one number and its measure: 369个, ≥95%, 0次."""
        shown, text = text, normalise(text)
        numbers = list(printed_numbers(text))
        if len(numbers) != 1 or numbers[0].kind is Kind.OTHER or not numbers[0].unit:
            return None
        printed = numbers[0]
        rest = _ROUND_IT.sub("", text[: printed.start] + text[printed.end :])
        if rest:
            return None
        rough = printed.approximate or bool(_ROUND_IT.search(text.replace("（", "").replace("）", "")))
        number = Number(printed.value, printed.places, printed.unit)
        return self._reading(number, shown, printed.kind, printed.unit, rough)

    def _reading(
        self, number: Number, text: str, kind: Kind, unit: str, approximate: bool = False
    ) -> Reading:
        factor = FACTORS.get(unit, _ONE) if kind is Kind.AMOUNT else _ONE
        self.next_id += 1
        return Reading(self.next_id - 1, number, text.strip(), kind, unit, factor, approximate)


def _unit_over(part: Part) -> str:
    """The unit that a column's header gives (金额（元）), "" when it gives none."""
    return next((unit for level in reversed(part.path) if (unit := unit_in_header(normalise(level)))), "")


def _is_number_and_measure(text: str) -> bool:
    """Short enough to be one number and what belongs to it, and with a digit in it."""
    return len(text) <= _LONGEST and _DIGIT.search(text) is not None


def _is_own(rows: Sequence[Cells], r: int, j: int) -> bool:
    """The cell's origin is here: not covered by a merged cell on its left or above."""
    cell = rows[r][j]
    return (
        bool(cell.text or cell.unknown)
        and not (j and rows[r][j - 1] is cell)
        and not (r and rows[r - 1][j] is cell)
    )


def _all_in_cents(rows: Sequence[Cells], j: int) -> bool:
    """Every number of the column has two decimals, as no count has."""
    texts = (normalise(row[j].text) for row in rows)
    return all(_CENTS.fullmatch(text) for text in texts if _DIGIT.search(text))


def _is_date(text: str) -> bool:
    return len(text) == 4 and text.startswith(("19", "20"))


def _bare(rows: Sequence[Cells], r: int, j: int, part: Part, unit: str) -> tuple[Kind, str]:
    """Kind and unit of a number that prints none, from what stands over it and beside it."""
    headings = [normalise(level) for level in reversed(part.path)]
    near = next(_words_above(rows, r, j), "")
    if near:
        headings.insert(0, near)
    if any(_SCORE.search(heading) for heading in headings):
        return Kind.COUNT, "分"
    for heading in (*headings, *_words_beside(rows, r, j)):
        if own := unit_in_header(heading):
            return Kind.AMOUNT, own
        if "%" in heading:
            return Kind.PERCENT, "%"
    if part.role == PERCENT:
        return Kind.PERCENT, "%"
    heading = headings[0] if headings else ""
    if unit and not _COUNTED.search(heading) and (_MONEY.search(heading) or part.role in NUMERIC):
        return Kind.AMOUNT, unit
    return Kind.COUNT, ""


def _words_above(rows: Sequence[Cells], r: int, j: int) -> Iterator[str]:
    """Headings inside the body: words over a number, nearest first (performance tables)."""
    for above in range(r - 1, -1, -1):
        text = normalise(rows[above][j].text)
        if text and not any(map(str.isdigit, text)) and any(map(str.isalpha, text)) and len(text) <= 12:
            yield text


def _words_beside(rows: Sequence[Cells], r: int, j: int) -> Iterator[str]:
    """Labels on the left of a number, nearest first."""
    for left in range(j - 1, -1, -1):
        text = normalise(rows[r][left].text)
        if text and any(map(str.isalpha, text)) and len(text) <= 20:
            yield text
