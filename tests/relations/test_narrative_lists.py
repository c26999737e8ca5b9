"""Breakdowns of the narrative add up, and their shares have one base (catalogue N114–N116, N123, N124,
P101–P103, P109, P111, P112, P119)."""

from __future__ import annotations

import pytest

from tests.relations.relating import of_rule, printed, reasons, verdicts
from tests.report.telling import told

INCOME = "二、收入决算情况说明\n"
GENERAL = "五、一般公共预算财政拨款支出决算情况说明\n"
BASIC = "六、一般公共预算财政拨款基本支出决算情况说明\n"
OFFICIAL = "七、财政拨款“三公”经费支出决算情况说明\n"
PROCUREMENT = "九、政府采购支出情况\n"

TABLES = """
支出决算表
单位：万元
| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 |
| 合计 | < | 400.00 | 250.00 | 150.00 | | |
| 201 | 一般公共服务支出 | 400.00 | 250.00 | 150.00 | | |

财政拨款收入支出决算总表
单位：万元
| 收入 | < | 支出 | < | < | < |
| 项目 | 金额 | 项目 | 合计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款 |
| 一、一般公共预算财政拨款 | 250.00 | 一、一般公共服务支出 | 172.00 | 172.00 | |
| 二、政府性基金预算财政拨款 | 50.00 | 二、城乡社区支出 | 50.00 | | 50.00 |
| | | 三、住房保障支出 | 78.00 | 78.00 | |
| 本年收入合计 | 300.00 | 本年支出合计 | 300.00 | 250.00 | 50.00 |
| 总计 | 300.00 | 总计 | 300.00 | 250.00 | 50.00 |

一般公共预算财政拨款支出决算表
单位：万元
| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| 合计 | < | 250.00 | 190.00 | 60.00 |
| 201 | 一般公共服务支出 | 172.00 | 112.00 | 60.00 |
| 221 | 住房保障支出 | 78.00 | 78.00 | |

"""


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        ("财政拨款收入1400.00万元；事业收入80.00万元；其他收入20.00万元。", "tie"),
        ("财政拨款收入1400.00万元；事业收入80.00万元；其他收入20.01万元。", "tail"),
        ("财政拨款收入1400.00万元；事业收入80.00万元；其他收入29.00万元。", "break"),
        ("财政拨款收入1400.00万元；事业收入50.00万元。", "break"),
    ],
)
def test_what_follows_of_which_adds_up(parts: str, verdict: str) -> None:
    report = told(INCOME + "本年收入合计1500.00万元，其中：" + parts)
    assert set(verdicts(report, "N123").values()) == {verdict}


def test_a_part_alone_is_at_most_its_whole() -> None:
    page = INCOME + "本年收入合计1500.00万元，其中：财政拨款收入{}万元。"
    assert set(verdicts(told(page.format("1200.00")), "N124").values()) == {"tie"}
    assert set(verdicts(told(page.format("1600.00")), "N124").values()) == {"break"}
    assert verdicts(told(page.format("1600.00")), "N123") == {}


def test_a_list_that_plainly_leaves_things_out_is_bounded_only() -> None:
    report = told(BASIC + "人员经费150.00万元，主要包括：基本工资50.00万元、津贴补贴40.00万元。")
    assert verdicts(report, "N123") == {}
    assert set(verdicts(report, "N124").values()) == {"tie"}


def test_staff_and_running_costs_leave_nothing_out_however_far_off_they_are() -> None:
    report = told(BASIC + "基本支出180.00万元，其中：人员经费50.00万元，公用经费30.00万元。")
    assert set(verdicts(report, "N123").values()) == {"break"}


def test_nested_lists_add_up_each_for_itself() -> None:
    report = told(
        OFFICIAL + "“三公”经费支出决算为40.00万元，其中：公务用车购置及运行维护费38.00万元，"
        "其中：公务用车购置费18.00万元，公务用车运行维护费20.00万元；公务接待费2.00万元。"
    )
    assert sorted(printed(report, r) for r in of_rule(report, "P109")) == [
        "38.00 = 18.00 + 20.00",
        "40.00 = 38.00 + 2.00",
    ]
    assert set(verdicts(report, "P109").values()) == {"tie"}


def test_two_splits_of_one_amount_add_up_each_for_itself() -> None:
    report = told(
        GENERAL
        + "财政拨款支出250.00万元，按支出功能分类，一般公共服务支出172.00万元，住房保障支出78.00万元；"
        "按支出性质分类，基本支出190.00万元，项目支出66.00万元。"
    )
    judged = verdicts(report, "N123")
    assert {printed(report, r): judged[r.subject] for r in of_rule(report, "N123")} == {
        "250.00 = 172.00 + 78.00": "tie",
        "250.00 = 190.00 + 66.00": "break",
    }


