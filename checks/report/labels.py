"""Printed labels → text that can be compared, and text that can be shown.

Takes the text of a cell or of a title line as its format gives it; gives `normalise` (for matching) and
`clean` (for the screen: the print without what the layout did to it). No table is known here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from checks.report.narrative.numbering import marker_of

RADICALS = dict(
    zip(
        "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⼾⾭⿈",
        "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟户青黄",
        strict=True,
    )
)
"""Radicals that some PDF writers print for the character and that NFKC leaves alone (⻔ for 门) or takes
for the traditional form (⼾ for 戶)."""

_FOLD = str.maketrans(
    {
        **dict.fromkeys("([〔【［", "（"),
        **dict.fromkeys(")]〕】］", "）"),
        **dict.fromkeys("−–—﹣", "-"),
        **dict.fromkeys("“”\"'‘’「」『』＂\u200b\ufeff\xad"),
        ":": "：",
        ";": "；",
        ",": "，",
    }
)
_FOLDED = re.compile("[" + "".join(map(re.escape, map(chr, _FOLD))) + "]")
_RARE = re.compile("[①-⑳\u2e80-\u2fd5]")
_UNLIKE_PRINT = re.compile("[()\u200b\ufeff\xad\u2e80-\u2fd5\uf900-\ufaff０-９Ａ-Ｚａ-ｚ．]")
_GAP = re.compile(r"(?<=[A-Za-z0-9%.,)）])\s+(?=[A-Za-z0-9(（])")
_UNIT_BEHIND = re.compile(r"（(?:单位：)?(?:人民币)?(?:亿|百万|千|万)?元）$")
_WORD = re.compile(r"[^\W_]")
_LEADING = re.compile(r"(?:其中|减|加)[：、]?")


_NARROWED = tuple(zip("（）：；，？！％", "():;,?!%", strict=True))


def compatible(text: str) -> str:
    """NFKC. Full-width marks, all that most texts have to normalise, are narrowed by hand: what is left
    passes the library's quick look, which takes a tenth of the time."""
    for wide, narrow in _NARROWED:
        text = text.replace(wide, narrow)
    return unicodedata.normalize("NFKC", text)


@lru_cache(maxsize=16384)
def normalise(text: str) -> str:
    """The form in which labels are compared: NFKC, radicals as characters, no blanks and no quotation
    marks, brackets and marks full-width, dashes as "-"."""
    if _RARE.search(text):
        text = _RARE.sub(_plain, text)
    text = "".join(compatible(text).split())
    return text.translate(_FOLD) if _FOLDED.search(text) else text


def _plain(match: re.Match[str]) -> str:
    """⻔ as 门; ① as （1）, which stays a number of an item."""
    character = match[0]
    if "①" <= character <= "⑳":
        return f"（{ord(character) - ord('①') + 1}）"
    return RADICALS.get(character, character)


@lru_cache(maxsize=16384)
def clean(text: str) -> str:
    """The label as its author wrote it: breaks and blanks that the layout put into words are gone, one
    blank stays between words of Latin letters or digits, brackets are full-width."""
    if _UNLIKE_PRINT.search(text):
        text = _UNLIKE_PRINT.sub(_as_written, text)
    if " " not in text and "\n" not in text and text.isprintable():
        return text
    return "".join(_GAP.sub("\x00", text).split()).replace("\x00", " ")


def _as_written(match: re.Match[str]) -> str:
    character = match[0]
    if character in "()":
        return "（" if character == "(" else "）"
    if character in "\u200b\ufeff\xad":
        return ""
    return RADICALS.get(character) or unicodedata.normalize("NFKC", character)


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


def unitless(label: str) -> str:
    """A normalised header without the unit in a bracket behind it (决算数（万元））."""
    return _UNIT_BEHIND.sub("", label) if label.endswith("元）") else label


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
    return _WORD.search(label) is not None
