"""The performance chapter: money and score of a project, its tables and its text, clauses told twice, and
arithmetic in words (catalogue N119, N120, N125, N127, N128, P106, Q110, Q111)."""

from __future__ import annotations

import pytest

from checks.report.report import Report
from tests.relations.relating import of_rule, printed, related, verdicts
from tests.report.telling import told

CHAPTER = "十、预算绩效情况\n"


def relations(report: Report, rule: str) -> dict[str, str]:
    """Relation as printed → verdict."""
    judged = verdicts(report, rule)
    return {printed(report, r): judged[r.subject] for r in of_rule(report, rule) if r.subject in judged}


@pytest.mark.parametrize(("adjusted", "verdict"), [("120.00", "tie"), ("130.00", "break")])
def test_an_adjusted_budget_is_the_opening_one_and_its_adjustment(adjusted: str, verdict: str) -> None:
    told_at_once = f"网格化管理项目年初预算100.00万元，年中调增20.00万元，调整后预算{adjusted}万元。"
    told_apart = f"项目年初预算100.00万元。年中追加预算20.00万元，调整后预算{adjusted}万元。"
    for sentence in (told_at_once, told_apart):
        report = told(CHAPTER + "（一）网格化管理项目\n" + sentence)
        assert relations(report, "N120") == {f"{adjusted} = 100.00 + 20.00": verdict}


def test_a_cut_in_the_year_lowers_the_budget() -> None:
    report = told(CHAPTER + "网格化管理项目年初预算100.00万元，年中调减20.00万元，调整后预算80.00万元。")
    assert relations(report, "N120") == {"80.00 = 100.00 - 20.00": "tie"}


@pytest.mark.parametrize(("rest", "verdict"), [("12.00", "tie"), ("21.00", "break")])
def test_what_is_left_is_budget_less_spending(rest: str, verdict: str) -> None:
    sentence = f"网格化管理项目全年预算120.00万元，实际支出108.00万元，预算执行率90.00%，结余资金{rest}万元。"
    assert relations(told(CHAPTER + sentence), "N120") == {f"{rest} = 120.00 - 108.00": verdict}


@pytest.mark.parametrize(("rate", "verdict"), [("90.00", "tie"), ("98.00", "break")])
def test_execution_is_spending_over_the_adjusted_budget(rate: str, verdict: str) -> None:
    sentence = (
        "项目年初预算100.00万元。年中追加预算20.00万元，调整后预算120.00万元。"
        f"全年实际支出108.00万元。预算执行率{rate}%。"
    )
    report = told(CHAPTER + "（一）网格化管理项目\n" + sentence)
    assert relations(report, "P106") == {f"{rate} = 108.00 : 120.00": verdict}


APPRAISAL = (
    CHAPTER
    + """
网格化管理项目{budget}120.00万元，实际支出108.00万元，自评得分{score}分。

项目支出绩效自评表
| 项目名称 | 网格化管理 | | | | | | |
| 项目资金 | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| | 年度资金总额 | 100.00 | 120.00 | {spent} | 10 | 90.00% | 9.00 |
| | 其中：当年财政拨款 | 80.00 | 100.00 | 90.00 | | | |
| | 其他资金 | 20.00 | 20.00 | 18.00 | | | |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | | 得分 |
| 产出指标 | 数量指标 | 巡查次数 | 1200 | 1250 | 50 | | 50.00 |
| 效益指标 | 社会效益 | 事件减少 | 10% | 11% | 40 | | {points} |
| 总分 | | | | | 100 | | 96.00 |
"""
)


def appraisal(
    budget: str = "全年预算", score: str = "96.00", spent: str = "108.00", points: str = "37.00"
) -> Report:
    return told(APPRAISAL.format(budget=budget, score=score, spent=spent, points=points))


def test_a_sound_self_appraisal_ties_throughout() -> None:
    report = appraisal()
    for rule in ("N120", "P106", "Q110", "Q111"):
        assert set(verdicts(report, rule).values()) == {"tie"}, rule


@pytest.mark.parametrize(
    ("slip", "rule", "broken"),
    [
        ({"score": "88.50"}, "Q111", "88.50 = 96.00"),
        ({"points": "27.00"}, "Q110", "96.00 = 9.00 + 50.00 + 27.00"),
        ({"spent": "180.00"}, "N120", "180.00 = 90.00 + 18.00"),
        ({"spent": "180.00"}, "P106", "90.00% = 180.00 : 120.00"),
        ({"budget": "年初预算"}, "N120", "120.00 = 100.00"),
    ],
)
def test_a_slip_in_a_self_appraisal_breaks(slip: dict[str, str], rule: str, broken: str) -> None:
    assert relations(appraisal(**slip), rule)[broken] == "break"


def test_a_budget_that_is_not_named_may_be_either_of_the_table() -> None:
    assert "break" not in verdicts(appraisal(budget="预算"), "N120").values()


