"""What a person would flag without a number, on small reports printed in full."""

from __future__ import annotations

from textwrap import dedent

import pytest

from checks.findings import find
from checks.relations.relation import Relation
from checks.relations.wording import PLACES
from checks.report import recognise
from checks.verdicts import judge
from tests.relations.relating import book, reasons, related
from tests.report.paper import paper

HEAD = """
    上海市临江区规划和自然资源局2024年度部门决算
"""

T5 = """
    一般公共预算财政拨款支出决算表
    单位：万元
    | 功能分类科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
    | 208 | 社会保障和就业支出 | 47.00 | 47.00 | 0.00 |
    | 20805 | 行政事业单位养老支出 | 47.00 | 47.00 | 0.00 |
    | 2080501 | 行政单位离退休 | 30.00 | 30.00 | 0.00 |
    | 2080505 | 机关事业单位基本养老保险缴费支出 | 17.00 | 17.00 | 0.00 |
    | 221 | 住房保障支出 | 9.00 | 9.00 | 0.00 |
    | 22102 | 住房改革支出 | 9.00 | 9.00 | 0.00 |
    | 2210201 | 住房公积金 | 9.00 | 9.00 | 0.00 |
    | 合计 | | 56.00 | 56.00 | 0.00 |
"""

DETAIL = """
    第三部分 上海市临江区规划和自然资源局2024年度部门决算情况说明
    五、一般公共预算财政拨款支出决算情况说明
    （三）一般公共预算财政拨款支出决算具体情况
"""


OVERALL = """
    第三部分 上海市临江区规划和自然资源局2024年度部门决算情况说明
    一、收入支出决算总体情况说明
"""


def broken(text: str, rule: str) -> list[tuple[str, str]]:
    """(stated, expected) of the relations of one rule that do not hold in the printed text."""
    return [(r.stated, r.expected) for r in found(text, rule) if r.stated != r.expected]


def found(text: str, rule: str) -> list[Relation]:
    report = recognise(paper(dedent(text)))
    return [relation for relation in related(report).items if relation.rule == rule]


def told(*sentences: str, before: str = "", heading: str = DETAIL) -> str:
    return HEAD + before + heading + "".join(f"    {sentence}\n" for sentence in sentences)


# ------------------------------------------------------------------------------- template residue


@pytest.mark.parametrize(
    ("sentence", "left", "kept"),
    [
        ("支出决算数比2023年度减少0.15万元，下降（增长）27.78%。", "下降（增长）", "下降"),
        ("收入总计增加/减少5.00万元。", "增加/减少", "增加"),
        ("截至年底，临江区规划局部门（单位）共有车辆0辆。", "部门（单位）", "—"),
        ("接待上级单位调研，列明公务接待2批次、26人次。", "列明公务接待", "公务接待"),
        ("经营收入3.00万元（不涉及的不列）。", "（不涉及的不列）", "—"),
        ("主要原因：〔待填〕。", "〔待填〕", "—"),
        ("十三、附表（注：请按实际页码补充）", "（注：请按实际页码补充）", "—"),
        ("公务用车保有量为XX辆。", "XX", "—"),
    ],
)
def test_words_of_the_template(sentence: str, left: str, kept: str) -> None:
    assert broken(told(sentence), "S115") == [(left, kept)]


def test_placeholders_are_one_relation_that_names_all_places() -> None:
    text = told("公务用车保有量为XX辆。", "单价100万元以上设备XX台，其中XX台停用。")
    (relation,) = found(text, "S115")
    first, second = relation.details["places"].split(PLACES)
    assert (relation.details["count"], relation.place.short()) == ("3", first) and first != second


@pytest.mark.parametrize(
    "sentence",
    [
        "依据《项目支出管理办法（试行）》，下达2024年度预算。",
        "国内公务接待支出0.39万元（含外宾接待支出0.00万元）。",
        "单价100万元（含）以上设备0台（套），本部门（单位）没有变动。",
        "支出增加（主要是人员变动）。",
        "本表金额以万元列示（注：尾差由四舍五入产生）。",
        "整改XXE漏洞三处。",
    ],
)
def test_brackets_that_are_no_residue(sentence: str) -> None:
    assert broken(told(sentence), "S115") == []


