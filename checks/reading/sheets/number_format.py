"""A stored number and its format code → the text a spreadsheet shows. Before: `xlsx` and `xls`.

Format codes are Excel's (`#,##0.00;-#,##0.00;"-"`). Colours, fills and the width of the column, which do
not change the digits, are left out; a code this module cannot follow (fractions, exponents) shows General.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from checks.reading.sheets.date_format import date_text

GENERAL = "General"
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 49: "@", 50: 'yyyy"年"m"月"', 57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}  # fmt: skip
"""The codes that a workbook names by number only, as Chinese Excel shows them."""

_STORED_DIGITS = 15
"""Significant digits a spreadsheet keeps; the 16th and 17th are noise of the binary fraction."""
_GENERAL_DIGITS = 10
"""Digits before and after the point that General shows before it rounds."""
_LONGEST = 255
"""Characters a spreadsheet allows in a format code."""
_CONTEXT = Context(prec=400, rounding=ROUND_HALF_UP)  # a double has at most 309 digits before its point
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|(?P<blank>_.)|(?P<fill>\*.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<digits>[0#?][0#?,]*)|(?P<point>\.)|(?P<exponent>[eE][+-])|(?P<percent>%)"
    r"|(?P<date>AM/PM|A/P|上午/下午|[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|a{3,4})|(?P<text>@)|(?P<literal>.)",
    re.DOTALL,
)
_SECTION_END = re.compile(r'("[^"]*"|[\\!_*].|\[[^\]]*\]|[^;])*')
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)$")
_COMPARE = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}

Token = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of a format code.

    kind: what it makes of a number: `digits`, `general`, `date`, or `other` (fractions, exponents).
    integer, decimals: the placeholders before the point, in the runs that literals cut them into, and after
    it. thousands: how often commas behind the last placeholder divide by a thousand.
    """

    kind: str
    tokens: tuple[Token, ...]
    integer: tuple[str, ...]
    decimals: str
    thousands: int
    condition: tuple[str, Decimal] | None

    def takes(self, value: Decimal) -> bool:
        return self.condition is not None and _COMPARE[self.condition[0]](value, self.condition[1])


def stored(number: float | str) -> Decimal:
    """The exact value of a stored number, free of binary noise: 2240.7300000000001 is 2240.73."""
    return Decimal(f"{float(number):.{_STORED_DIGITS}g}") + 0  # + 0: no negative zero


def shown(value: Decimal, code: str, *, from_1904: bool = False) -> str:
    """The text that a cell of that format shows for a number; "" where the format hides it.

    from_1904: the workbook counts its days from 1904 and not from 1900.
    """
    section, signed = _choose(_sections(code if len(code) <= _LONGEST else GENERAL), value)
    match section.kind:
        case "date":
            return date_text(value, section.tokens, from_1904=from_1904)
        case "other":
            return ("-" if value < 0 else "") + _general(abs(value))
        case "general":
            return _written(section, [_general(abs(value))], signed and value < 0)
    groups = _digits(section, abs(value))
    return _written(section, groups, signed and value < 0 and any(group.strip("0,.") for group in groups))


def _choose(sections: tuple[_Section, ...], value: Decimal) -> tuple[_Section, bool]:
    """The section for a number, and whether its sign is still to be written (a section of its own for
    negative numbers writes it itself)."""
    conditional = [section for section in sections[:2] if section.condition]
    if conditional:
        for section in conditional:
            if section.takes(value):
                return section, True
        return sections[min(len(conditional), len(sections) - 1)], True
    if value < 0 and len(sections) > 1:
        return sections[1], False
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], True


def _digits(section: _Section, size: Decimal) -> list[str]:
    """The printed digits, a string for each run of placeholders; the last carries the fraction.

    More than one run: `0!.0000` writes a literal point between the digits, to show 元 as 万元.
    """
    runs = section.integer
    percents = sum(kind == "percent" for kind, _ in section.tokens)
    scaled = _CONTEXT.scaleb(size, 2 * percents - 3 * section.thousands)
    places = len(section.decimals)
    whole, _, fraction = f"{_CONTEXT.quantize(scaled, Decimal(1).scaleb(-places)):f}".partition(".")
    whole = whole.lstrip("0").zfill(sum(run.count("0") for run in runs))
    groups: list[str] = []
    for run in reversed(runs[1:]):
        length = len(run.replace(",", ""))
        groups.insert(0, whole[-length:])
        whole = whole[:-length]
    grouped = len(runs) == 1 and "," in runs[0].rstrip(",")
    groups.insert(0, f"{int(whole):,}" if grouped and whole else whole)
    for placeholder in reversed(section.decimals):
        if placeholder == "0" or not fraction.endswith("0"):
            break
        fraction = fraction[:-1]
    if fraction:
        groups[-1] += f".{fraction}"
    return groups


def _general(size: Decimal) -> str:
    """General rounds to what fits in a usual column and drops trailing zeros."""
    whole = max(1, size.adjusted() + 1)
    places = max(0, min(_GENERAL_DIGITS - whole, -int(size.as_tuple().exponent)))
    text = f"{_CONTEXT.quantize(size, Decimal(1).scaleb(-places)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _written(section: _Section, groups: list[str], negative: bool) -> str:
    """The digits with what the section writes before, between and after them."""
    out = ["-"] if negative else []
    digits = iter(groups)
    for kind, text in section.tokens:
        if kind in {"digits", "point", "general", "text"}:
            out.append(next(digits, ""))
        elif kind in {"literal", "quoted", "escaped", "percent"}:
            out.append(text)
        elif kind == "bracket" and text.startswith("$"):
            out.append(text[1:].partition("-")[0])
    return "".join(out).strip()


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    parts: list[_Section] = []
    at = 0
    while at <= len(code) and len(parts) < 4:
        found = _SECTION_END.match(code, at)
        end = found.end() if found else at
        parts.append(_section(code[at:end]))
        at = end + 1
    return tuple(parts)


def _section(code: str) -> _Section:
    tokens: list[Token] = []
    runs: list[str] = []
    decimals, condition = "", None
    pointed = False
    for found in _TOKEN.finditer(code):
        kind = str(found.lastgroup)
        text = found[kind]
        if kind == "point":
            pointed = True
        elif kind == "digits" and pointed:
            decimals += text
        elif kind == "digits":
            runs.append(text)
        elif kind == "bracket" and (limit := _CONDITION.match(text)):
            condition = (limit[1], Decimal(limit[2]))
        tokens.append((kind, text))
    last = decimals or (runs[-1] if runs else "")
    thousands = len(last) - len(last.rstrip(","))
    return _Section(
        _kind(tokens), tuple(tokens), tuple(runs) or ("",), decimals.replace(",", ""), thousands, condition
    )


def _kind(tokens: list[Token]) -> str:
    kinds = {kind for kind, _ in tokens}
    if "date" in kinds:
        return "date"
    if "exponent" in kinds or ("literal", "/") in tokens:
        return "other"
    return "general" if kinds & {"general", "text"} else "digits"
