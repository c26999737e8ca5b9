"""Text of PDFs: what stands on one line and in one paragraph, in which order, and what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.reading import Document, Limits
from checks.reading.document import Paragraph
from checks.reading.pdf import read_pdf
from tests.reading.shown import remarks, shown
from tests.reading.tiny_pdf import Page, pdf_bytes, width_of

FULL = "本年支出合计一千二百三十四点五六万元比上年增加三百二十一点九八万元增长三十五点二"  # 40 characters
LAST = "主要原因是人员增加。"


def document(*pages: Page) -> Document:
    return read_pdf(Path("report.pdf"), pdf_bytes(*pages), limits=Limits(), progress=lambda done, total: None)


def paragraphs(*pages: Page) -> list[str]:
    return [block.text for block in document(*pages).blocks if isinstance(block, Paragraph)]


def prose(page: Page, top: float, *lines: str, indent: bool = True) -> None:
    """Lines of 12-point text in a measure of 40 characters, 20 points apart, the first one indented."""
    for i, line in enumerate(lines):
        page.text(60 + (24 if indent and i == 0 else 0), top + 20 * i, line, 12)


def body(page: Page, top: float, indent: bool = True) -> str:
    """A paragraph of three lines; its text."""
    lines = (FULL[:38] if indent else FULL, FULL, LAST)
    prose(page, top, *lines, indent=indent)
    return "".join(lines)


def test_wrapped_lines_are_one_paragraph_with_a_span_for_each() -> None:
    page = Page()
    texts = [body(page, 100), body(page, 160)]
    blocks = document(page).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == texts
    first = blocks[0]
    assert isinstance(first, Paragraph)
    assert [span.text for span in first.spans] == [FULL[:38], FULL, LAST]
    assert [span.place.box for span in first.spans] == [
        (84.0, 89.7, 540.0, 101.7),
        (60.0, 109.7, 540.0, 121.7),
        (60.0, 129.7, 180.0, 141.7),
    ]


def test_a_line_that_ends_early_ends_its_paragraph() -> None:
    page = Page()
    body(page, 100)
    prose(page, 160, "二、收入决算情况说明", indent=False)
    body(page, 180)
    assert paragraphs(page)[1] == "二、收入决算情况说明"


def test_a_paragraph_torn_by_a_page_break_is_joined() -> None:
    first, second = Page(), Page()
    head = body(first, 100)
    prose(first, 700, FULL[:38], FULL)
    prose(second, 100, FULL, LAST, indent=False)
    tail = body(second, 140)
    assert paragraphs(first, second) == [head, FULL[:38] + FULL + FULL + LAST, tail]


def test_a_paragraph_that_ends_a_page_is_not_joined_to_the_one_that_begins_the_next() -> None:
    first, second = Page(), Page()
    texts = [body(first, 100), body(first, 700), body(second, 100), body(second, 160)]
    assert paragraphs(first, second) == texts


def test_a_table_ends_a_paragraph() -> None:
    page = Page()
    prose(page, 100, FULL[:38], FULL)
    page.ruled([60, 160, 260], [150, 170])
    page.cells([60, 160], 164, ["合计", "1.00"])
    prose(page, 190, FULL, LAST, indent=False)
    assert shown(document(page)) == [FULL[:38] + FULL, [["合计", "1.00"]], FULL + LAST]


def test_numbers_of_another_font_a_little_off_the_line_stay_in_their_sentence() -> None:
    page = Page()
    page.text(60, 100, "本年收入合计")
    page.text(120, 94, "1234.56", 9)  # six points higher, as substituted fonts are set
    page.text(152, 100, "万元，比上年增加")
    page.text(232, 103, "7.89", 9)
    page.text(250, 100, "万元。")
    page.text(60, 118, "本年支出合计")
    assert paragraphs(page) == ["本年收入合计1234.56万元，比上年增加7.89万元。", "本年支出合计"]


def test_lines_come_in_the_order_of_the_page_and_not_of_the_file() -> None:
    page = Page()
    page.text(60, 300, "三、其他")
    page.text(110, 100, "收入")
    page.text(60, 200, "二、支出")
    page.text(60, 100, "一、本年")
    assert paragraphs(page) == ["一、本年 收入", "二、支出", "三、其他"]


def test_what_stands_far_apart_on_one_line_is_apart() -> None:
    page = Page()
    page.text(60, 100, "部门：某市某局")
    page.right(500, 100, "金额单位：万元")
    assert paragraphs(page) == ["部门：某市某局", "金额单位：万元"]


def test_letter_spaced_words_have_no_blanks() -> None:
    page = Page()
    page.text(240, 80, "目录", 16, spacing=16)
    page.text(60, 120, "支出决算总表", 14, spacing=10)
    page.text(60, 160, "2024年度部门决算", 12, spacing=4)
    assert paragraphs(page) == ["目录", "支出决算总表", "2024年度部门决算"]


def test_printed_blanks_stay() -> None:
    page = Page()
    page.text(60, 100, "第一部分 部门概况")
    page.text(60, 140, "Southwest University 1906")
    assert paragraphs(page) == ["第一部分 部门概况", "Southwest University 1906"]


def test_characters_printed_twice_to_look_bold_are_read_once() -> None:
    page = Page()
    page.text(60, 100, "合计 1100.11")
    page.text(60.4, 100, "合计 1100.11")
    assert paragraphs(page) == ["合计 1100.11"]


def centred(page: Page, y: float, text: str, size: float) -> None:
    page.text(300 - width_of(text, size) / 2, y, text, size)


def test_a_wrapped_title_is_one_paragraph() -> None:
    page = Page()
    text = body(page, 400)
    centred(page, 100, "第三部分某某市某某区规划和自然资源局二〇二四年度部门", 18)
    centred(page, 130, "决算情况说明", 18)
    assert paragraphs(page) == ["第三部分某某市某某区规划和自然资源局二〇二四年度部门决算情况说明", text]


def test_two_titles_are_two() -> None:
    page = Page()
    text = body(page, 400)
    centred(page, 100, "某某市某某局", 18)
    centred(page, 130, "二〇二四年度部门决算", 18)
    assert paragraphs(page) == ["某某市某某局", "二〇二四年度部门决算", text]


def test_lines_of_a_table_of_contents_stay_lines() -> None:
    contents, text = Page(), Page()
    for i, name in enumerate(("收入支出决算总表", "收入决算表", "支出决算表", "财政拨款收入支出决算总表")):
        label = f"{'一二三四'[i]}、{name}"
        dots = "." * (76 - 2 * len(label))
        contents.text(60, 100 + 20 * i, f"{label}{dots}{i + 1}", 12)
    body(text, 100)
    body(text, 200)
    assert [line.split(".")[0] for line in paragraphs(contents, text)[:4]] == [
        "一、收入支出决算总表",
        "二、收入决算表",
        "三、支出决算表",
        "四、财政拨款收入支出决算总表",
    ]


def test_page_numbers_and_running_heads_go() -> None:
    pages = [Page() for _ in range(4)]
    texts = []
    for number, page in enumerate(pages, 1):
        page.text(220, 40, "某市某局二〇二四年度部门决算", 9)
        texts.append(body(page, 160))
        page.text(290, 820, f"— {number} —", 9)
    assert paragraphs(*pages) == texts


def test_page_numbers_of_other_kinds_go() -> None:
    for printed in ("7", "- 7 -", "第7页", "第 7 页 共 30 页", "7/30", "iv"):
        page = Page()
        text = body(page, 100)
        page.text(280, 815, printed, 9)
        assert paragraphs(page) == [text], printed


def test_a_number_that_ends_the_text_is_no_page_number() -> None:
    page = Page()
    page.text(60, 400, "六、年度预算安排")
    page.text(60, 420, "795")
    assert paragraphs(page) == ["六、年度预算安排", "795"]


def test_a_title_and_a_unit_line_repeated_over_the_pages_of_a_table_stay() -> None:
    pages = [Page() for _ in range(4)]
    for page in pages:
        page.text(240, 50, "支出决算表", 14)
        page.right(360, 70, "单位：万元")
        page.ruled([60, 160, 360], [80, 100])
        page.cells([60, 160], 94, ["基本支出", "1.00"])
    assert paragraphs(*pages) == ["支出决算表", "单位：万元"] * 4


def test_text_in_two_columns_is_read_column_by_column() -> None:
    page = Page()
    page.text(200, 60, "主要职责", 14)
    for i in range(8):
        page.text(60, 100 + 18 * i, f"左栏第{i}行一二三四五六七八九十甲")
        page.text(310, 100 + 18 * i, f"右栏第{i}行一二三四五六七八九十甲")
    page.text(310, 244, "右栏末行。")
    text = "".join(paragraphs(page))
    assert text.index("左栏第7行") < text.index("右栏第0行") < text.index("右栏末行。")


def spread(*titles: tuple[str, ...]) -> Page:
    """A landscape sheet; each half has captions (left|right) above a small table, and its number below."""
    page = Page(size=(1190.0, 842.0))
    for half, lines in enumerate(titles):
        left = 60.0 + 595 * half
        for row, line in enumerate(lines):
            before, _, after = line.partition("|")
            page.text(left, 60 + 20 * row, before)
            page.right(left + 470, 60 + 20 * row, after)
        xs, ys = [left, left + 300, left + 470], [130.0, 150.0, 170.0]
        page.ruled(xs, ys)
        page.cells(xs, 144, ["项目", "决算数"])
        page.cells(xs, 164, ["合计", "10.00"])
        page.text(left + 230, 810, f"- {3 + half} -")
    return page


def test_two_pages_on_one_sheet_are_read_one_after_the_other() -> None:
    common = "部门：某局|单位：万元"
    page = spread(("收入决算表|公开02表", common), ("支出决算表|公开03表", common))
    table = [["项目", "决算数"], ["合计", "10.00"]]
    assert shown(document(page)) == [
        "收入决算表",
        "公开02表",
        "部门：某局",
        "单位：万元",
        table,
        "支出决算表",
        "公开03表",
        "部门：某局",
        "单位：万元",
        table,
    ]


def test_two_tables_under_one_unit_are_one_page() -> None:
    page = spread(("基本支出决算表|公开06表",), ("人员经费和公用经费|单位：万元",))
    assert paragraphs(page)[:4] == ["基本支出决算表", "公开06表", "人员经费和公用经费", "单位：万元"]
    assert [block.place.box[0] for block in document(page).blocks[4:6] if block.place.box] == [60.0, 655.0]


@pytest.mark.parametrize("form", [False, True])
@pytest.mark.parametrize("rotate", [0, 90])
def test_what_a_clip_path_hides_is_not_read(form: bool, rotate: int) -> None:
    page = Page(form=form, rotate=rotate)
    window = "50 200 500 600 re W n"  # from 42 to 642 points below the top
    page.text(60, 100, "看得见的字", clip=window)
    page.text(60, 700, "下一页的字", clip=window)
    assert paragraphs(page) == ["看得见的字"]


def test_text_beside_the_page_is_not_read() -> None:
    page = Page()
    page.text(60, 100, "页内")
    page.text(60, 900, "页外")
    page.text(-90, 100, "页外")
    assert paragraphs(page) == ["页内"]


def test_text_too_small_to_be_seen_is_not_read() -> None:
    page = Page()
    text = body(page, 100)
    for i in range(4):
        page.text(60, 300 + i, "看不见的标记", 0.01)
    assert paragraphs(page) == [text]


def test_a_watermark_is_left_out_and_said() -> None:
    page = Page()
    text = body(page, 100)
    page.slanted(150, 400, "仅供公开")
    read = document(page)
    assert shown(read) == [text]
    assert remarks(read) == {"pdf.slanted": {"count": "4"}}


def test_radicals_stay_as_printed() -> None:
    page = Page()
    page.text(60, 100, "部⻔⽀出")  # U+2ED4 and U+2F40, as some fonts map 门 and 支
    assert paragraphs(page) == ["部⻔⽀出"]
