"""Markdown and plain text: every row and line of a file, with the line it stands on."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.reading import Document, read
from checks.reading.document import Paragraph
from tests.reading.shown import grid, rows, shown


def written(tmp_path: Path, text: str, name: str = "report.md") -> Document:
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8"))
    return read(path)


def test_lines_count_from_one_and_blank_ones_count_too(tmp_path: Path) -> None:
    text = "\n# 决算\n\n- 一、收入 10 万元\n\n| 项目 | 金额 |\n|---|---|\n| 收入 | 10.00 |\n"
    document = written(tmp_path, text)
    assert [block.place.line for block in document.blocks] == [2, 4, 6]
    assert [row[0].place.line for row in grid(document).rows] == [6, 8]


def test_carriage_returns_and_odd_line_marks_do_not_shift_lines(tmp_path: Path) -> None:
    document = written(tmp_path, "第一行 1\r\n第二\x0b行\u2028 2\r\n第三行 3")
    assert [block.place.line for block in document.blocks] == [1, 2, 3]


def test_a_file_with_carriage_returns_only_has_lines(tmp_path: Path) -> None:
    assert shown(written(tmp_path, "收入 1\r支出 2")) == ["收入 1", "支出 2"]


def test_headings_have_their_level(tmp_path: Path) -> None:
    document = written(tmp_path, "# 决算 ##\n\n### 一、收入\n\n支出\n----\n\n正文 12 万元\n")
    levels = [(block.text, block.level) for block in document.paragraphs()]
    assert levels == [("决算", 1), ("一、收入", 3), ("支出", 2), ("正文 12 万元", 0)]


def test_marks_of_markdown_are_not_part_of_the_text(tmp_path: Path) -> None:
    text = "> **收入** 5\\*3 [见表](#a(1)) `x` ![图](y.png)&nbsp;<u>万元</u>\n"
    assert shown(written(tmp_path, text)) == ["收入 5*3 见表 x \u00a0万元"]


def test_numbers_set_as_formulas_are_numbers(tmp_path: Path) -> None:
    document = written(tmp_path, "占 $9 9 . 9 5 \\%$ ，增加$1,240.00$万元，单价$5\n")
    assert shown(document) == ["占 99.95% ，增加1,240.00万元，单价$5"]


def test_every_table_may_be_a_page_of_its_own(tmp_path: Path) -> None:
    table = "<html><body><table><tr><td>收入</td><td>1</td></tr></table></body></html>"
    document = written(tmp_path, f"收入表\n\n{table}\n\n支出表\n\n{table}\n", "report.txt")
    assert shown(document) == ["收入表", [["收入", "1"]], "支出表", [["收入", "1"]]]
    assert [block.place.line for block in document.blocks] == [1, 3, 5, 7]


def test_less_than_a_number_is_no_tag(tmp_path: Path) -> None:
    assert shown(written(tmp_path, "支出<50万元，且>3万元\n")) == ["支出<50万元，且>3万元"]


def test_ragged_rows_are_padded_and_nothing_is_dropped(tmp_path: Path) -> None:
    document = written(tmp_path, "| 项目 | 金额 |\n|---|---|\n| 收入 |\n| 支出 | 1.00 | 多 |\n")
    assert rows(grid(document)) == [["项目", "金额", ""], ["收入", "", ""], ["支出", "1.00", "多"]]


def test_the_text_line_after_a_table_is_no_row(tmp_path: Path) -> None:
    document = written(tmp_path, "| 项目 | 金额 |\n|---|---|\n| 收入 | 1.00 |\n注：本表 2 行\n")
    assert shown(document) == [[["项目", "金额"], ["收入", "1.00"]], "注：本表 2 行"]


def test_outer_pipes_may_be_missing(tmp_path: Path) -> None:
    document = written(tmp_path, "项目 | 金额\n--- | ---:\n收入 | 1.00\n之后 2\n")
    assert shown(document) == [[["项目", "金额"], ["收入", "1.00"]], "之后 2"]


def test_a_pipe_in_a_sentence_makes_no_table(tmp_path: Path) -> None:
    assert shown(written(tmp_path, "收入 1 | 支出 2\n结余 3\n")) == ["收入 1 | 支出 2", "结余 3"]


def test_an_escaped_pipe_stays_in_its_cell(tmp_path: Path) -> None:
    document = written(tmp_path, "| a \\| b | 1 |\n|---|---|\n| c | 2 |\n")
    assert rows(grid(document)) == [["a | b", "1"], ["c", "2"]]


def test_a_table_without_its_row_of_dashes_is_a_table(tmp_path: Path) -> None:
    document = written(tmp_path, "| 收入 | 1.00 |\n| 支出 | 2.00 |\n")
    assert rows(grid(document)) == [["收入", "1.00"], ["支出", "2.00"]]


def test_dashes_below_the_last_row_are_no_row_but_dashes_for_zero_are(tmp_path: Path) -> None:
    text = "| | |\n|------|--|\n| 外交 | - |\n| - | - |\n|------|--|\n"
    assert rows(grid(written(tmp_path, text))) == [["", ""], ["外交", "-"], ["-", "-"]]


@pytest.mark.parametrize(
    "cell",
    ["1.甲<br>2.乙", "<p>1.甲</p><p>2.乙</p>", "<ol> <li>1.甲</li><li>2.乙</li> </ol>", "1.甲 <BR/>2.乙"],
)
def test_breaks_in_a_cell_are_line_ends(tmp_path: Path, cell: str) -> None:
    document = written(tmp_path, f"| 任务 | 金额 |\n|---|---|\n| {cell} | 62.59 |\n")
    assert rows(grid(document))[1] == ["1.甲\n2.乙", "62.59"]


def test_an_html_table_keeps_the_lines_of_the_file(tmp_path: Path) -> None:
    table = "<table><tr><td rowspan=2>项目</td>\n<td>金额</td></tr>\n<tr><td>1.00</td></tr></table>"
    text = f"前 1\n{table}\n后 2\n"
    document = written(tmp_path, text)
    assert shown(document) == ["前 1", [["项目", "金额"], ["项目", "1.00"]], "后 2"]
    assert [[cell.place.line for cell in row] for row in grid(document).rows] == [[2, 3], [2, 4]]
    assert document.blocks[-1].place.line == 5


def test_a_table_of_the_same_html_is_read_as_one_block_even_when_it_is_not_closed(tmp_path: Path) -> None:
    document = written(tmp_path, "<table><tr><td>收入</td><td>1</td>\n<tr><td>支出</td><td>2</td>\n")
    assert rows(grid(document)) == [["收入", "1"], ["支出", "2"]]


def test_columns_set_apart_by_tabs_are_a_table(tmp_path: Path) -> None:
    text = "收入表\n项目\t金额\n收入\t1.00\n支出\t\n\n注 3\n"
    document = written(tmp_path, text, "report.txt")
    assert shown(document) == ["收入表", [["项目", "金额"], ["收入", "1.00"], ["支出", ""]], "注 3"]
    assert document.format == "text"


def test_a_paragraph_is_one_span_with_its_line(tmp_path: Path) -> None:
    (block,) = written(tmp_path, "收入 5250.40 万元\n").blocks
    assert isinstance(block, Paragraph)
    assert [span.text for span in block.spans] == ["收入 5250.40 万元"]


def test_the_published_report_is_read_whole(shared: Path) -> None:
    document = read(shared / "reports" / "panyu-2019.md")
    lines = (shared / "reports" / "panyu-2019.md").read_text(encoding="utf-8").split("\n")
    assert sum(1 for _ in document.grids()) == 46
    for grid_ in document.grids():
        for row in grid_.rows:
            line = lines[row[0].place.line - 1]  # type: ignore[operator]
            assert all(cell.text in line for cell in row if "\n" not in cell.text)
