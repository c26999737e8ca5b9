"""Changes, rates and completions follow from the amounts around them (catalogue P104–P108, P113, P117,
Y102, Y103, N119)."""

from __future__ import annotations

import pytest

from checks.report.report import Report
from checks.verdicts import judge
from tests.relations.relating import of_rule, printed, reasons, related, verdicts
from tests.report.telling import told

OVERALL = "一、收入支出决算总体情况说明\n"
GENERAL = "五、一般公共预算财政拨款支出决算情况说明\n"
OFFICIAL = "七、财政拨款“三公”经费支出决算情况说明\n"

GENERAL_TABLE = """
一般公共预算财政拨款支出决算表
单位：万元
| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| 合计 | < | 250.00 | 190.00 | 60.00 |
| 201 | 一般公共服务支出 | 172.00 | 112.00 | 60.00 |
| 20103 | 政府办公厅（室）及相关机构事务 | 172.00 | 112.00 | 60.00 |
| 2010301 | 行政运行 | 112.00 | 112.00 | |
| 2010306 | 政务公开审批 | 60.00 | | 60.00 |
| 221 | 住房保障支出 | 78.00 | 78.00 | |
| 22102 | 住房改革支出 | 78.00 | 78.00 | |
| 2210201 | 住房公积金 | 78.00 | 78.00 | |

"""


def notes(report: Report, rule: str) -> list[tuple[str, str]]:
    """(verdict, note) of the relations of a rule."""
    relations = related(report)
    return [
        (row["verdict"], row["note"])
        for row in judge(relations, report.frame).iter_rows(named=True)
        if relations.items[row["relation"]].rule == rule
    ]


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("收入支出总计900.00万元，比上年增加60.00万元，增长7.14%。", "tie"),
        ("收入支出总计900.00万元，比上年增加60.00万元，增长7.1%。", "tie"),
        ("收入支出总计900.00万元，比上年减少60.00万元，下降6.25%。", "tie"),
        ("收入支出总计900.00万元，比上年减少60.00万元，下降7.14%。", "break"),
        ("收入支出总计900.00万元，比上年增加60.00万元，增长6.67%。", "break"),
        ("收入支出总计900.00万元，比上年增加60.00万元，下降7.14%。", "break"),
        ("收入支出总计900.00万元，比上年增加60.00万元，增长71.4%。", "break"),
        ("收入支出总计900.00万元，比上年增加-60.00万元，增长-6.25%。", "tie"),
        ("收入支出总计900.00万元。与2020年度相比，收入支出总计增加60.00万元，增长7.14%。", "tie"),
        ("收入总计900.00万元，支出总计900.00万元。收支较上年决算数增加60.00万元，增长7.14%。", "tie"),
        ("收入支出总计900.00万元，比上年增加60.00万元，增长7.14。", "tie"),
        ("收入支出总计900.00万元，比上年减少60.00万元，下降（增长）6.25%。", "tie"),
    ],
)
def test_growth_is_the_change_over_last_years_amount(sentence: str, verdict: str) -> None:
    assert set(verdicts(told(OVERALL + sentence), "P104").values()) == {verdict}


def test_each_side_of_a_pair_grows_for_itself() -> None:
    report = told(
        OVERALL + "2024年度收、支总计各是1230.50,1180.00万元。"
        "与2023年相比，收、支总计各减少100.00,150.50万元，各下降7.52%、7.52%。"
    )
    assert verdicts(report, "P104") == {"overall/收入总计/prior": "tie", "overall/支出总计/prior": "break"}


def test_a_rate_that_fits_only_when_cut_off_is_a_note() -> None:
    """6400 ÷ 83600 = 7.6555 %: 7.65 is cut off, not rounded."""
    report = told(OVERALL + "收入支出总计90000.00万元，比上年增加6400.00万元，增长7.65%。")
    [(verdict, note)] = notes(report, "P104")
    assert (verdict, note) == ("break", "truncated")


def test_a_rate_without_a_change_needs_last_years_report() -> None:
    report = told(OFFICIAL + "公务用车运行维护费13.00万元，比上年下降27.78%。")
    assert verdicts(report, "P104") == {}
    assert reasons(report, "P105") == {"prior_needed": 1}


