"""Printed numbers of cells: what is one number, what is a blank, and what is neither."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.report.numbers import Number, Unreadable, plain_digits, read_number


@pytest.mark.parametrize(
    ("text", "value", "places"),
    [
        ("81.12", "81.12", 2),
        ("2,940.05", "2940.05", 2),
        ("96282213.44", "96282213.44", 2),
        ("0", "0", 0),
        ("0.00", "0.00", 2),
        ("2811.8", "2811.8", 1),
        ("311.3652", "311.3652", 4),
        ("１２.３", "12.3", 1),
        ("２，９４０．０５", "2940.05", 2),
        (".5", "0.5", 1),
        ("-3", "-3", 0),
        ("－12.24", "-12.24", 2),
        ("—12.24", "-12.24", 2),
        ("(1.20)", "-1.20", 2),
        ("（1.20）", "-1.20", 2),
        ("￥12.30", "12.30", 2),
    ],
)
def test_a_number_keeps_its_sign_and_its_printed_decimals(text: str, value: str, places: int) -> None:
    assert read_number(text) == Number(Decimal(value), places)
    assert plain_digits(read_number(text).value) == value  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["", " ", "-", "--", "—", "——", "－", "/", "…", "无"])
def test_blank_dash_and_slash_are_no_number(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "unit"), [("98.87%", "%"), ("98.87％", "%"), ("12.3万元", "万元"), ("5元", "元")]
)
def test_a_unit_behind_the_digits_is_kept(text: str, unit: str) -> None:
    number = read_number(text)
    assert number is not None
    assert number.unit == unit


@pytest.mark.parametrize("text", ["5250.4\n0", "5250.\n40", "5250\n.40", "5,250.\n40", "5250.40"])
def test_a_number_that_its_cell_broke_is_read_when_only_one_reading_is_an_amount(text: str) -> None:
    assert read_number(text) == Number(Decimal("5250.40"), 2)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12.30 4.50", "two_numbers"),
        ("12.30\n4.50", "two_numbers"),
        ("12\n34", "two_numbers"),  # 1234 or 12 and 34: not to be guessed
        ("12 34", "two_numbers"),
        ("1.2.3", "two_numbers"),
        ("2018-2019", "two_numbers"),
        ("1,23.4", "grouping"),
        ("1,234,56", "grouping"),
        ("XX", "placeholder"),
        ("××.××", "placeholder"),
        ("约5", "text"),
        ("(0.5", "text"),
        ("5.", "text"),
    ],
)
def test_what_is_not_one_number_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_number(text)
    assert refused.value.reason == reason


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=2)
    | st.decimals(min_value=0, max_value=10**9, places=4),
    st.booleans(),
    st.sampled_from(["-", "－", "()", "（）"]),
)
def test_any_amount_survives_being_printed(value: Decimal, grouped: bool, minus: str) -> None:
    digits = f"{abs(value):,}" if grouped else f"{abs(value):f}"
    negative = minus[0] + digits + minus[1:]
    number = read_number(negative if value.is_signed() else digits)
    assert number is not None
    assert number.value == value
    assert number.places == -value.as_tuple().exponent  # type: ignore[operator]
