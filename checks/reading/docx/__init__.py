"""A Word document → Document: paragraphs, headings, tables and text boxes in reading order.

Before: the reading door. The XML of the file is read directly: of the libraries for Word files one loses
inserted text and text boxes, and the other the automatic numbers of headings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from checks.reading.document import Block, Cell, Document, Paragraph, Place, ReadError, Remark, Span
from checks.reading.docx.styles import Styles, attribute
from checks.reading.docx.table import TableCell, rows_of
from checks.reading.docx.text import Changes, Runs, chosen, is_deleted
from checks.reading.grids import CellBudget, addressed, is_layout, lay_out
from checks.reading.limits import Limits
from checks.reading.package import Package, local
from checks.reading.progress import Progress

_DOCUMENT = "word/document.xml"
_PARTS = frozenset({"styles", "numbering", "footnotes", "endnotes"})
_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
_TICK = 200


def read_docx(path: Path, data: bytes, *, limits: Limits, progress: Progress) -> Document:
    """Read a document as if all its tracked changes were accepted; they are remarked.

    A Place is the number of the block, counted from 1, and in a table the cell's address in it. Headers,
    footers, comments and page breaks are left out; notes come last. Raises ReadError for a damaged or
    encrypted file, and for one over a limit.
    """
    reader = _Reader(Package(path, data, limits), path, limits, progress)
    reader.read()
    return Document(path, "docx", sha256(data).hexdigest(), tuple(reader.blocks), tuple(reader.remarks()))


@dataclass(frozen=True, slots=True)
class _Lines:
    """A paragraph: its lines, and its level as a heading."""

    lines: list[str]
    level: int


class _Reader:
    """Walks the body of one document and gathers its blocks."""

    def __init__(self, package: Package, path: Path, limits: Limits, progress: Progress) -> None:
        self._path = path
        self._limits = limits
        self._progress = progress
        self._budget = CellBudget(path, limits)
        parts = {kind: name for kind, name in package.related(_DOCUMENT).values() if kind in _PARTS}
        self._parts = {kind: package.xml(name) for kind, name in parts.items() if name in package}
        self._styles = Styles(self._parts.get("styles"), self._parts.get("numbering"))
        self._body = package.xml(_DOCUMENT).find("{*}body")
        self._changes = Changes()
        self._carried = ""
        self._notes: list[tuple[str, str]] = []
        self._characters = self._seen = self._paragraphs = 0
        self.blocks: list[Block] = []

    def read(self) -> None:
        """Gather the blocks of the body, then the notes it refers to."""
        if self._body is None:
            raise ReadError("damaged", self._path)
        self._paragraphs = sum(1 for _ in self._body.iter("{*}p"))
        self._take(self._body, 0)
        for part, identity in self._notes:
            for note in self._parts.get(part, ()):
                if attribute(note, "id") == identity:
                    self._take(note, 0)

    def remarks(self) -> Iterator[Remark]:
        """Tracked changes, and objects that no reader sees into."""
        place = Place(line=1)
        for key, count, severity in (
            ("inserted_text", self._changes.inserted, "warning"),
            ("deleted_text", self._changes.deleted, "warning"),
            ("embedded_object", self._changes.embedded, "note"),
        ):
            if count:
                yield Remark(key, place, {"count": str(count)}, severity)

    def _take(self, container: Any, depth: int) -> None:
        """Add what a container holds to the blocks. depth: tables around it."""
        for piece in self._pieces(container):
            if isinstance(piece, _Lines):
                for line in filter(None, piece.lines):
                    self.blocks.append(Paragraph((Span(line, self._place()),), piece.level))
            else:
                self._table(piece, depth + 1)

    def _place(self) -> Place:
        return Place(line=len(self.blocks) + 1)

    def _pieces(self, container: Any) -> Iterator[_Lines | Any]:
        """The paragraphs and table elements of a container, text boxes after the paragraph they hang on."""
        for child in container:
            match local(child):
                case "p":
                    yield from self._paragraph(child)
                case "tbl":
                    yield child
                case "AlternateContent":
                    yield from self._pieces(chosen(child))
                case "del" | "moveFrom":
                    self._changes.deleted += 1
                case name if name in _WRAPPERS:
                    yield from self._pieces(child)

    def _paragraph(self, paragraph: Any) -> Iterator[_Lines | Any]:
        runs = Runs(self._changes)
        runs.gather(paragraph)
        self._notes += runs.notes
        text = self._carried + "".join(runs.text)
        self._seen += 1
        if self._seen % _TICK == 0:
            self._progress(min(self._seen, self._paragraphs), self._paragraphs)
        self._characters += len(text)
        if self._characters > self._limits.characters:
            raise self._limits.refusal("characters", self._path)
        if is_deleted(paragraph.find("{*}pPr/{*}rPr")):
            self._carried = text  # its end is deleted: the next paragraph goes on with it
        else:
            self._carried = ""
            text = self._styles.number(paragraph) + text
            yield _Lines([line.strip() for line in text.split("\n")], self._styles.level(paragraph))
        for box in runs.boxes:
            yield from self._pieces(box)

    def _table(self, table: Any, depth: int) -> None:
        if depth > self._limits.nesting:
            raise self._limits.refusal("nesting", self._path, self._place().short())
        rows = rows_of(table, self._changes)
        leaves = [cell for row in rows for cell in row if next(cell.element.iter("{*}tbl"), None) is None]
        nested = sum(1 for _ in table.iter("{*}tc")) - sum(map(len, rows))
        if is_layout([len(row) for row in rows], nested, [partial(_raw, cell.element) for cell in leaves]):
            for row in rows:
                for cell in row:
                    self._take(cell.element, depth)
            return
        place = self._place()

        def printed(cell: TableCell) -> Cell:
            return Cell("\n".join(self._lines(cell.element, depth)), place, cell.rowspan, cell.colspan)

        grid = lay_out([list(map(printed, row)) for row in rows], place, self._budget)
        if any(cell.text for row in grid.rows for cell in row):
            self.blocks.append(addressed(grid))

    def _lines(self, container: Any, depth: int) -> Iterator[str]:
        """The lines of a cell; those of a table inside it follow each other."""
        if depth > self._limits.nesting:
            raise self._limits.refusal("nesting", self._path, self._place().short())
        for piece in self._pieces(container):
            if isinstance(piece, _Lines):
                yield from filter(None, piece.lines)
            else:
                for row in rows_of(piece, self._changes):
                    for cell in row:
                        yield from self._lines(cell.element, depth + 1)


def _raw(cell: Any) -> str:
    return "".join(text.text or "" for text in cell.iter("{*}t"))