def test_no_growth_over_nothing() -> None:
    report = told(OVERALL + "收入支出总计60.00万元，比上年增加60.00万元，增长100%。")
    assert notes(report, "P104") == [("unchecked", "zero_base")]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("财政拨款支出980.00万元，比年初预算数增加80.00万元，增长8.89%。", {"budget": "tie"}),
        ("财政拨款支出980.00万元，比年初预算数增加80.00万元，增长8.16%。", {"budget": "break"}),
        ("财政拨款支出980.00万元，比年初预算数减少20.00万元，完成年初预算的98.00%。", {"budget": "tie"}),
        ("财政拨款支出980.00万元，比年初预算数减少20.00万元，完成年初预算的97.96%。", {"budget": "break"}),
        ("财政拨款支出年初预算900.00万元，决算980.00万元，比年初预算增加80.00万元。", {"预算差额": "tie"}),
        ("财政拨款支出年初预算900.00万元，决算980.00万元，比年初预算减少80.00万元。", {"预算差额": "break"}),
    ],
)  # fmt: skip
def test_a_change_against_the_budget(sentence: str, found: dict[str, str]) -> None:
    judged = verdicts(told(GENERAL + sentence), "P107")
    assert {subject.rpartition("/")[2]: verdict for subject, verdict in judged.items()} == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("年初预算数900.00万元，决算数980.00万元，预决算差异率8.89%。", {"差异率": "tie"}),
        ("年初预算数900.00万元，决算数980.00万元，预决算差异率8.16%。", {"差异率": "break"}),
        ("年初预算数900.00万元，决算数880.00万元，预决算差异率-2.22%。", {"差异率": "tie"}),
        ("年初预算数900.00万元，决算数880.00万元，预决算差异率2.22%。", {"差异率": "tie"}),
        ("年初预算数900.00万元，决算数980.00万元，预决算差异率-8.89%。", {"差异率": "break"}),
        ("“三公”经费决算3.00万元，比2021年“三公”经费年初预算5.00万元减少2.00万元。", {"预算差额": "tie"}),
        ("“三公”经费决算3.00万元，比2021年“三公”经费年初预算5.00万元减少1.00万元。", {"预算差额": "break"}),
        ("财政拨款支出980.00万元，完成年初预算108.89%，决算数大于预算数80.00万元。", {"完成率": "tie"}),
        ("财政拨款支出980.00万元，完成年初预算100%，决算数大于预算数80.00万元。", {"完成率": "break"}),
    ],
)  # fmt: skip
def test_the_gap_to_the_budget(sentence: str, found: dict[str, str]) -> None:
    """How Xinjiang and Gansu tell it: a signed rate of difference, a completion with the gap behind it."""
    judged = verdicts(told(GENERAL + "与年初预算相比，" + sentence), "P107")
    assert {subject.rpartition("/")[2]: verdict for subject, verdict in judged.items()} == found


@pytest.mark.parametrize(
    ("growth", "verdict"), [("5.53%", "tie"), ("16.84%", "tie"), ("5.35%", "break"), ("6.53%", "break")]
)
def test_a_change_behind_the_last_part_is_of_the_part_or_of_the_whole(growth: str, verdict: str) -> None:
    """Jiangxi: 收入总计…，其中年初结转和结余…，较上年增加… is told of either."""
    report = told(
        "一、收入决算情况说明\n本部门2020年度收入总计3759.20万元，其中年初结转和结余1366.76万元，"
        f"较2019年增加197.03万元，增长{growth}。"
    )
    assert set(verdicts(report, "P104").values()) == {verdict}


@pytest.mark.parametrize(("change", "verdict"), [("50.00", "tie"), ("40.00", "break")])
def test_a_change_told_behind_a_list_is_of_the_whole(change: str, verdict: str) -> None:
    report = told(
        "二、收入决算情况说明\n本年收入合计1050.00万元。其中：财政拨款收入1010.00万元，占总收入的96.19%；"
        f"其他收入40.00万元，占总收入的3.81%。与上年对比增加{change}万元，增长5.00%，主要原因是人员增加。"
    )
    assert verdicts(report, "P104") == {"income/本年收入合计/prior": verdict}


@pytest.mark.parametrize(("growth", "verdict"), [("20.0%", "tie"), ("25.0%", "break")])
def test_the_expense_is_the_one_named_before(growth: str, verdict: str) -> None:
    """Chongqing: 费用支出 says no expense of its own."""
    report = told(
        OFFICIAL + "公务接待费12.00万元，主要用于接待。费用支出较年初预算数减少3.00万元，下降20.0%，"
        f"主要原因是厉行节约。较上年支出数增加2.00万元，增长{growth}。"
    )
    assert verdicts(report, "P107") == {"sangong/公务接待费/budget": "tie"}
    assert verdicts(report, "P104") == {"sangong/公务接待费/prior": verdict}


