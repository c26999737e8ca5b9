"""Account classes (类) as data: names → codes, for rows that print a class without its code.

Takes `accounts.toml`; gives `class_code` for normalised labels without their ordinal.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import tomli

from checks.report.labels import normalise

_DATA = Path(__file__).with_name("accounts.toml")


@lru_cache(maxsize=1)
def _functional() -> Mapping[str, str]:
    """Normalised name, with and without 支出 at its end → code of the functional class."""
    data = tomli.loads(_DATA.read_text(encoding="utf-8"))
    names: dict[str, str] = {}
    for code, account in data["functional"].items():
        for name in (account["name"], *account.get("earlier", ())):
            names[normalise(name)] = code
            names.setdefault(normalise(name).removesuffix("支出"), code)
    return names


def class_code(label: str) -> str:
    """Code of the functional class that a normalised label without ordinal names, "" when it names none."""
    return _functional().get(label, "")
