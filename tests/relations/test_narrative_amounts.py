"""An amount of the narrative is the cell that states the same quantity, found by account, measure or by
what is left over (catalogue N101–N113, N117, N122)."""

from __future__ import annotations

import pytest

from tests.relations.relating import of_rule, printed, verdicts
from tests.report.telling import told

GENERAL_TABLE = """
一般公共预算财政拨款支出决算表
单位：万元
| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| 合计 | < | 250.00 | 190.00 | 60.00 |
| 201 | 一般公共服务支出 | 172.00 | 112.00 | 60.00 |
| 20102 | 政协事务 | 12.00 | 12.00 | |
| 2010201 | 行政运行 | 12.00 | 12.00 | |
| 20103 | 政府办公厅（室）及相关机构事务 | 160.00 | 100.00 | 60.00 |
| 2010301 | 行政运行 | 100.00 | 100.00 | |
| 2010306 | 政务公开审批 | 60.00 | | 60.00 |
| 221 | 住房保障支出 | 78.00 | 78.00 | |
| 22102 | 住房改革支出 | 78.00 | 78.00 | |
| 2210201 | 住房公积金 | 78.00 | 78.00 | |

"""
GENERAL = GENERAL_TABLE + "五、一般公共预算财政拨款支出决算情况说明\n"
DETAIL = GENERAL + "（三）一般公共预算财政拨款支出决算具体情况\n"

TOTALS_TABLES = """
收入支出决算总表
单位：万元
| 收入 | < | 支出 | < |
| 项目 | 决算数 | 项目 | 决算数 |
| 一、一般公共预算财政拨款收入 | 250.00 | 一、一般公共服务支出 | 180.00 |
| 二、其他收入 | 15.00 | 二、住房保障支出 | 78.00 |
| 本年收入合计 | 265.00 | 本年支出合计 | 258.00 |
| 年初结转和结余 | 5.00 | 年末结转和结余 | 12.00 |
| 总计 | 270.00 | 总计 | 270.00 |

收入决算表
单位：万元
| 科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 | 上级补助收入 | 事业收入 | 经营收入 | 附属单位上缴收入 | 其他收入 |
| 合计 | < | 265.00 | 250.00 | | | | | 15.00 |
| 201 | 一般公共服务支出 | 265.00 | 250.00 | | | | | 15.00 |

支出决算表
单位：万元
| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 | 对附属单位补助支出 |
| 合计 | < | 258.00 | 190.00 | 68.00 | | | |
| 201 | 一般公共服务支出 | 180.00 | 112.00 | 68.00 | | | |
| 221 | 住房保障支出 | 78.00 | 78.00 | | | | |

"""  # noqa: E501
OVERALL = TOTALS_TABLES + "一、收入支出决算总体情况说明\n"

FISCAL = """
财政拨款收入支出决算总表
单位：万元
| 收入 | < | 支出 | < | < | < |
| 项目 | 金额 | 项目 | 合计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款 |
| 一、一般公共预算财政拨款 | 250.00 | 一、一般公共服务支出 | 172.00 | 172.00 | |
| 二、政府性基金预算财政拨款 | 20.00 | 二、城乡社区支出 | 18.00 | | 18.00 |
| | | 三、住房保障支出 | 78.00 | 78.00 | |
| 本年收入合计 | 270.00 | 本年支出合计 | 268.00 | 250.00 | 18.00 |
| 年初财政拨款结转和结余 | 3.00 | 年末财政拨款结转和结余 | 5.00 | | 5.00 |
| 总计 | 273.00 | 总计 | 273.00 | 250.00 | 23.00 |

四、财政拨款收入支出决算总体情况说明
"""

FUND = """
政府性基金预算财政拨款收入支出决算表
单位：万元
| 科目编码 | 科目名称 | 年初结转和结余 | 本年收入 | 本年支出小计 | 基本支出 | 项目支出 | 年末结转和结余 |
| 合计 | < | 3.00 | 20.00 | 18.00 | | 18.00 | 5.00 |
| 212 | 城乡社区支出 | 3.00 | 20.00 | 18.00 | | 18.00 | 5.00 |

"""

BASIC = """
一般公共预算财政拨款基本支出决算表
单位：万元
| 人员经费 | < | < | 公用经费 | < | < |
| 科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数 |
| 301 | 工资福利支出 | 150.00 | 302 | 商品和服务支出 | 40.00 |
| 30101 | 基本工资 | 90.00 | 30201 | 办公费 | 33.00 |
| 30102 | 津贴补贴 | 60.00 | 30215 | 会议费 | 2.50 |
| | | | 30216 | 培训费 | 4.50 |
| 人员经费合计 | < | 150.00 | 公用经费合计 | < | 40.00 |

"""

