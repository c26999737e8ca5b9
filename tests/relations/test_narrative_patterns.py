"""Which patterns of the narrative are exercised by which report: the note that says where to look when a
rule or a wording changes, held to what the reports do."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from checks import audit
from checks.finding import BREAK, Audit
from tests.relations.relating import book

FAMILIES = ("N", "P", "Q", "Y")

RULES = {
    "panyu-2019.md": "N101 N102 N103 N104 N105 N106 N107 N108 N109 N110 N113 N114 N115 N116 N117 N119 N120"
    " N121 N122 N123 N124 N125 N127 N128 N129 P101 P102 P103 P104 P106 P107 P108 P109 P111 P112 P114 P115"
    " P117 Q101 Q102 Q103 Q104 Q105 Q106 Q107 Q108 Q109 Q112 Q113 Q114 Q117 Q118 Q119 Q120 Q122 Y103",
    "putuo-planning-2024.pdf": "N101 N102 N103 N104 N105 N106 N107 N108 N109 N113 N114 N115 N118 N119 N123"
    " N124 N126 P101 P102 P103 P104 P106 P109 P115 Q101 Q102 Q103 Q104 Q105 Q106 Q108",
    "putuo-social-2024.pdf": "N101 N102 N103 N104 N105 N106 N107 N108 N113 N114 N115 N118 N119 N123 N124 P101"
    " P102 P103 P106 P115 Q101 Q108",
    "xinfang-2024.pdf": "N101 N102 N103 N104 N105 N106 N107 N108 N109 N113 N114 N115 N118 N120 N123 N124"
    " N125 N130 P101 P102 P104 P106 P108 P109 P111 P114 P115 P119 Q101 Q102 Q104 Q105 Q106 Q110 Q111 Q115"
    " Q116 Q119 Q121 Y102",
    "swu-2023.pdf": "N101 N102 N103 N104 N106 N123 P101 P102 P104 P105 P115 Q118 Q119 Y102",
    "putuo-justice-budget-2026.pdf": "N114 N119 N123 N124 N130 P105 P109 P115 Q101",
    "putuo-template-2024.pdf": "",
}
"""Report → rules whose relations it has, P105 among those that last year's report would check."""

ELSEWHERE = {"N111", "P118"}
"""Rules that no real report has: state capital (`test_narrative_amounts`), and percentages that are cut off
throughout (below)."""

ROLES = {
    "panyu-2019.md": "amount budget change/budget change/prior completion count final growth/budget"
    " growth/prior part rate share",
    "putuo-planning-2024.pdf": "amount budget change/prior completion count final growth/prior rate share",
    "putuo-social-2024.pdf": "amount budget change/prior completion count final growth/prior share",
    "xinfang-2024.pdf": "amount budget change/prior completion count final growth/prior part rate share",
    "swu-2023.pdf": "amount change/prior count final growth/prior rate share",
    "putuo-justice-budget-2026.pdf": "amount budget change/prior count final growth/prior",
    "putuo-template-2024.pdf": "",
}
"""Report → what its statements say of their figures."""


@lru_cache(maxsize=len(RULES))
def audited(path: Path) -> Audit:
    return audit(path, rulebook=book())


@pytest.mark.parametrize("name", RULES)
def test_the_note_of_rules_is_true(shared: Path, name: str) -> None:
    found = audited(shared / "reports" / name)
    exercised = {judged.relation.rule for judged in found.judged.values()}
    exercised |= {unchecked.rule for unchecked in found.unchecked if unchecked.figures}
    assert set(RULES[name].split()) <= exercised


@pytest.mark.parametrize("name", ROLES)
def test_the_note_of_roles_is_true(shared: Path, name: str) -> None:
    facts = (f for s in audited(shared / "reports" / name).report.statements for f in s.facts)
    roles = {f"{f.role}/{f.against}" if f.role in {"change", "growth"} else f.role for f in facts}
    assert set(ROLES[name].split()) <= roles


def test_every_rule_of_the_narrative_is_exercised_somewhere() -> None:
    noted = {rule for rules in RULES.values() for rule in rules.split()}
    known = {rule for rule in book().rules if rule.startswith(FAMILIES)}
    assert known - noted - ELSEWHERE == set()
    assert known >= ELSEWHERE


@pytest.mark.parametrize(
    ("name", "breaks"),
    [
        ("putuo-template-2024.pdf", []),
        # 43269.3 for 3269.3; the rate of the item before it; 201.50 for 208.80 beside a rate of 208.80
        (
            "putuo-justice-budget-2026.pdf",
            [("P105", "17.62"), ("P105", "17.66"), ("P105", "5.27"), ("N119", "201.50")],
        ),
        # 206 科学技术支出 is 0.55 % of all expenditure
        ("swu-2023.pdf", [("P101", "0.56")]),
    ],
)
def test_blank_forms_budgets_and_sound_reports_break_where_they_are_wrong(
    shared: Path, name: str, breaks: list[tuple[str, str]]
) -> None:
    judged = audited(shared / "reports" / name).judged.values()
    broken = [j for j in judged if j.verdict == BREAK and j.relation.rule.startswith(FAMILIES)]
    assert [(j.relation.rule, j.left) for j in broken] == breaks


def test_percentages_cut_off_throughout_are_one_remark(tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    report.write_text(
        "# 某局2021年度部门决算\n\n一、收入支出决算总体情况说明\n\n"
        "收入支出总计90000.00万元，比上年增加6400.00万元，增长7.65%。\n\n"
        "七、“三公”经费支出决算情况说明\n\n"
        "公务接待费30000.00万元，比上年增加1000.00万元，增长3.44%。\n",
        encoding="utf-8",
    )
    assert "P118" in {finding.rule for finding in audit(report, rulebook=book()).findings}


@pytest.mark.parametrize(
    ("last", "remarked"),
    [
        ("15.55", ["69.55、14.88、15.55"]),
        # 15.56 is rounded up: the others are slips of their own
        ("15.56", []),
    ],
)
def test_shares_of_one_list_that_are_cut_off_are_one_remark(
    tmp_path: Path, last: str, remarked: list[str]
) -> None:
    report = tmp_path / "report.md"
    report.write_text(
        "# 某局2021年度部门决算\n\n三、支出决算情况说明\n\n"
        "本年支出合计9000.00万元，其中：基本支出6260.00万元，占69.55%；"
        f"项目支出1340.00万元，占14.88%；经营支出1400.00万元，占{last}%。\n",
        encoding="utf-8",
    )
    found = audit(report, rulebook=book()).findings
    assert [finding.stated for finding in found if finding.rule == "P118"] == remarked
    assert len([f for f in found if f.rule == "P101"]) == (0 if remarked else 2)
