"""Printed numbers of table cells → exact values with their printed precision.

Takes the text of one cell; gives a Number, or None for a blank. What cannot be read raises Unreadable:
a number is never guessed (rule V101). The narrative's numbers are read by `printed`.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from checks.record import record


class Unreadable(ValueError):
    """A cell that holds no single number. reason: `two_numbers`, `text`, `grouping` (a misplaced
    thousands separator) or `placeholder` (XX of a template)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@record
class Number:
    """value: sign included. places: decimals as printed. unit: `%`, `元`, `万元` … when the cell prints
    one behind the digits, else ""."""

    value: Decimal
    places: int
    unit: str = ""


_PLAIN = re.compile(r"\d{1,12}\.\d\d", re.ASCII)
_MINUS = str.maketrans(dict.fromkeys("−–—﹣－‐", "-"))
_BLANK = re.compile(r"[-/\\.…·]*|无|不适用")
_PLACEHOLDER = re.compile(r"[Xx×*＊]+(?:[.,][Xx×*＊]+)*(?:%|万元|元)?")
_NUMBER = re.compile(
    r"(?P<minus>-)?[¥￥]?(?P<open>\()?(?P<inner>-)?[¥￥]?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)?(?P<decimals>\.\d+)?(?P<close>\))?"
    r"(?P<unit>%|‰|亿元|百万元|万元|千元|元)?",
    re.ASCII,
)
_SEVERAL = re.compile(r"\d[\d,]*(?:\.\d+)?\D*[\s/;,、~-]\D*\d")
_BROKEN_BEHIND = re.compile(r"(?<=[.,])\s+|\s+(?=[.,])")
_WRAPPED = re.compile(r"(?P<first>-?[\d,]+(?:\.\d?)?)\n(?P<rest>[\d,]*\.?\d{0,2})", re.ASCII)


def read_number(text: str) -> Number | None:
    """The number of a cell, None for a blank, a dash or a slash.

    Thousands separators, full-width digits, minus signs of any kind and negative numbers in brackets are
    read. A number that the cell's width broke over two lines is read when only one reading of it has the
    two decimals of an amount. Raises Unreadable.
    """
    if _PLAIN.fullmatch(text):
        return Number(Decimal(text), 2)
    text = unicodedata.normalize("NFKC", text).translate(_MINUS).strip()
    if (number := _whole(text)) is not None:
        return number
    joined = _BROKEN_BEHIND.sub("", text)
    if wrapped := _WRAPPED.fullmatch(joined):
        joined = wrapped["first"] + wrapped["rest"]
        number = _whole(joined)
        if number is not None and number.places == 2:
            return number
    elif (number := _whole(joined)) is not None:
        return number
    squeezed = "".join(text.split())
    if _BLANK.fullmatch(squeezed):
        return None
    if _PLACEHOLDER.fullmatch(squeezed):
        raise Unreadable("placeholder")
    raise Unreadable(_why(text, squeezed))


def _whole(text: str) -> Number | None:
    """The number that the whole text is, None when it is none."""
    match = _NUMBER.fullmatch(text)
    if (
        match is None
        or not (match["digits"] or match["decimals"])
        or bool(match["open"]) != bool(match["close"])
    ):
        return None
    if match["open"] and (match["minus"] or match["inner"]):
        return None
    decimals = match["decimals"] or ""
    value = Decimal((match["digits"] or "0").replace(",", "") + decimals)
    negative = match["minus"] or match["open"] or match["inner"]
    return Number(-value if negative else value, max(0, len(decimals) - 1), match["unit"] or "")


def _why(text: str, squeezed: str) -> str:
    if re.fullmatch(r"-?[\d,]+(?:\.\d+)?", squeezed) and "," in squeezed and squeezed == text:
        return "grouping"
    if _SEVERAL.search(text) or squeezed.count(".") > 1:
        return "two_numbers"
    return "text"


def plain_digits(value: Decimal) -> str:
    """A value as plain digits with its printed decimals: `-19572.91`."""
    return format(value, "f")
