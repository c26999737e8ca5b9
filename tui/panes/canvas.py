"""A pane drawn line by line: the lines in view and no others, each once until it changes.

Before this module: `tui.inks`. After it: the panes, each of which says what stands in a line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from checks.finding import BREAK, MARKS, TAIL
from tui.actions import bindings
from tui.cells import cut, width

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events

    from tui.app import ReviewApp
    from tui.spots import Spot

Part: TypeAlias = tuple[str, str]
"""A piece of a line: its text, and the names of its inks."""


def counted(marks: Iterable[str]) -> list[Part]:
    """How many of these call for attention: `✗ 2  ≈ 1  `."""
    counts = Counter(marks)
    return [(f"{MARKS[mark]} {counts[mark]}  ", mark) for mark in (BREAK, TAIL) if counts[mark]]


class Canvas(ScrollView, can_focus=True):
    """A subclass gives `line_count`, `draw` and, for lines that stay in place above the others, `head`
    and `draw_head`; it calls `redraw` when what it shows has changed, and `rearrange` when the number or
    the width of its lines has."""

    BINDINGS = bindings("pane")
    ALLOW_SELECT = False
    app: ReviewApp

    paper = "ground"
    """The ink that lies under everything."""
    head = 0
    """Lines on top that do not scroll."""
    kind: ClassVar[str] = "pane"
    """Whose actions apply here, for footer and help."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._strips: dict[object, Strip] = {}
        self.entered: Callable[[Spot], None] = lambda spot: None
        """Told where the reviewer has put the cursor. Called and not posted, so that all that follows
        the cursor is in the same frame."""
        self._lines_width = 0

    # ── what a subclass gives ──

    @property
    def line_count(self) -> int:
        raise NotImplementedError

    def draw(self, index: int) -> Strip:
        raise NotImplementedError

    def draw_head(self, y: int) -> Strip:
        return self.blank()

    def drawn_as(self, index: int) -> object:
        """Names the line as it looks now: a line that is asked for under the same name is not drawn again."""
        return index

    # ── drawing ──

    def ink(self, names: str) -> Style:
        return self.app.inks(f"{self.paper} {names}")

    def blank(self) -> Strip:
        return Strip.blank(self.size.width, self.ink(""))

    def strip(self, parts: Iterable[Part], cells: int, ground: str = "") -> Strip:
        """Parts in a row, cut and filled to a width; `ground` lies under them all."""
        segments: list[Segment] = []
        left = cells
        for text, names in parts:
            if left <= 0:
                break
            shown = cut(text, left)
            left -= width(shown)
            segments.append(Segment(shown, self.ink(f"{ground} {names}")))
        if left > 0:
            segments.append(Segment(" " * left, self.ink(ground)))
        return Strip(segments, cells)

    def named(self, counts: Sequence[Part]) -> list[Part]:
        """What is counted in a pane: figures, where the outline counts findings."""
        return [(f"{self.app.texts('tui.figures')} ", ""), *counts] if counts else []

    def title_bar(self, title: str, right: Sequence[Part] = ()) -> Strip:
        """The pane's title, lit while the pane has the focus, and something at its right end. What is lit
        has one colour: on it the marks alone say what is counted."""
        ground = "lit" if self.has_focus else "bar"
        room = self.size.width
        taken = sum(width(text) for text, _ in right)
        name = f" {cut(title, max(room - taken - 3, 4))} "
        gap = max(room - width(name) - taken - 1, 0)
        shown = right if ground == "bar" else [(text, "") for text, _ in right]
        return self.strip([(name, f"{ground}.title"), (" " * gap, ""), *shown], room, ground)

    def render_line(self, y: int) -> Strip:
        if y < self.head:
            return self.draw_head(y)
        index = y - self.head + int(self.scroll_offset.y)
        if not 0 <= index < self.line_count:
            return self.blank()
        name = self.drawn_as(index)
        strip = self._strips.get(name)
        if strip is None:
            if len(self._strips) > 2000:
                self._strips.clear()
            strip = self._strips[name] = self.draw(index)
        return strip

    def redraw(self) -> None:
        self._strips.clear()
        self.refresh()

    def touch(self, *indices: int) -> None:
        """These lines look different now, and so may the title; a scroll redraws the others by itself."""
        top, room = int(self.scroll_offset.y), self.size.width
        rows = [self.head + index - top for index in indices if 0 <= index - top < self.page]
        self.refresh(*(Region(0, y, room, 1) for y in (0, *rows)))

    def rearrange(self, lines_width: int = 0) -> None:
        """Take the new number of lines, and their width where they may be wider than the pane."""
        self._lines_width = lines_width
        # known at once, and not after the next frame: how far one can scroll depends on it
        self.show_horizontal_scrollbar = lines_width > self.room
        self.virtual_size = Size(lines_width, self.head + self.line_count)
        self.redraw()

    # ── scrolling ──

    @property
    def page(self) -> int:
        """Lines that scroll and can be seen at once."""
        return max(self.size.height - self.head - (self._lines_width > self.room), 1)

    @property
    def room(self) -> int:
        """Cells of a line: the last one is the scroll bar's."""
        return max(self.size.width - 1, 0)

    def see(self, index: int, margin: int = 1) -> None:
        """Scroll as little as needed to have the line in view, with some lines around it."""
        top = int(self.scroll_offset.y)
        margin = min(margin, (self.page - 1) // 2)
        wanted = min(max(top, index - self.page + 1 + margin), max(index - margin, 0))
        if wanted != top:
            self.scroll_to(y=max(wanted, 0), animate=False, force=True)

    def bring(self, index: int) -> None:
        """Have the line in view after a jump: from out of sight it comes with a third of the page before."""
        top = int(self.scroll_offset.y)
        if top <= index < top + self.page:
            self.see(index, margin=3)
        else:
            self.scroll_to(y=max(index - self.page // 3, 0), animate=False, force=True)

    def index_at(self, y: int) -> int | None:
        """The line at a row of the pane, None in the head and below the end."""
        index = y - self.head + int(self.scroll_offset.y)
        return index if y >= self.head and 0 <= index < self.line_count else None

    # ── events ──

    def on_focus(self, event: events.Focus) -> None:
        self.redraw()

    def on_blur(self, event: events.Blur) -> None:
        self.redraw()

    def on_resize(self, event: events.Resize) -> None:
        self.resized()

    def resized(self) -> None:
        """The pane has another size: a subclass that wraps its lines does so again."""
        self.redraw()

    # ── keys; a pane moves its cursor in its own way ──

    def move(self, rows: int, columns: int) -> None:
        raise NotImplementedError

    def action_down(self) -> None:
        self.move(1, 0)

    def action_up(self) -> None:
        self.move(-1, 0)

    def action_right(self) -> None:
        self.move(0, 1)

    def action_left(self) -> None:
        self.move(0, -1)

    def action_page_down(self) -> None:
        self.move(self.page - 1, 0)

    def action_page_up(self) -> None:
        self.move(1 - self.page, 0)

    def action_last(self) -> None:
        self.move(self.line_count, 0)

    def action_first(self) -> None:
        self.move(-self.line_count, 0)

    def action_row_end(self) -> None:
        self.move(0, 10**6)

    def action_row_start(self) -> None:
        self.move(0, -(10**6))