OFFICIAL = """
财政拨款“三公”经费支出决算表
单位：万元
| 预算数 | < | < | < | < | < | 决算数 | < | < | < | < | < |
| 合计 | 因公出国（境）费 | 公务用车购置及运行费 | < | < | 公务接待费 | 合计 | 因公出国（境）费 | 公务用车购置及运行费 | < | < | 公务接待费 |
| ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行费 | ^ | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行费 | ^ |
| 60.00 | 10.00 | 45.00 | 18.00 | 27.00 | 5.00 | 51.00 | 8.00 | 41.00 | 18.00 | 23.00 | 2.00 |

七、财政拨款“三公”经费支出决算情况说明
"""  # noqa: E501


@pytest.mark.parametrize(
    "words",
    [
        "收入总计",
        "支出总计",
        "收入支出总计",
        "收、支总计",
        "收支总计均为",
        "收入、支出总计",
        "总收入",
        "收支总额",
        "收入、支出决算总计",
        "收入决算总计",
        "支出决算总计",
    ],
)
def test_totals_are_those_of_the_general_table(words: str) -> None:
    for amount, verdict in (("270.00", "tie"), ("270.01", "break"), ("207.00", "break")):
        [found] = verdicts(told(OVERALL + f"2021年度{words}{amount}万元。"), "N101").values()
        assert found == verdict, amount


def test_a_table_that_is_missing_is_no_zero_to_compare_with() -> None:
    """X104: other income of 15.00 in the income table, and no general table."""
    assert verdicts(told(TOTALS_TABLES), "X104")["T1/收入/其他收入"] == "tie"
    assert verdicts(told(TOTALS_TABLES[TOTALS_TABLES.index("收入决算表") :]), "X104") == {}


@pytest.mark.parametrize("words", ["收入总计", "支出总计"])
def test_a_total_is_compared_with_nothing_less_where_the_general_table_is_missing(words: str) -> None:
    """The 总计 counts what was left over from the year before; 本年收入合计 does not."""
    without = OVERALL[OVERALL.index("收入决算表") :]
    assert verdicts(told(without + f"2021年度{words}270.00万元。"), "N101") == {}
    loosely = {"收入总计": "265.00", "支出总计": "258.00"}[words]
    assert set(verdicts(told(OVERALL + f"2021年度{words}{loosely}万元。"), "N101").values()) == {"tie"}


def test_each_of_a_pair_of_numbers_is_the_total_of_its_side() -> None:
    report = told(OVERALL + "2021年度收、支总计各是270.00,270.60万元。")
    assert verdicts(report, "N101") == {"overall/收入总计": "tie", "overall/支出总计": "break"}


@pytest.mark.parametrize(
    ("sentence", "rule", "subject"),
    [
        ("本年收入合计{}万元。", "N102", "overall/本年收入合计"),
        ("其他收入{}万元。", "N102", "overall/其他收入"),
        ("本年支出合计{}万元。", "N103", "overall/本年支出合计"),
        ("基本支出{}万元。", "N103", "overall/基本支出"),
        ("项目支出{}万元。", "N103", "overall/项目支出"),
        ("年初结转和结余{}万元。", "N101", "overall/年初结转和结余"),
        ("年末结转和结余{}万元。", "N101", "overall/年末结转和结余"),
        ("住房保障支出（类）{}万元。", "N106", "overall/T3/221"),
    ],
)
def test_a_measure_of_the_overall_section_is_its_cell(sentence: str, rule: str, subject: str) -> None:
    cells = {
        "overall/本年收入合计": "265.00", "overall/其他收入": "15.00", "overall/本年支出合计": "258.00",
        "overall/基本支出": "190.00", "overall/项目支出": "68.00", "overall/年初结转和结余": "5.00",
        "overall/年末结转和结余": "12.00", "overall/T3/221": "78.00",
    }  # fmt: skip
    assert verdicts(told(OVERALL + sentence.format(cells[subject])), rule) == {subject: "tie"}
    assert verdicts(told(OVERALL + sentence.format("99.00")), rule) == {subject: "break"}


@pytest.mark.parametrize(
    ("amount", "verdict"), [("23.00", "tie"), ("20.00", "tie"), ("21.00", "break"), ("18.00", "break")]
)
def test_the_total_of_the_fund_holds_what_it_carries_over(amount: str, verdict: str) -> None:
    """23.00 with the opening balance, 20.00 where 总计 is said of the year's own income."""
    page = FISCAL + f"政府性基金预算财政拨款收入总计{amount}万元。"
    page = page.replace("四、财政拨款", f"{FUND}四、财政拨款")
    assert verdicts(told(page), "N110") == {"fiscal/政府性基金预算财政拨款收支总计": verdict}


