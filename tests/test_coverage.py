"""What was checked, figure by figure; what was not says why."""

from __future__ import annotations

from dataclasses import replace

from checks.findings.coverage import reasons_of
from checks.relations.relation import Unchecked
from tests.make import Page, adds, audit_of, growth, same
from tests.report.telling import told


def test_a_figure_bears_the_worst_of_its_relations() -> None:
    page = Page()
    total, a, b, other = page.cells("103.54 102.76 0.79 0.79")
    text = page.words("0.80")
    audit = audit_of(page, adds(total, a, b), same(b, other, rule="X103"), same(text, other))
    assert [audit.marks[id] for id in (total, a, b, other, text)] == [
        "tail",
        "tail",
        "tail",
        "break",
        "break",
    ]


def test_a_figure_without_a_relation_is_unchecked_and_says_why() -> None:
    page = Page()
    cell, amount, percent, count = (
        page.cell("1.00"),
        page.words("2.00"),
        page.percent("3.00"),
        page.count("4"),
    )
    audit = audit_of(page)
    assert [audit.marks[id] for id in (cell, amount, percent, count)] == ["unchecked"] * 4
    assert [audit.reasons[id] for id in (cell, amount, percent, count)] == [
        "no_rule_cell_amount",
        "no_rule_text_amount",
        "no_rule_text_percent",
        "no_rule_text_count",
    ]


def test_what_a_rule_says_of_a_figure_is_the_reason() -> None:
    page = Page()
    amount = page.words("2.00")
    audit = audit_of(page, unchecked=(Unchecked("N107", "ambiguous", "行政运行", (amount,)),))
    assert audit.reasons == {amount: "ambiguous"}


def test_an_approximate_number_is_no_gap() -> None:
    page = Page()
    amount = page.words("2000")
    page.figures[amount] = replace(page.figures[amount], approximate=True)
    assert audit_of(page).reasons == {amount: "approximate"}


def test_a_relation_that_could_not_run_checks_nothing() -> None:
    page = Page()
    figures = page.percent("100"), page.words("5.00"), page.words("5.00")
    audit = audit_of(page, growth(*figures))
    assert set(audit.marks.values()) == {"unchecked"}
    assert set(audit.reasons.values()) == {"zero_base"}
    assert audit.coverage.checked == 0


def test_coverage_counts_tables_and_narrative_apart() -> None:
    page = Page()
    a, b = page.cells("1.00 1.00")
    page.cell("7.00")
    text = page.words("1.00")
    page.percent("50.00")
    audit = audit_of(page, same(a, b, rule="X101"), same(text, a))
    coverage = audit.coverage
    assert (coverage.figures, coverage.checked) == (5, 3)
    assert coverage.tables == (3, 2)
    assert coverage.narrative == (2, 1)
    assert coverage.by_kind == {"amount": (1, 1), "percent": (1, 0)}


def test_small_tables_of_the_text_count_as_narrative() -> None:
    page = Page()
    page.cell("7.00", table="U1")
    coverage = audit_of(page).coverage
    assert (coverage.tables, coverage.narrative) == ((0, 0), (1, 0))


def test_rules_that_do_not_apply_are_not_counted_as_unchecked() -> None:
    idle = (
        Unchecked("X111", "not_applicable"),
        Unchecked("X114", "table_missing", "T6"),
        Unchecked("P105", "prior_needed", count=3),
    )
    audit = audit_of(Page(), unchecked=idle)
    assert audit.counts["unchecked"] == 4
    assert len(audit.unchecked) == 3


def test_counts_are_of_the_relations_that_were_chosen() -> None:
    page = Page()
    text, one, other = page.words("5.00"), page.cell("5.00"), page.cell("8.00")
    audit = audit_of(
        page,
        same(text, other, choice="cell", option="a"),
        same(text, one, choice="cell", option="b"),
    )
    assert audit.counts == {"relations": 1, "tie": 1, "tail": 0, "break": 0, "unchecked": 0}
    assert list(audit.judged) == [1]
    assert audit.marks[other] == "unchecked"


def test_a_figure_knows_its_relations_breaks_first() -> None:
    page = Page()
    cell, twin, text = page.cell("5.00"), page.cell("5.00"), page.words("6.00")
    audit = audit_of(page, same(cell, twin, rule="X101"), same(text, cell))
    assert [judged.verdict for judged in audit.relations_of(cell)] == ["break", "tie"]
    assert audit.relations_of(twin)[0].relation.rule == "X101"


def test_more_numbers_in_one_clause_than_a_pattern_explains_are_ambiguous() -> None:
    report = told("十、绩效情况\n设置10个二级指标和17个三级指标，满分100分，发布4个、5项。")
    marks = {figure.id: "unchecked" for figure in report.figures}
    reasons = reasons_of(report, marks, ())
    assert {report.figures[id].text: reason for id, reason in reasons.items()} == {
        "10": "ambiguous",
        "17": "ambiguous",
        "100": "no_rule_text_count",
        "4": "no_rule_text_count",
        "5": "no_rule_text_count",
    }
