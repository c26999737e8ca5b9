"""Formulas of old workbooks: what they say, which no one worked out, which disagree with their results."""

from __future__ import annotations

import random
import struct
from pathlib import Path

import pytest
import xlwt

from checks.reading import Document, ReadError, read
from checks.reading.sheets.tokens import Glossary, decoded
from tests.reading.shown import grid, remarks, rows
from tests.reading.tiny_xls import Calculated, array, elsewhere, put, relative, shared, tokens

SHEET = "支出决算表"


def book(tmp_path: Path, *cells: Calculated, values: tuple[tuple[float, ...], ...]) -> Document:
    """A sheet of numbers, row by row from column B, accounts in column A, and formulas anywhere."""
    return read(saved(tmp_path, *cells, values=values))


def saved(tmp_path: Path, *cells: Calculated, values: tuple[tuple[float, ...], ...]) -> Path:
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet(SHEET)
    for row, numbers in enumerate(values):
        sheet.write(row, 0, f"科目{row}")
        for column, number in enumerate(numbers, start=1):
            sheet.write(row, column, number)
    put(sheet, cells)
    workbook.save(str(tmp_path / "book.xls"))
    return tmp_path / "book.xls"


@pytest.mark.parametrize(
    "formula",
    [
        "SUM(B1:B3)",
        "A1-(B1-C1)",
        "A1/(B1*C1)-D1^2",
        "-(A1+B1)*2%",
        "SUM($A$1:B$2,3)",
        'IF(A1>=1,"甲""乙",B1&"x")',
        "ROUND(B1/3,2)+1.5",
        "VLOOKUP(A1,B1:C3,2,FALSE)",
        "NOT(A1<>B1)",
    ],
)
def test_a_formula_reads_as_it_was_written(tmp_path: Path, formula: str) -> None:
    cell = Calculated(1, 1, 3.0, tokens(formula.replace(",", ";")))
    assert grid(book(tmp_path, cell, values=((1, 2), ()))).rows[1][1].formula == f"={formula}"


def test_a_formula_reaches_other_sheets(tmp_path: Path) -> None:
    workbook = xlwt.Workbook(encoding="utf-8")
    summary = workbook.add_sheet("总表")
    for name in ("支出", "Z01", "基本 支出"):
        workbook.add_sheet(name).write(0, 0, 7)
    for row, formula in enumerate(["支出!B1", "SUM('Z01'!A1:B2)", "SUM('基本 支出'!$A$1)"]):
        summary.write(row, 0, "合计")
        summary.write(row, 1, xlwt.Formula(formula))
    workbook.save(str(tmp_path / "book.xls"))
    cells = [row[1] for row in next(read(tmp_path / "book.xls").grids()).rows]
    assert [cell.formula for cell in cells] == ["=支出!B1", "=SUM('Z01'!A1:B2)", "=SUM('基本 支出'!$A$1)"]
    assert all(cell.unknown for cell in cells)


def test_a_deleted_sheet_and_an_unknown_function_leave_a_formula_untold(tmp_path: Path) -> None:
    gone = b"\x5a" + struct.pack("<HHH", 40, 0, 1)
    addin = b"\x42\x01" + struct.pack("<H", 255)
    cells = (Calculated(0, 2, 3.0, gone), Calculated(1, 2, 4.0, tokens("B1") + addin))
    document = book(tmp_path, *cells, values=((1,), (2,)))
    assert [row[2].formula for row in grid(document).rows] == ["=", "="]
    assert [row[2].text for row in grid(document).rows] == ["3", "4"]
    assert document.remarks == ()


def test_operands_keep_their_order_where_no_parentheses_are_stored() -> None:
    a, b = (b"\x44" + struct.pack("<HH", 0, column | 0xC000) for column in (0, 1))
    assert decoded(a + a + b + b"\x04\x04", (0, 0), Glossary()) == "A1-(A1-B1)"
    assert decoded(a + b + b"\x03" + b + b"\x05\x13", (0, 0), Glossary()) == "-((A1+B1)*B1)"


def test_a_shared_formula_is_told_for_each_of_its_cells(tmp_path: Path) -> None:
    """Excel stores a formula that was filled down once; WPS does too."""
    total = relative(0, -2) + relative(0, -1) + b"\x03"
    cells = (
        Calculated(0, 3, 3.0, elsewhere(0, 3), flags=8, behind=shared((0, 2, 3, 3), total)),
        Calculated(1, 3, 7.0, elsewhere(0, 3), flags=8),
        Calculated(2, 3, 12.0, elsewhere(0, 3), flags=8),
    )
    document = book(tmp_path, *cells, values=((1, 2), (3, 4), (5, 6)))
    assert [row[3].formula for row in grid(document).rows] == ["=B1+C1", "=B2+C2", "=B3+C3"]
    assert remarks(document) == {
        "formula_mismatch": {
            "sheet": SHEET,
            "cell": "D3",
            "formula": "=B3+C3",
            "stored": "12",
            "computed": "11",
        }
    }


def test_an_array_formula_is_told_but_only_worked_out_when_it_is_a_sum(tmp_path: Path) -> None:
    product = tokens("SUM(B1:B2*C1:C2)")
    cell = Calculated(0, 3, 14.0, elsewhere(0, 3), behind=array((0, 0, 3, 3), product))
    document = book(tmp_path, cell, values=((1, 2), (3, 4)))
    assert grid(document).rows[0][3].formula == "=SUM(B1:B2*C1:C2)"
    assert document.remarks == ()


