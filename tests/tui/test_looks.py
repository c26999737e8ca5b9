"""Marks, weight and colour say the same thing."""

from __future__ import annotations

import pytest

from tests.tui.conftest import Opened
from tests.tui.picture import screen_strips
from tui.inks import COLOURS


def red(theme: str) -> str:
    return COLOURS[theme]["red"]


@pytest.mark.parametrize("theme", list(COLOURS))
async def test_a_break_is_red_bold_and_marked_also_under_the_cursor(opened: Opened, theme: str) -> None:
    async with opened() as (pilot, _):
        pilot.app.theme = theme
        await pilot.press("enter")
        await pilot.pause()
        cursor = COLOURS[theme]["cursor"]
        under = [
            segment
            for strip in screen_strips(pilot.app)
            for segment in strip
            if segment.style and segment.style.bgcolor and segment.style.bgcolor.get_truecolor().hex == cursor
        ]
        assert [segment.text.strip() for segment in under] == ["", "81.12", "✗"]
        assert all(
            s.style and s.style.bold and s.style.color.get_truecolor().hex == red(theme) for s in under[1:]
        )


async def test_without_colour_the_cursor_and_the_marks_remain(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened() as (pilot, _):
        await pilot.press("enter")
        await pilot.pause()
        segments = [s for strip in screen_strips(pilot.app) for s in strip]
        cursor = [s for s in segments if s.text == "81.12" and s.style and s.style.reverse]
        assert len(cursor) == 1
        assert all(s.style is None or s.style.color is None or s.style.color.is_default for s in segments)


async def test_the_theme_key_goes_through_dark_light_and_the_terminals_own(opened: Opened) -> None:
    async with opened() as (pilot, _):
        seen = [pilot.app.theme]
        for _ in range(3):
            await pilot.press("T")
            await pilot.pause()
            seen.append(pilot.app.theme)
        assert seen == ["gouji-dark", "gouji-light", "gouji-ansi", "gouji-dark"]


async def test_a_light_terminal_gets_the_light_theme(opened: Opened) -> None:
    from tui.driver import TerminalBackground

    async with opened() as (pilot, _):
        pilot.app.post_message(TerminalBackground(light=True))
        await pilot.pause()
        assert pilot.app.theme == "gouji-light"


async def test_the_language_key_says_everything_anew(opened: Opened) -> None:
    from tests.tui.picture import screen_text

    async with opened("zh") as (pilot, _):
        assert "文字与表一致" in screen_text(pilot.app)
        await pilot.press("L")
        await pilot.pause()
        shown = screen_text(pilot.app)
        assert "The text agrees with the table" in shown and "Outline" in shown and "judged" in shown
        assert "文字与表一致" not in shown
