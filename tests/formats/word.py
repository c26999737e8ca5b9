"""A Draft as a Word file: heading styles, paragraphs, tables with merged header cells."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.document import Document

from tests.formats.markdown import header_rows
from tests.generate.draft import Draft, Fragment, printed


def write_docx(draft: Draft, path: Path) -> None:
    """One .docx file."""
    document = docx.Document()
    for block in draft.blocks:
        if isinstance(block, Fragment):
            _table(document, block)
        elif block.level:
            document.add_heading(block.text, block.level)
        else:
            document.add_paragraph(block.text)
    document.save(str(path))


def _table(document: Document, fragment: Fragment) -> None:
    head = header_rows(fragment)
    table = document.add_table(len(head) + len(fragment.rows), fragment.width)
    grid = [list(row.cells) for row in table.rows]
    for y, row in enumerate(fragment.rows, len(head)):
        for x, part in enumerate(row):
            grid[y][x].text = printed(part)
    for y, boxes in enumerate(head):
        for x, box in enumerate(boxes):
            if box is not None:
                grid[y][x].merge(grid[y + box.down - 1][x + box.across - 1]).text = box.text
