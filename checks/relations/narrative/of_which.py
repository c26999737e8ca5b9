"""Counts told as part of a count: 专任教师3265人，其中正高级职称828人、副高级职称1324人 (Q118).

A part is at most the whole. Whether the parts are all of it is another question (`tallies`): the kinds told
behind 其中 may overlap, and may leave some out. Before this module: `context`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from checks.relations.narrative.context import Context, left, right, terms
from checks.relations.relation import Relation, Tolerance
from checks.report.report import Figure, Kind

_OPENS = re.compile(r"(?P<of>[^，。；：（）]{0,8}?)[，：；（]?其中[：，]?")
_STOP = re.compile(r"[。；！？）]|其中|离休|退休|遗属|编外|临聘|聘用|另有|此外|实有|共有")
"""Where the parts end: 在职50人，其中行政30人、事业18人，退休60人."""
_CHANGE = re.compile(r"增|减|较|比|提高|下降|上升|压缩|超过|超出")
_NAME = re.compile(r"[^，。；、]{0,14}")
_ADDED_UP = {"辆"}  # Q101: vehicles are the sum of their kinds
_ONE_OF = {"名": "人", "位": "人", "人次": "人", "人员": "人"}


def of_which(context: Context) -> Iterator[Relation]:
    """Every count behind 其中 that counts the same things as the one before it."""
    counts = (f for f in context.report.figures if f.paragraph is not None and f.kind is Kind.COUNT)
    for index, figures in groupby(counts, key=lambda figure: figure.paragraph):
        text = context.report.paragraphs[index or 0].text
        if "其中" in text:
            yield from _in_paragraph(text, list(figures))


def _in_paragraph(text: str, figures: list[Figure]) -> Iterator[Relation]:
    for at, whole in enumerate(figures):
        opened = _OPENS.match(text, whole.end)
        if opened is None or whole.approximate or not whole.value or whole.unit in _ADDED_UP:
            continue
        if _CHANGE.search(_lead(text, whole)):
            continue  # 办案520件，较上年增加20件，其中简易程序400件: of all cases
        for part, before in _parts(text, whole, figures[at + 1 :], opened.end()):
            named = before + (_NAME.match(text, part.end) or [""])[0]
            if not part.approximate and opened["of"][-2:] in named:
                name = before.strip("，、和及有：") or opened["of"]
                yield Relation(
                    "Q118", Tolerance.AT_MOST, f"performance/{_lead(text, whole)}/其中/{name}",
                    terms(left(part.id), right(whole.id)), details={"name": name},
                )  # fmt: skip


def _parts(text: str, whole: Figure, behind: list[Figure], end: int) -> Iterator[tuple[Figure, str]]:
    """The parts with the words before each, until they make the whole, or the list ends: it goes on with the
    mark that it began with."""
    rest, mark = whole.value, ""
    for part in behind:
        before = text[end : part.start]
        mark = mark or (before[:1] if rest != whole.value and before[:1] in "，、" else "")
        ended = _STOP.search(before) or (mark and before[:1] in "，、" and before[:1] != mark)
        if ended or rest == 0 or _unit(part) != _unit(whole):
            return
        yield part, before
        rest, end = rest - part.value, part.end


def _unit(figure: Figure) -> str:
    """The measure word, persons however they are counted."""
    return _ONE_OF.get(figure.unit, figure.unit)


def _lead(text: str, figure: Figure) -> str:
    """The words that name what is counted."""
    return re.split(r"[，。；：、]", text[: figure.start])[-1][-16:]
