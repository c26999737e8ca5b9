"""Scores and their grades (Q121), numbers compared in words (Q122), projects and their money (Q120)."""

from __future__ import annotations

import pytest

from tests.relations.relating import of_rule, printed, verdicts
from tests.report.telling import told

CHAPTER = "十、预算绩效情况\n"


def found(sentence: str, rule: str) -> list[str]:
    return list(verdicts(told(CHAPTER + sentence), rule).values())


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("项目综合评价得分85.19分，评价等级为“良”（见表2）。", "tie"),
        ("项目综合评价得分85.19分，评价等级为“优”。", "break"),
        ("项目自评得分90分，绩效等级为良。", "break"),
        ("项目自评得分76.5分，评价等级为良。", "tie"),
        ("项目自评得分58分，评价结果为合格。", "break"),
        ("自评项目9个，平均得分99.3分（评级为“优”的项目9个；评级为“良”的项目0个）。", "tie"),
        ("自评项目9个，平均得分89.3分（评级为“优”的项目9个；评级为“良”的项目0个）。", "break"),
        ("自评项目9个，平均得分89.3分（评级为“优”的项目8个；评级为“良”的项目1个）。", "tie"),
    ],
)
def test_a_grade_is_that_of_its_score(sentence: str, verdict: str) -> None:
    # 8 × 90 + 75 over 9 is 88.3: an average of 89.3 may be of such grades, and of nine 优 it may not
    assert found(sentence, "Q121") == [verdict]


@pytest.mark.parametrize(
    "sentence",
    [
        "项目得分85.19分，评价等级优良率较高。",
        "该指标分值20分，评价等级为良。",
        "决策指标得分18.5分，评价等级为优。",
        "项目总分120分，评价等级为优。",
    ],
)
def test_what_is_no_score_has_no_grade(sentence: str) -> None:
    assert found(sentence, "Q121") == []


@pytest.mark.parametrize(
    ("sentence", "verdicts"),
    [
        ("便利度得分为78.3分，略高于全国的77.9分。", ["tie"]),
        ("便利度得分为78.3分，略高于全国的79.7分。", ["break"]),
        ("全年投诉12件，低于上年的15件。", ["tie"]),
        ("全年投诉12件，低于上年的11件。", ["break"]),
        ("得分为78.3分，高于全国平均的水平，涉及12件。", []),
    ],
)
def test_what_is_said_to_be_higher_is_higher(sentence: str, verdicts: list[str]) -> None:
    assert found(sentence, "Q122") == verdicts


@pytest.mark.parametrize(
    ("second", "counts", "amounts"),
    [
        ("自评的项目39个，涉及金额4415.48万元。", ["tie"], ["tie"]),
        ("自评的项目38个，涉及金额4415.48万元。", ["break"], []),
        ("自评的项目39个，涉及金额4451.48万元。", [], ["break"]),
        ("自评的项目20个，涉及金额2000.00万元。", [], []),
    ],
)
def test_of_as_much_money_there_are_as_many_projects(
    second: str, counts: list[str], amounts: list[str]
) -> None:
    sentence = f"编报绩效目标的项目39个，涉及金额4415.48万元；{second}"
    assert (found(sentence, "Q120"), found(sentence, "N119")) == (counts, amounts)


@pytest.mark.parametrize(
    ("sentence", "verdicts"),
    [
        ("其中千万元以上的项目0项、涉及资金0万元。", ["tie"]),
        ("其中千万元以上的项目2项、涉及资金0万元。", ["break"]),
        ("其中千万元以上的项目0项、涉及资金1200.00万元。", ["break"]),
        ("其中千万元以上的项目2项、涉及资金2400.00万元。", []),
        ("评级为不合格的项目0个，全部项目按时完成并通过验收，共涉及资金2400.00万元。", []),
    ],
)
def test_no_project_involves_no_money(sentence: str, verdicts: list[str]) -> None:
    assert found(sentence, "Q120") == verdicts


@pytest.mark.parametrize(("result", "verdict"), [("168", "tie"), ("186", "break")])
def test_a_product_may_have_its_result_in_front(result: str, verdict: str) -> None:
    report = told(CHAPTER + f"降低能耗{result}万千瓦时=7万千瓦时×12个月×2个机房。")
    [relation] = of_rule(report, "N125")
    assert printed(report, relation) == f"{result} = 7 : 12 + 2"
    assert list(verdicts(report, "N125").values()) == [verdict]
