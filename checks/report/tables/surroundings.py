"""The paragraphs around the tables of a Document → what each table piece is called, its unit, its notes.

A title may stand right above its table, on the page before, above a unit line and a caption, or broken
over two lines; notes stand below. Takes the Document; cuts its grids; gives Pieces. Before this module:
`segments`, `captions`. After it: `stitch`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from checks.reading.document import Cell, Document, Paragraph, Place
from checks.record import record
from checks.report.forms import ACCOUNTS, Form
from checks.report.labels import clean, normalise
from checks.report.tables.captions import (
    LONGEST_TITLE,
    Naming,
    is_furniture,
    is_note,
    is_title,
    namings,
    says_no_table,
    shown_title,
    states_empty,
    unit_of,
    year_of,
)
from checks.report.tables.segments import Cells, Segment, cut

_NEAR = 3
"""Lines that are neither title nor furniture (page headers) over which a title is still looked for."""
_FAR = 14
"""Lines above that in which the title of a standard form counts when the header confirms it."""
_LONGEST_NOTE = 6
_AMOUNT = re.compile(r"\d\.\d")
_INSIDE = -1
"""Stands for the block of a title inside the grid itself."""


@dataclass(slots=True)
class Piece:
    """A piece of a table with what stands around it.

    block: index of its grid in the Document. named: (form that a title above names, block of the title),
    the nearest first. near: how many of them stand right above. title: the nearest title as shown.
    unit, year: of a unit line above. notes: lines below, as shown. parted: text that is neither title nor
    furniture stands between the piece before and this one. used: blocks of the paragraphs taken.
    """

    block: int
    segment: Segment
    named: list[tuple[Naming, int]] = field(default_factory=list)
    near: int = 0
    title: str = ""
    unit: str = ""
    year: int | None = None
    notes: list[str] = field(default_factory=list)
    parted: bool = False
    used: set[int] = field(default_factory=set)

    @property
    def place(self) -> Place:
        return self.segment.place


@record
class _Line:
    """A paragraph: its block, its normalised text, its text as printed, where it stands."""

    block: int
    text: str
    printed: str
    printed_at: Place


def pieces_of(document: Document) -> list[Piece]:
    """Every table piece of the document, in reading order."""
    pieces: list[Piece] = []
    lines: list[_Line] = []
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            printed = block.text
            if text := normalise(printed):
                lines.append(_Line(index, text, printed, block.place))
            continue
        for segment in cut(block):
            if not segment.rows:
                lines.extend(_Line(index, normalise(text), text, segment.place) for text in segment.above)
                continue
            piece = Piece(index, segment)
            if pieces:
                lines = _take_notes(pieces[-1], lines)
            for worded, end in _worded(lines):
                if any(not is_furniture(line.text) for line in lines[end:]):
                    pieces.append(worded)
                    lines = lines[end:]
                    break
            _read_above(piece, lines)
            piece.notes.extend(map(clean, segment.below))
            pieces.append(piece)
            lines = []
    if pieces:
        lines = _take_notes(pieces[-1], lines)
    pieces.extend(worded for worded, _ in _worded(lines))
    return pieces


def _worded(lines: Sequence[_Line]) -> Iterator[tuple[Piece, int]]:
    """Forms published in words: a title, and below it a sentence that says why there is no table; each
    with the index of the line after them."""
    for at, line in enumerate(lines):
        found = [naming for naming in namings(line.text) if naming.form.may_be_empty and not naming.shared]
        if not found:
            continue
        named = next((n for n in found if line.text.endswith(normalise(n.form.name))), found[0])
        end = next((i for i in range(at + 1, len(lines)) if not is_furniture(lines[i].text)), at)
        if end > at and says_no_table(lines[end].text):
            place = line.printed_at
            piece = Piece(line.block, Segment(place, rows=_header_of(named.form, place)))
            piece.named, piece.near, piece.title = [(named, line.block)], 1, shown_title(line.printed)
            piece.notes = [clean(lines[end].printed)]
            piece.used = {taken.block for taken in lines[at : end + 1]}
            yield piece, end + 1


def _header_of(form: Form, place: Place) -> list[Cells]:
    """The header that the table would have had, so that the form is in the report with its columns."""
    keys = [column.key for column in form.columns if column.needed or form.shape == ACCOUNTS]
    if form.shape == ACCOUNTS:
        return [tuple(Cell(name, place) for name in ("科目编码", "科目名称", *keys))]
    sides = [Cell(row.key, place) for row in form.rows]
    return [
        tuple(side for side in sides for _ in keys),
        tuple(Cell(key, place) for _ in sides for key in keys),
    ]


def _take_notes(piece: Piece, lines: Sequence[_Line]) -> list[_Line]:
    """Give a piece the notes right below it; the lines that are left."""
    taken = 0
    for line in lines[:_LONGEST_NOTE]:
        starts = (
            is_note(line.text) or says_no_table(line.text) or (_is_blank(piece) and states_empty(line.text))
        )
        instructs = line.text.endswith("：") and "本表" in line.text
        torn = bool(taken) and not piece.notes[-1].endswith(("。", "；", "：", "）"))
        goes_on = torn and not (namings(line.text) or is_title(line.text) or is_furniture(line.text))
        if not (starts or instructs or goes_on):
            break
        if goes_on and not starts:
            piece.notes[-1] += clean(line.printed)
        else:
            piece.notes.append(clean(line.printed))
        piece.used.add(line.block)
        taken += 1
    return list(lines[taken:])


def _is_blank(piece: Piece) -> bool:
    """No amount is printed in the piece, so that a sentence below it may say why."""
    return not any(_AMOUNT.search(cell.text) for row in piece.segment.rows for cell in row)


def _read_above(piece: Piece, lines: Sequence[_Line]) -> None:
    """Titles, unit and captions from the lines in the piece's own grid and from those above it."""
    for printed in reversed(piece.segment.above):
        _read_line(piece, normalise(printed), printed, _INSIDE)
    skipped = 0
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if is_furniture(line.text):
            piece.unit = piece.unit or unit_of(line.text)
            piece.year = piece.year or year_of(line.text)
            piece.used.add(line.block)
            continue
        if piece.named or skipped >= _NEAR:
            break
        if broken := _broken_title(lines, at):
            piece.used |= {line.block, lines[at - 1].block}
            _read_line(piece, broken, lines[at - 1].printed + line.printed, line.block)
        elif namings(line.text) or (is_title(line.text) and not piece.title):
            piece.used.add(line.block)
            _read_line(piece, line.text, line.printed, line.block)
        elif len(line.text) > LONGEST_TITLE or line.text.endswith(("。", "；", "：")):
            piece.parted = True
            break
        else:
            skipped += 1
            piece.parted = skipped > 1  # one short line may be a page header
    piece.near = len(piece.named)
    if not piece.title:
        piece.named.extend(
            (naming, line.block) for line in reversed(lines[-_FAR:]) for naming in namings(line.text)
        )
        sheet = normalise(piece.place.sheet or "")  # GK09国有资本经营预算财政拨款支出决算表
        piece.named.extend((naming, _INSIDE) for naming in namings(sheet))


def _broken_title(lines: Sequence[_Line], at: int) -> str:
    """The title that a line ends and the one above it begins, "" when each stands for itself."""
    if not at or namings(lines[at - 1].text) or len(lines[at - 1].text) + len(lines[at].text) > LONGEST_TITLE:
        return ""
    joined = lines[at - 1].text + lines[at].text
    named, alone = namings(joined), namings(lines[at].text)
    return joined if named and (not alone or named[0].form is not alone[0].form) else ""


def _read_line(piece: Piece, text: str, printed: str, block: int) -> None:
    piece.unit = piece.unit or unit_of(text)
    found = namings(text)
    piece.named.extend((naming, block) for naming in found)
    if found or (is_title(text) and not piece.title):
        piece.title = shown_title(printed)
    elif is_furniture(text):
        piece.year = piece.year or year_of(text)
