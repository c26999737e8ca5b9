"""Old workbooks: the same cells as in a new one, with the decimals their format shows."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import xlwt

from checks.reading import Limits, ReadError, read
from tests.reading.shown import grid, remarks, rows, shown


def published(path: Path) -> Path:
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("收入决算表")
    money = xlwt.easyxf(num_format_str="#,##0.00")
    sheet.write_merge(0, 0, 0, 3, "收入决算表")
    sheet.write(1, 3, "单位：万元")
    sheet.write_merge(2, 3, 0, 0, "科目编码")
    sheet.write_merge(2, 2, 1, 3, "金额")
    for column, label in enumerate(("合计", "财政拨款", "占比"), start=1):
        sheet.write(3, column, label)
    sheet.write(4, 0, 2010301)
    sheet.write(4, 1, 2240.7300000000001, money)
    sheet.write(4, 2, 100, money)
    sheet.write(4, 3, 0.9986, xlwt.easyxf(num_format_str="0.00%"))
    sheet.write(5, 0, "20805")
    sheet.write(5, 1, -0.5, money)
    sheet.row(5).hidden = True
    draft = workbook.add_sheet("草稿")
    draft.write(0, 0, 1)
    draft.visibility = 1
    workbook.save(str(path))
    return path


def test_cells_look_as_their_format_shows_them(tmp_path: Path) -> None:
    document = read(published(tmp_path / "book.xls"))
    assert document.format == "xls"
    assert shown(document) == [
        "收入决算表",
        "单位：万元",
        [
            ["科目编码", "金额", "金额", "金额"],
            ["科目编码", "合计", "财政拨款", "占比"],
            ["2010301", "2,240.73", "100.00", "99.86%"],
            ["20805", "-0.50", "", ""],
        ],
    ]
    amount = grid(document).rows[2][1]
    assert amount.number == Decimal("2240.73")
    assert amount.place.as_json() == {"sheet": "收入决算表", "cell": "B5"}


def test_hidden_parts_are_remarked(tmp_path: Path) -> None:
    assert remarks(read(published(tmp_path / "book.xls"))) == {
        "hidden_rows": {"sheet": "收入决算表", "rows": "6"},
        "hidden_sheet": {"sheet": "草稿", "cells": "1"},
    }


def test_a_sheet_of_too_many_cells_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as refusal:
        read(published(tmp_path / "book.xls"), limits=Limits(cells=5))
    assert refusal.value.key == "limit.cells"


def test_a_cut_workbook_is_damaged(tmp_path: Path) -> None:
    path = published(tmp_path / "book.xls")
    path.write_bytes(path.read_bytes()[:2_000])
    with pytest.raises(ReadError) as refusal:
        read(path)
    assert refusal.value.key in {"damaged", "binary"}


def test_a_hidden_zero_is_no_text(tmp_path: Path) -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("a")
    for row in range(2):
        sheet.write(row, 0, "收入")
        sheet.write(row, 1, 0)
    sheet.show_zero_values = False
    workbook.save(str(tmp_path / "book.xls"))
    assert rows(grid(read(tmp_path / "book.xls"))) == [["收入", ""], ["收入", ""]]
