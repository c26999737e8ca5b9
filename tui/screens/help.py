"""The keys that are valid here, and the command palette: both made from the table of actions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from checks.texts import Texts
from tui.actions import GROUPS, Action, all_keys, bindings, valid
from tui.cells import fit
from tui.finder import plain
from tui.panes.rows import Row, RowList

if TYPE_CHECKING:
    from tui.app import ReviewApp


def key_rows(places: Iterable[str], texts: Texts) -> list[Row]:
    """Group by group, each row standing for its action."""
    actions = valid(places)
    rows: list[Row] = []
    for group in GROUPS:
        members = [action for action in actions if action.group == group]
        if members:
            rows.append(Row(((texts(f"tui.group.{group}"), "heading"),)))
            rows += (_row(action, texts) for action in members)
    return rows


def _row(action: Action, texts: Texts) -> Row:
    keys = fit(f"  {all_keys(action)}", 22)
    return Row(((keys, "key"), (texts(f"tui.action.{action.name}"), "label")), means=action)


class Palette(ModalScreen[object]):
    """Every action that is possible here, found by a word of what it does. Gives the Action."""

    BINDINGS = bindings("palette")
    app: ReviewApp
    kind: ClassVar[str] = "palette"

    def __init__(self, places: Iterable[str]) -> None:
        super().__init__()
        self._places = tuple(places)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Input(placeholder=self.app.texts("tui.palette"))
            yield RowList()

    def on_mount(self) -> None:
        rows = self.query_one(RowList)
        rows.can_focus = False
        rows.head = 0
        self.narrow("")

    def narrow(self, words: str) -> None:
        rows = [row for row in key_rows(self._places, self.app.texts) if row.means is not None]
        wanted = plain(words)
        self.query_one(RowList).fill(
            [row for row in rows if wanted in plain("".join(text for text, _ in row.parts))]
        )

    @on(Input.Changed)
    def changed(self, event: Input.Changed) -> None:
        self.narrow(event.value)

    @on(Input.Submitted)
    def submitted(self) -> None:
        self.dismiss(self.query_one(RowList).pointed)

    @on(RowList.Chosen)
    def chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(event.means)

    def action_cancel(self) -> None:
        self.dismiss(None)

    def action_down(self) -> None:
        self.query_one(RowList).move(1, 0)

    def action_up(self) -> None:
        self.query_one(RowList).move(-1, 0)
