"""Tables of PDFs: what is ruled how, and which text stands in which cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.reading import Document, Limits
from checks.reading.pdf import read_pdf
from tests.reading.shown import grid, rows, shown
from tests.reading.tiny_pdf import Page, pdf_bytes

XS = [60.0, 160.0, 260.0, 360.0]
HEADER = ["项目", "预算数", "决算数"]
BASIC = ["基本支出", "10.00", "12.34"]
TOTAL = ["合计", "10.00", "12.34"]


def document(*pages: Page) -> Document:
    return read_pdf(Path("report.pdf"), pdf_bytes(*pages), limits=Limits(), progress=lambda done, total: None)


def filled(page: Page, *texts: list[str], top: float = 100, height: float = 20) -> Page:
    """Rows of text in the columns XS, each on a baseline six points above where the row would end."""
    for i, row in enumerate(texts):
        page.cells(XS, top + height * i + height - 6, row)
    return page


def ruled(*texts: list[str], **page: int) -> Page:
    sheet = Page(**page)
    sheet.ruled(XS, [100 + 20 * i for i in range(len(texts) + 1)])
    return filled(sheet, *texts)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("sideways", [0, 1, 2, 3])
def test_a_page_is_read_upright_however_it_is_turned(rotate: int, sideways: int) -> None:
    table = grid(document(ruled(HEADER, BASIC, rotate=rotate, sideways=sideways)))
    assert rows(table) == [HEADER, BASIC]


def test_a_box_is_where_a_viewer_shows_it() -> None:
    upright = grid(document(ruled(HEADER, BASIC)))
    rotated = grid(document(ruled(HEADER, BASIC, rotate=90)))
    sideways = grid(document(ruled(HEADER, BASIC, sideways=1)))
    assert upright.place.box == rotated.place.box == (60.0, 100.0, 360.0, 140.0)
    assert upright.rows[1][2].place.box == (260.0, 120.0, 360.0, 140.0)
    assert sideways.place.box == (702.0, 60.0, 742.0, 360.0)  # a clockwise turn puts the top on the right


def test_merged_cells_are_one_cell_in_every_position() -> None:
    page = Page()
    for y in (100, 140, 160):
        page.line(60, y, 360, y)
    page.line(160, 120, 360, 120)
    for x in (60, 160, 360):
        page.line(x, 100, x, 160)
    page.line(260, 120, 260, 160)
    page.text(70, 124, "项目")
    page.text(230, 114, "本年支出")
    filled(page, ["", "基本支出", "项目支出"], ["合计", "1.00", "2.00"], top=120)
    table = grid(document(page))
    assert rows(table) == [
        ["项目", "本年支出", "本年支出"],
        ["项目", "基本支出", "项目支出"],
        ["合计", "1.00", "2.00"],
    ]
    assert table.rows[0][0] is table.rows[1][0]
    assert (table.rows[0][0].rowspan, table.rows[0][1].colspan) == (2, 2)


def test_a_continuation_page_without_its_top_rule_keeps_its_first_row() -> None:
    page = Page()
    for y in (120, 140):
        page.line(60, y, 360, y)
    for x in XS:
        page.line(x, 100, x, 140)
    assert rows(grid(document(filled(page, BASIC, TOTAL)))) == [BASIC, TOTAL]


def test_rows_that_stand_outside_all_rules_belong_to_the_table_but_a_note_does_not() -> None:
    page = Page()
    page.ruled(XS, [120, 140])
    filled(page, BASIC, ["商品支出", "1.00", "2.00"], TOTAL)
    page.text(60, 178, "注：本表金额转换为 1.00 万元")
    blocks = shown(document(page))
    assert blocks[0] == [BASIC, ["商品支出", "1.00", "2.00"], TOTAL]
    assert isinstance(blocks[1], str)


def test_a_table_open_at_its_sides_has_its_outer_columns() -> None:
    page = Page()
    for y in (100, 120, 140):
        page.line(60, y, 360, y)
    for x in (160, 260):
        page.line(x, 100, x, 140)
    assert rows(grid(document(filled(page, HEADER, BASIC)))) == [HEADER, BASIC]


@pytest.mark.parametrize("dash", ["[2 2] 0 d", "[3 3] 0 d", "[1 2] 0 d"])
def test_dashed_lines_are_lines(dash: str) -> None:
    page = Page()
    for y in (100, 120, 140):
        page.line(60, y, 360, y, dash=dash)
    for x in XS:
        page.line(x, 100, x, 140, dash=dash)
    assert rows(grid(document(filled(page, HEADER, BASIC)))) == [HEADER, BASIC]


def test_lines_drawn_as_dots_and_thin_boxes_are_lines() -> None:
    page = Page()
    for y in (100, 120, 140):
        for step in range(76):
            page.box(60 + 4 * step, y, 61 + 4 * step, y + 1)
    for x in XS:
        page.box(x, 100, x + 1, 140)
    assert rows(grid(document(filled(page, HEADER, BASIC)))) == [HEADER, BASIC]


def test_lines_drawn_as_stretched_images_are_lines() -> None:
    page = Page()
    for y in (100, 120, 140):
        page.picture(60, y, 360, y + 0.5)
    for x in XS:
        page.picture(x, 100, x + 0.5, 140)
    assert rows(grid(document(filled(page, HEADER, BASIC)))) == [HEADER, BASIC]


def test_double_lines_are_one_line() -> None:
    page = Page()
    for gap in (0, 2.2):
        page.ruled([x + gap for x in XS], [100 + gap, 120 + gap, 140 + gap])
    assert rows(grid(document(filled(page, HEADER, BASIC)))) == [HEADER, BASIC]


def test_a_thick_frame_is_a_line() -> None:
    page = Page()
    page.ruled(XS, [100, 120, 140])
    for left, top, right, bottom in ((58, 98, 362, 102.5), (58, 138, 362, 142.5)):
        page.box(left, top, right, bottom)
    assert rows(grid(document(filled(page, HEADER, BASIC)))) == [HEADER, BASIC]


def test_the_shading_of_a_cell_is_no_line() -> None:
    page = Page()
    page.box(60, 100, 360, 120, grey=0.8)
    page.box(160, 120, 210, 140, grey=0.9)
    page.ruled(XS, [100, 120, 140])
    assert rows(grid(document(filled(page, HEADER, BASIC)))) == [HEADER, BASIC]


def test_header_and_total_in_one_ruled_row_are_two_rows() -> None:
    page = Page()
    page.ruled(XS, [100, 140, 160])
    filled(page, HEADER, TOTAL, BASIC)
    assert rows(grid(document(page))) == [HEADER, TOTAL, BASIC]


def test_a_table_ruled_between_its_columns_only_has_a_row_for_each_line_of_numbers() -> None:
    page = Page()
    for y in (100, 120, 200):
        page.line(60, y, 360, y)
    for x in XS:
        page.line(x, 100, x, 200)
    sparse = ["卫生健康支出", "", "5.00"]
    filled(page, HEADER, BASIC, sparse, TOTAL)
    assert rows(grid(document(page))) == [HEADER, BASIC, sparse, TOTAL]


def test_a_label_of_two_lines_beside_its_number_is_one_row() -> None:
    page = Page()
    page.ruled(XS, [100, 120, 150])
    filled(page, HEADER)
    page.text(63, 132, "机关事业单位")
    page.text(63, 144, "基本养老保险")
    page.text(163, 144, "446.11")
    page.text(263, 144, "446.11")
    assert rows(grid(document(page)))[1] == ["机关事业单位\n基本养老保险", "446.11", "446.11"]


def test_a_number_broken_in_a_narrow_cell_is_whole_again() -> None:
    page = Page()
    xs = [60, 160, 197, 260]
    page.ruled(xs, [100, 120, 150])
    page.cells(xs, 114, HEADER)
    page.text(63, 138, "合计")
    page.text(163, 132, "12,345")
    page.text(163, 144, ".67")
    page.text(200, 138, "4.00")
    assert rows(grid(document(page)))[1] == ["合计", "12,345.67", "4.00"]


def test_two_codes_one_above_the_other_stay_two() -> None:
    page = Page()
    xs = [60, 110, 200]
    page.ruled(xs, [100, 130])
    page.text(63, 112, "2010301")
    page.text(63, 124, "2010302")
    page.text(113, 118, "行政运行")
    assert rows(grid(document(page))) == [["2010301\n2010302", "行政运行"]]


def test_a_number_too_long_for_its_cell_is_not_torn_at_the_border() -> None:
    page = Page()
    page.ruled([60, 160, 200, 240], [100, 120])
    page.text(63, 114, "合计")
    page.right(199, 114, "123456789.01")  # begins 20 points left of its cell
    page.right(239, 114, "1.00")
    assert rows(grid(document(page))) == [["合计", "123456789.01", "1.00"]]


def test_a_label_that_runs_over_into_an_empty_cell_stays_whole() -> None:
    page = Page()
    page.ruled([60, 160, 260, 360], [100, 120, 140])
    page.cells([60, 160, 260], 114, ["一、一般公共预算财政拨款收入", "", "1.00"])  # 40 points too long
    page.cells([60, 160, 260], 134, ["二、事业收入", "2.00", "3.00"])
    assert rows(grid(document(page))) == [
        ["一、一般公共预算财政拨款收入", "", "1.00"],
        ["二、事业收入", "2.00", "3.00"],
    ]


def test_two_numbers_that_meet_at_a_border_are_two() -> None:
    page = Page()
    page.ruled([60, 90, 120, 150], [100, 120])
    page.right(89, 114, "201")
    page.text(91, 114, "03")
    page.text(123, 114, "行")
    assert rows(grid(document(page))) == [["201", "03", "行"]]


def test_text_turned_in_its_cell_is_read_along_its_own_direction() -> None:
    page = Page()
    for y in (100, 180):
        page.line(60, y, 300, y)
    page.line(90, 140, 300, 140)
    for x in (60, 90, 200, 300):
        page.line(x, 100, x, 180)
    page.turned(80, 165, "绩效")
    page.text(95, 124, "产出指标")
    page.text(205, 124, "20")
    page.text(95, 164, "效益指标")
    page.text(205, 164, "30")
    assert rows(grid(document(page))) == [["绩效", "产出指标", "20"], ["绩效", "效益指标", "30"]]


def test_empty_rows_that_are_printed_are_kept_and_slivers_between_strokes_are_not() -> None:
    page = Page()
    page.ruled(XS, [100, 120, 124, 144, 164])
    filled(page, HEADER)
    filled(page, BASIC, top=124)
    assert rows(grid(document(page))) == [HEADER, BASIC, ["", "", ""]]


def test_three_rules_make_a_table_whose_columns_are_where_its_text_leaves_gaps() -> None:
    page = Page()
    for y in (100, 120, 180):
        page.line(60, y, 360, y)
    other = ["教育支出", "3.00", "4.00"]
    filled(page, HEADER, BASIC, other, TOTAL)
    assert rows(grid(document(page))) == [HEADER, BASIC, other, TOTAL]


def test_numbers_one_below_the_other_make_a_table_without_any_line() -> None:
    page = Page()
    page.text(200, 80, "支出决算表", 14)
    other = ["教育支出", "3.00", "4.00"]
    filled(page, HEADER, BASIC, other, TOTAL)
    assert shown(document(page)) == ["支出决算表", [HEADER, BASIC, other, TOTAL]]


@pytest.mark.parametrize("levels", [[], [100, 120, 180], [120, 180]])
def test_the_unit_line_above_a_table_without_column_lines_is_not_its_header(levels: list[int]) -> None:
    page = Page()
    page.text(60, 94, "部门：某局")
    page.right(330, 94, "单位：万元")
    for y in levels:
        page.line(60, y, 360, y)
    filled(page, HEADER, BASIC, ["教育支出", "3.00", "4.00"], TOTAL)
    assert shown(document(page)) == [
        "部门：某局",
        "单位：万元",
        [HEADER, BASIC, ["教育支出", "3.00", "4.00"], TOTAL],
    ]


def test_a_header_over_two_unruled_columns_spans_them() -> None:
    page = Page()
    for y in (100, 140, 200):
        page.line(60, y, 360, y)
    page.text(180, 114, "本年支出（万元）决算情况")
    filled(page, HEADER, BASIC, ["教育支出", "3.00", "4.00"], TOTAL, top=120)
    table = grid(document(page))
    assert rows(table)[0] == ["", "本年支出（万元）决算情况", "本年支出（万元）决算情况"]
    assert rows(table)[1:3] == [HEADER, BASIC]


def test_a_table_of_contents_is_no_table() -> None:
    page = Page()
    for i in range(5):
        page.text(60, 100 + 20 * i, f"{'一二三四五'[i]}、收入支出决算表")
        page.right(500, 100 + 20 * i, str(5 + i))
    assert not list(document(page).grids())


def test_axes_and_bars_with_figures_are_no_table() -> None:
    page = Page()
    page.line(100, 100, 100, 300)
    for y in (150, 200, 250, 300):
        page.line(100, y, 400, y)
    for left, top, figure in ((120, 200, "100.00"), (200, 250, "50.00")):
        for x in (left, left + 40):
            page.line(x, top, x, 300)
        page.text(left, top - 5, figure)
    page.text(120, 315, "财政拨款")
    assert not list(document(page).grids())


def test_the_boxes_of_an_organisation_chart_are_no_table() -> None:
    page = Page()
    boxes = {"局机关": (250, 100), "办公室": (100, 180), "业务处": (250, 180), "服务中心": (400, 180)}
    for name, (left, top) in boxes.items():
        page.ruled([left, left + 80], [top, top + 30])
        page.text(left + 10, top + 20, name)
        page.line(left + 40, top - 25, left + 40, top)
    page.line(290, 130, 290, 155)
    page.line(140, 155, 440, 155)
    read = document(page)
    assert not list(read.grids())
    assert [text for text in shown(read) if text] == ["局机关", "办公室", "业务处", "服务中心"]


def test_a_frame_around_text_is_no_table() -> None:
    page = Page()
    page.ruled([60, 300], [100, 160])
    page.text(70, 120, "本年支出合计12.34万元")
    assert shown(document(page)) == ["本年支出合计12.34万元"]


def test_a_table_inside_a_cell_is_a_table_of_its_own() -> None:
    page = Page()
    page.ruled([60, 160, 460], [100, 300])
    page.text(63, 120, "明细")
    page.ruled([200, 300, 400], [140, 160, 180])
    page.cells([200, 300], 154, ["办公费", "1.00"])
    page.cells([200, 300], 174, ["水费", "2.00"])
    outer, inner = sorted(document(page).grids(), key=lambda table: table.place.box or ())
    assert rows(outer) == [["明细", ""]]
    assert rows(inner) == [["办公费", "1.00"], ["水费", "2.00"]]


def test_a_table_cut_over_two_pages_is_one_grid_a_page() -> None:
    first, second = document(ruled(HEADER, BASIC), ruled(TOTAL)).grids()
    assert (rows(first), first.place.page) == ([HEADER, BASIC], 1)
    assert (rows(second), second.place.page) == ([TOTAL], 2)
