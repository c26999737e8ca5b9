"""What a spreadsheet shows for a stored number. Expected texts are what Excel prints for these codes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.reading.sheets.number_format import BUILT_IN, shown, stored

ACCOUNTING = BUILT_IN[43]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("2240.73", "#,##0.00", "2,240.73"),
        ("1234567.8", "#,##0.00", "1,234,567.80"),
        ("100", "0.00", "100.00"),
        ("0", "#,##0.00", "0.00"),
        ("0", ACCOUNTING, "-"),
        ("-1234.5", ACCOUNTING, "-1,234.50"),
        ("-5", "#,##0.00_);[Red]\\(#,##0.00\\)", "(5.00)"),
        ("5", "#,##0.00_);[Red]\\(#,##0.00\\)", "5.00"),
        ("0", "0.00;;", ""),
        ("-3", "0.00;;", ""),
        ("0", "#,###", ""),
        ("-0.001", "0.00", "0.00"),
        ("2.345", "0.00", "2.35"),
        ("-2.345", "0.00", "-2.35"),
        ("0.9986", "0.00%", "99.86%"),
        ("0.5", "#.00", ".50"),
        ("5", "0.##", "5"),
        ("12345678", "#,##0,", "12,346"),
        ("52504000", '0.00,,"百万"', "52.50百万"),
        ("52504000", "0!.0000", "5250.4000"),
        ("3", "0!.0000", "0.0003"),
        ("12", '0"人"', "12人"),
        ("12", "[$¥-804]#,##0.00", "¥12.00"),
        ("150", '[>100]"大"0;[<50]"小"0;0.0', "大150"),
        ("75", '[>100]"大"0;[<50]"小"0;0.0', "75.0"),
        ("2010301", "0000000", "2010301"),
        ("301", "00000", "00301"),
        ("1234.56789012", "General", "1234.56789"),
        ("0.333333333333333", "General", "0.333333333"),
        ("-2.5", "General", "-2.5"),
        ("12", "@", "12"),
        ("3.5", "# ?/?", "3.5"),
        ("45657", 'yyyy"年"m"月"d"日"', "2024年12月31日"),
        ("45657.5", "yyyy-mm-dd hh:mm:ss", "2024-12-31 12:00:00"),
        ("45657.75", "h:mm AM/PM", "6:00 PM"),
        ("45657", "aaaa", "星期二"),
        ("1.5", "[h]:mm", "36:00"),
        ("-1", "yyyy-mm-dd", "-1"),
    ],
)
def test_a_number_is_shown_as_excel_shows_it(value: str, code: str, text: str) -> None:
    assert shown(Decimal(value), code) == text


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    assert shown(Decimal(44195), "yyyy-mm-dd", from_1904=True) == "2024-12-31"


def test_general_has_a_chinese_name() -> None:
    assert shown(Decimal("1234.5"), 'G/通用格式"元"') == "1234.5元"


@given(st.decimals(-10**9, 10**9, places=2))
def test_two_decimals_survive_the_way_through_a_binary_fraction(amount: Decimal) -> None:
    assert stored(repr(float(amount))) == amount
    assert stored(f"{float(amount):.17g}") == amount
    assert Decimal(shown(stored(float(amount)), "#,##0.00").replace(",", "")) == amount


@given(st.text(max_size=30), st.decimals(-10**6, 10**6, places=4))
def test_no_format_code_fails(code: str, amount: Decimal) -> None:
    assert isinstance(shown(amount, code), str)


@given(
    st.text("0#?,.%;\"!\\_*[]<>=-yYmMdDhHsSaAPM/@E+General元 ", max_size=20),
    st.decimals(-10**6, 10**6, places=4),
)
def test_no_mixture_of_its_signs_fails(code: str, amount: Decimal) -> None:
    assert isinstance(shown(amount, code), str)


def test_empty_brackets_in_a_date_are_nothing() -> None:
    assert shown(Decimal("0.5"), "h[]") == "12"