def test_a_clause_told_again_has_the_same_numbers() -> None:
    page = CHAPTER + (
        "建成政务服务中心工作网点16个，窗口人员统一着装率达到95.20%。\n"
        "共建成政务服务中心工作网点16个，窗口人员统一着装率达到{}%。"
    )
    assert set(relations(told(page.format("95.20")), "N119").values()) == {"tie"}
    assert relations(told(page.format("92.50")), "N119") == {"92.50 = 95.20": "break"}


def test_as_many_projects_have_as_much_money() -> None:
    page = (
        CHAPTER + "编报绩效目标的项目39个，涉及预算金额4415.48万元；自评的项目{}个，涉及预算金额4451.48万元。"
    )
    assert relations(told(page.format("39")), "N119") == {"4451.48 = 4415.48": "break"}
    assert relations(told(page.format("38")), "N119") == {}


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("维修车辆15辆，支出40.65万元，平均每辆2.71万元。", "tie"),
        ("维修车辆15辆，支出46.05万元，平均每辆2.71万元。", "break"),
        ("若自建机房共需投入5068万元，租用投入1738万元。即租用可节约3330万元。", "tie"),
        ("若自建机房共需投入5068万元，租用投入1738万元。即租用可节约3300万元。", "break"),
        ("全年交换数据25.1亿条，日均687.32万条。", "tail"),
        ("全年交换数据24.6亿条，日均687.32万条。", "break"),
    ],
)
def test_arithmetic_that_the_text_spells_out(sentence: str, verdict: str) -> None:
    assert set(verdicts(told(CHAPTER + sentence), "N125").values()) == {verdict}


@pytest.mark.parametrize(
    ("again", "found"),
    [
        ("终端系统开发完成131个政务服务事项。", ["131 = 131"]),
        ("终端系统开发完成181个政务服务事项。", ["181 = 131"]),
        # another number, not a slip of this one
        ("终端系统开发完成2200个政务服务事项。", []),
        ("又与东湖（79项）、西湖（47项）两区政务事项跨城通办。", ["79 = 79", "47 = 47"]),
        ("又与东湖（79项）、西湖（17项）两区政务事项跨城通办。", ["79 = 79", "17 = 47"]),
        # one short number tells nothing
        ("全市各区累计举办了2场专题培训会。", []),
    ],
)
def test_clauses_that_end_alike_are_told_again_when_their_numbers_say_so(
    again: str, found: list[str]
) -> None:
    first = "推进建设，开发完成131个政务服务事项。实现与东湖（79项）、西湖（47项）两区政务事项跨城通办。"
    page = told(CHAPTER + first + "本年我局累计举办了2场专题培训会。" + again)
    assert [printed(page, relation) for relation in of_rule(page, "N119")] == found


INDICATORS = (
    CHAPTER
    + """
| 一级指标 | 三级指标 | 指标值 |
| 产出指标 | 巡查次数 | 1200次 |
| 产出指标 | 故障次数 | 年初未设置预期值 |

| 一级指标 | 三级指标 | 预期值 | 实际完成值 |
| 产出指标 | 巡查次数 | {expected} | 1250次 |
| 产出指标 | 故障次数 | {unset} | 2次 |

1.巡查次数
预期值为1200次，实际完成{reached}次。
"""
)


def indicators(expected: str = "1200次", unset: str = "年初未设置预期值", reached: str = "1250") -> Report:
    return told(INDICATORS.format(expected=expected, unset=unset, reached=reached))


def test_an_indicator_is_the_same_in_both_tables_and_in_the_text() -> None:
    assert set(verdicts(indicators(), "N119").values()) == {"tie"}
    assert verdicts(indicators(), "N127") == {"performance/故障次数/预期值": "tie"}
    assert relations(indicators(reached="1520"), "N119")["1520 = 1250次"] == "break"


def test_what_was_not_expected_has_no_expected_value() -> None:
    assert verdicts(indicators(unset="3次"), "N127") == {"performance/故障次数/预期值": "break"}


SENTENCES = (
    CHAPTER
    + """（一）绩效指标
表1 绩效指标表
| 一级指标 | 三级指标 | 指标值 | 指标说明 | 备注 |
| 产出指标 | 短信平台数量 | 4套短信平台，电路8条，上网卡28个，都按合同的要求建设 | 合同 | |

| | | | |
| | 投诉次数 | 2次 | 统计 |
| 满意度指标 | 服务满意度 | 95%以上 | 调查 |

（二）完成情况
表2 绩效指标完成情况表
| 一级指标 | 三级指标 | 预期值 | 实际完成 |
| 产出指标 | 短信平台数量 | 4套短信平台，电路{again}条，上网卡28个 | 建设{built}套短信平台，上网卡28个 |
| 产出指标 | 投诉次数 | {complaints}次 | 1次 |
| 产出指标 | 服务满意度 | 95%以上 | {content}% |

1.短信平台数量
预期目标为{expected}套短信平台，电路8条。实际建设了{told}套短信平台，上网卡28个。

2.服务满意度
预期值为95%，调查显示满意度为{content}%，实现了预期目标。
"""
)
AS_IT_IS = {
    "again": "8", "built": "5", "complaints": "2", "content": "96", "expected": "4", "told": "5"
}  # fmt: skip