def test_a_list_over_paragraphs_adds_up_amounts_and_budgets() -> None:
    report = told(
        """
        五、一般公共预算财政拨款支出决算情况说明
        一般公共预算财政拨款支出年初预算为260.00万元，支出决算为250.00万元。其中：
        1.一般公共服务支出年初预算为180.00万元，支出决算为172.00万元。
        2.住房保障支出年初预算为70.00万元，支出决算为78.00万元。
        """
    )
    judged = verdicts(report, "N123")
    assert {printed(report, r): judged[r.subject] for r in of_rule(report, "N123")} == {
        "250.00 = 172.00 + 78.00": "tie",
        "260.00 = 180.00 + 70.00": "break",
    }


@pytest.mark.parametrize(("whole", "verdict"), [("4.80", "tie"), ("5.34", "break")])
def test_an_item_that_is_broken_down_in_its_own_paragraph_is_one_item(whole: str, verdict: str) -> None:
    report = told(
        OFFICIAL + f"2021年度“三公”经费财政拨款支出{whole}万元。具体情况如下：\n"
        "（一）因公出国（境）费0.53万元。全年安排出访1次。\n"
        "（二）公务用车购置及运行费0.54万元。其中：公务用车购置费0.00万元，全年购置0辆。"
        "公务用车运行费0.54万元，主要用于巡查。\n"
        "（三）公务接待费3.73万元。主要用于业务交流。"
    )
    judged = verdicts(report, "P109")
    assert {printed(report, r): judged[r.subject] for r in of_rule(report, "P109")} == {
        f"{whole} = 0.53 + 0.54 + 3.73": verdict
    }


def test_lists_over_paragraphs_nest_by_their_numbers() -> None:
    """Jiangsu: 2. breaks down over (1) and (2), 3. goes on with the list that 1. and 2. stand in."""
    report = told(
        OFFICIAL + "2022年度财政拨款“三公”经费支出决算9.80万元，具体支出情况如下：\n"
        "1.因公出国（境）费支出决算0.50万元。全年出访1次。\n"
        "2.公务用车购置及运行维护费支出预算8.00万元，支出决算6.30万元，完成预算的78.75%。其中：\n"
        "（1）公务用车购置支出决算4.10万元。\n"
        "（2）公务用车运行维护费支出决算2.10万元。\n"
        "3.公务接待费支出决算3.00万元。"
    )
    judged = verdicts(report, "P109")
    assert {printed(report, r): judged[r.subject] for r in of_rule(report, "P109") if not r.offset} == {
        "9.80 = 0.50 + 6.30 + 3.00": "tie",
        "6.30 = 4.10 + 2.10": "break",
        "78.75 = 6.30 : 8.00": "tie",
    }


def test_what_is_told_of_the_whole_again_ends_its_list() -> None:
    report = told(
        OFFICIAL + "“三公”经费支出决算3.66万元。具体情况如下：\n"
        "因公出国（境）费支出1.22万元，主要用于境外培训。\n"
        "公务接待费2.44万元，主要用于业务交流。\n"
        "与全年预算相比，“三公”经费支出全年预算数5.14万元，决算数3.66万元。"
    )
    assert [printed(report, r) for r in of_rule(report, "P109")] == ["3.66 = 1.22 + 2.44"]


def test_a_list_may_break_down_its_own_first_item() -> None:
    report = told(
        INCOME + "2021年度总收入1520.00万元，其中本年收入1500.00万元。具体情况如下：\n"
        "1.财政拨款收入1420.00万元。\n2.其他收入80.00万元。"
    )
    assert [printed(report, r) for r in of_rule(report, "N123")] == ["1500.00 = 1420.00 + 80.00"]


def test_procurement_is_goods_works_and_services() -> None:
    page = PROCUREMENT + (
        "2023年度政府采购支出总额300.00万元，其中：政府采购货物支出100.00万元、"
        "政府采购工程支出80.00万元、政府采购服务支出{}万元。"
    )
    assert [set(verdicts(told(page.format(x)), "N114").values()) for x in ("120.00", "12.00")] == [
        {"tie"},
        {"break"},
    ]


def test_what_small_enterprises_win_stays_within_the_total() -> None:
    page = PROCUREMENT + (
        "政府采购支出总额300.00万元。授予中小企业合同金额{}万元，占政府采购支出总额的90.00%，"
        "其中：授予小微企业合同金额{}万元，占授予中小企业合同金额的66.67%。"
    )
    sound, slip = told(page.format("270.00", "180.00")), told(page.format("370.00", "380.00"))
    assert set(verdicts(sound, "N115").values()) == {"tie"}
    assert verdicts(slip, "N115") == {
        "procurement/中小企业合同金额": "break",
        "procurement/小微企业": "break",
    }


