"""Where the reviewer types: the words to look for, and the note on a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, TextArea

from tui.actions import bindings, footer
from tui.cells import clean
from tui.panes.strap import KeyLine, Strap

if TYPE_CHECKING:
    from tui.app import ReviewApp


_ABOUT = 5
"""Lines for what a note is written on."""


class SearchPrompt(ModalScreen[str | None]):
    """One line at the foot of the screen. Gives the words, which may be none; None when it was left."""

    BINDINGS = bindings("prompt")
    app: ReviewApp

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words

    def compose(self) -> ComposeResult:
        yield Input(self._words, placeholder=self.app.texts("tui.search.prompt"), id="search")

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())

    def action_cancel(self) -> None:
        self.dismiss(None)


class NoteEditor(ModalScreen[str | None]):
    """A note of any number of lines. Gives its text, None when it is to stay as it was."""

    BINDINGS = bindings("note")
    app: ReviewApp

    def __init__(self, about: str, note: str) -> None:
        super().__init__()
        self._about, self._note = about, note

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog note"):
            yield Strap("ground lit", _ABOUT)
            yield TextArea(self._note, soft_wrap=True, show_line_numbers=False, highlight_cursor_line=False)
            yield KeyLine()

    def on_mount(self) -> None:
        named = f" {self.app.texts('tui.note_on')} {clean(self._about)}"
        self.query_one(Strap).show([(named, "strong")])
        self.query_one(KeyLine).keys(footer(["note"]))
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    def action_save(self) -> None:
        self.dismiss(self.query_one(TextArea).text.strip())

    def action_cancel(self) -> None:
        self.dismiss(None)
