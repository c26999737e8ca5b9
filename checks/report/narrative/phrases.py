"""The compiled phrases of `phrases.toml`: words around a number → what it is said to be."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import tomli

from checks.record import record


@record
class Role:
    """What the words before a number say: role and sign as in `report.Fact`, base its named part."""

    role: str
    sign: int = 1
    base: str = ""


class Phrases:
    """All expressions, by group and name."""

    def __init__(self, data: dict[str, dict[str, str]]) -> None:
        self._compiled = {(g, n): re.compile(e) for g, names in data.items() for n, e in names.items()}

    def search(self, group: str, name: str, text: str) -> re.Match[str] | None:
        return self._compiled[group, name].search(text)

    def amount(self, phrase: str) -> Role:
        """The role of an amount by the phrase before it (since the last comma)."""
        for name, role, sign in (("part", "part", 1), ("up", "change", 1), ("down", "change", -1)):
            if self.search("amount", name, phrase):
                return Role(role, sign)
        if match := self.search("amount", "budget", phrase):
            return Role("budget", 1, match["kind"] or match["kind2"] or "")
        if self.search("amount", "final", phrase):
            return Role("final")
        return Role("amount")

    def percent(self, phrase: str, after_budget: bool) -> Role:
        """The role of a percentage; after_budget: only 的 stands between a stated budget and it."""
        if after_budget and self.search("percent", "completed", phrase):
            return Role("completion")
        if match := self.search("percent", "completion", phrase):
            return Role("completion", 1, match["kind"] or "")
        if self.search("percent", "difference", phrase):
            return Role("difference")
        for name, sign in (("residue_down", -1), ("residue_up", 1), ("up", 1), ("down", -1)):
            if self.search("percent", name, phrase):
                return Role("growth", sign)
        if match := self.search("percent", "share", phrase):
            return Role("share", 1, match["base"])
        if match := self.search("percent", "rate", phrase):
            return Role("rate", 1, match["name"])
        return Role("rate", 1, phrase[-8:])

    def against(self, words: str) -> str:
        """`prior`, `budget` or "": the comparison that stands last in the words."""
        prior = _last(self._compiled["against", "prior"], words)
        budget = _last(self._compiled["against", "budget"], words)
        opening = _last(self._compiled["against", "opening"], words)
        if prior < 0 and budget < 0 and opening < 0:
            return ""
        return "budget" if budget > prior or opening >= max(prior, 0) else "prior"


def _last(pattern: re.Pattern[str], words: str) -> int:
    return max((m.start() for m in pattern.finditer(words)), default=-1)


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    return Phrases(tomli.loads((Path(__file__).parent / "phrases.toml").read_text(encoding="utf-8")))
