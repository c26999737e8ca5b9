"""S115: words of the template that nobody removed. The kinds are data (`residue.toml`).

They stand below empty tables as well as in the narrative, so every passage is read. In 名词解释 a pair
like 增加（减少） explains a term. A blank template is one finding, not a hundred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import tomli

from checks.relations.narrative.wording.scope import Passage, Scope, said
from checks.relations.relation import Relation, Unchecked
from checks.relations.wording import ABSENT, PLACES

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Residue:
    """One kind of words; see `residue.toml`."""

    name: str
    holds: tuple[str, ...]
    words: re.Pattern[str]
    each: bool


@lru_cache(maxsize=1)
def _kinds() -> tuple[Residue, ...]:
    data = tomli.loads((Path(__file__).parent / "residue.toml").read_text(encoding="utf-8"))
    return tuple(
        Residue(kind["name"], tuple(kind["holds"]), re.compile(kind["words"]), kind["each"])
        for kind in data["residue"]
    )


def residue(scope: Scope) -> Iterator[Relation | Unchecked]:
    """One relation a distinct wording that is left; Unchecked when none is."""
    found = 0
    for kind in _kinds():
        if scope.blank and kind.each:
            continue
        for places in _grouped(scope, kind).values():
            found += 1
            passage, match = places[0]
            left = match[0][:_LONGEST]
            yield said(
                "S115", kind.name if not kind.each else f"{kind.name}/{left}",
                left, (match.groupdict().get("keep") or ABSENT), passage.place_at(match.start()),
                name=kind.name, count=str(len(places)), around=_around(passage, match),
                places=PLACES.join(dict.fromkeys(p.place_at(m.start()).short() for p, m in places)),
            )  # fmt: skip
    if not found:
        yield Unchecked("S115", "nothing_to_check")


def _grouped(scope: Scope, kind: Residue) -> dict[str, list[tuple[Passage, re.Match[str]]]]:
    """What is left, by its words; by its kind when not `each`."""
    found: dict[str, list[tuple[Passage, re.Match[str]]]] = {}
    held = [signs for signs in kind.holds if signs in scope.words]
    for passage in scope.passages if held else ():
        if passage.topic == "glossary" or not any(signs in passage.text for signs in held):
            continue
        for match in kind.words.finditer(passage.text):
            found.setdefault(match[0] if kind.each else "", []).append((passage, match))
    return found


def _around(passage: Passage, match: re.Match[str]) -> str:
    """The words with a little of what stands on either side."""
    return passage.text[max(0, match.start() - 8) : match.end() + 8]