@pytest.mark.parametrize(("growth", "verdict"), [("7.14%", "tie"), ("6.67%", "break")])
def test_a_change_is_of_what_stands_before_the_comparison(growth: str, verdict: str) -> None:
    report = told(
        OVERALL + "2023年度收入总计900.00万元，其中：本年收入合计890.00万元，年初结转和结余10.00万元。\n"
        "2023年度支出总计900.00万元，其中：本年支出合计895.00万元，年末结转和结余5.00万元。\n"
        f"收入支出总体与上年相比，增加60.00万元，增长{growth}，主要原因是：项目增加。"
    )
    assert set(verdicts(report, "P104").values()) == {verdict}


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("小学教育（项）。年初预算为400.00万元，支出决算为390.00万元，完成年初预算的97.50%。", "tie"),
        ("小学教育（项）。年初预算为400.00万元，支出决算为390.00万元，完成年初预算的102.56%。", "break"),
        ("小学教育支出决算数为390.00万元，完成预算400.00万元的97.50%。", "tie"),
        ("小学教育支出决算数为390.00万元，完成预算400.00万元的95.70%。", "break"),
        ("小学教育。全年预算400.00万元，年初预算9.00万元，决算390.00万元，完成全年预算的97.50%。", "tie"),
        ("小学教育。全年预算400.00万元，年初预算9.00万元，决算390.00万元，完成年初预算的97.50%。", "break"),
    ],
)  # fmt: skip
def test_completion_is_the_final_over_the_budget_that_the_words_name(sentence: str, verdict: str) -> None:
    assert set(verdicts(told(GENERAL + sentence), "P106").values()) == {verdict}


def test_a_budget_of_zero_cannot_be_what_was_completed() -> None:
    sentence = "小学教育（项）。全年预算8.00万元，年初预算0.00万元，支出决算6.00万元，完成年初预算的75.00%。"
    report = told(GENERAL + sentence)
    assert [printed(report, r) for r in of_rule(report, "P106")] == ["75.00 = 6.00 : 8.00"]


def test_completion_of_an_official_expense_binds_to_its_final() -> None:
    report = told(
        OFFICIAL + "公务接待费决算1.18万元，与年初预算相比，减少4.52万元，完成预算5.70万元的20.70%。"
    )
    assert [printed(report, r) for r in of_rule(report, "P109")] == ["20.70 = 1.18 : 5.70"]
    assert [printed(report, r) for r in of_rule(report, "P107")] == ["1.18 = 5.70 - 4.52"]


IMPLIED = (
    GENERAL + "一般公共预算财政拨款支出年初预算为{}万元，支出决算为98.00万元。其中：\n"
    "1.教育支出50.00万元，完成年初预算的83.33%。\n"
    "2.卫生健康支出40.00万元，完成年初预算的80.00%。\n"
    "3.节能环保支出8.00万元，{}。"
)


@pytest.mark.parametrize(("budget", "verdict"), [("110.00", "tie"), ("110.02", "tail"), ("112.00", "break")])
def test_items_that_print_their_completion_alone_imply_the_budget(budget: str, verdict: str) -> None:
    """50 ÷ 83.33 % + 40 ÷ 80 % = 110; what had no budget adds nothing."""
    report = told(IMPLIED.format(budget, "年初没有预算"))
    assert set(verdicts(report, "P108").values()) == {verdict}


def test_an_item_without_its_completion_leaves_the_implied_budget_open() -> None:
    assert verdicts(told(IMPLIED.format("110.00", "用于污染防治")), "P108") == {}


def test_basic_items_imply_the_budget_of_basic_expenditure() -> None:
    page = (
        GENERAL_TABLE
        + GENERAL
        + "（三）一般公共预算财政拨款支出决算具体情况\n"
        + "一般公共服务（类）政府办公厅（室）及相关机构事务（款）\n"
        + "行政运行（项）支出112.00万元，完成年初预算的112.00%。\n"
        + "政务公开审批（项）支出60.00万元，完成年初预算的50.00%。\n"
        + "住房保障（类）住房改革支出（款）住房公积金（项）支出78.00万元，完成年初预算的97.50%。\n"
        + "六、一般公共预算财政拨款基本支出决算情况说明\n"
        + "基本支出190.00万元，比年初预算增加{}万元，增长5.56%。"
    )
    assert verdicts(told(page.format("10.00")), "P108") == {"basic/基本支出/年初预算": "tie"}
    assert verdicts(told(page.format("19.00")), "P108") == {"basic/基本支出/年初预算": "break"}


