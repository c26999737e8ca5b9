"""The same report in five formats reads as the same text, headings aside, and the same tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from checks.reading import Document, read
from checks.reading.address import position
from checks.reading.document import Grid
from tests.reading.shown import shown
from tests.reading.writers import WRITERS

REPORT = """
<h1>青屿区图书局2019年度部门决算</h1>
<p>本年收入合计5,271.57万元，其中：财政拨款收入5268.77万元，占99.95%。</p>
<h2>收入决算表</h2>
<p>单位：万元</p>
<table>
<tr><td rowspan="2">科目编码</td><td rowspan="2">科目名称</td><td colspan="3">收入</td></tr>
<tr><td>合计</td><td>财政拨款</td><td>其他</td></tr>
<tr><td colspan="2">合计</td><td>5,271.57</td><td>5,268.77</td><td>2.80</td></tr>
<tr><td>2010301</td><td>行政运行<br>（本级）</td><td>1,240.00</td><td>1,240.0</td><td></td></tr>
<tr><td>20103</td><td>政府办公厅（室）</td><td>-4.0</td><td>0.000001</td><td>－</td></tr>
</table>
<p>注：5|6 &lt;7&gt; 含 * 号 2 项。</p>
<table><tr><td>项目</td><td>人数</td></tr><tr><td>在编</td><td>12</td></tr></table>
<p>支出合计5270.40万元。</p>
"""


def compared(document: Document) -> list[str | list[list[str]]]:
    """The blocks, without the blank rows that a sheet cannot begin with."""
    return [
        block if isinstance(block, str) else [row for row in block if any(row)] for block in shown(document)
    ]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(REPORT, encoding="utf-8")
    return read(path)


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_report_reads_the_same_in_every_format(tmp_path: Path, report: Document, suffix: str) -> None:
    path = tmp_path / f"report{suffix}"
    WRITERS[suffix](report, path)
    assert compared(read(path)) == compared(report)


@pytest.mark.parametrize("suffix", [".html", ".docx"])
def test_headings_keep_their_level(tmp_path: Path, report: Document, suffix: str) -> None:
    path = tmp_path / f"report{suffix}"
    WRITERS[suffix](report, path)
    assert [paragraph.level for paragraph in read(path).paragraphs()] == [1, 0, 2, 0, 0, 0]


@pytest.mark.parametrize("suffix", [".html", ".docx", ".xlsx", ".xls"])
def test_a_published_report_reads_the_same_in_every_format(
    tmp_path: Path, shared: Path, suffix: str
) -> None:
    source = read(shared / "reports" / "panyu-2019.md")
    path = tmp_path / f"report{suffix}"
    WRITERS[suffix](source, path)
    assert compared(read(path)) == compared(source)


@pytest.mark.parametrize("suffix", [".xlsx", ".xls"])
def test_an_independent_reader_finds_the_same_values_in_a_workbook(
    tmp_path: Path, report: Document, suffix: str
) -> None:
    path = tmp_path / f"report{suffix}"
    WRITERS[suffix](report, path)
    theirs = CalamineWorkbook.from_path(path).get_sheet_by_name("Sheet1").to_python(skip_empty_area=False)
    for row in next(read(path).grids()).rows:
        for cell in row:
            at = position(cell.place.cell or "")
            assert at is not None
            value = theirs[at[0]][at[1]]
            assert value == (cell.text if cell.number is None else float(cell.number))


def test_merged_cells_are_one_cell_in_every_format(tmp_path: Path, report: Document) -> None:
    for suffix in (".html", ".docx", ".xlsx", ".xls"):
        path = tmp_path / f"report{suffix}"
        WRITERS[suffix](report, path)
        table = next(block for block in read(path).blocks if isinstance(block, Grid))
        assert table.rows[0][0] is table.rows[1][0]
        assert table.rows[0][2] is table.rows[0][4]
        assert (table.rows[0][2].colspan, table.rows[0][0].rowspan) == (3, 2)
