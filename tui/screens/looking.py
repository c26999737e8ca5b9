"""The keys that look: search, and which panes are to be seen."""

from __future__ import annotations

from tui.finder import Search, search
from tui.screens.going import Going
from tui.spots import Spot


class Looking(Going):
    searched = Search()
    """The last search."""

    # ── search ──

    def action_search(self) -> None:
        from tui.screens.words import SearchPrompt

        if self.journey is not None:
            self.app.push_screen(SearchPrompt(self.searched.words), self._search)

    def _search(self, words: str | None) -> None:
        if self.journey is not None and words is not None:
            self.searched = search(self.journey.places.report, words)
            self.narrative.find(self.searched.stretches)
            self._light_cells()
            if words and not self.searched.spots:
                self.say(self.app.texts("tui.search.none", words=words))
            self._step_hit(1)

    def _light_cells(self) -> None:
        table = self.table.table
        self.table.find(self.searched.cells.get(table.id, frozenset()) if table else frozenset())

    def show(self, spot: Spot | None, focus: bool = True) -> None:
        super().show(spot, focus)
        self._light_cells()

    def _step_hit(self, by: int) -> None:
        """The next place after the cursor, round the end."""
        index = self.searched.step(self.journey.spot, by) if self.journey else None
        if self.journey is None or index is None:
            return
        spots, words = self.searched.spots, self.searched.words
        self.show(self.journey.jump(spots[index]))
        self.say(self.app.texts("tui.search.found", words=words, n=index + 1, all=len(spots)))

    def action_search_next(self) -> None:
        """The next place; where nothing is looked for, what is looked for is the next finding."""
        if self.searched.words:
            self._step_hit(1)
        else:
            self.action_next_finding()

    def action_search_previous(self) -> None:
        if self.searched.words:
            self._step_hit(-1)
        else:
            self.action_previous_finding()

    # ── panes ──

    def action_outline(self) -> None:
        """Show or hide the outline, whatever the width of the screen says."""
        shown = self.outline.size.width > 0
        self.set_class(not shown, "-outline")
        self.set_class(shown, "-no-outline")
        (self.pane if shown else self.outline).focus()

    def action_zoom(self) -> None:
        """The pane with the focus takes the whole screen, or gives it back."""
        zoomed = self.has_class("-zoom")
        for pane in (self.outline, self.card):
            self.set_class(not zoomed and pane.has_focus, f"-zoom-{pane.id}")
        self.set_class(not zoomed and self.pane.has_focus, "-zoom-paper")
        self.set_class(not zoomed, "-zoom")

    def _cycle(self, by: int) -> None:
        panes = [p for p in (self.outline, self.pane, self.card) if p.size.width and p.size.height]
        if panes:
            here = next((i for i, pane in enumerate(panes) if pane.has_focus), 0)
            panes[(here + by) % len(panes)].focus()

    def action_next_pane(self) -> None:
        self._cycle(1)

    def action_previous_pane(self) -> None:
        self._cycle(-1)

    def action_first_pane(self) -> None:
        self.unzoom()
        if not self.outline.size.width:
            self.action_outline()
        self.outline.focus()

    def action_second_pane(self) -> None:
        self.unzoom()
        self.pane.focus()

    def action_third_pane(self) -> None:
        self.unzoom()
        self.card.focus()

    def action_leave(self) -> None:
        """First what a search lit up, then the report, where there are others."""
        if self.searched.words:
            self._search("")
        else:
            self.app.show_reports()