BY_SOURCE = """
财政拨款收入支出决算总表
单位：万元
| 收入 | < | 支出 | < | < | < |
| 项目 | 金额 | 项目 | 合计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款 |
| 一、一般公共预算财政拨款 | 250.00 | 一、一般公共服务支出 | 252.00 | 252.00 | |
| 二、政府性基金预算财政拨款 | 20.00 | 二、城乡社区支出 | 18.00 | | 18.00 |
| 本年收入合计 | 270.00 | 本年支出合计 | 270.00 | 252.00 | 18.00 |
| 年初财政拨款结转和结余 | 13.00 | 年末财政拨款结转和结余 | 13.00 | 8.00 | 5.00 |
| 一般公共预算财政拨款 | 10.00 | | | | |
| 政府性基金预算财政拨款 | 3.00 | | | | |
| 总计 | 283.00 | 总计 | 283.00 | 260.00 | 23.00 |

"""


@pytest.mark.parametrize(
    ("heading", "opening", "closing"),
    [
        ("四、财政拨款收入支出决算总体情况说明", "13.00", "13.00"),
        ("（三）一般公共预算财政拨款收入支出决算情况说明", "10.00", "8.00"),
        ("（二）一般公共预算收支决算情况说明", "10.00", "8.00"),
    ],
)
def test_balances_are_of_the_money_that_the_section_tells_of(
    heading: str, opening: str, closing: str
) -> None:
    """Chongqing and Xinjiang tell income, expenditure and balances of the general budget in one section."""
    page = BY_SOURCE + heading + "\n年初财政拨款结转和结余{}万元，年末财政拨款结转和结余{}万元。"
    assert set(verdicts(told(page.format(opening, closing)), "N104").values()) == {"tie"}
    assert set(verdicts(told(page.format("3.00", "5.00")), "N104").values()) == {"break"}


def test_the_basic_expenditure_of_another_source_is_not_that_of_the_general_budget() -> None:
    """Beijing tells the three sources side by side."""
    report = told(
        BASIC + "六、财政拨款基本支出决算情况说明\n使用一般公共预算财政拨款安排基本支出{}万元，"
        "使用政府性基金财政拨款安排基本支出0.00万元。".format("190.00")
    )
    assert set(verdicts(report, "N108")) <= {"basic/一般公共预算财政拨款基本支出"}


@pytest.mark.parametrize(
    ("part", "share", "verdict"), [("250.00", "94.34%", "tie"), ("240.00", "93.43%", "break")]
)
def test_a_bracket_breaks_down_what_stands_before_it_and_goes_on_with_it(
    part: str, share: str, verdict: str
) -> None:
    """Zhejiang: the sources of 财政拨款收入 in brackets, its share behind them."""
    report = told(
        OVERALL.replace("一、收入支出决算总体情况说明", "（二）收入决算情况说明")
        + f"本年收入合计265.00万元，包括财政拨款收入250.00万元（其中：一般公共预算{part}万元；"
        f"政府性基金预算0.00万元），占收入合计{share}；其他收入15.00万元，占收入合计5.66%。"
    )
    assert verdicts(report, "P101")["income/财政拨款收入/占比/收入合计"] == verdict
    assert verdicts(report, "N102")["income/一般公共预算财政拨款收入"] == verdict
    sums = {printed(report, r) for r in of_rule(report, "N123")}
    assert sums == {f"250.00 = {part} + 0.00", "265.00 = 250.00 + 15.00"}


def test_a_source_named_within_an_official_expense_is_no_total_of_the_source() -> None:
    sentence = "公务用车购置及运行费41.00万元（其中：一般公共预算支出{}万元；政府性基金预算支出{}万元）。"
    for general, fund, verdict in (("40.00", "1.00", "tie"), ("40.00", "2.00", "break")):
        report = told(OFFICIAL + sentence.format(general, fund))
        assert verdicts(report, "N105") == {}
        assert verdicts(report, "P109") == {"sangong/公务用车购置及运行维护费/0/合计": verdict}


@pytest.mark.parametrize("words", ["人均接待费", "每批接待费平均"])
def test_the_cost_of_one_guest_is_not_the_expense(words: str) -> None:
    report = told(OFFICIAL + f"公务接待费2.00万元，接待25批次250人，{words}80.00元。")
    assert verdicts(report, "N109") == {"sangong/公务接待费": "tie"}
    assert verdicts(report, "N122") == {}


