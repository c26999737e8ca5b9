"""The pattern notation of `forms.toml` → regular expressions over normalised text.

`[x]` may be absent, `(a|b)` is one of them, `…` is any run of characters; anything else is itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_NOTATION = str.maketrans({"[": "(?:", "]": ")?", "(": "(?:", "…": ".*"})


def expression(pattern: str) -> str:
    """The source of the regular expression that a pattern stands for."""
    return pattern.translate(_NOTATION)


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """One expression that matches where any of the patterns does."""
    return re.compile("|".join(f"(?:{expression(pattern)})" for pattern in patterns))
