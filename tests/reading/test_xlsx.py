"""Workbooks: what a person sees in a cell, what it stores, and what the workbook hides."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from checks.reading import Document, Limits, ReadError, read
from tests.reading.shown import grid, remarks, rows, shown
from tests.reading.tiny_xlsx import cell, rows_xml, text, write_xlsx

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def book(tmp_path: Path, *sheet_rows: str, formats: tuple[str, ...] = (), before: str = "") -> Document:
    return read(write_xlsx(tmp_path / "book.xlsx", {"收入决算表": before + rows_xml(*sheet_rows)}, formats))


def test_text_is_what_the_number_format_shows_and_number_what_is_stored(tmp_path: Path) -> None:
    document = book(
        tmp_path,
        text("收入") + cell("2240.7300000000001", style=1) + cell("0", style=2) + cell("100"),
        text("支出") + cell("-1234.5", style=2) + cell("0.30000000000000004") + cell("5.2504E3", style=1),
        formats=("0.00", ACCOUNTING),
    )
    table = grid(document)
    assert rows(table) == [["收入", "2240.73", "-", "100"], ["支出", "-1,234.50", "0.3", "5250.40"]]
    numbers = [[each.number for each in row[1:]] for row in table.rows]
    assert numbers == [
        [Decimal("2240.73"), Decimal(0), Decimal(100)],
        [Decimal("-1234.5"), Decimal("0.3"), Decimal("5250.4")],
    ]
    assert table.rows[1][1].place.as_json() == {"sheet": "收入决算表", "cell": "B2"}
    assert table.rows[1][1].place.short() == "收入决算表!B2"


def test_a_number_stored_as_text_stays_as_it_is_written(tmp_path: Path) -> None:
    table = grid(book(tmp_path, text("收入") + text("2,240.73"), text("支出") + text("－")))
    assert rows(table) == [["收入", "2,240.73"], ["支出", "－"]]
    assert table.rows[0][1].number is None


def test_a_formula_without_a_stored_value_is_unknown_and_said(tmp_path: Path) -> None:
    document = book(
        tmp_path, text("a") + cell("1"), text("b") + cell(formula="B1+1"), text("c") + cell(formula="B2*2")
    )
    unknown = grid(document).rows[1][1]
    assert (unknown.text, unknown.number, unknown.formula, unknown.unknown) == ("", None, "=B1+1", True)
    assert remarks(document) == {
        "formula_without_value": {"sheet": "收入决算表", "count": "2", "cells": "B2, B3"}
    }


def test_a_library_that_stores_no_values_leaves_them_unknown(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (["收入", 1.5], ["支出", 2.5], ["合计", "=SUM(B1:B2)"]):
        sheet.append(row)
    workbook.save(tmp_path / "book.xlsx")
    assert grid(read(tmp_path / "book.xlsx")).rows[2][1].unknown


def test_a_formula_that_disagrees_with_its_stored_value_is_remarked(tmp_path: Path) -> None:
    document = book(
        tmp_path,
        text("甲") + cell("5250.4"),
        text("乙") + cell("18.37"),
        text("合计") + cell("5271.57", "SUM(B1:B2)+2.8"),
        text("差") + cell("5232.02", "B1-B2"),
        text("别表") + cell("1", "SUM(Sheet2!B1:B2)"),
    )
    assert grid(document).rows[2][1].formula == "=SUM(B1:B2)+2.8"
    assert remarks(document) == {
        "formula_mismatch": {
            "sheet": "收入决算表",
            "cell": "B4",
            "formula": "=B1-B2",
            "stored": "5232.02",
            "computed": "5232.03",
        }
    }
    assert document.remarks[0].severity == "warning"


def test_a_reference_to_another_sheet_that_disagrees_is_remarked(tmp_path: Path) -> None:
    sheets = {
        "总表": rows_xml(text("支出") + cell("10", "支出!B2"), text("收入") + cell("9", "支出!B1")),
        "支出": rows_xml(text("甲") + cell("9"), text("乙") + cell("11")),
    }
    found = remarks(read(write_xlsx(tmp_path / "book.xlsx", sheets)))["formula_mismatch"]
    assert (found["cell"], found["computed"], found["stored"]) == ("B1", "11", "10")


@pytest.mark.parametrize(
    ("calculation", "total", "unknown"),
    [('fullCalcOnLoad="1"', "0", True), ('fullCalcOnLoad="1"', "3", False), ("", "0", False)],
)
def test_a_zero_for_every_formula_is_no_result(
    tmp_path: Path, calculation: str, total: str, unknown: bool
) -> None:
    """Libraries store zero for what they cannot work out and ask for it to be done on opening. Where one
    formula denies its zero, no zero counts; where none does, or nothing was asked, all are results."""
    sheet = rows_xml(
        text("甲") + cell("1"),
        text("乙") + cell("2"),
        text("合计") + cell(total, "SUM(B1:B2)"),
        text("差") + cell("0", "IF(B1>5,B1,0)"),
    )
    document = read(write_xlsx(tmp_path / "book.xlsx", {"支出": sheet}, calculation=calculation))
    assert [row[1].unknown for row in grid(document).rows] == [False, False, unknown, unknown]
    assert ("formula_without_value" in remarks(document)) is unknown


@pytest.mark.parametrize("calculation", ['fullPrecision="0"', ""])
def test_precision_as_displayed_rounds_results(tmp_path: Path, calculation: str) -> None:
    sheet = rows_xml(text("甲") + cell("1") + cell("0.33", "B1/B2"), text("乙") + cell("3"))
    document = read(write_xlsx(tmp_path / "book.xlsx", {"支出": sheet}, calculation=calculation))
    assert ("formula_mismatch" in remarks(document)) is not bool(calculation)


def test_the_noise_of_a_long_sum_is_no_disagreement(tmp_path: Path) -> None:
    addends = [text("x") + cell("0.1") for _ in range(300)]
    total = text("合计") + cell("30.000000000000163", "SUM(B1:B300)", style=1)
    document = book(tmp_path, *addends, total, formats=("0.00",))
    assert document.remarks == ()
    assert grid(document).rows[-1][1].text == "30.00"


def test_shared_formulas_are_those_of_their_own_cell(tmp_path: Path) -> None:
    first = '<c><f t="shared" si="0" ref="C1:C3">A1+$B$1</f><v>3</v></c>'
    other = '<c><f t="shared" si="0"/><v>{}</v></c>'
    document = book(
        tmp_path,
        cell("1") + cell("2") + first,
        cell("5") + cell("6") + other.format(7),
        cell("8") + cell("9") + other.format(17),
    )
    assert [row[2].formula for row in grid(document).rows] == ["=A1+$B$1", "=A2+$B$1", "=A3+$B$1"]
    assert remarks(document)["formula_mismatch"]["computed"] == "10"


def test_an_error_value_is_unknown(tmp_path: Path) -> None:
    document = book(tmp_path, text("占比") + cell("#DIV/0!", "B2/0", kind="e"), text("收入") + cell("1"))
    error = grid(document).rows[0][1]
    assert (error.text, error.unknown, error.number) == ("#DIV/0!", True, None)
    assert remarks(document) == {"formula_error": {"sheet": "收入决算表", "count": "1", "cells": "B1"}}


def test_a_sheet_that_hides_its_zeros_shows_none(tmp_path: Path) -> None:
    before = '<sheetViews><sheetView showZeros="0"/></sheetViews>'
    table = grid(book(tmp_path, text("a") + cell("0"), text("b") + cell("1"), before=before))
    assert rows(table) == [["a", ""], ["b", "1"]]
    assert table.rows[0][1].number == 0


def test_rich_strings_lose_their_phonetic_guide_and_their_escapes(tmp_path: Path) -> None:
    strings = ["<r><t>财政</t></r><r><t>拨款_x000D_\n收入</t></r><rPh><t>cai</t></rPh>"]
    sheet = rows_xml(cell("0", kind="s") + cell("1"), cell("0", kind="s") + cell("2"))
    document = read(write_xlsx(tmp_path / "book.xlsx", {"a": sheet}, strings=strings))
    assert rows(grid(document))[0] == ["财政拨款\n收入", "1"]


def test_strict_workbooks_are_read_too(tmp_path: Path) -> None:
    sheet = rows_xml(text("收入") + cell("1"), text("支出") + cell("2"))
    document = read(write_xlsx(tmp_path / "book.xlsx", {"a": sheet}, namespace=STRICT))
    assert rows(grid(document)) == [["收入", "1"], ["支出", "2"]]


def published(path: Path) -> Path:
    """A workbook as departments save it: a titled table with a merged header, a note, hidden parts."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Z01 总表"
    sheet["A1"] = "收入支出决算总表"
    sheet["F2"] = "公开01表"
    sheet["A3"], sheet["F3"] = "部门：某局", "金额单位：万元"
    for at, row in enumerate(
        [
            ["收入", None, None, "支出", None, None],
            ["项目", "行次", "决算数", "项目", "行次", "决算数"],
            ["一、财政拨款收入", 1, 5250.4, "一、一般公共服务支出", 27, 2240.73],
            ["二、事业收入", 2, None, "二、外交支出", 28, None],
            ["总计", 3, 5250.4, "总计", 29, 2240.73],
            ["注：本表反映本年度的总收支情况。"],
        ],
        start=4,
    ):
        for column, value in enumerate(row, start=1):
            sheet.cell(at, column, value)
            if isinstance(value, float):
                sheet.cell(at, column).number_format = "#,##0.00"
    for merged in ("A1:F1", "A4:C4", "D4:F4", "A9:F9"):
        sheet.merge_cells(merged)
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["B"].hidden = True
    hidden = workbook.create_sheet("草稿")
    hidden.append(["不公开", 999])
    hidden.sheet_state = "hidden"
    workbook.save(path)
    return path


