"""Words or a number → where they are printed, in every table and in the narrative.

Spaces, full-width forms and thousands separators do not matter: `1,234.5` finds `1234.50`, `三公` finds
`“三公”`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.spots import Spot

if TYPE_CHECKING:
    from checks.report.report import Report


def plain(text: str) -> str:
    """As it is compared."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(folded.split()).replace(",", "").replace("，", "")


def find(report: Report, words: str) -> list[Spot]:
    """Every spot where the words are printed, in the order of the panes; none for nothing."""
    wanted = plain(words)
    return [*_in_tables(report, wanted), *_in_text(report, wanted)] if wanted else []


def _in_tables(report: Report, wanted: str) -> Iterator[Spot]:
    for table in report.tables:
        for row, cells in enumerate(table.cells):
            for column, cell in enumerate(cells):
                if cell.text and wanted in plain(cell.text):
                    yield Spot(table.id, row, column, figure=cell.figure)


def _in_text(report: Report, wanted: str) -> Iterator[Spot]:
    for index, paragraph in enumerate(report.paragraphs):
        if wanted in plain(paragraph.text):
            yield from (Spot(paragraph=index, offset=start) for start, _ in stretches(paragraph.text, wanted))


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
