"""Printed values by themselves, account codes and names, and tables that no form knows."""

from __future__ import annotations

from dataclasses import replace

from checks.relations.relation import Relation
from tests.relations.build import report
from tests.relations.relating import of_rule, printed, reasons, verdicts


def faults(relations: list[Relation]) -> list[tuple[str, str, str]]:
    return [(r.subject, r.stated, r.expected) for r in relations if r.stated != r.expected]


GENERAL = "T5\n| 合计 基本支出 项目支出\n"


# ------------------------------------------------------------------------------------------ values


def test_a_number_with_more_decimals_than_its_table_is_noted() -> None:
    on = report(GENERAL + "合计 10.00 4.00 6.00\n201 10.00 4.003 6.00\n202 0 0 0")
    assert faults(of_rule(on, "V102")) == [("T5/201/基本支出", "4.003", "4.00")]


def test_a_table_that_leaves_out_closing_zeros_throughout_is_not_noted() -> None:
    on = report(GENERAL + "合计 10.25 4.15 6.1\n201 10.25 4.15 6.1\n202 3 3.4 5.5\n203 8.11 7.12 3.14")
    assert faults(of_rule(on, "V102")) == []


def test_a_budget_in_whole_amounts_is_not_held_against_the_actuals_beside_it() -> None:
    page = "T5\n| 合计 基本支出 项目支出\n合计 246 245 1\n201 167.37 165.23 2.{}"
    assert faults(of_rule(report(page.format("14")), "V102")) == []
    assert faults(of_rule(report(page.format("143")), "V102")) == [("T5/201/项目支出", "2.143", "2.14")]


def test_negative_amounts_where_money_only_goes_out() -> None:
    on = report("T1\n支出 | 决算数\n201 -1.50\n结余分配 -0.50\n年末结转和结余 -2.00")
    assert faults(of_rule(on, "V103")) == [("T1/201/决算数", "-1.50", "1.50")]


def test_a_part_is_no_more_than_its_whole() -> None:
    on = report("U1\n| 金额\n合计 10.00\n其中:上年结转 12.00")
    assert verdicts(on, "V104") == {"U1/其中:上年结转/金额": "break"}


def test_a_share_beyond_the_whole() -> None:
    on = report("U1\n| 金额 资金占比 完成率\n合计 10.00 100% 104%\n甲 10.40 104% 104%")
    assert faults(of_rule(on, "V106")) == [("U1/甲/资金占比", "104%", "100%")]


def test_a_summary_of_zeros_holds_no_data() -> None:
    on = report("T1\n收入 | 决算数\n总计 0.00\n支出 | 决算数\n总计 0.00")
    assert verdicts(on, "V105") == {"T1": "break"}


def test_one_table_pasted_in_for_another() -> None:
    rows = "\n".join(f"20{n} {n}.01 {n}.02 {n}.03" for n in range(101, 105))
    same = report(
        f"T2\n| 本年收入合计 财政拨款收入 其他收入\n{rows}", f"T3\n| 本年支出合计 基本支出 项目支出\n{rows}"
    )
    assert verdicts(same, "V105") == {"T2": "tie", "T3": "break"}
    with_blanks = rows.replace("101.03", "-")
    other = report(
        f"T3\n| 本年支出合计 基本支出 项目支出 经营支出\n{rows.replace('.03', '.03 -')}",
        f"{GENERAL}{with_blanks}",
    )
    assert set(verdicts(other, "V105").values()) == {"tie"}
    spent = f"| 本年支出合计 基本支出 项目支出\n{rows}"
    twice = report(f"T3\n{spent}", f"T3-2\n{spent}")  # a department and its only unit
    assert verdicts(twice, "V105") == {"T3": "tie", "T3-2": "tie"}


def test_a_unit_that_does_not_fit_its_numbers() -> None:
    spending = "T3\n| 本年支出合计\n合计 {}"
    summary = "T1\n支出 | 决算数\n本年支出合计 5270.40"
    assert verdicts(report(summary, spending.format("52704000.00")), "V107") == {"T1": "tie", "T3": "break"}
    assert verdicts(report(summary, spending.format("5270.41")), "V107") == {"T1": "tie", "T3": "tie"}


def test_a_total_printed_on_every_page_is_the_same_total() -> None:
    on = report(GENERAL + "合计 10.00 4.00 6.00", "U1\n| 合计\n合计 10.10")
    table = on.tables[0]
    again = replace(table.entries[0], cells={"合计": on.tables[1].entries[0].cells["合计"]})
    repeated = replace(on, tables=(replace(table, repeats=(again,)),))
    assert verdicts(repeated, "V108") == {"T5/合计/合计": "break"}


def test_public_expenses_in_basic_expenditure_although_their_table_is_empty() -> None:
    on = report("T6\n右 | 决算数\n30217 0.85\n30231 0.00", "T7\n| 合计\n决算数 -")
    assert verdicts(on, "X124") == {"T6/30217": "break", "T6/30231": "tie"}


# ---------------------------------------------------------------------------------------- accounts


