"""Asked before the review is left while judgements are in memory only.

Gives AGAIN to try to save them, LOSE to quit all the same, anything else to stay.
"""

from __future__ import annotations

from checks.texts import Texts
from tui.panes.rows import Row
from tui.screens.dialog import ListDialog

AGAIN, LOSE, STAY = "again", "quit", "stay"


class LeaveDialog(ListDialog):
    def __init__(self, unsaved: int, texts: Texts) -> None:
        said = {how: texts(f"tui.unsaved_{how}") for how in (AGAIN, LOSE, STAY)}
        rows = [Row(((f" {words}", "label"),), means=how) for how, words in said.items()]
        super().__init__(texts("tui.unsaved", count=unsaved), rows)
