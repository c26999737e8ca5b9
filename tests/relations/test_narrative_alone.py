"""A narrative whose tables are published in a file of their own: what it states in one place is the base of
what it states in another, and what only tables could tell is left unchecked."""

from __future__ import annotations

import pytest

from tests.relations.relating import reasons, verdicts
from tests.report.telling import told

TOTALS = (
    "二、收入决算情况说明\n本年收入合计400.00万元。\n"
    "三、支出决算情况说明\n本年支出合计500.00万元，其中：基本支出300.00万元，占60.00%；"
    "项目支出200.00万元，占40.00%。\n"
)
GENERAL = "五、一般公共预算财政拨款支出决算情况说明\n"
OFFICIAL = (
    "一、“三公”经费财政拨款支出决算总体情况说明\n“三公”经费财政拨款支出决算为20.00万元。\n"
    "二、“三公”经费财政拨款支出决算具体情况说明\n"
)


@pytest.mark.parametrize(("share", "verdict"), [("80.00%", "tie"), ("100.00%", "break")])
def test_a_named_base_is_what_another_section_states(share: str, verdict: str) -> None:
    report = told(TOTALS + GENERAL + f"一般公共预算财政拨款支出400.00万元，占本年支出合计的{share}。")
    assert set(verdicts(report, "P103").values()) == {verdict}


@pytest.mark.parametrize(("share", "verdict"), [("75.0%", "tie"), ("57.0%", "break")])
def test_shares_of_the_official_expenses_are_of_the_total_told_before(share: str, verdict: str) -> None:
    report = told(
        OFFICIAL + f"“三公”经费财政拨款支出决算中，公务用车购置及运行费支出15.00万元，占{share}；"
        "公务接待费支出5.00万元，占25.0%。"
    )
    judged = verdicts(report, "P109")
    assert judged["sangong/公务用车购置及运行维护费/占比/"] == verdict
    assert judged["sangong/公务接待费/占比/"] == "tie"


@pytest.mark.parametrize(("share", "verdict"), [("70.0%", "tie"), ("77.0%", "break")])
def test_a_list_is_of_the_amount_that_its_announcement_names(share: str, verdict: str) -> None:
    """Chongqing: the balance told last is not what the list breaks down."""
    report = told(
        "（三）一般公共预算财政拨款收入支出决算情况说明\n"
        "1.收入情况。2020年度一般公共预算财政拨款收入98.00万元。\n"
        "2.支出情况。2020年度一般公共预算财政拨款支出100.00万元。\n"
        "3.结转结余情况。2020年度年末一般公共预算财政拨款结转和结余0.05万元。\n"
        "4.比较情况。2020年度一般公共预算财政拨款支出主要用于以下几个方面：\n"
        f"（1）教育支出70.00万元，占{share}。\n（2）卫生健康支出30.00万元，占30.0%。"
    )
    assert verdicts(report, "P101") == {"gpb/教育支出/占比/": verdict, "gpb/卫生健康支出/占比/": "tie"}


def test_income_and_expenditure_change_each_for_itself() -> None:
    report = told(
        "四、财政拨款收入支出决算总体情况说明\n"
        "财政拨款收入总计110.00万元，比上年增加10.00万元，增长10.00%；"
        "财政拨款支出总计120.00万元，比上年增加20.00万元，增长20.00%。"
    )
    assert verdicts(report, "Y103") == {}
    assert set(verdicts(report, "P104").values()) == {"tie"}


def test_a_list_of_contents_is_not_held_against_tables_that_are_elsewhere() -> None:
    titles = ("收入支出决算总表", "收入决算表", "支出决算表", "财政拨款收入支出决算总表")
    report = told(
        "目录\n" + "".join(f"{n}、{title}\n" for n, title in zip("一二三四", titles, strict=True)) + TOTALS
    )
    assert verdicts(report, "S104") == {}
    assert reasons(report, "S104") == {"table_missing": 1}


def test_shares_in_a_list_are_no_copies_of_one_another() -> None:
    """Beijing names the base with every share."""
    report = told(
        GENERAL + "一般公共预算财政拨款支出400.00万元，主要用于以下方面："
        "教育支出300.00万元，占本年财政拨款支出75.00%；住房保障支出100.00万元，占本年财政拨款支出25.00%。"
    )
    assert verdicts(report, "N119") == {}
    assert set(verdicts(report, "P101").values()) == {"tie"}
