"""One line across the screen: the head with the report and its counts, the line about the figure under the
cursor, the foot with the keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui.actions import ALWAYS, Action, key_label
from tui.cells import cut, width
from tui.panes.canvas import Part
from tui.wrapping import wrap_parts

if TYPE_CHECKING:
    from tui.app import ReviewApp


_MOST = 4
"""Lines of the longest thing that is said."""


class Strap(Widget):
    """Parts from the left, and others that end at the right edge of the first line. most: lines that the
    left ones may take; what has no room even so is cut. A part that is a line break begins another line."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Strap { height: 1; width: 1fr; }"
    app: ReviewApp

    def __init__(self, ground: str = "ground", most: int = 1, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.ground, self.most = ground, most
        self.left: Sequence[Part] = ()
        self.right: Sequence[Part] = ()
        self._lines: list[list[Part]] = [[]]

    def show(self, left: Sequence[Part], right: Sequence[Part] = ()) -> None:
        if (left, right) != (self.left, self.right):
            self.left, self.right = left, right
            self._break()
            self.refresh()

    def on_resize(self) -> None:
        self._break()

    def _break(self) -> None:
        """Break the left parts into lines, and be as high as they are many."""
        taken = sum(width(text) for text, _ in self.right)
        self._lines = [list(self.left)]
        if self.most > 1 and self.size.width:
            lines = []
            for n, parts in enumerate(_paragraphs(self.left)):
                lines += wrap_parts(parts, self.size.width - 1, indent=0 if n else taken + 1)
            rest = [part for line in lines[self.most - 1 :] for part in line]
            self._lines = [*lines[: self.most - 1], *([rest] if rest else [])] or [[]]
        if self.styles.height is None or self.styles.height.value != len(self._lines):
            self.styles.height = len(self._lines)

    def render_line(self, y: int) -> Strip:
        room = self.size.width
        right = self._segments(self.right, room - 10) if y == 0 else []
        taken = sum(segment.cell_length for segment in right)
        shown = self._lines[y] if y < len(self._lines) else []
        left = self._segments(shown if y == 0 else [(" ", ""), *shown], room - taken - 1)
        gap = room - taken - sum(segment.cell_length for segment in left)
        blank = Segment(" " * max(gap, 0), self.app.inks(self.ground))
        return Strip([*left, blank, *right]).adjust_cell_length(room)

    def _segments(self, parts: Iterable[Part], room: int) -> list[Segment]:
        segments = []
        for text, ink in parts:
            shown = cut(text, max(room, 0))
            room -= width(shown)
            if shown:
                segments.append(Segment(shown, self.app.inks(f"{self.ground} {ink}")))
        return segments


def _paragraphs(parts: Iterable[Part]) -> list[list[Part]]:
    made: list[list[Part]] = [[]]
    for part in parts:
        if part[0] == "\n":
            made.append([])
        else:
            made[-1].append(part)
    return made


class KeyLine(Strap):
    """The keys that are wanted most here, each a place to click; or something that has to be said, until
    the next key."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("ground bar", _MOST, id=id)
        self._keys: list[Action] = []

    def keys(self, actions: list[Action]) -> None:
        if actions != self._keys:
            self._keys = actions
            self.refresh()

    def say(self, text: str, ink: str = "strong") -> None:
        self.show([(f" {text}", ink)] if text else [])

    def render_line(self, y: int) -> Strip:
        if self.left:
            return super().render_line(y)
        return Strip(self._key_segments(self.size.width)).adjust_cell_length(self.size.width)

    def _key_segments(self, room: int) -> list[Segment]:
        """The keys that have room, those that are always named at the right end."""
        ends = [segment for action in self._keys if action.foot >= ALWAYS for segment in self._key(action)]
        left = room - sum(segment.cell_length for segment in ends)
        segments: list[Segment] = []
        for action in self._keys:
            named = self._key(action)
            left -= sum(segment.cell_length for segment in named)
            if left < 0 or action.foot >= ALWAYS:
                break
            segments += named
        gap = room - sum(segment.cell_length for segment in (*segments, *ends))
        return [*segments, Segment(" " * max(gap, 0), self.app.inks("ground bar")), *ends]

    def _key(self, action: Action) -> list[Segment]:
        click = Style.from_meta({"@click": ("press", (action.name,))})
        return [
            Segment(f" {key_label(action)}", self.app.inks("ground bar key") + click),
            Segment(f" {self.app.texts(f'tui.foot.{action.name}')} ", self.app.inks("ground bar") + click),
        ]

    async def action_press(self, name: str) -> None:
        """A key of the line was clicked: what it stands for happens where the focus is."""
        for place in (self.screen.focused, self.screen, self.app):
            if place is not None and await self.app.run_action(name, place):
                return
