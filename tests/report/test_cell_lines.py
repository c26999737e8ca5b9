"""Tables printed with every cell on a line of its own: put together where that is certain, else said."""

from __future__ import annotations

import pytest

from checks.report.report import Report
from tests.relations.relating import of_rule
from tests.report.telling import told

HEADER = ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"]
ROWS = [
    ["合计", "16.00", "12.00", "4.00"],
    ["201", "一般公共服务支出", "16.00", "12.00", "4.00"],
    ["20103", "政府办公厅（室）及相关机构事务", "16.00", "12.00", "4.00"],
    ["2010301", "行政运行", "12.00", "12.00", "0.00"],
    ["2010302", "一般行政管理事务", "4.00", "-", "4.00"],
]
TITLE = ["一般公共预算财政拨款支出决算表", "部门：某局", "单位：万元"]
BELOW = ["注：本表反映部门本年度一般公共预算财政拨款支出情况。"]


def report(*parts: list[str]) -> Report:
    return told("\n".join(line for part in parts for line in part))


def unread(found: Report) -> list[str]:
    return [remark.details["titles"] for remark in found.document.remarks if remark.key == "cell_lines"]


@pytest.mark.parametrize("below", [BELOW, [], ["二、决算情况"], ["本年度支出16.00万元。"], ["政府性基金表"]])
@pytest.mark.parametrize("ordinals", [[], ["栏次", "1", "2", "3"]])
def test_rows_that_begin_with_an_account_and_are_full_are_a_table(
    ordinals: list[str], below: list[str]
) -> None:
    found = report(TITLE, HEADER, ordinals, *ROWS, below)
    (table,) = found.tables
    assert (table.id, table.unit, [column.name for column in table.columns]) == ("T5", "万元", HEADER)
    assert [[cell.text for cell in row] for row in table.cells] == [["合计", "", *ROWS[0][1:]], *ROWS[1:]]
    assert unread(found) == []


def test_the_name_of_a_group_over_code_and_name_is_no_column() -> None:
    header = ["项目", "本年支出合计", "基本支出", "项目支出", "科目编码", "科目名称", "栏次", "1", "2", "3"]
    (table,) = report(TITLE, header, *ROWS, BELOW).tables
    assert [column.name for column in table.columns] == HEADER


WITHOUT_A_CELL = [*ROWS[:3], ["2010301", "行政运行", "12.00", "12.00"], ROWS[4]]
WITHOUT_THE_LAST = [*ROWS[:4], ["2010302", "一般行政管理事务", "4.00", "4.00"]]
WITH_ONE_MORE = [*ROWS[:4], [*ROWS[4], "9.00"]]
WITHOUT_A_NAME = [*ROWS[:3], ["2010301", *ROWS[3][2:]], ROWS[4]]
IN_YUAN = [[cell.replace(".00", "") for cell in row] for row in ROWS]


@pytest.mark.parametrize("rows", [WITHOUT_A_CELL, WITHOUT_THE_LAST, WITH_ONE_MORE, WITHOUT_A_NAME, IN_YUAN])
def test_a_cell_too_few_or_too_many_leaves_all_lines_and_is_said(rows: list[list[str]]) -> None:
    found = report(TITLE, HEADER, *rows, BELOW)
    assert found.tables == ()
    assert unread(found) == ["一般公共预算财政拨款支出决算表"]


@pytest.mark.parametrize(
    "header",
    [
        ["科目编码", "科目名称", "合计", "本年支出", "小计", "基本支出", "项目支出"],
        [*HEADER, "栏次", "1", "2", "3", "4"],
        ["类", "款", "项", *HEADER[1:]],
    ],
)
def test_a_header_of_two_levels_leaves_all_lines_and_is_said(header: list[str]) -> None:
    found = report(TITLE, header, *ROWS, BELOW)
    assert found.tables == ()
    assert len(unread(found)) == 1


def test_a_list_of_contents_and_a_title_in_the_text_are_no_tables() -> None:
    found = report(TITLE[:1], ["收入决算表", "支出决算表"], ["一、支出决算情况", "合计16.00万元。"])
    assert unread(found) == []


OTHER_TABLES = """
支出决算表
单位：万元
| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
| 合计 | < | 16.00 | 12.00 | 4.00 |
| 201 | 一般公共服务支出 | 16.00 | 12.00 | 4.00 |

一般公共预算财政拨款支出决算表
单位：万元
| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| 合计 | < | 16.00 | 12.00 | 4.00 |
| 201 | 一般公共服务支出 | 16.00 | 12.00 | 4.00 |

"""
FUNDS = ["政府性基金预算财政拨款收入支出决算表", "科目编码", "科目名称", "小计", "项目支出", "合计", "10.00"]


def test_a_form_that_stayed_lines_is_not_called_missing_from_the_report() -> None:
    contents = ["目录", "收入决算表", "支出决算表", "一般公共预算财政拨款支出决算表"]
    printed = OTHER_TABLES[: OTHER_TABLES.index("一般公共预算")].splitlines()
    found = report(contents, printed, TITLE, HEADER, *WITHOUT_A_CELL, BELOW)
    assert {"T2", "T3"} <= {relation.subject for relation in of_rule(found, "S104")}
    assert "T5" not in {relation.subject for relation in of_rule(found, "S104")}


def test_a_form_that_stayed_lines_counts_as_unknown_and_not_as_zero() -> None:
    """X115: all expenditure is at least that of the general budget and of the funds."""
    assert of_rule(told(OTHER_TABLES), "X115") != []
    assert of_rule(told(OTHER_TABLES + "\n".join(FUNDS)), "X115") == []
