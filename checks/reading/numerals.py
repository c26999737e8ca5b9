"""A whole number → the numeral that Word prints before a numbered paragraph. Before: `docx`."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def numeral(number: int, form: str) -> str:
    """The number in one of Word's forms (`w:numFmt`): decimal for a form that has no table here."""
    return _FORMS.get(form, str)(number)


def chinese(number: int, digits: str = "零" + _DIGITS[1:], units: str = "十百千") -> str:
    """12 → 十二, 105 → 一百零五; digits beyond 9999."""
    if not 0 < number < 10_000:
        return "".join(digits[int(digit)] for digit in str(number))
    out = ""
    gap = False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit == 0:
            gap = bool(out)
            continue
        out += (digits[0] if gap else "") + digits[digit] + (units[power - 1] if power else "")
        gap = False
    return out


def _counting(number: int) -> str:
    """十二 and not 一十二: how a numbered paragraph says the tens."""
    return chinese(number).removeprefix("一") if 10 <= number < 20 else chinese(number)


def _letters(number: int) -> str:
    """A … Z, AA, BB …: Word repeats the letter."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        out += letters * (number // value)
        number %= value
    return out


def _circled(number: int) -> str:
    if 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    return chr(0x3251 + number - 21) if 21 <= number <= 35 else str(number)


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def _among(names: str) -> Callable[[int], str]:
    return lambda number: names[(number - 1) % len(names)]


_FORMS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "chineseLegalSimplified": lambda number: chinese(number, _LEGAL_DIGITS, "拾佰仟"),
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "japaneseDigitalTenThousand": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "ideographTraditional": _among(_STEMS),
    "ideographZodiac": _among(_BRANCHES),
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "ideographEnclosedCircle": lambda number: f"({chinese(number)})",
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "bullet": lambda number: "",
    "none": lambda number: "",
}
