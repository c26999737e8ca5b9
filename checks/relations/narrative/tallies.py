"""Counts that a sentence breaks down (Q114): 基站2296座，电信714座，移动947座，联通635座.

Unlike amounts, counts of the text have no table. A count is broken down by the counts with its measure
word that follow it: three or more that read like a list, or two behind 其中, 涵盖 or 包括. Whether they are
its parts is seen by fit; what comes close and misses is a slip. A bracket of kinds, and 合计 behind a list,
leave no doubt. Before this module: `context`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from checks.relations.narrative.context import Context, left, right, terms
from checks.relations.relation import Relation, Tolerance
from checks.report.report import Figure, Kind

_OPENS = re.compile(r"其中|涵盖|包括|分别|：")
_SENTENCE = re.compile(r"[。！？]")
_BRACKET = re.compile(r"[^，。；：（）]{0,6}（(?P<inside>[^（）]*)）")
_PARTIAL = re.compile(r"其中|等|主要|每|约|含|\d年")
_IN_ALL = re.compile(r"[，；、](?:合计|共计|总计)(?:[^，。；：、\d]{0,6})$")
_TIMES = {"次", "场", "期", "场次", "班次"}
_LEAST = 10
"""Smaller totals are met by chance."""
_NEARLY = Decimal("0.05")
_SHORT = 4


def tallies(context: Context) -> Iterator[Relation]:
    """Every count of the narrative that the counts behind it, or before it, add up to."""
    counts = (f for f in context.report.figures if f.paragraph is not None and f.kind is Kind.COUNT)
    for index, figures in groupby(counts, key=lambda figure: figure.paragraph):
        text = context.report.paragraphs[index or 0].text
        yield from _in_paragraph(text, [f for f in figures if not f.approximate])


def _in_paragraph(text: str, figures: list[Figure]) -> Iterator[Relation]:
    at = 0
    while at < len(figures):
        parts = _in_brackets(text, figures, at) or _parts(text, figures, at)
        if parts:
            yield _tally(text, figures[at], parts)
        elif before := _added_up(text, figures, at):
            yield _tally(text, figures[at], before)
        at += 1 + len(parts)


def _tally(text: str, total: Figure, parts: list[Figure]) -> Relation:
    name = re.split(r"[，。；：、]", text[: total.start])[-1][-16:]
    return Relation(
        "Q114", Tolerance.EXACT, f"performance/{name}/分项",
        terms(left(total.id), right(*(f.id for f in parts))), details={"name": name},
    )  # fmt: skip


def _in_brackets(text: str, figures: list[Figure], at: int) -> list[Figure]:
    """电路8条（联通1条、电信6条、移动1条）: a bracket that gives nothing but kinds gives all of them."""
    total = figures[at]
    match = _BRACKET.match(text, total.end)
    if match is None or _PARTIAL.search(match["inside"]):
        return []
    parts = [f for f in figures[at + 1 :] if f.start < match.end()]
    named = len(re.split(r"[，、；和及]", match["inside"])) == len(parts)
    return parts if len(parts) > 1 and named and all(f.unit == total.unit for f in parts) else []


def _added_up(text: str, figures: list[Figure], at: int) -> list[Figure]:
    """甲培训2场；乙培训3场；丙培训2场，合计7次: the counts of the sentence before its 合计."""
    total = figures[at]
    sentence = text.rfind("。", 0, total.start) + 1
    if not _IN_ALL.search(text, sentence, total.start):
        return []
    parts = [f for f in figures[:at] if f.start >= sentence]
    alike = all(_kind(f) == _kind(total) for f in parts)
    if len(parts) < 2 or not alike or "其中" in text[sentence : total.start]:
        return []
    runs = (parts[at:] for at in range(len(parts) - 1))  # before them, a target may stand
    return next((run for run in runs if sum(f.value for f in run) == total.value), parts)


def _kind(figure: Figure) -> str:
    """The measure word; times that something was held are counted with several."""
    return "次" if figure.unit in _TIMES else figure.unit


def _parts(text: str, figures: list[Figure], at: int) -> list[Figure]:
    """The counts behind one that come closest to adding up to it, [] when none come near."""
    total = figures[at]
    behind: list[Figure] = []
    for figure in figures[at + 1 :]:
        between = text[(behind[-1] if behind else total).end : figure.start]
        if figure.unit != total.unit or (behind and _SENTENCE.search(between)):
            break
        behind.append(figure)
    if total.value < _LEAST or not behind or "、" in text[total.end : behind[0].start]:
        return []  # 900项网上办、318项就近办 are peers
    opened = bool(_OPENS.search(text[total.end : behind[0].start]))
    least = 2 if opened else 3
    if len(behind) < least or not (opened or _alike(text, total, behind)):
        return []
    runs = [behind[:count] for count in range(len(behind), least - 1, -1)]
    best = min(runs, key=lambda run: abs(sum(f.value for f in run) - total.value))
    off = abs(sum((f.value for f in best), Decimal(0)) - total.value)
    return best if off <= total.value * _NEARLY else []


def _alike(text: str, total: Figure, parts: list[Figure]) -> bool:
    """The parts read like a list: short names (电信714座，移动947座) or the same words behind each."""
    starts = [total.end, *(part.end for part in parts)]
    names = [text[end : part.start].strip("，；、") for end, part in zip(starts, parts, strict=False)]
    if len(set(names)) < len(names):
        return False  # 行政编制269人，实有人数226人；事业编制18人，实有人数15人: 编制 and 实有 of each kind
    return all(len(name) <= _SHORT for name in names) or len({text[p.end : p.end + 2] for p in parts}) == 1
