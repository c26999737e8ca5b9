"""Bytes of a text file → its text, in whichever encoding Chinese offices save."""

from __future__ import annotations

import codecs

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_DAMAGE = 0.002
"""Share of undecodable bytes up to which a text counts as damaged UTF-8 rather than as another encoding."""

_FREQUENT = frozenset(
    "的一是在不了有和人年中为支出收入预算决财政部门拨款合计项目费用公单位万元基本一般共其他增加减少情况說明"
    "為財撥計項費單萬況門預總總額结转余"
)
"""Characters a Chinese report cannot do without, in both scripts: the encoding that yields more is right."""


def decode(data: bytes, declared: str | None = None) -> tuple[str, int] | None:
    """The text and the number of characters that could not be decoded (shown as U+FFFD); None for no text.

    declared: the encoding the file claims for itself, tried first but not believed when it does not fit.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _sound(*_tried(data[len(bom) :], encoding))
    if b"\x00" in data:
        return _utf16(data)
    for encoding in _candidates(declared):
        try:
            return data.decode(encoding), 0
        except (UnicodeDecodeError, LookupError):
            continue
    text, lost = _tried(data, "utf-8")
    if lost <= max(1, len(data) * _DAMAGE):
        return text, lost
    legacy = [_tried(data, encoding) for encoding in ("gb18030", "big5hkscs")]
    best = max(legacy, key=lambda tried: _frequent(tried[0]) - 10 * tried[1])
    return best if best[1] <= max(1, len(best[0]) * _DAMAGE) else None


def _candidates(declared: str | None) -> list[str]:
    if declared is None:
        return ["utf-8"]
    name = declared.strip().lower()
    if name in {"gb2312", "gbk", "x-gbk", "gb_2312-80", "euc-cn", "gb18030"}:
        return ["utf-8", "gb18030"]  # pages converted to UTF-8 keep their old declaration
    if name in {"big5", "big5-hkscs", "x-x-big5"}:
        return ["utf-8", "big5hkscs"]
    if name.startswith(("utf-16", "iso-8859", "windows-125", "us-ascii")):
        return ["utf-8"]  # cannot be right for Chinese bytes without a mark
    return [name, "utf-8"]


def _tried(data: bytes, encoding: str) -> tuple[str, int]:
    text = data.decode(encoding, errors="replace")
    return text, text.count("\ufffd")


def _frequent(text: str) -> int:
    return sum(character in _FREQUENT for character in text)


def _utf16(data: bytes) -> tuple[str, int] | None:
    """UTF-16 without a mark shows in its digits and line ends: zero bytes mostly on one side."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    return _sound(*_tried(data, "utf-16-le" if odd > even else "utf-16-be"))


def _sound(text: str, lost: int) -> tuple[str, int] | None:
    """The text, unless it is full of what no text holds: then its bytes were none."""
    strange = sum(not (character.isprintable() or character.isspace()) for character in text)
    return (text, lost) if (strange + lost) * 100 <= len(text) else None
