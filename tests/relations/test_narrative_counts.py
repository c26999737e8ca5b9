"""Counts are exact: vehicles, grades and the rates that follow from counts (catalogue Q101, Q102, Q108,
P114)."""

from __future__ import annotations

import pytest

from tests.relations.relating import of_rule, printed, verdicts
from tests.report.telling import told

ASSETS = "十、国有资产占用情况\n"
OFFICIAL = "七、财政拨款“三公”经费支出决算情况说明\n"
PERFORMANCE = "十一、预算绩效情况\n"


@pytest.mark.parametrize(
    ("kinds", "verdict"),
    [
        ("机要通信用车2辆、应急保障用车3辆、其他用车1辆", "tie"),
        ("机要通信用车2辆、应急保障用车3辆、其他用车0辆", "break"),
        ("机要通信用车2辆、应急保障用车3辆", "break"),
    ],
)
@pytest.mark.parametrize("opens", ["其中，", "其中：", "包括：", "按用途划分为："])
def test_vehicles_are_the_sum_of_their_kinds(kinds: str, verdict: str, opens: str) -> None:
    report = told(ASSETS + f"截至2023年12月31日，本部门共有车辆6辆，{opens}{kinds}。")
    assert verdicts(report, "Q101") == {"assets/车辆": verdict}


def test_equipment_behind_the_vehicles_is_none_of_them() -> None:
    report = told(
        ASSETS + "截至2023年12月31日，共有车辆5辆，其中，机要通信用车2辆、应急保障用车3辆；"
        "单价50万元以上通用设备7台（套），单价100万元以上专用设备4台（套）。"
    )
    assert [printed(report, r) for r in of_rule(report, "Q101")] == ["5 = 2 + 3"]


@pytest.mark.parametrize(("kept", "verdict"), [("5", "tie"), ("6", "tie"), ("7", "break")])
def test_official_cars_kept_are_at_most_all_vehicles(kept: str, verdict: str) -> None:
    page = OFFICIAL + f"公务用车运行维护费20.00万元，公务用车保有量为{kept}辆。\n" + ASSETS + "共有车辆6辆。"
    assert verdicts(told(page), "Q102") == {"assets/公务用车保有量": verdict}


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("对30个项目开展绩效自评，其中：评为优的20个，评为良的8个，评为中的2个。", "tie"),
        ("对30个项目开展绩效自评，其中：评为优的20个，评为良的8个，评为中的3个。", "break"),
        ("全年共评价30个项目，优秀20个、良好8个、合格2个。", "tie"),
        ("全年共评价30个项目，优秀20个、良好8个、合格2个。评价结果为优的项目20个已公开。", "tie"),
    ],
)
def test_projects_by_grade_are_the_projects_graded(sentence: str, verdict: str) -> None:
    assert set(verdicts(told(PERFORMANCE + sentence), "Q108").values()) == {verdict}


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("2021年度共30个项目，优秀26个，优秀率86.67%。", "tie"),
        ("2021年度共30个项目，优秀26个，优秀率87%。", "tie"),
        ("2021年度共30个项目，优秀26个，优秀率86.76%。", "break"),
        ("公开事项30项，其中依申请公开5项，公开覆盖率16.66%。", "break"),
        ("绩效目标39个项目，绩效目标覆盖率100%。", "tie"),
    ],
)
def test_a_rate_behind_a_count_is_that_count_over_the_count_it_is_part_of(
    sentence: str, verdict: str
) -> None:
    assert set(verdicts(told(PERFORMANCE + sentence), "P114").values()) == {verdict}
