"""Several reports: a list to choose from. Each is audited when it is opened for the first time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen

from checks.finding import MARKS
from tui.actions import footer
from tui.cells import clean
from tui.loading import Source
from tui.panes.canvas import Part
from tui.panes.rows import Row, RowList
from tui.panes.strap import KeyLine

if TYPE_CHECKING:
    from checks.texts import Texts
    from tui.app import ReviewApp


class ReportsScreen(Screen[None]):
    app: ReviewApp
    contexts = ("list", "pane")

    def __init__(self, sources: Sequence[Source]) -> None:
        super().__init__()
        self._sources = sources

    def compose(self) -> ComposeResult:
        yield RowList(id="reports")
        yield KeyLine()

    def on_mount(self) -> None:
        rows = self.query_one(RowList)
        rows.title = lambda: self.app.texts("tui.reports.title", count=len(self._sources))
        rows.focus()
        self.query_one(KeyLine).keys(footer([*self.contexts, "app"]))

    def on_screen_resume(self) -> None:
        self.fill()

    def speak(self, texts: Texts) -> None:
        self.fill()

    def fill(self) -> None:
        self.query_one(RowList).fill([self._row(source) for source in self._sources])
        if self.app.complaint:
            self.query_one(KeyLine).say(self.app.complaint, "error")
            self.app.complaint = ""

    def _row(self, source: Source) -> Row:
        return Row(((f" {clean(source.name)}", "label"),), self._state(source), source)

    def _state(self, source: Source) -> tuple[Part, ...]:
        """What is known of a report that was opened."""
        texts, screen = self.app.texts, self.app.review_of(source)
        if source in self.app.refused:
            return ((texts("tui.reports.refused"), "error"),)
        if screen is None or screen.journey is None:
            return ((texts("tui.reports.unopened"), "faint"),)
        tally = screen.review.progress()
        return (
            (f"{MARKS['break']} {tally.breaks}  ", "break"),
            (f"{MARKS['tail']} {tally.tails}  ", "tail"),
            (texts("tui.head.judged", judged=tally.judged, total=tally.to_judge), "quiet"),
        )

    @on(RowList.Chosen)
    def chosen(self, event: RowList.Chosen) -> None:
        if isinstance(event.means, Source):
            self.app.open(event.means)
