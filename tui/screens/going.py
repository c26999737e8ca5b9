"""The keys that lead somewhere: findings, the other side of a check, panes, what a search finds."""

from __future__ import annotations

from collections import defaultdict

from checks.finding import Finding
from tui.finder import find, plain, stretches
from tui.screens.desk import Desk
from tui.spots import Spot


class Going(Desk):
    hits: list[Spot]
    """What the last search found, in order."""
    words = ""

    # ── findings ──

    def _step(self, by: int, open_only: bool = False) -> None:
        if self.journey is None:
            return
        spot = self.journey.step(by, open_only=open_only)
        if spot is None:
            self.say(self.app.texts("tui.all_judged" if open_only else "tui.no_findings"))
        self.show(spot)
        self.show_card()

    def action_next_finding(self) -> None:
        self._step(1)

    def action_previous_finding(self) -> None:
        self._step(-1)

    def action_next_open(self) -> None:
        self._step(1, open_only=True)

    def action_previous_open(self) -> None:
        self._step(-1, open_only=True)

    def _step_break(self, by: int) -> None:
        if self.journey is not None:
            spot = self.journey.next_break(by)
            if spot is None:
                self.say(self.app.texts("tui.no_breaks"))
            self.show(spot)

    def action_next_break(self) -> None:
        self._step_break(1)

    def action_previous_break(self) -> None:
        self._step_break(-1)

    def action_findings(self) -> None:
        from tui.screens.findings import FindingsDialog

        if self.journey is not None:
            self.app.push_screen(FindingsDialog(self.journey.places, self.journey.finding), self._to_finding)

    def _to_finding(self, chosen: object) -> None:
        self.show_counts()
        self.show_card()
        if self.journey is not None and isinstance(chosen, Finding):
            self.show(self.journey.open(chosen))

    # ── the check ──

    def action_follow(self) -> None:
        """The other side of the check; from a row of the card, the figure that it names."""
        if self.journey is None:
            return
        if (figure := self.card.pointed) is not None:
            self._to_figure(figure)
            return
        spot = self.journey.follow()
        if spot is None:
            self.say(self.app.texts("tui.no_other_side"))
        self.show(spot)

    def action_back(self) -> None:
        if self.journey is not None:
            spot = self.journey.back()
            if spot is None:
                self.say(self.app.texts("tui.nowhere_back"))
            self.show(spot)

    def action_relations(self) -> None:
        from tui.screens.dialog import ListDialog
        from tui.screens.relations import reason_text, relation_rows

        if self.journey is None:
            return
        figure = self.journey.spot.figure if self.journey.spot else None
        if figure is None:
            self.say(self.app.texts("tui.no_figure"))
            return
        audit, texts = self.journey.places.audit, self.app.texts
        rows = list(relation_rows(self.journey.places, figure, texts))
        if not rows:
            self.say(reason_text(audit, figure, texts) or texts("tui.no_relations"))
            return
        count = len(audit.relations_of(figure))
        title = texts("tui.relations_title", figure=audit.figure(figure).text, count=count)
        self.app.push_screen(ListDialog(title, rows), self._to_figure)

    def action_coverage(self) -> None:
        from tui.screens.coverage import coverage_rows
        from tui.screens.dialog import ListDialog

        if self.journey is not None:
            texts = self.app.texts
            rows = list(coverage_rows(self.journey.places, texts))
            self.app.push_screen(ListDialog(texts("tui.coverage.title"), rows), self._to_figure)

    def _to_figure(self, chosen: object) -> None:
        if self.journey is not None and isinstance(chosen, int):
            self.show(self.journey.jump(self.journey.places.of_figure(chosen)))

    def action_unfold(self) -> None:
        self.card.unfold()

    def action_explain(self) -> None:
        self.card.explain()

    # ── search ──

    def action_search(self) -> None:
        from tui.screens.words import SearchPrompt

        if self.journey is not None:
            self.app.push_screen(SearchPrompt(self.words), self._search)

    def _search(self, words: str | None) -> None:
        if self.journey is None or words is None:
            return
        self.words = words
        self.hits = find(self.journey.places.report, words)
        self._light_hits()
        self._step_hit(1)
        if not words:
            self.table.find(frozenset())

    def _light_hits(self) -> None:
        assert self.journey is not None
        report, wanted = self.journey.places.report, plain(self.words)
        self._hits_in_tables: dict[str, set[tuple[int, int]]] = defaultdict(set)
        paragraphs: dict[int, list[tuple[int, int]]] = {}
        for hit in self.hits:
            if hit.table is not None:
                self._hits_in_tables[hit.table].add((hit.row, hit.column))
            elif hit.paragraph is not None and hit.paragraph not in paragraphs:
                paragraphs[hit.paragraph] = list(stretches(report.paragraphs[hit.paragraph].text, wanted))
        self.narrative.find(paragraphs)

    def _step_hit(self, by: int) -> None:
        """The next place after the cursor, round the end."""
        if self.journey is None or not self.words:
            return
        if not self.hits:
            self.say(self.app.texts("tui.search.none", words=self.words))
            return
        ranks = [self._rank(hit) for hit in self.hits]
        here = self._rank(self.journey.spot) if self.journey.spot else (-1, 0, 0)
        ahead = [i for i, rank in enumerate(ranks) if (rank > here if by > 0 else rank < here)]
        index = (ahead or range(len(ranks)))[0 if by > 0 else -1]
        self.show(self.journey.jump(self.hits[index]))
        self.say(self.app.texts("tui.search.found", words=self.words, n=index + 1, all=len(self.hits)))

    def _rank(self, spot: Spot) -> tuple[int, int, int]:
        assert self.journey is not None
        tables = [table.id for table in self.journey.places.report.tables]
        if spot.table is not None:
            return tables.index(spot.table), spot.row, spot.column
        return len(tables), spot.paragraph or 0, spot.offset

    def show(self, spot: Spot | None, focus: bool = True) -> None:
        super().show(spot, focus)
        if spot is not None and self.words:
            self.table.find(frozenset(self._hits_in_tables.get(spot.table or "", ())))

    def action_search_next(self) -> None:
        self._step_hit(1)

    def action_search_previous(self) -> None:
        self._step_hit(-1)

    # ── panes ──

    def action_outline(self) -> None:
        """Show or hide the outline, whatever the width of the screen says."""
        shown = self.outline.styles.display != "none" and self.outline.size.width > 0
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
        panes = [
            pane for pane in (self.outline, self.pane, self.card) if pane.size.width and pane.size.height
        ]
        if panes:
            here = next((i for i, pane in enumerate(panes) if pane.has_focus), 0)
            panes[(here + by) % len(panes)].focus()

    def action_next_pane(self) -> None:
        self._cycle(1)

    def action_previous_pane(self) -> None:
        self._cycle(-1)

    def action_first_pane(self) -> None:
        if not self.outline.size.width:
            self.action_outline()
        self.outline.focus()

    def action_second_pane(self) -> None:
        self.pane.focus()

    def action_third_pane(self) -> None:
        self.card.focus()

    def action_leave(self) -> None:
        """First what a search lit up, then the report, where there are others."""
        if self.words:
            self._search("")
        else:
            self.app.show_reports()