def test_an_instruction_below_an_empty_table() -> None:
    text = f"""
    {HEAD}
    国有资本经营预算财政拨款收入支出决算表
    单位：万元
    | 科目编码 | 科目名称 | 年初结转和结余 | 本年收入 | 本年支出 | 基本支出 | 项目支出 | 年末结转和结余 |
    | 合计 | | | | | | | |
    无国有资本经营预算收入支出的，仍保留该表格式，并在本表下方说明。
    本部门2024年度无国有资本经营预算财政拨款收入和支出。
    """
    assert [stated for stated, _ in broken(text, "S115")] == [
        "无国有资本经营预算收入支出的，仍保留该表格式，并在本表下方说明"
    ]


def test_a_blank_template_is_one_finding() -> None:
    sentences = [f"支出{n}总计XXX万元，增加（减少）XX万元，占XX%。" for n in range(12)]
    text = told(*sentences)
    assert broken(text, "S115") == [("XXX", "—")]
    assert found(text, "P115") == []


# ------------------------------------------------------------------------------- signs and units


def test_growth_without_its_percent_sign() -> None:
    text = told("一般公共预算财政拨款支出56.00万元。与2023年度相比，支出增加6.00万元，增长12.00。")
    assert broken(text, "P115") == [("增长12.00", "增长12.00%")]


def test_an_amount_in_ten_thousands_without_yuan() -> None:
    text = told("国内公务接待支出0.39万（含外宾接待支出0.00万元）。", "常住人口11.18万，户籍人口9.20万。")
    assert broken(text, "N126") == [("0.39万", "0.39万元")]


# --------------------------------------------------------------------------- budgets and direction


def test_completion_of_an_initial_budget_that_is_zero() -> None:
    text = told("支出年初预算为0万元，全年预算为321.02万元，支出决算为307.82万元，完成年初预算的95.89%。")
    assert broken(text, "D105") == [("完成年初预算的95.89%", "完成全年预算的95.89%")]


def test_completion_of_the_budget_that_is_named() -> None:
    text = told(
        "支出年初预算为320.00万元，全年预算为321.02万元，支出决算为304.00万元，完成年初预算的95.00%。"
    )
    assert [(r.stated, r.stated == r.expected) for r in found(text, "D105")] == [
        ("完成年初预算的95.00%", True)
    ]


@pytest.mark.parametrize(
    ("sentence", "rule", "expected"),
    [
        ("年初预算为45.00万元，支出决算为43.00万元。决算数小于预算数的主要原因：人员变动。", "D102", None),
        ("年初预算为45.00万元，支出决算为43.00万元。决算数大于预算数的主要原因：人员变动。", "D102", "小于"),
        ("年初预算为45.00万元，支出决算为45.00万元。决算数与预算数持平。", "D103", None),
        ("年初预算为45.00万元，支出决算为43.00万元。决算数同预算数持平。", "D103", "小于"),
        ("年初预算为45.00万元，支出决算为44.90万元。决算数与预算数基本持平。", "D103", None),
        (
            "年初预算为0万元，全年预算为9.00万元，支出决算为6.00万元。决算数小于预算数的主要原因：人员变动。",
            "D102",
            None,
        ),
    ],
)
def test_the_final_amount_beside_its_budget(sentence: str, rule: str, expected: str | None) -> None:
    item = "1、住房保障支出（类）住房改革支出（款）住房公积金（项）。"
    relations = found(told(item + sentence), rule)
    assert len(relations) == 1
    assert (relations[0].stated == relations[0].expected) is (expected is None)
    assert expected is None or relations[0].expected == expected


def test_a_comparison_that_names_another_subject_is_left_alone() -> None:
    text = told(
        "“三公”经费支出年初预算为9.00万元，支出决算为6.00万元，其中：公务接待费年初预算为1.00万元，支出决算为2.00万元。"
        "“三公”经费支出决算数小于预算数的主要原因：厉行节约。"
    )
    assert broken(text, "D102") == []


def test_no_gap_beside_a_completion_of_less() -> None:
    text = told(
        "住房公积金（项）9.00万元，完成年初预算的97.50%。预决算没有差异。",
        "购房补贴（项）8.00万元，完成年初预算的100%。预决算没有差异。",
    )
    assert broken(text, "D106") == [("预决算没有差异", "预决算存在差异")]


