"""The recognised tables, handed on in every format: the same rows, exact, as printed."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook

from checks.output.tables import NeedsPath, hand_on
from checks.reading import read
from checks.report import Report, recognise
from tests.report.paper import paper

PAGE = """
收入支出决算总表
单位：万元
| 收入 | < | 支出 | < |
| 项目 | 决算数 | 项目 | 决算数 |
| 一、一般公共预算财政拨款收入 | 1,234.50 | 一、一般公共服务支出 | (1.20) |
| 二、其他收入 | - | 八、社会保障和就业 支出 | 0.00 |
| 总计 | 1,234.5 | 总计 | |

表2 绩效指标表
| 指标 | 完成情况 | 资金占比 |
| 服务单位{数量} | 369个 | 1.54% |
"""


@pytest.fixture
def report() -> Report:
    return recognise(paper(PAGE))


def test_json_is_a_list_of_tables_with_plain_numbers_and_null_for_blanks(report: Report) -> None:
    text = hand_on(report, "json")
    assert text is not None
    first, second = json.loads(text)
    assert first == {
        "id": "T1",
        "title": "收入支出决算总表",
        "unit": "万元",
        "place": {"line": 4},
        "columns": ["收入/项目", "收入/决算数", "支出/项目", "支出/决算数"],
        "rows": [
            ["一、一般公共预算财政拨款收入", "1234.50", "一、一般公共服务支出", "-1.20"],
            ["二、其他收入", None, "八、社会保障和就业支出", "0.00"],
            ["总计", "1234.5", "总计", None],
        ],
    }
    assert second["rows"] == [["服务单位{数量}", "369个", "1.54%"]]


def test_csv_heads_each_table_with_its_id_title_and_unit(report: Report) -> None:
    text = hand_on(report, "csv")
    assert text is not None
    blocks = [list(csv.reader(io.StringIO(block))) for block in text.split("\n\n")]
    assert blocks[0][:3] == [
        ["T1", "收入支出决算总表", "万元"],
        ["收入/项目", "收入/决算数", "支出/项目", "支出/决算数"],
        ["一、一般公共预算财政拨款收入", "1234.50", "一、一般公共服务支出", "-1.20"],
    ]
    assert blocks[1][0] == ["U1", "绩效指标表", ""]


def test_csv_into_a_folder_is_one_file_a_table(report: Report, tmp_path: Path) -> None:
    assert hand_on(report, "csv", tmp_path / "tables") is None
    assert sorted(path.name for path in (tmp_path / "tables").iterdir()) == ["T1.csv", "U1.csv"]
    first = (tmp_path / "tables" / "T1.csv").read_text(encoding="utf-8-sig")
    assert first.splitlines()[-1] == "总计,1234.5,总计,"


def test_text_has_numbers_to_the_right_and_labels_to_the_left(report: Report) -> None:
    text = hand_on(report, "text")
    assert text is not None
    assert text.splitlines()[:5] == [
        "T1  收入支出决算总表  万元  L4",
        "收入/项目                     收入/决算数  支出/项目               支出/决算数",
        "一、一般公共预算财政拨款收入      1234.50  一、一般公共服务支出          -1.20",
        "二、其他收入                               八、社会保障和就业支出         0.00",
        "总计                               1234.5  总计",
    ]


def test_a_workbook_holds_exact_numbers_with_their_printed_decimals(report: Report, tmp_path: Path) -> None:
    out = tmp_path / "tables.xlsx"
    assert hand_on(report, "xlsx", out) is None
    book = load_workbook(out)
    assert book.sheetnames == ["T1", "U1"]
    sheet = book["T1"]
    assert [sheet["A1"].value, sheet["A2"].value] == ["收入支出决算总表", "单位：万元"]
    assert [cell.value for cell in sheet[5]] == [
        "一、一般公共预算财政拨款收入", 1234.5, "一、一般公共服务支出", -1.2,
    ]  # fmt: skip
    assert [cell.number_format for cell in (sheet["B5"], sheet["B7"])] == ["0.00", "0.0"]
    with zipfile.ZipFile(out) as package:
        assert "<v>1234.50</v>" in package.read("xl/worksheets/sheet1.xml").decode()
    assert book["U1"]["A3"].value == "服务单位{数量}"


def test_a_workbook_reads_back_as_the_same_table(report: Report, tmp_path: Path) -> None:
    out = tmp_path / "tables.xlsx"
    hand_on(report, "xlsx", out)
    again = recognise(read(out))
    first, second = report.table("T1"), again.table("T1")
    assert first is not None
    assert second is not None
    assert second.unit == "万元"
    assert [e.key for e in second.entries] == [e.key for e in first.entries]
    assert [f.value for f in again.figures if f.table == "T1"] == [
        f.value for f in report.figures if f.table == "T1"
    ]


def test_parquet_keeps_exact_decimals_and_the_figure_under_each_cell(report: Report, tmp_path: Path) -> None:
    assert hand_on(report, "parquet", tmp_path / "tables") is None
    frame = pl.read_parquet(tmp_path / "tables" / "T1.parquet")
    assert frame["收入/决算数"].to_list() == [Decimal("1234.50"), None, Decimal("1234.5")]
    assert frame["收入/决算数#"].to_list() == [0, None, 3]


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_what_is_no_text_needs_a_path(report: Report, form: str) -> None:
    with pytest.raises(NeedsPath):
        hand_on(report, form)
