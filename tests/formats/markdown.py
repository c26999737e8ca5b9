"""A Draft as Markdown: headings, paragraphs, and pipe tables in which a spanned position is blank."""

from __future__ import annotations

from collections.abc import Iterable

from tests.generate.draft import Box, Draft, Fragment, Para, printed


def markdown(draft: Draft) -> str:
    """The text of the file."""
    return "\n\n".join(_block(block) for block in draft.blocks) + "\n"


def header_rows(fragment: Fragment) -> list[list[Box | None]]:
    """The header as full rows: each box at its origin, None where it covers further positions."""
    rows: list[list[Box | None]] = [[None] * fragment.width for _ in fragment.header]
    covered: set[tuple[int, int]] = set()
    for y, boxes in enumerate(fragment.header):
        x = 0
        for box in boxes:
            while (y, x) in covered:
                x += 1
            rows[y][x] = box
            covered |= {(y + dy, x + dx) for dy in range(box.down) for dx in range(box.across)}
            x += box.across
    return rows


def _block(block: Para | Fragment) -> str:
    if isinstance(block, Para):
        return f"{'#' * block.level} {block.text}".strip() if block.level else block.text
    head = [[box.text if box else "" for box in row] for row in header_rows(block)]
    body = [[printed(part) for part in row] for row in block.rows]
    lines = [_line(row) for row in head + body]
    lines.insert(1, _line(["---"] * block.width))
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"
