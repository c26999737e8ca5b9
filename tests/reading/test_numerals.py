"""The numerals Word prints before numbered paragraphs."""

from __future__ import annotations

import pytest

from checks.reading.numerals import numeral


@pytest.mark.parametrize(
    ("form", "numbers", "texts"),
    [
        ("chineseCounting", (1, 10, 11, 20, 21), "一 十 十一 二十 二十一"),
        ("chineseCounting", (100, 105, 110), "一百 一百零五 一百一十"),
        ("chineseCountingThousand", (19, 1001, 2020), "十九 一千零一 二千零二十"),
        ("chineseLegalSimplified", (3, 12, 304), "叁 壹拾贰 叁佰零肆"),
        ("ideographDigital", (10, 205), "一〇 二〇五"),
        ("ideographTraditional", (1, 10, 11), "甲 癸 甲"),
        ("decimalEnclosedCircleChinese", (1, 20, 21, 36), "① ⑳ ㉑ 36"),
        ("decimalFullWidth", (12,), "１２"),
        ("decimalZero", (5, 12), "05 12"),
        ("upperLetter", (1, 26, 27), "A Z AA"),
        ("lowerRoman", (4, 9, 14), "iv ix xiv"),
        ("bullet", (1,), ""),
        ("some new form", (7,), "7"),
    ],
)
def test_numbers_are_written_as_word_writes_them(form: str, numbers: tuple[int, ...], texts: str) -> None:
    assert " ".join(numeral(number, form) for number in numbers) == texts
