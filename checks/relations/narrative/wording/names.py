"""One department name throughout (M102): variants by a connective (和, 与), and titles that drop the district
from it, which makes it the name of a body above.

A name that differs in any other sign may be another body's (民政局, 财政局) and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.relations.narrative.wording.scope import Passage, Scope, said
from checks.relations.relation import Relation, Unchecked

_AND = re.compile(r"[和与及、]")
_DISTRICT = "区县镇乡"
_SHORTEST = 6
_LONGEST = 60  # of a title
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
    pattern = re.compile("[和与及、]".join(map(re.escape, _AND.split(name))))
    for passage in scope.passages:
        for variant, at in (*_variants(passage.text, name, pattern), *_shortened(passage.text, name)):
            variants.setdefault(variant, []).append((passage, at))
    for variant, places in variants.items():
        passage, at = places[0]
        yield said(
            "M102", variant, variant, name, passage.place_at(at), count=str(len(places)),
            around=passage.text[max(0, at - 6) : at + len(variant) + 10],
        )  # fmt: skip
    if not variants:
        yield said("M102", name, name, name, scope.passages[0].place_at(0), count="0", around=name)


def _variants(text: str, name: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, int]]:
    """The name with another connective."""
    return ((match[0], match.start()) for match in pattern.finditer(text) if match[0] != name)


def _shortened(text: str, name: str) -> Iterator[tuple[str, int]]:
    """A title whose name is the department's without its district in the middle; without the province or
    city it is a usual abbreviation."""
    match = _TITLE.match(text) if len(text) < _LONGEST else None
    words = match["name"] if match is not None else ""
    if match is None or not _SHORTEST < len(words) < len(name) or name.endswith(words):
        return
    kept = next((n for n in range(len(words), 0, -1) if name.startswith(words[:n])), 0)
    dropped = name[kept : kept + len(name) - len(words)]
    if kept and name.endswith(words[kept:]) and dropped[-1] in _DISTRICT:
        yield words, match.start("name")