def sentences(**changed: str) -> Report:
    return told(SENTENCES.format(**AS_IT_IS | changed))


def of_one_thing(report: Report) -> set[tuple[str, str]]:
    return {(relation.stated, relation.expected) for relation in of_rule(report, "N129")}


def test_sentences_of_an_indicator_give_one_number_for_one_thing() -> None:
    assert of_one_thing(sentences()) == {(same, same) for same in ("8条", "28个", "4套", "5套")}


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        ("again", ("9条", "8条")),
        ("built", ("5套", "9套")),
        ("expected", ("9套", "4套")),
        ("told", ("9套", "5套")),
    ],
)
def test_another_number_in_a_sentence_is_seen(place: str, wrong: tuple[str, str]) -> None:
    assert wrong in of_one_thing(sentences(**{place: "9"}))


@pytest.mark.parametrize(("complaints", "verdict"), [("2", "tie"), ("3", "break")])
def test_a_table_without_a_header_goes_on_with_the_columns_before_it(complaints: str, verdict: str) -> None:
    assert verdicts(sentences(complaints=complaints), "N119")["performance/投诉次数"] == verdict


@pytest.mark.parametrize(("content", "verdict"), [("96", "tie"), ("90", "break")])
def test_a_target_said_to_be_reached_is_reached(content: str, verdict: str) -> None:
    assert verdicts(sentences(content=content), "Q112") == {"performance/服务满意度/达到预期": verdict}


INSTALMENTS = (
    CHAPTER
    + """
| 具体支出内容 | 金额（万元） |
| 机房改造项目初验款（总款的45%） | 90.00 |
| 机房改造项目终验款（总款的35%） | 70.00 |
| 机房改造项目质保款（总款的{last}%） | 40.00 |
"""
)


@pytest.mark.parametrize(("last", "verdict"), [("20", "tie"), ("30", "break")])
def test_instalments_of_one_contract_are_at_most_the_whole(last: str, verdict: str) -> None:
    [relation] = of_rule(told(INSTALMENTS.format(last=last)), "N128")
    assert relation.details["name"] == "机房改造项目"
    assert set(verdicts(told(INSTALMENTS.format(last=last)), "N128").values()) == {verdict}


def test_project_money_of_its_own_is_not_that_of_the_department() -> None:
    """一般公共预算支出 of a project is its own, whatever the table of the department says."""
    page = """
    一般公共预算财政拨款支出决算表
    单位：万元
    | 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
    | 合计 | < | 250.00 | 190.00 | 60.00 |
    | 201 | 一般公共服务支出 | 250.00 | 190.00 | 60.00 |

    十、预算绩效情况
    网格化管理项目一般公共预算支出12.00万元。
    """
    assert [r for r in related(told(page)).items if r.rule == "N105"] == []


@pytest.mark.parametrize(("spent", "verdict"), [("760.53", "tie"), ("763.53", "break")])
def test_the_money_of_a_project_is_told_under_its_circumstances_too(spent: str, verdict: str) -> None:
    report = told(
        "第五部分 附件\n一、基本情况\n截至2024年12月31日，项目全年预算数为1018.55万元，"
        "其中当年财政拨款898.00万元、上年结转资金120.55万元。"
        f"项目实际支出{spent}万元，预算执行率74.67%。"
    )
    assert set(verdicts(report, "P106").values()) == {verdict}


@pytest.mark.parametrize(("planned", "verdict"), [("1018.55", "tie"), ("1918.55", "break")])
def test_a_budget_is_the_money_of_the_year_and_what_was_carried_over(planned: str, verdict: str) -> None:
    report = told(
        f"第五部分 附件\n一、基本情况\n项目全年预算数为{planned}万元，其中当年财政拨款898.00万元、"
        "上年结转资金120.55万元。"
    )
    assert set(verdicts(report, "N123").values()) == {verdict}


@pytest.mark.parametrize(("last", "verdict"), [("62.59", "tie"), ("262.59", "break")])
def test_the_tasks_of_a_department_spend_at_most_what_it_spent(last: str, verdict: str) -> None:
    report = told(
        CHAPTER + "（一）整体支出\n"
        "| | | | |\n"
        "| 部门整体财政支出 | 支出总额（万元） | 600.00 | 完成率 |\n"
        "| | 其中：一般公共预算支出 | 500.00 | |\n\n"
        "| | | | |\n"
        "| 主要任务 | 任务绩效目标 | 完成情况 | 任务涉及实际支付财政资金（万元） |\n"
        "| 大厅建设 | 建成大厅 | 已建成 | 369.24 |\n"
        f"| 服务创新 | 推进改革 | 已推进 | {last} |\n"
    )
    assert [judged for subject, judged in verdicts(report, "N124").items() if "任务" in subject] == [verdict]
