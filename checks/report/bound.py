"""Reports of several accounts → one Report of the file that binds them, their numbers following each other.

Takes what `recognise` made of each piece of a Document; gives the Report of the whole, with those of its
accounts in `parts`. Before this module: `apart`. After it: `checks.relations`, which relates every account
by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from checks.reading.document import Document
from checks.report.report import (
    Entry,
    Figure,
    Problem,
    Report,
    Section,
    Statement,
    Table,
    TextParagraph,
)


@dataclass(frozen=True, slots=True)
class _Shift:
    """By how much the numbers of an account move in the file, and what its tables are called there."""

    figures: int
    statements: int
    paragraphs: int
    sections: int
    blocks: int
    tables: Mapping[str, str]

    def figure(self, figure: Figure) -> Figure:
        paragraph = None if figure.paragraph is None else figure.paragraph + self.paragraphs
        table = None if figure.table is None else self.tables[figure.table]
        return replace(figure, id=figure.id + self.figures, table=table, paragraph=paragraph)

    def table(self, table: Table) -> Table:
        entries = tuple(map(self._entry, table.entries))
        return replace(
            table,
            id=self.tables[table.id],
            cells=tuple(
                tuple(replace(c, figure=None if c.figure is None else c.figure + self.figures) for c in row)
                for row in table.cells
            ),
            entries=entries,
            repeats=tuple(map(self._entry, table.repeats)),
            section=None if table.section is None else table.section + self.sections,
            index={(entry.half, entry.key): entry for entry in entries},
        )

    def _entry(self, entry: Entry) -> Entry:
        cells = {key: None if id is None else id + self.figures for key, id in entry.cells.items()}
        return replace(entry, cells=cells)

    def paragraph(self, paragraph: TextParagraph) -> TextParagraph:
        return replace(
            paragraph, section=paragraph.section + self.sections, block=paragraph.block + self.blocks
        )

    def section(self, section: Section) -> Section:
        return replace(
            section,
            id=section.id + self.sections,
            parent=None if section.parent is None else section.parent + self.sections,
            paragraphs=range(
                section.paragraphs.start + self.paragraphs, section.paragraphs.stop + self.paragraphs
            ),
        )

    def statement(self, statement: Statement) -> Statement:
        return replace(
            statement,
            id=statement.id + self.statements,
            paragraph=statement.paragraph + self.paragraphs,
            section=statement.section + self.sections,
            parent=statement.parent + self.statements if statement.parent >= 0 else -1,
            facts=tuple(replace(fact, figure=fact.figure + self.figures) for fact in statement.facts),
        )

    def problem(self, problem: Problem) -> Problem:
        table = None if problem.table is None else self.tables[problem.table]
        figure = None if problem.figure is None else problem.figure + self.figures
        return replace(problem, table=table, figure=figure)


def bind(document: Document, parts: Sequence[Report]) -> Report:
    """The Report of a file from those of its accounts; its cover is that of the first. A table whose id
    an account before has is numbered on (T1-2)."""
    taken: set[str] = set()
    bound = replace(parts[0], document=document, tables=(), figures=(), paragraphs=(), sections=())
    bound = replace(bound, statements=(), problems=(), parts=tuple(parts))
    blocks = 0
    for part in parts:
        shift = _Shift(
            len(bound.figures), len(bound.statements), len(bound.paragraphs), len(bound.sections),
            blocks, _renamed(part, taken),
        )  # fmt: skip
        bound = replace(
            bound,
            figures=bound.figures + tuple(map(shift.figure, part.figures)),
            tables=bound.tables + tuple(map(shift.table, part.tables)),
            paragraphs=bound.paragraphs + tuple(map(shift.paragraph, part.paragraphs)),
            sections=bound.sections + tuple(map(shift.section, part.sections)),
            statements=bound.statements + tuple(map(shift.statement, part.statements)),
            problems=bound.problems + tuple(map(shift.problem, part.problems)),
        )
        blocks += len(part.document.blocks)
    return bound


def _renamed(part: Report, taken: set[str]) -> dict[str, str]:
    """Id in the account → id in the file, the first that is free."""
    names = {}
    for table in part.tables:
        name, number = table.id, 1
        stem = table.form or "U"
        while name in taken:
            number += 1
            name = f"{stem}-{number}" if table.form else f"{stem}{number}"
        taken.add(name)
        names[table.id] = name
    return names
