"""What the generator gives: a Draft, a whole report before it is written in any file format.

A Draft knows what each of its numbers states, so that an error can be put in with its ground truth.
`tests.formats` writes a Draft as Markdown, a workbook, a Word file, a web page or a PDF.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Num:
    """One printed number. text: its digits as printed. states: what it states, as a path of words
    (`T5/2080501/基本支出`, `text/growth/percent`), the same for every printing of one cell.
    kind: amount | percent | count."""

    value: Decimal
    text: str
    kind: str
    states: str


Part: TypeAlias = str | Num


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph or a heading (level 1 to 3; 0 for text)."""

    parts: tuple[Part, ...]
    level: int = 0

    @property
    def text(self) -> str:
        return "".join(printed(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Box:
    """One header cell and how many columns and rows it spans."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Fragment:
    """The part of a table that stands on one page. header: rows of boxes, positions covered by an
    earlier box left out; empty on a continuation that repeats no header. rows: all of `width` parts."""

    table: str
    header: tuple[tuple[Box, ...], ...]
    rows: tuple[tuple[Part, ...], ...]
    width: int


Block: TypeAlias = Para | Fragment


@dataclass(frozen=True, slots=True)
class Slip:
    """A seeded error: the number that stands at (block, row, column), or (block, part) in text, was
    `right` and is printed `wrong`. what: digit | transposed | unit | omitted | shifted."""

    what: str
    states: str
    kind: str
    right: str
    wrong: str
    block: int
    row: int | None
    column: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A report: its blocks in reading order, and the errors that were put in."""

    title: str
    blocks: tuple[Block, ...]
    slips: tuple[Slip, ...] = ()


def printed(part: Part) -> str:
    return part if isinstance(part, str) else part.text
