"""A PDF → Document: paragraphs and grids in reading order, each with its page and box. Before: the
reading door.

Born-digital files only: characters and ruling lines are taken as printed, nothing is recognised from
pictures. `ink` reads a page, `rules` and `grid` make its tables, `lines` and `prose`
its text.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from threading import Lock

import pypdfium2
from pypdfium2 import raw

from checks.reading.document import Document, Place, ReadError, Remark
from checks.reading.grids import CellBudget
from checks.reading.limits import Limits
from checks.reading.pdf.columns import open_lattices
from checks.reading.pdf.flow import Sheet
from checks.reading.pdf.grid import Piece, grid_of, middle_of, pieces_of
from checks.reading.pdf.ink import Glyph, Ink, TooMuchInk, page_ink
from checks.reading.pdf.lines import line_of, rows_of
from checks.reading.pdf.prose import blocks_of
from checks.reading.pdf.rules import Lattice, joined, lattices_of
from checks.reading.pdf.strays import with_strays
from checks.reading.pdf.streams import refuse_bombs
from checks.reading.progress import Progress

_PDFIUM = Lock()  # pdfium holds its state for the whole process: two threads must not be in it at once
_DOUBTFUL = 0.25  # share of characters that no font explains: above it nothing read can be trusted
_RARE = 0.02  # share on one page worth a remark: rare characters in names stay below it
_CAPTION = 20  # characters: with fewer, a page that is mostly a picture is that picture


def read_pdf(path: Path, data: bytes, *, limits: Limits, progress: Progress) -> Document:
    """Read a PDF. progress is told each page.

    Raises ReadError: `encrypted`, `damaged`, `pdf.page` (one page is broken), `pdf.scan` (pictures of
    pages, no text), `pdf.unmapped` (fonts that do not say what their characters mean), and the limits.
    """
    refuse_bombs(path, data, limits)
    budget = CellBudget(path, limits)
    sheets: list[Sheet] = []
    with _PDFIUM, closing(_pages(path, data, limits)) as pages:
        for ink, total in pages:
            sheets.append(_sheet(ink, budget))
            progress(ink.number, total)
    inks = [sheet.ink for sheet in sheets]
    _refuse_unreadable(path, inks)
    return Document(
        path,
        "pdf",
        sha256(data).hexdigest(),
        tuple(blocks_of(sheets)),
        tuple(_remarks(inks)),
        pages=len(sheets),
    )


def _pages(path: Path, data: bytes, limits: Limits) -> Generator[tuple[Ink, int], None, None]:
    """The ink of each page, with the number of pages; one native page is open at a time."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise ReadError("encrypted" if locked else "damaged", path) from None
    with document:
        total = len(document)
        if total > limits.pages:
            raise limits.refusal("pages", path)
        room = limits.characters
        for index in range(total):
            try:
                page = document[index]
                try:
                    ink = page_ink(page, index + 1, room)
                finally:
                    page.close()
            except TooMuchInk:
                raise limits.refusal("characters", path) from None
            except pypdfium2.PdfiumError:
                raise ReadError("pdf.page", path, page=index + 1) from None
            room -= len(ink.glyphs)
            yield ink, total


def _sheet(ink: Ink, budget: CellBudget) -> Sheet:
    """Share the characters of a page out to its tables and its lines."""
    across, down = joined(ink.across), joined(ink.down)
    lattices = lattices_of(across, down, ink.glyphs)
    tables: list[tuple[Lattice, list[Piece]]] = [(lattice, []) for lattice in lattices]
    outside: list[Glyph] = []
    for piece in pieces_of(ink.glyphs, lattices):
        home = _innermost(lattices, *middle_of(piece))
        if home is None:
            outside.extend(piece)
        else:
            tables[home][1].append(piece)
    rows = rows_of(outside)
    for i, (lattice, pieces) in enumerate(tables):
        full, strays = with_strays(lattice, rows)
        tables[i] = full, pieces + _pieces_in(strays, full)
        rows = [row for row in rows if row not in strays]
    loose = [
        rule for rule in across if not any(lattice.holds(rule.start + 1, rule.at) for lattice in lattices)
    ]
    for lattice, taken in open_lattices(rows, loose):
        tables.append((lattice, _pieces_in(taken, lattice)))
        rows = [row for row in rows if row not in taken]
    for lattice, _ in tables:
        budget.take((len(lattice.xs) - 1) * (len(lattice.ys) - 1), Place(page=ink.number).short())
    grids = tuple((lattice.box, grid_of(lattice, pieces, ink)) for lattice, pieces in tables)
    return Sheet(ink, tuple(map(line_of, rows)), grids)


def _pieces_in(rows: Sequence[list[Glyph]], lattice: Lattice) -> list[Piece]:
    return [piece for row in rows for piece in pieces_of(row, [lattice])]


def _innermost(lattices: Sequence[Lattice], x: float, y: float) -> int | None:
    """The smallest lattice that holds a point: a table may stand in a cell of another."""
    holding = [i for i, lattice in enumerate(lattices) if lattice.holds(x, y)]
    return min(holding, key=lambda i: lattices[i].extent, default=None)


def _refuse_unreadable(path: Path, inks: Sequence[Ink]) -> None:
    printed = sum(len(ink.glyphs) for ink in inks)
    if printed == 0:
        raise ReadError("pdf.scan", path, pages=len(inks))
    if sum(ink.unmapped for ink in inks) > _DOUBTFUL * printed:
        raise ReadError("pdf.unmapped", path)


def _remarks(inks: Sequence[Ink]) -> Iterator[Remark]:
    for ink in inks:
        place = Place(page=ink.number)
        if ink.unmapped > _RARE * len(ink.glyphs):
            yield Remark("pdf.unmapped", place, {"count": str(ink.unmapped)}, "warning")
        if ink.slanted:
            yield Remark("pdf.slanted", place, {"count": str(ink.slanted)})
        if len(ink.glyphs) < _CAPTION and ink.pictures > 0.5:
            yield Remark("pdf.picture", place, {}, "warning")