def test_total_and_sum_are_different_words_for_different_cells() -> None:
    """总计 holds the balances carried over, 合计 does not (N104)."""
    report = told(
        FISCAL + "财政拨款收入支出总计273.00万元。财政拨款收入合计270.00万元，财政拨款支出合计268.00万元。"
    )
    assert verdicts(report, "N104") == {
        "fiscal/财政拨款收支总计": "tie",
        "fiscal/财政拨款收入": "tie",
        "fiscal/财政拨款支出": "tie",
    }
    slip = told(FISCAL + "财政拨款收入支出总计270.00万元。财政拨款支出合计273.00万元。")
    assert set(verdicts(slip, "N104").values()) == {"break"}


def test_money_of_the_funds_is_a_column_of_its_own() -> None:
    report = told(FISCAL + "政府性基金预算财政拨款收入20.00万元，政府性基金预算财政拨款支出16.00万元。")
    assert verdicts(report, "N110") == {
        "fiscal/政府性基金预算财政拨款收入": "tie",
        "fiscal/政府性基金预算财政拨款支出": "break",
    }


def test_state_capital_is_its_table() -> None:
    page = """
    国有资本经营预算财政拨款支出决算表
    单位：万元
    | 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
    | 合计 | < | 6.00 | | 6.00 |
    | 223 | 国有资本经营预算支出 | 6.00 | | 6.00 |

    九、国有资本经营预算财政拨款支出决算情况说明
    2021年度国有资本经营预算财政拨款支出{}万元。
    """
    assert set(verdicts(told(page.format("6.00")), "N111").values()) == {"tie"}
    assert set(verdicts(told(page.format("9.00")), "N111").values()) == {"break"}


def test_general_budget_expenditure_and_its_classes() -> None:
    report = told(
        GENERAL
        + "一般公共预算财政拨款支出250.00万元，其中：一般公共服务支出172.00万元，住房保障支出87.00万元。"
    )
    assert verdicts(report, "N105") == {"gpb/一般公共预算财政拨款支出": "tie"}
    assert verdicts(report, "N106") == {"gpb/T5/201": "tie", "gpb/T5/221": "break"}


@pytest.mark.parametrize(
    "name", ["一般公共服务（类）", "一般公共服务支出（类）", "1、一般公共服务（类）", "一般公共服务支出"]
)
def test_a_shortened_name_is_the_class(name: str) -> None:
    assert verdicts(told(GENERAL + f"{name}172.00万元。"), "N106") == {"gpb/T5/201": "tie"}


def test_the_same_item_under_two_groups_is_told_apart_by_its_path() -> None:
    report = told(
        DETAIL + "一般公共服务（类）政协事务（款）行政运行（项）支出12.00万元。\n"
        "政府办公厅（室）及相关机构事务（款）行政运行（项）支出12.00万元。"
    )
    assert verdicts(report, "N107") == {"gpb_detail/T5/2010201": "tie", "gpb_detail/T5/2010301": "break"}


def test_items_below_the_heading_of_their_group() -> None:
    report = told(
        DETAIL + "2、一般公共服务（类）政府办公厅（室）及相关机构事务（款）\n"
        "（1）行政运行（项）支出100.00万元。\n（2）政务公开审批（项）支出60.00万元。"
    )
    assert verdicts(report, "N107") == {"gpb_detail/T5/2010301": "tie", "gpb_detail/T5/2010306": "tie"}


def test_a_code_finds_its_row_whatever_its_name_is() -> None:
    report = told(DETAIL + "住房公积金缴存（2210201）支出77.00万元。")
    assert verdicts(report, "N107") == {"gpb_detail/T5/2210201": "break"}


def test_the_one_item_left_and_the_one_row_left_belong_together() -> None:
    """政务审批 is in no table; 政务公开审批 is the only row of the group that no item has named."""
    report = told(
        DETAIL + "一般公共服务（类）政府办公厅（室）及相关机构事务（款）行政运行（项）支出100.00万元。\n"
        "一般公共服务（类）政府办公厅（室）及相关机构事务（款）政务审批（项）支出61.00万元。"
    )
    assert verdicts(report, "N107") == {"gpb_detail/T5/2010301": "tie", "gpb_detail/T5/2010306": "break"}


def test_two_items_left_are_not_guessed() -> None:
    report = told(
        DETAIL + "一般公共服务（类）政府办公厅（室）及相关机构事务（款）一般管理（项）支出100.00万元。\n"
        "一般公共服务（类）政府办公厅（室）及相关机构事务（款）政务审批（项）支出60.00万元。"
    )
    assert verdicts(report, "N107") == {}


