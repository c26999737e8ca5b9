"""What the narrative says of its numbers: the sixteen patterns of the catalogue (section 7) in the words of
several provinces, its traps, lists, and what a sentence inherits from the ones before it."""

from __future__ import annotations

import pytest

from tests.report.telling import name, statements, told

OVERALL = "一、收入支出决算总体情况说明\n"
INCOME = "二、收入决算情况说明\n"
GENERAL = "五、一般公共预算财政拨款支出决算情况说明\n"
OFFICIAL = "七、“三公”经费支出决算情况说明\n"


def test_a_share_names_its_base_or_leaves_it_to_the_list() -> None:
    assert statements(
        GENERAL + "教育支出1200.00万元，占61.21%；卫生健康支出760.50万元，占本年支出合计的38.79%。"
    ) == [
        "教育支出: amount 1200.00万元, share 61.21%",
        "卫生健康支出: amount 760.50万元, share[本年支出合计] 38.79%",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "收入支出总计900.00万元，比上年增加60.00万元，增长7.14%。",
        "2021年度收入支出总计900.00万元。与2020年度相比，收入支出总计增加60.00万元，增长7.14%。",
        "收入支出总计900.00万元，较上年决算数增加60.00万元，上升7.14%，主要原因是人员增加。",
        "收入支出总计900.00万元，同比增加60.00万元，增幅7.14%。",
        "本部门2021年度收入支出总计900.00万元，与2020年决算数相比，各增加60.00万元，增长7.14%。",
    ],
)
def test_growth_over_last_year(sentence: str) -> None:
    assert statements(OVERALL + sentence) == [
        "收入支出总计: amount 900.00万元, change/prior 60.00万元, growth/prior 7.14%"
    ]


@pytest.mark.parametrize(
    "fall", ["减少2.70万元，下降18.00%", "下降2.70万元，降低18.00%", "减少了2.70万元，降幅18.00%"]
)
def test_a_fall_has_its_sign_in_its_word(fall: str) -> None:
    assert statements(OFFICIAL + f"因公出国（境）费12.30万元，比上年决算数{fall}。") == [
        "因公出国（境）费: amount 12.30万元, change/prior -2.70万元, growth/prior -18.00%"
    ]


def test_flat_says_an_amount_and_nothing_more() -> None:
    assert statements(INCOME + "事业收入88.00万元，与上年决算数基本持平。") == ["事业收入: amount 88.00万元"]


def test_a_change_against_the_budget_is_not_one_against_last_year() -> None:
    sentence = "本年收入700.00万元，与上年相比增加50.00万元，增长7.69%；比年初预算增加30.00万元，增长4.48%。"
    assert statements(INCOME + sentence) == [
        "本年收入: amount 700.00万元, change/prior 50.00万元, growth/prior 7.69%, "
        "change/budget 30.00万元, growth/budget 4.48%"
    ]


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            "教育支出（类）普通教育（款）小学教育（项）。年初预算为400.00万元，支出决算为390.00万元，完成年初预算的97.50%。",
            "教育支出/普通教育/小学教育: budget[年初] 400.00万元, final 390.00万元, completion[年初] 97.50%",
        ),
        (
            "一般公共预算财政拨款支出决算数为390.00万元，完成预算400.00万元的97.50%。",
            "一般公共预算财政拨款: final 390.00万元, budget 400.00万元, completion 97.50%",
        ),
        (
            "普通教育（款）小学教育（项）支出390.00万元，完成年初预算的97.50%。",
            "普通教育（款）小学教育（项）支出: amount 390.00万元, completion[年初] 97.50%",
        ),
        (
            "小学教育（项）。全年预算为8.00万元，年初预算为0.00万元，支出决算为6.00万元，完成全年预算的75%。",
            "小学教育: budget[全年] 8.00万元, budget[年初] 0.00万元, final 6.00万元, completion[全年] 75%",
        ),
        (
            "小学教育（项）支出390.00万元，年初没预算。",
            "小学教育（项）支出: amount 390.00万元",
        ),
    ],
)  # fmt: skip
def test_completion_of_a_budget(sentence: str, said: str) -> None:
    assert statements(GENERAL + sentence) == [said]


def test_a_completion_binds_to_the_amount_and_not_to_the_change_before_it() -> None:
    sentence = "公务接待费决算1.18万元，与年初预算相比，减少4.52万元，完成预算5.70万元的20.70%。"
    assert statements(OFFICIAL + sentence) == [
        "公务接待费: final 1.18万元, change/budget -4.52万元, budget 5.70万元, completion 20.70%"
    ]