def test_title_unit_and_note_are_paragraphs_around_the_table(tmp_path: Path) -> None:
    document = read(published(tmp_path / "book.xlsx"))
    assert shown(document) == [
        "收入支出决算总表",
        "公开01表",
        "部门：某局",
        "金额单位：万元",
        [
            ["收入", "收入", "收入", "支出", "支出", "支出"],
            ["项目", "行次", "决算数", "项目", "行次", "决算数"],
            ["一、财政拨款收入", "1", "5,250.40", "一、一般公共服务支出", "27", "2,240.73"],
            ["二、事业收入", "2", "", "二、外交支出", "28", ""],
            ["总计", "3", "5,250.40", "总计", "29", "2,240.73"],
        ],
        "注：本表反映本年度的总收支情况。",
    ]
    places = [block.place.cell for block in document.blocks]
    assert places == ["A1", "F2", "A3", "F3", "A4", "A9"]


def test_hidden_sheets_are_left_out_and_hidden_rows_read_and_all_are_remarked(tmp_path: Path) -> None:
    assert remarks(read(published(tmp_path / "book.xlsx"))) == {
        "hidden_rows": {"sheet": "Z01 总表", "rows": "7"},
        "hidden_columns": {"sheet": "Z01 总表", "columns": "B"},
        "hidden_sheet": {"sheet": "草稿", "cells": "2"},
    }


