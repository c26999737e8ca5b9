"""What a test compares: a Document as texts and rows of texts, merged positions repeating their text."""

from __future__ import annotations

from checks.reading import Document
from checks.reading.document import Grid, Paragraph


def shown(document: Document) -> list[str | list[list[str]]]:
    """Every block in order: a paragraph as its text, a grid as its rows."""
    return [block.text if isinstance(block, Paragraph) else rows(block) for block in document.blocks]


def rows(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def grid(document: Document) -> Grid:
    """The only grid of a document."""
    (only,) = document.grids()
    return only


def remarks(document: Document) -> dict[str, dict[str, str]]:
    """Each remark's details by its key; a key may occur once only."""
    found = {remark.key: remark.details for remark in document.remarks}
    assert len(found) == len(document.remarks)
    return found
