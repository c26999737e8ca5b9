"""Header and body of a table piece → its columns: what stands over each, and one cell a row in it.

Header cells may be merged or, in formats without spans, blank beside or below the cell that covers them;
stray rules may part a column. Takes the rows of a Segment;
gives a Layout. Before this module: `headers`. After it: `columns`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from checks.reading.document import Cell
from checks.report.forms import load_forms
from checks.report.labels import clean, normalise
from checks.report.tables.headers import Header, split_header
from checks.report.tables.segments import Cells


@dataclass(frozen=True, slots=True)
class Layout:
    """paths: of each column, its header cells from top to bottom, cleaned. body: the rows below the
    header, one cell a column. header_rows: printed rows that are header and not in `body`.
    groups: the grid columns that each column is made of. known: the header is made of words that headers
    of these reports use, so that it is one beyond doubt."""

    paths: tuple[tuple[str, ...], ...]
    body: tuple[Cells, ...]
    header_rows: int
    groups: tuple[tuple[int, ...], ...]
    known: bool

    @property
    def width(self) -> int:
        return len(self.paths)

    @property
    def has_header(self) -> bool:
        return any(self.paths)


def lay_out(rows: Sequence[Cells], groups: Sequence[Sequence[int]] = ()) -> Layout:
    """groups: the grid columns of each column, when the page before has told them."""
    return _layout(split_header(rows), groups, len(rows[0]))


def lay_out_headless(rows: Sequence[Cells], groups: Sequence[Sequence[int]] = ()) -> Layout:
    """The layout of rows that go on from the page before without a header."""
    return _layout(Header((), 0, tuple(rows)), groups, len(rows[0]))


def _layout(header: Header, groups: Sequence[Sequence[int]], width: int) -> Layout:
    head, body = header.rows, header.body
    groups = groups or _columns(head, body, width)
    words = load_forms().words
    return Layout(
        paths=_paths(head, groups),
        body=tuple(_regrouped(row, groups) for row in body),
        header_rows=header.height,
        groups=tuple(map(tuple, groups)),
        known=any(words.is_header(normalise(cell.text)) for row in head for cell in row if cell.text),
    )


def _columns(head: Sequence[Cells], body: Sequence[Cells], width: int) -> list[list[int]]:
    """Grid columns that are one printed column, in groups."""
    named = [row for row in body if any(cell.text for cell in row) and not _has_total(row)]
    groups: list[list[int]] = []
    for j in range(width):
        if groups and (_merged(named, j) or _one_header(head, body, j)):
            groups[-1].append(j)
        else:
            groups.append([j])
    return groups


def _has_total(row: Cells) -> bool:
    """A total's label may span code and name, which says nothing about the columns."""
    total = load_forms().words.total
    return any(total.fit(normalise(cell.text)) for cell in row if "计" in cell.text)


def _merged(rows: Sequence[Cells], j: int) -> bool:
    """Every row has one cell across columns j − 1 and j."""
    return all(row[j] is row[j - 1] for row in rows) and any(row[j].text for row in rows)


def _one_header(head: Sequence[Cells], body: Sequence[Cells], j: int) -> bool:
    """Columns j − 1 and j stand under the same header cells and no row fills both: one column that a
    stray rule divides. Account codes alone have several columns under one header."""
    if not head or any(row[j] is not row[j - 1] for row in head):
        return False
    words = load_forms().words
    names = [normalise(row[j].text) for row in head if row[j].text]
    if not names or any(words.code.fit(name) for name in names):
        return False
    return not any(row[j].text and row[j - 1].text and row[j] is not row[j - 1] for row in body)


def _regrouped(row: Cells, groups: Sequence[Sequence[int]]) -> Cells:
    """A grid row with one cell a column. Cells that only the page before has as one are put together."""
    return tuple(row[group[0]] if len(group) == 1 else _joined([row[j] for j in group]) for group in groups)


def _joined(cells: Sequence[Cell]) -> Cell:
    printed = [cell for j, cell in enumerate(cells) if cell.text and cell not in cells[:j]]
    if len(printed) < 2:
        return printed[0] if printed else cells[0]
    between = "" if all(cell.text.isdigit() for cell in printed) else " "
    return replace(printed[0], text=between.join(cell.text for cell in printed))


def _paths(head: Sequence[Cells], groups: Sequence[Sequence[int]]) -> tuple[tuple[str, ...], ...]:
    """The header cells of each column, top to bottom, with blanks filled from the cell that covers them."""
    if not head:
        return ((),) * len(groups)
    texts = _spread(head)
    width = len(head[0])
    paths: list[list[str]] = [[] for _ in range(width)]
    for h, row in enumerate(head):
        for j in range(width):
            text = texts[h][j]
            same = h and row[j] is head[h - 1][j] and row[j].text
            if text and not same and (not paths[j] or paths[j][-1] != text):
                paths[j].append(text)
    found = []
    for group in groups:
        common = [level for level in zip(*(paths[j] for j in group), strict=False) if len(set(level)) == 1]
        found.append(
            tuple(level[0] for level in common) if len(group) > 1 and common else tuple(paths[group[0]])
        )
    return tuple(found)


def _spread(head: Sequence[Cells]) -> list[list[str]]:
    """Header texts by row and column. A blank cell over a name belongs to the cell on its left, as far
    as both stand under one cell; formats without spans print wide headers that way."""
    texts = [[clean(cell.text) for cell in row] for row in head]
    source = [list(range(len(row))) for row in texts]
    for h, row in enumerate(texts):
        for j in range(1, len(row)):
            if head[h][j] is head[h][j - 1]:
                source[h][j] = source[h][j - 1]
            elif not row[j] and row[j - 1] and any(below[j] for below in texts[h + 1 :]):
                over = h == 0 or source[h - 1][j] == source[h - 1][j - 1]
                if over and not (h and texts[h - 1][j] and source[h - 1][j] == j):
                    row[j] = row[j - 1]
                    source[h][j] = source[h][j - 1]
    return texts
