"""The accounts of a generated report: names from accounts.toml, and invented ones for large sizes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import tomli


@dataclass(frozen=True, slots=True)
class Account:
    """One 项 with the names above it. code: 7 digits."""

    code: str
    name: str
    group: str  # name of the 款
    cls: str  # name of the 类

    @property
    def parents(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """(code, name) of the 类 and of the 款."""
        return (self.code[:3], self.cls), (self.code[:5], self.group)


def classes(year: int) -> list[tuple[str, str]]:
    """(code, name) of the 类 that T1 and T4 list in that fiscal year."""
    since = _names()["since"]
    return [(code, name) for code, name in _names()["classes"].items() if since.get(code, 0) <= year]


def general(count: int, random: Random) -> list[Account]:
    """That many 项 of the general public budget, in the order of their codes: first those that every
    department has, then the dictionary's, then invented ones in 款 no dictionary has."""
    groups = list(_names()["groups"])
    common, own = groups[:4], groups[4:]
    random.shuffle(own)
    found: list[Account] = []
    for code in common + own:
        if len(found) < count:
            found += _items("groups", code)
    found = found[:count]
    found += _invented(count - len(found))
    return sorted(found, key=lambda account: account.code)


def fund(count: int, random: Random) -> list[Account]:
    """项 of the government funds."""
    return _some("fund", count, random)


def capital(count: int, random: Random) -> list[Account]:
    """项 of the state capital budget."""
    return _some("capital", count, random)


def economic() -> dict[str, tuple[str, dict[str, str]]]:
    """Economic class → (its name, {5-digit code: name})."""
    return {
        code: (entry["name"], {code + tail: name for tail, name in entry["items"].items()})
        for code, entry in _names()["economic"].items()
    }


def _some(part: str, count: int, random: Random) -> list[Account]:
    found = [account for code in _names()[part] for account in _items(part, code)]
    return sorted(random.sample(found, min(count, len(found))), key=lambda account: account.code)


def _items(part: str, code: str) -> list[Account]:
    entry = _names()[part][code]
    cls = _names()["classes"][code[:3]]
    return [Account(code + tail, name, entry["name"], cls) for tail, name in entry["items"].items()]


def _invented(count: int) -> list[Account]:
    """项 under 款 numbered 76 to 97, which no dictionary has (60 to 74 are government funds), forty to a
    款, class after class."""
    found: list[Account] = []
    usable = [code for code in _names()["classes"] if code not in {"223", "231", "232", "234"}]
    for group in range(76, 98):
        for code in usable:
            cls = _names()["classes"][code]
            for item in range(1, 41):
                if len(found) == count:
                    return found
                name = f"第{group}类专门事务"
                found.append(Account(f"{code}{group}{item:02}", f"专门事务之{item}", name, cls))
    raise ValueError(f"no more than {len(found)} accounts can be invented, {count} are asked for")


@cache
def _names() -> dict[str, Any]:
    return tomli.loads((Path(__file__).parent / "accounts.toml").read_text(encoding="utf-8"))
