"""A list over the screen: relations of a figure, keys, what was not checked. Gives what was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.actions import bindings, footer
from tui.panes.canvas import Part
from tui.panes.rows import Row, RowList
from tui.panes.strap import KeyLine, Strap

if TYPE_CHECKING:
    from tui.app import ReviewApp


_CAPTION = 4
"""Lines for the row under the cursor in full."""


class ListDialog(ModalScreen[object]):
    BINDINGS = bindings("dialog")
    app: ReviewApp
    contexts: ClassVar[tuple[str, ...]] = ("list", "dialog", "pane")
    """Whose keys stand in its foot."""

    def __init__(
        self, title: str, rows: Sequence[Row], at: object = None, right: Sequence[Part] = ()
    ) -> None:
        super().__init__()
        self._title, self._rows, self._at, self._right = title, rows, at, right

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield RowList()
            yield Strap("raised", _CAPTION, id="caption")
            yield KeyLine()

    def on_mount(self) -> None:
        rows = self.list
        rows.title, rows.right = self.heading, lambda: self._right
        rows.focus()
        self.query_one(KeyLine).keys(footer([*self.contexts, "app"]))
        self.fill(self._rows, self._at)

    def fill(self, rows: Sequence[Row], at: object = None) -> None:
        self.list.fill(rows, at)
        self.call_after_refresh(self.show_caption)

    @on(RowList.Pointed)
    def show_caption(self) -> None:
        """The row under the cursor in full, where some row is cut."""
        rows, caption = self.list, self.query_one("#caption", Strap)
        caption.display = any(map(rows.is_cut, rows.rows))
        row = rows.rows[rows.cursor] if rows.rows else None
        caption.show([(" ", ""), *row.parts] if row and rows.is_cut(row) else [])

    def heading(self) -> str:
        return self._title

    @property
    def list(self) -> RowList:
        return self.query_one(RowList)

    @on(RowList.Chosen)
    def chosen(self, event: RowList.Chosen) -> None:
        self.choose(event.means)

    def choose(self, means: object) -> None:
        """A row was chosen: what it stands for is what the dialog gives."""
        self.dismiss(means)

    def action_close(self) -> None:
        self.dismiss(None)

    def action_choose(self) -> None:
        self.list.action_choose()
