"""One key as a person names it → the names under which Textual may report it.

With a Chinese input method on, the punctuation keys send full-width or Chinese marks: `？` for `?`,
`、` for `/`, `【` for `[`. They do what their ASCII twins do.
"""

from __future__ import annotations

import unicodedata

from textual.keys import KEY_NAME_REPLACEMENTS

_CHINESE = {
    "/": "、",
    "\\": "、",
    "[": "【「",
    "]": "】」",
    "{": "『",
    "}": "』",
    "<": "《",
    ">": "》",
    ".": "。",
    "$": "￥",
    "^": "…",
    "_": "—",
    "`": "·",
}
_NAMES = {"space": " "}


def names(key: str) -> str:
    """Textual's comma-separated key names of a key: `?` → `question_mark,fullwidth_question_mark`;
    a named key (`enter`, `ctrl+s`) is its own only name."""
    character = _NAMES.get(key, key)
    if len(character) > 1:
        return key
    twins = [character, *_CHINESE.get(character, "")]
    if "!" <= character <= "~":
        twins.append(chr(ord(character) + 0xFEE0))
    if character == " ":
        twins.append("\u3000")
    return ",".join(_name(twin) for twin in twins)


def _name(character: str) -> str:
    """As Textual names a character it has no other name for."""
    if character.isalnum():
        return character
    try:
        name = unicodedata.name(character).lower().replace("-", "_").replace(" ", "_")
    except ValueError:
        return character
    return KEY_NAME_REPLACEMENTS.get(name, name)