@pytest.mark.parametrize(
    ("prior", "planned", "rate", "verdict"),
    [
        ("200.00", "230.00", "增加15.00%", "tie"),
        ("200.00", "170.00", "减少15.00%", "tie"),
        ("200.00", "230.00", "增加51.00%", "break"),
        ("200.00", "230.00", "减少15.00%", "break"),
        ("0.00", "230.00", "增加15.00%", None),
    ],
)
def test_a_rate_without_a_change_is_that_of_the_two_years_printed(
    prior: str, planned: str, rate: str, verdict: str | None
) -> None:
    page = told(
        OVERALL + f"2022年执行数为{prior}万元，2023年预算安排{planned}万元，比2022年执行数{rate}。"
    )
    assert list(verdicts(page, "P105").values()) == ([verdict] if verdict else [])


def test_a_rate_beside_three_amounts_may_be_of_any() -> None:
    page = "2022年执行数为200.00万元，2023年预算安排230.00万元，其中项目90.00万元，比2022年执行数增加3.00%。"
    assert reasons(told(OVERALL + page), "P105") == {"prior_needed": 1}


def test_a_rate_of_a_year_that_is_not_printed_needs_its_report() -> None:
    page = told(OVERALL + "2023年预算安排230.00万元，比2022年执行数增加15.00%。")
    assert reasons(page, "P105") == {"prior_needed": 1}


@pytest.mark.parametrize(("arranged", "verdict"), [("90.00", "tie"), ("80.00", "break")])
def test_an_item_of_a_budget_is_one_amount(arranged: str, verdict: str) -> None:
    page = told(
        "某局2023年部门预算\n\n二、支出情况说明\n"
        "1、住房保障支出（221类）住房改革支出（02款）住房公积金（01项）90.00万元。用于缴纳公积金。"
        f"2022年当年预算执行数为60.00万元，2023年预算安排{arranged}万元。"
    )
    assert list(verdicts(page, "N119").values()) == [verdict]


def test_the_factors_of_a_change_add_up_to_it() -> None:
    page = OVERALL + (
        "收、支总计900.00万元，比上年增加60.00万元，增长7.14%。"
        "主要原因：一是人员增加，涉及年度预算45.00万元；二是新增项目，涉及年度预算{}万元。"
    )
    assert set(verdicts(told(page.format("15.00")), "P117").values()) == {"tie"}
    assert set(verdicts(told(page.format("51.00")), "P117").values()) == {"break"}


def test_the_change_of_a_total_is_the_changes_of_its_parts() -> None:
    page = OFFICIAL + (
        "“三公”经费支出决算为40.00万元，比上年减少5.00万元，下降11.11%。"
        "其中：公务用车运行维护费38.00万元，比上年减少6.00万元，下降13.64%；"
        "公务接待费2.00万元，比上年{}1.00万元。"
    )
    assert verdicts(told(page.format("增加")), "Y102") == {"sangong/“三公”经费/0/变动": "tie"}
    assert verdicts(told(page.format("减少")), "Y102") == {"sangong/“三公”经费/0/变动": "break"}


def test_parts_that_leave_something_out_say_nothing_of_the_total() -> None:
    report = told(
        OFFICIAL + "“三公”经费支出决算为40.00万元，比上年减少5.00万元。"
        "其中：公务用车运行维护费30.00万元，比上年减少1.00万元；公务接待费2.00万元，比上年减少1.00万元。"
    )
    assert verdicts(report, "Y102") == {}


def test_one_change_is_the_same_in_every_section() -> None:
    page = (
        GENERAL_TABLE + "四、财政拨款收入支出决算总体情况说明\n"
        "一般公共预算财政拨款支出250.00万元，比上年增加50.00万元，增长25.00%。\n" + GENERAL
        + "一般公共预算财政拨款支出250.00万元，比上年增加{}万元，增长25.00%。"
    )  # fmt: skip
    same = verdicts(told(page.format("50.00")), "Y103")
    other = verdicts(told(page.format("55.00")), "Y103")
    assert set(same.values()) == {"tie"}
    assert sorted(other.values()) == ["break", "tie"]


def test_a_budget_that_no_table_has_is_the_same_in_every_place() -> None:
    page = (
        GENERAL_TABLE
        + GENERAL
        + "（一）总体情况\n一般公共预算财政拨款支出年初预算为240.00万元，支出决算为250.00万元。\n"
        "（二）具体情况\n一般公共预算财政拨款支出年初预算为{}万元，支出决算为250.00万元。"
    )
    assert set(verdicts(told(page.format("240.00")), "N119").values()) == {"tie"}
    assert set(verdicts(told(page.format("204.00")), "N119").values()) == {"break"}


