"""Which tables there are, how far they go down, what an empty one says."""

from __future__ import annotations

from dataclasses import replace

from checks.reading.document import Place
from checks.relations.relation import Relation
from checks.report.report import Problem
from tests.relations.build import report
from tests.relations.relating import of_rule, reasons, verdicts

STANDARD = tuple(f"{form}\n| 合计\n合计 1.00" for form in ("T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8"))


def faults(relations: list[Relation]) -> list[tuple[str, str, str]]:
    return [(r.subject, r.stated, r.expected) for r in relations if r.stated != r.expected]


def test_the_ninth_table_is_due_from_2021() -> None:
    for year, missing in ((2019, False), (2020, False), (2021, True), (2024, True), (None, False)):
        assert ("T9" in verdicts(report(*STANDARD, year=year), "S101")) is missing
    both = verdicts(report(*STANDARD, "T9b\n| 本年支出\n合计 1.00", year=2024), "S101")
    assert set(both.values()) == {"tie"}


def test_a_missing_table_is_one_fault() -> None:
    without_funds = report(*STANDARD[:-1], year=2019)
    assert faults(of_rule(without_funds, "S101")) == [("T8", "—", "政府性基金预算财政拨款收入支出决算表")]


def test_a_table_that_could_not_be_resolved_is_not_missing_too() -> None:
    name = "政府性基金预算财政拨款收入支出决算表"
    lines = ["一、收入决算表", "二、支出决算表", "三、" + name]
    found = report(*STANDARD[:-1], year=2019, says=lines)
    unresolved = replace(found, problems=(Problem("S117", Place(line=9), "U1", details={"form": name}),))
    assert ("T8" in verdicts(unresolved, "S101"), reasons(unresolved, "S101")) == (False, {"ambiguous": 1})
    assert "T8" in verdicts(found, "S104")
    assert "T8" not in verdicts(unresolved, "S104")


def test_budgets_and_reports_of_few_tables_have_no_list_of_tables_to_meet() -> None:
    assert reasons(report(*STANDARD, kind="预算"), "S101") == {"budget": 1}
    assert reasons(report(*STANDARD[:4]), "S101") == {"few_tables": 1}


def test_an_empty_table_is_explained_below_it_or_in_the_narrative() -> None:
    empty = "T8\n| 年初结转和结余 本年收入 本年支出\n合计 - - -"
    silent = report(*STANDARD[:-1], empty, says=["本年收入合计1.00万元。"])
    assert verdicts(silent, "S102") == {"T8": "break"}
    assert reasons(report(*STANDARD[:-1], empty), "S102") == {"no_narrative": 1}  # tables alone
    said = report(*STANDARD[:-1], empty, says=["本部门2022年度没有政府性基金预算财政拨款收入和支出。"])
    assert verdicts(said, "S102") == {"T8": "tie"}
    of_something_else = report(*STANDARD[:-1], empty, says=["本部门没有国有资本经营预算财政拨款收入和支出。"])
    assert verdicts(of_something_else, "S102") == {"T8": "break"}


def test_a_blank_template_is_no_report_without_explanations() -> None:
    blank = report(*(table.replace("1.00", "-") for table in STANDARD))
    assert of_rule(blank, "S102") == []


def test_what_the_summary_has_for_an_empty_table_is_zero() -> None:
    summary = "T4\n支出 | 合计 政府性基金预算财政拨款\n本年支出合计 9.00 {}"
    empty = "T8\n| 本年支出\n合计 -"
    for printed, verdict in (("0.00", "tie"), ("18.37", "break")):
        found = verdicts(report(summary.format(printed), empty), "S103")
        assert found == {"T4/支出/本年支出合计/政府性基金预算财政拨款": verdict}


def test_expenditure_goes_down_to_items() -> None:
    table = """
        T5
        | 合计 基本支出 项目支出
        合计 10.00 10.00 -
        201 6.00 6.00 -
        20101 6.00 6.00 -
        2010101 6.00 6.00 -
        208 4.00 4.00 -
        20805 4.00 4.00 -
    """
    assert faults(of_rule(report(table), "S105")) == [("T5/20805", "款", "项")]
    whole = "\n".join(line for line in table.splitlines() if "2010101" not in line)
    assert faults(of_rule(report(whole), "S105")) == [("T5", "款", "项")]
    assert reasons(report(whole, year=2013), "S105") == {"not_applicable": 1}


def test_an_account_without_an_amount_need_not_be_broken_down() -> None:
    table = "T6\n左 | 决算数\n301 8.00\n30101 8.00\n307 0.00\n310 -"
    assert faults(of_rule(report(table), "S106")) == []
    bare = "T6\n左 | 决算数\n301 8.00\n30101 8.00\n302 3.00\n30201 0.00"
    assert faults(of_rule(report(bare), "S106")) == [("T6/302", "类", "款")]


def test_vehicles_are_split_for_budget_and_final() -> None:
    head = "T7\n| 合计 公务用车小计 公务用车购置费 公务用车运行维护费\n"
    split = report(head + "预算数 3.90 3.90 0.00 3.90\n决算数 3.90 3.90 - 3.90")
    assert faults(of_rule(split, "S107")) == []
    unsplit = report(head + "预算数 3.90 3.90 - -\n决算数 0.00 0.00 - -")
    assert [subject for subject, _, _ in faults(of_rule(unsplit, "S107"))] == ["T7/预算数"]
    final_only = report(head + "决算数 3.90 3.90 - 3.90")
    assert [subject for subject, _, _ in faults(of_rule(final_only, "S107"))] == ["T7/预算数"]
    with_meetings = report(head.strip() + " 会议费\n决算数 3.90 3.90 - 3.90 1.00")
    assert faults(of_rule(with_meetings, "S107")) == []


def test_one_table_in_another_unit_is_named() -> None:
    mixed = report(*STANDARD[:4], "T6 元\n左 | 决算数\n301 80000.00")
    assert faults(of_rule(mixed, "M104")) == [("T6", "元", "万元")]


def test_the_contents_name_the_tables_in_their_words_and_order() -> None:
    lines = ["二、收入决算表……6", "三、支出决算表……7", "四、一般公共预算财政拨款支出决算表……8"]
    tables = [f"{form}\n| 合计\n合计 1.00" for form in ("T2", "T3", "T5")]
    assert faults(of_rule(report(*tables, says=lines), "S104")) == []
    moved = faults(of_rule(report(*tables[::-1], says=lines), "S104"))
    assert moved == [("order", "收入决算表", "一般公共预算财政拨款支出决算表")]
    unlisted = report(*tables, "T6\n左 | 决算数\n301 8.00", says=lines)
    assert [subject for subject, _, _ in faults(of_rule(unlisted, "S104"))] == ["T6"]
    unprinted = faults(of_rule(report(*tables[:2], says=lines), "S104"))
    assert unprinted == [("T5", "一般公共预算财政拨款支出决算表", "—")]
    assert of_rule(report(*tables), "S104") == []
