"""A Draft as a PDF: ruled tables that run over pages as they come, in a font every reader has.

STSong-Light is one of the fonts that a PDF may name without carrying it, so no font file is needed.
"""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from tests.formats.markdown import header_rows
from tests.generate.draft import Draft, Fragment, Para, printed

FONT = "STSong-Light"
_SIZE = 8
_MARGIN = 36


def write_pdf(draft: Draft, path: Path) -> None:
    """One .pdf file, landscape A4; the same draft gives the same bytes."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    page = SimpleDocTemplate(
        str(path),
        pagesize=landscape(A4),
        title=draft.title,
        invariant=1,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
    )
    flow = []
    for block in draft.blocks:
        flow.append(_table(block) if isinstance(block, Fragment) else _paragraph(block))
        if isinstance(block, Fragment):
            flow.append(Spacer(1, 6))
    page.build(flow)


def _paragraph(para: Para) -> Paragraph:
    size = 10 + 2 * (4 - para.level) * (para.level > 0)
    style = ParagraphStyle(
        f"level{para.level}",
        fontName=FONT,
        fontSize=size,
        leading=size * 1.6,
        firstLineIndent=0 if para.level else 2 * size,
        wordWrap="CJK",
    )
    return Paragraph(para.text, style)


def _table(fragment: Fragment) -> Table:
    """Cells are wrapped paragraphs; the header is repeated on each page that the table runs over."""
    cell = ParagraphStyle("cell", fontName=FONT, fontSize=_SIZE, leading=_SIZE * 1.2, wordWrap="CJK")
    head = header_rows(fragment)
    texts = [[box.text if box else "" for box in boxes] for boxes in head]
    texts += [[printed(part) for part in row] for row in fragment.rows]
    spans = [
        ("SPAN", (x, y), (x + box.across - 1, y + box.down - 1))
        for y, boxes in enumerate(head)
        for x, box in enumerate(boxes)
        if box and box.across * box.down > 1
    ]
    look = TableStyle(
        [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *spans]
    )
    data = [[Paragraph(text, cell) for text in row] for row in texts]
    return Table(data, colWidths=_widths(texts), repeatRows=len(head), style=look)


def _widths(texts: list[list[str]]) -> list[float]:
    """Columns in proportion to their longest text, between a code's width and a name's."""
    room = landscape(A4)[0] - 2 * _MARGIN
    longest = [min(max(7, *(len(row[x]) for row in texts)), 22) for x in range(len(texts[0]))]
    return [room * length / sum(longest) for length in longest]