def test_a_result_that_agrees_is_no_remark(tmp_path: Path) -> None:
    total = Calculated(2, 1, 5250.4, tokens("SUM(B1:B2)"))
    document = book(tmp_path, total, values=((5232.03,), (18.37,), ()))
    assert document.remarks == ()
    assert rows(grid(document))[2] == ["科目2", "5250.4"]


def test_formulas_that_no_one_worked_out_are_unknown_and_said(tmp_path: Path) -> None:
    """xlwt stores an empty text for each; the second is found out by the first."""
    cells = (Calculated(2, 1, None, tokens("SUM(B1:B2)")), Calculated(3, 1, None, tokens("IF(B1>1;B1;0)")))
    document = book(tmp_path, *cells, values=((1,), (2,), (), ()))
    assert [(row[1].text, row[1].number, row[1].unknown) for row in grid(document).rows[2:]] == [
        ("", None, True),
        ("", None, True),
    ]
    assert remarks(document) == {"formula_without_value": {"sheet": SHEET, "count": "2", "cells": "B3, B4"}}


def test_a_formula_that_shows_nothing_is_blank(tmp_path: Path) -> None:
    """`=IF(B1=0,"",B1)` and what refers to it are worked out, and empty."""
    cells = (
        Calculated(0, 2, None, tokens('IF(B1=0;"";B1)')),
        Calculated(1, 2, None, tokens("C1")),
        Calculated(2, 2, 3.0, tokens("SUM(B1:B3)")),
    )
    document = book(tmp_path, *cells, values=((0,), (1,), (2,)))
    assert [row[2].unknown for row in grid(document).rows] == [False, False, False]
    assert document.remarks == ()


@pytest.mark.parametrize(("stored", "unknown"), [((0, 0), True), ((3, 0), False)])
def test_zeros_to_be_worked_out_on_opening_are_known_when_no_formula_denies_them(
    tmp_path: Path, stored: tuple[float, float], unknown: bool
) -> None:
    """A library that stores zero for each formula, and one that has worked them out: the second result is
    zero in both."""
    cells = (
        Calculated(2, 1, stored[0], tokens("SUM(B1:B2)"), flags=2),
        Calculated(3, 1, stored[1], tokens("B1+B2-3"), flags=2),
    )
    document = book(tmp_path, *cells, values=((1,), (2,), (), ()))
    assert [row[1].unknown for row in grid(document).rows[2:]] == [unknown, unknown]
    assert ("formula_without_value" in remarks(document)) is unknown


def test_a_zero_that_excel_saved_is_a_result_even_when_it_is_wrong(tmp_path: Path) -> None:
    document = book(tmp_path, Calculated(2, 1, 0.0, tokens("SUM(B1:B2)")), values=((1,), (2,), ()))
    assert grid(document).rows[2][1].text == "0"
    assert remarks(document)["formula_mismatch"]["computed"] == "3"


@pytest.mark.parametrize("rounded", [True, False])
def test_precision_as_displayed_rounds_results(tmp_path: Path, rounded: bool) -> None:
    """The share of 1 in 3 is kept as 0.33 where a workbook keeps what its cells show."""
    path = saved(tmp_path, Calculated(0, 2, 0.33, tokens("B1/B2")), values=((1,), (3,)))
    data, some_record, precision = path.read_bytes(), b"\xb7\x01\x02\0\0\0", b"\x0e\0\x02\0\0\0"
    assert some_record in data
    path.write_bytes(data.replace(some_record, precision, 1) if rounded else data)
    assert ("formula_mismatch" in remarks(read(path))) is not rounded


@pytest.mark.parametrize(
    "formula",
    [
        b"",
        b"\x03",
        b"\x44\x00",
        b"\x22\xff\x04\x00",
        b"\x17\x09\x01x",
        b"\x23\xff\xff\x00\x00",
        b"\x3f",
        tokens("B1") * 2,
        tokens("B1") + b"\x13" * 4_000,
        tokens("B1") + b"\x19\x10\x00\x00" * 440,
    ],
)
def test_damaged_tokens_leave_the_value(tmp_path: Path, formula: bytes) -> None:
    document = book(tmp_path, Calculated(0, 2, 5.0, formula), values=((1,), (2,)))
    cell = grid(document).rows[0][2]
    assert cell.text == "5"
    assert cell.formula == "=" or len(cell.formula or "") > 2_000


def test_any_damage_to_formulas_ends_in_a_document_or_a_refusal(tmp_path: Path) -> None:
    total = relative(0, -2) + relative(0, -1) + b"\x03"
    cells = (
        Calculated(0, 3, 3.0, elsewhere(0, 3), behind=shared((0, 1, 3, 3), total)),
        Calculated(1, 3, 7.0, elsewhere(0, 3)),
        Calculated(2, 3, None, tokens("SUM(B1:B2;C3)-$C$1*ROUND(B2;1)")),
    )
    path = saved(tmp_path, *cells, values=((1, 2), (3, 4), (5, 6)))
    whole = path.read_bytes()
    start = whole.index(cells[0].get_biff_data())
    end = whole.index(cells[2].get_biff_data()) + len(cells[2].get_biff_data())
    dice = random.Random(1)
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(dice.randrange(1, 6)):
            data[dice.randrange(start, end)] = dice.randrange(256)
        path.write_bytes(data)
        try:
            read(path)
        except ReadError as error:
            assert error.path == path
