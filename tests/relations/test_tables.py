"""The formulas of the built-in rules, each on the smallest report that shows it."""

from __future__ import annotations

from tests.relations.build import report
from tests.relations.relating import of_rule, printed, reasons, verdicts

SUMMARY = """
    T1
    收入 | 决算数
    一般公共预算财政拨款收入 9.00
    其他收入 1.50
    本年收入合计 10.50
    使用非财政拨款结余 -
    年初结转和结余 0.50
    总计 11.00
    支出 | 决算数
    201 10.00
    223 -
    本年支出合计 10.00
    结余分配 -
    年末结转和结余 1.00
    总计 11.00
"""
APPROPRIATIONS = """
    T4
    收入 | 决算数
    一般公共预算财政拨款 9.00
    本年收入合计 9.00
    年初财政拨款结转和结余 0.50
    年初财政拨款结转和结余/一般公共预算财政拨款 0.50
    总计 9.50
    支出 | 合计 一般公共预算财政拨款
    201 9.00 9.00
    本年支出合计 9.00 9.00
    年末财政拨款结转和结余 0.50 0.50
    总计 9.50 9.50
"""


def made(rule: str, *texts: str) -> list[str]:
    """The relations of a rule, as printed."""
    on = report(*texts)
    return [printed(on, item) for item in of_rule(on, rule)]


def test_totals_are_the_sum_of_the_highest_accounts_printed() -> None:
    """A table that prints sections only has no classes to add up."""
    text = "T5\n| 合计 基本支出 项目支出\n合计 7.00 7.00 -\n20101 3.00 3.00 -\n20102 4.00 4.00 -"
    assert made("H101", text) == ["7.00 = 3.00 + 4.00", "7.00 = 3.00 + 4.00"]
    assert made("H102", text) == []


def test_items_whose_section_is_not_printed_are_parts_of_their_class() -> None:
    """Nothing is added twice: 208 holds 2080501, which has no row 20805 above it."""
    gap = "T5\n| 合计\n合计 9.00\n201 4.00\n20101 4.00\n2010101 4.00\n208 5.00\n2080501 3.00\n2080505 2.00"
    assert made("H101", gap) == ["9.00 = 4.00 + 5.00"]
    assert made("H102", gap) == ["4.00 = 4.00", "5.00 = 3.00 + 2.00"]
    assert verdicts(report(gap), "S105") == {"T5": "tie"}
    assert set(verdicts(report(gap), "H105").values()) == {"break"}


def test_the_derived_total_skips_the_levels_between() -> None:
    """Two subtotals that are wrong by opposite amounts satisfy H101 and break H102; H104 still holds."""
    on = report(
        """
        T5
        | 合计
        合计 10.00
        201 4.50
        20101 4.00
        208 5.50
        20805 6.00
        """
    )
    assert set(verdicts(on, "H101").values()) == {"tie"}
    assert verdicts(on, "H102") == {"T5/201/合计": "break", "T5/208/合计": "break"}
    assert set(verdicts(on, "H104").values()) == {"tie"}


def test_economic_accounts_continue_in_the_columns_to_the_right() -> None:
    text = """
        T6
        左 | 决算数
        301 8.00
        30101 8.00
        中 | 决算数
        302 3.00
        30201 1.00
        右 | 决算数
        30299 2.00
        人员经费合计 8.00
        公用经费合计 3.00
    """
    assert made("H106", text) == ["8.00 = 8.00", "3.00 = 1.00 + 2.00"]
    assert made("H107", text) == ["8.00 = 8.00"]
    assert made("H108", text) == ["3.00 = 3.00"]


def test_a_total_of_basic_expenditure_is_not_missed_where_the_layout_has_none() -> None:
    text = "T6\n左 | 决算数\n301 8.00\n302 3.00\n人员经费合计 8.00\n公用经费合计 3.00"
    assert reasons(report(text), "H109") == {"not_applicable": 1}


def test_income_expenditure_and_balances_of_the_summary() -> None:
    assert made("H110", SUMMARY) == ["10.50 = 9.00 + 1.50"]
    assert made("H111", SUMMARY) == ["10.00 = 10.00"]
    assert made("B101", SUMMARY) == ["11.00 = 10.50 + 0.50"]
    assert made("B102", SUMMARY) == ["11.00 = 10.00 + 1.00"]
    assert made("B103", SUMMARY) == ["11.00 = 11.00"]
    assert made("B110", SUMMARY) == ["1.00 - 0.50 = 10.50 - 10.00"]


