"""The pattern notation of `forms.toml` → Names: the words that a pattern stands for.

`[x]` may be absent, `(a|b)` is one of them, `#` is a digit, `…` is any run of characters; anything else is
itself. Patterns without `#` and `…` stand for a few words each, which are kept in a set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

_OPEN, _CLOSE = "[(", "])"
_NOTATION = str.maketrans({"[": "(?:", "]": ")?", "(": "(?:", "…": ".*", "#": r"\d"})


class Names:
    """The names that a list of patterns stands for, over normalised text."""

    def __init__(self, patterns: Iterable[str]) -> None:
        patterns = list(patterns)
        self._open = [pattern for pattern in patterns if "…" in pattern or "#" in pattern]
        self._words = frozenset(
            word for pattern in patterns if pattern not in self._open for word in _words(pattern)
        )

    def fit(self, text: str) -> bool:
        """The text is one of the names."""
        return text in self._words or (bool(self._open) and self._expression.fullmatch(text) is not None)

    def at_end(self, text: str) -> int | None:
        """Where the longest name that the text ends with begins, None when it ends with none."""
        return next((start for start in range(len(text)) if self.fit(text[start:])), None)

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{pattern.translate(_NOTATION)})" for pattern in self._open))


def _words(pattern: str) -> list[str]:
    words, end = _alternatives(pattern, 0)
    assert end == len(pattern), f"unbalanced pattern {pattern!r}"
    return words


def _alternatives(pattern: str, at: int) -> tuple[list[str], int]:
    """The words of a pattern from `at` to the bracket that closes it, and where that is."""
    finished: list[str] = []
    words = [""]
    while at < len(pattern) and pattern[at] not in _CLOSE:
        sign = pattern[at]
        if sign == "|":
            finished += words
            words = [""]
        elif sign in _OPEN:
            inner, at = _alternatives(pattern, at + 1)
            if sign == "[":
                inner.append("")
            words = [word + more for word in words for more in inner]
        else:
            words = [word + sign for word in words]
        at += 1
    return finished + words, at
