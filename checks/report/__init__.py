"""Document → Report: the standard forms, the narrative, and every printed number as a Figure.

Before this room: `checks.reading`. After it: `checks.relations`.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from checks.reading.document import Document
from checks.report.apart import cut, cuts, speak_for_themselves
from checks.report.bound import bind
from checks.report.cell_lines import with_tables
from checks.report.narrative import Narrative, read_narrative
from checks.report.narrative.statements import read_statements
from checks.report.report import Report, Table
from checks.report.tables import Tables, find_tables

__all__ = ["Report", "recognise"]


def recognise(document: Document) -> Report:
    """The report that a document is, or the accounts that it binds. Raises nothing: what cannot be resolved
    is in `Report.problems`."""
    document = with_tables(document)
    found = find_tables(document)
    if blocks := cuts(document, found):
        parts = [_account(piece, find_tables(piece)) for piece in cut(document, blocks)]
        if speak_for_themselves(parts):
            return bind(document, parts)
    return _account(document, found)


def _account(document: Document, found: Tables) -> Report:
    """The report of one account."""
    narrative = read_narrative(document, found.used, len(found.figures))
    cover = narrative.cover
    return Report(
        document=document,
        title=cover.title,
        department=cover.department,
        year=cover.year,
        kind=cover.kind,
        tables=_in_sections(found, narrative),
        figures=found.figures + narrative.figures,
        paragraphs=narrative.paragraphs,
        sections=narrative.sections,
        statements=read_statements(narrative.paragraphs, narrative.sections, narrative.figures),
        problems=found.problems,
    )


def _in_sections(found: Tables, narrative: Narrative) -> tuple[Table, ...]:
    """Tables of the text with the section they stand in: that of the last paragraph before them."""
    blocks = [paragraph.block for paragraph in narrative.paragraphs]

    def placed(table: Table, block: int) -> Table:
        before = bisect_left(blocks, block) - 1
        if block in found.used or before < 0:
            return table
        return replace(table, section=narrative.paragraphs[before].section)

    return tuple(placed(table, block) for table, block in zip(found.tables, found.blocks, strict=True))
