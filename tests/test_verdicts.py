"""What ties, what is a rounding tail and what breaks (DESIGN section 3, catalogue section 5)."""

from __future__ import annotations

import random
from decimal import ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.relations.relation import Relation, Relations, Side, Term, Tolerance
from checks.verdicts import judge
from tests.make import Page, adds, at_most, growth, same, share, verdict_of, verdicts_of

CENT = Decimal("0.01")
ROUNDINGS = (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN)


# --- sums


def test_a_sum_that_adds_up_ties() -> None:
    page = Page()
    total, a, b = page.cells("103.55 102.76 0.79")
    assert verdict_of(page, adds(total, a, b)) == "tie"


def test_panyu_208_is_a_tail_of_one_unit() -> None:
    page = Page()
    total, a, b = page.cells("103.54 102.76 0.79")
    assert verdict_of(page, adds(total, a, b)) == "tail"


def test_two_addends_explain_one_unit_and_no_more() -> None:
    page = Page()
    total, a, b = page.cells("103.53 102.76 0.79")
    assert verdict_of(page, adds(total, a, b)) == "break"


def test_zeros_are_no_rounded_addends() -> None:
    """(n+1)·u/2 counts the non-zero addends: two of five explain one unit, not three."""
    page = Page()
    total, *parts = page.cells("103.57 102.76 0.79 0.00 0.00 0.00")
    assert verdict_of(page, adds(total, *parts)) == "break"


def test_a_long_sum_may_be_off_by_more_than_is_likely() -> None:
    """22 addends allow 11 units; beyond 3σ (4.15 units) the tail says it is improbable."""
    page = Page()
    parts = page.cells(" ".join(["10.10"] * 22))
    likely, unlikely, impossible = page.cells("222.24 222.25 222.32")
    found = verdicts_of(page, adds(likely, *parts), adds(unlikely, *parts), adds(impossible, *parts))
    assert found == [("tail", ""), ("tail", "improbable"), ("break", "")]


def test_an_offset_stands_on_the_left() -> None:
    """Σ shares = 100: 99.98 of four shares is a tail, 99.98 of two is not."""
    page = Page()
    four = [page.percent(text) for text in ("40.00", "30.00", "20.00", "9.98")]
    two = [page.percent(text) for text in ("60.00", "39.98")]
    hundred = [
        Relation("P102", Tolerance.SUM, "", tuple(Term(Side.LEFT, p) for p in shares), offset=Decimal(-100))
        for shares in (four, two)
    ]
    assert verdicts_of(page, *hundred) == [("tail", "improbable"), ("break", "")]


def test_units_meet_in_the_base_unit() -> None:
    """1,027,600 元 and 7,850 元 make 103.55万元; the coarser total decides: 103.54 is half a unit off."""
    page = Page()
    total, wrong = page.cells("103.55 103.54")
    parts = page.cells("1027600.00 7850.00", unit="元")
    assert verdict_of(page, adds(total, *parts)) == "tail"
    assert verdict_of(page, adds(wrong, *parts)) == "tail"
    assert verdict_of(page, adds(page.cell("103.53"), *parts)) == "break"


def test_signs_add_up() -> None:
    page = Page()
    zero = page.cell("0.00")
    total, a, correction = page.cells("-3.20 1.05 -4.25")
    assert verdict_of(page, adds(total, a, correction, zero)) == "tie"


def test_at_most_breaks_only_when_rounding_cannot_save_it() -> None:
    page = Page()
    below, equal, touching, above = page.cells("4.99 5.00 5.01 5.02")
    limit = page.cell("5.00")
    assert [verdict_of(page, at_most(x, limit)) for x in (below, equal, touching, above)] == [
        "tie",
        "tie",
        "tail",
        "break",
    ]


def test_counts_are_exact() -> None:
    page = Page()
    total, kinds = page.count("3"), [page.count("2"), page.count("0")]
    exact = Relation(
        "Q101", Tolerance.EXACT, "", (Term(Side.LEFT, total), *(Term(Side.RIGHT, k) for k in kinds))
    )
    assert verdict_of(page, exact) == "break"


@st.composite
def sums(draw: st.DrawFn) -> tuple[list[Decimal], Decimal]:
    """True values in units of 1/1000, none that prints as a false zero, and their sum."""
    amount = st.integers(-40_000, 400_000).filter(lambda v: v == 0 or abs(v) >= 6)
    parts = [Decimal(v).scaleb(-3) for v in draw(st.lists(amount, min_size=1, max_size=12))]
    return parts, sum(parts, Decimal(0))


def printed(value: Decimal, rounding: str) -> str:
    return f"{value.quantize(CENT, rounding=rounding):f}"