def test_an_increase_that_falls_is_put_right_by_the_rate() -> None:
    up = told("基本支出56.00万元，比上年决算数增加6.00万元，下降12.00%。")
    assert broken(up, "D101") == [("增加，下降", "增加，增长")]
    down = told("基本支出44.00万元，比上年决算数增加6.00万元，下降12.00%。")
    assert broken(down, "D101") == [("增加，下降", "减少，下降")]


def test_an_increase_that_falls_is_one_finding() -> None:
    text = told("收入支出总计5000.00万元，比上年增加400.00万元，下降8.70%。", heading=OVERALL)
    report = recognise(paper(dedent(text)))
    relations = related(report)
    audit = find(report, relations, judge(relations, report.frame), book().rules, seconds=lambda: 0.0)
    told_of_it = [f for f in audit.findings if "收支总计" in f.subject and f.severity == "error"]
    assert [f.rule for f in told_of_it] == ["P104"]
    assert [relations.items[id].rule for id in told_of_it[0].follows] == ["D101"]


def test_growth_on_a_base_of_zero_is_told_once() -> None:
    text = told(
        "收入支出总计56.00万元。与2023年度相比，收入支出总计增加56.00万元，增长100.00%。",
        "财政拨款支出56.00万元，比2023年度增加56.00万元，增长100.00%。",
    )
    assert broken(text, "D104") == [("增长100.00%", "上年无此项")]


# -------------------------------------------------------------------------------- names and years


def test_variants_of_the_department_name() -> None:
    text = told(
        "2024年，上海市临江区规划与自然资源局没有公务用车。",
        "上海市临江区规划与自然资源局2024年度无政府性基金预算财政拨款收入和支出。",
        heading="    第二部分 上海市规划和自然资源局2024年度部门决算表\n" + DETAIL,
    )
    assert sorted(stated for stated, _ in broken(text, "M102")) == [
        "上海市临江区规划与自然资源局",
        "上海市规划和自然资源局",
    ]


def test_another_organ_is_no_variant() -> None:
    text = told(
        "会同上海市规划和自然资源局、临江区规划和自然资源局、上海市临河区规划和自然资源局推进项目。",
        "上海市临江区规划和自然资源局下属测绘院。",
    )
    assert broken(text, "M102") == []


def test_years_of_titles_and_comparisons() -> None:
    text = told(
        "收入支出总计56.00万元。与2022年度相比，收入支出总计增加6.00万元，增长12.00%。",
        heading="""
    第三部分 上海市临江区规划和自然资源局2023年度部门决算情况说明
    一、收入支出决算总体情况说明
""",
    )
    assert broken(text, "M101") == [("2023", "2024")]
    assert broken(text, "D108") == [("2022", "2023")]


def test_the_line_above_a_table_gives_the_year_of_the_report() -> None:
    above = T5.replace("单位：万元", "编制部门：某局 {}年度 金额单位：万元")
    assert broken(told("", before=above.format(2024)), "M101") == []
    assert broken(told("", before=above.format(2023)), "M101") == [("2023", "2024")]


def test_a_final_account_does_not_call_itself_a_budget() -> None:
    left_over = "    第三部分 2024年度部门预算情况说明\n    一、收入决算情况说明\n"
    assert broken(told("收入合计56.00万元。", heading=left_over), "M103") == [
        ("第三部分2024年度部门预算情况说明", "第三部分2024年度部门决算情况说明")
    ]
    rightly = "    第三部分 2024年度部门决算说明\n    一、部门预算绩效情况说明\n    二、一般公共预算支出\n"
    assert broken(told("收入合计56.00万元。", heading=rightly), "M103") == []


def test_assets_as_of_the_fiscal_year() -> None:
    text = told("截至2023年12月31日，共有车辆2辆。", heading="    （三）国有资产占有使用情况说明\n")
    assert broken(text, "D108") == [("2023", "2024")]


# -------------------------------------------------------------------------------------- accounts


def test_names_that_no_table_has_are_traced_by_their_amount() -> None:
    text = told(
        "1、社会保障和就业支出（类）行政事业单位离退休（款）退休人员费用（项）。支出决算为30.00万元。",
        "2、社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）。支出决算为17.00万元。",
        "3、住房保障支出（类）住房保障支出（款）住房公积金（项）。支出决算为9.00万元。",
        before=T5,
    )
    assert sorted(broken(text, "D109")) == [
        ("住房保障支出", "住房改革支出"),
        ("行政事业单位离退休", "行政事业单位养老支出"),
        ("退休人员费用", "行政单位离退休"),
    ]


