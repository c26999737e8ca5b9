"""How the screens look, in each size and language that people use."""

from __future__ import annotations

import pytest

from tests.tui.conftest import Opened
from tests.tui.picture import screen_strips, screen_text
from tests.tui.snapshot import matches


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_first_screen_shows_the_worst_finding(
    opened: Opened, size: tuple[int, int], lang: str
) -> None:
    async with opened(lang, size) as (pilot, _):
        matches(f"first-{size[0]}x{size[1]}-{lang}", screen_text(pilot.app))


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_other_side_is_the_cell_of_the_table(opened: Opened, lang: str) -> None:
    async with opened(lang) as (pilot, _):
        await pilot.press("enter")
        await pilot.pause()
        matches(f"cell-{lang}", screen_text(pilot.app))


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("findings", ["f"]),
        ("relations", ["enter", "r"]),
        ("help", ["question_mark"]),
        ("coverage", ["v"]),
        ("outline", ["t"]),
        ("zoom", ["z"]),
        ("palette", ["colon", "n", "o", "t", "e"]),
        ("note", ["e"]),
        ("search", ["slash", "1", "0", "2"]),
    ],
)
async def test_a_key_opens_its_screen(opened: Opened, name: str, keys: list[str]) -> None:
    async with opened("en", (80, 24)) as (pilot, _):
        await pilot.press(*keys)
        await pilot.pause()
        matches(name, screen_text(pilot.app))


@pytest.mark.parametrize("keys", [[], ["enter"], ["f"], ["enter", "r"], ["v"], ["t"], ["1", "z"], ["3", "z"]])
@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (200, 60), (20, 6)])
async def test_every_line_is_exactly_as_wide_as_the_screen(
    opened: Opened, size: tuple[int, int], keys: list[str]
) -> None:
    async with opened("zh", size) as (pilot, _):
        await pilot.press(*keys)
        await pilot.pause()
        strips = screen_strips(pilot.app)
        assert [strip.cell_length for strip in strips] == [size[0]] * size[1]


async def test_a_resize_keeps_the_cursor_and_folds_the_outline_away(opened: Opened) -> None:
    async with opened("zh", (120, 40)) as (pilot, screen):
        assert screen.outline.size.width > 20
        figure = screen.narrative.figure
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert screen.outline.size.width == 0
        assert screen.narrative.figure == figure
        line = screen.narrative.prose.lines[screen.narrative.line]
        printed = screen.review.audit.figure(figure or 0)
        assert line.paragraph == printed.paragraph and line.start <= printed.start < line.end
