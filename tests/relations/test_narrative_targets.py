"""Q112: an indicator that the text calls reached, against the row that says what was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks import audit

REPORT = """2024年度某局部门决算

一、预算绩效管理情况

绩效指标完成情况表

| 一级指标 | 二级指标 | 三级指标 | 预期值 | 指标完成情况 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 新增服务窗口 | {asked} | {got} |

（1）新增服务窗口

{said}
"""


def judged(tmp_path: Path, asked: str, got: str, said: str) -> list[tuple[str, str, str]]:
    path = tmp_path / "report.md"
    path.write_text(REPORT.format(asked=asked, got=got, said=said), encoding="utf-8")
    found = (j for j in audit(path).judged.values() if j.relation.rule == "Q112")
    return [(j.verdict, j.relation.stated, j.relation.expected) for j in found]


@pytest.mark.parametrize(
    ("got", "verdict"),
    [("项目实施后建成3个服务窗口，运行正常", []), ("建成3个服务窗口，运行正常", [("break", "3个", "5个")])],
    ids=["a clause that begins otherwise is not compared", "fewer than asked for"],
)
def test_less_than_the_target_is_not_reached(
    tmp_path: Path, got: str, verdict: list[tuple[str, str, str]]
) -> None:
    assert judged(tmp_path, "建成5个服务窗口", got, "窗口全部启用，达到了预期目标。") == verdict


def test_more_than_the_target_is_reached(tmp_path: Path) -> None:
    assert judged(tmp_path, "提供5个服务窗口", "提供8个服务窗口，运行正常", "达到预期目标。") == [
        ("tie", "8个", "8个")
    ]


def test_a_shortfall_that_the_text_admits_is_no_contradiction(tmp_path: Path) -> None:
    assert judged(tmp_path, "建成5个服务窗口", "建成3个服务窗口，其余在建", "进度滞后。") == []


def test_of_a_time_less_is_better(tmp_path: Path) -> None:
    assert judged(tmp_path, "响应5小时以内", "响应3小时，全部修复", "实现了预期值。") == []