def test_a_name_that_no_table_has_is_told_of_wherever_it_stands() -> None:
    old = "社会保障和就业支出（类）行政事业单位离退休（款）"
    text = told(
        f"1、{old}行政单位离退休（项）。支出决算为30.00万元。",
        f"2、{old}机关事业单位基本养老保险缴费支出（项）。支出决算为17.00万元。",
        before=T5,
    )
    wrong = [relation for relation in found(text, "D109") if relation.stated != relation.expected]
    assert {relation.stated for relation in wrong} == {"行政事业单位离退休"}
    assert len({relation.place for relation in wrong}) == 2


def test_shortened_names_are_the_accounts_own() -> None:
    text = told("1、住房保障（类）住房改革（款）住房公积金（项）。支出决算为9.00万元。", before=T5)
    assert broken(text, "D109") == []
    assert len(found(text, "D109")) == 3


def test_an_item_that_is_passed_over() -> None:
    text = told(
        "1、社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）。支出决算为30.00万元。",
        "2、住房保障支出（类）住房改革支出（款）住房公积金（项）。支出决算为9.00万元。",
        before=T5,
    )
    assert broken(text, "S113") == [("—", "机关事业单位基本养老保险缴费支出")]


def test_the_glossary_explains_an_account_of_no_table() -> None:
    text = told(
        "一、住房保障支出（类）住房改革支出（款）住房公积金（项）：指为职工缴纳的住房公积金。",
        "二、卫生健康支出（类）行政事业单位医疗（款）公务员医疗补助（项）：指医疗补助经费。",
        before=T5,
        heading="    第四部分 名词解释\n",
    )
    assert [stated for stated, _ in broken(text, "S114")] == [
        "卫生健康支出",
        "行政事业单位医疗",
        "公务员医疗补助",
    ]


def test_a_purpose_of_another_account() -> None:
    text = told(
        "1、卫生健康支出（类）行政事业单位医疗（款）事业单位医疗（项）。主要用于：事业单位医疗保险支出。",
        "2、住房保障支出（类）住房改革支出（款）住房公积金（项）。主要用于：事业单位医疗保险支出。",
        "3、住房保障支出（类）住房改革支出（款）购房补贴（项）。主要用于：退休人员住房补贴。",
    )
    assert broken(text, "D110") == [("事业单位医疗保险支出", "住房公积金")]


def test_items_listed_without_an_amount() -> None:
    table = """
    一般公共预算财政拨款基本支出决算表
    单位：万元
    | 人员经费 | < | < | 公用经费 | < | < |
    | 科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数 |
    | 301 | 工资福利支出 | 46.00 | 302 | 商品和服务支出 | 10.00 |
    | 30101 | 基本工资 | 30.00 | 30201 | 办公费 | 6.00 |
    | 30102 | 津贴补贴 | 16.00 | 30202 | 印刷费 | 0.00 |
    | 30103 | 奖金 | | 30211 | 差旅费 | 4.00 |
    | 人员经费合计 | < | 46.00 | 公用经费合计 | < | 10.00 |
    """
    text = told(
        "基本支出56.00万元。其中：人员经费46.00万元，主要包括：基本工资、津贴补贴、奖金；"
        "公用经费10.00万元，主要包括：办公费、印刷费、差旅费。",
        before=table,
        heading="    六、一般公共预算财政拨款基本支出决算情况说明\n",
    )
    assert broken(text, "N118") == [("奖金", "—"), ("印刷费", "—")]


# ----------------------------------------------------------------------- sections, reasons, marks


def test_a_change_without_a_reason() -> None:
    text = told(
        "1.基本支出56.00万元，比上年决算数增加6.00万元，增长12.00%。",
        "2.项目支出9.00万元，比上年决算数减少1.00万元，下降10.00%，主要原因是项目完工。",
        heading="    一、收入支出决算总体情况说明\n",
    )
    assert [r.details["name"] for r in found(text, "S112") if r.stated != r.expected] == ["基本支出"]


