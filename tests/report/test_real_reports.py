"""The tables of published reports, against what an expert read off their pages."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from checks.output.tables import as_json
from checks.reading import read
from checks.report import Report, recognise

READ_BY_EYE = ["putuo-planning-2024", "putuo-social-2024", "xinfang-2024"]


@lru_cache(maxsize=8)
def report_of(path: Path) -> Report:
    return recognise(read(path))


def expected(shared: Path, name: str) -> list[dict[str, Any]]:
    text = (shared / "truth" / name / "tables.json").read_text(encoding="utf-8")
    tables: list[dict[str, Any]] = json.loads(text)
    return tables


@pytest.mark.parametrize("name", READ_BY_EYE)
def test_every_cell_stands_at_its_row_and_column(shared: Path, name: str) -> None:
    report = report_of(shared / "reports" / f"{name}.pdf")
    ours = {table.title: as_json(table, report.figures) for table in report.forms()}
    truth = expected(shared, name)
    assert list(ours) == [table["title"] for table in truth]
    for table in truth:
        found = ours[table["title"]]
        assert found["rows"] == table["rows"], table["title"]
        assert found["unit"] == table["unit"]
        assert found["place"]["page"] == table["page"]  # type: ignore[index]


@pytest.mark.parametrize("name", READ_BY_EYE)
def test_columns_have_the_names_that_are_printed(shared: Path, name: str) -> None:
    report = report_of(shared / "reports" / f"{name}.pdf")
    names = {table.title: [column.name for column in table.columns] for table in report.forms()}
    for table in expected(shared, name):
        printed = {cell for row in table["header_rows_printed"] for cell in row if cell}
        said = {level for column in table["columns"] for level in column.split("/")}
        # where the list names a column by its form (行次/决算数 for a printed 金额), the print is right
        if said - {"左", "中", "右"} <= printed:
            assert names[table["title"]] == table["columns"], table["title"]
        else:
            assert len(names[table["title"]]) == len(table["columns"])


@pytest.mark.parametrize(
    "name", [*READ_BY_EYE, "swu-2023", "putuo-template-2024", "putuo-justice-budget-2026"]
)
def test_nothing_about_the_shape_of_a_sound_report_is_complained_of(shared: Path, name: str) -> None:
    assert report_of(shared / "reports" / f"{name}.pdf").problems == ()


def test_nine_tables_over_forty_grids_with_all_their_numbers(shared: Path) -> None:
    report = report_of(shared / "reports" / "panyu-2019.md")
    forms = {table.id: table for table in report.forms()}
    assert list(forms) == ["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "TN"]
    assert {key: len(table.cells) for key, table in forms.items()} == {
        "T1": 26, "T2": 33, "T3": 33, "T4": 27, "T5": 30, "T6": 54, "T7": 1, "T8": 4, "TN": 14,
    }  # fmt: skip
    assert sum(figure.table in forms for figure in report.figures) == 836  # totals printed again included
    assert [len(forms[key].repeats) for key in ("T2", "T3", "T5")] == [3, 2, 2]
    assert report.problems == ()


def test_figures_know_their_entry_column_and_line(shared: Path) -> None:
    report = report_of(shared / "reports" / "panyu-2019.md")
    table = report.table("T5")
    assert table is not None
    entry = table.entry("2210201")
    assert entry is not None
    figure = report.figures[entry.cells["合计"]]  # type: ignore[index]
    assert (figure.value, figure.places, figure.unit) == (Decimal("81.12"), 2, "万元")
    assert (figure.table, figure.entry, figure.column_key, figure.place.line) == (
        "T5",
        "2210201",
        "合计",
        413,
    )
    assert [f.id for f in report.figures] == list(range(len(report.figures)))


def test_a_university_keeps_its_own_fourth_table(shared: Path) -> None:
    report = report_of(shared / "reports" / "swu-2023.pdf")
    assert [(table.id, table.title) for table in report.tables] == [
        ("T1", "高等学校收支决算总表"),
        ("T2", "高等学校收入决算表"),
        ("T3", "高等学校支出决算表"),
        ("U1", "高等学校财政拨款支出决算表"),
    ]
    own = report.table("U1")
    assert own is not None
    assert len(own.entries) == 24
    assert own.entry("合计") is not None


def test_a_budget_keeps_its_tables_with_codes_from_three_columns(shared: Path) -> None:
    report = report_of(shared / "reports" / "putuo-justice-budget-2026.pdf")
    assert not list(report.forms())
    by_title = {table.title: table for table in report.tables}
    income = by_title["2026年部门收入预算总表"]
    assert [e.key for e in income.entries][:3] == ["204", "20406", "2040601"]
    assert income.unit == "元"
    assert by_title["2026年部门政府性基金预算支出功能分类预算表"].statement.endswith("故本表为空表。")


def test_recognising_takes_a_fraction_of_reading(shared: Path) -> None:
    document = read(shared / "reports" / "panyu-2019.md")
    recognise(document)
    from checks.report.tables import find_tables

    def seconds() -> float:
        began = time.process_time()
        find_tables(document)
        return time.process_time() - began

    assert min(seconds() for _ in range(5)) < 0.1  # 0.03 on an idle machine
