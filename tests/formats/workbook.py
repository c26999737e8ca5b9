"""A Draft as a workbook, xlsx or xls: a sheet a part of the report, amounts as numbers with a format.

Merged header cells are merged, a number keeps its printed decimals in its number format, and text
stands in column A, one paragraph a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import xlwt
from openpyxl.worksheet.worksheet import Worksheet

from tests.formats.markdown import header_rows
from tests.generate.draft import Block, Draft, Num, Para


def write_xlsx(draft: Draft, path: Path) -> None:
    """One .xlsx file."""
    book = openpyxl.Workbook()
    book.remove(book.active or book.create_sheet())
    for number, blocks in enumerate(_parts(draft), 1):
        sheet: Worksheet = book.create_sheet(f"第{number}页")
        top = 1
        for block in blocks:
            top = _xlsx_block(sheet, block, top)
    book.save(path)


def write_xls(draft: Draft, path: Path) -> None:
    """One .xls file of the old kind."""
    book = xlwt.Workbook(encoding="utf-8")
    for number, blocks in enumerate(_parts(draft), 1):
        sheet = book.add_sheet(f"第{number}页")
        top = 0
        for block in blocks:
            top = _xls_block(sheet, block, top)
    book.save(str(path))


def _parts(draft: Draft) -> Iterator[list[Block]]:
    """The blocks between headings of the first level."""
    part: list[Block] = []
    for block in draft.blocks:
        if isinstance(block, Para) and block.level == 1 and part:
            yield part
            part = []
        part.append(block)
    yield part


def _xlsx_block(sheet: Worksheet, block: Block, top: int) -> int:
    """Write a block from row `top` (from 1); gives the row after it and one blank row after a table."""
    if isinstance(block, Para):
        sheet.cell(top, 1, block.text)
        return top + 1
    for y, boxes in enumerate(header_rows(block)):
        for x, box in enumerate(boxes):
            if box is None:
                continue
            sheet.cell(top + y, x + 1, box.text)
            if box.across * box.down > 1:
                sheet.merge_cells(
                    start_row=top + y,
                    start_column=x + 1,
                    end_row=top + y + box.down - 1,
                    end_column=x + box.across,
                )
    for y, row in enumerate(block.rows, top + len(block.header)):
        for x, part in enumerate(row, 1):
            if isinstance(part, Num):
                sheet.cell(y, x, float(part.value)).number_format = _format(part)
            elif part:
                sheet.cell(y, x, part)
    return top + len(block.header) + len(block.rows) + 1


def _xls_block(sheet: xlwt.Worksheet, block: Block, top: int) -> int:
    """As `_xlsx_block`, rows and columns from 0."""
    if isinstance(block, Para):
        sheet.write(top, 0, block.text)
        return top + 1
    for y, boxes in enumerate(header_rows(block)):
        for x, box in enumerate(boxes):
            if box is None:
                continue
            if box.across * box.down > 1:
                sheet.write_merge(top + y, top + y + box.down - 1, x, x + box.across - 1, box.text)
            else:
                sheet.write(top + y, x, box.text)
    for y, row in enumerate(block.rows, top + len(block.header)):
        for x, part in enumerate(row):
            if isinstance(part, Num):
                sheet.write(y, x, float(part.value), xlwt.easyxf(num_format_str=_format(part)))
            elif part:
                sheet.write(y, x, part)
    return top + len(block.header) + len(block.rows) + 1


def _format(num: Num) -> str:
    decimals = "." + "0" * len(num.text.partition(".")[2]) if "." in num.text else ""
    return ("#,##0" if "," in num.text else "0") + decimals