def test_each_source_of_appropriation_balances() -> None:
    assert made("B107", APPROPRIATIONS) == ["9.00 + 0.50 = 9.50"]
    assert made("H114", APPROPRIATIONS) == ["0.50 = 0.50"]
    assert reasons(report(APPROPRIATIONS), "B107") == {"not_applicable": 2}


def test_parts_that_are_only_among_others_are_not_added_up() -> None:
    text = "T2\n| 本年收入合计 财政拨款收入 事业收入 教育收费\n合计 10.00 7.00 3.00 2.00"
    assert made("C101", text) == ["10.00 = 7.00 + 3.00"]
    assert made("V104", text) == ["2.00 = 3.00"]


def test_public_expenses_with_and_without_a_subtotal_of_vehicles() -> None:
    with_subtotal = """
        T7
        | 合计 因公出国（境）费 公务用车小计 公务用车购置费 公务用车运行维护费 公务接待费
        决算数 4.75 - 3.90 - 3.90 0.85
    """
    without = """
        T7
        | 合计 因公出国（境）费 公务用车购置费 公务用车运行维护费 公务接待费
        决算数 4.75 - - 3.90 0.85
    """
    assert made("C107", with_subtotal) == ["4.75 = 3.90 + 0.85"]
    assert made("C107", without) == ["4.75 = 3.90 + 0.85"]


def test_a_class_that_only_the_summary_has_must_be_zero() -> None:
    spending = "T3\n| 本年支出合计 基本支出 项目支出\n合计 10.00 10.00 -\n201 10.00 10.00 -"
    assert verdicts(report(SUMMARY, spending), "X103") == {"T1/支出/201": "tie"}
    wrong = SUMMARY.replace("223 -", "223 0.30")
    assert verdicts(report(wrong, spending), "X103")["T1/支出/223"] == "break"


def test_a_class_of_a_name_that_is_no_class_may_be_the_one_that_seems_missing() -> None:
    spending = "T3\n| 本年支出合计 基本支出 项目支出\n合计 10.00 10.00 -\n201 4.00 4.00 -\n215 6.00 6.00 -"
    summary = "T1\n支出 | 决算数\n201 4.00\n工业支出 6.00\n本年支出合计 10.00"
    assert verdicts(report(summary, spending), "X103") == {"T1/支出/201": "tie"}
    assert reasons(report(summary, spending), "X103") == {"operand_missing": 1}


def test_state_capital_is_tied_to_whichever_of_its_two_tables_is_published() -> None:
    summary = APPROPRIATIONS.replace("一般公共预算财政拨款\n", "国有资本经营预算财政拨款\n").replace(
        "201", "223"
    )
    for form in ("T9", "T9b"):
        table = f"{form}\n| 本年支出 基本支出 项目支出\n合计 9.00 - 9.00\n223 9.00 - 9.00"
        assert made("X111", summary, table) == ["9.00 = 9.00", "9.00 = 9.00"]
    assert reasons(report(summary, year=2019), "X111") == {"not_applicable": 1}


def test_with_appropriations_only_every_account_equals_its_appropriation_tables() -> None:
    """The tables of funds and of state capital are published empty here, which counts as none."""
    pure = SUMMARY.replace("其他收入 1.50", "其他收入 -").replace("10.50", "9.00").replace("1.00\n", "0.50\n")
    tables = """
        T2
        | 本年收入合计 财政拨款收入
        合计 9.00 9.00
        T3
        | 本年支出合计 基本支出 项目支出
        合计 9.00 9.00 -
        T5
        | 合计 基本支出 项目支出
        合计 9.00 9.00 -
        T8
        | 本年支出
        合计 -
        T9
        | 本年支出
        合计 -
    """
    assert made("X118", pure, APPROPRIATIONS, tables) == ["9.00 = 9.00", "9.00 = 9.00"]
    assert reasons(report(SUMMARY, APPROPRIATIONS, tables), "X118") == {"not_applicable": 1}


def test_basic_expenditure_is_at_most_what_the_table_of_public_expenses_has() -> None:
    text = """
        T6
        右 | 决算数
        30217 0.90
        T7
        | 合计 因公出国（境）费 公务用车购置费 公务用车运行维护费 公务接待费
        决算数 0.85 - - - 0.85
    """
    assert verdicts(report(text), "X121") == {"T6/30217": "break"}


