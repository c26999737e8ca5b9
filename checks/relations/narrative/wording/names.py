"""One department name throughout (M102): variants by a connective or a single sign, and titles that drop a
part of it from the middle, which makes it the name of another body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.relations.narrative.wording.scope import Passage, Scope, said
from checks.relations.relation import Relation, Unchecked

_AND = "和与及、"
_APART = frozenset("一二三四五六七八九十〇东西南北中上下新老大小前后左右甲乙丙丁省市区县镇乡村")
"""Signs that tell one body from another: 第一中学 and 第二中学 are no variants."""
_SHORTEST = 6
_TITLE = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分)?(?P<name>[^，。；：]{5,40}?)20\d\d年度?(?:部门|单位)?决算"
)


def names(scope: Scope) -> Iterator[Relation | Unchecked]:
    """Each variant of the department's name is one relation, however often it is printed."""
    name = scope.department
    if len(name) < _SHORTEST:
        yield Unchecked("M102", "nothing_to_check")
        return
    variants: dict[str, list[tuple[Passage, int]]] = {}
    for passage in scope.passages:
        for variant, at in (*_variants(passage.text, name), *_shortened(passage.text, name)):
            variants.setdefault(variant, []).append((passage, at))
    for variant, places in variants.items():
        passage, at = places[0]
        yield said(
            "M102", variant, variant, name, passage.place_at(at), count=str(len(places)),
            around=passage.text[max(0, at - 6) : at + len(variant) + 10],
        )  # fmt: skip
    if not variants:
        yield said("M102", name, name, name, scope.passages[0].place_at(0), count="0", around=name)


def _variants(text: str, name: str) -> Iterator[tuple[str, int]]:
    """Words as long as the name that differ from it in one sign: found by the half that is the same."""
    middle = len(name) // 2
    for half, shift in ((name[:middle], 0), (name[middle:], middle)):
        at = text.find(half)
        while at >= 0:
            start = at - shift
            words = text[start : start + len(name)] if start >= 0 else ""
            if len(words) == len(name) and _one_apart(words, name):
                yield words, start
            at = text.find(half, at + 1)


def _one_apart(words: str, name: str) -> bool:
    other = [(a, b) for a, b in zip(words, name, strict=True) if a != b]
    if len(other) != 1:
        return False
    ((a, b),) = other
    both_join = a in _AND and b in _AND
    return both_join or not ({a, b} & _APART or a in _AND or not "\u4e00" <= a <= "\u9fff")


def _shortened(text: str, name: str) -> Iterator[tuple[str, int]]:
    """A title whose name is the department's without something in its middle."""
    match = _TITLE.match(text) if len(text) < 60 else None
    words = match["name"] if match is not None else ""
    if not words or len(words) >= len(name) or name.endswith(words):
        return
    kept = next((n for n in range(len(words), 0, -1) if name.startswith(words[:n])), 0)
    if kept and len(words) > _SHORTEST and name.endswith(words[kept:]):
        yield words, match.start("name") if match is not None else 0