@pytest.mark.parametrize("opens", ["其中：", "其中,", "包括：", "具体包括：", "主要用于以下方面："])
def test_a_breakdown_has_a_parent(opens: str) -> None:
    sentence = (
        f"本年收入合计1500.00万元，{opens}财政拨款收入1420.00万元，占94.67%；其他收入80.00万元，占5.33%。"
    )
    assert statements(INCOME + sentence) == [
        "本年收入合计: amount 1500.00万元",
        "财政拨款收入 < 本年收入合计: amount 1420.00万元, share 94.67%",
        "其他收入 < 本年收入合计: amount 80.00万元, share 5.33%",
    ]


def test_a_breakdown_inside_a_breakdown_ends_with_its_clause() -> None:
    sentence = (
        "“三公”经费支出决算为40.00万元，其中：公务用车购置及运行维护费38.00万元，"
        "其中：公务用车购置费18.00万元，公务用车运行维护费20.00万元；公务接待费2.00万元。"
    )
    assert statements(OFFICIAL + sentence) == [
        "“三公”经费: final 40.00万元",
        "公务用车购置及运行维护费 < “三公”经费: amount 38.00万元",
        "公务用车购置费 < 公务用车购置及运行维护费: amount 18.00万元",
        "公务用车运行维护费 < 公务用车购置及运行维护费: amount 20.00万元",
        "公务接待费 < “三公”经费: amount 2.00万元",
    ]


def test_a_list_goes_on_over_the_paragraphs_behind_its_colon() -> None:
    page = """
    五、一般公共预算财政拨款支出决算情况说明
    财政拨款支出年初预算为100.00万元，支出决算为98.00万元。其中：
    1.教育支出年初预算为60.00万元，支出决算为59.00万元，完成年初预算的98.33%。
    2.卫生健康支出年初预算为40.00万元，支出决算为39.00万元，完成年初预算的97.50%。
    六、一般公共预算财政拨款基本支出决算情况说明
    一般公共预算财政拨款基本支出50.00万元。
    """
    assert statements(page) == [
        "财政拨款支出: budget[年初] 100.00万元, final 98.00万元",
        "教育支出 < 财政拨款支出: budget[年初] 60.00万元, final 59.00万元, completion[年初] 98.33%",
        "卫生健康支出 < 财政拨款支出: budget[年初] 40.00万元, final 39.00万元, completion[年初] 97.50%",
        "一般公共预算财政拨款基本支出: amount 50.00万元",
    ]


def test_two_breakdowns_of_one_amount_are_two_splits() -> None:
    report = told(
        GENERAL + "财政拨款支出300.00万元，按支出功能分类，教育支出200.00万元，卫生健康支出100.00万元；"
        "按支出性质分类，基本支出180.00万元，项目支出120.00万元。"
    )
    assert [(name(s), s.parent, s.split) for s in report.statements] == [
        ("财政拨款支出", -1, 0),
        ("教育支出", 0, 0),
        ("卫生健康支出", 0, 0),
        ("基本支出", 0, 1),
        ("项目支出", 0, 1),
    ]


def test_what_a_list_mainly_includes_need_not_add_up() -> None:
    report = told(
        "六、一般公共预算财政拨款基本支出决算情况说明\n"
        "基本支出180.00万元，其中：人员经费150.00万元，主要包括：基本工资50.00万元、津贴补贴40.00万元。"
    )
    assert [(name(s), s.partial) for s in report.statements] == [
        ("基本支出", False),
        ("人员经费", False),
        ("基本工资", True),
        ("津贴补贴", True),
    ]


@pytest.mark.parametrize("comma", [",", "，", "、"])
def test_two_numbers_of_one_phrase_are_income_and_expenditure(comma: str) -> None:
    sentence = (
        f"2024年度收、支总计各是1230.50{comma}1180.00万元。"
        f"与2023年相比，收、支总计各减少100.00{comma}150.50万元，各下降7.52%、11.31%。"
    )
    assert statements(OVERALL + sentence) == [
        "收入总计: amount 1230.50万元, change/prior -100.00万元, growth/prior -7.52%",
        "支出总计: amount 1180.00万元, change/prior -150.50万元, growth/prior -11.31%",
    ]


def test_two_numbers_of_two_subjects_are_no_pair_of_sides() -> None:
    assert statements(GENERAL + "基本支出180.00万元、项目支出120.00万元。") == [
        "基本支出: amount 180.00万元",
        "项目支出: amount 120.00万元",
    ]


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("收入支出总计", "收入支出总计"),
        ("收、支总计", "收、支总计"),
        ("收支总计均为", "收支总计"),
        ("收入总计、支出总计均为", "收入总计、支出总计"),
        ("财政拨款收、支总额为", "财政拨款收、支总额"),
    ],
)
def test_both_sides_in_one_number(words: str, subject: str) -> None:
    assert statements(OVERALL + f"2022年度{words}5304.66万元。") == [f"{subject}: amount 5304.66万元"]


