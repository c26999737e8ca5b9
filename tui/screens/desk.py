"""The screen of one report: outline, pane, card, and the lines around them. Shows where the journey is.

What the keys do is in `going` and `judging`; here is what stands on the screen and how it follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.screen import Screen

from tui.actions import footer
from tui.cells import clean
from tui.loading import Loaded, Loading, Progressed, Refused, Source
from tui.panes.canvas import Canvas
from tui.panes.card import CardPane
from tui.panes.narrative import NarrativePane
from tui.panes.rows import RowList
from tui.panes.strap import KeyLine, Strap
from tui.panes.table import TablePane
from tui.spots import Spot

if TYPE_CHECKING:
    from textual import events
    from textual.widget import Widget

    from checks.review import Review
    from tui.app import ReviewApp
    from tui.journey import Journey

PATIENCE = 0.5
"""Seconds before a person is told that something is being waited for."""
_OTHERS = 2.0
"""Seconds between two looks at whether others have judged."""


class Desk(Screen[None]):
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-middle"), (170, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-tall")]  # noqa: RUF012
    app: ReviewApp

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.source = source
        self.journey: Journey | None = None
        self._loading: Loading | None = None
        self._awaited = (0, 0)
        self._patience_over = False

    def compose(self) -> ComposeResult:
        yield Strap("ground bar", id="head")
        with Horizontal(id="body"):
            yield RowList(id="outline")
            with Container(id="work"):
                with Vertical(id="paper"):
                    yield TablePane(id="table")
                    yield NarrativePane(id="narrative")
                    yield Strap(most=5, id="figure")
                yield CardPane(id="card")
        yield KeyLine(id="foot")

    def on_mount(self) -> None:
        self.outline = self.query_one("#outline", RowList)
        self.table = self.query_one(TablePane)
        self.narrative = self.query_one(NarrativePane)
        self.card = self.query_one(CardPane)
        self.foot = self.query_one(KeyLine)
        self.head = self.query_one("#head", Strap)
        self.figure_line = self.query_one("#figure", Strap)
        self.table.entered = self.narrative.entered = self._arrived
        self.outline.title = lambda: self.app.texts("tui.outline.title")
        self.narrative.display = False
        self.table.focus()
        self.head.show([(f" {clean(self.source.name)}", "bar.title")])
        self._loading = Loading(self.source, self.app.texts, self)
        self.set_timer(0.001, self._loading.start)  # when the first frame is out
        self.set_timer(PATIENCE, self._show_waiting)

    def on_unmount(self) -> None:
        if self._loading is not None:
            self._loading.stop()

    # ── loading ──

    @on(Progressed)
    def progressed(self, message: Progressed) -> None:
        self._awaited = message.done, message.total
        if self._patience_over:
            self._show_waiting()

    def _show_waiting(self) -> None:
        self._patience_over = True
        if self.journey is None:
            done, total = self._awaited
            key = "tui.reading" if total and done < total else "tui.checking"
            self.foot.say(self.app.texts(key, name=clean(self.source.name), done=done, total=total))

    @on(Loaded)
    def loaded(self, message: Loaded) -> None:
        self.open(message.review)

    @on(Refused)
    def refused(self, message: Refused) -> None:
        self.app.refuse(message.source, message.sentence)

    def open(self, review: Review) -> None:
        """Begin, at the first finding that nobody has judged."""
        from tui.journey import Journey
        from tui.places import Places

        self.foot.say("")
        self.journey = Journey(Places(review))
        audit = review.audit
        self.narrative.load(audit.report, self.journey.places.marks)
        self.fill_outline()
        first = review.step(None, open_only=True) or review.step(None)
        spot = self.journey.open(first)
        if spot is None and audit.report.tables:
            spot = self.journey.jump(Spot(audit.report.tables[0].id))
        if spot is None:
            spot = self.journey.jump(Spot(paragraph=0) if audit.report.paragraphs else None)
        self.journey.trail.clear()
        self.show(spot)
        self.show_counts()
        if gone := review.gone():
            self.say(self.app.texts("tui.gone", count=len(gone)))
        self.say_troubles()
        self.set_interval(_OTHERS, self.read_judgements)

    # ── showing ──

    @property
    def review(self) -> Review:
        assert self.journey is not None
        return self.journey.places.review

    @property
    def pane(self) -> TablePane | NarrativePane:
        return self.narrative if self.narrative.display else self.table

    def show(self, spot: Spot | None, focus: bool = True) -> None:
        """Open the pane of a spot, the cursor on it; everything else on the screen follows."""
        if self.journey is None or spot is None:
            return
        audit = self.journey.places.audit
        table = audit.report.table(spot.table) if spot.table is not None else None
        before = self.pane
        self.table.display, self.narrative.display = table is not None, table is None
        if table is not None:
            self.table.show(table, self.journey.places.marks)
            if spot.figure is not None or spot.row or spot.column:
                self.table.go(spot.row, spot.column)
            elif self.table.figure is not None:
                self.journey.settle(
                    Spot(table.id, self.table.row, self.table.column, figure=self.table.figure)
                )
        elif spot.paragraph is not None:
            self.narrative.go(spot.paragraph, spot.offset, spot.figure)
        if focus or (before is not self.pane and before.has_focus):
            self.unzoom()
            self.pane.focus()
        self.follow_cursor()
        self.show_card()

    def unzoom(self) -> None:
        """Another pane than the one that has the whole screen is wanted."""
        if not self.has_class("-zoom-paper"):
            self.remove_class("-zoom", "-zoom-outline", "-zoom-card")

    def follow_cursor(self) -> None:
        """The outline and the line about the figure go with the cursor."""
        assert self.journey is not None
        if self.journey.spot is not None:
            self.outline.point(self.journey.places.part_of(self.journey.spot))
        self.show_figure()

    def show_card(self) -> None:
        assert self.journey is not None
        finding = self.journey.finding
        findings = self.review.findings
        number = next((n for n, other in enumerate(findings, 1) if other is finding), 0)
        figure = self.journey.spot.figure if self.journey.spot and finding is None else None
        numbered = f"{number or '-'}/{len(findings)}" if finding else ""
        self.card.show(self.journey.places, finding, numbered, figure)
        terms = frozenset(figure for figure, _ in finding.figures) if finding else frozenset()
        self.narrative.point_out(self.journey.places.words_of(finding) if finding else None)
        for pane in (self.table, self.narrative):
            pane.light(terms, finding.suspect if finding else None)

    def show_figure(self) -> None:
        """The line about the figure or the cell under the cursor."""
        from tui.panes.about import cell_line, figure_line

        assert self.journey is not None
        places, spot = self.journey.places, self.journey.spot
        if spot is None:
            self.figure_line.show([])
        elif spot.figure is not None:
            self.figure_line.show(*figure_line(places, spot.figure))
        else:
            self.figure_line.show(*cell_line(places, spot))

    def fill_outline(self) -> None:
        from tui.panes.outline import outline_rows

        assert self.journey is not None
        self.outline.fill(outline_rows(self.journey.places, self.app.texts), self.outline.pointed)

    def show_counts(self) -> None:
        """The head: the report, what was found, how far the review is."""
        from tui.panes.about import report_line

        self.head.show(*report_line(self.review, self.source.name))

    def refresh_judgements(self) -> None:
        """Something was judged, or read anew from the disk."""
        self.fill_outline()
        self.show_counts()
        self.show_card()
        self.show_figure()

    def read_judgements(self) -> None:
        """Take in what others have written beside the report meanwhile; try again to write what could not be
        written."""
        if self.journey is None:
            return
        if self.review.annotations.unsaved and self.review.annotations.saved():
            self.refresh_judgements()
        if self.review.annotations.stale:
            before = list(self.review.annotations)
            self.review.annotations.refresh()
            self.say_troubles()
            if list(self.review.annotations) != before:
                self.refresh_judgements()

    def say(self, text: str, ink: str = "strong") -> None:
        self.foot.say(text, ink)

    def say_troubles(self) -> None:
        troubles = self.review.annotations.troubles
        if troubles:
            self.say(clean(troubles[0].explained(self.app.texts)), "warning")

    # ── what the panes say ──

    def _arrived(self, spot: Spot) -> None:
        if self.journey is not None:
            turned = self.journey.arrive(spot)
            self.follow_cursor()
            if turned:
                self.show_card()

    @on(RowList.Pointed, "#outline")
    @on(RowList.Chosen, "#outline")
    def pointed_part(self, event: RowList.Pointed | RowList.Chosen) -> None:
        from checks.review import Part as ReportPart

        if self.journey is not None and isinstance(event.means, ReportPart):
            chosen = isinstance(event, RowList.Chosen)
            if self.journey.spot is None or self.journey.places.part_of(self.journey.spot) != event.means:
                self.show(self.journey.enter(event.means), focus=chosen)
            elif chosen:
                self.pane.focus()
            if chosen and self.has_class("-narrow"):
                self.remove_class("-outline")

    @on(CardPane.Wanted)
    def wanted(self, event: CardPane.Wanted) -> None:
        if self.journey is not None:
            self.show(self.journey.jump(self.journey.places.of_figure(event.figure), self.journey.finding))

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """The foot names other keys in the same frame."""
        super().set_focus(widget, scroll_visible, from_app_focus)
        if self.is_mounted:
            self.foot.keys(footer([*self.contexts, "app"]))

    @property
    def contexts(self) -> tuple[str, ...]:
        """Whose keys are valid: the focused pane's and the screen's."""
        kind = self.focused.kind if isinstance(self.focused, Canvas) else ""
        return kind, "pane", "review"

    def on_key(self, event: events.Key) -> None:
        """What was said has been read; that something is waited for stays."""
        if self.journey is not None:
            self.foot.say("")