@settings(deadline=None, max_examples=60)
@given(st.lists(sums().filter(lambda s: s[1] == 0 or abs(s[1]) >= 6), min_size=1, max_size=12), st.randoms())
def test_a_sum_that_truly_holds_never_breaks(
    truths: list[tuple[list[Decimal], Decimal]], rnd: random.Random
) -> None:
    """Whatever each printer does with a 5 behind the last place."""
    page, relations = Page(), []
    for parts, total in truths:
        ids = [page.cell(printed(v, rnd.choice(ROUNDINGS))) for v in (total, *parts)]
        relations.append(adds(*ids))
    assert {verdict for verdict, _ in verdicts_of(page, *relations)} <= {"tie", "tail"}


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(*[st.integers(-6, 6)] * 4), min_size=1, max_size=12))
def test_a_sum_breaks_exactly_when_no_true_values_explain_it(prints: list[tuple[int, ...]]) -> None:
    """Brute force over all true values at half-unit steps, which reach every end of every interval."""
    page, relations, expected = Page(), [], []
    for values in prints:
        total, *parts = ids = page.cells(" ".join(f"{Decimal(v).scaleb(-2)}" for v in values))
        relations.append(adds(ids[0], *parts))
        choices = [(2 * v - 1, 2 * v, 2 * v + 1) if v else (0,) for v in values]
        explained = any(candidate[0] == sum(candidate[1:]) for candidate in product(*choices))
        expected.append("break" if not explained else "tie" if values[0] == sum(values[1:]) else "tail")
        assert total >= 0
    assert [verdict for verdict, _ in verdicts_of(page, *relations)] == expected


@pytest.mark.parametrize(("addends", "worst"), [(2, 1), (8, 4), (22, 7), (60, 10)])
def test_simulated_reports_stay_within_what_the_catalogue_measured(addends: int, worst: int) -> None:
    """Correctly rounded sums: 2 addends are off by 0 or 1 unit, 8 by at most 3, 22 by 6, 60 by 9 in
    40 000; of 200 none breaks, none reaches a unit more, and hardly one is improbable."""
    rnd = random.Random(addends)
    page, relations = Page(), []
    for _ in range(200):
        parts = [Decimal(rnd.randrange(1_000, 10_000_000)).scaleb(-5) for _ in range(addends)]
        relations.append(
            adds(*(page.cell(printed(v, ROUND_HALF_UP)) for v in (sum(parts, Decimal(0)), *parts)))
        )
    frame = judge(Relations(relations), page.report().frame)
    assert "break" not in set(frame["verdict"])
    assert max(abs(d) for d in frame["difference"]) <= worst * CENT
    assert (frame["note"] == "improbable").sum() <= 3
    if addends == 2:
        assert 0.68 < (frame["verdict"] == "tie").sum() / 200 < 0.82


# --- restatements


def test_one_unit_apart_is_a_break_and_says_so() -> None:
    """81.11 in the text, 81.12 in the table (Panyu 2019, 住房公积金): never a tail."""
    page = Page()
    text, cell = page.words("81.11"), page.cell("81.12")
    assert verdict_of(page, same(text, cell)) == "break/one_unit"


def test_two_units_apart_is_a_plain_break() -> None:
    page = Page()
    text, cell = page.words("0.18"), page.cell("0.16")
    assert verdict_of(page, same(text, cell)) == "break"


def test_a_total_that_is_re_added_may_differ_by_its_sum_tail() -> None:
    """754.75 in one table, 754.76 in another, each converted from 元 on its own (Shanghai 2024)."""
    page = Page()
    one, other, far = page.cell("754.75", "T1"), page.cell("754.76", "T5"), page.cell("754.77", "T5")
    assert verdict_of(page, same(one, other, addends=2)) == "tail"
    assert verdict_of(page, same(one, other, addends=1)) == "break/one_unit"
    assert verdict_of(page, same(one, far, addends=2)) == "break"
    assert verdict_of(page, same(one, page.cell("754.80"), addends=10)) == "tail/improbable"


@pytest.mark.parametrize(
    ("coarse", "fine", "verdict"),
    [
        ("81.1", "81.12", "tie"),
        ("81.1", "81.15", "tie"),  # exactly half: either rounding
        ("81.1", "81.151", "break/one_unit"),
        ("81.1", "81.16", "break/one_unit"),
        ("81", "81.62", "break/one_unit"),
        ("80", "81.62", "break"),
        ("0.00", "0.004", "tie"),  # a rounded zero
        ("0", "0.004", "break"),  # 0万元 is none at all
    ],
)
def test_at_different_precision_the_finer_must_round_to_the_coarser(
    coarse: str, fine: str, verdict: str
) -> None:
    page = Page()
    assert verdict_of(page, same(page.words(coarse), page.cell(fine))) == verdict
    assert verdict_of(page, same(page.cell(fine), page.words(coarse))) == verdict