def test_a_total_of_final_accounts_keeps_its_name() -> None:
    assert statements(OVERALL + "2022年度财政拨款收、支总决算5304.66万元。") == [
        "财政拨款收、支总决算: final 5304.66万元"
    ]


@pytest.mark.parametrize("words", ["使用非财政拨款结余", "年末结余", "上年结余", "结余分配"])
def test_a_balance_is_an_amount_and_not_a_decrease(words: str) -> None:
    assert statements(OVERALL + f"此外，{words}5.00万元。") == [f"{words}: amount 5.00万元"]


def test_the_change_of_both_sides_goes_on_about_the_totals_before_it() -> None:
    sentence = "2024年度收入总计700.00万元，支出总计700.00万元。收支较上年决算数增加50.00万元，增长7.69%。"
    assert statements(OVERALL + sentence) == [
        "收入总计: amount 700.00万元",
        "支出总计: amount 700.00万元, change/prior 50.00万元, growth/prior 7.69%",
    ]


def test_counts_of_the_official_expenses() -> None:
    sentence = (
        "全年安排因公出国（境）团组2个，累计9人次。公务用车购置费18.00万元，购置数1辆，公务用车保有量为5辆。"
        "国内公务接待12批次，接待人数共96人，外宾接待0批次。"
    )
    assert statements(OFFICIAL + sentence) == [
        "安排因公出国（境）团组: count 2个",
        "累计: count 9人次",
        "公务用车购置费: amount 18.00万元",
        "购置数: count 1辆",
        "公务用车保有量: count 5辆",
        "国内公务接待: count 12批次",
        "接待人数: count 96人",
        "外宾接待: count 0批次",
    ]


def test_vehicles_and_equipment_with_a_threshold_that_is_no_figure() -> None:
    sentence = (
        "截至2023年12月31日，本部门共有车辆6辆，其中，机要通信用车2辆、应急保障用车4辆。"
        "单价100万元（含）以上设备（不含车辆）2台（套）。"
    )
    assert statements("十、国有资产占用情况\n" + sentence) == [
        "共有车辆: count 6辆",
        "机要通信用车 < 共有车辆: count 2辆",
        "应急保障用车 < 共有车辆: count 4辆",
        "单价100万元（含）以上设备（不含车辆）: count 2台（套）",
    ]


def test_procurement_and_small_enterprises() -> None:
    sentence = (
        "2023年度政府采购支出总额300.00万元，其中：政府采购货物支出180.00万元、政府采购服务支出120.00万元。"
        "授予中小企业合同金额270.00万元，占政府采购支出总额的90.00%，"
        "其中：授予小微企业合同金额180.00万元，占授予中小企业合同金额的66.67%。"
    )
    assert statements("九、政府采购支出情况\n" + sentence) == [
        "政府采购: amount 300.00万元",
        "政府采购货物支出 < 政府采购: amount 180.00万元",
        "政府采购服务支出 < 政府采购: amount 120.00万元",
        "授予中小企业合同: amount 270.00万元, share[政府采购支出总额] 90.00%",
        "授予小微企业合同 < 授予中小企业合同: amount 180.00万元, share[授予中小企业合同金额] 66.67%",
    ]


def test_a_sentence_that_says_none_states_nothing() -> None:
    assert (
        statements("八、政府性基金预算情况\n2023年度没有政府性基金预算财政拨款收入和支出，故本表无数据。")
        == []
    )


def test_the_factors_of_a_change_are_parts_of_it() -> None:
    sentence = (
        "收、支总计900.00万元，比上年增加60.00万元，增长7.14%。"
        "主要原因：一是人员增加，涉及年度预算45.00万元；二是新增项目，涉及年度预算15.00万元。"
    )
    assert statements(OVERALL + sentence) == [
        "收、支总计: amount 900.00万元, change/prior 60.00万元, growth/prior 7.14%, "
        "part 45.00万元, part 15.00万元"
    ]


def test_the_residue_of_a_template_still_carries_its_number() -> None:
    assert statements(OFFICIAL + "公务用车运行维护费13.00万元，下降（增长）27.78%。") == [
        "公务用车运行维护费: amount 13.00万元, growth -27.78%"
    ]


def test_a_rate_without_its_percent_sign_is_a_rate() -> None:
    assert statements(OVERALL + "收、支总计900.00万元，比上年增加110.20万元，增长13.95。") == [
        "收、支总计: amount 900.00万元, change/prior 110.20万元, growth/prior 13.95"
    ]


