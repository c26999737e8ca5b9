"""A list with a cursor: the outline, the findings, relations, reports, keys are all lists of rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.strip import Strip

from tui.actions import bindings
from tui.cells import width
from tui.panes.canvas import Canvas, Part

if TYPE_CHECKING:
    from textual import events


@dataclass(frozen=True, slots=True)
class Row:
    """parts: what it shows. right: what stands at its right end. means: what it stands for; a row that
    stands for nothing (a heading) is passed over by the cursor."""

    parts: tuple[Part, ...]
    right: tuple[Part, ...] = ()
    means: object = None


class RowList(Canvas):
    BINDINGS = bindings("list")
    kind: ClassVar[str] = "list"
    paper = "raised"
    head = 1

    class Pointed(Message):
        """The cursor moved to a row by the reviewer's hand."""

        def __init__(self, rows: RowList, means: object) -> None:
            super().__init__()
            self.rows, self.means = rows, means

        @property
        def control(self) -> RowList:
            return self.rows

    class Chosen(Message):
        """A row was chosen: enter, or a click on the row with the cursor."""

        def __init__(self, rows: RowList, means: object) -> None:
            super().__init__()
            self.rows, self.means = rows, means

        @property
        def control(self) -> RowList:
            return self.rows

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.rows: Sequence[Row] = ()
        self.cursor = 0
        self.title: Callable[[], str] = str
        self.right: Callable[[], Sequence[Part]] = tuple

    @property
    def line_count(self) -> int:
        return len(self.rows)

    def fill(self, rows: Sequence[Row], at: object = None) -> None:
        """Show these rows, the cursor on the one that stands for `at`, else where it was."""
        self.rows = rows
        self.cursor = max(min(self.cursor, len(rows) - 1), 0)
        if at is not None:
            self.cursor = next((i for i, row in enumerate(rows) if row.means == at), self.cursor)
        self.cursor = self._nearest(self.cursor, 1)
        self.rearrange()
        if self.size.height:
            self.see(self.cursor)

    def resized(self) -> None:
        super().resized()
        self.see(self.cursor)

    def point(self, at: object) -> None:
        """Put the cursor on the row that stands for `at`, without a word to anybody."""
        found = next((i for i, row in enumerate(self.rows) if row.means == at), None)
        if found is not None and found != self.cursor:
            before, self.cursor = self.cursor, found
            self.see(found)
            self.touch(before, found)

    @property
    def pointed(self) -> object:
        return self.rows[self.cursor].means if self.rows else None

    def draw_head(self, y: int) -> Strip:
        return self.title_bar(self.title(), self.right())

    def drawn_as(self, index: int) -> object:
        return (index, self.has_focus) if index == self.cursor else index

    def draw(self, index: int) -> Strip:
        row = self.rows[index]
        ground = (
            ("cursor" if self.has_focus else "row") if index == self.cursor and row.means is not None else ""
        )
        room = self._room(row)
        right = self.strip([(" ", ""), *row.right, (" ", "")], self.size.width - room, ground)
        return Strip.join([self.strip(row.parts, room, ground), right])

    def _room(self, row: Row) -> int:
        """Cells that its right end leaves it."""
        return max(self.size.width - sum(width(text) for text, _ in row.right) - 2, 0)

    def is_cut(self, row: Row) -> bool:
        return sum(width(text) for text, _ in row.parts) > self._room(row)

    def move(self, rows: int, columns: int) -> None:
        if not self.rows or not rows:
            return
        target = max(0, min(self.cursor + rows, len(self.rows) - 1))
        self.put(self._nearest(target, 1 if rows > 0 else -1))

    def put(self, index: int) -> None:
        if index == self.cursor:
            return
        before, self.cursor = self.cursor, index
        self.see(index)
        self.touch(before, index)
        self.post_message(self.Pointed(self, self.pointed))

    def _nearest(self, index: int, way: int) -> int:
        """The row the cursor can stand on: from `index` on that way, else the other way."""
        for step in (way, -way):
            at = index
            while 0 <= at < len(self.rows):
                if self.rows[at].means is not None:
                    return at
                at += step
        return index

    def action_choose(self) -> None:
        if self.pointed is not None:
            self.post_message(self.Chosen(self, self.pointed))

    def on_click(self, event: events.Click) -> None:
        index = self.index_at(event.y)
        if index is None or self.rows[index].means is None:
            return
        if index == self.cursor:
            self.action_choose()
        else:
            self.put(index)