def with_differences(path: Path, *, outlined: bool = False) -> Path:
    """A table whose third column, under the header of the second, works out a difference and is hidden."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "支出"
    for row in (["项目", "决算数", None, "基本支出"], ["合计", 5.5, 0.25, 5.25], ["外交", 5.5, 0, 5.5]):
        sheet.append(row)
    sheet.merge_cells("B1:C1")
    sheet.column_dimensions["C"].hidden = True
    sheet.column_dimensions["C"].outlineLevel = int(outlined)
    workbook.save(path)
    return path


def test_hidden_columns_of_amounts_are_no_part_of_the_table(tmp_path: Path) -> None:
    document = read(with_differences(tmp_path / "book.xlsx"))
    assert rows(grid(document)) == [
        ["项目", "决算数", "基本支出"],
        ["合计", "5.5", "5.25"],
        ["外交", "5.5", "5.5"],
    ]
    assert grid(document).rows[0][1].colspan == 1
    assert grid(document).rows[1][2].place.cell == "D2"
    assert remarks(document) == {"hidden_amounts": {"sheet": "支出", "columns": "C"}}


def test_a_folded_group_of_columns_is_read(tmp_path: Path) -> None:
    document = read(with_differences(tmp_path / "book.xlsx", outlined=True))
    assert rows(grid(document))[1] == ["合计", "5.5", "0.25", "5.25"]
    assert remarks(document) == {"hidden_columns": {"sheet": "支出", "columns": "C"}}


def beside(path: Path, *, unit: str) -> Path:
    """Two tables with a blank column between; unit: what stands above the second."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (
        ["收入决算表", None, None, "支出决算表"],
        ["单位：万元", None, None, unit],
        ["项目", "决算数", None, "项目", "决算数"],
        ["合计", 10, None, "合计", 8],
        ["其他收入", 10, None, "外交支出", 8],
    ):
        sheet.append(row)
    workbook.save(path)
    return path


