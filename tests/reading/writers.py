"""Writes the blocks of a Document as a file of another format: the same report as Markdown, web page, Word
document and workbook, old and new. What is printed must come out the same whichever of them is read.

A workbook gets a sheet for each table, below the paragraphs before it; amounts are stored as numbers with
the format that prints them, codes and labels as text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import xlwt
from openpyxl.utils import get_column_letter

from checks.reading import Document
from checks.reading.document import Cell, Grid, Paragraph

_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)\.(\d+)$")


def origins(grid: Grid) -> Iterator[tuple[int, int, Cell]]:
    """Each cell once, with the row and column of its top left corner."""
    seen: set[int] = set()
    for row, cells in enumerate(grid.rows):
        for column, cell in enumerate(cells):
            if id(cell) not in seen:
                seen.add(id(cell))
                yield row, column, cell


def write_markdown(document: Document, path: Path) -> None:
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines += [f"{'#' * block.level} {block.text}".strip().replace("|", "\\|"), ""]
            continue
        for number, row in enumerate(block.rows):
            texts = [cell.text.replace("|", "\\|").replace("\n", "<br>") for cell in row]
            lines.append(f"| {' | '.join(texts)} |")
            if number == 0:
                lines.append("|---" * len(row) + "|")
        lines.append("")
    path.write_text("\n".join(lines), encoding="utf-8")


def write_html(document: Document, path: Path) -> None:
    parts = ['<html><head><meta charset="gb2312"></head><body>']
    for block in document.blocks:
        if isinstance(block, Paragraph):
            tag = f"h{block.level}" if 0 < block.level < 7 else "p"
            parts.append(f"<{tag}>{html.escape(block.text)}</{tag}>")
            continue
        rows: list[list[str]] = [[] for _ in block.rows]
        for row, _, cell in origins(block):
            text = html.escape(cell.text).replace("\n", "<br>")
            rows[row].append(f'<td rowspan="{cell.rowspan}" colspan="{cell.colspan}">{text}</td>')
        parts.append("<table>" + "".join(f"<tr>{''.join(cells)}</tr>" for cells in rows) + "</table>")
    path.write_bytes("\n".join([*parts, "</body></html>"]).encode("gb18030"))


def write_docx(document: Document, path: Path) -> None:
    out = docx.Document()
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if 0 < block.level < 10:
                out.add_heading(block.text, block.level)
            else:
                out.add_paragraph(block.text)
            continue
        table = out.add_table(len(block.rows), block.width)
        cells = [row.cells for row in table.rows]
        for row, column, cell in origins(block):
            cells[row][column].text = cell.text
            if cell.rowspan > 1 or cell.colspan > 1:
                cells[row][column].merge(cells[row + cell.rowspan - 1][column + cell.colspan - 1])
    out.save(str(path))


def sheets(document: Document) -> Iterator[tuple[Sequence[Paragraph], Grid | None]]:
    """What goes on each sheet of a workbook: paragraphs, and the table below them."""
    above: list[Paragraph] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            above.append(block)
        else:
            yield above, block
            above = []
    if above:
        yield above, None


def stored(text: str) -> tuple[str | Decimal, str]:
    """The value a cell stores for a printed text, and the format that prints it so."""
    amount = _AMOUNT.match(text)
    if amount is None:
        return text, "General"
    whole = "#,##0" if "," in text else "0"
    return Decimal(text.replace(",", "")), f"{whole}.{'0' * len(amount[1])}"


def write_xlsx(document: Document, path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, (above, grid) in enumerate(sheets(document), start=1):
        sheet = book.create_sheet(f"Sheet{number}")
        for row, paragraph in enumerate(above, start=1):
            sheet.cell(row, 1, paragraph.text).data_type = "s"
        for row, column, cell in origins(grid) if grid else ():
            top = row + len(above) + 1
            value, code = stored(cell.text)
            target = sheet.cell(top, column + 1, None if value == "" else value)
            target.number_format = code
            if isinstance(value, str) and value:
                target.data_type = "s"
            if cell.rowspan > 1 or cell.colspan > 1:
                corner = f"{get_column_letter(column + cell.colspan)}{top + cell.rowspan - 1}"
                sheet.merge_cells(f"{get_column_letter(column + 1)}{top}:{corner}")
    book.save(path)


def write_xls(document: Document, path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    styles: dict[str, xlwt.XFStyle] = {}
    for number, (above, grid) in enumerate(sheets(document), start=1):
        sheet = book.add_sheet(f"Sheet{number}")
        for row, paragraph in enumerate(above):
            sheet.write(row, 0, paragraph.text)
        for row, column, cell in origins(grid) if grid else ():
            top = row + len(above)
            value, code = stored(cell.text)
            style = styles.setdefault(code, xlwt.easyxf(num_format_str=code))
            if cell.rowspan > 1 or cell.colspan > 1:
                bottom, right = top + cell.rowspan - 1, column + cell.colspan - 1
                sheet.write_merge(top, bottom, column, right, value, style)
            elif value != "":
                sheet.write(top, column, value, style)
    book.save(str(path))


WRITERS: dict[str, Callable[[Document, Path], None]] = {
    ".md": write_markdown,
    ".html": write_html,
    ".docx": write_docx,
    ".xlsx": write_xlsx,
    ".xls": write_xls,
}
