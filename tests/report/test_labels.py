"""Labels as they come off the page, told to be the same."""

from __future__ import annotations

import pytest

from checks.report.accounts import class_code
from checks.report.labels import bare, clean, normalise
from checks.report.patterns import Names


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("七、文化旅游体育与传媒支 出", "七、文化旅游体育与传媒支出"),
        ("机关事业单位基本养\n老保险缴费", "机关事业单位基本养老保险缴费"),
        ("因公出国 (境)费", "因公出国（境）费"),
        ("一般公共预算财政拨款“三公”经费支出决算表", "一般公共预算财政拨款三公经费支出决算表"),
        ("部⻔决算", "部门决算"),
        ("公务⽤⻋", "公务用车"),
        ("项　目", "项目"),
        ("单位:万元", "单位：万元"),
        ("①利息收入", "（1）利息收入"),
    ],
)
def test_what_the_layout_does_to_a_label_does_not_make_it_another(printed: str, plain: str) -> None:
    assert normalise(printed) == plain


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("一般公共预算财 政拨款", "一般公共预算财政拨款"),
        ("“三公”经费", "“三公”经费"),
        ("因公出国\n(境)费", "因公出国（境）费"),
        ("CPU 360 个", "CPU 360个"),
        ("单位:万元", "单位:万元"),
        ("⻔⼾", "门户"),
    ],
)
def test_a_shown_label_keeps_what_its_author_wrote(printed: str, shown: str) -> None:
    assert clean(printed) == shown


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("八、社会保障和就业支出", "社会保障和就业支出"),
        ("（二）政府性基金", "政府性基金"),
        ("1.一般公共预算", "一般公共预算"),
        ("其中：捐赠收入", "捐赠收入"),
        ("一、其中：1.利息收入", "利息收入"),
        ("二十一、灾害防治及应急管理支出", "灾害防治及应急管理支出"),
        ("一般公共服务支出", "一般公共服务支出"),
    ],
)
def test_the_number_before_a_name_is_not_part_of_it(label: str, name: str) -> None:
    assert bare(label) == name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("文化旅游体育与传媒支出", "207"),
        ("文化体育与传媒支出", "207"),  # until 2018
        ("医疗卫生与计划生育支出", "210"),
        ("资源勘探信息等支出", "215"),  # until 2019
        ("科学技术", "206"),
        ("住房公积金", ""),
    ],
)
def test_a_class_has_the_code_of_its_name_in_any_year(name: str, code: str) -> None:
    assert class_code(name) == code


def test_a_pattern_stands_for_the_words_it_spells() -> None:
    names = Names(["[本年|上年]决算数", "(预|决)算", "####年预算数", "事业收入[（…）]"])
    assert all(
        map(names.fit, ["决算数", "上年决算数", "预算", "2023年预算数", "事业收入", "事业收入（含教育收费）"])
    )
    assert not any(map(names.fit, ["本年", "年预算数", "事业收入及其他", "本年上年决算数"]))
    assert names.at_end("某局2023年度上年决算数") == len("某局2023年度")
