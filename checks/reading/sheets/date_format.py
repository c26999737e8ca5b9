"""A stored date and the tokens of its format → the text a spreadsheet shows. Before: `number_format`."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal

_EPOCH = datetime.datetime(1899, 12, 30)
_EPOCH_1904 = datetime.datetime(1904, 1, 1)
_LAST_DAY = 2_900_000  # the year 9839: past what a date can be
_WEEKDAYS = "一二三四五六日"


def date_text(value: Decimal, tokens: Sequence[tuple[str, str]], *, from_1904: bool) -> str:
    """A serial day number as a date; digits as they are when it is no date that a spreadsheet can show."""
    if not 0 <= value < _LAST_DAY:
        return f"{value:f}"
    seconds = round(value * 86_400)
    moment = (_EPOCH_1904 if from_1904 else _EPOCH) + datetime.timedelta(seconds=seconds)
    twelve = any(kind == "date" and text[0] in "Aa上" and not text.startswith("aa") for kind, text in tokens)
    out = []
    clock = False
    for at, (kind, text) in enumerate(tokens):
        if kind == "date":
            out.append(_part(text, moment, minutes=clock or _seconds_follow(tokens, at), twelve=twelve))
            clock = text[0] in "hHsS"
        elif kind == "bracket" and text[:1] in set("hHmMsS"):
            out.append(str(seconds // {"h": 3600, "m": 60, "s": 1}[text[0].lower()]))
            clock = True
        elif kind in {"literal", "quoted", "escaped"}:
            out.append(text)
    return "".join(out).strip()


def _seconds_follow(tokens: Sequence[tuple[str, str]], at: int) -> bool:
    after = next((text for kind, text in tokens[at + 1 :] if kind == "date"), "")
    return after[:1] in {"s", "S"}


def _part(token: str, moment: datetime.datetime, *, minutes: bool, twelve: bool) -> str:
    width = min(len(token), 2)
    match token[0].lower():
        case "y":
            return f"{moment.year:04}" if len(token) > 2 else f"{moment.year % 100:02}"
        case "m" if minutes:
            return f"{moment.minute:0{width}}"
        case "m":
            return f"{moment.month:0{width}}"
        case "d":
            return f"{moment.day:0{width}}"
        case "h":
            hour = (moment.hour + 11) % 12 + 1 if twelve else moment.hour
            return f"{hour:0{width}}"
        case "s":
            return f"{moment.second:0{width}}"
        case _ if token.startswith("aa"):
            return ("星期" if len(token) == 4 else "") + _WEEKDAYS[moment.weekday()]
        case _:
            morning, _, evening = token.partition("/")
            return morning if moment.hour < 12 else evening