def test_an_account_stands_under_its_parent_and_once() -> None:
    on = report(GENERAL + "201 1.00 1.00 -\n20101 1.00 1.00 -\n2080505 2.00 2.00 -\n20101#2 1.00 1.00 -")
    assert faults(of_rule(on, "H105")) == [("T5/2080505", "—", "20805"), ("T5/20101#2", "×2", "×1")]


def test_a_table_of_items_only_has_no_orphans() -> None:
    on = report(GENERAL + "2010101 1.00 1.00 -\n2080505 2.00 2.00 -")
    assert faults(of_rule(on, "H105")) == []


def test_an_account_of_an_appropriation_table_is_in_the_expenditure_table() -> None:
    spending = "T3\n| 本年支出合计\n201 1.00"
    on = report(spending, GENERAL + "201 1.00 1.00 -\n208 2.00 2.00 -\n210 - - -\n20805 2.00 2.00 -")
    assert [subject for subject, _, _ in faults(of_rule(on, "X116"))] == ["T5/208"]


def test_fund_accounts_are_in_the_table_of_funds_only() -> None:
    funds = "T8\n| 本年支出\n212 5.00\n21208 3.00\n21201 2.00"
    on = report(GENERAL + "212 9.00 - 9.00\n21201 5.00 - 5.00\n21208 4.00 - 4.00", funds)
    assert [subject for subject, _, _ in faults(of_rule(on, "X122"))] == ["T5/21208", "T8/21201"]


def test_one_code_has_one_name() -> None:
    on = report(GENERAL + "2101101 1.00 1.00 -", "T3\n| 本年支出合计\n2101101 1.00")
    first, second = on.tables
    renamed = replace(first, entries=(replace(first.entries[0], label="行政单位医疗"),))
    assert faults(of_rule(replace(on, tables=(renamed, second)), "X123")) == [
        ("T5/2101101", "行政单位医疗", "科目2101101")
    ]
    closing_word = replace(first, entries=(replace(first.entries[0], label="科目2101101支出"),))
    assert faults(of_rule(replace(on, tables=(closing_word, second)), "X123")) == []


def test_accounts_of_one_purpose_are_tied_where_most_of_them_agree() -> None:
    economic = "T6\n左 | 决算数\n30108 6.18\n30109 4.64\n30110 2.71\n30113 {}"
    general = (
        GENERAL
        + """
        2080505 6.18 6.18 -
        2080506 4.64 4.64 -
        2101101 2.22 2.22 -
        2101102 0.49 0.49 -
        2210201 17.70 17.70 -
    """
    )
    agreed = report(economic.format("17.76"), general)
    assert verdicts(agreed, "X129") == {
        "T6/30108": "tie",
        "T6/30109": "tie",
        "T6/30110": "tie",
        "T6/30113": "break",
    }
    apart = report(economic.replace("6.18", "9.99").replace("4.64", "8.88").format("17.76"), general)
    assert reasons(apart, "X129") == {"not_applicable": 1}


# ---------------------------------------------------------------------------------- unknown tables


def test_a_total_of_an_unknown_table_and_its_shares() -> None:
    """21.17 of 311.37 is 6.80 %; 6.79 % is printed. The shares add up to 99.99 %, which is a tail."""
    on = report("U1\n| 金额 资金占比\n甲 290.20 93.20%\n乙 21.17 6.79%\n合计 311.37 100%")
    assert verdicts(on, "H116") == {"U1/合计/金额": "tie"}
    assert verdicts(on, "N121") == {
        "U1/甲/资金占比": "tie",
        "U1/乙/资金占比": "break",
        "U1/合计/资金占比": "tail",
    }


def test_a_rate_of_completion_is_no_share() -> None:
    on = report("U1\n| 金额 执行率\n甲 8.00 80.00%\n乙 2.00 100.00%\n合计 10.00 83.33%")
    assert of_rule(on, "N121") == []


def test_of_several_totals_each_adds_up_what_fits() -> None:
    on = report(
        """
        U1
        | 金额
        甲 1.00
        乙 2.00
        小计 3.00
        丙 4.00
        丁 5.00
        第二小计 9.00
        合计 12.00
        """
    )
    assert verdicts(on, "H116") == {"U1/小计/金额": "tie", "U1/第二小计/金额": "tie", "U1/合计/金额": "tie"}


def test_a_total_column_adds_up_the_columns_of_its_group() -> None:
    on = report("U1\n| 资金/小计 资金/财政 资金/其他 人数\n甲 10.00 8.00 2.00 3\n乙 7.00 6.00 0.50 4")
    assert [printed(on, r) for r in of_rule(on, "C112")] == ["10.00 = 8.00 + 2.00", "7.00 = 6.00 + 0.50"]


def test_columns_side_by_side_add_up_only_where_the_numbers_say_so() -> None:
    sums = report("U1\n| 合计 基本支出 项目支出\n201 10.00 8.00 2.00\n202 5.00 4.00 1.00\n203 7.00 6.00 1.50")
    assert list(verdicts(sums, "C112").values()) == ["tie", "tie", "break"]
    other = report("U1\n| 合计 上年 本年\n201 10.00 8.00 9.00\n202 5.00 4.00 5.00")
    assert reasons(other, "C112") == {"ambiguous": 1}
