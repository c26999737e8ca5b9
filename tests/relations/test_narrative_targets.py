"""Targets of a self-appraisal, what was reached and the points for it (Q115, Q116, P114)."""

from __future__ import annotations

import pytest

from checks.report.report import Report
from tests.relations.relating import verdicts
from tests.report.telling import told

HEAD = (
    "十、预算绩效情况\n某项目支出绩效自评表\n"
    "| 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |\n"
)


def appraised(*rows: str) -> Report:
    return told(HEAD + "".join(f"| 产出指标 | {row} |\n" for row in rows) + "| 总分 | | | | 30 | 25 | |\n")


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ("培训人数 | ≥300人 | 366人 | 10 | 10 | ", "tie"),
        ("培训人数 | ≥300人 | 266人 | 10 | 10 | ", "break"),
        ("满意度 | 95%以上 | 91% | 10 | 10 | ", "break"),
        ("响应时间 | ≤15分钟 | 5分钟 | 10 | 10 | ", "tie"),
        ("响应时间 | ≤15分钟 | 25分钟 | 10 | 10 | ", "break"),
        # 50 beside ≥50个 needs no unit of its own
        ("培训人数 | ≥300人 | 366 | 10 | 10 | ", "tie"),
        ("培训人数 | ≥300人 | 266 | 10 | 10 | ", "break"),
        ("培训合格率 | ≥95% | 98 | 10 | 10 | ", "tie"),
        ("培训合格率 | ≥95% | 0.98 | 10 | 10 | ", None),
        # without a sign the name tells which way is better
        ("按期完成率 | 100% | 98% | 10 | 10 | ", "break"),
        ("重大事故次数 | 0次 | 2次 | 10 | 10 | ", "break"),
        ("重大事故次数 | 3次 | 2次 | 10 | 10 | ", "tie"),
        # and where it does not, nothing is said
        ("投诉处理率 | 95% | 90% | 10 | 10 | ", None),
        ("审批时限压减率 | 20% | 30% | 10 | 10 | ", None),
        # a target that was missed cost points
        ("培训人数 | ≥300人 | 266人 | 10 | 8 | 人员紧张", None),
        ("培训人数 | ≥300人 | 12批 | 10 | 10 | ", None),
    ],
)
def test_full_points_are_for_a_target_that_was_reached(row: str, verdict: str | None) -> None:
    assert list(verdicts(appraised(row), "Q115").values()) == ([verdict] if verdict else [])


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("出版图书 | ≥2本 | 2本 | 10 | 9 | 质量有提升空间", "tie"),
        ("出版图书 | ≥2本 | 2本 | 10 | 9 | ", "break"),
        ("出版图书 | ≥2本 | 1本 | 10 | 9 | ", "tie"),
        ("工作水平 | 有所提高 | 持续提高 | 10 | 9 | 无", "break"),
    ],
)
def test_points_taken_off_are_explained_where_others_are(row: str, found: str) -> None:
    explained = "满意度 | ≥95% | 90% | 10 | 6 | 故障较多"
    assert list(verdicts(appraised(explained, row), "Q116").values()) == ["tie", found]


def test_a_table_that_explains_nothing_is_left_alone() -> None:
    assert verdicts(appraised("出版图书 | ≥2本 | 2本 | 10 | 9 | "), "Q116") == {}


@pytest.mark.parametrize(("rate", "verdict"), [("84.33%", "tie"), ("83.43%", "break")])
def test_a_rate_of_points_is_the_points_over_their_weight(rate: str, verdict: str) -> None:
    page = told(
        "十、预算绩效情况\n综合评价得分情况表\n| 一级指标 | 分值 | 得分 | 得分率 |\n"
        f"| 决策 | 20 | 17.90 | 89.50% |\n| 产出 | 30 | 25.30 | {rate} |\n"
        "| 合计 | 50 | 43.20 | 86.40% |\n"
    )
    rates = {"U1/决策/得分率": "tie", "U1/产出/得分率": verdict, "U1/合计/得分率": "tie"}
    assert verdicts(page, "P114") == rates
