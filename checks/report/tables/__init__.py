"""The tables of a Document: `find_tables(document) -> Tables`.

From grids and the paragraphs around them to Tables with columns, cells, entries and Figures. What cannot
be resolved is a Problem with its place, never guessed. Before this module: `stitch` (whole tables) and
`assembly` (one of them). After it: `narrative`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from checks.reading.document import Document
from checks.report.report import Figure, Problem, Table
from checks.report.tables.assembly import Assembly, is_of_accounts, unit_of_sheet
from checks.report.tables.stitch import Sheet, stitch
from checks.report.tables.surroundings import pieces_of

_DEFAULT_UNIT = "万元"


@dataclass(frozen=True, slots=True)
class Tables:
    """tables: standard forms and others, in reading order. figures: their numbers, ids from 0. used:
    indices of the Document blocks that belong to standard forms and to other tables of accounts: grids,
    titles, unit lines, captions, notes. blocks: of each table, the index of its first grid."""

    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]
    problems: tuple[Problem, ...]
    used: frozenset[int]
    blocks: tuple[int, ...]


def find_tables(document: Document) -> Tables:
    """Every table of the document that prints something in more than one column."""
    sheets = stitch(pieces_of(document))
    assembly = Assembly(_usual_unit(sheets))
    used: set[int] = set()
    for sheet in sheets:
        assembly.add(sheet)
        if is_of_accounts(sheet):
            used.update(*({piece.block} | piece.used for piece in sheet.pieces))
    return Tables(
        tuple(assembly.tables),
        tuple(assembly.figures),
        tuple(assembly.problems),
        frozenset(used),
        tuple(sheet.first.block for sheet in sheets),
    )


def _usual_unit(sheets: Sequence[Sheet]) -> str:
    """The unit of most standard forms: what one without a unit line is read in, and said to be (S116)."""
    units = Counter(unit for sheet in sheets if sheet.fit is not None and (unit := unit_of_sheet(sheet)))
    return units.most_common(1)[0][0] if units else _DEFAULT_UNIT
