"""What a report says of itself: whose it is, of which year."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from checks.reading.document import Document, Paragraph
from checks.report.narrative.cover import Cover, read_cover
from tests.report.paper import paper


def cover_of(text: str) -> Cover:
    return read_cover(paper(text), ())


@pytest.mark.parametrize(
    "unit", ["单位：万元", "单位：元", "单位：人民币万元", "单位：（万元）", "单位：亿元"]
)
def test_the_unit_of_the_amounts_is_no_department(unit: str) -> None:
    cover = cover_of(f"""
        海港市文化和旅游局2024年度部门决算
        收入支出决算总表
        {unit}
        支出决算表
        {unit}
        """)
    assert cover == Cover("海港市文化和旅游局2024年度部门决算", "海港市文化和旅游局", 2024, "决算")


@pytest.mark.parametrize(
    "line", ["部门：海港市民政局", "编制单位：海港市民政局", "部门：海港市民政局 金额单位：万元"]
)
def test_the_line_above_the_tables_names_the_department(line: str) -> None:
    assert cover_of(f"2024年度部门决算\n{line}\n").department == "海港市民政局"


def test_a_title_broken_over_two_lines() -> None:
    cover = cover_of("海港市民政局\n2024年度部门决算\n")
    assert (cover.title, cover.department) == ("海港市民政局2024年度部门决算", "海港市民政局")


def test_the_cover_may_be_in_the_second_of_two_files() -> None:
    words = in_file("说明.docx", paper("第三部分 2024年度部门决算情况说明\n一、收入决算情况说明\n" * 30))
    tables = in_file("报表.xlsx", paper("海港市民政局2024年度部门决算\n单位：万元\n"))
    both = Document(Path("说明.docx"), "docx", "0" * 64, words.blocks + tables.blocks)
    assert read_cover(both, ()).department == "海港市民政局"


def in_file(name: str, document: Document) -> Document:
    def there(paragraph: Paragraph) -> Paragraph:
        spans = (replace(span, place=replace(span.place, file=name)) for span in paragraph.spans)
        return replace(paragraph, spans=tuple(spans))

    blocks = tuple(there(block) for block in document.blocks if isinstance(block, Paragraph))
    return replace(document, blocks=blocks)
