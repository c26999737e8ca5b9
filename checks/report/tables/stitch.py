"""Pieces of tables → whole tables, each with the form it is.

A table cut over pages may print its title, unit, header and total again on each page, or nothing at all;
a label may be torn by the cut. Takes the Pieces of a document; gives Sheets: all rows of a table, one
cell a column. Before this module: `surroundings`, `identify`. After it: `tables`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from checks.reading.document import Cell
from checks.report.forms import SANGONG, load_forms
from checks.report.labels import has_words, normalise
from checks.report.tables.captions import Naming, is_general
from checks.report.tables.columns import AMOUNT, CODE, LABEL, NUMERIC, ORDINAL, TEXT, Part, parts_of
from checks.report.tables.identify import Fit, by_header, identify
from checks.report.tables.layout import Layout, lay_out, lay_out_headless
from checks.report.tables.mending import mend
from checks.report.tables.segments import Cells, printed_cells
from checks.report.tables.surroundings import Piece


@dataclass(slots=True)
class Sheet:
    """A whole table. rows: its body, one cell a column. repeats: total rows printed again on a later
    page, each with the index of the row in `rows` that it repeats. misfit: a title right above that names
    a form whose header this is not."""

    pieces: list[Piece]
    layout: Layout
    parts: tuple[Part, ...]
    fit: Fit | None
    misfit: Naming | None = None
    rows: list[Cells] = field(default_factory=list)
    repeats: list[tuple[Cells, int]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)  # codes or labels of the rows so far

    @property
    def first(self) -> Piece:
        return self.pieces[0]

    @property
    def title(self) -> str:
        return next((piece.title for piece in self.pieces if piece.title), "")


def stitch(pieces: Sequence[Piece]) -> list[Sheet]:
    """The tables that the pieces make up, in reading order."""
    sheets: list[Sheet] = []
    for piece in pieces:
        layout = lay_out(piece.segment.rows)
        rows = _continuation(sheets[-1], piece, layout) if sheets else None
        if rows is None:
            sheets.append(_begin(piece, layout))
        else:
            _append(sheets[-1], piece, rows)
    for sheet in sheets:
        sheet.rows = mend(sheet.rows, sheet.parts, sheet.fit)
        _drop_phantoms(sheet)
    _free_longer_lists(sheets)
    return [sheet for sheet in sheets if sheet.parts]


def _free_longer_lists(sheets: Sequence[Sheet]) -> None:
    """Beside a table of the three public expenses, a list of which they are a few rows (机构运行信息表: also
    vehicles, assets, procurement) is a table of its own."""
    tables = [sheet for sheet in sheets if sheet.fit is not None and sheet.fit.form.shape == SANGONG]
    longer = [sheet for sheet in tables if len({part.side for part in sheet.parts}) > 1]
    if len(longer) < len(tables):
        for sheet in longer:
            sheet.fit = None


def _live(sheet: Sheet) -> list[int]:
    """The columns in which anything is printed, in the header or on any page so far."""
    return [j for j, part in enumerate(sheet.parts) if part.path or any(row[j].text for row in sheet.rows)]


def _drop_phantoms(sheet: Sheet) -> None:
    """Take out the columns that rules draw and nothing is printed in."""
    live = _live(sheet)
    if len(live) == len(sheet.parts):
        return
    sheet.parts = tuple(sheet.parts[j] for j in live)
    sheet.rows = [tuple(row[j] for j in live) for row in sheet.rows]
    sheet.repeats = [(tuple(row[j] for j in live), original) for row, original in sheet.repeats]
    if sheet.fit is not None:
        sheet.fit = sheet.fit.on(live)


def _fit(piece: Piece, layout: Layout, parts: Sequence[Part]) -> Fit | None:
    named = [naming for naming, _ in piece.named]
    fit = identify(layout, parts, named)
    if fit is None and not piece.near and (not piece.title or is_general(piece.title)):
        fit = by_header(layout, parts)
    return fit


def _begin(piece: Piece, layout: Layout) -> Sheet:
    parts = parts_of(layout)
    fit = _fit(piece, layout, parts)
    misfit = None
    if fit is None:
        misfit = next((naming for naming, _ in piece.named[: piece.near] if not naming.shared), None)
    else:
        # a title on the page before belongs to the table once the header has confirmed it
        block = next((at for naming, at in piece.named[piece.near :] if naming.form is fit.form), -1)
        if block >= 0 and not piece.near:
            piece.used.add(block)
            piece.title = piece.title or fit.form.name
    if fit is not None:
        parts = tuple(
            replace(part, role=AMOUNT) if key and part.role == TEXT else part
            for part, key in zip(parts, fit.keys, strict=True)
        )
    return Sheet([piece], layout, parts, fit, misfit, list(layout.body))


# ------------------------------------------------------------------------------------ continuations


def _continuation(sheet: Sheet, piece: Piece, layout: Layout) -> list[Cells] | None:
    """The rows of a piece in the columns of the table before, None when it is a table of its own."""
    near = {naming.form.id for naming, _ in piece.named[: piece.near]}
    named_alike = (sheet.fit is not None and sheet.fit.form.id in near) or (
        bool(piece.title) and normalise(piece.title) == normalise(sheet.title)
    )
    if not named_alike and (near or piece.title or piece.parted):
        return None
    rows = _in_columns(sheet, piece, layout)
    return None if rows is None or _starts_again(sheet, rows) else rows


def _in_columns(sheet: Sheet, piece: Piece, layout: Layout) -> list[Cells] | None:
    """The rows of a piece in the columns of the table it may go on from: under the same header; without
    one, by position in a grid of equal width, or by where the cells stand on the page."""
    rows = piece.segment.rows
    as_wide = len(rows[0]) == len(sheet.first.segment.rows[0])
    if layout.has_header and _words(layout) == _words(sheet.layout):
        if layout.width == sheet.layout.width:
            return list(layout.body)
        return list(lay_out(rows, sheet.layout.groups).body) if as_wide else None
    if layout.known:
        return None
    if as_wide:
        return list(lay_out_headless(rows, sheet.layout.groups).body)
    alone = lay_out_headless(rows)
    if alone.width == sheet.layout.width:
        return list(alone.body)
    live = _live(sheet)
    if alone.width == len(live):
        return [_spread(row, live, sheet.layout.width) for row in alone.body]
    return _aligned(sheet, rows)


def _spread(row: Cells, columns: Sequence[int], width: int) -> Cells:
    """A row in some columns of a table, the others blank."""
    cells = dict(zip(columns, row, strict=True))
    blank = Cell("", row[0].place)
    return tuple(cells.get(j, blank) for j in range(width))


def _words(layout: Layout) -> set[str]:
    return {normalise(level) for path in layout.paths for level in path}


def _aligned(sheet: Sheet, rows: Sequence[Cells]) -> list[Cells] | None:
    """Rows by the left and right edges of the columns above; None when two cells of a row fall into
    one column, or the format gives no boxes."""
    edges = _edges(sheet)
    found = []
    for row in rows:
        placed: list[Cell | None] = [None] * len(edges)
        for cell in printed_cells(row):
            column = _column_at(edges, cell)
            if column is None or placed[column] is not None:
                return None
            placed[column] = cell
        blank = Cell("", row[0].place)
        found.append(tuple(cell or blank for cell in placed))
    return found


def _edges(sheet: Sheet) -> list[tuple[float, float] | None]:
    """Left and right edge of each column: of cells that begin in it, and that end in it."""
    width = sheet.layout.width
    lefts: list[float | None] = [None] * width
    rights: list[float | None] = [None] * width
    for row in sheet.rows:
        for j, cell in enumerate(row):
            box = cell.place.box
            if box is not None and lefts[j] is None and (not j or row[j - 1] is not cell):
                lefts[j] = box[0]
            if box is not None and rights[j] is None and (j + 1 == width or row[j + 1] is not cell):
                rights[j] = box[2]
    return [(a, b) if a is not None and b is not None else None for a, b in zip(lefts, rights, strict=True)]


def _column_at(edges: Sequence[tuple[float, float] | None], cell: Cell) -> int | None:
    """The first column that a cell reaches over the middle of."""
    if cell.place.box is None:
        return None
    left, _, right, _ = cell.place.box
    for column, edge in enumerate(edges):
        if edge is not None and left < (edge[0] + edge[1]) / 2 < right:
            return column
    return None


def _starts_again(sheet: Sheet, rows: Sequence[Cells]) -> bool:
    """Most named rows are in the table already: the same form printed for another unit, or a template."""
    if sheet.fit is None:
        return False
    if not sheet.seen:
        sheet.seen = _row_keys(sheet.rows, sheet.parts)
    keys = _row_keys(rows, sheet.parts)
    return len(keys & sheet.seen) * 2 > len(keys)


def _row_keys(rows: Sequence[Cells], parts: Sequence[Part]) -> set[str]:
    return {key for row in rows if (key := _row_key(row, parts))}


def _row_key(row: Cells, parts: Sequence[Part]) -> str:
    """Code, or label without amounts beside it; "" for totals and blank rows, which may repeat."""
    key = "|".join(
        normalise(cell.text) for cell, part in zip(row, parts, strict=True) if part.role in {CODE, LABEL}
    )
    return "" if is_total(row, parts) or not has_words(key) else key


def is_total(row: Cells, parts: Sequence[Part]) -> bool:
    """A row whose every label is a total word (合计 in code or name, or across both)."""
    total = load_forms().words.total
    labels = [
        normalise(cell.text)
        for cell, part in zip(row, parts, strict=True)
        if part.role in {CODE, LABEL} and cell.text
    ]
    if not labels:
        labels = [
            normalise(cell.text)
            for cell, part in zip(row, parts, strict=True)
            if part.role == TEXT and cell.text
        ][:1]
    return bool(labels) and all(total.fit(label) for label in labels)


def _append(sheet: Sheet, piece: Piece, rows: list[Cells]) -> None:
    """Add the rows of a further page; a total that heads the page again is remembered, not repeated."""
    start = 0
    while start < len(rows) and (
        not printed_cells(rows[start]) or (original := _repeated(sheet, rows[start])) is not None
    ):
        if printed_cells(rows[start]):
            assert original is not None
            sheet.repeats.append((rows[start], original))
        start += 1
    sheet.rows.extend(rows[start:])
    sheet.seen |= _row_keys(rows[start:], sheet.parts)
    sheet.pieces.append(piece)


def _repeated(sheet: Sheet, row: Cells) -> int | None:
    """Index of the total row that heads the table and that this one repeats."""
    if len({part.side for part in sheet.parts}) > 1 or not is_total(row, sheet.parts):
        return None
    for index, earlier in enumerate(sheet.rows[:2]):
        if is_total(earlier, sheet.parts) and _label(earlier, sheet.parts) == _label(row, sheet.parts):
            return index
    return None


def _label(row: Cells, parts: Sequence[Part]) -> str:
    return "".join(
        normalise(cell.text)
        for cell, part in zip(row, parts, strict=True)
        if part.role not in NUMERIC and part.role != ORDINAL
    )