def test_money_of_a_project_in_one_sentence() -> None:
    sentence = (
        "网格化管理项目年初预算100.00万元，年中调增20.00万元，调整后预算120.00万元，"
        "实际支出108.00万元，预算执行率90.00%。"
    )
    assert statements("十、预算绩效情况\n" + sentence) == [
        "网格化管理项目: budget[年初] 100.00万元, change 20.00万元, budget[调整后] 120.00万元, "
        "final 108.00万元, completion 90.00%"
    ]


def test_an_item_inherits_class_and_group_from_the_heading_above_it() -> None:
    report = told(
        """
        五、一般公共预算财政拨款支出决算情况说明
        （三）一般公共预算财政拨款支出决算具体情况
        2、一般公共服务（类）政府办公厅（室）及相关机构事务（款）
        （1）行政运行（项）支出100.00万元，完成年初预算的98.00%。
        （2）其他支出（项）支出20.00万元，年初没预算。
        3、政协事务（款）
        （1）行政运行（项）支出12.00万元，完成年初预算的96.00%。
        4、教育（类）普通教育（款）小学教育（项）支出3.00万元，完成年初预算的100.00%。
        """
    )
    assert [statement.path for statement in report.statements] == [
        ("一般公共服务", "政府办公厅（室）及相关机构事务", "行政运行"),
        ("一般公共服务", "政府办公厅（室）及相关机构事务", "其他支出"),
        ("一般公共服务", "政协事务", "行政运行"),
        ("教育", "普通教育", "小学教育"),
    ]


def test_an_account_does_not_outlive_its_section() -> None:
    report = told(
        """
        五、一般公共预算财政拨款支出决算情况说明
        教育支出（类）普通教育（款）小学教育（项）支出3.00万元。
        七、“三公”经费支出决算情况说明
        公务接待费2.00万元。
        """
    )
    assert [statement.path for statement in report.statements][1] == ("", "", "")


def test_a_code_behind_a_name_is_the_account() -> None:
    report = told(GENERAL + "小学教育（2050202）年初预算为400.00万元，支出决算为390.00万元。")
    assert [(s.code, len(s.facts)) for s in report.statements] == [("2050202", 2)]


def test_an_item_is_of_its_own_title_and_a_year_may_stand_behind_the_name() -> None:
    """Beijing: 1．公务接待费。2021年决算数…，比2021年年初预算数…."""
    assert statements(
        OFFICIAL + "2.公务接待费。2021年决算数0.68万元，比2021年年初预算数1.28万元减少0.60万元。\n"
        "3.公务用车购置及运行维护费。2021年决算数2.43万元。其中，公务用车购置费2021年决算数1.43万元，"
        "公务用车运行维护费2021年决算数1.00万元，比2021年年初预算数1.20万元减少0.20万元。"
    ) == [
        "公务接待费: final 0.68万元, budget[年初] 1.28万元, change/budget -0.60万元",
        "公务用车购置及运行维护费: final 2.43万元",
        "公务用车购置费 < 公务用车购置及运行维护费: final 1.43万元",
        "公务用车运行维护费 < 公务用车购置及运行维护费: final 1.00万元, budget[年初] 1.20万元, "
        "change/budget -0.20万元",
    ]


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("一、收入支出决算总体情况说明", "overall"),
        ("二、收入决算情况说明", "income"),
        ("三、支出决算情况说明", "expenditure"),
        ("四、财政拨款收入支出决算总体情况说明", "fiscal"),
        ("五、一般公共预算财政拨款支出决算情况说明", "gpb"),
        ("六、一般公共预算财政拨款基本支出决算情况说明", "basic"),
        ("七、财政拨款“三公”经费支出决算情况说明", "sangong"),
        ("八、政府性基金预算财政拨款收入支出决算情况说明", "fund"),
        ("九、国有资本经营预算财政拨款支出决算情况说明", "scap"),
        ("十、机关运行经费支出说明", "operation"),
        ("十一、政府采购支出说明", "procurement"),
        ("十二、国有资产占用情况说明", "assets"),
        ("十三、预算绩效管理情况说明", "performance"),
        ("十四、非税收入情况说明", "nontax"),
        ("十五、其他重要事项说明", ""),
    ],
)
def test_a_heading_tells_what_its_section_is_about(heading: str, topic: str) -> None:
    [statement] = told(f"{heading}\n合计金额为8.00万元。").statements
    assert statement.topic == topic


def test_a_heading_that_says_nothing_takes_the_topic_above_it() -> None:
    page = "七、“三公”经费支出决算情况说明\n（一）总体情况说明\n合计金额为8.00万元。"
    assert told(page).statements[0].topic == "sangong"