def test_tables_side_by_side_with_a_unit_each_are_tables_of_their_own(tmp_path: Path) -> None:
    document = read(beside(tmp_path / "book.xlsx", unit="单位：万元"))
    assert shown(document) == [
        "收入决算表",
        "单位：万元",
        [["项目", "决算数"], ["合计", "10"], ["其他收入", "10"]],
        "支出决算表",
        "单位：万元",
        [["项目", "决算数"], ["合计", "8"], ["外交支出", "8"]],
    ]
    assert [grid.place.cell for grid in document.grids()] == ["A3", "D3"]


def test_a_blank_column_between_two_sides_parts_no_table(tmp_path: Path) -> None:
    document = read(beside(tmp_path / "book.xlsx", unit="公开01表"))
    assert rows(grid(document))[-1] == ["其他收入", "10", "", "外交支出", "8"]


def test_a_workbook_of_hidden_sheets_only_is_no_report(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "book.xlsx", {"空": ""})
    with pytest.raises(ReadError) as refusal:
        read(path)
    assert refusal.value.key == "no_report"


def test_an_untitled_table_is_called_by_its_sheet(tmp_path: Path) -> None:
    table = rows_xml(text("项目") + text("金额"), text("收入") + cell("1"))
    document = read(write_xlsx(tmp_path / "book.xlsx", {"收入决算表": table, "Sheet2": table}))
    as_rows = [["项目", "金额"], ["收入", "1"]]
    assert shown(document) == ["收入决算表", as_rows, as_rows]
    assert document.blocks[0].place.as_json() == {"sheet": "收入决算表"}


def test_tables_one_below_the_other_are_told_apart_by_a_blank_row_and_a_title(tmp_path: Path) -> None:
    document = book(
        tmp_path,
        text("一、收入") + "" * 2,
        text("项目") + text("金额"),
        text("财政拨款") + cell("1"),
        "",
        text("二、支出"),
        text("单位：万元"),
        text("项目") + text("金额"),
        text("外交") + "",
        text("国防") + cell("2"),
    )
    assert shown(document) == [
        "一、收入",
        [["项目", "金额"], ["财政拨款", "1"]],
        "二、支出",
        "单位：万元",
        [["项目", "金额"], ["外交", ""], ["国防", "2"]],
    ]


