"""Text of a report is never markup and never a command to the terminal."""

from __future__ import annotations

import pytest

from tests.tui.conftest import Opened
from tests.tui.picture import screen_strips, screen_text

KEYS = [[], ["enter"], ["enter", "r"], ["f"], ["v"], ["1"], ["e"], ["enter", "up", "up", "r"]]


@pytest.mark.parametrize("keys", KEYS)
async def test_no_control_character_reaches_the_terminal(opened: Opened, keys: list[str]) -> None:
    async with opened(size=(200, 60)) as (pilot, _):
        await pilot.press(*keys)
        await pilot.pause()
        texts = [segment.text for strip in screen_strips(pilot.app) for segment in strip]
        assert all(character.isprintable() for text in texts for character in text)


async def test_markup_of_a_label_is_shown_as_it_is_printed(opened: Opened) -> None:
    async with opened(size=(200, 60)) as (pilot, _):
        await pilot.press("enter")
        await pilot.pause()
        shown = screen_text(pilot.app)
        assert "见[/]注" in shown
        assert "抚恤[red]?[31m红" in shown


async def test_words_of_a_search_are_no_markup(opened: Opened) -> None:
    async with opened() as (pilot, _):
        await pilot.press("slash", *"[/b]", "enter")
        await pilot.pause()
        assert "“[/b]” 第 1 处，共 1 处" in screen_text(pilot.app)