def test_the_words_of_any_change_are_no_echo_of_each_other() -> None:
    report = told(
        "一、收入支出决算总体情况说明\n党建经费9.00万元，比上年增加3.00万元，增长50.00%。\n"
        "三、支出决算情况说明\n工会经费8.00万元，比上年增加2.00万元，增长33.33%。"
    )
    assert verdicts(report, "N119") == {}


@pytest.mark.parametrize(
    ("increase", "verdict"), [("307.82", "tie"), ("307.92", "break"), ("907.82", "break")]
)
def test_an_increase_is_part_of_what_it_led_to(increase: str, verdict: str) -> None:
    report = told(
        "一、收入支出决算总体情况说明\n"
        f"收入支出总计307.82万元。与2023年度相比，收入支出总计增加{increase}万元，增长100.00%。"
    )
    assert [v for s, v in verdicts(report, "N124").items() if s.endswith("增加额")] == [verdict]


@pytest.mark.parametrize(("reception", "verdict"), [("0.15", "tie"), ("0.12", "break")])
def test_where_all_else_is_flat_the_change_is_that_of_one_part(reception: str, verdict: str) -> None:
    report = told(
        "七、财政拨款“三公”经费支出决算情况说明\n"
        "“三公”经费财政拨款支出决算数比2023年度减少0.15万元，下降27.78%，其中：因公出国（境）费支出与上年持平；"
        f"公务用车购置及运行维护费支出与上年持平；公务接待费支出决算减少{reception}万元，下降27.78%。"
    )
    assert set(verdicts(report, "Y102").values()) == {verdict}


def test_one_change_of_several_untold_ones_is_not_the_whole() -> None:
    report = told(
        "七、财政拨款“三公”经费支出决算情况说明\n"
        "“三公”经费财政拨款支出决算数比2023年度减少0.15万元，其中：公务接待费支出决算减少0.12万元。"
    )
    assert verdicts(report, "Y102") == {}


@pytest.mark.parametrize(
    ("spent", "change", "rate", "outcome"),
    [
        ("9746.50", "1193.20", "13.95", ["tie"]),
        ("9746.50", "1193.40", "13.95", ["break"]),
        ("9746.50", "1193.20", "13.96", []),
        ("9700.00", "1193.40", "13.95", []),
    ],
)
def test_what_is_as_much_and_has_grown_at_one_rate_has_grown_by_as_much(
    spent: str, change: str, rate: str, outcome: list[str]
) -> None:
    report = told(
        "四、财政拨款收入支出决算总体情况说明\n"
        "财政拨款收入支出总计9746.50万元。与2023年度相比，财政拨款收入支出总计增加1193.20万元，增长13.95%。\n"
        + GENERAL
        + f"一般公共预算财政拨款支出{spent}万元，比上年增加{change}万元，增长{rate}%。"
    )
    assert [v for s, v in verdicts(report, "Y103").items() if "同额同率" in s] == outcome


@pytest.mark.parametrize(("opening", "outcome"), [("0.20", []), ("0.50", ["break"])])
def test_the_total_of_last_year_held_what_it_carried_over(opening: str, outcome: list[str]) -> None:
    report = told(
        f"""
        财政拨款收入支出决算总表
        单位：万元
        | 收入 | < | 支出 | < | < | < |
        | 项目 | 金额 | 项目 | 合计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款 |
        | 本年收入合计 | 9746.30 | 本年支出合计 | 9746.50 | 9746.50 | |
        | 年初财政拨款结转和结余 | {opening} | 年末财政拨款结转和结余 | | | |
        | 总计 | 9746.50 | 总计 | 9746.50 | 9746.50 | |

        四、财政拨款收入支出决算总体情况说明
        财政拨款收入支出总计9746.50万元。与上年相比，财政拨款收入支出总计增加1193.20万元，增长13.95%。
        五、一般公共预算财政拨款支出决算情况说明
        一般公共预算财政拨款支出9746.50万元，比上年增加1193.40万元，增长13.95%。
        """
    )
    assert [v for s, v in verdicts(report, "Y103").items() if "同额同率" in s] == outcome


def test_a_rate_of_one_decimal_may_be_that_of_two_changes() -> None:
    report = told(
        "四、财政拨款收入支出决算总体情况说明\n"
        "财政拨款收、支总计5450.92万元。与上年相比，财政拨款收、支总计各减少25.63万元，下降0.5%。\n"
        + GENERAL
        + "一般公共预算财政拨款支出5450.92万元，比上年减少25.54万元，下降0.5%。"
    )
    assert verdicts(report, "Y103") == {}
