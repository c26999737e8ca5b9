"""Tables that a converter printed with every cell on a line of its own → grids, where rows and columns are
certain.

A table of accounts can be put together again: its header names as many amounts as every row has, and every
row begins with an account's code and name, or with 合计. A blank cell that left no line, or a header of two
levels, leaves it open what stands where: then the lines stay lines, and a remark says so. Comes in: the
Document. Goes out: the same with those grids. After: `tables`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from checks.reading.document import Block, Cell, Document, Grid, Paragraph, Place, Remark
from checks.report.forms import Form, load_forms
from checks.report.labels import has_words, normalise
from checks.report.narrative.numbering import marker_of
from checks.report.tables.captions import is_furniture, is_note, is_title, namings, shown_title
from checks.report.tables.headers import is_number

CELL_LINES = "cell_lines"
"""The key of the remark."""
_AND = "、"
_FURNITURE = 6
"""Lines of department, unit and caption between a title and its header, at most."""
_SHORTEST = 3
"""Words of a header, at least."""
_ROWS = 2
_AMOUNT = re.compile(r"[-−–—]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)\.\d+|0|[-−–—]")
"""An amount with its decimals, a bare zero or a dash: no code of an account looks like it."""
_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")


def with_tables(document: Document) -> Document:
    """The document with a grid in the place of every table whose cells are lines, and a remark that names
    those that could not be put together."""
    blocks: list[Block] = []
    left: list[_Found] = []
    at = 0
    while at < len(document.blocks):
        found = _found_below(document.blocks, at)
        if found is None:
            blocks.append(document.blocks[at])
            at += 1
            continue
        blocks.extend(document.blocks[at : found.start])
        if found.grid is None:
            left.append(found)
            blocks.extend(document.blocks[found.start : found.end])
        else:
            blocks.append(found.grid)
        at = found.end
    return replace(document, blocks=tuple(blocks), remarks=(*document.remarks, *_said(left)))


@dataclass(frozen=True, slots=True)
class _Found:
    """title: as shown. forms: names of those that it may name. start, end: the first block of the header and
    the one after the table, or after the header of a table that stays as it is."""

    title: str
    forms: tuple[str, ...]
    start: int
    end: int
    place: Place
    grid: Grid | None


def _said(left: Sequence[_Found]) -> Iterator[Remark]:
    if left:
        titles = dict.fromkeys(found.title for found in left)
        forms = dict.fromkeys(name for found in left for name in found.forms)
        said = {"count": str(len(titles)), "titles": _AND.join(titles), "forms": _AND.join(forms)}
        yield Remark(CELL_LINES, left[0].place, said, "warning")


def unread(document: Document) -> frozenset[str]:
    """The names of the forms whose tables stayed lines."""
    remarks = (remark for remark in document.remarks if remark.key == CELL_LINES)
    return frozenset(name for remark in remarks for name in remark.details["forms"].split(_AND))


def _found_below(blocks: Sequence[Block], at: int) -> _Found | None:
    """The table whose title stands in that block and whose header stands below it, word by word."""
    title = blocks[at]
    if not isinstance(title, Paragraph) or "表" not in title.text:
        return None
    forms = [naming.form for naming in namings(normalise(title.text))]
    if not forms:
        return None
    lines = _Lines(blocks)
    words = load_forms().words
    start = at + 1
    while start <= at + _FURNITURE and lines.has(start) and is_furniture(lines.text(start)):
        start += 1
    end = start
    while lines.has(end) and _is_header(lines.text(end), forms):
        end += 1
    if lines.is_amount(end) and end > start and words.total.fit(lines.text(end - 1)):
        end -= 1  # the first row, and not the last word of the header
    if end - start < _SHORTEST:
        return None
    header = [lines.cell(index) for index in range(start, end)]
    ordinals = lines.ordinals(end)
    body = end + ordinals
    columns = _columns(header, ordinals)
    rows, stop = lines.rows(body, len(columns) - 2) if columns else ([], body)
    if len(rows) < _ROWS or not lines.ends(stop):
        first = (lines.text(index) for index in range(body, body + end - start) if lines.has(index))
        if not any(map(is_number, first)):
            return None
        grid, stop = None, end
    else:
        grid = Grid((tuple(columns), *rows), header[0].place)
    names = tuple(form.name for form in forms)
    return _Found(shown_title(title.text), names, start, stop, header[0].place, grid)


def _is_header(text: str, forms: Sequence[Form]) -> bool:
    own = (column.names for form in forms for column in form.columns)
    return load_forms().words.is_header(text) or any(names.fit(text) for names in own)


def _columns(header: Sequence[Cell], ordinals: int) -> list[Cell]:
    """The cells of a header of one level: code, name, amounts; none when that is not what it is."""
    words = load_forms().words
    texts = [normalise(cell.text) for cell in header]
    codes = [cell for cell, text in zip(header, texts, strict=True) if words.code.fit(text)]
    labels = [cell for cell, text in zip(header, texts, strict=True) if words.label.fit(text)]
    amounts = [
        cell
        for cell, text in zip(header, texts, strict=True)
        if not (words.code.fit(text) or words.label.fit(text) or words.ordinal_row.fit(text))
    ]
    if len(codes) != 1 or not labels or any(map(words.level.fit, texts)) or not amounts:
        return []
    if ordinals not in {0, len(amounts)}:
        return []
    return [codes[0], labels[-1], *amounts]


class _Lines:
    """The blocks below a title, each as a line of text."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks

    def has(self, at: int) -> bool:
        return at < len(self._blocks) and isinstance(self._blocks[at], Paragraph)

    def cell(self, at: int) -> Cell:
        block = self._blocks[at]
        return Cell(block.text if isinstance(block, Paragraph) else "", block.place)

    def text(self, at: int) -> str:
        return normalise(self.cell(at).text)

    def is_amount(self, at: int) -> bool:
        return self.has(at) and _AMOUNT.fullmatch(self.cell(at).text.strip()) is not None

    def ordinals(self, at: int) -> int:
        """How many numbers of columns (1, 2, 3 …) stand here."""
        count = 0
        while self.has(at + count) and self.text(at + count) == str(count + 1):
            count += 1
        return count

    def rows(self, at: int, amounts: int) -> tuple[list[tuple[Cell, ...]], int]:
        """The rows from here on, and the block after them; no rows when one of them has fewer amounts."""
        rows = []
        while labels := self._labels(at):
            at += 1 if labels[0] is labels[1] else 2
            if not all(map(self.is_amount, range(at, at + amounts))):
                return [], at
            rows.append((*labels, *map(self.cell, range(at, at + amounts))))
            at += amounts
        return rows, at

    def _labels(self, at: int) -> tuple[Cell, Cell] | None:
        """Code and name of a row, or 合计 over both."""
        if not self.has(at):
            return None
        if load_forms().words.total.fit(self.text(at)):
            total = replace(self.cell(at), colspan=2)
            return total, total
        code, name = self.text(at), self.text(at + 1) if self.has(at + 1) else ""
        if _CODE.fullmatch(code) and has_words(name) and not self.is_amount(at + 1):
            return self.cell(at), self.cell(at + 1)
        return None

    def ends(self, at: int) -> bool:
        """Whether here a table can be over: a note, a title, a heading, a sentence, or nothing."""
        if not self.has(at):
            return True
        block, text = self._blocks[at], self.text(at)
        heads = marker_of(text) is not None or (isinstance(block, Paragraph) and block.level > 0)
        return heads or "。" in text or is_note(text) or is_title(text) or is_furniture(text)