def test_a_change_whose_items_are_announced_has_their_reasons() -> None:
    text = told(
        "总支出480.71万元，比上年决算数减少90.49万元，下降15.8%。支出具体情况如下：",
        "1.教育支出470.00万元，比上年决算数减少91.00万元，下降16.2%，主要原因是项目完工。",
        "2.卫生健康支出10.71万元，比上年决算数增加0.51万元，增长5.0%。",
        heading="    一、收入支出决算总体情况说明\n",
    )
    assert [r.details["name"] for r in found(text, "S112") if r.stated != r.expected] == ["卫生健康支出"]


def test_a_report_of_another_pattern_owes_no_sections() -> None:
    report = recognise(paper(dedent(told("收入支出总计56.00万元。", "学校有三个校区。"))))
    assert reasons(report, "S108") == {"not_applicable": 1}


def test_marks_numbers_and_brackets() -> None:
    text = told(
        "一是加强管理。二是完善制度。二是健全机制。",
        "一是人员减少；二是2020年下拨抚恤金；三是压减经费。",
        "1.推进改革。2.优化服务。4.梳理清单。",
        "1.制定《工作方案》2.推进改革。3.优化服务。",
        "主要用于发放奖励等支出。；",
        "项目自评（其中，评为优的项目3个，发现问题0个。",
    )
    assert broken(text, "M107") == [("。；", "。")]
    assert broken(text, "M108") == [("二是", "三是"), ("4", "3")]
    assert [stated for stated, _ in broken(text, "M109")] == ["（其中，评为优的…，发现问题0个。"]


def test_a_list_within_an_item_ends_with_its_paragraph() -> None:
    nested = (
        "一是放权做足，下放事项。",
        "二是简政做好。一是精简证明。二是压缩时限。",
        "三是规范到位，统一标准。",
        "五是服务创新，一窗受理。",
    )
    assert broken(told(*nested), "M108") == [("五是", "四是")]


def test_slips_of_the_pen() -> None:
    text = told(
        "项目支出较上一度增加1133.95万元。",
        "该项目年中没有预算，年中调增。",
        "决算数小于预算数的主要原因人员减少。决算数大于预算数的主要原因是人员增加。",
        "新增视频监控系統一套。",
        "支付首付款20.44万元了，验收款3.00万元元。",
    )
    assert broken(text, "M110") == [
        ("上一度", "上一年度"),
        ("年中没有预算", "年初没有预算"),
        ("的主要原因", "的主要原因是"),
        ("万元了", "万元"),
        ("万元元", "万元"),
        ("系統", "系统"),
    ]


def test_every_rule_has_its_words_in_both_languages() -> None:
    rules = [rule for rule in book().rules.values() if rule.source.endswith("narrative_wording.toml")]
    assert rules
    assert all(set(rule.message) == {"zh", "en"} and rule.example for rule in rules)


@pytest.mark.parametrize(
    ("sentence", "told_of"),
    [
        ("公务接待费支出2.00万元，比上年减少0.30万元，主要原因是压减接待支出。", [("减少", "减少")]),
        ("公务接待费支出2.00万元，比上年增加0.30万元，主要原因是压减接待支出。", [("减少", "增加")]),
        ("项目支出200.00万元，比上年减少30.00万元，主要原因是新增信息化项目。", [("增加", "减少")]),
        # reasons of another kind, of two directions, or of last year are left alone
        ("项目支出200.00万元，比上年增加30.00万元，主要原因是上年一次性项目支出减少。", []),
        ("项目支出200.00万元，比上年增加30.00万元，主要原因是人员经费减少，项目经费增加。", []),
        ("项目支出200.00万元，比上年增加30.00万元，主要原因是年末结转减少。", []),
        ("项目支出200.00万元，比上年增加30.00万元，主要原因是减少行政成本，加大项目支出。", []),
        ("本年收入合计200.00万元，比上年增加30.00万元，主要原因是减少项目支出。", []),
        ("项目支出200.00万元，比上年增加30.00万元。全年压减会议支出。", []),
    ],
)
def test_a_reason_goes_the_way_of_the_change(sentence: str, told_of: list[tuple[str, str]]) -> None:
    assert [(r.stated, r.expected) for r in found(told(sentence, heading=OVERALL), "D107")] == told_of
