"""Simple formulas worked out again, and where it is left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checks.reading.address import address, area, position
from checks.reading.sheets import Sheet, Stored
from checks.reading.sheets.formulas import Sums, shifted

CELLS = {
    (0, 0): Stored("项目"),
    (0, 1): Stored("10.50", Decimal("10.5")),
    (1, 1): Stored("2", Decimal(2)),
    (2, 1): Stored("", unknown=True),
    (4, 1): Stored("4", Decimal(4)),
    (4, 2): Stored("5", Decimal(5)),
}
SHEET = Sheet("收入", CELLS)
BOOK = (
    SHEET,
    Sheet("Z01 支出", {(0, 0): Stored("7", Decimal(7)), (1, 0): Stored("", unknown=True)}),
    Sheet("张三's", {(0, 0): Stored("9", Decimal(9))}),
)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(B1:B2)", "12.5"),
        ("=SUM(A1:B2,C5)", "17.5"),
        ("=SUM(B1:B2)-B5*2", "4.5"),
        ("=-B1+(B2-B5)/4", "-11"),
        ("=ROUND(B1/4,2)", "2.63"),
        ("=SUM(B1, B2*2, -1)", "13.5"),
        ("=$B$1+B$2+ 1.5E1", "27.5"),
        ("=B1+D9", "10.5"),
        ("=SUM(B1:B1048576)", None),
        ("=SUM(C1:C1048576)", "5"),
        ("=A1+B1", None),
        ("=B3+1", None),
        ("=收入!B2", "2"),
        ("=B2+SUM('Z01 支出'!$A$1:A1)-'Z01 支出'!C9", "9"),
        ("='张三''s'!A1", "9"),
        ("=SUM('Z01 支出'!A1:A2)", None),
        ("=收入:支出!B1", None),
        ("=[1]收入!B1", None),
        ("=Sheet2!B1+1", None),
        ("='一 表'!B1", None),
        ("=IF(B1>1,B1,0)", None),
        ("=B1/0", None),
        ("=B1+", None),
        ("=合计", None),
        ("=" + "(" * 500 + "1" + ")" * 500, None),
    ],
)
def test_a_formula_has_the_value_a_spreadsheet_gives_it(formula: str, value: str | None) -> None:
    assert Sums(SHEET, BOOK).value(formula) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("formula", "there"),
    [
        ("A1+$B$1", "C3+$B$1"),
        ("SUM(A$1:$B2)", "SUM(C$1:$B4)"),
        ('IF(A1>1,"A1",LOG10(A2))', 'IF(C3>1,"A1",LOG10(C4))'),
        ("'A1 表'!A1*Z9", "'A1 表'!C3*AB11"),
    ],
)
def test_a_shared_formula_moves_its_relative_references(formula: str, there: str) -> None:
    assert shifted(formula, 2, 2) == there


def test_a_reference_moved_off_the_sheet_is_an_error() -> None:
    assert shifted("A1", -1, 0) == "#REF!"


def test_addresses_count_columns_past_z() -> None:
    assert [address(0, 25), address(6, 26), address(0, 16_383)] == ["Z1", "AA7", "XFD1"]
    assert position("$XFD$1048576") == (1_048_575, 16_383)
    assert position("A0") is None
    assert area("D9:B2") == (1, 1, 8, 3)
