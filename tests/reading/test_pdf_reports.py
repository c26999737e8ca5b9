"""The PDF reader on real reports, against the tables that people read by eye and an independent extractor.

How the order of the text is known: pdfplumber's characters, sorted by baseline and then from left to right,
are the order of a page of one column; and a report's paragraphs end where its sentences do, which no
reading out of order, and no wrong joining of lines, would leave so.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from checks.reading import Document, read
from checks.reading.document import Grid, Paragraph

TABLES = ("putuo-planning-2024", "putuo-social-2024", "xinfang-2024")
NARRATIVE = {
    "putuo-planning-2024": range(20, 31),
    "putuo-social-2024": range(17, 25),
    "swu-2023": range(3, 8),
    "xinfang-2024": range(17, 30),
}
REPORTS = (*TABLES, "swu-2023", "putuo-template-2024", "putuo-justice-budget-2026")
AMOUNT = re.compile(r"-?[\d,]+(?:\.\d+)?%?")


@cache
def report(path: Path) -> Document:
    return read(path)


def printed(text: str | None) -> str | None:
    return re.sub(r"\s", "", text or "") or None


def rows_of(grids: Iterable[Grid]) -> Iterator[list[str | None]]:
    """The rows of grids, a position that its left neighbour covers as None."""
    for grid in grids:
        for row in grid.rows:
            yield [None if i and cell is row[i - 1] else printed(cell.text) for i, cell in enumerate(row)]


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_that_was_read_by_eye_is_in_its_row_and_column(shared: Path, name: str) -> None:
    tables = json.loads((shared / "truth" / name / "tables.json").read_text(encoding="utf-8"))
    document = report(shared / "reports" / f"{name}.pdf")
    numbers = 0
    for table in tables:
        grids = (grid for grid in document.grids() if grid.place.page in table["pages"])
        wanted = [[printed(text) for text in row] for row in table["rows_printed"]]
        got = list(rows_of(grids))[-len(wanted) :]
        for want, row in zip(wanted, got, strict=True):
            assert len(row) == len(want)
            for expected, text in zip(want, row, strict=True):
                if expected is not None:
                    assert text == expected, table["id"]
                    numbers += bool(AMOUNT.fullmatch(text))
                else:  # where a header and the total share a row, only the total was noted
                    assert text is None or not AMOUNT.fullmatch(text), table["id"]
    assert numbers >= sum(table["numeric_cells"] for table in tables)


@pytest.mark.parametrize("name", TABLES)
def test_the_box_of_a_table_is_where_it_was_measured(shared: Path, name: str) -> None:
    tables = json.loads((shared / "truth" / name / "tables.json").read_text(encoding="utf-8"))
    document = report(shared / "reports" / f"{name}.pdf")
    boxes = {grid.place.page: grid.place.box for grid in document.grids()}
    for table in tables:
        for page, box in table["bbox"].items():
            assert boxes[int(page)] == pytest.approx(box, abs=1.5)


@pytest.mark.parametrize("name", NARRATIVE)
def test_the_characters_of_a_page_are_those_of_another_extractor_in_their_order(
    shared: Path, name: str
) -> None:
    path = shared / "reports" / f"{name}.pdf"
    document = report(path)
    with pdfplumber.open(path) as other:
        for number in NARRATIVE[name]:
            ours = "".join(
                span.text
                for paragraph in document.paragraphs()
                for span in paragraph.spans
                if span.place.page == number
            )
            theirs = in_order(other.pages[number - 1])
            assert printed(ours) == printed(theirs), number


def in_order(page: pdfplumber.page.Page) -> str:
    """A page's characters by baseline, then from left to right, without the page number at its foot."""
    lines: list[list[Any]] = []
    for char in sorted(page.chars, key=baseline, reverse=True):
        if lines and baseline(lines[-1][0]) - baseline(char) < 4:
            lines[-1].append(char)
        else:
            lines.append([char])
    texts = ["".join(char["text"] for char in sorted(line, key=itemgetter("x0"))) for line in lines]
    return "".join(texts[:-1] if re.fullmatch(r"\s*\d{1,3}\s*", texts[-1]) else texts)


def baseline(char: Any) -> float:
    return float(char["matrix"][5])


@pytest.mark.parametrize("name", TABLES)
def test_no_character_of_a_page_with_tables_is_lost_or_invented(shared: Path, name: str) -> None:
    path = shared / "reports" / f"{name}.pdf"
    document = report(path)
    pages = sorted({grid.place.page for grid in document.grids() if grid.place.page})
    with pdfplumber.open(path) as other:
        for number in pages[1:9:2]:
            theirs = Counter(printed(in_order(other.pages[number - 1])) or "")
            assert Counter(printed("".join(texts_on(document, number)))) == theirs, number


def texts_on(document: Document, page: int) -> Iterator[str]:
    """The texts of all lines and cells of a page, each merged cell once."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield from (span.text for span in block.spans if span.place.page == page)
        elif block.place.page == page:
            yield from (cell.text for cell in {id(cell): cell for row in block.rows for cell in row}.values())


@pytest.mark.parametrize("name", REPORTS)
def test_paragraphs_end_where_sentences_do(shared: Path, name: str) -> None:
    paragraphs = list(report(shared / "reports" / f"{name}.pdf").paragraphs())
    sentences = [paragraph.text for paragraph in paragraphs if "。" in paragraph.text]
    assert len(sentences) > 40
    assert [text for text in sentences if text[-1] not in "。；：！）"] == []
    assert [p.text for p in paragraphs if re.match("[，。；：、）”》！？]", p.text)] == []


@pytest.mark.parametrize("name", REPORTS)
def test_no_page_number_is_left(shared: Path, name: str) -> None:
    document = report(shared / "reports" / f"{name}.pdf")
    assert [p.text for p in document.paragraphs() if re.fullmatch(r"\d{1,3}", p.text)] == []


def test_what_only_the_clip_path_of_a_spreadsheet_hides_is_not_read_twice(shared: Path) -> None:
    document = report(shared / "reports" / "putuo-justice-budget-2026.pdf")
    texts = Counter(p.text for p in document.paragraphs() if len(p.text) > 30)
    assert max(texts.values()) == 1


def test_four_tables_of_a_university(shared: Path) -> None:
    document = report(shared / "reports" / "swu-2023.pdf")
    shapes = [(grid.place.page, len(grid.rows), grid.width) for grid in document.grids()]
    assert shapes == [
        (8, 18, 4), (9, 17, 4), (10, 13, 10), (11, 15, 10),
        (12, 13, 8), (13, 14, 8), (14, 16, 8), (15, 11, 6),
    ]  # fmt: skip
    assert ["类", "款", "项", "合计", "237,100.00", "199,015.13", "38,084.87", "6,894.90"] in list(
        rows_of(document.grids())
    )
