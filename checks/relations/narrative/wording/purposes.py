"""D110: a purpose text that belongs to another account, when its own words show it.

住房公积金（项） 主要用于：事业单位医疗保险支出, copied from the item before. The accounts that are taken
for each other are data (`purposes.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import tomli

from checks.relations.narrative.wording.scope import Scope, said
from checks.relations.relation import Relation, Unchecked
from checks.report.narrative.accounts_named import mentions

_PURPOSE = re.compile(r"主要(?:是)?(?:用于|因为|用途)[：:]?(?P<words>[^。；]{2,400})")
_ITEM = 2  # level of a 项


@dataclass(frozen=True, slots=True)
class Purpose:
    """An account and what its purpose speaks of; see `purposes.toml`."""

    account: re.Pattern[str]
    words: re.Pattern[str]
    tells: bool


@lru_cache(maxsize=1)
def _purposes() -> tuple[Purpose, ...]:
    data = tomli.loads((Path(__file__).parent / "purposes.toml").read_text(encoding="utf-8"))
    return tuple(
        Purpose(re.compile(p["account"]), re.compile(p["words"]), p.get("tells", True))
        for p in data["purpose"]
    )


def purposes(scope: Scope) -> Iterator[Relation | Unchecked]:
    """Every purpose behind an account that the list knows: a paragraph names the 项 and then its purpose."""
    found = False
    for passage in scope.body:
        if passage.topic == "glossary" or "（项）" not in passage.text or "主要" not in passage.text:
            continue
        named = [m for m in mentions(passage.text) if m.level == _ITEM]
        for match in _PURPOSE.finditer(passage.text):
            before = [m for m in named if m.end <= match.start()]
            own = _of(before[-1].name) if before else None
            if own is None:
                continue
            found = True
            yield said(
                "D110", before[-1].name, _short(match["words"]),
                _short(match["words"]) if _fits(own, match["words"]) else before[-1].name,
                passage.place_at(match.start("words")), name=before[-1].name,
            )  # fmt: skip
    if not found:
        yield Unchecked("D110", "nothing_to_check")


def _of(account: str) -> Purpose | None:
    return next((p for p in _purposes() if p.account.search(account)), None)


def _fits(own: Purpose, words: str) -> bool:
    """It speaks of the account, or of none on the list."""
    return bool(own.words.search(words)) or not any(p.tells and p.words.search(words) for p in _purposes())


def _short(words: str) -> str:
    """The end of a long purpose: what it is for comes last."""
    return words if len(words) <= 40 else "…" + words[-40:]
