"""A Sheet becomes blocks: its captions, and one Fragment a page, cut as the style cuts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tests.generate.draft import Block, Fragment, Para
from tests.generate.sheets import Header, Row, Sheet
from tests.generate.style import Press, Style


def laid_out(sheet: Sheet, number: int, department: str, press: Press) -> Iterable[Block]:
    """The blocks of one table; number: its place among the report's tables."""
    style = press.style
    if style.wording == "guangdong":
        yield Para((f"表{number}",))
    yield Para((sheet.title,), 0 if style.wording == "guangdong" else 3)
    if style.wording == "central":
        yield Para((f"公开{number:02}表",))
    yield from _captions(department, style)
    for index, rows in enumerate(_pages(sheet, style)):
        if index and style.repeats == "all":
            yield Para((sheet.title,))
            yield from _captions(department, style)
        header = () if index and style.repeats == "nothing" else sheet.header
        yield Fragment(sheet.id, _set(header, press), _labelled(rows, press), sheet.width)
    yield Para((f"注：{sheet.note}",))
    if sheet.empty:
        source = sheet.title.split("收入支出")[0].split("支出决算")[0]
        yield Para((f"说明：{department}本年度没有{source}收入和支出，故本表无数据。",))


def _set(header: Header, press: Press) -> Header:
    return tuple(tuple(replace(box, text=press.label(box.text)) for box in boxes) for boxes in header)


def _labelled(rows: tuple[Row, ...], press: Press) -> tuple[Row, ...]:
    return tuple(tuple(press.label(p) if isinstance(p, str) else p for p in row) for row in rows)


def _captions(department: str, style: Style) -> Iterable[Para]:
    if style.wording in {"guangdong", "central", "sichuan", "beijing", "hubei"}:
        yield Para((f"部门：{department}",))
    yield Para((f"{'金额单位' if style.wording == 'central' else '单位'}：{style.unit}",))


def _pages(sheet: Sheet, style: Style) -> Iterable[tuple[Row, ...]]:
    """The rows of each page; a continuation that repeats all repeats the 合计 row too."""
    size = style.page or max(len(sheet.rows), 1)
    again = (sheet.rows[sheet.total],) if sheet.total is not None and style.repeats == "all" else ()
    for start in range(0, len(sheet.rows), size):
        rows = sheet.rows[start : start + size]
        yield rows if start == 0 else (*again, *rows)
