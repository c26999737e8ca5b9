"""A table as printed, each figure with its tick: title, header and label columns stay in place."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import TYPE_CHECKING, ClassVar

from textual.strip import Strip

from checks.finding import BREAK, MARKS
from tui.cells import clean, cut, cut_place, fit, width
from tui.panes.canvas import Canvas, Part, counted
from tui.panes.grid import GAP, Grid, GridColumn, lay_out, measure
from tui.spots import Spot

if TYPE_CHECKING:
    from textual import events

    from checks.report.report import Table, TableCell

_TOTALS = ("合计", "总计")


class TablePane(Canvas):
    kind: ClassVar[str] = "table"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.grid: Grid | None = None
        self.marks: Mapping[int, str] = {}
        self.terms: Set[int] = frozenset()
        self.suspect: int | None = None
        self.hits: Set[tuple[int, int]] = frozenset()
        self.row = self.column = 0
        self._left_at: dict[str, tuple[int, int]] = {}
        self._widest: dict[str, list[int]] = {}
        self._found: list[Part] = []

    # ── what is shown ──

    @property
    def table(self) -> Table | None:
        return self.grid.table if self.grid else None

    def show(self, table: Table, marks: Mapping[int, str]) -> None:
        """Show a table, the cursor where it was left, at first on its first break or figure."""
        if self.grid and self.grid.table is table:
            return
        if self.grid:
            self._left_at[self.grid.table.id] = (self.row, self.column)
        self.marks = marks
        figures = (cell.figure for row in table.cells for cell in row if cell.figure is not None)
        self._found = counted(marks[figure] for figure in figures if figure in marks)
        self.row, self.column = self._left_at.get(table.id) or _first_cell(table, marks)
        self._lay_out(table)
        self.scroll_to(x=0, y=0, animate=False, force=True)
        self._see_cursor()

    def _lay_out(self, table: Table) -> None:
        if table.id not in self._widest:
            self._widest[table.id] = measure(table)
        self.grid = lay_out(table, self._widest[table.id], self.room or 80)
        self.head = 1 + len(self.grid.header)
        self.rearrange(self.grid.width)

    def resized(self) -> None:
        if self.grid:
            self._lay_out(self.grid.table)
            self._see_cursor()

    def light(self, terms: Set[int], suspect: int | None) -> None:
        """Underline the figures of one check, and its suspect."""
        if (terms, suspect) != (self.terms, self.suspect):
            self.terms, self.suspect = terms, suspect
            self.redraw()

    def find(self, hits: Set[tuple[int, int]]) -> None:
        """Show that a search found these cells, (row, column)."""
        if hits != self.hits:
            self.hits = hits
            self.redraw()

    @property
    def figure(self) -> int | None:
        """The figure under the cursor."""
        cell = self._cell(self.row, self.column)
        return cell.figure if cell else None

    def _cell(self, row: int, column: int) -> TableCell | None:
        cells = self.grid.table.cells if self.grid else ()
        return cells[row][column] if row < len(cells) and column < len(cells[row]) else None

    # ── drawing ──

    @property
    def line_count(self) -> int:
        return len(self.grid.table.cells) if self.grid else 0

    def drawn_as(self, index: int) -> object:
        here = (self.column, self.has_focus) if index == self.row else None
        return index, int(self.scroll_offset.x), here

    def draw_head(self, y: int) -> Strip:
        assert self.grid is not None
        if y == 0:
            return self._title(self.grid.table)
        return self._window([(self.grid.header[y - 1], "quiet")], "bar" if y == self.head - 1 else "")

    def _title(self, table: Table) -> Strip:
        right = self.named(self._found)
        if table.unit:
            right.append((f"{clean(table.unit)}  ", ""))
        right.append((cut_place(table.place.short(), self.size.width // 3), ""))
        title = clean(table.title) or self.app.texts("tui.untitled")
        return self.title_bar(f"{table.id} {title}", right)

    def draw(self, index: int) -> Strip:
        assert self.grid is not None
        parts: list[Part] = []
        row = self.grid.table.cells[index]
        total = any(_is_total(cell.text) for cell in row[: max(self.grid.frozen, 1)])
        ground = "row" if index == self.row else ""
        for at, (cell, column) in enumerate(zip(row, self.grid.columns, strict=True)):
            over = self._over(index, at)
            parts += (
                self._figure(cell, column, over)
                if column.figures
                else self._words(index, at, cell, total, over)
            )
            parts.append((" " * GAP, ""))
        return self._window(parts, ground)

    def _over(self, row: int, column: int) -> str:
        """What lies over a cell besides its own ink."""
        if (row, column) == (self.row, self.column):
            return "cursor" if self.has_focus else "cursor.away"
        return "hit" if (row, column) in self.hits else ""

    def _figure(self, cell: TableCell, column: GridColumn, over: str) -> list[Part]:
        number = fit(clean(cell.text), column.width - 1, "right")
        if cell.figure is None:
            return [(number + " ", f"faint {over}")]
        mark = self.marks.get(cell.figure, "unchecked")
        kind = "suspect" if cell.figure == self.suspect else "term" if cell.figure in self.terms else ""
        digits = number.lstrip()
        tick = "tie.mark" if mark == "tie" else mark
        return [
            (number[: len(number) - len(digits)], over),
            (digits, f"{mark} {kind} {over}"),
            (MARKS[mark], f"{tick} {over}"),
        ]

    def _words(self, row: int, at: int, cell: TableCell, total: bool, over: str) -> list[Part]:
        assert self.grid is not None
        column, printed = self.grid.columns[at], self.grid.table.columns[at]
        text = clean(cell.text)
        if column.role == "label":
            indent = self.grid.indents.get((row, printed.half), 0)
            text = " " * min(indent, max(column.width - width(text), 0)) + text
        ink = (
            "total"
            if total
            else "faint"
            if column.role == "ordinal"
            else "quiet"
            if column.role == "code"
            else "label"
        )
        return [(fit(cut(text, column.width), column.width), f"{ink} {over}")]

    def _window(self, parts: list[Part], ground: str) -> Strip:
        """The part of a line that is in view: frozen columns, then the others from the scroll on."""
        assert self.grid is not None
        room = self.size.width
        whole = self.strip(parts, max(self.grid.width, room), ground)
        x, edge = int(self.scroll_offset.x), min(self.grid.frozen_width, room)
        return Strip.join([whole.crop(0, edge), whole.crop(edge + x, x + room)])

    # ── the cursor ──

    def go(self, row: int, column: int) -> None:
        """Put the cursor on a cell, without a word to anybody."""
        if self.grid and self.line_count:
            before = self.row
            self._put(row, column)
            self.bring(self.row)
            self._see_column()
            self.touch(before, self.row)

    def _put(self, row: int, column: int) -> None:
        assert self.grid is not None
        self.row = max(0, min(row, self.line_count - 1))
        self.column = max(0, min(column, len(self.grid.columns) - 1))

    def move(self, rows: int, columns: int) -> None:
        if not self.grid or not self.line_count:
            return
        before = self.row, self.column
        self._put(self.row + rows, self.column + columns)
        self._see_cursor(margin=3)
        self.touch(before[0], self.row)
        if (self.row, self.column) != before:
            self.entered(Spot(self.grid.table.id, self.row, self.column, figure=self.figure))

    def _see_cursor(self, margin: int = 1) -> None:
        if self.grid and self.grid.columns:
            self.see(self.row, margin)
            self._see_column()

    def _see_column(self) -> None:
        assert self.grid is not None
        column, frozen = self.grid.columns[self.column], self.grid.frozen_width
        if self.column < self.grid.frozen:
            return
        x, room = int(self.scroll_offset.x), self.room
        left, right = column.start - frozen, column.end - room
        wanted = min(max(x, right), left)
        if wanted != x:
            self.scroll_to(x=max(wanted, 0), animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        row = self.index_at(event.y)
        if row is None or not self.grid:
            return
        x = event.x if event.x < self.grid.frozen_width else event.x + int(self.scroll_offset.x)
        column = self.grid.column_at(x)
        if column is not None:
            self.move(row - self.row, column - self.column)


def _is_total(text: str) -> bool:
    return text.endswith(_TOTALS)


def _first_cell(table: Table, marks: Mapping[int, str]) -> tuple[int, int]:
    """The first break, else the first figure."""
    figures = [
        (marks.get(cell.figure) != BREAK, row, column)
        for row, cells in enumerate(table.cells)
        for column, cell in enumerate(cells)
        if cell.figure is not None
    ]
    return min(figures)[1:] if figures else (0, 0)
