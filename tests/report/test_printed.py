"""What a printed number of the narrative is: a figure to tie, with its unit and precision, or none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checks.report.narrative.printed import Printed, printed_numbers
from checks.report.narrative.prose import normalise
from checks.report.report import Kind


def numbers(text: str) -> list[Printed]:
    return list(printed_numbers(normalise(text)))


def kinds(text: str) -> list[tuple[str, str, Kind]]:
    return [(str(number.value), number.unit, number.kind) for number in numbers(text)]


@pytest.mark.parametrize(
    ("text", "value", "places", "unit"),
    [
        ("年初预算1,234.56万元", "1234.56", 2, "万元"),
        ("共计 5304.66 万元", "5304.66", 2, "万元"),
        ("共计５３０４．６６万元", "5304.66", 2, "万元"),
        ("住房公积金81.12元", "81.12", 2, "元"),
        ("投资1.2亿元", "1.2", 1, "亿元"),
        ("补助3千元", "3", 0, "千元"),
        ("自评金额311.3652万元", "311.3652", 4, "万元"),
        ("支出0万元", "0", 0, "万元"),
        ("费用0.39万（含税）", "0.39", 2, "万"),
    ],
)
def test_an_amount_keeps_its_digits_and_its_unit(text: str, value: str, places: int, unit: str) -> None:
    [number] = numbers(text)
    assert (number.kind, number.value, number.places, number.unit) == (
        Kind.AMOUNT, Decimal(value), places, unit,
    )  # fmt: skip


@pytest.mark.parametrize("text", ["增长23%", "占98.720%", "上升2.3‰", "提高3个百分点", "完成率为100.00%"])
def test_a_percentage_keeps_the_precision_it_is_printed_with(text: str) -> None:
    [number] = numbers(text)
    assert number.kind is Kind.PERCENT
    assert text[number.start : number.stop] == str(number.value)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("接待12批次", "12", "批次"),
        ("累计98人次", "98", "人次"),
        ("设备3台（套）", "3", "台（套）"),
        ("车辆9辆", "9", "辆"),
        ("共30项", "30", "项"),
        ("日均687.32万条", "687.32", "万条"),
        ("得分88.5分", "88.5", "分"),
    ],
)
def test_a_count_has_a_measure_word(text: str, value: str, unit: str) -> None:
    assert kinds(text) == [(value, unit, Kind.COUNT)]


@pytest.mark.parametrize(
    "text",
    [
        "2019年度",
        "截至12月31日",
        "财办〔2019〕52号",
        "小学教育（2050202）",
        "公共安全支出（204类）司法（06款）行政运行（01项）",
        "2项目概况",
        "单价100万元（含）以上",
        "单位价值50万元以上",
        "升级到V2.0版",
        "建立1+6+N体系",
        "见表5",
        "第3季度",
        "编号20190301",
        "上午9:30前",
    ],
)
def test_years_documents_codes_thresholds_and_versions_are_no_figures(text: str) -> None:
    found = kinds(text)
    assert found
    assert {kind for *_, kind in found} == {Kind.OTHER}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("收支总计各是12，345个", ["12", "345"]),
        ("甲、乙两类各有12、345个", ["12", "345"]),
        ("共12,345个", ["12345"]),
        ("共1，234.56万元", ["1234.56"]),
    ],
)
def test_a_comma_between_integers_parts_two_numbers_unless_it_is_a_narrow_one(
    text: str, values: list[str]
) -> None:
    assert [str(number.value) for number in numbers(text)] == values


def test_a_code_of_a_level_is_no_count_and_a_count_in_brackets_is() -> None:
    assert kinds("与南海（79项）、顺德（47项）通办") == [("79", "项", Kind.COUNT), ("47", "项", Kind.COUNT)]


@pytest.mark.parametrize(
    "text",
    [
        "可用率大于99.9%",
        "事件发生率小于0.5%",
        "约30%",
        "超过95%",
        "满意度95%以上",
        "近1200万元",
        "100余人",
        "不低于90%",
        "≥85%",
        "200-300万元",
        "12至15万元",
    ],
)
def test_about_over_at_least_and_the_end_of_a_range_are_not_exact(text: str) -> None:
    assert numbers(text)[-1].approximate


@pytest.mark.parametrize("text", ["节约3300.00万元", "最近3年", "签订合约12.00万元"])
def test_a_word_that_ends_like_about_is_not(text: str) -> None:
    assert not numbers(text)[0].approximate


def test_the_start_of_a_range_has_no_unit_and_is_no_figure() -> None:
    assert kinds("200-300人次") == [("200", "", Kind.OTHER), ("300", "", Kind.OTHER)]


@pytest.mark.parametrize("text", ["结余分配为-3.20万元", "增加-3.20万元", "增长-3.20%", "收入（-3.20万元）"])
def test_a_minus_behind_a_word_is_a_sign(text: str) -> None:
    assert numbers(text)[0].value == Decimal("-3.20")


def test_a_hyphen_between_numbers_or_letters_is_no_sign() -> None:
    assert [str(n.value) for n in numbers("2018-2020年，GB/T-31.5万元")] == ["2018", "2020", "31.5"]


@pytest.mark.parametrize("between", [",", "，", "、"])
def test_the_unit_behind_the_second_of_two_amounts_is_the_unit_of_both(between: str) -> None:
    assert kinds(f"各是530.66{between}530.60元") == [
        ("530.66", "元", Kind.AMOUNT),
        ("530.60", "元", Kind.AMOUNT),
    ]


def test_two_decimals_without_a_unit_are_an_amount_whose_unit_is_missing() -> None:
    assert kinds("培训费2.35，") == [("2.35", "", Kind.AMOUNT)]
