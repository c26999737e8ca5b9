"""Marks a proofreader would strike: doubled punctuation (M107), item numbers that repeat or skip (M108),
brackets that are never closed (M109). All of them notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.relations.narrative.wording.scope import Passage, Scope, said
from checks.relations.relation import Relation, Unchecked

_DOUBLED = re.compile(r"[，、；：。](?:(?<!。)[，、；：。]+|(?<=。)(?:[；，、]+|。(?!。)))")
_ORDINAL = re.compile(r"(?P<number>[一二三四五六七八九十])是(?=[，、：“《（\d\u4e00-\u9fff])")
_NUMBER = re.compile(r"(?P<number>\d\d?)[.、．](?=[\u4e00-\u9fff“《])")
_BEGINS = "。；："
_HAN = {sign: value for value, sign in enumerate("一二三四五六七八九十", 1)}
_AROUND = 8


def marks(scope: Scope) -> Iterator[Relation | Unchecked]:
    """Each doubled mark once, with how often it occurs; each break in a run of item numbers; each bracket."""
    found = False
    for relation in (*_doubled(scope), *_numbers(scope), *_brackets(scope)):
        found = True
        yield relation
    if not found:
        yield Unchecked("M107", "nothing_to_check")


def _doubled(scope: Scope) -> Iterator[Relation]:
    places: dict[str, list[tuple[Passage, int]]] = {}
    for passage in scope.body:
        for match in _DOUBLED.finditer(passage.text):
            if passage.text[match.start() - 1 : match.start()] == "。":
                continue  # 。。。 is meant as an ellipsis
            places.setdefault(match[0], []).append((passage, match.start()))
    for mark, found in places.items():
        passage, at = found[0]
        yield said(
            "M107", mark, mark, mark[-1] if mark[-1] == "。" else mark[0], passage.place_at(at),
            count=str(len(found)), around=passage.text[max(0, at - _AROUND) : at + _AROUND],
        )  # fmt: skip


def _numbers(scope: Scope) -> Iterator[Relation]:
    """一是…二是 over the paragraphs of a section, 1.…2. within one paragraph. A list within an item
    (二是简政。一是精简…；二是…) ends with its paragraph."""
    last, section = 0, -1
    for index, paragraph in enumerate(scope.report.paragraphs):
        if paragraph.section != section:
            last, section = 0, paragraph.section
        passage = scope.passages[index]
        opened = 0  # the item that the paragraph is, when a list begins within it
        for match in _beginning(_ORDINAL, passage.text):
            number = _HAN[match["number"]]
            if number == 1 and match.start():
                opened = opened or last * (_ORDINAL.match(passage.text) is not None)
            if number != 1 and last:
                yield _number(passage, match, number, last, "是")
            last = number if number == 1 or last else 0
        last = opened or last
        before: tuple[int, int] | None = None  # the number before, and where it ends
        for match in _beginning(_NUMBER, passage.text):
            number = int(match["number"])
            if before is not None and number != 1 and not _between(passage.text, before, match.start()):
                yield _number(passage, match, number, before[0], "")
            before = (number, match.end()) if number == 1 or before is not None else None


def _beginning(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Item numbers with which a paragraph or a sentence begins."""
    return (m for m in pattern.finditer(text) if m.start() == 0 or text[m.start() - 1] in _BEGINS)


def _between(text: str, before: tuple[int, int], end: int) -> bool:
    """Whether the next number stands in between, behind something else than the end of a sentence."""
    number, start = before
    return re.search(rf"(?<!\d){number + 1}[.、．]", text[start:end]) is not None


def _number(passage: Passage, match: re.Match[str], number: int, last: int, behind: str) -> Relation:
    """The number after `last` is one more; a number written otherwise is put right in its own script."""
    signs = {value: sign for sign, value in _HAN.items()}
    wanted = (signs.get(last + 1, str(last + 1)) if behind else str(last + 1)) + behind
    stated = match["number"] + behind
    at = match.start()
    return said(
        "M108", f"{passage.topic}/{passage.text[at : at + 16]}", stated, wanted, passage.place_at(at),
        around=passage.text[at : at + 16],
    )  # fmt: skip


def _brackets(scope: Scope) -> Iterator[Relation]:
    """A paragraph that ends as a sentence with a bracket still open. The place is where it should close."""
    for passage in scope.body:
        text = passage.text
        if text.count("（") <= text.count("）") or not text.endswith("。"):
            continue
        opened: list[int] = []
        for at, sign in enumerate(text):
            if sign == "（":
                opened.append(at)
            elif sign == "）" and opened:
                opened.pop()
        if opened:
            at = opened[0]
            stated = f"{text[at : at + _AROUND]}…{text[-_AROUND:]}"
            yield said(
                "M109", f"{passage.topic}/{text[at : at + _AROUND]}", stated, f"{stated[:-1]}）。",
                passage.place_at(len(text) - 1), around=text[max(0, at - _AROUND) : at + _AROUND],
            )  # fmt: skip