@pytest.mark.parametrize(
    ("base", "share"),
    [("政府采购支出总额", "60.00"), ("授予中小企业合同金额", "66.67"), ("政府采购支出总额的", "60.00")],
)
def test_the_share_of_micro_enterprises_has_the_base_that_its_words_name(base: str, share: str) -> None:
    page = PROCUREMENT + (
        "政府采购支出总额300.00万元。授予中小企业合同金额270.00万元，占政府采购支出总额的90.00%，"
        f"其中：授予小微企业合同金额180.00万元，占{base}{{}}%。"
    )
    assert set(verdicts(told(page.format(share)), "P111").values()) == {"tie"}
    assert "break" in verdicts(told(page.format("61.67")), "P111").values()


def test_shares_that_make_a_hundred_have_one_base() -> None:
    """9.16 + 90.84 = 100: both are shares of what was awarded, not of goods and of services (P119); and
    neither is a share of the 270.00 printed before (P111)."""
    page = PROCUREMENT + (
        "政府采购支出总额300.00万元。授予中小企业合同金额270.00万元，货物采购授予中小企业合同金额"
        "占货物支出金额的{}%，服务采购授予中小企业合同金额占服务支出金额的90.84%。"
    )
    assert verdicts(told(page.format("9.16")), "P119") == {"procurement/占比分母": "break"}
    assert verdicts(told(page.format("80.00")), "P119") == {"procurement/占比分母": "tie"}
    assert verdicts(told(page.format("9.16")), "P111") == {}


def test_a_named_base_is_that_total_and_a_list_has_its_own() -> None:
    report = told(
        TABLES + GENERAL + "一般公共预算财政拨款支出250.00万元，占本年支出合计的62.50%，主要用于："
        "一般公共服务支出172.00万元，占68.80%；住房保障支出78.00万元，占31.00%。"
    )
    assert set(verdicts(report, "P103").values()) == {"tie"}
    assert verdicts(report, "P101") == {"gpb/T5/201/占比/": "tie", "gpb/T5/221/占比/": "break"}


@pytest.mark.parametrize(("share", "verdict"), [("4.50%", "tie"), ("5.40%", "break")])
def test_the_expenditure_of_the_year_is_that_of_the_report_in_the_section_of_the_fund_too(
    share: str, verdict: str
) -> None:
    report = told(
        TABLES + "八、政府性基金预算财政拨款支出决算情况说明\n"
        f"政府性基金预算财政拨款支出18.00万元，占本年支出合计的{share}。"
    )
    assert set(verdicts(report, "P103").values()) == {verdict}


def test_the_base_is_the_total_that_fits_most_of_the_list() -> None:
    """The list of the fiscal section gives shares of the general budget (250), not of all 300; the one
    share that is of 300 is the slip."""
    report = told(
        TABLES + "四、财政拨款收入支出决算总体情况说明\n"
        "财政拨款支出主要用于以下方面：一般公共服务支出100.00万元，占40.00%；教育支出72.00万元，占28.80%；"
        "住房保障支出78.00万元，占26.00%。"
    )
    assert verdicts(report, "P101") == {
        "fiscal/T5/201/占比/": "tie",
        "fiscal/教育支出/占比/": "tie",
        "fiscal/T5/221/占比/": "break",
    }


@pytest.mark.parametrize(
    ("share", "verdict"),
    [("23%", "tie"), ("22.7%", "tie"), ("22.67%", "tie"), ("22.667%", "tie"), ("22.66%", "break")],
)
def test_a_share_is_held_to_the_precision_it_is_printed_with(share: str, verdict: str) -> None:
    report = told(INCOME + f"本年收入合计30000.00万元，其中：事业收入6800.00万元，占{share}。")
    assert set(verdicts(report, "P101").values()) == {verdict}


def test_a_share_of_nothing_is_nothing() -> None:
    report = told(
        INCOME + "本年收入合计300.00万元，其中：财政拨款收入300.00万元，占100%；事业收入0万元，占0%。"
    )
    assert set(verdicts(report, "P101").values()) == {"tie"}


def test_shares_of_a_complete_list_make_a_hundred() -> None:
    page = (
        INCOME + "本年收入合计300.00万元，其中：财政拨款收入200.00万元，占66.67%；事业收入100.00万元，占{}%。"
    )
    assert set(verdicts(told(page.format("33.33")), "P102").values()) == {"tie"}
    assert set(verdicts(told(page.format("32.33")), "P102").values()) == {"break"}


def test_a_share_without_a_base_is_not_passed() -> None:
    report = told("十、其他重要事项情况\n党建经费8.00万元，占12.00%。")
    assert verdicts(report, "P101") == {}
    assert reasons(report, "P101") == {"no_base": 1}