def test_department_year_and_unit_in_one_row_stand_above_the_table(tmp_path: Path) -> None:
    gap = "<c/>"
    document = book(
        tmp_path,
        text("编制单位：某局") + gap + text("2023年度") + gap + text("金额单位：万元"),
        text("项目") + text("合计") + text("其中：教育收费") + text("经营收入") + text("其他收入"),
        text("收入") + cell("1"),
    )
    assert shown(document) == [
        "编制单位：某局",
        "2023年度",
        "金额单位：万元",
        [["项目", "合计", "其中：教育收费", "经营收入", "其他收入"], ["收入", "1", "", "", ""]],
    ]


def test_accounts_without_amounts_and_blank_rows_stay_in_their_table(tmp_path: Path) -> None:
    document = book(
        tmp_path,
        text("项目") + text("金额"),
        text("一、外交"),
        text("二、国防"),
        "",
        text("三、教育") + cell("3"),
        text("四、科技"),
        text("合计") + cell("3"),
        text("备注一项"),
    )
    labels = [row[0] for row in rows(grid(document))]
    assert labels == ["项目", "一、外交", "二、国防", "", "三、教育", "四、科技", "合计", "备注一项"]


def test_a_sheet_of_sentences_is_text(tmp_path: Path) -> None:
    document = book(tmp_path, text("第一部分"), text("一、收入 5250.40 万元。\n二、支出 5270.40 万元。"))
    assert shown(document) == ["第一部分", "一、收入 5250.40 万元。", "二、支出 5270.40 万元。"]


def test_what_a_merged_cell_covers_is_not_seen(tmp_path: Path) -> None:
    sheet = rows_xml(text("项目") + text("金额") + text("旧值"), text("收入") + cell("1") + cell("9"))
    merged = '<mergeCells><mergeCell ref="B1:C1"/></mergeCells>'
    table = grid(read(write_xlsx(tmp_path / "book.xlsx", {"Sheet1": sheet + merged})))
    assert rows(table) == [["项目", "金额", "金额"], ["收入", "1", "9"]]
    assert table.rows[0][1] is table.rows[0][2]


def test_dates_percents_and_units_in_the_format_show(tmp_path: Path) -> None:
    document = book(
        tmp_path,
        cell("45657", style=1) + cell("0.9986", style=2) + cell("12", style=3),
        cell("45657", style=1) + cell("1", style=2) + cell("52504000", style=4),
        formats=('yyyy"年"m"月"d"日"', "0.00%", '0"人"', "0!.0000"),
    )
    assert rows(grid(document)) == [
        ["2024年12月31日", "99.86%", "12人"],
        ["2024年12月31日", "100.00%", "5250.4000"],
    ]


def test_a_cell_far_out_is_over_the_limit_and_not_in_memory(tmp_path: Path) -> None:
    sheet = '<sheetData><row><c r="A1"><v>1</v></c><c r="XFD1048576"><v>2</v></c></row></sheetData>'
    with pytest.raises(ReadError) as refusal:
        read(write_xlsx(tmp_path / "book.xlsx", {"远": sheet}))
    assert (refusal.value.key, refusal.value.details["where"]) == ("limit.cells", "远")


def test_a_sheet_of_too_many_cells_stops_while_it_is_read(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "book.xlsx", {"大": rows_xml(*[cell("1") * 50] * 100)})
    with pytest.raises(ReadError) as refusal:
        read(path, limits=Limits(cells=2_000))
    assert refusal.value.key == "limit.cells"
    assert read(path, limits=Limits(cells=5_000)).blocks


def test_merged_cells_that_overlap_without_end_cost_nothing(tmp_path: Path) -> None:
    merged = '<mergeCell ref="A1:Z9999"/>' * 20_000
    sheet = rows_xml(*[cell("1") * 26] * 50) + f"<mergeCells>{merged}</mergeCells>"
    read(write_xlsx(tmp_path / "book.xlsx", {"Sheet1": sheet}), limits=Limits(seconds=10))
