"""Item numbers of Chinese official writing: 第一部分 › 一、 › （一） › 1. › （1） › ①.

Takes normalised text (`prose.normalise`); gives the Marker a paragraph starts with.
"""

from __future__ import annotations

import re

from checks.record import record

_HAN = "一二三四五六七八九十百"
_MARKERS = (
    (1, re.compile(rf"第([{_HAN}]+)(?:部分|章|篇)[、:：]?")),
    (2, re.compile(rf"([{_HAN}]{{1,4}})[、.．]")),
    (3, re.compile(rf"（([{_HAN}]{{1,4}})）、?")),
    (4, re.compile(r"(\d{1,2})(?:[、]|\.(?!\d))")),
    (5, re.compile(r"（(\d{1,2})）、?")),
    (6, re.compile(r"([①②③④⑤⑥⑦⑧⑨⑩])")),
    (6, re.compile(r"(\d{1,2})）")),
)
_FIRST = frozenset("第（0123456789①②③④⑤⑥⑦⑧⑨⑩" + _HAN)
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")}


@record
class Marker:
    """level: 1 第一部分, 2 一、, 3 （一）, 4 1., 5 （1）, 6 ①. number: its value. end: length of its text."""

    level: int
    number: int
    end: int


def marker_of(text: str) -> Marker | None:
    """The item number that normalised text starts with, None when there is none."""
    if text[:1] not in _FIRST:
        return None
    for level, pattern in _MARKERS:
        match = pattern.match(text)
        if match:
            return Marker(level, _value(match[1]), match.end())
    return None


def _value(numeral: str) -> int:
    if numeral.isdigit() and numeral.isascii():
        return int(numeral)
    if numeral in "①②③④⑤⑥⑦⑧⑨⑩":
        return ord(numeral) - ord("①") + 1
    tens, _, units = numeral.rpartition("十")
    if "十" not in numeral:
        return _DIGITS.get(numeral, 0)
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(units, 0) if units else 0)


_SENTENCE = re.compile(r"[。；，：]|\d\.\d|万元|%")
_HEADING_WORD = re.compile(r"(?:情况|说明|总述|概况|报告|经费|指标|分析|如下)$")
_LONGEST_HEADING = 60


def is_heading(text: str, marker: Marker | None) -> bool:
    """A line that names what follows: short, numbered, and no sentence. A line that ends with a full
    stop is a heading still when nothing else in it is punctuated (（一）…总体情况说明。)."""
    body = text.rstrip("。：")
    if len(body) > _LONGEST_HEADING or marker is None:
        return False
    if body != text and not _HEADING_WORD.search(body):
        return False
    return not _SENTENCE.search(body[marker.end :])
