"""Lines for a terminal: no wider than asked, nothing lost, Chinese line-breaking rules kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from checks.output.plain import clean
from checks.output.wrapping import padded, wrap


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    text = "住房公积金（项）支出决算为81.11万元，完成年初预算的100%，（说明见附件）。"
    for width in range(12, 60):
        for line in wrap(text, width):
            assert line[0] not in "，。）"
            assert line[-1] != "（"


def test_a_number_keeps_its_digits_and_its_unit_together() -> None:
    lines = wrap("收入总计为123,456.78万元，支出总计为1.5亿元", 20)
    assert lines == ["收入总计为", "123,456.78万元，支出", "总计为1.5亿元"]


def test_a_word_wider_than_the_line_is_cut() -> None:
    assert wrap("a" * 7, 3) == ["aaa", "aaa", "a"]


def test_empty_text_is_one_empty_line() -> None:
    assert wrap("", 10) == [""]


@given(st.text(st.sampled_from("部门决算 abc1234.,，。（）“”《》%元万"), max_size=60), st.integers(2, 40))
def test_lines_hold_the_whole_text_within_the_width(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cell_len(line) <= width for line in lines)


def test_text_of_a_report_cannot_command_the_terminal() -> None:
    assert clean("合计\x1b[31m\r\n100\u202e\u200b\x9b2J") == "合计?[31m 100?2J"
    assert clean("支出　决算") == "支出　决算"


def test_padding_counts_cells() -> None:
    assert padded("决算", 6) == "决算  "
