"""Printed pages for tests: text as one sees it → a Document.

Lines of cells between pipes are a grid, other lines are paragraphs. A cell `<` is covered by the one on its
left, `^` by the one above; `⏎` is a line break inside a cell. The line number is the place.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from pathlib import Path
from textwrap import dedent

from checks.reading.document import Block, Cell, Document, Grid, Paragraph, Place, Span
from checks.report.report import Entry, Table
from checks.report.tables import Tables, find_tables


def paper(text: str) -> Document:
    """The document that the text shows."""
    lines = [(number, line) for number, line in enumerate(dedent(text).splitlines(), 1) if line.strip()]
    blocks: list[Block] = []
    for is_row, group in groupby(
        lines, key=lambda item: (item[1].lstrip().startswith("|"), _gap(item, lines))
    ):
        if is_row[0]:
            blocks.append(_grid(list(group)))
        else:
            blocks.extend(Paragraph((Span(line.strip(), Place(line=number)),)) for number, line in group)
    return Document(Path("paper.md"), "markdown", "0" * 64, tuple(blocks))


def _gap(item: tuple[int, str], lines: list[tuple[int, str]]) -> int:
    """How many blank lines are above: a blank line parts two grids."""
    return item[0] - lines.index(item)


def _grid(lines: list[tuple[int, str]]) -> Grid:
    rows: list[list[Cell]] = []
    for number, line in lines:
        row: list[Cell] = []
        for column, text in enumerate(line.strip().strip("|").split("|")):
            match text.strip():
                case "<" if row:
                    row.append(row[-1])
                case "^" if rows and column < len(rows[-1]):
                    row.append(rows[-1][column])
                case printed:
                    row.append(Cell(printed.replace("⏎", "\n"), Place(line=number)))
        rows.append(row)
    width = max(map(len, rows))
    for row in rows:
        row.extend(Cell("", row[0].place) for _ in range(width - len(row)))
    spanned = _spanned(rows)
    return Grid(tuple(tuple(map(spanned, row)) for row in rows), Place(line=lines[0][0]))


def _spanned(rows: list[list[Cell]]):  # type: ignore[no-untyped-def]
    """Give each cell the spans that its copies show, once."""
    made: dict[int, Cell] = {}

    def spanned(cell: Cell) -> Cell:
        if id(cell) not in made:
            down = sum(any(c is cell for c in row) for row in rows)
            across = max(sum(c is cell for c in row) for row in rows)
            made[id(cell)] = replace(cell, rowspan=down, colspan=across)
        return made[id(cell)]

    return spanned


def tables_on(text: str) -> Tables:
    return find_tables(paper(text))


def the_table(text: str, table_id: str) -> tuple[Table, Tables]:
    """The table of that id, and all that was found with it."""
    found = tables_on(text)
    return next(table for table in found.tables if table.id == table_id), found


def values(found: Tables, entry: Entry | None) -> dict[str, str | None]:
    """The cells of an entry as digits, blanks as None."""
    assert entry is not None
    return {key: None if id is None else str(found.figures[id].value) for key, id in entry.cells.items()}
