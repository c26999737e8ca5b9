"""What a report says of itself: title, department, fiscal year, 决算 or 预算.

Takes the first blocks of a Document and the department lines of its tables; gives a Cover.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from checks.reading.document import Document, Paragraph
from checks.report.narrative.prose import Prose, normalise

_TITLE = re.compile(
    r"(?P<before>.{0,40}?)(?P<year>20\d\d)年度?(?P<after>.{0,40}?)(?P<what>(?:部门|单位)?(?P<kind>决算|预算))"
)
_YEAR = re.compile(r"(20\d\d)年度?(?:部门|单位|本级)?(?:决算|预算|一般公共|收入|支出|“三公”|财政拨款)")
_DEPARTMENT_LINE = re.compile(
    r"^(?:编制)?(?:部门|单位|公开部门|部门名称|单位名称|编报部门)[:：]"
    r"(?!（?(?:人民币)?(?:亿|百万|千|万)?元)(?P<name>[^:：]{2,40}?)(?:20\d\d年度?)?(?:金额)?(?:单位[:：].*)?$"
)
"""部门：某某局; a line 单位：万元 names no department but the unit of the amounts below it."""
_CAPTIONED = re.compile(r"(?:部门|单位).*[:：﹕]")
_HEAD = 40  # paragraphs among which a title is looked for
_CAPTION = 80  # characters: a 部门： line above a table is no paragraph
_NOISE = re.compile(r"^(?:表\d+|附件\d*|公开\d+表|第[一二三四五六七八九十]+部分|目录)")


@dataclass(frozen=True, slots=True)
class Cover:
    """title: the line a person would quote. department: "" when nothing names it. year: fiscal year."""

    title: str
    department: str
    year: int | None
    kind: str


def read_cover(document: Document, prose: Sequence[Prose]) -> Cover:
    """The cover of a report, from its first lines, its 部门： lines and the years it speaks of."""
    lines = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    titles = [_from_title(head) for head in _heads(document)] or [_from_title(())]
    title, department, year, kind = next((found for found in titles if found[1]), titles[0])
    captions = (normalise(line) for line in lines if len(line) <= _CAPTION and _CAPTIONED.search(line))
    named = Counter(m["name"] for line in captions if (m := _DEPARTMENT_LINE.match(line)))
    department = named.most_common(1)[0][0] if named else department
    years = Counter(int(y) for piece in prose for y in _YEAR.findall(piece.text))
    if years and (year is None or years[year] * 3 < years.most_common(1)[0][1]):
        year = years.most_common(1)[0][0]
    if kind == "":
        joined = "".join(lines)
        kind = "预算" if joined.count("预算表") > joined.count("决算") else "决算"
    return Cover(title or document.path.stem, department, year, kind)


def _heads(document: Document) -> Iterator[list[str]]:
    """The first lines of each file of the report: the cover may be bound with the tables."""
    paragraphs = (block for block in document.blocks if isinstance(block, Paragraph))
    for _, own in groupby(paragraphs, key=lambda paragraph: paragraph.place.file):
        yield [line for block in islice(own, _HEAD) if (line := normalise(block.text))]


def _from_title(head: Sequence[str]) -> tuple[str, str, int | None, str]:
    for index, line in enumerate(head):
        # a title may be broken over two or three lines: 上海市…局 / 2024年度部门决算
        for window in (line, "".join(head[index : index + 2]), "".join(head[index : index + 3])):
            match = _TITLE.search(window)
            if match and len(window) <= 70 and "。" not in window:
                name = (match["before"] or match["after"]).strip("《》“”")
                name = _NOISE.sub("", name)
                return window, name, int(match["year"]), match["kind"]
    return (head[0] if head else ""), "", None, ""
