"""Words or a number → where they are printed, in every table and in the narrative.

Spaces, full-width forms and thousands separators do not matter: `1,234.5` finds `1234.50`, `三公` finds
`“三公”`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui.spots import Spot

if TYPE_CHECKING:
    from checks.report.report import Report


@dataclass(frozen=True)
class Search:
    """What was looked for, and where it is: every spot in the order of the panes, the cells of each table,
    the stretches (start, end) of each paragraph."""

    words: str = ""
    spots: Sequence[Spot] = ()
    cells: Mapping[str, Set[tuple[int, int]]] = field(default_factory=dict)
    stretches: Mapping[int, Sequence[tuple[int, int]]] = field(default_factory=dict)
    tables: Sequence[str] = ()

    def step(self, here: Spot | None, by: int) -> int | None:
        """The index of the next spot (by=1) or the previous one, seen from `here`, round the end."""
        if not self.spots:
            return None
        at = self._rank(here) if here else (-1, 0, 0)
        ranks = [self._rank(spot) for spot in self.spots]
        ahead = [i for i, rank in enumerate(ranks) if (rank > at if by > 0 else rank < at)]
        return (ahead or range(len(ranks)))[0 if by > 0 else -1]

    def _rank(self, spot: Spot) -> tuple[int, int, int]:
        if spot.table is not None:
            return self.tables.index(spot.table), spot.row, spot.column
        return len(self.tables), spot.paragraph or 0, spot.offset


def search(report: Report, words: str) -> Search:
    """Every place where the words are printed; none for no words."""
    wanted = plain(words)
    if not wanted:
        return Search()
    cells: dict[str, set[tuple[int, int]]] = {}
    found: dict[int, list[tuple[int, int]]] = {}
    spots: list[Spot] = []
    for spot in _in_tables(report, wanted):
        spots.append(spot)
        cells.setdefault(spot.table or "", set()).add((spot.row, spot.column))
    for index, paragraph in enumerate(report.paragraphs):
        if wanted in plain(paragraph.text):
            found[index] = list(stretches(paragraph.text, wanted))
            spots += (
                Spot(paragraph=index, offset=start, figure=_printed(report, index, start))
                for start, _ in found[index]
            )
    return Search(words, spots, cells, found, [table.id for table in report.tables])


def _printed(report: Report, paragraph: int, offset: int) -> int | None:
    """The figure that stands at an offset of the narrative."""
    here = (f.id for f in report.figures if f.paragraph == paragraph and f.start <= offset < f.end)
    return next(here, None)


def _in_tables(report: Report, wanted: str) -> Iterator[Spot]:
    for table in report.tables:
        for row, cells in enumerate(table.cells):
            for column, cell in enumerate(cells):
                if cell.text and wanted in plain(cell.text):
                    yield Spot(table.id, row, column, figure=cell.figure)


def plain(text: str) -> str:
    """As it is compared."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(folded.split()).replace(",", "").replace("，", "")


def stretches(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each place in a text; `wanted` is plain."""
    letters: list[str] = []
    origins: list[int] = []
    for at, character in enumerate(text):
        for letter in plain(character):
            letters.append(letter)
            origins.append(at)
    joined = "".join(letters)
    at = joined.find(wanted)
    while at >= 0:
        yield origins[at], origins[at + len(wanted) - 1] + 1
        at = joined.find(wanted, at + len(wanted))
