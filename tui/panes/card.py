"""The finding at hand as a card: the check, both its sides, what is most likely wrong, the judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.strip import Strip

from checks.finding import MARKS
from tui.panes.canvas import Canvas, Part

if TYPE_CHECKING:
    from textual import events

    from checks.finding import Finding
    from tui.panes.card_rows import CardRow
    from tui.places import Places


class CardPane(Canvas):
    kind: ClassVar[str] = "card"
    paper = "raised"
    head = 1

    class Wanted(Message):
        """The reviewer wants to go to a figure that the card names."""

        def __init__(self, figure: int) -> None:
            super().__init__()
            self.figure = figure

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.places: Places | None = None
        self.finding: Finding | None = None
        self.figure: int | None = None
        self.number = ""
        self.unfolded = self.explained = False
        self.cursor = 0
        self._rows: list[CardRow] = []

    def show(self, places: Places, finding: Finding | None, number: str, figure: int | None = None) -> None:
        """Open the card of a finding; `number` says the how manieth it is. figure: where no finding is, the
        one whose checks are shown."""
        if (finding, figure) != (self.finding, self.figure):
            self.unfolded = False
            self.cursor = 0
        self.places, self.finding, self.number, self.figure = places, finding, number, figure
        self.compose_rows()
        if not self.cursor:
            self.scroll_to(y=0, animate=False, force=True)

    def compose_rows(self) -> None:
        self._rows = []
        if self.places is not None and self.finding is not None and self.size.width > 20:
            from tui.panes.card_rows import MOST_OPERANDS, Card

            for most in range(MOST_OPERANDS, 0, -1):
                card = Card(self.places, self.finding, self.size.width, self.unfolded, most)
                check = card.check()
                if self.unfolded or len(check) <= self.page:
                    break
            rows, rule = [*check, *card.rest()], card.rule()
            spare = len(rows) + len(rule) <= self.page
            self._rows = [*rows, *rule] if self.explained or spare else rows
        elif self.places is not None and self.figure is not None:
            from tui.panes.card_rows import CardRow
            from tui.panes.relations import relation_rows

            made = relation_rows(self.places, self.figure, self.app.texts)
            targets = ((row, row.means) for row in made)
            self._rows = [CardRow(row.parts, to if isinstance(to, int) else None) for row, to in targets]
        self.cursor = min(self.cursor, max(len(self._rows) - 1, 0))
        self.rearrange()

    def resized(self) -> None:
        self.compose_rows()

    def unfold(self) -> None:
        self.unfolded = not self.unfolded
        self.compose_rows()

    def explain(self) -> None:
        self.explained = not self.explained
        self.compose_rows()
        if self.explained:
            self.scroll_to(y=self.line_count, animate=False, force=True)

    # ── drawing ──

    @property
    def line_count(self) -> int:
        return len(self._rows)

    def drawn_as(self, index: int) -> object:
        return (index, self.has_focus) if index == self.cursor else index

    def draw_head(self, y: int) -> Strip:
        if self.places is None or self.finding is None:
            if self.places is None:
                return self.title_bar("")
            none = "tui.card.none" if self.figure is None else "tui.card.none_here"
            return self.title_bar(self.app.texts(none))
        from checks.output.messages import rule_text

        finding, review = self.finding, self.places.review
        texts = review.texts
        rule = review.audit.rules.get(finding.rule)
        title = rule_text(rule, "title", texts) if rule else ""
        status = review.status(finding.id)
        right: list[Part] = [
            (texts(f"severity.{finding.severity}"), finding.severity),
            ("  ", ""),
            (texts(f"status.{status}"), status),
            (f"  {self.number}", ""),
        ]
        return self.title_bar(f"{MARKS[finding.verdict]} {finding.rule} {title}", right)

    def draw(self, index: int) -> Strip:
        row = self._rows[index]
        ground = "row" if index == self.cursor and self.has_focus else ""
        return self.strip(row.parts, self.size.width, ground)

    # ── keys: up and down go through the rows, enter goes to the figure of the row ──

    def move(self, rows: int, columns: int) -> None:
        before, self.cursor = self.cursor, max(0, min(self.cursor + rows, self.line_count - 1))
        self.see(self.cursor)
        self.touch(before, self.cursor)

    @property
    def pointed(self) -> int | None:
        """The figure that the row under the cursor names."""
        return self._rows[self.cursor].figure if self.has_focus and self._rows else None

    def on_click(self, event: events.Click) -> None:
        index = self.index_at(event.y)
        if index is not None and (figure := self._rows[index].figure) is not None:
            self.post_message(self.Wanted(figure))