def test_a_table_in_yuan_restated_in_ten_thousands() -> None:
    page = Page()
    cell = page.cell("811234.56", unit="元")
    right, wrong, slipped = page.words("81.12"), page.words("81.13"), page.words("81.12", unit="元")
    found = verdicts_of(page, same(right, cell), same(wrong, cell), same(slipped, cell))
    assert found == [("tie", ""), ("break", "one_unit"), ("break", "")]


def test_a_count_one_apart_is_no_rounding_matter() -> None:
    page = Page()
    assert verdict_of(page, same(page.count("2"), page.count("3"))) == "break"


# --- percentages


@pytest.mark.parametrize(
    ("percent", "part", "whole", "verdict"),
    [
        ("1.97", "103.54", "5250.40", "tie"),  # 1.97204
        ("1.98", "103.54", "5250.40", "break"),
        ("0.93", "48.55", "5250.40", "break"),
        ("1.54", "81.12", "5250.40", "tail"),  # 1.54503: half-up gives 1.55, the interval reaches 1.54
        ("1.55", "81.11", "5250.40", "break"),  # 1.54484
        ("98.68", "4011.72", "4063.81", "break"),
        ("99.60", "5250.40", "5270.40", "break"),
        ("95.45", "3064.10", "3209.90", "break/truncated"),  # 95.4578
        ("-95.45", "-3064.10", "3209.90", "break/truncated"),
        ("95.44", "3064.10", "3209.90", "break"),
        ("23", "1.15", "5.00", "tie"),
        ("120.5", "6.03", "5.00", "tail"),  # 120.6
        ("0.00", "0.00", "0.00", "tie"),
        ("0", "0.00", "12.00", "tie"),
        ("100.00", "3.00", "0.00", "unchecked/zero_base"),
        ("12.00", "3.00", "-25.00", "unchecked/zero_base"),
    ],
)
def test_a_share(percent: str, part: str, whole: str, verdict: str) -> None:
    page = Page()
    p, a, b = page.percent(percent), page.words(part), page.words(whole)
    assert verdict_of(page, share(p, a, b)) == verdict


def test_a_rate_of_counts_is_exact() -> None:
    """公开覆盖率 5/30 printed 16.66: 16.667 fits truncation only."""
    page = Page()
    five, thirty = page.count("5", "项"), page.count("30", "项")
    assert verdict_of(page, share(page.percent("16.66"), five, thirty)) == "break/truncated"
    assert verdict_of(page, share(page.percent("16.67"), five, thirty)) == "tie"


def test_amounts_in_yuan_lose_no_digit_in_a_product() -> None:
    """9,999,999.99 of 30,000,000.00 元 is 33.33333330 %: six printed places tell."""
    page = Page()
    part, whole = page.cell("9999999.99", unit="元"), page.cell("30000000.00", unit="元")
    assert verdict_of(page, share(page.percent("33.333333"), part, whole)) == "tie"
    assert verdict_of(page, share(page.percent("33.333334"), part, whole)) == "break"


@pytest.mark.parametrize(
    ("percent", "change", "current", "sign", "verdict"),
    [
        ("34.02", "1332.69", "5250.40", 1, "tie"),
        ("35.94", "31.82", "120.36", 1, "tie"),
        ("35.74", "31.82", "120.36", 1, "break"),
        ("18.70", "2.30", "10.00", -1, "tie"),  # 2.30 less than 12.30
        ("18.72", "2.30", "10.00", -1, "tail"),
        ("18.90", "2.30", "10.00", -1, "break"),
        ("100.00", "5.00", "5.00", 1, "unchecked/zero_base"),  # nothing the year before
        ("100.00", "5.00", "0.00", -1, "tie"),  # nothing left
        ("0.00", "0.00", "7.10", 1, "tie"),
    ],
)
def test_growth(percent: str, change: str, current: str, sign: int, verdict: str) -> None:
    page = Page()
    g, d, c = page.percent(percent), page.words(change), page.words(current)
    assert verdict_of(page, growth(g, d, c, sign)) == verdict


def test_a_number_too_long_to_be_an_amount_is_unreadable() -> None:
    page = Page()
    huge, small = page.cells("123456789012345678901234567890 1.00")
    assert verdict_of(page, same(huge, small)) == "unchecked/unreadable"
    assert (
        verdict_of(page, share(page.percent("1"), small, page.cell("99999999999.00")))
        == "unchecked/unreadable"
    )


