"""Q114: counts of the narrative that are broken down in the sentence itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks import audit


def tallied(tmp_path: Path, sentence: str) -> list[tuple[str, str, str]]:
    path = tmp_path / "report.md"
    path.write_text(f"2024年度某局部门决算\n\n一、预算绩效管理情况\n\n{sentence}\n", encoding="utf-8")
    judged = audit(path).judged.values()
    return [(j.verdict, j.left, j.right) for j in judged if j.relation.rule == "Q114"]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("全区已建成基站2296座，电信714座，移动947座，联通635座。", [("tie", "2296", "2296")]),
        ("全区已建成基站2296座，电信714座，移动974座，联通635座。", [("break", "2296", "2323")]),
        ("全区政务大厅313个，涵盖24个区级大厅、16个镇街中心、273个村居服务站。", [("tie", "313", "313")]),
        ("租赁电路8条（联通1条专线、电信6条、移动1条）。", [("tie", "8", "8")]),
        ("租赁电路8条（联通1条专线、电信9条、移动1条）。", [("break", "8", "11")]),
        ("平台甲培训2场；平台乙培训3场；平台丙培训2场，合计7次培训。", [("tie", "7", "7")]),
        ("平台甲培训2场；平台乙培训9场；平台丙培训2场，合计7次培训。", [("break", "7", "13")]),
        ("全年计划20次，一季度5次、二季度6次，合计11次。", [("tie", "11", "11")]),
        ("功能模块25个。甲平台8个主要模块；乙平台9个主要模块；丙平台8个主要模块。", [("tie", "25", "25")]),
    ],
)
def test_a_count_is_the_sum_of_its_parts(
    tmp_path: Path, sentence: str, found: list[tuple[str, str, str]]
) -> None:
    assert tallied(tmp_path, sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "本部门行政编制269人，实有人数226人；事业编制18人，实有人数15人。",
        "实现900项网上办、318项就近办、128项随心办、463项轻松办。",  # peers
        "建有重点实验室12个，教育部工程研究中心2个，野外科学观测研究站6个，大学科技园1个，共建中心3个。",
        "全年培训12次，参加3次，举办4次。",  # far from adding up
        "检查单位9家（其中重点2家、一般3家）。",  # some of them
        "举办培训3期（每期2天、40人）。",
        "走访企业5家、居民3户，合计12次。",
        "约300个单位，其中200个机关、99个事业单位。",  # nothing exact follows from 约
    ],
)
def test_counts_that_only_follow_each_other_are_left_alone(tmp_path: Path, sentence: str) -> None:
    assert tallied(tmp_path, sentence) == []
