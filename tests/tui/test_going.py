"""The keys that lead somewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl

from checks.reading.document import Place
from checks.relations.relation import Relation, Relations, Side, Term, Tolerance, Unchecked
from checks.review import Review
from checks.texts import Texts
from tests.tui import fake
from tests.tui.conftest import Opened
from tests.tui.picture import screen_strips, screen_text
from tui.journey import Journey
from tui.places import Places
from tui.screens.coverage import coverage_rows
from tui.spots import Spot


async def test_next_finding_goes_to_the_suspect_and_round_the_end(opened: Opened) -> None:
    async with opened() as (pilot, screen):
        assert screen.journey is not None
        assert screen.narrative.figure == fake.SENTENCE
        seen = []
        for _ in range(3):
            await pilot.press("right_square_bracket")
            seen.append(screen.journey.finding)
        assert seen == [fake.MISSING, fake.TAILED, fake.BROKEN]
        assert screen.narrative.display and screen.narrative.figure == fake.SENTENCE
        await pilot.press("left_square_bracket")
        assert screen.journey.finding is fake.TAILED
        assert screen.table.display and screen.table.figure == fake.SUM


async def test_a_finding_without_figures_shows_its_section(opened: Opened) -> None:
    async with opened() as (pilot, screen):
        await pilot.press("right_square_bracket")
        assert screen.journey is not None and screen.journey.spot == Spot(paragraph=2)
        assert "S108" in screen_text(pilot.app)


async def test_follow_goes_to_the_other_side_and_back(opened: Opened) -> None:
    async with opened() as (pilot, screen):
        await pilot.press("enter")
        assert screen.table.has_focus and screen.table.figure == fake.CELL
        assert screen.journey is not None and screen.journey.finding is fake.BROKEN
        await pilot.press("backspace")
        assert screen.narrative.has_focus and screen.narrative.figure == fake.SENTENCE
        await pilot.press("backspace")
        await pilot.pause()
        assert "已经回到起点" in screen_text(pilot.app)


async def test_follow_in_a_sum_goes_through_its_terms(opened: Opened) -> None:
    async with opened() as (pilot, screen):
        await pilot.press("left_square_bracket")
        seen = [screen.table.figure]
        for _ in range(3):
            await pilot.press("enter")
            seen.append(screen.table.figure)
        assert seen == [fake.SUM, *fake.PARTS, fake.SUM]
        await pilot.press("enter")
        await pilot.pause()
        assert "第 2 处，共 3 处" in screen_text(pilot.app)


async def test_next_break_passes_over_what_ties(opened: Opened) -> None:
    async with opened() as (pilot, screen):
        await pilot.press("b")
        assert screen.table.figure == fake.CELL
        await pilot.press("b")
        assert screen.narrative.figure == fake.SENTENCE
        await pilot.press("B")
        assert screen.table.figure == fake.CELL


async def test_relations_of_a_figure_lead_to_their_terms(opened: Opened) -> None:
    async with opened() as (pilot, screen):
        await pilot.press("left_square_bracket", "r")
        await pilot.pause()
        assert "H102" in screen_text(pilot.app)
        await pilot.press("down", "down", "enter")
        assert screen.table.figure == fake.PARTS[1]


async def test_a_figure_nothing_checked_says_why(opened: Opened) -> None:
    async with opened() as (pilot, _):
        await pilot.press("G", "right", "r")
        await pilot.pause()
        assert "报告中没有可核对的内容" in screen_text(pilot.app)


async def test_coverage_leads_to_an_unchecked_figure(opened: Opened) -> None:
    async with opened() as (pilot, screen):
        await pilot.press("v", "down", "enter")
        figure = screen.narrative.figure
        assert figure is not None and screen.review.audit.marks[figure] == "unchecked"


def test_coverage_names_a_rule_once_however_many_of_its_formulas_did_not_run(tmp_path: Path) -> None:
    review = fake.review(tmp_path)
    twice = (Unchecked("X125", "not_applicable"), Unchecked("X125", "not_applicable", count=2))
    review.audit = replace(review.audit, unchecked=twice)
    rows = list(coverage_rows(Places(review), review.texts))
    named = [row for row in rows if any("X125" in text for text, _ in row.parts)]
    assert [[text for text, _ in row.right] for row in named] == [["×3"]]


async def test_coverage_begins_with_the_shares_and_shows_the_page_of_a_rule(opened: Opened) -> None:
    async with opened(size=(80, 24)) as (pilot, _):
        await pilot.press("v")
        await pilot.pause()
        assert "参与核对的数字" in screen_text(pilot.app)
        await pilot.press("enter")
        await pilot.pause()
        assert "车辆数相加。" in screen_text(pilot.app)
        await pilot.press("escape")
        await pilot.pause()
        assert "核对了什么，没核对什么" in screen_text(pilot.app)


async def test_a_check_of_one_figure_has_no_other_side(tmp_path: Path) -> None:
    alone = replace(fake.BROKEN, figures=((fake.SENTENCE, "left"),))
    journey = Journey(Places(fake.review(tmp_path)))
    journey.open(alone)
    assert journey.follow() is None and not journey.trail


async def test_search_ignores_separators_and_steps_through_all_places(opened: Opened) -> None:
    async with opened() as (pilot, screen):
        await pilot.press("slash", *"103.54", "enter")
        await pilot.pause()
        assert "共 2 处" in screen_text(pilot.app)
        first = screen.table.figure if screen.table.display else None
        await pilot.press("n")
        second = screen.table.figure if screen.table.display else None
        assert {first, second} == {fake.SUM, None}
        await pilot.press("slash", *["backspace"] * 6, *"9999", "enter")
        await pilot.pause()
        assert "没有找到" in screen_text(pilot.app)


async def test_without_a_search_n_goes_to_the_next_finding(opened: Opened) -> None:
    async with opened() as (pilot, screen):
        assert screen.journey is not None
        await pilot.press("n")
        assert screen.journey.finding is fake.MISSING
        await pilot.press("N")
        assert screen.journey.finding is fake.BROKEN
        await pilot.press("slash", *"103.54", "enter", "n")
        assert screen.journey.finding is None  # no finding is about what the text says there
        await pilot.press("escape", "n")  # on from where the walk was, not from where the search led
        assert screen.journey.finding is fake.MISSING


async def test_the_filter_of_the_list_is_the_filter_of_the_steps(opened: Opened) -> None:
    async with opened() as (pilot, screen):
        await pilot.press("f", "s", "s", "s")
        await pilot.pause()
        assert "问题 1/3" in screen_text(pilot.app)
        await pilot.press("enter")
        assert screen.journey is not None and screen.journey.finding is fake.TAILED
        await pilot.press("right_square_bracket")
        assert screen.journey.finding is fake.TAILED
        assert "已筛选" in screen_text(pilot.app)
        await pilot.press("f", "x", "escape")
        await pilot.pause()
        assert "已筛选" not in screen_text(pilot.app)


async def test_the_list_sorts_by_place_rule_and_status(opened: Opened) -> None:
    async with opened() as (pilot, _):
        await pilot.press("f", "S", "S")
        await pilot.pause()
        shown = screen_text(pilot.app)
        assert "按规则排" in shown
        assert shown.index("≈ H102") < shown.index("✗ N107 ") < shown.index("✗ S108")


async def test_the_outline_opens_a_part_and_shows_where_the_cursor_is(opened: Opened) -> None:
    async with opened() as (pilot, screen):
        await pilot.press("1", "g")
        assert screen.table.display and screen.outline.has_focus
        await pilot.press("enter")
        assert screen.table.has_focus
        assert screen.table.figure == fake.CELL, "a table opens at its first break"
        await pilot.press("b")
        await pilot.pause()
        assert screen.outline.pointed == screen.review.part_of(fake.BROKEN)


async def test_tab_goes_through_the_panes(opened: Opened) -> None:
    async with opened() as (pilot, screen):
        seen = []
        for _ in range(3):
            await pilot.press("tab")
            seen.append(screen.focused.id if screen.focused else None)
        assert seen == ["card", "outline", "narrative"]


async def test_a_row_of_the_card_leads_to_its_figure(opened: Opened) -> None:
    async with opened() as (pilot, screen):
        await pilot.press("3", "down", "down", "enter")
        assert screen.table.has_focus and screen.table.figure == fake.CELL


async def test_mouse_puts_the_cursor_on_a_cell_and_on_a_figure_of_the_text(opened: Opened) -> None:
    async with opened() as (pilot, screen):
        await pilot.press("enter")
        column = screen.table.grid.columns[2] if screen.table.grid else None
        assert column is not None
        await pilot.click(screen.table, offset=(column.start + 2, screen.table.head + 1))
        assert screen.table.figure == fake.SUM
        await pilot.press("backspace")
        prose, text = screen.narrative.prose, screen.narrative
        index = prose.line_of(1, fake.FIGURES[fake.figure("103.54", table=False)].start)
        await pilot.click(text, offset=(9, 1 + index))
        assert text.figure == fake.figure("103.54", table=False)


async def test_the_palette_does_what_is_chosen(opened: Opened) -> None:
    async with opened("en") as (pilot, screen):
        await pilot.press("colon", *"confirmed", "enter")
        await pilot.pause()
        assert screen.review.status(fake.BROKEN.id) == "confirmed"


async def test_a_click_on_the_foot_is_the_key(opened: Opened) -> None:
    async with opened("en") as (pilot, screen):
        foot = screen_text(pilot.app).splitlines()[-1]
        await pilot.click(screen.foot, offset=(foot.index("confirm"), 0))
        await pilot.pause()
        assert screen.review.status(fake.BROKEN.id) == "confirmed"


async def test_the_list_is_filtered_by_words(opened: Opened) -> None:
    async with opened() as (pilot, _):
        await pilot.press("f", "slash", *"81.11", "enter")
        await pilot.pause()
        assert "问题 1/3  “81.11”" in screen_text(pilot.app)


async def test_escape_clears_what_a_search_has_lit(opened: Opened) -> None:
    async with opened() as (pilot, screen):
        await pilot.press("slash", *"81.1", "enter")
        assert screen.table.hits or screen.narrative.hits
        await pilot.press("escape")
        assert not screen.table.hits and not screen.narrative.hits


async def test_a_finding_about_words_shows_the_paragraph_that_says_them(tmp_path: Path) -> None:
    places = Places(fake.review(tmp_path))
    stated = replace(fake.MISSING, stated="比上年增加", place=Place(line=13))
    assert places.of_finding(stated) == Spot(paragraph=3, offset=fake.TEXT[3].index("比上年增加"))
    elsewhere = replace(fake.MISSING, stated="未印出的话", place=Place(line=13))
    assert places.of_finding(elsewhere) == Spot(paragraph=3)
    assert places.words_of(elsewhere) is None and places.words_of(fake.BROKEN) is None


async def test_the_words_that_a_finding_is_about_are_underlined(opened: Opened) -> None:
    async with opened() as (pilot, screen):
        start = fake.TEXT[3].index("比上年增加")
        screen.narrative.point_out((3, start, start + len("比上年增加")))
        await pilot.pause()
        underlined = [
            segment.text
            for strip in screen_strips(pilot.app)
            for segment in strip
            if segment.style and segment.style.underline
        ]
        assert "比上年增加" in underlined
        screen.narrative.point_out(None)
        await pilot.pause()
        assert "比上年增加" in screen_text(pilot.app)


def test_what_another_figure_is_to_blame_for_is_not_marked(tmp_path: Path) -> None:
    """81.12 of the class row ties elsewhere; of the broken check only the sentence is the suspect."""
    places = Places(fake.review(tmp_path))
    assert places.marks[fake.SENTENCE] == "break"
    assert places.marks[fake.CELL] == "break", "nothing else vouches for it"
    vouched = replace(
        places.audit,
        relations=Relations(
            (*fake.RELATIONS, Relation("X101", Tolerance.SAME, "", (Term(Side.LEFT, fake.CELL),)))
        ),
        verdicts=pl.DataFrame({"relation": range(4), "verdict": ["break", "tail", "tie", "tie"]}),
    )
    assert Places(Review(vouched, places.review.annotations, Texts("zh"))).marks[fake.CELL] == "tie"


async def test_a_step_leaves_the_zoomed_card_for_the_pane(opened: Opened) -> None:
    async with opened() as (pilot, screen):
        await pilot.press("3", "z")
        await pilot.pause()
        assert screen.narrative.size.width == 0
        await pilot.press("b")
        await pilot.pause()
        assert screen.table.has_focus and screen.table.size.width > 0
        await pilot.press("z")
        await pilot.pause()
        assert screen.card.size.width == 0
        await pilot.press("b")
        await pilot.pause()
        assert screen.card.size.width == 0, "the zoomed pane shows the text instead of the table"
