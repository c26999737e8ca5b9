"""Markdown or plain text → Document, with the exact line of everything. Before: the reading door.

A line scanner, not a Markdown parser: parsers drop the cells of ragged rows, take the text line after a
table for a row, and forget lines. Each non-blank line of text becomes a paragraph of its own; the next
room joins sentences that the file tears apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from checks.reading.detect import Format
from checks.reading.document import Block, Cell, Document, Grid, Paragraph, Place, ReadError, Remark, Span
from checks.reading.encoding import decode
from checks.reading.grids import CellBudget, lay_out
from checks.reading.inline import plain
from checks.reading.limits import Limits
from checks.reading.progress import Progress
from checks.reading.text_tables import TextTable, table_at

_HEADING = re.compile(r"\s{0,3}(#{1,6})(?:\s|$)")
_CLOSING = re.compile(r"(?:^|(?<=\s))#+$")
_RULE = re.compile(r"\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|={3,}\s*)$")
_FENCE = re.compile(r"\s{0,3}(?:`{3,}|~{3,})")
_MARKER = re.compile(r"^\s*(?:>\s*)*(?:[-*+•]\s+(?=\S))?")
_TABLE_TAG = re.compile(r"<(/?)table\b", re.IGNORECASE)
_TICK = 2_000


def read_markdown(
    path: Path, data: bytes, *, form: Format = Format.MARKDOWN, limits: Limits, progress: Progress
) -> Document:
    """Read a Markdown or text file. Raises ReadError when it is no text or goes over a limit."""
    decoded = decode(data)
    if decoded is None:
        raise ReadError("binary", path)
    text, lost = decoded
    if len(text) > limits.characters:
        raise limits.refusal("characters", path)
    scanner = _Scanner(lines_of(text), path, limits, progress)
    remarks = []
    if lost:
        remarks.append(Remark("undecodable", _first_lost(scanner.lines), {"count": str(lost)}, "warning"))
    return Document(path, form.value, sha256(data).hexdigest(), tuple(scanner.blocks()), tuple(remarks))


def lines_of(text: str) -> list[str]:
    """The lines as an editor numbers them: only line feeds count (carriage returns where there are none)."""
    if "\n" not in text:
        return text.split("\r")
    return [line.removesuffix("\r") for line in text.split("\n")]


class _Scanner:
    """Walks the lines once; `blocks` yields what they hold. Line numbers count from 1."""

    def __init__(self, lines: Sequence[str], path: Path, limits: Limits, progress: Progress) -> None:
        self.lines = lines
        self._path = path
        self._limits = limits
        self._budget = CellBudget(path, limits)
        self._progress = progress

    def blocks(self) -> Iterator[Block]:
        at = 0
        ticked = 0
        while at < len(self.lines):
            if at - ticked >= _TICK:
                ticked = at
                self._progress(at, len(self.lines))
            if table := table_at(self.lines, at):
                if table.rows:
                    yield self._grid(table)
                at = table.end
            elif end := self._html_end(at):
                yield from self._html(at, end)
                at = end
            else:
                if paragraph := self._paragraph(at):
                    yield paragraph
                at += 1

    def _paragraph(self, at: int) -> Paragraph | None:
        line = self.lines[at]
        if not line.strip() or _RULE.match(line) or _FENCE.match(line):
            return None
        if heading := _HEADING.match(line):
            text, level = plain(_CLOSING.sub("", line[heading.end() :].rstrip())), len(heading[1])
        else:
            text, level = plain(_MARKER.sub("", line, count=1)), self._underlined(at)
        return Paragraph((Span(text, Place(line=at + 1)),), level) if text else None

    def _underlined(self, at: int) -> int:
        """The level of a heading that is marked by a rule of = or - below it (setext)."""
        below = self.lines[at + 1].strip() if at + 1 < len(self.lines) else ""
        if len(below) < 3 or below.strip(below[0]):
            return 0
        return {"=": 1, "-": 2}.get(below[0], 0)

    def _grid(self, table: TextTable) -> Grid:
        places = [Place(line=line + 1) for line, _ in table.rows]
        cells = (texts for _, texts in table.rows)
        rows = [[Cell(text, place) for text in row] for place, row in zip(places, cells, strict=True)]
        return lay_out(rows, places[0], self._budget)

    def _html_end(self, at: int) -> int | None:
        """The line after an HTML table that begins here; an unclosed one ends with the file."""
        if not _TABLE_TAG.search(self.lines[at]):
            return None
        depth = 0
        for end in range(at, len(self.lines)):
            for tag in _TABLE_TAG.finditer(self.lines[end]):
                depth += -1 if tag[1] else 1
            if depth <= 0:
                return end + 1
        return len(self.lines)

    def _html(self, start: int, end: int) -> Iterator[Block]:
        from checks.reading.html import blocks_of_fragment

        source = "\n".join(self.lines[start:end])
        yield from blocks_of_fragment(source, start, self._path, self._limits, self._budget)


def _first_lost(lines: Sequence[str]) -> Place:
    return next((Place(line=at) for at, line in enumerate(lines, 1) if "\ufffd" in line), Place(line=1))