def test_tables_in_yuan_are_tied_to_tables_in_wan_yuan_at_the_coarser_precision() -> None:
    spending = "T3 元\n| 本年支出合计 基本支出 项目支出\n合计 100,004.40 100,004.40 -"
    assert verdicts(report(SUMMARY, spending), "X102") == {"T1/支出/本年支出合计": "tie"}
    wrong = spending.replace("100,004.40", "100,104.40")
    assert verdicts(report(SUMMARY, wrong), "X102") == {"T1/支出/本年支出合计": "break"}


def test_the_general_public_budget_table_ties_its_income_and_balances_where_it_prints_them() -> None:
    columns = "T5\n| 合计 基本支出 项目支出 年初结转和结余 本年收入 年末结转和结余\n"
    right = columns + "合计 9.00 9.00 - 0.50 9.00 0.50\n201 9.00 9.00 - 0.50 9.00 0.50"
    wrong = right.replace("9.00 0.50\n", "9.40 0.50\n")
    assert verdicts(report(APPROPRIATIONS, right), "X130") == {
        "T4/收入/一般公共预算财政拨款": "tie",
        "T4/收入/年初财政拨款结转和结余/一般公共预算财政拨款": "tie",
        "T4/支出/年末财政拨款结转和结余/一般公共预算财政拨款": "tie",
    }
    assert verdicts(report(APPROPRIATIONS, wrong), "X130")["T4/收入/一般公共预算财政拨款"] == "break"
    flows = verdicts(report(wrong), "B111")
    assert flows == {"T5/合计/年初结转和结余": "break", "T5/201/年初结转和结余": "tie"}


def test_a_row_that_prints_none_of_the_parts_does_not_owe_them() -> None:
    """Receptions may be split into domestic and foreign for the final amounts only."""
    split = "T7\n| 公务接待费 国内接待费 国（境）外接待费\n预算数 5.00 - -\n决算数 {} 2.00 -"
    assert verdicts(report(split.format("2.00")), "C110") == {"T7/决算数/公务接待费": "tie"}
    assert verdicts(report(split.format("2.40")), "C110") == {"T7/决算数/公务接待费": "break"}


def test_the_expenditure_by_nature_ties_where_the_summary_has_a_third_part() -> None:
    nature = """
        性质 | 决算数
        基本支出 6.00
        基本支出/人员经费 5.00
        基本支出/日常公用经费 1.00
        项目支出 4.00
        经济分类支出合计 10.00
        经济分类支出合计/工资福利支出 7.00
        经济分类支出合计/商品和服务支出 3.00
    """
    spent = "T3\n| 本年支出合计 基本支出 项目支出\n合计 10.00 6.00 4.00\n201 10.00 6.00 4.00"
    right = report(SUMMARY + nature, spent)
    assert set(verdicts(right, "H118").values()) == set(verdicts(right, "X131").values()) == {"tie"}
    wrong = report(SUMMARY + nature.replace("项目支出 4.00", "项目支出 4.40").replace("7.00", "7.70"), spent)
    assert verdicts(wrong, "X131")["T1/性质/项目支出"] == "break"
    assert verdicts(wrong, "H118")["T1/性质/经济分类支出合计/决算数"] == "break"
    assert reasons(report(SUMMARY, spent), "X131") == {"not_applicable": 6}


def test_appropriation_income_may_be_printed_by_source() -> None:
    sources = "一般公共预算财政拨款收入 政府性基金预算财政拨款收入 其他收入"
    instead = f"T2\n| 本年收入合计 {sources}\n合计 12.50 9.00 2.00 1.50"
    assert made("C101", instead) == ["12.50 = 9.00 + 2.00 + 1.50"]
    beside = f"T2\n| 本年收入合计 财政拨款收入 {sources}\n合计 12.50 {{}} 9.00 2.00 1.50"
    assert verdicts(report(beside.format("11.00")), "C114") == {"T2/合计/财政拨款收入": "tie"}
    assert verdicts(report(beside.format("11.20")), "C114") == {"T2/合计/财政拨款收入": "break"}
    assert verdicts(report(SUMMARY, instead), "X106") == {"T1/收入/一般公共预算财政拨款收入": "tie"}
