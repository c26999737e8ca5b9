"""The pages of `gouji explain`: what is shown of a rule, and nothing for what it lacks."""

from __future__ import annotations

from checks.output.rules import rule_list, rule_page
from checks.relations.rule import Rule
from checks.texts import Texts

ZH = Texts("zh")
OWN = Rule("Z101", "warning", "at_most", {"zh": "三公经费不超过预算", "en": "Within the budget"}, {})


def test_the_page_of_a_rule_that_explains_nothing_has_one_gap() -> None:
    shown = [line.plain for line in rule_page(OWN, ZH, 80)]
    assert shown[:3] == ["Z101  三公经费不超过预算", "", "比较  不大于：只有舍入也解释不了时才算不符"]


def test_a_gap_stands_between_families_and_not_before_the_first() -> None:
    other = Rule("X102", "error", "same", {"zh": "两表支出一致", "en": "Expenditure agrees"}, {})
    assert [line.plain for line in rule_list([OWN, other], ZH, 80)] == [
        "X  表间核对",
        "X102  错误  两表支出一致",
        "",
        "Z",
        "Z101  警告  三公经费不超过预算",
    ]
