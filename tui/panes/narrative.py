"""The narrative, section after section, its figures marked where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from textual.strip import Strip

from checks.finding import MARKS
from tui.cells import clean, cut_place, fit, width
from tui.panes.canvas import Canvas, Part, counted
from tui.panes.prose import INDENT, Line, Prose, figures_by_paragraph, set_lines
from tui.spots import Spot

if TYPE_CHECKING:
    from textual import events

    from checks.report.report import Figure, Report

_GUTTER = 7
"""Cells for the place of a line (`L1311`) and a space."""


class NarrativePane(Canvas):
    kind: ClassVar[str] = "narrative"
    head = 1

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.report: Report | None = None
        self.marks: Mapping[int, str] = {}
        self.prose = Prose((), {})
        self.line = 0
        self.figure: int | None = None
        self.terms: Set[int] = frozenset()
        self.suspect: int | None = None
        self.words: tuple[int, int, int] | None = None
        self.hits: Mapping[int, Sequence[tuple[int, int]]] = {}
        self._set_for: tuple[int, int] | None = None
        self._found: Mapping[int, list[Part]] = {}  # section → how many of its figures call for attention
        self._wanted: tuple[int, int] | None = None  # where to stand once there are lines

    # ── what is shown ──

    def load(self, report: Report, marks: Mapping[int, str]) -> None:
        self.report, self.marks = report, marks
        self._figures = figures_by_paragraph(report, marks)
        found: dict[int, list[str]] = {}
        for paragraph, figures in self._figures.items():
            section = report.paragraphs[paragraph].section
            found.setdefault(section, []).extend(marks[figure.id] for figure in figures)
        self._found = {section: counted(seen) for section, seen in found.items()}
        self._set_for = None
        if self.display:
            self._set_lines()

    def _set_lines(self) -> None:
        """Break the lines anew when the width is another, the cursor staying where it stands in the text."""
        room = self.scrollable_content_region.width - _GUTTER
        if self.report is None or room < 10 or self._set_for == (id(self.report), room):
            return
        at = self.place
        self.prose = set_lines(self.report, self._figures, room)
        self._set_for = (id(self.report), room)
        self.line = self.prose.line_of(*at) if at else 0
        self.rearrange()
        self.bring(self.line)

    def resized(self) -> None:
        self._set_lines()
        self.redraw()

    @property
    def place(self) -> tuple[int, int] | None:
        """(paragraph, offset) under the cursor."""
        if self.figure is not None and self.report:
            figure = self.report.figures[self.figure]
            return figure.paragraph or 0, figure.start
        if self.line < len(self.prose.lines):
            line = self.prose.lines[self.line]
            return (line.paragraph, line.start) if line.paragraph is not None else None
        return self._wanted

    def light(self, terms: Set[int], suspect: int | None) -> None:
        """Underline the figures of one check, and its suspect."""
        if (terms, suspect) != (self.terms, self.suspect):
            self.terms, self.suspect = terms, suspect
            self.redraw()

    def point_out(self, words: tuple[int, int, int] | None) -> None:
        """Underline words that are wrong: (paragraph, start, end)."""
        if words != self.words:
            self.words = words
            self.redraw()

    def find(self, hits: Mapping[int, Sequence[tuple[int, int]]]) -> None:
        """Show what a search found: paragraph → (start, end)."""
        if hits != self.hits:
            self.hits = hits
            self.redraw()

    # ── drawing ──

    @property
    def line_count(self) -> int:
        return len(self.prose.lines)

    def drawn_as(self, index: int) -> object:
        return (index, self.figure, self.has_focus) if index == self.line else index

    def draw_head(self, y: int) -> Strip:
        assert self.report is not None
        right: list[Part] = []
        title = ""
        if (place := self.place) and self.report.sections:
            paragraph = self.report.paragraphs[place[0]]
            title = clean(self.report.sections[paragraph.section].title)
            found = self.named(self._found.get(paragraph.section, []))
            right = [*found, (cut_place(paragraph.place_at(place[1]).short(), self.size.width // 3), "")]
        return self.title_bar(title, right)

    def draw(self, index: int) -> Strip:
        line = self.prose.lines[index]
        here = index == self.line
        ground = "row" if here else ""
        if line.paragraph is None:
            return self.strip([], self.size.width, ground)
        parts: list[Part] = [(fit(cut_place(self._gutter(index, line), _GUTTER - 1), _GUTTER), "faint")]
        if line.first and not line.level:
            parts.append((" " * INDENT, ""))
        parts += self._pieces(line)
        return self.strip(parts, self.size.width, ground)

    def _gutter(self, index: int, line: Line) -> str:
        """The place of a line where it is another than that of the line above."""
        place = self._place(line)
        above = self.prose.lines[index - 1] if index else None
        return "" if above and above.paragraph is not None and self._place(above) == place else place

    def _place(self, line: Line) -> str:
        assert self.report is not None and line.paragraph is not None
        return self.report.paragraphs[line.paragraph].place_at(line.start).short()

    def _pieces(self, line: Line) -> list[Part]:
        """The text of a line cut where its look changes: figures, their ticks, what a search found."""
        assert self.report is not None and line.paragraph is not None
        text = self.report.paragraphs[line.paragraph].text
        figures = [
            f for f in self.prose.figures.get(line.paragraph, ()) if f.end > line.start and f.start < line.end
        ]
        hits = self.hits.get(line.paragraph, ())
        wrong = [self.words[1:]] if self.words and self.words[0] == line.paragraph else []
        cuts = {line.start, line.end}
        for start, end in [(f.start, f.end) for f in figures] + [*hits, *wrong]:
            cuts |= {min(max(at, line.start), line.end) for at in (start, end)}
        plain = "heading" if line.level else "text"
        edges = sorted(cuts)
        parts: list[Part] = []
        for start, end in pairwise(edges):
            figure = next((f for f in figures if f.start <= start < f.end), None)
            found = "hit" if any(s <= start < e for s, e in hits) else ""
            found += " suspect" if any(s <= start < e for s, e in wrong) else ""
            piece = _safe(text[start:end])
            if figure is None:
                parts.append((piece, f"{plain} {found}"))
                continue
            mark, over = self.marks[figure.id], f"{found} {self._over(figure)}"
            parts.append((piece, f"{mark} {over}"))
            if end == figure.end:
                parts.append((MARKS[mark], f"{'tie.mark' if mark == 'tie' else mark} {over}"))
        return parts

    def _over(self, figure: Figure) -> str:
        kind = "suspect" if figure.id == self.suspect else "term" if figure.id in self.terms else ""
        cursor = ("cursor" if self.has_focus else "cursor.away") if figure.id == self.figure else ""
        return f"{kind} {cursor}"

    # ── the cursor ──

    def go(self, paragraph: int, offset: int, figure: int | None = None) -> None:
        """Put the cursor on a place of the text, on a figure if there is one, without a word to anybody."""
        self._set_lines()
        if not self.prose.lines:
            self.figure, self._wanted = figure, (paragraph, offset)
            return
        before = self.line
        self.line = self.prose.line_of(paragraph, offset)
        if figure is None:
            figure = next((f.id for f in self.prose.in_line(self.line) if f.start <= offset < f.end), None)
        self.figure = figure
        self.bring(self.line)
        self.touch(before, self.line)

    def move(self, rows: int, columns: int) -> None:
        if not self.prose.lines:
            return
        before = self.line
        if rows:
            self._move_lines(rows)
        else:
            self._move_figures(columns)
        self.see(self.line, margin=2)
        self.touch(before, self.line)
        self._enter()

    def _enter(self) -> None:
        if (place := self.place) is not None:
            self.entered(Spot(paragraph=place[0], offset=place[1], figure=self.figure))

    def _move_lines(self, rows: int) -> None:
        """Up or down; a figure of that line takes the cursor, the one nearest above or below the last."""
        x = self._x_of_cursor()
        self.line = max(0, min(self.line + rows, self.line_count - 1))
        if self.prose.lines[self.line].paragraph is None and abs(rows) == 1:
            self.line = max(0, min(self.line + rows, self.line_count - 1))
        near = sorted(self.prose.in_line(self.line), key=lambda f: abs(self._x(self.line, f) - x))
        self.figure = near[0].id if near else None

    def _move_figures(self, columns: int) -> None:
        """To the next or the previous figure of the text; far moves stay in the line."""
        if abs(columns) > 1:
            here = self.prose.in_line(self.line)
            if here:
                self.figure = here[-1 if columns > 0 else 0].id
            return
        order = self.prose.order
        place = self.place or (0, 0)
        ahead = [f for f in order if ((f.paragraph or 0), f.start) > place] if columns > 0 else []
        behind = [f for f in order if ((f.paragraph or 0), f.start) < place] if columns < 0 else []
        target = ahead[0] if ahead else behind[-1] if behind else None
        if target is not None:
            self.figure = target.id
            self.line = self.prose.line_of(target.paragraph or 0, target.start)

    def _x_of_cursor(self) -> int:
        figure = next((f for f in self.prose.in_line(self.line) if f.id == self.figure), None)
        return self._x(self.line, figure) if figure else 0

    def _x(self, index: int, figure: Figure) -> int:
        """The cell in which a figure begins in its line."""
        assert self.report is not None and figure.paragraph is not None
        line = self.prose.lines[index]
        before = [f for f in self.prose.in_line(index) if f.start < figure.start]
        text = self.report.paragraphs[figure.paragraph].text[line.start : figure.start]
        return width(text) + len(before) + (INDENT if line.first and not line.level else 0)

    def on_click(self, event: events.Click) -> None:
        index = self.index_at(event.y)
        if index is None:
            return
        x = event.x - _GUTTER
        near = [f for f in self.prose.in_line(index) if 0 <= x - self._x(index, f) <= width(f.text)]
        before, self.line = self.line, index
        self.figure = near[0].id if near else None
        self.touch(before, index)
        self._enter()


def _safe(text: str) -> str:
    """As it is measured: character for character, those that a terminal would obey as `?`."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "?" for c in text)