def test_one_unit_is_a_break_and_less_precision_is_not() -> None:
    page = DETAIL + "住房保障（类）住房改革支出（款）住房公积金（项）支出{}万元。"
    found = {amount: verdicts(told(page.format(amount)), "N107") for amount in ("77.99", "78.0", "78", "77")}
    assert {amount: set(verdict.values()) for amount, verdict in found.items()} == {
        "77.99": {"break"}, "78.0": {"tie"}, "78": {"tie"}, "77": {"break"},
    }  # fmt: skip


def test_basic_expenditure_is_the_fiscal_one_in_its_own_section() -> None:
    page = GENERAL_TABLE + BASIC + "六、一般公共预算财政拨款基本支出决算情况说明\n"
    report = told(page + "基本支出190.00万元，其中：人员经费150.00万元，公用经费41.00万元。")
    assert verdicts(report, "N108") == {
        "basic/基本支出": "tie", "basic/人员经费": "tie", "basic/公用经费": "break",
    }  # fmt: skip


def test_economic_items_named_in_the_text() -> None:
    page = BASIC + "六、一般公共预算财政拨款基本支出决算情况说明\n"
    report = told(page + "人员经费150.00万元，主要包括：基本工资90.00万元、津贴补贴66.00万元。")
    assert verdicts(report, "N108") == {
        "basic/人员经费": "tie", "basic/T6/30101": "tie", "basic/T6/30102": "break",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("“三公”经费支出预算为60.00万元，支出决算为51.00万元。", {"": "tie", "/预算": "tie"}),
        ("“三公”经费支出预算为66.00万元，支出决算为51.00万元。", {"": "tie", "/预算": "break"}),
    ],
)
def test_budget_and_final_of_the_official_expenses(sentence: str, found: dict[str, str]) -> None:
    expected = {f"sangong/“三公”经费{what}": verdict for what, verdict in found.items()}
    assert verdicts(told(OFFICIAL + sentence), "N109") == expected


def test_each_official_expense_is_its_cell() -> None:
    report = told(
        OFFICIAL + "因公出国（境）费支出决算8.00万元，公务用车购置及运行维护费支出决算41.00万元，"
        "公务用车购置费18.00万元，公务用车运行维护费32.00万元，公务接待费2.00万元。"
    )
    assert verdicts(report, "N109") == {
        "sangong/因公出国（境）费": "tie",
        "sangong/公务用车购置及运行维护费": "tie",
        "sangong/公务用车购置费": "tie",
        "sangong/公务用车运行维护费": "break",
        "sangong/公务接待费": "tie",
    }


def test_an_amount_in_yuan_among_amounts_in_wan_is_a_slip_of_the_unit() -> None:
    page = GENERAL + "一般公共服务（类）172.00万元；住房保障（类）78.00{}。"
    assert verdicts(told(page.format("元")), "N122") == {"gpb/T5/221": "break"}
    assert verdicts(told(page.format("万元")), "N122") == {}


def test_a_narrative_in_yuan_ties_to_a_table_in_wan() -> None:
    report = told(GENERAL + "一般公共预算财政拨款支出2500000.00元，其中：住房保障支出780000.00元。")
    assert verdicts(report, "N105") == {"gpb/一般公共预算财政拨款支出": "tie"}
    assert verdicts(report, "N106") == {"gpb/T5/221": "tie"}
    assert verdicts(report, "N122") == {}


def test_running_costs_of_the_organs_are_at_most_all_running_costs() -> None:
    page = BASIC + "十、机关运行经费支出情况\n2021年度机关运行经费支出{}万元。"
    assert set(verdicts(told(page.format("31.00")), "N113").values()) == {"tie"}
    assert set(verdicts(told(page.format("41.00")), "N113").values()) == {"break"}


def test_meetings_and_training_are_at_least_their_basic_part() -> None:
    page = BASIC + "十、会议费、培训费支出情况\n会议费{}万元，培训费4.50万元。"
    assert set(verdicts(told(page.format("2.80")), "N117").values()) == {"tie"}
    assert verdicts(told(page.format("2.00")), "N117") == {"meeting/会议费": "break", "meeting/培训费": "tie"}


def test_what_is_about_or_over_an_amount_ties_to_nothing() -> None:
    assert verdicts(told(OVERALL + "本年收入合计约265万元，本年支出合计超过200万元。"), "N102") == {}


def test_no_table_no_tie() -> None:
    assert verdicts(told("二、收入决算情况说明\n本年收入合计265.00万元。"), "N102") == {}
