"""The review in the terminal: reports come in, screens and judgements go out. The App only wires.

Nothing here imports the engine: the first paint comes before polars does.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.scrollbar import ScrollBar, ScrollBarRender

from checks.texts import Texts, languages
from tui.actions import Action, bindings
from tui.inks import ANSI, THEMES, Inks, first_theme, themes
from tui.loading import Source

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.screen import Screen

    from checks.annotations import Annotations
    from tui.driver import TerminalBackground
    from tui.screens.review import ReviewScreen

DONE, REFUSED = 0, 2


class PlainBar(ScrollBarRender):
    """Scroll bars of blanks only: the block characters are two cells wide in many Chinese terminals."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "]
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "]


def _driver() -> type[Driver] | None:
    """Ours where it runs, else Textual's own choice."""
    if sys.platform == "win32":
        return None
    from tui.driver import QuickDriver

    return QuickDriver


class ReviewApp(App[int]):
    CSS_PATH = "gouji.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = bindings("app")
    inks: Inks

    def __init__(self, sources: Sequence[Source], texts: Texts) -> None:
        ScrollBar.renderer = PlainBar
        theme = first_theme()
        self.inks = Inks(theme)
        super().__init__(driver_class=_driver(), ansi_color=True if theme == ANSI else None)
        self.texts = texts
        self.sources = tuple(sources)
        self.complaint = ""
        self.refused: set[Source] = set()
        for made in themes():
            self.register_theme(made)
        self.theme = theme
        self._open: dict[Source, ReviewScreen] = {}

    def get_default_screen(self) -> Screen[None]:
        """The only report, or the list of them: no other screen is painted before."""
        if len(self.sources) > 1:
            from tui.screens.reports import ReportsScreen

            return ReportsScreen(self.sources)
        return self._screen_of(self.sources[0])

    # ── reports ──

    def open(self, source: Source) -> None:
        """Show the review of a report; it is audited when it is opened for the first time."""
        known = source in self._open
        screen = self._screen_of(source)
        if not known:
            self.install_screen(screen, name=f"report-{len(self._open)}")
        self.push_screen(screen)

    def _screen_of(self, source: Source) -> ReviewScreen:
        from tui.screens.review import ReviewScreen

        if source not in self._open:
            self._open[source] = ReviewScreen(source)
        return self._open[source]

    def show_reports(self) -> None:
        """Back to the list of reports, where there is one."""
        if len(self.sources) > 1:
            self.pop_screen()

    def review_of(self, source: Source) -> ReviewScreen | None:
        return self._open.get(source)

    def refuse(self, source: Source, sentence: str) -> None:
        """A report cannot be reviewed: with others to turn to that is said in their list, else it ends."""
        self.complaint = sentence
        if len(self.sources) == 1:
            self.exit(REFUSED, return_code=REFUSED)
        else:
            self.refused.add(source)
            self.show_reports()
            self.uninstall_screen(self._open.pop(source))

    # ── keys ──

    async def action_help(self) -> None:
        from tui.screens.dialog import ListDialog
        from tui.screens.help import key_rows

        title = self.texts("tui.help")
        await self.push_screen(ListDialog(title, key_rows(self.contexts, self.texts)), self._do)

    async def action_palette(self) -> None:
        from tui.screens.help import Palette

        await self.push_screen(Palette(self.contexts), self._do)

    @property
    def contexts(self) -> tuple[str, ...]:
        """Whose keys are valid where the focus is."""
        return (*getattr(self.screen, "contexts", ()), "app")

    def _do(self, chosen: object) -> None:
        """An action was chosen from a list: it happens where the focus is."""
        if isinstance(chosen, Action):
            self.call_later(self._run, chosen)

    async def _run(self, action: Action) -> None:
        for place in (self.screen.focused, self.screen, self):
            if place is not None and hasattr(place, f"action_{action.name}"):
                await self.run_action(action.name, place)
                return

    def action_language(self) -> None:
        """The next language that has a catalogue; everything on the screen is said anew."""
        known = languages()
        self.texts = Texts(known[(known.index(self.texts.lang) + 1) % len(known)])
        for screen in self._screens_shown():
            if hasattr(screen, "speak"):
                screen.speak(self.texts)
            for widget in screen.query("*"):
                widget.refresh()

    def action_theme(self) -> None:
        if self.no_color:
            return
        self.theme = THEMES[(THEMES.index(self.theme) + 1) % len(THEMES)]

    def _screens_shown(self) -> list[Screen[object]]:
        return list(dict.fromkeys([*self.screen_stack, *self._open.values()]))

    def watch_theme(self, theme: str) -> None:
        if theme in THEMES:
            self.inks = Inks(theme)
            for screen in self._screens_shown() if self.is_running else ():
                for widget in screen.query("*"):
                    redraw = getattr(widget, "redraw", widget.refresh)
                    redraw()

    def on_terminal_background(self, event: TerminalBackground) -> None:
        """The terminal said what its background is: on a light one the light theme."""
        if first_theme() == "gouji-dark" and self.theme == "gouji-dark" and event.light:
            self.theme = "gouji-light"

    def on_app_focus(self) -> None:
        """Back from another window, where the judgements may have been edited."""
        for screen in self._open.values():
            screen.read_judgements()

    async def action_quit(self) -> None:
        """At once, with the note that is being written; but while a judgement is in memory only, what shall
        become of it is asked first."""
        from tui.screens.leaving import LeaveDialog
        from tui.screens.words import NoteEditor

        if isinstance(self.screen, NoteEditor):
            self.screen.action_save()
            self.call_later(self.action_quit)
            return
        if all(kept.saved() for kept in self.judgements) or isinstance(self.screen, LeaveDialog):
            self.exit(DONE)
        else:
            count = sum(kept.unsaved for kept in self.judgements)
            await self.push_screen(LeaveDialog(count, self.texts), self._leave)

    async def _leave(self, how: object) -> None:
        from tui.screens.leaving import AGAIN, LOSE

        if how == LOSE:
            self.exit(DONE)
        elif how == AGAIN:
            await self.action_quit()

    @property
    def judgements(self) -> list[Annotations]:
        """Those on every report that was opened."""
        return [screen.review.annotations for screen in self._open.values() if screen.journey is not None]

    def _fatal_error(self) -> None:
        """Something failed in the screens. Textual would print a traceback with all that its frames hold; a
        person is told one line, once the terminal is as it was."""
        from tui.inputs import failure

        if "GOUJI_DEBUG" in os.environ:
            super()._fatal_error()
        elif self._exception is not None:
            self.complaint = self.texts("tui.crashed", reason=failure(self._exception))
            self._close_messages_no_wait()
        self._return_code = REFUSED


def review(
    paths: Sequence[Path],
    texts: Texts,
    *,
    rules: Sequence[str | Path] = (),
    reviewer: str | None = None,
    as_one: bool = False,
) -> int:
    """Review reports in the terminal; `as_one`: the paths are the parts of one report. Returns the exit
    code: 0, or 2 when the only report could not be read, the screens failed or judgements could not be
    saved, which is said on stderr; what is not saved is printed, so that it is not lost."""
    from tui.inputs import complain

    gc.freeze()  # what is imported by now lives as long as the program does
    added = tuple(Path(rule) for rule in rules)
    parts = [tuple(paths)] if as_one else [(path,) for path in paths]
    app = ReviewApp([Source(part, added, reviewer) for part in parts], texts)
    app.run()
    code = app.return_code or DONE
    if app.complaint and code == REFUSED:
        complain(app.complaint)
    for kept in app.judgements:
        if not kept.saved():
            sys.stdout.write(kept.unsaved_text())
            sys.stdout.flush()
            complain(texts("tui.unsaved_printed", path=kept.path, count=kept.unsaved))
            code = REFUSED
    return code
