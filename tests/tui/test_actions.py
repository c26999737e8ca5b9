"""The table of actions: everything in it is possible, said in every language, and on a key of its own."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from checks.texts import Texts, languages
from tests.tui import fake
from tests.tui.conftest import Opened
from tui.actions import ACTIONS, GROUPS, key_table, of
from tui.app import ReviewApp
from tui.keys import names
from tui.panes.card import CardPane
from tui.panes.narrative import NarrativePane
from tui.panes.rows import RowList
from tui.panes.table import TablePane
from tui.screens.dialog import ListDialog
from tui.screens.findings import FindingsDialog
from tui.screens.help import Palette
from tui.screens.review import ReviewScreen
from tui.screens.words import NoteEditor, SearchPrompt

DOERS: dict[str, tuple[type, ...]] = {
    "review": (ReviewScreen,),
    "pane": (TablePane, NarrativePane, CardPane, RowList),
    "list": (RowList, ListDialog),
    "dialog": (ListDialog,),
    "findings": (FindingsDialog,),
    "note": (NoteEditor,),
    "prompt": (SearchPrompt,),
    "palette": (Palette,),
    "app": (ReviewApp,),
}
TOGETHER = [("review", "pane", "app"), ("dialog", "findings", "pane", "list"), ("note",), ("palette",)]
"""Whose keys are valid at the same time; a list of the review takes enter for itself."""


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: f"{action.where}-{action.name}")
def test_something_does_it(action: object) -> None:
    for doer in DOERS[action.where]:  # type: ignore[attr-defined]
        assert callable(getattr(doer, f"action_{action.name}"))  # type: ignore[attr-defined]


@pytest.mark.parametrize("lang", languages())
def test_every_action_is_said(lang: str) -> None:
    texts = Texts(lang)
    for _, keys, meaning in key_table(texts):
        assert keys and meaning and not meaning.startswith("tui.")
    for action in ACTIONS:
        if action.foot:
            assert not texts(f"tui.foot.{action.name}").startswith("tui."), action.name
    for group in GROUPS:
        assert not texts(f"tui.group.{group}").startswith("tui.")


@pytest.mark.parametrize("places", TOGETHER, ids=" ".join)
def test_no_key_means_two_things_at_once(places: tuple[str, ...]) -> None:
    pairs = combinations(of(*places), 2)
    clashes = [(a.name, b.name) for a, b in pairs if set(a.keys.split()) & set(b.keys.split())]
    allowed = {("severity", "sort"), ("part", "rule")}
    assert [clash for clash in clashes if clash not in allowed] == []


def test_a_mark_has_its_chinese_twins() -> None:
    assert "fullwidth_question_mark" in names("?").split(",")
    assert {"slash", "fullwidth_solidus", "ideographic_comma"} <= set(names("/").split(","))
    assert "left_black_lenticular_bracket" in names("[").split(",")
    assert "ｃ" in names("c").split(",")
    assert names("ctrl+s") == "ctrl+s"


@pytest.mark.parametrize(
    "key", ["right_black_lenticular_bracket", "fullwidth_right_square_bracket", "right_square_bracket"]
)
async def test_a_chinese_input_method_does_not_stop_the_keys(opened: Opened, key: str) -> None:
    async with opened() as (pilot, screen):
        await pilot.press(key)
        assert screen.journey is not None and screen.journey.finding is fake.MISSING


async def test_full_width_marks_open_search_help_and_palette(opened: Opened) -> None:
    async with opened() as (pilot, _):
        for key, screen in (
            ("ideographic_comma", SearchPrompt),
            ("fullwidth_question_mark", ListDialog),
            ("fullwidth_colon", Palette),
        ):
            await pilot.press(key)
            assert isinstance(pilot.app.screen, screen)
            await pilot.press("escape")


def test_no_screen_shows_a_glyph_that_may_be_two_cells_wide() -> None:
    """Of the ambiguous characters only the marks of the verdicts are ours."""
    unsafe = re.compile("[▲○●→←↑↓±…·─│█▁]")
    for lang in languages():
        texts = Texts(lang)
        said = [meaning for _, keys, meaning in key_table(texts)] + [keys for _, keys, _ in key_table(texts)]
        assert [text for text in said if unsafe.search(text)] == []
