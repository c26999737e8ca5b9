"""Paragraphs of the narrative: torn ones are one, headings and tables are none, every character keeps its
place."""

from __future__ import annotations

import pytest

from checks.report.narrative.prose import normalise
from tests.report.telling import statements, told


def paragraphs(page: str) -> list[str]:
    return [paragraph.text for paragraph in told(page).paragraphs]


@pytest.mark.parametrize(
    ("printed", "matched"),
    [
        ("收 入 总 计", "收入总计"),
        ("财政拨款(含补助)支出：12.50万元;", "财政拨款（含补助）支出：12.50万元；"),
        ("增长 3.50 %", "增长3.50%"),
        ("1,234.56万元,下降5.20%", "1,234.56万元，下降5.20%"),
        ("⻋辆５辆", "车辆5辆"),
        ("支出12.50 13.50", "支出12.50 13.50"),
    ],
)
def test_text_is_matched_without_spaces_in_one_width(printed: str, matched: str) -> None:
    assert normalise(printed) == matched


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2021年度一般公共预算财政拨款支出", "980.00万元，占本年支出合计的99.10%。"),
        ("2021年度一般公共预算财政拨款支出980.", "00万元，占本年支出合计的99.10%。"),
        ("2021年度一般公共预算财政拨款支出980.00万", "元，占本年支出合计的99.10%。"),
        ("2021年度一般公共预算财政拨款支出980.00万元", "，占本年支出合计的99.10%。"),
        ("2021年度一般公共预算财政拨款支出980.00万元，占本年支出合计的99.10", "%。"),
    ],
)
def test_a_sentence_torn_by_a_page_is_read_as_one(first: str, second: str) -> None:
    assert statements(f"五、一般公共预算财政拨款支出决算情况说明\n{first}\n{second}") == [
        "一般公共预算财政拨款支出: amount 980.00万元, share[本年支出合计] 99.10%"
    ]


def test_each_half_of_a_torn_sentence_keeps_its_own_place() -> None:
    report = told(
        "二、收入决算情况说明\n2021年度本年收入合计1500.00万元，其中：\n财政拨款收入1400.00万元，\n占93.33%。"
    )
    share = next(figure for figure in report.figures if figure.unit == "%")
    assert share.place.line == 4


def test_each_line_of_a_list_of_contents_is_a_paragraph() -> None:
    """Guangxi numbers its tables 表一：, others not at all; both lines are long enough to be torn."""
    for number in ("表{}：", "附表{}、", "图{}：", ""):
        lines = [
            number.format("五") + "一般公共预算财政拨款支出决算表",
            number.format("六") + "一般公共预算财政拨款基本支出决算明细表",
            number.format("七") + "《国有资本经营预算财政拨款收入支出决算表》",
        ]
        assert paragraphs("\n".join(lines)) == lines
    torn = ["2021年度一般公共预算财政拨款支出详见本部门", "公开的一般公共预算财政拨款支出决算表"]
    assert paragraphs("\n".join(torn)) == ["".join(torn)]


def test_numbered_items_are_not_joined() -> None:
    assert paragraphs(
        "（一）一般公共服务支出主要用于机关运行的各项开支\n（二）教育支出主要用于培训的各项开支"
    ) == [
        "（一）一般公共服务支出主要用于机关运行的各项开支",
        "（二）教育支出主要用于培训的各项开支",
    ]


def test_headings_nest_by_their_numbers() -> None:
    report = told(
        """
        第三部分 2021年度部门决算情况说明
        一、收入支出决算总体情况说明
        收、支总计980.00万元。
        二、支出决算情况说明
        （一）支出决算总体情况。
        本年支出合计970.00万元。
        第四部分 名词解释
        """
    )
    titles = {section.id: section.title for section in report.sections}
    assert [(s.title, titles[s.parent]) for s in report.sections if s.parent is not None] == [
        ("第三部分2021年度部门决算情况说明", ""),
        ("一、收入支出决算总体情况说明", "第三部分2021年度部门决算情况说明"),
        ("二、支出决算情况说明", "第三部分2021年度部门决算情况说明"),
        ("（一）支出决算总体情况。", "二、支出决算情况说明"),
        ("第四部分名词解释", ""),
    ]


def test_a_numbered_sentence_with_an_amount_is_no_heading() -> None:
    report = told("二、收入决算情况说明\n1.财政拨款收入1400.00万元\n2.其他收入20.00万元")
    assert [section.title for section in report.sections][1:] == ["二、收入决算情况说明"]


def test_a_wrapped_heading_is_one_heading() -> None:
    report = told("第三部分 2021年度一般公共预算财政拨款收入支出决算\n情况说明\n收、支总计980.00万元。")
    assert report.sections[1].title == "第三部分2021年度一般公共预算财政拨款收入支出决算情况说明"


def test_prose_in_the_cell_of_a_free_table_is_narrative() -> None:
    page = """
    | 项目名称 | 完成情况 |
    | 网格化管理 | 全年预算120.00万元，支出108.00万元，预算执行率90.00%，完成了全部任务。 |
    """
    [paragraph] = told(page).paragraphs
    assert paragraph.cell
    assert [f.text for f in told(page).figures if f.paragraph == 0] == ["120.00", "108.00", "90.00"]


def test_a_line_of_a_cell_that_runs_on_is_wrapped_and_an_item_is_not() -> None:
    page = """
    | 项目 | 实际完成情况 |
    | 信息化 | 一是完成数据中心的值守、巡检，与31⏎个省级数据中心互联互通⏎二是开发功能点75项，⏎已经上线。 |
    """
    texts = [p.text for p in told(page).paragraphs if p.cell]
    assert texts == [
        "一是完成数据中心的值守、巡检，与31个省级数据中心互联互通",
        "二是开发功能点75项，已经上线。",
    ]


def test_cells_of_a_standard_table_are_not() -> None:
    page = """
    支出决算表
    单位：万元
    | 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 |
    | 合计 | < | 9.00 | 4.00 | 5.00 | | |
    | 201 | 一般公共服务支出（说明：含党建、统战，机关运行各项开支；） | 9.00 | 4.00 | 5.00 | | |
    """
    assert not any("机关运行" in text for text in paragraphs(page))


def test_a_text_that_drops_closing_zeros_prints_two_decimals_all_the_same() -> None:
    """Twenty amounts with two decimals and none that ends in a zero: 13733.8 is 13733.80."""
    amounts = "，".join(
        f"{name}支出{n}.{n % 9 + 1}{n % 7 + 1}万元" for n, name in enumerate("甲乙丙丁" * 5, 1)
    )
    page = "五、一般公共预算财政拨款支出决算情况说明\n{}，合计支出13733.8万元。"
    dropped, kept = told(page.format(amounts)), told(page.format(amounts + "，戊支出3.10万元"))
    assert [report.figures[-1].places for report in (dropped, kept)] == [2, 1]