@pytest.mark.parametrize(("share", "verdict"), [("80.39", "tie"), ("83.09", "break")])
def test_a_share_whose_amount_is_in_the_table_alone(share: str, verdict: str) -> None:
    page = """
    财政拨款“三公”经费支出决算表
    单位：万元
    | 项目 | 预算数 | 决算数 |
    | 合计 | 60.00 | 51.00 |
    | 1.因公出国（境）费 | 10.00 | 8.00 |
    | 2.公务用车购置及运行维护费 | 45.00 | 41.00 |
    | （1）公务用车购置费 | 18.00 | 18.00 |
    | （2）公务用车运行维护费 | 27.00 | 23.00 |
    | 3.公务接待费 | 5.00 | 2.00 |

    七、财政拨款“三公”经费支出决算情况说明
    “三公”经费支出决算中，因公出国（境）费支出决算占15.69%；公务用车购置及运行维护费支出决算占{}%。
    """
    assert verdicts(told(page.format(share)), "P109") == {
        "sangong/因公出国（境）费/占比/": "tie",
        "sangong/公务用车购置及运行维护费/占比/": verdict,
    }


NON_TAX = """
非税收入征缴情况表
单位：万元
| 项目 | 合计 | 已缴国库小计 | 已缴财政专户小计 |
| 合计 | 50.00 | 50.00 | |
| 一、专项收入 | 20.00 | 20.00 | |
| 二、罚没收入 | 30.00 | 30.00 | |

十、非税收入情况
"""


def test_non_tax_revenue_is_its_table_and_its_kinds_share_it() -> None:
    report = told(
        NON_TAX
        + "2021年度非税收入合计50.00万元，其中：专项收入20.00万元，占40.00%；罚没收入33.00万元，占66.00%。"
    )
    assert verdicts(report, "N116")["nontax/非税收入合计"] == "tie"
    assert "break" in verdicts(report, "N116").values()
    assert set(verdicts(report, "P112").values()) == {"tie"}


@pytest.mark.parametrize("goods", ["1089.87", "1589.87", "7089.87"])
def test_goods_works_and_services_add_up_however_far_off_one_is(goods: str) -> None:
    report = told(
        PROCUREMENT + f"政府采购支出总额2087.87万元，其中：政府采购货物支出{goods}万元、"
        "政府采购工程支出0.00万元、政府采购服务支出998.00万元。"
    )
    assert set(verdicts(report, "N114").values()) == {"tie" if goods == "1089.87" else "break"}


@pytest.mark.parametrize(
    ("final", "verdict"), [("0.00", "tie"), ("0.39", "tie"), ("0.50", "break"), ("6.00", "break")]
)
def test_what_a_bracket_says_is_included_is_part_of_the_amount_before_it(final: str, verdict: str) -> None:
    report = told(OFFICIAL + f"国内公务接待支出0.39万元（含外宾接待支出{final}万元），用于接待调研。")
    assert [v for s, v in verdicts(report, "N124").items() if "/含/" in s] == [verdict]


@pytest.mark.parametrize(
    ("school", "outcome"), [("16769.73", {"tie"}), ("56769.73", {"break"}), ("56111.19", set())]
)
def test_a_list_that_is_one_leading_digit_over_its_total_was_meant_to_add_up(
    school: str, outcome: set[str]
) -> None:
    report = told(INCOME + f"财政拨款支出24740.11万元，其中：小学教育7970.38万元；高中教育{school}万元。")
    assert set(verdicts(report, "N123").values()) == outcome


@pytest.mark.parametrize(("paid", "verdict"), [("12.2654", "tie"), ("12.9654", "break")])
def test_of_a_contract_only_what_was_paid_is_spent(paid: str, verdict: str) -> None:
    report = told(
        "第四部分 绩效管理情况\n项目2019年初总预算22.63万元，最终支付20.5654万元。\n"
        "其中：（1）网站维护项目支付8.3000万元；（2）网站优化服务项目20.4424万元，"
        f"首付款{paid}万元。"
    )
    assert set(verdicts(report, "N120").values()) == {verdict}


def test_a_payment_of_its_own_takes_no_item_before_it_away() -> None:
    report = told(
        "第四部分 绩效管理情况\n项目最终支付20.00万元。\n"
        "其中：（1）网站维护8.00万元；（2）尾矿治理12.00万元。\n"
    )
    assert set(verdicts(report, "N120").values()) == {"tie"}


@pytest.mark.parametrize("parts", ["丙项目30.00万元。", "丙项目12.00万元。\n3.丁项目18.00万元。"])
def test_parts_of_an_item_in_its_list_are_no_digit_too_many(parts: str) -> None:
    report = told(
        INCOME + "本年收入合计100.40万元，其中：\n1.甲项目60.20万元。\n2." + parts + "\n4.乙项目40.20万元。"
    )
    assert verdicts(report, "N123") == {}
