"""The review of one report: the desk with all its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.actions import bindings
from tui.screens.judging import Judging
from tui.screens.looking import Looking

if TYPE_CHECKING:
    from checks.texts import Texts


class ReviewScreen(Looking, Judging):
    BINDINGS = bindings("review")

    def speak(self, texts: Texts) -> None:
        """Say everything on the screen in another language."""
        if self.journey is not None:
            self.review.speak(texts)
            self.refresh_judgements()
