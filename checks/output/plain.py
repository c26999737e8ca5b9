"""Text from a report → one line of text that is safe in a terminal."""

from __future__ import annotations

import re

_SPACES = re.compile(r"[\t\n\r\v\f\x85\u2028\u2029]+")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
"""Zero-width characters, and the bidirectional controls that can turn a line around."""
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def clean(text: str) -> str:
    """The text on one line, without anything a terminal would obey: controls show as `?`."""
    if text.isprintable():
        return text
    return _CONTROLS.sub("?", _INVISIBLE.sub("", _SPACES.sub(" ", text)))
