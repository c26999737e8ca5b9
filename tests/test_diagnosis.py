"""How an error came about (catalogue section 8): each kind in the smallest report that shows it."""

from __future__ import annotations

import pytest

from checks.finding import Diagnosis, Finding
from checks.findings.likeness import shifted_point, slip, slipped_unit
from checks.report.report import Fact, Statement
from tests.make import Page, adds, audit_of, same, share


def restated(stated: str, cell: str, unit: str = "万元") -> list[Diagnosis]:
    """The diagnoses of a sentence that states `stated` where the table prints `cell`."""
    page = Page()
    audit = audit_of(page, same(page.words(stated, unit), page.cell(cell)))
    (finding,) = audit.findings
    return list(finding.diagnoses)


def keys(diagnoses: list[Diagnosis]) -> list[str]:
    return [diagnosis.key for diagnosis in diagnoses]


@pytest.mark.parametrize(
    ("stated", "cell", "key"),
    [
        ("811.20", "81.12", "decimal_shift"),
        ("8.11", "81.12", "decimal_shift"),
        ("-4.25", "4.25", "sign_flip"),
        ("35.74", "35.94", "digit"),
        ("1235.00", "123.50", "decimal_shift"),
        ("391.17", "5391.17", "digit"),
        ("5377.46", "5377.64", "transposed"),
    ],
)
def test_a_slip_of_the_pen_is_named(stated: str, cell: str, key: str) -> None:
    assert keys(restated(stated, cell))[0] == key


def test_an_amount_in_the_wrong_unit() -> None:
    """81.12元 for 81.12万元, and the unit is the suggestion (Panyu 2019)."""
    page = Page()
    text = page.words("81.12", unit="元")
    (finding,) = audit_of(page, same(text, page.cell("81.12"))).findings
    assert finding.diagnoses[0] == Diagnosis("unit_slip", {"unit": "万元"})
    assert (finding.stated, finding.expected) == ("81.12元", "81.12万元")
    assert finding.suggestion == "81.12万元"


def test_a_wrong_unit_with_a_wrong_digit_should_be_what_the_table_prints() -> None:
    """81.21元 for 81.12万元, 1.54 % of 5250.40万元: 811150元 fits the share too."""
    page = Page()
    text = page.words("81.21", unit="元")
    part = share(page.percent("1.54"), text, page.cell("5250.40"))
    (finding,) = audit_of(page, same(text, page.cell("81.12")), part).findings
    assert (finding.suspect, finding.suggestion) == (text, "811200.00")


def test_numbers_without_any_likeness_get_no_guess() -> None:
    assert restated("47.30", "81.12") == []


def test_one_unit_is_no_slip_to_speak_of() -> None:
    assert restated("81.11", "81.12") == []


@pytest.mark.parametrize(
    ("total", "key", "named"),
    [
        ("79.63", "omitted", "20.37"),
        ("48.30", "omitted", "31.33万元 + "),
        ("131.33", "double_count", "31.33"),
    ],
)
def test_a_total_that_leaves_addends_out_or_counts_one_twice(total: str, key: str, named: str) -> None:
    """The sentence is wrong, its parts are those of the table."""
    page = Page()
    stated, *parts = (page.words(text) for text in (total, "48.30", "31.33", "20.37"))
    cells = page.cells("48.30 31.33 20.37", table="T6")
    audit = audit_of(
        page,
        adds(stated, *parts, rule="N123"),
        *(same(part, cell) for part, cell in zip(parts, cells, strict=True)),
    )
    (finding,) = audit.findings
    assert finding.suspect == stated
    assert named in next(d.details["addend"] for d in finding.diagnoses if d.key == key)


def test_the_number_of_the_neighbouring_cell() -> None:
    page = Page()
    right = page.cell("31.20", entry="20101", column="基本支出")
    page.cell("47.86", entry="20101", column="项目支出")
    (finding,) = audit_of(page, same(page.words("47.86"), right)).findings
    (diagnosis,) = finding.diagnoses
    assert diagnosis.key == "neighbour"
    assert diagnosis.details["cell"] == "表T5·20101·项目支出 47.86万元"


def test_the_number_of_another_row_is_named_when_it_has_digits_enough() -> None:
    def told(number: str) -> list[Diagnosis]:
        page = Page()
        right = page.cell("31.20", entry="20101")
        page.cells("12.00 9.40")
        page.cell(number, entry="20805")
        (finding,) = audit_of(page, same(page.words(number), right)).findings
        return list(finding.diagnoses)

    assert Diagnosis("other_row", {"cell": "表T5·20805·合计 47.86万元"}) in told("47.86")
    assert "other_row" not in keys(told("0.03"))


def test_the_number_of_the_budget() -> None:
    page = Page()
    final = page.cell("31.20", table="T7", entry="合计", column="决算数")
    page.cell("47.86", table="T7", entry="合计", column="预算数")
    (finding,) = audit_of(page, same(page.words("47.86"), final)).findings
    assert finding.diagnoses[0].key == "stale"


