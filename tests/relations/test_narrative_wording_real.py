"""The words of real reports: what an expert flagged is found, a report of another kind is left in peace."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.reading import read
from checks.relations.narrative.context import Context
from checks.relations.narrative.subjects import Subjects
from checks.relations.narrative.wording import wordings
from checks.relations.relation import Relation
from checks.report import recognise
from tests.relations.relating import book


def flagged(path: Path) -> list[tuple[str, str, str]]:
    """(severity, rule, stated) of the words that are not the expected ones."""
    report = recognise(read(path))
    relations = (r for r in wordings(Context(report, Subjects(report))) if isinstance(r, Relation))
    return [
        (relation.severity or book()[relation.rule].severity, relation.rule, relation.stated)
        for relation in relations
        if relation.stated != relation.expected
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "putuo-planning-2024.pdf",
            {
                ("S115", "下降（增长）"),
                ("S115", "部门（单位）"),
                ("S115", "列明公务接待"),
                ("P115", "增长13.95"),
                ("N126", "0.39万"),
                ("M102", "上海市规划和自然资源局"),
                ("M102", "上海市普陀区规划与自然资源局"),
                ("D109", "机关事业单位退休人员活动费支出"),
                ("D109", "其他国土资源事务支出"),
                ("D109", "住房保障支出"),
            },
        ),
        (
            "xinfang-2024.pdf",
            {("D109", "行政事业单位离退休")},
        ),
        ("panyu-2019.md", {("D110", "")}),
        ("putuo-template-2024.pdf", {("S115", "XX")}),
        ("swu-2023.pdf", set()),
        ("putuo-justice-budget-2026.pdf", set()),
    ],
)
def test_warnings_and_errors_are_those_of_the_expert(
    shared: Path, name: str, expected: set[tuple[str, str]]
) -> None:
    found = flagged(shared / "reports" / name)
    reported = {
        (rule, stated if rule != "D110" else "") for severity, rule, stated in found if severity != "note"
    }
    assert reported == expected


def test_a_university_and_a_budget_are_left_in_peace(shared: Path) -> None:
    assert flagged(shared / "reports" / "swu-2023.pdf") == []
    assert len(flagged(shared / "reports" / "putuo-justice-budget-2026.pdf")) <= 1


def test_an_instruction_below_a_table_and_the_budget_that_was_meant(shared: Path) -> None:
    found = flagged(shared / "reports" / "putuo-social-2024.pdf")
    assert sorted(rule for severity, rule, _ in found if severity != "note") == [
        "D105",
        "D110",
        "S115",
        "S115",
    ]
