"""An xls workbook (Excel 97, WPS) → Document: every visible sheet in its order. Before: the reading door."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import xlrd

from checks.reading.document import Document, ReadError
from checks.reading.limits import Limits
from checks.reading.progress import Progress
from checks.reading.sheets import Sheet, Stored
from checks.reading.sheets.number_format import BUILT_IN, GENERAL, shown, stored
from checks.reading.sheets.records import formulas_of, is_rounded
from checks.reading.sheets.workbook import contents_of


def read_xls(path: Path, data: bytes, *, limits: Limits, progress: Progress) -> Document:
    """Read a workbook, as `read_xlsx` does; of one older than Excel 97 only the values.

    Raises ReadError for a damaged or encrypted workbook, and for one over a limit.
    """
    sheets = []
    book = _opened(path, data)
    rounded = is_rounded(book)
    for done in range(book.nsheets):
        sheets.append(_sheet(book, done, path, limits, rounded=rounded))
        book.unload_sheet(done)
        progress(done + 1, book.nsheets)
    blocks, remarks = contents_of(sheets, path, limits)
    return Document(path, "xls", sha256(data).hexdigest(), blocks, remarks)


def _opened(path: Path, data: bytes) -> Any:
    try:
        return xlrd.open_workbook(
            file_contents=data,
            formatting_info=True,  # number formats, merged cells, hidden rows
            ragged_rows=True,
            on_demand=True,
            logfile=io.StringIO(),
        )
    except Exception as error:  # the library fails on damaged files in any way it happens to
        raise ReadError("encrypted" if "encrypted" in str(error) else "damaged", path) from error


def _sheet(book: Any, index: int, path: Path, limits: Limits, *, rounded: bool) -> Sheet:
    try:
        source = book.sheet_by_index(index)
    except Exception as error:  # as above
        raise ReadError("damaged", path) from error
    if sum(map(source.row_len, range(source.nrows))) > limits.cells:
        raise limits.refusal("cells", path, source.name)
    return Sheet(
        source.name,
        dict(_cells(source, book)),
        tuple((top, left, bottom - 1, right - 1) for top, bottom, left, right in source.merged_cells),
        hidden=source.visibility != 0,
        hidden_rows=frozenset(row for row, info in source.rowinfo_map.items() if info.hidden),
        hidden_columns=frozenset(column for column, info in source.colinfo_map.items() if info.hidden),
        outlined_columns=frozenset(
            column for column, info in source.colinfo_map.items() if info.outline_level
        ),
        rounded=rounded,
    )


def _cells(source: Any, book: Any) -> Iterator[tuple[tuple[int, int], Stored]]:
    formulas = formulas_of(book, source.number)
    for row in range(source.nrows):
        for column, kind in enumerate(source.row_types(row)):
            formula = formulas.get((row, column))
            cell = _cell(kind, source, book, row, column)
            if formula is not None:
                cell = replace(cell or Stored(""), formula=formula.text, on_opening=formula.on_opening)
            if cell is not None:
                yield (row, column), cell


def _cell(kind: int, source: Any, book: Any, row: int, column: int) -> Stored | None:
    value = source.cell_value(row, column)
    match kind:
        case xlrd.XL_CELL_TEXT if value.strip():
            return Stored(value.replace("\r\n", "\n").replace("\r", "\n"))
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            number = stored(value)
            if number == 0 and not source.show_zero_values:
                return Stored("", number)
            code = _format_of(book, source.cell_xf_index(row, column))
            return Stored(shown(number, code, from_1904=book.datemode == 1), number)
        case xlrd.XL_CELL_BOOLEAN:
            return Stored("TRUE" if value else "FALSE")
        case xlrd.XL_CELL_ERROR:
            return Stored(xlrd.error_text_from_code.get(value, "#N/A"), unknown=True, error=True)
    return None


def _format_of(book: Any, style: int) -> str:
    key = book.xf_list[style].format_key
    if key in BUILT_IN:
        return BUILT_IN[key]
    known = book.format_map.get(key)
    return known.format_str if known else GENERAL