def test_the_budget_of_the_same_sentence() -> None:
    page = Page()
    text = page.words("47.86", about="年初预算47.86万元，支出决算")
    budget = page.words("47.86")
    cell = page.cell("31.20")
    page.statements = [
        Statement(
            0, 0, 0, 9, 0, "gpb_detail", "", ("", "", ""), "", (Fact(budget, "budget"), Fact(text, "final"))
        )
    ]
    (finding,) = audit_of(page, same(text, cell)).findings
    assert "stale" in keys(list(finding.diagnoses))


def test_a_difference_that_is_the_carry_over_says_another_scope() -> None:
    """总计 stated for 合计: 33.09 too much, which is 年初结转和结余."""
    page = Page()
    total = page.cell("5271.57", table="T1", entry="本年收入合计", column="决算数")
    page.cell("33.09", table="T1", entry="年初结转和结余", column="决算数")
    (finding,) = audit_of(page, same(page.words("5304.66"), total)).findings
    assert finding.diagnoses[0].key == "scope"
    assert "年初结转和结余" in finding.diagnoses[0].details["amount"]


def percentage(percent: str, part: str, base: str, *totals: str) -> Finding:
    page = Page()
    for i, total in enumerate(totals):
        page.cell(total, table="T2", entry=f"合计{i}", column="本年收入合计")
    amount, whole = page.words(part), page.cell(base, table="T3", entry="合计", column="本年支出合计")
    shares = share(page.percent(percent), amount, whole)
    (finding,) = audit_of(page, shares, same(amount, page.cell(part))).findings
    return finding


def test_a_percentage_of_another_total_names_it() -> None:
    """99.60 % is 5250.40 of the income 5271.57, not of the expenditure 5270.40 (Panyu 2019)."""
    finding = percentage("99.60", "5250.40", "5270.40", "5304.66", "5271.57")
    (diagnosis, *_) = finding.diagnoses
    assert diagnosis.key == "base_mix"
    assert diagnosis.details["base"] == "表T2·合计1·本年收入合计 5271.57万元"


def test_a_rough_percentage_fits_too_many_bases_to_name_one() -> None:
    assert "base_mix" not in keys(list(percentage("60", "50.00", "100.00", "83.40").diagnoses))


def test_a_percentage_that_was_cut_off() -> None:
    assert keys(list(percentage("95.45", "3064.10", "3209.90").diagnoses)) == ["truncated"]


def test_a_share_that_was_adjusted_so_that_the_list_adds_up() -> None:
    """60.00 + 39.07 + 0.93 = 100.00, and 0.93 should be 0.92."""
    page = Page()
    whole = page.cell("5250.40")
    parts = [page.cell(text) for text in ("3150.24", "2051.33", "48.55")]
    shares = [page.percent(text) for text in ("60.00", "39.07", "0.93")]
    hundred = page.percent("100.00")
    audit = audit_of(
        page,
        *(share(p, a, whole) for p, a in zip(shares, parts, strict=True)),
        adds(hundred, *shares, rule="P102"),
    )
    finding = next(f for f in audit.findings if f.suspect == shares[2])
    assert finding.suggestion == "0.92"
    assert "plugged" in keys(list(finding.diagnoses))


def test_an_error_that_is_carried_into_the_total() -> None:
    """5377.64 = 4896.98 + 480.66, and both are 12.89 above the table (Putuo 2024)."""
    page = Page()
    total, staff, running = (page.words(text) for text in ("5377.64", "4896.98", "480.66"))
    cells = page.cells("5364.75 4884.09 480.66", table="T6")
    audit = audit_of(
        page,
        adds(total, staff, running, rule="N108"),
        adds(cells[0], *cells[1:], rule="X114"),
        *(same(text, cell) for text, cell in zip((total, staff, running), cells, strict=True)),
    )
    assert [keys(list(f.diagnoses)) for f in audit.findings] == [["carried"], ["carried"]]


def test_at_most_three_guesses() -> None:
    page = Page()
    right = page.cell("8.12", entry="20101", column="基本支出")
    page.cell("81.20", entry="20101", column="预算数")
    page.cell("73.08", entry="年末结转和结余", column="基本支出")
    (finding,) = audit_of(page, same(page.words("81.20"), right)).findings
    assert keys(list(finding.diagnoses)) == ["decimal_shift", "scope", "stale"]


@pytest.mark.parametrize(
    ("right", "wrong", "kind"),
    [
        ("81.12", "81.72", "digit"),
        ("81.12", "8.12", "digit"),
        ("81.12", "811.12", "digit"),
        ("81.12", "18.12", "transposed"),
        ("81.12", "81.21", "transposed"),
        ("81.12", "81.12", ""),
        ("81.12", "18.21", ""),
        ("0.16", "0.18", "digit"),
        ("9.99", "10.00", ""),
    ],
)
def test_one_slip(right: str, wrong: str, kind: str) -> None:
    assert slip(right, wrong) == kind
    assert slip(wrong, right) == kind


def test_zero_is_no_slip_of_unit_or_point() -> None:
    page = Page()
    figure = page.figures[page.words("0.00")]
    assert slipped_unit(figure, page.figures[page.cell("81.12")].nominal) == ""
    assert not shifted_point(figure, page.figures[page.cell("81.12")].nominal)
