"""Every text that a person reads, from catalogues a translator can extend without touching Python.

One file a language, `checks/texts/<lang>.toml`: nested tables of format strings, addressed by dotted
keys (`cli.help.check`, `unchecked.zero_base`). A key that a language lacks is taken from English.
`GOUJI_TEXTS` may name a folder with further languages. Titles and explanations of rules stand beside
the rules (`title.zh`, `title.en`); a translator's file may add them under `[rule.<ID>]`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import tomli

_HERE = Path(__file__).parent
FALLBACK = "en"


class Texts:
    """The texts of one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._texts = _load(lang)
        self._fallback = _load(FALLBACK) if lang != FALLBACK else self._texts

    def __call__(self, key: str, /, **slots: object) -> str:
        """The text of a dotted key with its slots filled; the key itself when no catalogue has it."""
        text = self._texts.get(key) or self._fallback.get(key) or key
        try:
            return text.format(**slots) if slots else text
        except (KeyError, IndexError, ValueError):
            return text

    def refusal(self, key: str, details: Mapping[str, object]) -> str:
        """A sentence of which the slot `reason`, where it has one, says why the system refused something: a
        name of `checks.system_errors` goes in, its words in this language come out."""
        reason = f"system.{details.get('reason')}"
        return self(key, **{**details, "reason": self(reason)} if self.has(reason) else details)

    def has(self, key: str) -> bool:
        return key in self._texts or key in self._fallback

    def of(self, by_language: Mapping[str, str]) -> str:
        """One text of a `{lang: text}` table, such as a rule's title."""
        return by_language.get(self.lang) or by_language.get(FALLBACK) or next(iter(by_language.values()), "")


def languages() -> list[str]:
    """The languages that have a catalogue."""
    return sorted({path.stem for folder in _folders() for path in folder.glob("*.toml")})


def choose(asked: str | None = None) -> Texts:
    """The texts of the asked language, else of the locale (LC_ALL, LC_MESSAGES, LANG), else English."""
    known = languages()
    wanted = [asked] if asked else [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    for name in wanted:
        code = (name or "").split(".")[0].replace("-", "_").lower()
        if code in known:
            return Texts(code)
        if code.split("_")[0] in known:
            return Texts(code.split("_")[0])
        if name and not asked:
            break
    return Texts(FALLBACK)


def _folders() -> list[Path]:
    extra = os.environ.get("GOUJI_TEXTS")
    return [_HERE, Path(extra)] if extra else [_HERE]


@lru_cache(maxsize=8)
def _load(lang: str) -> dict[str, str]:
    flat: dict[str, str] = {}
    for folder in _folders():
        path = folder / f"{lang}.toml"
        if path.is_file():
            _flatten(tomli.loads(path.read_text(encoding="utf-8")), "", flat)
    return flat


def _flatten(node: dict[str, Any], prefix: str, into: dict[str, str]) -> None:
    for name, value in node.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict):
            _flatten(value, f"{key}.", into)
        else:
            into[key] = str(value)