def interval(text: str) -> tuple[Fraction, Fraction]:
    unit = Fraction(1, 10 ** len(text.partition(".")[2]))
    value = Fraction(text)
    return (value, value) if value == 0 else (value - unit / 2, value + unit / 2)


ratio_cases = st.tuples(
    st.integers(1, 400), st.integers(1, 400), st.integers(-15, 15), st.sampled_from((0, 1, 2))
)


@settings(deadline=None, max_examples=40)
@given(st.lists(ratio_cases, min_size=1, max_size=12), st.booleans())
def test_percentages_break_exactly_when_no_true_values_explain_them(
    cases: list[tuple[int, int, int, int]], growing: bool
) -> None:
    """Against exact fractions: the recomputed interval from every corner of the operands."""
    page, relations, expected = Page(), [], []
    for a, b, off, places in cases:
        part, whole = f"{Decimal(a).scaleb(-2)}", f"{Decimal(a + b if growing else b).scaleb(-2)}"
        true = Fraction(a, b) * 100
        value = (Decimal(round(true * 10**places)) + off).scaleb(-places)
        percent = f"{value:f}"
        unit = Fraction(1, 10**places)
        corners = [
            100 * x / (y - x if growing else y)
            for x, y in product(interval(part), interval(whole))
            if (y - x if growing else y) > 0
        ]
        relations.append(
            (growth if growing else share)(page.percent(percent), page.words(part), page.words(whole))
        )
        if len(corners) < 4:
            expected.append("unchecked")
        elif Fraction(value) - unit / 2 <= max(corners) and Fraction(value) + unit / 2 >= min(corners):
            expected.append("holds")
        else:
            expected.append("break")
    found = ["holds" if v in ("tie", "tail") else v for v, _ in verdicts_of(page, *relations)]
    assert found == expected


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.integers(6, 500_000), st.integers(6, 500_000)), min_size=1, max_size=12),
    st.sampled_from(ROUNDINGS),
)
def test_a_percentage_computed_from_true_values_never_breaks(
    truths: list[tuple[int, int]], rounding: str
) -> None:
    page, relations = Page(), []
    for part, whole in truths:
        amounts = [page.words(printed(Decimal(v).scaleb(-3), rounding)) for v in (part, whole)]
        relations.append(share(page.percent(printed(Decimal(100 * part) / whole, rounding)), *amounts))
    assert {verdict for verdict, _ in verdicts_of(page, *relations)} <= {"tie", "tail"}


# --- words and alternatives


def test_words_tie_when_they_are_the_same() -> None:
    def named(stated: str) -> Relation:
        return Relation("M102", Tolerance.WORDING, "", stated=stated, expected="规划和自然资源局")

    assert verdicts_of(Page(), named("规划和自然资源局"), named("规划与自然资源局")) == [
        ("tie", ""),
        ("break", ""),
    ]


def test_the_base_that_fits_most_of_a_list_is_the_one_that_was_meant() -> None:
    """Two shares of one list: with base 200.00 both tie, with base 220.00 one breaks."""
    page = Page()
    first, second = page.words("50.00"), page.words("150.00")
    wide, narrow = page.words("220.00"), page.words("200.00")
    shares = page.percent("25.00"), page.percent("75.00")
    relations = [
        share(p, a, base, choice="list", option=str(base))
        for base in (wide, narrow)
        for p, a in zip(shares, (first, second), strict=True)
    ]
    frame = judge(Relations(relations), page.report().frame)
    assert frame["relation"].to_list() == [2, 3]
    assert frame["verdict"].to_list() == ["tie", "tie"]


@pytest.mark.parametrize(
    ("cells", "kept"), [("7.00 8.00", 0), ("8.00 7.00", 1), ("3.00 7.00", 0), ("7.00 5.30", 1)]
)
def test_among_equally_broken_options_the_nearest_stays_then_the_earlier(cells: str, kept: int) -> None:
    page = Page()
    text, one, other = page.words("5.00"), *page.cells(cells)
    relations = [
        same(text, one, choice="cell", option="b"),
        same(text, other, choice="cell", option="a"),
    ]
    frame = judge(Relations(relations), page.report().frame)
    assert frame["relation"].to_list() == [kept]


def test_a_report_without_relations_has_no_verdicts() -> None:
    assert judge(Relations([]), Page().report().frame).is_empty()


def test_verdicts_say_both_sides_and_the_difference() -> None:
    page = Page()
    percent, part, whole = page.percent("0.93"), page.words("48.55"), page.words("5250.40")
    (row,) = judge(Relations([share(percent, part, whole)]), page.report().frame).to_dicts()
    assert row["left"] == Decimal("0.93")
    assert round(row["right"], 6) == Decimal("0.924691")
    assert round(row["difference"], 6) == Decimal("0.005309")
