"""Formulas on reports: which figures come together, and what is said when one is not there."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from checks.relations import relate
from checks.relations.rulebook import Rulebook, load_rules
from checks.report.report import Report
from tests.relations.build import report
from tests.relations.relating import printed

EXPENDITURE = """
    T3
    | 本年支出合计 基本支出 项目支出
    合计 10.00 4.00 6.00
    201 10.00 4.00 6.00
    20101 10.00 4.00 6.00
    2010101 4.00 4.00 -
    2010102 6.00 - 6.00
"""
GENERAL = """
    T5
    | 合计 基本支出 项目支出
    合计 9.00 4.00 5.00
    201 9.00 4.00 5.00
    20101 9.00 4.00 5.00
    2010101 4.00 4.00 -
    2010102 5.00 - 5.00
"""


def own(tmp_path: Path, rule: str) -> Rulebook:
    """A rule book with one rule, Z1."""
    path = tmp_path / "mine.toml"
    path.write_text(f'[[rule]]\nid = "Z1"\ntitle = "某规则"\n{rule}\n', encoding="utf-8")
    book = load_rules([path])
    parsed = (book.formulas, book.either, book.conditions)
    return Rulebook({"Z1": book["Z1"], "S101": book["S101"]}, *parsed)


def made(tmp_path: Path, on: Report, rule: str) -> tuple[list[str], list[tuple[str, str]]]:
    """The relations of the rule as printed, and what was not checked: (reason, subject)."""
    relations = relate(on, own(tmp_path, rule))
    return (
        [f"{item.subject}: {printed(on, item)}" for item in relations.items if item.rule == "Z1"],
        [(u.reason, u.subject) for u in relations.unchecked if u.rule == "Z1"],
    )


def test_rows_of_two_tables_are_matched_by_account_and_an_account_not_listed_is_zero(tmp_path: Path) -> None:
    general = GENERAL.replace("2010101 4.00 4.00 -", "")
    found, missed = made(
        tmp_path, report(EXPENDITURE, general), 'formula = "T5[*].项目支出 <= T3[*].项目支出"'
    )
    assert found == [
        "T5/合计/项目支出: 5.00 = 6.00",
        "T5/201/项目支出: 5.00 = 6.00",
        "T5/20101/项目支出: 5.00 = 6.00",
        "T5/2010102/项目支出: 5.00 = 6.00",
    ]
    assert missed == []


def test_one_printed_figure_against_a_structural_zero_is_related(tmp_path: Path) -> None:
    on = report(EXPENDITURE, GENERAL.replace("2010101 4.00 4.00 -", ""))
    found, _ = made(tmp_path, on, 'tolerance = "same"\nformula = "T3[项].基本支出 = T5[项].基本支出"')
    assert found == ["T3/2010101/基本支出: 4.00 = 0"]


def test_a_table_that_stops_at_the_classes_says_nothing_of_items(tmp_path: Path) -> None:
    classes = "\n".join(GENERAL.splitlines()[:5])
    found, missed = made(
        tmp_path, report(EXPENDITURE, classes), 'formula = "T3[*].基本支出 = T5[*].基本支出"'
    )
    assert [text.split("/")[1] for text in found] == ["合计", "201"]
    assert missed == [("operand_missing", "T5")]


def test_without_a_total_row_the_total_is_not_taken_for_zero(tmp_path: Path) -> None:
    on = report(EXPENDITURE, GENERAL.replace("合计 9.00 4.00 5.00", ""))
    found, missed = made(tmp_path, on, 'formula = "T3[合计].基本支出 = T5[合计].基本支出"')
    assert (found, missed) == ([], [("operand_missing", "T5/合计")])


def test_every_column_of_amounts_gives_a_relation(tmp_path: Path) -> None:
    found, _ = made(tmp_path, report(GENERAL), 'formula = "T5[合计].* = Σ T5[类].*"')
    assert found == [
        "T5/合计/合计: 9.00 = 9.00",
        "T5/合计/基本支出: 4.00 = 4.00",
        "T5/合计/项目支出: 5.00 = 5.00",
    ]


def test_a_cell_that_cannot_be_read_is_unknown_and_never_zero(tmp_path: Path) -> None:
    on = report(GENERAL.replace("2010102 5.00 - 5.00", "2010102 5.00 - ?"))
    found, missed = made(tmp_path, on, 'formula = "T5[*].项目支出 <= T5[*].合计"')
    assert len(found) == 3
    assert missed == [("unreadable", "T5")]


def test_an_optional_column_counts_nothing_where_the_table_lacks_it(tmp_path: Path) -> None:
    rule = 'formula = "T3[合计].本年支出合计 <= T3[合计].基本支出 + T3[合计].经营支出{}"'
    assert made(tmp_path, report(EXPENDITURE), rule.format("?"))[0] == ["T3/合计/本年支出合计: 10.00 = 4.00"]
    assert made(tmp_path, report(EXPENDITURE), rule.format(""))[1] == [("column_missing", "T3/经营支出")]


def test_of_two_ways_of_saying_it_the_one_that_the_layout_allows_is_taken(tmp_path: Path) -> None:
    rule = 'either = ["T3[合计].经营支出 = 0", "T3[合计].基本支出 <= 5", "T3[合计].项目支出 <= 5"]'
    assert made(tmp_path, report(EXPENDITURE), rule) == (["T3/合计/基本支出: 4.00 = 0"], [])


def test_a_table_published_empty_is_not_compared(tmp_path: Path) -> None:
    empty = "T8\n| 本年收入 本年支出\n合计 - -\n"
    rule = 'formula = "T3[合计].本年支出合计 >= T8[合计].本年支出"'
    assert made(tmp_path, report(EXPENDITURE, empty), rule) == ([], [("not_applicable", "T8")])


def test_a_table_that_is_due_and_missing_is_said_to_be(tmp_path: Path) -> None:
    some = "\n".join(f"{form}\n| 合计\n合计 1.00" for form in ("T1", "T2", "T4", "T6", "T7"))
    rule = 'formula = "T3[合计].本年支出合计 >= T8[合计].本年支出?"'
    assert made(tmp_path, report(EXPENDITURE, some), rule)[1] == [("table_missing", "T8")]
    # few standard forms: a layout of its own, to which nothing is due
    assert made(tmp_path, report(EXPENDITURE), rule.replace("?", ""))[1] == [("not_applicable", "T8")]


def test_numbers_stand_on_the_left_as_offset(tmp_path: Path) -> None:
    rule = own(tmp_path, 'formula = "T3[合计].基本支出 = T3[合计].项目支出 - 2 + 0.50"')
    relation = next(item for item in relate(report(EXPENDITURE), rule).items if item.rule == "Z1")
    assert relation.offset == Decimal("1.50")


def test_a_condition_compares_what_is_printed(tmp_path: Path) -> None:
    rule = 'when = "T3[合计].基本支出 {} 4"\nformula = "T3[合计].项目支出 <= 99"'
    assert made(tmp_path, report(EXPENDITURE), rule.format("="))[0] == ["T3/合计/项目支出: 6.00 = 0"]
    for operator in ("<", ">", "!="):
        assert made(tmp_path, report(EXPENDITURE), rule.format(operator)) == ([], [("not_applicable", "")])


def test_a_rule_holds_in_its_years_only(tmp_path: Path) -> None:
    rule = 'years = { since = 2021, until = 2023 }\nformula = "T3[合计].项目支出 <= 99"'
    for year, runs in ((2020, False), (2021, True), (2023, True), (2024, False), (None, True)):
        assert bool(made(tmp_path, report(EXPENDITURE, year=year), rule)[0]) is runs


def test_a_subtotal_in_another_table_may_re_add_as_many_items_as_it_has() -> None:
    """DESIGN 3.3: 236.63 and 236.64 are a tail, since one of them adds up two rounded items; through a
    section with a single row above them too. A leaf has no such freedom, nor has one and the same table."""
    on = report(
        """
        T1
        支出 | 决算数
        210 236.63
        221 81.11
        T3
        | 本年支出合计
        210 236.64
        21011 236.64
        2101101 40.35
        2101102 196.29
        221 81.12
        """
    )
    addends = {r.subject: r.addends for r in relate(on, load_rules()).items if r.rule == "X103"}
    assert addends == {"T1/支出/210": 2, "T1/支出/221": 0}


def test_a_rule_that_relates_what_another_relates_is_counted_as_its_repetition(tmp_path: Path) -> None:
    formula = "T5[*].基本支出 + T5[*].项目支出 = T5[*].合计"
    path = tmp_path / "mine.toml"
    path.write_text(f'[[rule]]\nid = "Z1"\ntitle = "某规则"\nformula = "{formula}"\n', encoding="utf-8")
    relations = relate(report(GENERAL), load_rules([path]))
    assert [item for item in relations.items if item.rule == "Z1"] == []
    assert [(u.reason, u.count) for u in relations.unchecked if u.rule == "Z1"] == [("repeats", 5)]


def test_every_rule_is_heard_from() -> None:
    book = load_rules()
    relations = relate(report(GENERAL), book)
    heard = {item.rule for item in relations.items} | {u.rule for u in relations.unchecked}
    elsewhere = {rule.id for rule in book.rules.values() if "found_by" in rule.data}
    assert book.rules.keys() - heard == elsewhere == {"S116", "S117", "S118", "V101"}
    assert all(u.reason for u in relations.unchecked)
