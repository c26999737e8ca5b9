"""Which form a table is: by title, confirmed by header; by header alone where no title stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.reading.document import Grid
from checks.report.tables import find_tables
from tests.report.paper import paper, tables_on, the_table, values

ACCOUNTS = """
单位：万元
| 科目编码 | 科目名称 | {columns} |
| 合计 | < | {amounts} |
| 201 | 一般公共服务支出 | {amounts} |
"""

HEADERS = {
    "T2": "本年收入合计 | 财政拨款收入 | 上级补助收入 | 事业收入 | 经营收入 | 附属单位上缴收入 | 其他收入",
    "T3": "本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 | 对附属单位补助支出",
    "T5": "合计 | 基本支出 | 项目支出",
    "T8": "年初结转和结余 | 本年收入 | 本年支出 | 基本支出 | 项目支出 | 年末结转和结余",
}


def page(title: str, header: str) -> str:
    columns = HEADERS[header]
    amounts = " | ".join(["1.00"] * len(columns.split("|")))
    return title + ACCOUNTS.format(columns=columns, amounts=amounts)


@pytest.mark.parametrize(
    ("title", "header", "form"),
    [
        ("收入决算表", "T2", "T2"),
        ("二、收入决算表", "T2", "T2"),
        ("（二）2023年度收入决算表", "T2", "T2"),
        ("表2：收入决算表", "T2", "T2"),
        ("公开02表 收入决算总表", "T2", "T2"),
        ("某省某厅2021年度收入决算表", "T2", "T2"),
        ("收入决算表（续）", "T2", "T2"),
        ("支 出 决 算 表", "T3", "T3"),
        ("部门支出总体情况表", "T3", "T3"),
        ("一般公共预算财政拨款支出决算表", "T5", "T5"),
        ("一般公共预算支出决算表（按功能分类科目）", "T5", "T5"),
        ("政府性基金预算财政拨款收入支出决算表", "T8", "T8"),
        ("政府性基金收支决算表", "T8", "T8"),
        ("政府性基金预算财政拨款收入、支出及结转和结余情况表", "T8", "T8"),
        ("国有资本经营预算财政拨款收入支出决算表", "T8", "T9"),
        ("国有资本经营预算财政拨款支出决算表", "T5", "T9b"),
        ("国有资本经营预算财政拨款收入支出决算表", "T5", "T9b"),
    ],
)
def test_a_title_names_the_form_and_the_header_confirms_it(title: str, header: str, form: str) -> None:
    found = tables_on(page(title, header))
    assert [table.id for table in found.tables] == [form]
    assert found.problems == ()


def test_a_title_of_another_table_with_the_same_ending_is_not_taken() -> None:
    found = tables_on(page("高等学校财政拨款支出决算表", "T5"))
    [table] = found.tables
    assert (table.form, table.title) == ("", "高等学校财政拨款支出决算表")
    assert table.entry("201") is not None  # still a table of accounts
    assert found.problems == ()


def test_a_title_whose_header_is_another_forms_is_a_problem_and_nothing_is_guessed() -> None:
    found = tables_on("支出决算表\n单位：万元\n| 科目名称 | 金额 | 备注 |\n| 一般公共服务支出 | 12.00 | |")
    [table] = found.tables
    assert table.form == ""
    assert [(p.rule, p.details["title"]) for p in found.problems] == [("S117", "支出决算表")]


@pytest.mark.parametrize("header", ["T2", "T3", "T5", "T8"])
def test_a_header_alone_tells_the_form_when_the_title_is_missing(header: str) -> None:
    found = tables_on(page("", header))
    assert [table.id for table in found.tables] == [header]


def test_a_budget_under_its_own_title_is_no_final_account() -> None:
    found = tables_on(page("2026年部门收入预算总表", "T2"))
    [table] = found.tables
    assert (table.form, table.title) == ("", "2026年部门收入预算总表")
    assert found.problems == ()


def test_a_title_on_the_page_before_belongs_to_the_table_when_the_header_confirms_it() -> None:
    found = tables_on("三、支出决算表\n\n某局2023年度部门决算\n- 12 -\n\n" + page("", "T3").strip())
    [table] = found.tables
    assert (table.id, table.unit) == ("T3", "万元")


def test_a_title_broken_over_two_lines_is_one_title() -> None:
    found = tables_on(page("一般公共预算财政拨款\n支出决算表", "T5"))
    assert found.tables[0].id == "T5"


def test_titles_in_a_table_of_contents_are_not_tables() -> None:
    found = tables_on(
        """
        目录
        一、收入支出决算总表
        二、收入决算表
        第一部分 概况
        一、主要职责
        负责全区政务服务工作。
        | 序号 | 单位名称 | 备注 |
        | 1 | 某局（本级） | |
        """
    )
    assert [table.form for table in found.tables] == [""]
    assert found.problems == ()


def test_the_same_form_printed_for_another_unit_is_a_table_of_its_own() -> None:
    found = tables_on(page("支出决算表", "T3") + "\n" + page("支出决算表", "T3"))
    assert [table.id for table in found.tables] == ["T3", "T3-2"]


def test_what_belongs_to_a_table_is_taken_from_the_narrative() -> None:
    found = tables_on(
        "第二部分 决算表\n\n"
        + page("三、支出决算表", "T3")
        + "注：本表反映部门本年度各项支出情况。\n\n第三部分 情况说明"
    )
    assert found.used == {1, 2, 3, 4}


def test_a_missing_unit_is_said_and_the_unit_of_the_other_forms_is_taken() -> None:
    found = tables_on(
        page("收入决算表", "T2") + page("支出决算表", "T3").replace("单位：万元", "").replace("万元", "")
    )
    assert [(p.rule, p.table) for p in found.problems] == [("S116", "T3")]
    assert {figure.unit for figure in found.figures} == {"万元"}


@pytest.mark.parametrize(
    ("line", "unit", "factor"),
    [
        ("金额单位：元", "元", "0.0001"),
        ("单位：人民币万元", "万元", "1"),
        ("（单位：千元）", "千元", "0.1"),
        ("公开03表 部门：某局 金额单位：亿元", "亿元", "10000"),
        ("某局 单位：元", "元", "0.0001"),
    ],
)
def test_the_unit_line_gives_unit_and_factor(line: str, unit: str, factor: str) -> None:
    found = tables_on(page("支出决算表", "T3").replace("单位：万元", line))
    assert found.tables[0].unit == unit
    assert {str(figure.factor) for figure in found.figures} == {factor}


def test_an_empty_form_keeps_the_statement_below_it() -> None:
    table, found = the_table(
        """
        九、国有资本经营预算财政拨款支出决算表
        单位：万元
        | 项 目 | < | 本年支出 | < | < |
        | 功能分类科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
        | 栏次 | < | 1 | 2 | 3 |
        | 合计 | < | | | |
        | | | | | |
        无国有资本经营预算财政拨款收入支出的，仍保留该表格式，并在本表下方作下述说明：
        说明：本部门没有国有资本经营预算财政拨款收入和支出，故本表无数据。
        """,
        "T9b",
    )
    assert table.empty
    assert table.statement == "说明：本部门没有国有资本经营预算财政拨款收入和支出，故本表无数据。"
    assert values(found, table.entry("合计")) == {"本年支出": None, "基本支出": None, "项目支出": None}
    assert found.problems == ()


def test_a_table_of_zeros_is_not_an_empty_one() -> None:
    found = tables_on(page("支出决算表", "T3").replace("1.00", "0.00"))
    assert not found.tables[0].empty


def test_a_form_published_in_words_is_an_empty_form_of_the_report() -> None:
    found = tables_on(
        """
        八、政府性基金预算财政拨款收入支出决算表
        单位：万元
        本部门2022年度无政府性基金预算财政拨款收入和支出，故本表为空。
        九、国有资本经营预算财政拨款支出决算表
        本部门2022年度无国有资本经营预算财政拨款支出，公开空表。
        第三部分 2022年度部门决算情况说明
        """
    )
    assert [(table.id, table.empty, table.cells) for table in found.tables] == [
        ("T8", True, ()),
        ("T9b", True, ()),
    ]
    assert found.tables[0].statement.startswith("本部门2022年度无政府性基金")
    assert "本年支出" in {column.key for column in found.tables[0].columns}
    assert found.used == {0, 1, 2, 3, 4}


def test_a_sentence_above_a_printed_form_is_not_in_its_place() -> None:
    found = tables_on(
        page("政府性基金预算财政拨款收入支出决算表", "T8").replace(
            "单位：万元", "说明：本部门没有政府性基金收支，故本表无数据。\n单位：万元"
        )
    )
    assert [table.id for table in found.tables] == ["T8"]


def test_title_and_unit_in_a_frame_of_their_own_belong_to_the_table_below() -> None:
    found = tables_on(
        "| 支出决算表 | < |\n| 部门：某局 | 金额单位：元 |\n\n" + page("", "T3").replace("单位：万元", "")
    )
    [table] = found.tables
    assert (table.id, table.title, table.unit) == ("T3", "支出决算表", "元")
    assert found.used == {0, 1}


def test_a_unit_in_the_header_is_not_part_of_the_columns_name() -> None:
    found = tables_on(
        """
        收支决算总表
        | 收入 | < | 支出 | < |
        | 项目 | 决算数（元） | 项目 | 决算数（元） |
        | 一、一般公共预算财政拨款收入 | 12,345.60 | 一、一般公共服务支出 | 12,345.60 |
        """
    )
    [table] = found.tables
    assert (table.id, table.unit, found.figures[0].unit) == ("T1", "元", "元")
    assert found.problems == ()


def test_the_name_of_a_worksheet_names_a_table_without_a_title() -> None:
    """An empty table for the state capital has nothing else to tell it by."""
    page = paper("单位：万元\n| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n| 合计 | < | | | |")

    def on_sheet(name: str) -> list[str]:
        blocks = tuple(
            replace(b, place=replace(b.place, sheet=name)) if isinstance(b, Grid) else b for b in page.blocks
        )
        return [table.form for table in find_tables(replace(page, blocks=blocks)).tables]

    assert on_sheet("GK09 国有资本经营预算财政拨款支出决算表") == ["T9b"]
    assert on_sheet("Sheet9") == [""]
