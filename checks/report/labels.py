"""Printed labels → text that can be compared, and text that can be shown.

Takes the text of a cell or of a title line as its format gives it; gives `normalise` (for matching) and
`clean` (for the screen: the print without what the layout did to it). No table is known here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from checks.report.numbering import marker_of

_RADICALS = str.maketrans(
    dict(
        zip(
            "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
            "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
            strict=True,
        )
    )
)
"""Radicals that some PDF writers print for the character and NFKC leaves alone (⻔ for 门)."""

_FOLD = str.maketrans(
    {
        "(": "（", ")": "）", "[": "（", "]": "）", "〔": "（", "〕": "）", "【": "（", "】": "）", "［": "（", "］": "）",
        ":": "：", ";": "；", ",": "，", "−": "-", "–": "-", "—": "-", "﹣": "-",
        **dict.fromkeys("“”\"'‘’「」『』＂\u200b\ufeff\xad"),
    }
)  # fmt: skip
_SHOWN = str.maketrans({"(": "（", ")": "）", "\u200b": None, "\ufeff": None, "\xad": None})
_CIRCLED = re.compile("[①-⑳]")
_GAP = re.compile(r"(?<=[A-Za-z0-9%.,)）])\s+(?=[A-Za-z0-9(（])")
_LEADING = re.compile(r"(?:其中|减|加)[：、]?")


@lru_cache(maxsize=16384)
def normalise(text: str) -> str:
    """The form in which labels are compared: NFKC, radicals as characters, no blanks and no quotation
    marks, brackets and marks full-width, dashes as "-"."""
    if _CIRCLED.search(text):
        text = _CIRCLED.sub(lambda m: f"（{ord(m[0]) - ord('①') + 1}）", text)
    text = unicodedata.normalize("NFKC", text.translate(_RADICALS))
    return "".join(text.split()).translate(_FOLD)


@lru_cache(maxsize=16384)
def clean(text: str) -> str:
    """The label as its author wrote it: breaks and blanks that the layout put into words are gone, one
    blank stays between words of Latin letters or digits, brackets are full-width."""
    text = text.translate(_RADICALS)
    if not text.isascii():
        text = unicodedata.normalize("NFC", "".join(map(_halved, text)))
    kept = _GAP.sub("\x00", text)
    return "".join(kept.split()).replace("\x00", " ").translate(_SHOWN)


def _halved(character: str) -> str:
    """Full-width letters and digits as ASCII ones; Kangxi radicals as the characters they stand for."""
    code = ord(character)
    if 0xFF10 <= code <= 0xFF19 or 0xFF21 <= code <= 0xFF3A or 0xFF41 <= code <= 0xFF5A or code == 0xFF0E:
        return chr(code - 0xFEE0)
    if 0x2F00 <= code <= 0x2FD5 or 0xF900 <= code <= 0xFAFF:
        return unicodedata.normalize("NFKC", character)
    return character


@lru_cache(maxsize=16384)
def bare(label: str) -> str:
    """A normalised label without its number (一、（二）3.) and without 其中： before it."""
    while True:
        marker = marker_of(label)
        end = marker.end if marker else 0
        if not end and (found := _LEADING.match(label)):
            end = found.end()
        if not end or end >= len(label):
            return label
        label = label[end:]


def ordinal_level(label: str) -> int:
    """Depth that the number of a normalised label shows: 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）;
    0 without a number."""
    marker = marker_of(label)
    return max(0, marker.level - 1) if marker else 0


def is_of_which(label: str) -> bool:
    """A normalised label that names a part of the row above it: 其中：捐赠收入."""
    return label.startswith("其中")


def indent(text: str) -> int:
    """Blanks before a label, a full-width one counting two."""
    kept = text.lstrip(" \t\u3000\xa0")
    return sum(2 if blank == "\u3000" else 1 for blank in text[: len(text) - len(kept)])


def has_words(label: str) -> bool:
    """Something is written: an ellipsis or a row of dashes is not (a blank template's …)."""
    return any(character.isalnum() for character in label)
