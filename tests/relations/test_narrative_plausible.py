"""What the 三公 section counts agrees with what was spent, and units with their list (Q103–Q107)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checks.relations.relation import Relation
from tests.relations.relating import book, of_rule, printed, verdicts
from tests.report.telling import told

HEAD = "某局2023年度部门决算\n\n"
UNITS = HEAD + "二、部门决算单位构成\n"


def spent(told_of_it: str, *, abroad: str = "", bought: str = "", run: str = "", received: str = "") -> str:
    """A report with a 三公 table that has these costs, and what its text counts."""
    return (
        HEAD + "财政拨款“三公”经费支出决算表\n单位：万元\n"
        "| 预算数 | < | < | < | < | < | 决算数 | < | < | < | < | < |\n"
        "| 合计 | 因公出国（境）费 | 公务用车购置及运行费 | < | < | 公务接待费"
        " | 合计 | 因公出国（境）费 | 公务用车购置及运行费 | < | < | 公务接待费 |\n"
        "| ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行费 | ^"
        " | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行费 | ^ |\n"
        f"| 99.00 | 20.00 | 70.00 | 40.00 | 30.00 | 9.00 | 99.00 | {abroad} | 9.00 | {bought} | {run}"
        f" | {received} |\n\n"
        "七、财政拨款“三公”经费支出决算情况说明\n" + told_of_it
    )


def only(page: str, rule: str) -> Relation:
    [relation] = of_rule(told(page), rule)
    return relation


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("国内公务接待27批次297人次。本部门人均接待费80.81元。", "tail"),
        ("国内公务接待27批次297人次。本部门人均接待费89.00元。", "break"),
        ("公务用车保有量6辆，车均运行维护费2.15万元。", "tail"),
        ("公务用车保有量6辆，车均维护费2.51万元。", "break"),
        ("公务用车购置3辆，车均购置费14.50万元。", "tie"),
        ("公务用车购置3辆，车均购置费15.40万元。", "break"),
    ],
)
def test_the_cost_of_one_times_their_number_is_the_cost(sentence: str, verdict: str) -> None:
    report = told(spent(sentence, bought="43.50", run="12.88", received="2.40"))
    assert list(verdicts(report, "N125").values()) == [verdict]


@pytest.mark.parametrize(
    ("bought", "sentence", "verdict"),
    [
        ("18.00", "公务用车购置数1辆。", "tie"),
        ("0.00", "公务用车购置数0辆。", "tie"),
        ("", "公务用车购置数0辆。", "tie"),
        ("18.00", "公务用车购置数0辆。", "break"),
        ("", "更新购置公务用车2辆。", "break"),
    ],
)
def test_cars_are_bought_when_their_purchase_is_paid(bought: str, sentence: str, verdict: str) -> None:
    assert verdicts(told(spent(sentence, bought=bought)), "Q103") == {"sangong/公务用车购置": verdict}


@pytest.mark.parametrize(
    "sentence",
    [
        "公务用车购置及运行维护费主要用于2辆公务用车。",
        "未购置公务用车2辆。",
        "较上年购置公务用车减少2辆。",
        "2022年购置公务用车2辆。",
    ],
)
def test_cars_that_were_not_bought_this_year_are_no_purchase(sentence: str) -> None:
    assert verdicts(told(spent(sentence, bought="0.00")), "Q103") == {}


@pytest.mark.parametrize(
    ("run", "sentence", "found"),
    [
        ("3.90", "公务用车保有量为2辆。", {}),
        ("0.00", "公务用车保有量为0辆。", {"sangong/公务用车保有": "tie"}),
        ("3.90", "公务用车保有量为0辆。", {"sangong/公务用车保有": "break"}),
    ],
)
def test_where_no_car_is_kept_or_bought_nothing_is_run(run: str, sentence: str, found: object) -> None:
    assert verdicts(told(spent(sentence, run=run)), "Q103") == found


@pytest.mark.parametrize(
    ("abroad", "sentence", "verdict"),
    [
        ("4.69", "全年因公出国（境）团组1个，累计1人次。", "tie"),
        ("0.00", "全年因公出国（境）团组0个，累计0人次。", "tie"),
        ("4.69", "全年因公出国（境）团组0个，累计0人次。", "break"),
        ("4.69", "全年因公出国（境）团组1个，累计0人次。", "break"),
        ("0.00", "全年因公出国（境）团组1个，累计3人次。", "break"),
    ],
)
def test_missions_their_members_and_their_cost_are_zero_together(
    abroad: str, sentence: str, verdict: str
) -> None:
    assert verdicts(told(spent(sentence, abroad=abroad)), "Q104") == {"sangong/因公出国（境）": verdict}


def test_what_is_zero_stands_against_what_is_not() -> None:
    relation = only(spent("全年因公出国（境）团组0个，累计3人次。", abroad="4.69"), "Q104")
    assert (relation.stated, relation.expected) == ("团组0个", "3人次、因公出国（境）费4.69万元")


def test_what_is_alone_is_what_is_wrong() -> None:
    page = told(spent("全年因公出国（境）团组0个，累计3人次。", abroad="4.69"))
    [relation] = of_rule(page, "Q104")
    assert printed(page, relation) == "0 = 3 + 4.69"
    page = told(spent("全年因公出国（境）团组2个，累计3人次。", abroad="4.69"))
    [relation] = of_rule(page, "Q104")
    assert printed(page, relation) == "0 = 2 + 3 + 4.69"


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("公务接待10批次、152人次。", {"sangong/公务接待/批次与人次": "tie"}),
        ("公务接待152批次、10人次。", {"sangong/公务接待/批次与人次": "break"}),
        (
            "接待国外来访团组1个，来访外宾6人次；发生国内接待8次，接待人数共7人。",
            {"sangong/外宾/批次与人次": "tie", "sangong/国内/批次与人次": "break"},
        ),
        ("全年因公出国（境）团组3个，累计2人次。", {"sangong/因公出国（境）/批次与人次": "break"}),
        ("公务接待10批次。", {}),
    ],
)
def test_there_are_no_more_groups_than_persons(sentence: str, found: dict[str, str]) -> None:
    assert verdicts(told(spent(sentence, abroad="4.69", received="0.90")), "Q117") == found


def test_guests_told_of_behind_those_from_abroad_are_all_of_them() -> None:
    sentence = "国内公务接待50批次，其中外宾接待1批次，接待人数共300人。来访外宾5人次；全年共接待20批次。"
    report = told(spent(sentence, received="0.90"))
    assert "break" not in {*verdicts(report, "Q105").values(), *verdicts(report, "Q117").values()}


def test_a_zero_among_amounts_in_whole_wan_may_be_a_small_cost() -> None:
    page = spent("全年因公出国（境）团组1个，累计3人次。", abroad="0", run="4", received="1")
    assert verdicts(told(page), "Q104") == {"sangong/因公出国（境）": "tie"}


@pytest.mark.parametrize(
    ("received", "sentence", "found"),
    [
        ("0.90", "公务接待10批次、152人次。", {"sangong/公务接待": "tie"}),
        ("0.90", "公务接待0批次、0人次。", {"sangong/公务接待": "break"}),
        ("0.00", "公务接待10批次、152人次。", {"sangong/公务接待": "break"}),
        ("0.90", "公务接待10批次、0人次。", {"sangong/公务接待": "break"}),
        # nothing from abroad leaves the visits from home open
        ("0.85", "接待国外来访团组0个，来访外宾0人次。", {"sangong/外宾": "tie"}),
        (
            "0.85",
            "接待国外来访团组0个，来访外宾6人次。",
            {"sangong/公务接待": "tie", "sangong/外宾": "break"},
        ),
        (
            "0.85",
            "接待国外来访团组0个，来访外宾0人次；发生国内接待8次，接待人数共97人。",
            {"sangong/公务接待": "tie", "sangong/外宾": "tie"},
        ),
        (
            "0.85",
            "接待国外来访团组0个，来访外宾0人次；发生国内接待0次，接待人数共0人。",
            {"sangong/公务接待": "break", "sangong/外宾": "tie"},
        ),
    ],
)
def test_receptions_visitors_and_their_cost_are_zero_together(
    received: str, sentence: str, found: object
) -> None:
    assert verdicts(told(spent(sentence, received=received)), "Q105") == found


@pytest.mark.parametrize(("abroad", "verdict"), [("0", "tie"), ("26", "tie"), ("27", "break")])
def test_visitors_from_abroad_are_at_most_all_visitors(abroad: str, verdict: str) -> None:
    sentence = f"公务接待2批次、26人次，其中：接待外宾1批次、{abroad}人次。"
    assert verdicts(told(spent(sentence, received="0.39")), "Q105")["sangong/外宾/人次"] == verdict


@pytest.mark.parametrize(("home", "verdict"), [("20", "tie"), ("21", "break")])
def test_visitors_from_home_and_abroad_are_all_visitors(home: str, verdict: str) -> None:
    sentence = f"公务接待26人次，其中：国内接待{home}人次、接待外宾6人次。"
    assert verdicts(told(spent(sentence, received="0.39")), "Q105")["sangong/公务接待/人次"] == verdict


@pytest.mark.parametrize(
    ("sentence", "received", "found"),
    [
        ("公务接待10批次、97人次。", "0.85", {"sangong/公务接待费": "tie"}),
        ("公务接待10批次、97人次。", "85.00", {"sangong/公务接待费": "break"}),
        ("国内接待90人次，接待外宾7人次。", "85.00", {"sangong/公务接待费": "break"}),
        ("国内接待90人次。", "85.00", {}),
    ],
)
def test_what_one_visitor_costs_is_plausible(sentence: str, received: str, found: object) -> None:
    assert verdicts(told(spent(sentence, received=received)), "Q106") == found


def test_each_cost_stays_within_its_limit() -> None:
    page = spent("公务用车购置数1辆，公务用车保有量为2辆。", bought="300.00", run="30.00")
    assert verdicts(told(page), "Q106") == {
        "sangong/公务用车购置费": "break",
        "sangong/公务用车运行维护费": "tie",
    }
    limits = {limit["cost"]: Decimal(limit["most"]) for limit in book()["Q106"].data["limits"]}
    assert limits["公务用车购置费"] < Decimal(3_000_000)


@pytest.mark.parametrize(("below", "verdict"), [("1", "tie"), ("2", "break")])
def test_units_are_the_department_itself_and_those_below_it(below: str, verdict: str) -> None:
    report = told(UNITS + f"纳入某局2023年部门决算编报范围的单位共2个，包括局本级和下属{below}个预算单位。")
    assert verdicts(report, "Q107") == {"units/下属单位": verdict}
    assert [printed(report, relation) for relation in of_rule(report, "Q107")] == [f"2 = {below}"]


def test_units_of_several_kinds_below_the_department_are_not_added() -> None:
    page = "决算编报范围的单位共4个，包括局本级和下属3个单位，其中行政单位1个、事业单位2个。"
    assert verdicts(told(UNITS + page), "Q107") == {}


@pytest.mark.parametrize(("stated", "verdict"), [("3", "tie"), ("4", "break")])
def test_units_are_all_listed(stated: str, verdict: str) -> None:
    page = (
        UNITS + f"纳入某局2023年部门决算编报范围的单位共{stated}个，详见下表：\n\n"
        "| 序号 | 单位名称 | 备注 |\n| 1 | 某局本级 | |\n| 2 | 某局监测站 | |\n| 3 | 某局信息中心 | |\n"
    )
    assert verdicts(told(page), "Q107") == {"units/单位名单": verdict}


BELOW = UNITS + "本部门包括局机关以及下属2家预算单位。\n"


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("本部门中，行政单位1家，参公单位2家。", {"units/各类单位": "tie"}),
        ("本部门中，行政单位1家，参公单位3家。", {"units/各类单位": "break"}),
        ("本部门3个预算单位开展了自评。", {"units/全部单位": "tie"}),
        ("本部门2个预算单位开展了自评。", {"units/全部单位": "break"}),
        ("七、“三公”经费\n局机关及下属1个单位公务用车保有量为2辆。", {"sangong/下属单位": "tie"}),
        ("七、“三公”经费\n局机关及下属3个单位公务用车保有量为2辆。", {"sangong/下属单位": "break"}),
        ("本部门下属行政单位1家、事业单位1家。", {}),
        # of other units nothing is known
        ("接入369个单位。", {}),
    ],
)
def test_units_told_of_elsewhere_are_those_of_the_department(page: str, found: dict[str, str]) -> None:
    assert verdicts(told(BELOW + page), "Q107") == found


MEETINGS = HEAD + "（三）会议费支出情况\n2023年度会议费决算1.20万元。\n全年开支较大的会议分别是：\n"


@pytest.mark.parametrize(
    ("heads", "spent", "verdict"),
    [("158", "0.56", "tie"), ("24", "11.00", "break"), ("1", "0.56", "break")],
)
def test_a_meeting_costs_no_more_than_plausible(heads: str, spent: str, verdict: str) -> None:
    report = told(MEETINGS + f"工作总结会议历时0.5天，参会人数{heads}人，共支出{spent}万元。")
    [relation] = of_rule(report, "Q109")
    assert printed(report, relation) == f"{spent} = {heads} : 0.5"
    assert list(verdicts(report, "Q109").values()) == [verdict]


@pytest.mark.parametrize(("second", "verdict"), [("0.40", "tie"), ("0.90", "break")])
def test_meetings_that_are_listed_are_within_the_total(second: str, verdict: str) -> None:
    report = told(
        MEETINGS + "工作总结会议历时0.5天，参会人数158人，共支出0.56万元。\n"
        f"营商环境会议历时1天，参会人数99人，共支出{second}万元。"
    )
    assert verdicts(report, "Q109")["meeting/会议费/所列"] == verdict
