"""A table in the wrong unit is one finding, and an amount in the wrong unit is not a table (V107)."""

from __future__ import annotations

from checks.report import Report, recognise
from tests.relations.build import report
from tests.relations.relating import reasons, verdicts
from tests.report.paper import paper

SUMMARY = "T1\n支出 | 决算数\n201 5000.00\n208 270.40\n本年支出合计 5270.40\n"
SPENT = "T3\n| 本年支出合计\n合计 {}\n201 {}\n208 {}\n"


def test_a_table_in_the_wrong_unit_is_told_once() -> None:
    on = report(SUMMARY, SPENT.format("52704000.00", "50000000.00", "2704000.00"))
    assert verdicts(on, "V107") == {"T1": "tie", "T3": "break"}
    for rule in ("X102", "X103"):
        assert (verdicts(on, rule), reasons(on, rule)) == ({}, {"unit_wrong": 1})
    assert set(verdicts(on, "H101").values()) == {"tie"}  # in itself it adds up


def test_one_amount_in_the_wrong_unit_is_its_own_error() -> None:
    on = report(SUMMARY, SPENT.format("5270.40", "5000.00", "2704000.00"))
    assert verdicts(on, "V107") == {"T1": "tie", "T3": "tie"}
    assert verdicts(on, "X103")["T1/支出/208"] == "break"


def told(unit: str, *sentences: str) -> Report:
    table = f"""
    某局2022年度部门决算

    收入支出决算总表
    单位：{unit}
    | 收入 | < | 支出 | < |
    | 项目 | 决算数 | 项目 | 决算数 |
    | 一、一般公共预算财政拨款收入 | 80000000.00 | 一、一般公共服务支出 | 70000000.00 |
    | 本年收入合计 | 80000000.00 | 本年支出合计 | 70000000.00 |
    | 年初结转和结余 | 1000000.00 | 年末结转和结余 | 11000000.00 |
    | 总计 | 81000000.00 | 总计 | 81000000.00 |

    第三部分 2022年度部门决算情况说明

    一、收入支出决算总体情况说明
"""
    return recognise(paper(table + "\n".join(f"    {sentence}\n" for sentence in sentences)))


SENTENCES = (
    "2022年度收入总计8100.00万元，支出总计8100.00万元。",
    "本年收入合计8000.00万元。本年支出合计7000.00万元。",
)


def test_a_text_a_unit_apart_from_all_tables_is_told_of_the_largest() -> None:
    assert verdicts(told("元", *SENTENCES), "V107") == {"T1": "tie"}
    wrong = told("万元", *SENTENCES)
    assert verdicts(wrong, "V107") == {"T1": "break"}
    assert verdicts(wrong, "N101") == {}


def test_one_sentence_in_the_wrong_unit_is_its_own_error() -> None:
    on = told("元", "2022年度收入总计8100.00元。", SENTENCES[1])
    assert verdicts(on, "V107") == {"T1": "tie"}
    assert set(verdicts(on, "N101").values()) == {"break"}
