"""The keys that say something: judgements, notes, undo. Each is on the disk before the screen shows it."""

from __future__ import annotations

from collections.abc import Callable

from checks.annotation import CONFIRMED, DISMISSED, FIXED, OPEN, QUERY, Annotation
from checks.annotations import AnnotationError
from checks.finding import TAIL, Finding
from tui.cells import clean
from tui.screens.desk import Desk


class Judging(Desk):
    def _save(self, judgement: Callable[[], Annotation | None]) -> Annotation | None:
        """Do it, and say where it is kept when that is not beside the report, or that no place takes it."""
        try:
            made = judgement()
        except AnnotationError as problem:
            self.refresh_judgements()
            self.say(clean(problem.troubles[0].explained(self.app.texts, "memory")), "error")
            return None
        self.refresh_judgements()
        self.say_troubles()
        return made

    def _judge(self, status: str) -> None:
        """Judge the finding of the card; the next one that nobody has judged comes by itself, and what was
        judged is said, lest it be taken for the one that has come."""
        finding = self._at_hand()
        if self.journey is None or finding is None:
            return
        made = self._save(lambda: self.review.judge(finding.id, status))
        if status == OPEN:
            return
        spot = self.journey.go_on(finding)
        self.show(spot)
        if made is not None and not self.review.annotations.troubles:
            if spot is None:
                key = "tui.all_judged"
            else:
                tail = self.journey.finding is not None and self.journey.finding.verdict == TAIL
                key = "tui.judged_tails_left" if tail else "tui.judged"
            said = self.app.texts(f"status.{status}")
            self.say(self.app.texts(key, status=said, rule=finding.rule, place=finding.place.short()))

    def _at_hand(self) -> Finding | None:
        """The finding of the card; that there is none is said."""
        finding = self.journey.finding if self.journey else None
        if self.journey is not None and finding is None:
            self.say(self.app.texts("tui.no_finding_here"))
        return finding

    def action_confirm(self) -> None:
        self._judge(CONFIRMED)

    def action_exclude(self) -> None:
        self._judge(DISMISSED)

    def action_query(self) -> None:
        self._judge(QUERY)

    def action_fixed(self) -> None:
        self._judge(FIXED)

    def action_reopen(self) -> None:
        self._judge(OPEN)

    # ── notes ──

    def action_note(self) -> None:
        from tui.screens.words import NoteEditor

        finding = self._at_hand()
        if finding is None:
            return

        def write(note: str | None) -> None:
            if note is not None:
                self._save(lambda: self.review.note(finding.id, note))

        before = self.review.annotation(finding.id)
        about = f"{finding.rule} {finding.place.short()}  {self.review.message(finding)}"
        self.app.push_screen(NoteEditor(about, before.note if before else ""), write)

    def action_note_figure(self) -> None:
        from checks.output.messages import figure_label
        from tui.screens.words import NoteEditor

        figure = self.journey.spot.figure if self.journey and self.journey.spot else None
        if figure is None:
            self.say(self.app.texts("tui.no_figure"))
            return

        def write(note: str | None) -> None:
            if note is not None:
                self._save(lambda: self.review.annotate(figure, note))

        audit = self.review.audit
        before = self.review.figure_annotation(figure)
        about = figure_label(audit.report, audit.figure(figure), self.app.texts)
        self.app.push_screen(NoteEditor(about, before.note if before else ""), write)

    # ── undo ──

    def _take_back(self, step: Callable[[], Annotation | None], key: str) -> None:
        if self.journey is None:
            return
        undone = self._save(step)
        if undone is None:
            self.say(self.app.texts(f"tui.nothing_to_{key}"))
            return
        self.show(self.journey.open(self.review.finding(undone.id)))
        self.say(self.app.texts(f"tui.{key}_done", status=self.app.texts(f"status.{undone.status}")))

    def action_undo(self) -> None:
        self._take_back(self.review.undo, "undo")

    def action_redo(self) -> None:
        self._take_back(self.review.redo, "redo")

    def action_copy(self) -> None:
        """The finding as text, to the clipboard of the terminal (OSC 52)."""
        from tui.panes.card_rows import finding_text

        finding = self._at_hand()
        if self.journey is not None and finding is not None:
            self.app.copy_to_clipboard(finding_text(self.journey.places, finding))
            self.say(self.app.texts("tui.copied"))
