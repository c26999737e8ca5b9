"""A table that agrees with nothing is one finding; a table with errors is as many as it has."""

from __future__ import annotations

from checks.findings import find
from checks.findings.strangers import strangers
from checks.report import Report, recognise
from checks.verdicts import judge
from tests.relations.build import report
from tests.relations.relating import book, related
from tests.report.paper import paper

SUMMARY = """
    T1
    收入 | 决算数
    一般公共预算财政拨款收入 90.00
    事业收入 7.00
    其他收入 3.00
    本年收入合计 100.00
    支出 | 决算数
    201 50.00
    205 20.00
    208 15.00
    210 10.00
    221 5.00
    本年支出合计 100.00
    T2
    | 本年收入合计 财政拨款收入 事业收入 其他收入
    合计 100.00 90.00 7.00 3.00
    201 100.00 90.00 7.00 3.00
"""
SPENT = "T3\n| 本年支出合计 基本支出 项目支出\n"
OF_ANOTHER_YEAR = """
    合计 94.00 94.00 -
    201 46.00 46.00 -
    205 19.00 19.00 -
    208 14.00 14.00 -
    210 11.00 11.00 -
    221 4.00 4.00 -
"""
WITH_ONE_ERROR = """
    合计 100.00 100.00 -
    201 50.00 50.00 -
    205 20.00 20.00 -
    208 15.60 15.60 -
    210 10.00 10.00 -
    221 5.00 5.00 -
"""


TOLD = """
    某局2022年度部门决算

    收入支出决算总表
    单位：万元
    | 收入 | < | 支出 | < |
    | 项目 | 决算数 | 项目 | 决算数 |
    | 一、一般公共预算财政拨款收入 | 90.00 | 一、一般公共服务支出 | 95.00 |
    | 二、其他收入 | 10.00 | | |
    | 本年收入合计 | 100.00 | 本年支出合计 | 95.00 |
    | 年初结转和结余 | 1.00 | 年末结转和结余 | 6.00 |
    | 总计 | 101.00 | 总计 | 101.00 |

    收入决算表
    单位：万元
    | 科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 | 其他收入 |
    | 合计 | < | 100.00 | 90.00 | 10.00 |
    | 201 | 一般公共服务支出 | 100.00 | 90.00 | 10.00 |

    第三部分 2022年度部门决算情况说明

    一、收入支出决算总体情况说明

    收入总计{}万元，支出总计{}万元。

    二、收入决算情况说明

    本年收入合计{}万元，其中：财政拨款收入{}万元；其他收入{}万元。
"""


def told(*amounts: str) -> Report:
    return recognise(paper(TOLD.format(*amounts)))


def found(on: Report) -> list[str]:
    """The rules of the findings."""
    relations = related(on)
    audit = find(on, relations, judge(relations, on.frame), book().rules, seconds=lambda: 0.0)
    return [finding.rule for finding in audit.findings if not finding.rule.startswith("S10")]


def test_a_table_of_another_year_is_told_once_with_all_that_follows() -> None:
    on = report(SUMMARY, SPENT + OF_ANOTHER_YEAR)
    relations = related(on)
    (stranger,) = strangers(on, relations, judge(relations, on.frame))
    assert (stranger.table.id, stranger.broken, stranger.shared) == ("T3", 6, 6)
    assert {relations.items[id].rule for id in stranger.explains} >= {"X102", "X103"}
    assert found(on) == ["S118"]


def test_one_error_makes_no_stranger() -> None:
    assert "S118" not in found(report(SUMMARY, SPENT + WITH_ONE_ERROR))


def test_of_two_tables_alone_neither_is_the_stranger() -> None:
    halves = SUMMARY.split("支出 | 决算数")[1].split("T2", maxsplit=1)[0]
    on = report("T1\n支出 | 决算数" + halves, SPENT + OF_ANOTHER_YEAR)
    relations = related(on)
    assert strangers(on, relations, judge(relations, on.frame)) == []


def test_a_text_that_agrees_with_no_table_is_told_once() -> None:
    assert found(told("101.00", "101.00", "100.00", "90.00", "10.00")) == []
    assert found(told("101.00", "101.00", "100.00", "90.00", "10.60")) == ["N102"]
    assert found(told("89.00", "89.00", "88.00", "80.00", "8.00")) == ["S118"]
