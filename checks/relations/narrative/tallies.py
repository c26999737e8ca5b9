"""Counts that a sentence breaks down (Q114): 基站2296座，电信714座，移动947座，联通635座.

Unlike amounts, counts of the text have no table. A count is broken down by the counts with its measure
word that follow it: three or more that read like a list, or two behind 其中, 涵盖 or 包括. Whether they are
its parts is seen by fit; what comes close and misses is a slip. Before this module: `context`.
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
_LEAST = 10
"""Smaller totals are met by chance."""
_NEARLY = Decimal("0.05")
_SHORT = 4


def tallies(context: Context) -> Iterator[Relation]:
    """Every count of the narrative that the counts behind it add up to."""
    counts = (f for f in context.report.figures if f.paragraph is not None and f.kind is Kind.COUNT)
    for index, figures in groupby(counts, key=lambda figure: figure.paragraph):
        text = context.report.paragraphs[index or 0].text
        yield from _in_paragraph(text, [f for f in figures if not f.approximate])


def _in_paragraph(text: str, figures: list[Figure]) -> Iterator[Relation]:
    at = 0
    while at < len(figures):
        parts = _parts(text, figures, at)
        if parts:
            total = figures[at]
            name = re.split(r"[，。；：、]", text[: total.start])[-1][-16:]
            yield Relation(
                "Q114", Tolerance.EXACT, f"performance/{name}/分项",
                terms(left(total.id), right(*(f.id for f in parts))), details={"name": name},
            )  # fmt: skip
        at += 1 + len(parts)


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
    return all(len(name) <= _SHORT for name in names) or len({text[p.end : p.end + 2] for p in parts}) == 1
