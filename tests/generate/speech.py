"""Templates of wordings.toml and numbers become paragraphs: how a style says what a ledger knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from string import Formatter
from typing import Any

import tomli

from tests.generate.draft import Num, Para, Part
from tests.generate.ledger import Ledger
from tests.generate.style import Press

Said = list[Part]


@dataclass
class Speech:
    """Says sentences in the words of one province. department, ledger and press fill {D}, {Y}, {P}."""

    department: str
    ledger: Ledger
    press: Press
    random: Random
    _words: Mapping[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self._words = _wordings("common") | _wordings(self.press.style.wording)

    def say(self, key: str, **slots: Part) -> Said:
        """One template with its slots filled."""
        year = self.ledger.year
        known: dict[str, Part] = {"D": self.department, "Y": str(year), "P": str(year - 1), **slots}
        template = self._words[key].replace("万元", self.press.style.text_unit)
        blank = " " if self.press.style.spaced else ""
        said: Said = []
        for words, slot, _, _ in Formatter().parse(template):
            if words:
                said.append(words)
            if slot:
                part = known[slot]
                said += [blank, part, blank] if blank and isinstance(part, Num) else [part]
        return said

    def has(self, key: str) -> bool:
        """Whether the province has a sentence of that kind."""
        return key in self._words

    def reason(self, rising: bool) -> str:
        return str(self.random.choice(self._words["reason_up" if rising else "reason_down"]))

    def item(self, number: int) -> str:
        return str(self._words["item"]).format(n=number)

    def amount(self, fen: int, states: str) -> Num:
        return self.press.amount(fen, f"text/{states}")

    def percent(self, part: int, whole: int, states: str) -> Num:
        return self.press.percent(part, whole, f"text/{states}/percent")

    def count(self, name: str) -> Num:
        return self.press.count(self.ledger.counts[name], f"text/count/{name}")

    def change(self, key: str, name: str, now: int, before: int) -> Said:
        """How an amount moved against last year: `<key>_change`, `_flat`, or `_new` from nothing. An
        amount that moved by less than the print shows has not moved."""
        moved = now - before
        amount = self.amount(now, name)
        if abs(self.press.rounded(now) - self.press.rounded(before)) == 0:
            return self.say(f"{key}_flat", name=name, A=amount)
        change = self.amount(abs(moved), f"{name}/change")
        reason = self.reason(moved > 0)
        if not before:
            return self.say(f"{key}_new", name=name, A=amount, X=change, reason=reason)
        growth = self.percent(abs(moved), before, f"{name}/growth")
        words = ("增加", "增长") if moved > 0 else ("减少", str(self._words["falling"]))
        return self.say(
            f"{key}_change",
            name=name,
            A=amount,
            X=change,
            X2=change,
            G=growth,
            G2=growth,
            up=words[0],
            grow=words[1],
            reason=reason,
        )

    def listed(self, head: Said, items: Iterable[Said], between: str = "；") -> Para:
        """A head and its items in one paragraph."""
        said = list(head)
        for index, item in enumerate(items):
            said += ([between] if index else []) + item
        return Para((*said, "。"))


@cache
def _wordings(name: str) -> dict[str, Any]:
    tables = tomli.loads((Path(__file__).parent / "wordings.toml").read_text(encoding="utf-8"))
    return dict(tables[name])
