"""An amount that nothing checks is held against the print that it is like (N130)."""

from __future__ import annotations

import pytest

from tests.relations.relating import verdicts
from tests.report.telling import told

PROJECT = (
    "第五部分 附件\n一、基本情况\n项目全年预算数为1018.55万元，其中当年财政拨款898.00万元、"
    "上年结转资金120.55万元。\n二、评价工作\n"
)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("本次评价的全年经费总额1018.55万元。", ["tie"]),
        ("本次评价的全年经费总额1018.45万元。", ["break"]),
        ("本次评价的全年经费总额1918.55万元。", ["break"]),
        ("本次评价的全年经费总额1023.55万元。", []),  # two digits apart: another number
        ("本次评价的全年经费总额121.55万元。", []),  # too short to be anybody's
        ("本次评价的全年经费总额约1018.45万元。", []),
        ("本次评价的全年经费总额1018.55元。", []),
    ],
)
def test_a_long_amount_that_nothing_checks_is_not_one_digit_beside_another(
    words: str, outcome: list[str]
) -> None:
    assert list(verdicts(told(PROJECT + words), "N130").values()) == outcome


def test_a_round_amount_may_stand_for_anything() -> None:
    report = told(
        "第五部分 附件\n一、基本情况\n项目全年预算数为5000.00万元，其中当年财政拨款4000.00万元、"
        "上年结转资金1000.00万元。\n二、评价工作\n本次评价的经费总额6000.00万元。"
    )
    assert verdicts(report, "N130") == {}


def test_of_two_numbers_that_it_might_be_neither_is_taken() -> None:
    report = told(
        "第五部分 附件\n一、基本情况\n项目全年预算数为2037.10万元，其中当年财政拨款1018.55万元、"
        "上年结转资金1018.35万元。\n二、评价工作\n本次评价的经费总额1018.45万元。"
    )
    assert verdicts(report, "N130") == {}


def test_an_amount_with_a_relation_of_its_own_is_left_to_that() -> None:
    report = told(PROJECT + "项目调整后预算1018.45万元，实际支出760.45万元，执行率74.67%。")
    assert verdicts(report, "N130") == {}
