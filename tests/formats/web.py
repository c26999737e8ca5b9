"""A Draft as a web page: headings, paragraphs, tables with row and column spans."""

from __future__ import annotations

from html import escape
from pathlib import Path

from tests.generate.draft import Box, Draft, Fragment, Para, printed


def write_html(draft: Draft, path: Path) -> None:
    """One .html file in UTF-8 that says so."""
    head = f'<head><meta charset="utf-8"><title>{escape(draft.title)}</title></head>'
    body = "\n".join(_block(block) for block in draft.blocks)
    path.write_text(f"<!DOCTYPE html>\n<html>{head}<body>\n{body}\n</body></html>\n", encoding="utf-8")


def _block(block: Para | Fragment) -> str:
    if isinstance(block, Para):
        tag = f"h{block.level}" if block.level else "p"
        return f"<{tag}>{escape(block.text)}</{tag}>"
    rows = ["".join(_box(box) for box in boxes) for boxes in block.header]
    rows += ["".join(f"<td>{escape(printed(part))}</td>" for part in row) for row in block.rows]
    return "<table>" + "".join(f"<tr>{row}</tr>\n" for row in rows) + "</table>"


def _box(box: Box) -> str:
    spans = "".join(
        f' {name}="{value}"' for name, value in (("colspan", box.across), ("rowspan", box.down)) if value > 1
    )
    return f"<th{spans}>{escape(box.text)}</th>"
