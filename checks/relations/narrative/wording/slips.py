"""M110: slips of the pen (上一度, 年中没预算, 万元元) and traditional characters in a simplified text. Which
ones is data (`slips.toml`); all of them are notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import tomli

from checks.relations.narrative.wording.scope import Passage, Scope, said
from checks.relations.relation import Relation, Unchecked

_AROUND = 8
_MANY = 30
"""With so many traditional characters a text is written in that script."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One kind; see `slips.toml`."""

    holds: tuple[str, ...]
    words: re.Pattern[str]
    meant: str


@lru_cache(maxsize=1)
def _slips() -> tuple[tuple[Slip, ...], dict[int, str]]:
    data = tomli.loads((Path(__file__).parent / "slips.toml").read_text(encoding="utf-8"))
    slips = tuple(Slip(tuple(s["holds"]), re.compile(s["words"]), s["meant"]) for s in data["slip"])
    pairs = zip(data["traditional"]["printed"], data["traditional"]["meant"], strict=True)
    return slips, {ord(printed): meant for printed, meant in pairs}


def slips(scope: Scope) -> Iterator[Relation | Unchecked]:
    """Each wording that is a slip, once, with how often it occurs."""
    found: dict[tuple[str, str], list[tuple[Passage, int]]] = {}
    for stated, meant, passage, at in (*_words(scope), *_signs(scope)):
        found.setdefault((stated, meant), []).append((passage, at))
    for (stated, meant), places in found.items():
        passage, at = places[0]
        yield said(
            "M110", stated, stated, meant, passage.place_at(at), count=str(len(places)),
            around=passage.text[max(0, at - _AROUND) : at + len(stated) + _AROUND],
        )  # fmt: skip
    if not found:
        yield Unchecked("M110", "nothing_to_check")


def _words(scope: Scope) -> Iterator[tuple[str, str, Passage, int]]:
    slips = [slip for slip in _slips()[0] if any(signs in scope.words for signs in slip.holds)]
    for passage in scope.body:
        for slip in slips:
            if any(signs in passage.text for signs in slip.holds):
                for match in slip.words.finditer(passage.text):
                    yield match[0], match.expand(slip.meant), passage, match.start()


def _signs(scope: Scope) -> list[tuple[str, str, Passage, int]]:
    """Every traditional character, with the sign before it."""
    simplified = _slips()[1]
    pattern = re.compile(f"[{''.join(map(chr, simplified))}]")
    found = []
    for passage in scope.body if pattern.search(scope.words) else ():
        for match in pattern.finditer(passage.text):
            stated = passage.text[max(0, match.start() - 1) : match.end()]
            found.append((stated, stated.translate(simplified), passage, max(0, match.start() - 1)))
    return found if len(found) < _MANY else []
