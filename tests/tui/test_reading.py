"""What is cut can be read in full somewhere; nothing takes room that says nothing."""

from __future__ import annotations

from dataclasses import replace

from checks.reading.document import Place
from checks.report.report import Column, Table, TableCell
from tests.tui import fake
from tests.tui.conftest import Opened
from tests.tui.picture import screen_text
from tui.cells import width
from tui.panes.grid import Grid, lay_out, measure
from tui.panes.strap import Strap

LONG = "机关事业单位基本养老保险缴费支出"


def coded(*rows: tuple[str, ...]) -> Table:
    """A table whose codes stand in three columns under one heading, as `checks.report` names them."""
    names = ("功能分类科目编码", "功能分类科目编码#2", "功能分类科目编码#3", "科目名称", "合计")
    roles = ("code", "code", "code", "label", "amount")
    columns = tuple(Column(name, "", "", role) for name, role in zip(names, roles, strict=True))
    cells = tuple(tuple(TableCell(text, Place(line=1)) for text in row) for row in rows)
    return Table("T5", "T5", "支出决算表", "万元", Place(line=1), columns, cells, ())


def grid(table: Table, room: int = 85) -> Grid:
    return lay_out(table, measure(table), room)


def test_codes_in_several_columns_stand_close_under_one_heading() -> None:
    laid = grid(coded(("208", "05", "05", LONG, "141.75"), ("208", "05", "06", "职业年金", "70.88")))
    assert [column.start for column in laid.columns[:4]] == [0, 4, 7, 10]
    assert laid.columns[3].width >= width(LONG)
    assert [line.split() for line in laid.header] == [["功能分类"], ["科目编码", "科目名称", "合计"]]


def test_empty_code_columns_take_a_cell() -> None:
    laid = grid(coded(("2080505", "", "", LONG, "141.75")))
    assert [column.width for column in laid.columns[1:3]] == [1, 1]
    assert laid.columns[3].width >= width(LONG)


def test_an_empty_column_of_figures_is_as_wide_as_its_heading_in_two_lines() -> None:
    table = coded(("208", "05", "05", LONG, "141.75"))
    table = replace(
        table,
        columns=(*table.columns, Column("对附属单位补助支出", "", "", "amount")),
        cells=tuple((*row, TableCell("", Place(line=1))) for row in table.cells),
    )
    assert grid(table).columns[-1].width <= 11


async def test_no_scroll_bar_covers_the_cell_under_the_cursor(opened: Opened) -> None:
    async with opened(size=(60, 24)) as (pilot, screen):
        await pilot.press("enter")
        pane, table = screen.table, screen.table.table
        assert table is not None
        wide = replace(
            table, id="T6", columns=table.columns * 3, cells=tuple(row * 3 for row in table.cells * 4)
        )
        pane.grid = None
        pane.show(wide, pane.marks)
        pane.go(len(wide.cells) - 1, len(wide.columns) - 1)
        await pilot.pause()
        assert pane.show_horizontal_scrollbar and pane.grid is not None
        seen = pane.scrollable_content_region
        assert pane.row < pane.scroll_offset.y + seen.height - pane.head
        assert pane.grid.columns[-1].end <= pane.scroll_offset.x + seen.width


async def test_a_jump_out_of_sight_shows_what_stands_around(opened: Opened) -> None:
    async with opened(size=(120, 40)) as (pilot, screen):
        await pilot.press("enter")
        pane, table = screen.table, screen.table.table
        assert table is not None
        pane.show(replace(table, id="T6", cells=table.cells * 40), pane.marks)
        pane.go(200, 2)
        await pilot.pause()
        above = pane.row - int(pane.scroll_offset.y)
        assert above == pane.page // 3
        pane.go(203, 2)
        await pilot.pause()
        assert pane.row - int(pane.scroll_offset.y) == above + 3


async def test_a_cell_that_is_no_figure_is_said_in_full_below_the_table(opened: Opened) -> None:
    async with opened(size=(80, 24)) as (pilot, screen):
        await pilot.press("enter", "home", "right", "up", "up", "up")
        await pilot.pause()
        assert screen.table.figure is None
        assert "科目名称  行政事业单位养老支出 见[/]注" in screen_text(pilot.app)


async def test_a_label_longer_than_the_screen_is_said_on_several_lines(opened: Opened) -> None:
    async with opened(size=(80, 24)) as (pilot, screen):
        await pilot.press("enter")
        screen.figure_line.show([("开始" + "长" * 60 + "结束", "strong")], [("L1 ", "quiet")])
        await pilot.pause()
        shown = "".join(screen_text(pilot.app).split())
        assert screen.figure_line.size.height == 2
        assert "开始" in shown and "长结束" in shown
        screen.figure_line.show([])
        await pilot.pause()
        assert screen.figure_line.size.height == 1


async def test_the_row_under_the_cursor_of_a_list_is_said_in_full(opened: Opened) -> None:
    async with opened(size=(80, 24)) as (pilot, _):
        await pilot.press("f")
        await pilot.pause()
        caption = pilot.app.screen.query_one("#caption", Strap)
        said = "".join(
            segment.text.strip() for y in range(caption.size.height) for segment in caption.render_line(y)
        )
        assert said.endswith("gpb/T5/2210201，81.11万元 与 81.12万元 相差 -0.01万元")
        await pilot.press("down")
        await pilot.pause()
        assert not caption.left and caption.display


async def test_a_list_without_cut_rows_gives_no_room_to_say_them(opened: Opened) -> None:
    async with opened(size=(120, 40)) as (pilot, _):
        await pilot.press("question_mark")
        await pilot.pause()
        assert not pilot.app.screen.query_one("#caption").display


async def test_a_title_that_the_bar_cuts_stands_in_the_message(opened: Opened) -> None:
    async with opened(lang="en", size=(80, 24)) as (pilot, screen):
        assert "gpb/T5/2210201, 81.11万元" in screen_text(pilot.app).splitlines()[15]
        rules = screen.review.audit.rules
        long = {"zh": "长" * 40, "en": "Long words " * 6 + "end"}
        rules[fake.BROKEN.rule] = replace(rules[fake.BROKEN.rule], title=long)
        screen.review.speak(screen.review.texts)
        screen.refresh_judgements()
        await pilot.pause()
        assert "Long words end" in screen_text(pilot.app)


async def test_what_a_figure_should_have_been_is_said_with_its_unit(opened: Opened) -> None:
    async with opened() as (pilot, screen):
        assert screen.journey is not None and screen.journey.finding is fake.BROKEN
        shown = screen_text(pilot.app)
        assert "第 11 行  似应为 81.12万元" in shown
        assert "-0.01万元" in [line.split()[-1] for line in shown.splitlines() if "相差 " in line]
