"""Numbers of the narrative: normalised text → what each printed number is.

A number is an amount (元, 万元 …), a percentage, a count with its measure word, or no figure to tie: a
year, a date, a document number, an account code, an item number, a threshold (单价100万元以上), a version.
Takes text of `prose.normalise`; gives `Printed` numbers in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from checks.record import record
from checks.report.report import Kind

FACTORS = {
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "万": Decimal(1),
    "万元": Decimal(1),
    "百万元": Decimal(100),
    "亿": Decimal(10000),
    "亿元": Decimal(10000),
}
"""Amount units → how many 万元 one of them is."""

_MEASURES = (
    "个百分点 个单位 个部门 个预算单位 个下属单位 个项目 台（套） 辆（台） 批次 人次 人天 课时 标准 班次 "
    "车次 场次 户次 公里 平方米 平方公里 小时 分钟 工作日 个月 个 人 辆 台 套 批 次 项 家 件 宗 份 张 座 "
    "户 篇 期 名 位 条 天 组 团 种 类 处 所 间 栋 册 本 部 场 起 亩 吨 米 分 年 月 支 只 笔 棵 盏 面 封 "
    "段 款 门 例 块 头"
)

_NUMBER = re.compile(
    r"(?P<digits>\d(?:\d{0,2}(?:,\d{3})+(?:\.\d+)?|\d*(?:\.\d+)?))"
    r"(?P<unit>亿元|千元|百万元|万元|元|%|‰|个百分点)?"
    r"(?P<big>[万亿](?!元))?"
)
_MINUS = re.compile(r"(?<=[为是：（，。、了达加少长降低额数率])-")
_MEASURE = re.compile("|".join(sorted(map(re.escape, _MEASURES.split()), key=len, reverse=True)))
_SHARED_UNIT = re.compile(r"[，,、]\d[\d,]*\.\d+(?P<unit>亿元|千元|百万元|万元|元)")
"""A,B万元: the unit behind the second number is the unit of both."""
_LETTER = re.compile(r"[A-Za-z_]")
_THRESHOLD = re.compile(r"(?:（含）|（含本数）)?(?:以上|及以上|以下|以内)")
_PRICED = re.compile(r"(?:单价|单位价值|原值|金额)$")
_MONEY = {"万", "万元", "元"}


@record
class Printed:
    """One number of a text: value, decimals as printed, unit, kind, and where its digits stand.
    end: offset behind the unit. approximate: about, nearly, over, at most, the end of a range: no exact
    figure."""

    value: Decimal
    places: int
    unit: str
    kind: Kind
    start: int
    stop: int
    end: int
    approximate: bool


_CODE = {
    "类": re.compile(r"（2\d\d$"),
    "款": re.compile(r"类）[^，。；（）]*（\d\d$"),
    "项": re.compile(r"款）[^，。；（）]*（\d\d$"),
}
"""Digits of a level, with what stands before them: 公共安全支出（204类）司法（06款）行政运行（01项）."""
_LONGEST_NAME = 40
_ABOUT = re.compile(
    r"(?:(?<![节制合])约|(?<![最附])近|超过|超|逾|不少于|不低于|不超过|不高于|至少|大约|将近|大于|小于|高于|低于|多于|少于|≥|≤|>|<|>=|<=|\d[-~—至])$"
)
_ABOUT_BEHIND = re.compile(r"(?:余|多|左右|以上|以下|以内)")
_YEAR = re.compile(r"(?:19|20)\d\d$")


def printed_numbers(text: str, skip: int = 0) -> Iterator[Printed]:
    """Every number of a normalised text from offset `skip` on (behind the item number)."""
    for match in _NUMBER.finditer(text, skip):
        start, stop = match.span("digits")
        negative = start > skip and _MINUS.match(text, start - 1) is not None
        if negative:
            start -= 1
        digits = match["digits"]
        places = len(digits) - digits.index(".") - 1 if "." in digits else 0
        unit, end, kind = _unit(text, match, negative)
        before = text[max(0, start - 4) : start]
        approximate = bool(_ABOUT.search(before) or _ABOUT_BEHIND.match(text, end))
        if _THRESHOLD.match(text, end) and (unit in _MONEY or _PRICED.search(before)):
            kind = Kind.OTHER
        value = Decimal(text[start:stop].replace(",", ""))
        yield Printed(value, places, unit, kind, start, stop, end, approximate)


def _unit(text: str, match: re.Match[str], negative: bool) -> tuple[str, int, Kind]:
    """Unit, offset behind it, and kind."""
    digits = match["digits"]
    start, stop = match.span("digits")
    before, behind = text[max(0, start - 1) : start], text[stop : stop + 1]
    unit = match["unit"] or ""
    if _LETTER.match(before) or (before in "-.+/_〔" and before and not negative and not unit):
        return "", stop, Kind.OTHER
    if unit in FACTORS:
        return unit, match.end("unit"), Kind.AMOUNT
    if unit:
        return unit, match.end("unit"), Kind.PERCENT
    if match["big"]:
        return _big(text, match)
    if behind == "年" and (_YEAR.match(digits) or text[stop : stop + 2] == "年度"):
        return "年", stop + 1, Kind.OTHER
    if behind and (behind in "月日号" or behind in "-/+.〕" or _LETTER.match(behind)):
        return "", stop, Kind.OTHER
    if _is_code_or_heading(text, start, stop):
        return "", stop, Kind.OTHER
    if before in ("第", "表", "图", "附") or (
        len(digits) >= 5 and digits.isdigit() and before in "（" and behind == "）"
    ):
        return "", stop, Kind.OTHER
    measure = _MEASURE.match(text, stop)
    if measure:
        return measure[0], measure.end(), Kind.COUNT
    if "." in digits:
        if shared := _SHARED_UNIT.match(text, stop):
            return shared["unit"], stop, Kind.AMOUNT
        return "", stop, Kind.AMOUNT if len(digits.split(".")[1]) == 2 else Kind.COUNT
    return "", stop, Kind.OTHER


def _is_code_or_heading(text: str, start: int, stop: int) -> bool:
    """The digits are part of an account code, or number a heading: 1项目概况."""
    if text[stop + 1 : stop + 2] == "）" and (code := _CODE.get(text[stop : stop + 1])) is not None:
        return bool(code.search(text, max(0, start - _LONGEST_NAME), stop))
    return start == 0 and text.startswith("项目", stop)


def _big(text: str, match: re.Match[str]) -> tuple[str, int, Kind]:
    """12.5万人, 24.6亿条: a count in ten thousands; 0.39万（含…: an amount whose 元 is missing."""
    end = match.end("big")
    measure = _MEASURE.match(text, end)
    if measure:
        return match["big"] + measure[0], measure.end(), Kind.COUNT
    if not text[end : end + 1] or text[end : end + 1] in "，。；、（）/":
        return match["big"], end, Kind.AMOUNT
    return match["big"], end, Kind.COUNT
