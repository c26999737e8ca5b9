"""Where one account ends and the next begins, in a file that binds several (a department and its units).

Takes a Document and the tables found in it; gives the blocks at which further accounts begin, and the
pieces. Before this module: `tables`. After it: `recognise`, which reads every piece as a report, and `bound`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from checks.reading.document import Document, Paragraph
from checks.report.narrative.prose import normalise
from checks.report.report import Kind, Report, Table
from checks.report.tables import Tables

_COVER = re.compile(
    r"(?:第[一二三四五六七八九十]+部分|附件?[0-9一二三四五六七八九十]*|（?[一二三四五六七八九十]+）?)?[：、.]?(?:关于)?"
    r"(?P<name>[^。；，：]{4,30}?)(?:20\d\d|二[〇○零0]..)年度?(?:部门|单位)?决算(?:公开)?(?:报告|情况|说明|信息)?"
)
_LINES = 3
"""Over how many lines a cover may be broken."""
_LEAST_FORMS = 4
"""Of how many forms an account has tables at least."""


def cuts(document: Document, found: Tables) -> list[int]:
    """The blocks at which further accounts begin, [] for a file of one. An account begins with a cover
    that names somebody new, between two sets of tables that each begin with T1."""
    sets: list[list[tuple[Table, int]]] = []
    for table, block in zip(found.tables, found.blocks, strict=True):
        if table.form == "T1":
            sets.append([])
        if sets:
            sets[-1].append((table, block))
    sets = [each for each in sets if len({table.form for table, _ in each} - {""}) >= _LEAST_FORMS]
    if len(sets) < 2:
        return []
    names = [name for name, _ in _covers(document, 0, sets[0][0][1])][:1]
    blocks = []
    for before, after in pairwise(sets):
        last = max(block for table, block in before if table.form)
        covers = _covers(document, last + 1, after[0][1])
        name, block = next((c for c in covers if not any(known.endswith(c[0]) for known in names)), ("", -1))
        if not name:
            return []
        names.append(name)
        blocks.append(block)
    return blocks


def _covers(document: Document, first: int, end: int) -> Iterator[tuple[str, int]]:
    """(who, block) of the lines between two blocks that are the title of an account."""
    lines = [
        (normalise(block.text), index)
        for index, block in enumerate(document.blocks[first:end], first)
        if isinstance(block, Paragraph)
    ]
    for at, (_, index) in enumerate(lines):
        for count in range(1, _LINES + 1):
            if match := _COVER.fullmatch("".join(text for text, _ in lines[at : at + count])):
                yield match["name"], index
                break


def cut(document: Document, blocks: Sequence[int]) -> list[Document]:
    """The document in pieces; its remarks stay with the first."""
    edges = [0, *blocks, len(document.blocks)]
    pieces = [replace(document, blocks=document.blocks[a:b], remarks=()) for a, b in pairwise(edges)]
    return [replace(pieces[0], remarks=document.remarks), *pieces[1:]]


def speak_for_themselves(parts: Sequence[Report]) -> bool:
    """The text of every account prints more amounts of its own tables than of another's: a text behind the
    tables of all may be about the first."""
    printed = [{f.nominal for f in part.figures if f.table is not None} for part in parts]
    for own, part in enumerate(parts):
        told = [f.nominal for f in part.figures if f.table is None and f.kind is Kind.AMOUNT and f.value]
        hits = [sum(amount in amounts for amount in told) for amounts in printed]
        if max(hits) > hits[own]:
            return False
    return True
