"""Measuring, cutting and breaking text."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.cells import CUT, clean, cut, cut_place, fit, width
from tui.finder import plain, stretches
from tui.wrapping import wrap, wrap_parts

CHINESE = st.text(alphabet="一二三四支出决算，。；：（）“”《》0123456789.,%万元abcXYZ -", max_size=80)
WIDTHS = st.integers(min_value=2, max_value=40)


@given(CHINESE, st.integers(min_value=0, max_value=40))
def test_a_text_fits_exactly_and_says_when_it_was_cut(text: str, cells: int) -> None:
    assert width(fit(text, cells)) == cells
    assert width(cut(text, cells)) <= cells
    assert cut(text, cells) == text or not cells or cut(text, cells).endswith(CUT)


@pytest.mark.parametrize(
    ("place", "cells", "shown"),
    [
        ("L1311", 6, "L1311"),
        ("决算说明.docx:L12", 17, "决算说明.docx:L12"),
        ("决算说明.docx:L12", 14, "决算»docx:L12"),
        ("决算说明.docx:L12", 6, "L12"),
        ("公开表.xlsx:收入决算表!C7", 14, "公开表»算表!C7"),
        ("收入支出决算总表!AB112", 6, "AB112"),
    ],
)
def test_a_place_keeps_its_line_or_cell_whatever_the_room(place: str, cells: int, shown: str) -> None:
    assert cut_place(place, cells) == shown
    assert width(shown) <= cells


@given(CHINESE, st.integers(min_value=0, max_value=80), WIDTHS)
def test_pieces_keep_their_inks_when_they_are_broken(text: str, at: int, cells: int) -> None:
    lines = wrap_parts([(text[:at], "quiet"), (text[at:], "strong")], cells)
    pieces = [part for line in lines for part in line]
    for ink, part in (("quiet", text[:at]), ("strong", text[at:])):
        kept = "".join(piece for piece, name in pieces if name == ink)
        assert kept.replace(" ", "") == part.replace(" ", "")
    assert not any(line and line[0][0].startswith(" ") for line in lines[1:])


@given(CHINESE, WIDTHS, st.integers(min_value=0, max_value=4))
def test_lines_hold_the_whole_text_in_order_and_fit(text: str, cells: int, indent: int) -> None:
    lines = wrap(text, cells, indent=indent)
    assert lines[0][0] == 0 and lines[-1][1] == len(text)
    assert all(a[1] == b[0] for a, b in pairwise(lines))
    for start, end in lines:
        piece = text[start:end]
        assert width(piece) <= cells or len(piece) == 1


@given(CHINESE, st.integers(min_value=24, max_value=60))
def test_no_line_begins_with_a_closing_mark(text: str, cells: int) -> None:
    for start, _ in wrap(text.replace("，，", "，"), cells)[1:]:
        before, here = text[start - 1 : start], text[start : start + 1]
        crowded = len(text) > 20 and all(
            c in "，。；：（）“”《》.,%" for c in text[max(start - 12, 0) : start]
        )
        assert crowded or here not in "，。；：）”》" or before in "，。；：）”》（“《"


def test_a_number_stays_whole() -> None:
    text = "一般公共预算财政拨款支出1,234,567.89万元，占99.62%。"
    lines = [text[a:b] for a, b in wrap(text, 30)]
    assert lines == ["一般公共预算财政拨款支出", "1,234,567.89万元，占99.62%。"]


def test_a_figure_stays_with_its_unit_and_its_tick() -> None:
    text = "住房公积金81.12元，占1.54%"
    start = text.index("81.12")
    assert [text[a:b] for a, b in wrap(text, 17, figures=[(start, start + 6)])] == [
        "住房公积金",
        "81.12元，占1.54%",
    ]
    assert [text[a:b] for a, b in wrap(text, 19)] == ["住房公积金81.12元，", "占1.54%"]
    assert [text[a:b] for a, b in wrap(text, 20, figures=[(start, start + 6)])] == [
        "住房公积金81.12元，",
        "占1.54%",
    ]


def test_nothing_a_terminal_obeys_is_left() -> None:
    assert clean("a\x1b[31m\u202eb\n\tc\x00") == "a?[31mb c?"


def test_search_sees_through_forms_spaces_and_separators() -> None:
    assert plain("１，２３４.50 万元") == "1234.50万元"
    assert list(stretches("支出1,234.50万元", "1234.50")) == [(2, 10)]
    assert Decimal(plain("1,000")) == 1000
