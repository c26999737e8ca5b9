"""Breaks under their root causes: what is suspect, what should stand there, what follows from it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from checks import audit
from checks.finding import Audit, Finding
from checks.output.messages import difference_text, finding_message
from checks.reading.document import Place, Remark
from checks.relations.relation import Relation, Side, Term, Tolerance
from checks.report.report import Problem
from checks.texts import Texts
from tests.make import Page, adds, audit_of, growth, same, share


def only(audit: Audit) -> Finding:
    """The one finding of an audit that is more than a note."""
    (finding,) = [f for f in audit.findings if f.severity != "note"]
    return finding


def suspect_text(audit: Audit, finding: Finding) -> str | None:
    return None if finding.suspect is None else audit.figure(finding.suspect).text


def small_table(page: Page, **wrong: str) -> list[Relation]:
    """201 = 20101 + 20102, each 合计 = 基本 + 项目; `wrong` replaces a cell, as in `a_total="7.25"`."""
    right = {
        "sum_total": "103.55", "sum_basic": "43.10", "sum_project": "60.45",
        "a_total": "81.12", "a_basic": "31.12", "a_project": "50.00",
        "b_total": "22.43", "b_basic": "11.98", "b_project": "10.45",
    }  # fmt: skip
    columns = {"total": "合计", "basic": "基本支出", "project": "项目支出"}
    entries = {"sum": "201", "a": "20101", "b": "20102"}
    at = {}
    for name, text in (right | wrong).items():
        row, column = name.split("_")
        at[name] = page.cell(text, "T5", entries[row], columns[column])
    down = [
        adds(at[f"sum_{c}"], at[f"a_{c}"], at[f"b_{c}"], rule="H102", subject=f"T5/201/{columns[c]}")
        for c in columns
    ]
    across = [
        adds(at[f"{r}_total"], at[f"{r}_basic"], at[f"{r}_project"], rule="C103", subject=f"T5/{entries[r]}")
        for r in entries
    ]
    return down + across


# --- one wrong figure


@pytest.mark.parametrize(
    ("cell", "wrong", "right"),
    [
        ("a_total", "81.72", "81.12"),
        ("a_project", "56.00", "50.00"),
        ("sum_total", "103.59", "103.55"),
        ("b_basic", "11.89", "11.98"),
        ("sum_project", "64.05", "60.45"),
    ],
)
def test_one_wrong_cell_is_one_finding_with_its_consequences(cell: str, wrong: str, right: str) -> None:
    page = Page()
    audit = audit_of(page, *small_table(page, **{cell: wrong}))
    finding = only(audit)
    assert suspect_text(audit, finding) == wrong
    assert finding.suggestion == right
    assert len(finding.follows) == 1
    assert audit.counts["break"] == 2


def test_a_figure_stated_in_five_places_and_wrong_in_one() -> None:
    page = Page()
    cell = page.cell("5364.75")
    places = [page.words(text) for text in ("5364.75", "5364.75", "5377.64", "5364.75", "5364.75")]
    audit = audit_of(page, *(same(place, cell) for place in places))
    finding = only(audit)
    assert finding.suspect == places[2]
    assert (finding.stated, finding.expected, finding.difference) == ("5377.64", "5364.75", "12.89")
    assert finding.suggestion == "5364.75"
    assert set(finding.agreeing) == {cell, *places} - {places[2]}
    assert finding.place == audit.figure(places[2]).place


def test_the_same_wrong_value_in_two_places_is_one_finding() -> None:
    """81.11 twice in the text of Panyu 2019, 81.12 in the table, whose own sums hold."""
    page = Page()
    relations = small_table(page)
    cell = next(f.id for f in page.figures if f.text == "81.12")
    first, second = page.words("81.11"), page.words("81.11")
    audit = audit_of(page, *relations, same(first, cell), same(second, cell))
    finding = only(audit)
    assert finding.suspect == first
    assert finding.severity == "warning"
    assert [audit.judged[id].relation.terms[0].figure for id in finding.follows] == [second]


def test_two_quantities_of_the_same_digits_stay_two_findings() -> None:
    page = Page()
    one, other = page.cells("5.00 7.00")
    audit = audit_of(page, same(page.words("4.00"), one), same(page.words("4.00"), other))
    assert len(audit.findings) == 2


def test_a_share_that_a_wrong_amount_breaks_follows_from_it() -> None:
    page = Page()
    cell, whole = page.cell("103.54"), page.cell("5250.40")
    amount, percent = page.words("130.54"), page.percent("1.97")
    audit = audit_of(page, share(percent, amount, whole), same(amount, cell))
    finding = only(audit)
    assert (finding.rule, finding.suspect, finding.suggestion) == ("N107", amount, "103.54")
    assert [audit.judged[id].relation.rule for id in finding.follows] == ["P101"]


def test_a_wrong_percentage_is_said_as_it_is_printed() -> None:
    page = Page()
    amount, whole = page.words("48.55"), page.cell("5250.40")
    percent = page.percent("0.93")
    audit = audit_of(page, share(percent, amount, whole), same(amount, page.cell("48.55")))
    finding = only(audit)
    assert (finding.stated, finding.expected, finding.difference) == ("0.93%", "0.92%", "0.01%")
    assert (finding.suspect, finding.suggestion) == (percent, "0.92")
    assert audit.judged[0].right == "0.92469"
    assert finding_message(audit, finding, Texts("zh")).endswith("所列 0.93%，按金额计算 0.92%")
    assert difference_text(audit, audit.judged[0], Texts("zh")) == "0.01 个百分点"


def test_a_sentence_is_doubted_before_a_table_that_adds_up() -> None:
    """Two places of the text agree with each other against one cell, and are wrong together."""
    page = Page()
    relations = small_table(page)
    cell = next(f.id for f in page.figures if f.text == "50.00")
    places = [page.words("60.00"), page.words("60.00")]
    audit = audit_of(page, *relations, *(same(place, cell) for place in places))
    assert only(audit).suspect == places[0]


def test_a_cell_is_doubted_when_its_own_table_breaks_with_the_text() -> None:
    page = Page()
    relations = small_table(page, a_total="87.12")
    cell = next(f.id for f in page.figures if f.text == "87.12")
    audit = audit_of(page, *relations, same(page.words("81.12"), cell))
    finding = only(audit)
    assert (finding.suspect, finding.suggestion) == (cell, "81.12")
    assert len(finding.follows) == 2


def test_no_figure_is_named_when_none_is_more_suspect_than_another() -> None:
    page = Page()
    total, a, b = page.cells("10.00 4.13 5.21", table="U1")
    audit = audit_of(page, adds(total, a, b))
    finding = only(audit)
    assert finding.suspect is None and finding.suggestion is None
    assert (finding.stated, finding.expected, finding.difference) == ("10.00", "9.34", "0.66")


def test_a_lone_number_among_zeros_is_the_likelier_slip() -> None:
    page = Page()
    total, *parts = page.cells("18.34 12.20 6.14 0.00 2.00 0.00", table="T6")
    finding = only(audit_of(page, adds(total, *parts, rule="H106")))
    assert (finding.suspect, finding.suggestion) == (parts[3], "0.00")


def test_a_lone_number_among_zeros_is_the_likelier_slip_even_where_a_tail_remains() -> None:
    """12.22 for 12.29 is a slip as well, and would tie to the last digit."""
    page = Page()
    total, *parts = page.cells("18.44 12.29 6.14 0.00 0.08 0.00", table="T6")
    finding = only(audit_of(page, adds(total, *parts, rule="H106")))
    assert (finding.suspect, finding.suggestion) == (parts[3], "0.00")


def test_rounding_tails_do_not_lead_the_suggestion_astray() -> None:
    """The column asks for 81.13, as it was a unit short before; one slip leads from 81.12 to 87.12."""
    page = Page()
    relations = small_table(page, a_total="87.12", sum_total="103.56")
    assert only(audit_of(page, *relations)).suggestion == "81.12"


def test_an_amount_that_a_percentage_only_brackets_gets_no_suggestion() -> None:
    page = Page()
    percent, part, whole = page.percent("50"), page.words("61.30"), page.words("100.00")
    cell = page.cell("100.00")
    audit = audit_of(page, share(percent, part, whole), same(whole, cell), same(percent, page.percent("50")))
    finding = only(audit)
    assert (finding.suspect, finding.suggestion) == (part, None)
    said = finding_message(audit, finding, Texts("zh"))
    assert said.endswith("50% 与所列金额不符，按金额为 61%；疑 61.30万元 有误")


def test_a_base_with_a_digit_too_many_is_what_should_change_and_not_the_percentage() -> None:
    page = Page()
    percent, part, whole = page.percent("50.00"), page.cell("1634.65"), page.words("43269.3")
    audit = audit_of(page, share(percent, part, whole), same(percent, page.percent("50.00")))
    finding = only(audit)
    assert (finding.suspect, finding.suggestion) == (whole, "3269.3")
    assert (finding.stated, finding.expected, finding.difference) == ("43269.3", "3269.3", "40000.0")


# --- several wrong figures


def test_two_errors_in_one_table_are_two_findings() -> None:
    page = Page()
    audit = audit_of(page, *small_table(page, a_basic="37.12", b_project="19.45"))
    found = {(suspect_text(audit, f), f.suggestion) for f in audit.findings}
    assert found == {("37.12", "31.12"), ("19.45", "10.45")}


def test_errors_that_cancel_stand_together_and_name_each_other() -> None:
    """0.18 for 0.16 and 2.80 for 2.82 under a sum that holds (Panyu 2019, 非税收入)."""
    page = Page()
    interest, disposal, total = page.words("0.18"), page.words("2.80"), page.words("2.98")
    cells = page.cells("0.16 2.82 2.98", table="TN")
    between = same(page.words("7.77"), page.cell("9.99", table="TN"), rule="N100")
    audit = audit_of(
        page,
        same(interest, cells[0], rule="N116"),
        between,
        same(disposal, cells[1], rule="N116"),
        adds(total, interest, disposal, rule="N124"),
        adds(cells[2], *cells[:2], rule="H115"),
    )
    suspects = [f.suspect for f in audit.findings]
    assert abs(suspects.index(interest) - suspects.index(disposal)) == 1
    told = {f.suspect: [d for d in f.diagnoses if d.key == "compensating"] for f in audit.findings}
    assert told[interest][0].details["partner"] == "2.80万元"
    assert told[disposal][0].details["partner"] == "0.18万元"


def test_a_change_told_the_wrong_way_round_has_all_its_digits_right() -> None:
    page = Page()
    change, now, before = page.cells("13.57 268.33 281.90")
    (finding,) = audit_of(page, adds(change, now, -before)).findings[:1]
    assert finding.suggestion == "-13.57"
    assert [guess.key for guess in finding.diagnoses] == ["sign_flip"]


def test_every_broken_relation_belongs_to_one_finding() -> None:
    page = Page()
    relations = small_table(page, a_basic="37.12", b_project="19.45", sum_total="99.99")
    audit = audit_of(page, *relations)
    told = [id for f in audit.findings for id in (f.relation, *f.follows)]
    broken = [j.id for j in audit.judged.values() if j.verdict == "break"]
    assert sorted(id for id in told if id in broken) == broken
    assert len(told) == len(set(told))


# --- words, problems, remarks


def wording(rule: str, stated: str, expected: str, subject: str, line: int, *figures: int) -> Relation:
    terms = tuple(Term(Side.LEFT, figure) for figure in figures)
    return Relation(
        rule, Tolerance.WORDING, subject, terms, stated=stated, expected=expected, place=Place(line=line)
    )


def test_the_same_words_in_several_places_are_one_finding() -> None:
    relations = [wording("M102", "规划与自然资源局", "规划和自然资源局", f"段{i}", i) for i in (3, 9)]
    finding = only(audit_of(Page(), *relations))
    assert (finding.stated, finding.expected) == ("规划与自然资源局", "规划和自然资源局")
    assert finding.place == Place(line=3)
    assert finding.follows == (1,)
    assert finding.details["places"] == "L3; L9"


def test_words_that_break_over_a_wrong_number_follow_from_it() -> None:
    page = Page()
    text, cell = page.words("9.00"), page.cell("4.00")
    audit = audit_of(page, same(text, cell), wording("D102", "大于", "小于", "决算", 1, text))
    assert only(audit).follows == (1,)


@pytest.mark.parametrize(("about", "suspect"), [((0,), 0), ((), None), ((0, 1), None)])
def test_words_about_one_figure_suspect_it_and_words_about_several_none(
    about: tuple[int, ...], suspect: int | None
) -> None:
    page = Page()
    figures = page.words("0.00"), page.words("3.00")
    terms = tuple(Term(Side.LEFT if f in about else Side.RIGHT, f) for f in figures)
    relation = Relation("Q104", Tolerance.WORDING, "出国", terms, stated="0个", expected="3人次")
    finding = only(audit_of(page, relation))
    assert finding.suspect == suspect
    assert (finding.stated, finding.expected) == ("0个", "3人次")


def test_what_could_not_be_resolved_is_a_finding() -> None:
    page = Page(problems=[Problem("S117", Place(line=40), table="U3", details={"title": "附表"})])
    finding = only(audit_of(page))
    assert (finding.rule, finding.verdict, finding.table) == ("S117", "unchecked", "U3")
    assert finding.place == Place(line=40)
    assert finding.details == {"title": "附表"}


def test_what_the_reader_noticed_is_a_finding() -> None:
    page = Page(remarks=[Remark("hidden_sheet", Place(sheet="备查"), {"sheet": "备查"})])
    (finding,) = audit_of(page).findings
    assert (finding.rule, finding.severity) == ("remark.hidden_sheet", "note")


# --- severity and order


def test_the_rule_says_how_much_a_break_matters() -> None:
    page = Page()
    relation = same(page.words("5.00"), page.cell("9.00"))
    assert only(audit_of(page, relation)).severity == "error"
    assert only(audit_of(page, relation, severities={"N107": "warning"})).severity == "warning"
    milder = same(0, 1, severity="note")
    assert audit_of(page, milder).findings[0].severity == "note"


def test_one_unit_apart_is_a_warning_and_a_truncation_a_note() -> None:
    page = Page()
    unit = same(page.words("81.11"), page.cell("81.12"))
    assert audit_of(page, unit).findings[0].severity == "warning"
    cut = share(page.percent("95.45"), page.cell("3064.10"), page.cell("3209.90"))
    assert audit_of(page, cut).findings[0].severity == "note"


def test_the_worst_comes_first_and_breaks_before_tails() -> None:
    page = Page()
    relations = [
        adds(*page.cells("103.54 102.76 0.79")),
        same(page.words("81.11"), page.cell("81.12")),
        same(page.words("5.00"), page.cell("9.00")),
        share(page.percent("95.45"), page.cell("3064.10"), page.cell("3209.90")),
    ]
    found = [(f.severity, f.verdict) for f in audit_of(page, *relations).findings]
    assert found == [("error", "break"), ("warning", "break"), ("note", "break"), ("note", "tail")]


# --- truncation throughout


def test_a_report_that_truncates_throughout_gets_one_remark() -> None:
    page = Page()
    whole = page.cell("3209.90")
    cut = [
        share(page.percent(percent), page.cell(part), whole)
        for percent, part in (("95.45", "3064.10"), ("15.57", "500.10"))
    ]
    (finding,) = audit_of(page, *cut).findings
    assert (finding.rule, finding.severity) == ("P118", "note")
    assert finding.stated == "95.45%、15.57%"
    assert finding.follows == (0, 1)


def test_one_percentage_that_was_rounded_up_speaks_against_it() -> None:
    page = Page()
    whole = page.cell("3209.90")
    shares = [
        share(page.percent(percent), page.cell(part), whole)
        for percent, part in (("95.45", "3064.10"), ("15.57", "500.10"), ("28.06", "900.59"))
    ]
    assert "P118" not in {f.rule for f in audit_of(page, *shares).findings}


# --- fingerprints


def test_an_id_survives_other_values_and_lines() -> None:
    def finding(stated: str, before: int) -> Finding:
        page = Page()
        for _ in range(before):
            page.sentences.append("无关的一句。")
        relation = same(page.words(stated), page.cell("81.12", entry="2210201"), subject="T5/2210201")
        return only(audit_of(page, relation))

    assert finding("81.11", 0).id == finding("88.12", 5).id
    assert len(finding("81.11", 0).id) == 12


def test_ids_are_unique() -> None:
    page = Page()
    relations = [
        same(page.words(text), page.cell(other, entry="2210201"), subject="T5/2210201")
        for text, other in (("1.00", "2.00"), ("3.00", "5.00"), ("7.00", "9.50"))
    ]
    ids = [f.id for f in audit_of(page, *relations).findings]
    assert len(set(ids)) == 3


# --- the audit as a whole


def test_numbers_are_shown_in_the_unit_of_the_print() -> None:
    page = Page()
    cell, text = page.cell("811234.56", unit="元"), page.words("81.21")
    judged = audit_of(page, same(text, cell)).judged[0]
    assert judged.left == "81.21"
    assert Decimal(judged.right) == Decimal("811234.56")


def test_an_offset_is_shown_as_what_the_sum_should_be() -> None:
    page = Page()
    shares = tuple(Term(Side.LEFT, page.percent(text)) for text in ("60.00", "30.00"))
    hundred = Relation("P102", Tolerance.SUM, "占比", shares, offset=Decimal(-100))
    finding = only(audit_of(page, hundred))
    assert (finding.stated, finding.expected, finding.difference) == ("90.00%", "100.00%", "-10.00%")


def test_growth_on_nothing_is_unchecked_and_says_why() -> None:
    page = Page()
    percent, change, current = page.percent("100"), page.words("5.00"), page.words("5.00")
    audit = audit_of(page, growth(percent, change, current))
    assert audit.findings == []
    assert [(u.rule, u.reason) for u in audit.unchecked] == [("P104", "zero_base")]
    assert audit.counts == {"relations": 0, "tie": 0, "tail": 0, "break": 0, "unchecked": 1}


def test_a_report_with_nothing_to_relate_has_no_findings() -> None:
    assert audit_of(Page()).findings == []


# --- a real report


@pytest.fixture(scope="module")
def panyu(shared: Path) -> Audit:
    return audit(shared / "reports" / "panyu-2019.md")


def test_panyu_has_its_two_amounts_that_are_wrong_twice(panyu: Audit) -> None:
    wrong = {suspect_text(panyu, f): f for f in panyu.findings if f.rule == "N107"}
    assert set(wrong) == {"81.11", "12.24"}
    assert (wrong["81.11"].suggestion, wrong["12.24"].suggestion) == ("81.12", "12.25")
    assert all(f.severity == "warning" and len(f.follows) >= 1 for f in wrong.values())


def test_panyu_has_no_broken_table(panyu: Audit) -> None:
    broken = [f for f in panyu.findings if f.verdict == "break" and f.suspect is not None]
    forms = {table.id for table in panyu.report.forms()}
    assert not [f for f in broken if panyu.figure(f.suspect or 0).table in forms]


def test_panyu_says_how_its_errors_came_about(panyu: Audit) -> None:
    told = {
        suspect_text(panyu, f): {d.key for d in f.diagnoses} for f in panyu.findings if f.suspect is not None
    }
    assert "unit_slip" in told["81.12"]
    assert "compensating" in told["0.18"] and "compensating" in told["2.80"]
    assert "base_mix" in told["99.60"]
    assert "plugged" in told["81.11"]
