"""The keys that lead somewhere: from finding to finding, to the other side of a check and back."""

from __future__ import annotations

from checks.finding import Finding
from tui.screens.desk import Desk


class Going(Desk):
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
        self.show(spot)
        if spot is None:
            self.say(self.app.texts("tui.no_other_side"))
        else:
            ring = self.journey.ring()
            self.say(self.app.texts("tui.followed", n=ring.index(spot.figure or 0) + 1, all=len(ring)))

    def action_back(self) -> None:
        if self.journey is not None:
            spot = self.journey.back()
            if spot is None:
                self.say(self.app.texts("tui.nowhere_back"))
            self.show(spot)

    def action_relations(self) -> None:
        from checks.output.messages import figure_text
        from tui.panes.about import reason_text
        from tui.panes.relations import relation_rows
        from tui.screens.dialog import ListDialog

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
        title = texts("tui.relations_title", figure=figure_text(audit.figure(figure)), count=count)
        self.app.push_screen(ListDialog(title, rows), self._to_figure)

    def action_coverage(self) -> None:
        from tui.screens.coverage import CoverageDialog

        if self.journey is not None:
            self.app.push_screen(CoverageDialog(self.journey.places, self.app.texts), self._to_figure)

    def _to_figure(self, chosen: object) -> None:
        if self.journey is not None and isinstance(chosen, int):
            self.show(self.journey.jump(self.journey.places.of_figure(chosen)))

    def action_unfold(self) -> None:
        self.card.unfold()

    def action_explain(self) -> None:
        self.card.explain()
