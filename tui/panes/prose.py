"""The narrative and a width → its lines, and where every figure stands in them.

Comes in: a Report and the marks of its figures. Goes out: a Prose, that knows no screen.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tui.wrapping import wrap

if TYPE_CHECKING:
    from checks.report.report import Figure, Report

INDENT = 4
"""Cells before the first line of a paragraph: two characters, as Chinese print has it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of a paragraph; an empty line has no paragraph. level: of a heading, 0 for body text."""

    paragraph: int | None
    start: int = 0
    end: int = 0
    first: bool = False
    level: int = 0


@dataclass(frozen=True)
class Prose:
    lines: tuple[Line, ...]
    figures: Mapping[int, Sequence[Figure]]  # paragraph → its figures to tie, in order

    @cached_property
    def _starts(self) -> tuple[list[tuple[int, int]], list[int]]:
        printed = [
            (line.paragraph, line.start, i) for i, line in enumerate(self.lines) if line.paragraph is not None
        ]
        return [(paragraph, start) for paragraph, start, _ in printed], [i for _, _, i in printed]

    def line_of(self, paragraph: int, offset: int) -> int:
        """The line that shows a place of a paragraph; the one before, when nothing of it is shown."""
        starts, indices = self._starts
        return indices[max(bisect_right(starts, (paragraph, offset)) - 1, 0)] if indices else 0

    def in_line(self, index: int) -> list[Figure]:
        """The figures that begin in a line."""
        line = self.lines[index]
        if line.paragraph is None:
            return []
        return [f for f in self.figures.get(line.paragraph, ()) if line.start <= f.start < line.end]

    @cached_property
    def order(self) -> Sequence[Figure]:
        return [figure for paragraph in sorted(self.figures) for figure in self.figures[paragraph]]


def figures_by_paragraph(report: Report, marks: Mapping[int, str]) -> dict[int, list[Figure]]:
    """The figures to tie of each paragraph, in the order they are printed."""
    found: dict[int, list[Figure]] = {}
    for figure in report.figures:
        if figure.paragraph is not None and figure.table is None and figure.id in marks:
            found.setdefault(figure.paragraph, []).append(figure)
    for figures in found.values():
        figures.sort(key=lambda figure: figure.start)
    return found


def set_lines(report: Report, figures: Mapping[int, Sequence[Figure]], width: int) -> Prose:
    """All lines of the narrative at that width. A tick of one cell stands after every figure."""
    headings = {
        section.paragraphs.start: section.level or 1 for section in report.sections if section.paragraphs
    }
    lines: list[Line] = []
    for index, paragraph in enumerate(report.paragraphs):
        level = headings.get(index, 0)
        if level and lines:
            lines.append(Line(None))
        indent = 0 if level else INDENT
        printed = [(figure.start, figure.end) for figure in figures.get(index, ())]
        lines += (
            Line(index, start, end, first=n == 0, level=level)
            for n, (start, end) in enumerate(wrap(paragraph.text, width, indent=indent, figures=printed))
        )
    return Prose(tuple(lines), figures)
