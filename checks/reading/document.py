"""What a reader gives: a Document, the blocks of one file in reading order, each with its Place.

No domain knowledge lives here: a reader does not know what 决算 is. The room after this one,
`checks.report`, turns a Document into a Report.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from checks.record import record


class ReadError(Exception):
    """A file that cannot be read as a report.

    `key` names the sentence in the text catalogues (`reading.<key>`), `args` fills its slots; a
    person sees one line that names the file, the place, what was expected and what to do.
    """

    def __init__(self, key: str, path: Path | str, **args: object) -> None:
        super().__init__(f"{path}: {key} {args or ''}".rstrip())
        self.key = key
        self.path = Path(path)
        self.details = args


@record
class Place:
    """Where something stands in its file; only the fields that the format has are set.

    line: 1-based line of a text file; block number in DOCX and HTML.
    page: 1-based page. box: (left, top, right, bottom) in points from the page's top left corner.
    sheet: worksheet name. cell: A1 address in the sheet, or in the table of a DOCX or HTML block.
    file: set only when a report is made of several files, the name of this one.
    """

    line: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    sheet: str | None = None
    cell: str | None = None
    file: str | None = None

    def as_json(self) -> dict[str, object]:
        """The `place` object of the JSON output: only the fields that are set."""
        out: dict[str, object] = {}
        for name in ("file", "line", "page", "sheet", "cell"):
            value = getattr(self, name)
            if value is not None:
                out[name] = value
        if self.box is not None:
            out["box"] = [round(edge, 1) for edge in self.box]
        return out

    def short(self) -> str:
        """A few language-free characters for a narrow column: `L685`, `p21`, `Sheet1!C7`."""
        if self.sheet is not None:
            where = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        elif self.page is not None:
            where = f"p{self.page}"
        elif self.line is not None:
            where = f"L{self.line}!{self.cell}" if self.cell else f"L{self.line}"
        else:
            where = "?"
        return f"{self.file}:{where}" if self.file else where


@record
class Span:
    """A run of text with one Place: a line of a text file, a line of a PDF page, a docx run."""

    text: str
    place: Place


@record
class Paragraph:
    """Text between two breaks of its format, as printed, in reading order.

    Readers join what their format says belongs together (a PDF's wrapped lines stay separate spans
    of one Paragraph when indentation shows it; when unsure they are separate Paragraphs, and
    `checks.report` joins them). `level` is the format's own heading level (Markdown `#`, h1–h6,
    a Word heading style), 0 for body text.
    """

    spans: tuple[Span, ...]
    level: int = 0

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)

    @property
    def place(self) -> Place:
        return self.spans[0].place


@record
class Cell:
    """One cell of a Grid, text as printed (line breaks inside a cell are kept as newlines).

    number: the stored value of a spreadsheet cell, when the format has one, exact.
    formula: the spreadsheet formula, when there is one; `unknown` says that it has no cached value.
    """

    text: str
    place: Place
    rowspan: int = 1
    colspan: int = 1
    number: Decimal | None = None
    formula: str | None = None
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A rectangular table: every row has the same number of cells.

    A position covered by a merged cell holds the *same* Cell object as its origin
    (`rows[r][c] is rows[r][c - 1]`), so nobody has to compute spans again. Empty positions hold a
    Cell with empty text.
    """

    rows: tuple[tuple[Cell, ...], ...]
    place: Place

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


Block: TypeAlias = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a reader noticed that a reviewer should see: tracked changes, a hidden sheet, a
    formula that disagrees with its stored value, text outside every ruled cell. `key` names the
    sentence in the text catalogues (`remark.<key>`)."""

    key: str
    place: Place
    details: dict[str, str] = field(default_factory=dict)
    severity: str = "note"  # error | warning | note


@dataclass(frozen=True, slots=True)
class Document:
    """One file (or several read as one report), in reading order."""

    path: Path
    format: str  # markdown | text | pdf | xlsx | xls | docx | html
    sha256: str
    blocks: tuple[Block, ...]
    remarks: tuple[Remark, ...] = ()
    pages: int | None = None

    def paragraphs(self) -> Iterator[Paragraph]:
        return (block for block in self.blocks if isinstance(block, Paragraph))

    def grids(self) -> Iterator[Grid]:
        return (block for block in self.blocks if isinstance(block, Grid))
