"""The layouts that the forms are printed in (catalogue sections 2 to 4), each as one small page."""

from __future__ import annotations

import pytest

from tests.report.paper import tables_on, the_table, values


def test_two_sides_of_unequal_length_with_line_numbers() -> None:
    table, found = the_table(
        """
        收入支出决算总表
        单位：万元
        | 收入 | < | < | 支出 | < | < |
        | 项目 | 行次 | 决算数 | 项目 | 行次 | 决算数 |
        | 栏次 | | 1 | 栏次 | | 2 |
        | 一、一般公共预算财政拨款收入 | 1 | 1,234.50 | 一、一般公共服务支出 | 8 | 1,000.00 |
        | 二、其他收入 | 2 | | 八、社会保障和就业支出 | 9 | 200.00 |
        | | 3 | | 九、卫生健康⏎支出 | 10 | 34.50 |
        | 本年收入合计 | 4 | 1,234.50 | 本年支出合计 | 11 | 1,234.50 |
        | 用事业基金弥补收支差额 | 5 | - | 结余分配 | 12 | — |
        | 年初结转和结余 | 6 | 10.00 | 年末结转和结余 | 13 | 10.00 |
        | 总计 | 7 | 1,244.50 | 总计 | 14 | 1,244.50 |
        """,
        "T1",
    )
    assert [(e.key, e.code, e.level, e.parent) for e in table.entries if e.half == "支出"] == [
        ("201", "201", 1, "本年支出合计"),
        ("208", "208", 1, "本年支出合计"),
        ("210", "210", 1, "本年支出合计"),
        ("本年支出合计", "", 0, "总计"),
        ("结余分配", "", 1, "总计"),
        ("年末结转和结余", "", 1, "总计"),
        ("总计", "", 0, None),
    ]
    assert values(found, table.entry("使用非财政拨款结余", "收入")) == {"决算数": None}
    assert values(found, table.entry("总计", "支出")) == {"决算数": "1244.50"}
    assert " ".join(c.name for c in table.columns) == (
        "收入/项目 收入/行次 收入/决算数 支出/项目 支出/行次 支出/决算数"
    )
    assert len(found.figures) == 10  # neither line numbers nor column numbers
    assert found.problems == ()


def test_rows_under_the_opening_balance_carry_its_name() -> None:
    table, found = the_table(
        """
        财政拨款收入支出决算总表
        单位：万元
        | 收入 | < | 支出 | < | < | < | < |
        | 项目 | 金额 | 项目 | 合计 | 一般公共预算⏎财政拨款 | 政府性基金预算财政拨款 | 国有资本经营预算 |
        | 一、一般公共预算财政拨款 | 9.00 | 一、一般公共服务支出 | 10.00 | 10.00 | | |
        | 二、政府性基金预算财政拨款 | 0.50 | 十一、城乡社区支出 | 0.50 | | 0.50 | |
        | 本年收入合计 | 9.50 | 本年支出合计 | 10.50 | 10.00 | 0.50 | |
        | 年初财政拨款结转和结余 | 1.00 | 年末财政拨款结转和结余 | | | | |
        | 一般公共预算财政拨款 | 1.00 | | | | | |
        | 政府性基金预算财政拨款 | | | | | | |
        | 总计 | 10.50 | 总计 | 10.50 | 10.00 | 0.50 | |
        """,
        "T4",
    )
    income = [e for e in table.entries if e.half == "收入"]
    assert [(e.key, e.level, e.parent) for e in income] == [
        ("一般公共预算财政拨款", 1, "本年收入合计"),
        ("政府性基金预算财政拨款", 1, "本年收入合计"),
        ("本年收入合计", 0, "总计"),
        ("年初财政拨款结转和结余", 1, "总计"),
        ("年初财政拨款结转和结余/一般公共预算财政拨款", 2, "年初财政拨款结转和结余"),
        ("年初财政拨款结转和结余/政府性基金预算财政拨款", 2, "年初财政拨款结转和结余"),
        ("总计", 0, None),
    ]
    assert values(found, table.entry("212", "支出")) == {
        "合计": "0.50",
        "一般公共预算财政拨款": None,
        "政府性基金预算财政拨款": "0.50",
        "国有资本经营预算财政拨款": None,
    }


def test_a_part_that_need_not_exhaust_its_row_says_so() -> None:
    table, _ = the_table(
        """
        高等学校收支决算总表
        单位：万元
        | 收入 | < | 支出 | < |
        | 项目 | 决算数 | 项目（按功能分类） | 决算数 |
        | 一、财政拨款收入 | 300.00 | 五、教育支出 | 350.00 |
        | 其中：政府性基金预算财政拨款 | 1.00 | | |
        | 六、其他收入 | 50.00 | | |
        | 其中：捐赠收入 | 4.00 | | |
        | 本年收入合计 | 350.00 | 本年支出合计 | 350.00 |
        | 合计 | 350.00 | 合计 | 350.00 |
        """,
        "T1",
    )
    parts = [(e.key, e.parent, e.of_which) for e in table.entries if "/" in e.key]
    assert parts == [
        ("财政拨款收入/政府性基金预算财政拨款", "财政拨款收入", True),
        ("其他收入/捐赠收入", "其他收入", True),
    ]
    assert table.entry("总计", "收入") is not None


CODES = {
    "one column": ("205 | < | <", "20502 | < | <", "2050205 | < | <"),
    "three columns": ("205 | | ", "205 | 02 | ", "205 | 02 | 05"),
    "split in two": ("205 | | ", "20502 | | ", "20502 | 05 | "),
    "the full number in the column of its level": ("205 | | ", "205 | 20502 | ", "205 | 20502 | 2050205"),
}


@pytest.mark.parametrize("codes", CODES.values(), ids=CODES)
def test_an_account_code_in_one_column_or_in_several(codes: tuple[str, ...]) -> None:
    names = ("教育支出", "普通教育", "高等教育")
    rows = "\n".join(f"| {code} | {name} | 3.00 |" for code, name in zip(codes, names, strict=True))
    table, found = the_table(
        f"一般公共预算财政拨款支出决算表\n单位：万元\n"
        "| 项目 | < | < | < | 本年支出 | < | < |\n"
        "| 科目编码 | < | < | 科目名称 | 合计 | 基本支出 | 项目支出 |\n"
        "| 类 | 款 | 项 | 栏次 | 1 | 2 | 3 |\n"
        f"{rows}\n| 合计 | < | < | < | 3.00 | | |",
        "T5",
    )
    assert [(e.key, e.label, e.level, e.parent) for e in table.entries] == [
        ("205", "教育支出", 1, "合计"),
        ("20502", "普通教育", 2, "205"),
        ("2050205", "高等教育", 3, "20502"),
        ("合计", "合计", 0, None),
    ]
    assert values(found, table.entry("合计"))["合计"] == "3.00"


def test_a_code_and_its_name_in_one_cell() -> None:
    table, _ = the_table(
        """
        支出决算表
        单位：万元
        | 科目 | 本年支出合计 | 基本支出 | 项目支出 |
        | 合计 | 3.00 | 1.00 | 2.00 |
        | 205 教育支出 | 3.00 | 1.00 | 2.00 |
        | 20502 普通教育 | 3.00 | 1.00 | 2.00 |
        """,
        "T3",
    )
    assert [(e.key, e.label) for e in table.entries] == [
        ("合计", "合计"), ("205", "教育支出"), ("20502", "普通教育"),
    ]  # fmt: skip


def test_the_header_and_the_total_in_one_row() -> None:
    table, found = the_table(
        """
        财政拨款支出决算表
        单位：万元
        | 项目 | < | < | < | 本年支出 | < | < | < |
        | 科目编码 | < | < | 科目名称 | 合计 | 基本支出 | 项目支出 | < |
        | ^ | < | < | ^ | ^ | ^ | 小计 | 其中：基本建设资金支出 |
        | 类 | 款 | 项 | 合计 | 237.00 | 199.00 | 38.00 | 6.00 |
        | 205 | < | < | 教育支出 | 237.00 | 199.00 | 38.00 | 6.00 |
        """,
        "U1",
    )
    assert [column.name for column in table.columns] == [
        "科目编码", "科目名称", "合计", "基本支出", "项目支出/小计", "项目支出/其中：基本建设资金支出",
    ]  # fmt: skip
    assert list(values(found, table.entry("合计")).values()) == ["237.00", "199.00", "38.00", "6.00"]
    assert found.problems == ()


def test_names_of_columns_beside_the_label_of_an_empty_total() -> None:
    table, found = the_table(
        """
        政府性基金预算财政拨款收入支出决算表
        单位：万元
        | 项目 | < | 年初结转和⏎结余 | 本年收入 | 本年支出 | < | < | 年末结转和⏎结余 |
        | 功能分类⏎科目编码 | 科目名称 | ^ | ^ | ^ | < | < | ^ |
        | 合计 | < | | | 合计 | 基本支出 | 项目支出 | |
        | | | | | | | | |
        """,
        "T8",
    )
    assert [column.name for column in table.columns][4:7] == [
        "本年支出/合计",
        "本年支出/基本支出",
        "本年支出/项目支出",
    ]
    assert table.empty
    assert set(values(found, table.entry("合计")).values()) == {None}
    assert [[cell.text for cell in row] for row in table.cells] == [["合计"] + [""] * 7, [""] * 8]


def test_accounts_side_by_side_are_one_list_and_their_totals_find_their_numbers() -> None:
    table, found = the_table(
        """
        一般公共预算财政拨款基本支出决算表
        单位：万元
        | 人员经费 | < | < | 公用经费 | < | < | < | < | < |
        | 科目⏎代码 | 科目名称 | 决算数 | 科目代码 | 科目名称 | 决算数 | 科目代码 | 科目名称 | 决算数 |
        | 301 | 工资福利支出 | 7.00 | 302 | 商品和服务支出 | 2.00 | 310 | 资本性支出 | 0.30 |
        | 30101 | 基本工资 | 7.00 | 30201 | 办公费 | 2.00 | 31002 | 办公设备购置 | 0.30 |
        | 303 | 对个人和家庭的补助 | 1.00 | | | | | | |
        | 人员经费合计 | < | 8.00 | 公用经费合计 | < | < | < | < | 2.30 |
        """,
        "T6",
    )
    assert [(e.key, e.parent) for e in table.entries if e.level < 2] == [
        ("301", "人员经费合计"),
        ("303", "人员经费合计"),
        ("302", "公用经费合计"),
        ("310", "公用经费合计"),
        ("人员经费合计", None),
        ("公用经费合计", None),
    ]
    assert values(found, table.entry("公用经费合计")) == {"决算数": "2.30"}
    assert values(found, table.entry("31002")) == {"决算数": "0.30"}
    assert [column.half for column in table.columns] == ["左"] * 3 + ["中"] * 3 + ["右"] * 3


def test_one_list_of_economic_accounts_with_staff_and_running_cost_as_columns() -> None:
    table, found = the_table(
        """
        一般公共预算财政拨款基本支出决算表
        单位：万元
        | 经济分类科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费 |
        | 合计 | < | 12.00 | 10.00 | 2.00 |
        | 301 | 工资福利支出 | 10.00 | 10.00 | |
        | 302 | 商品和服务支出 | 2.00 | | 2.00 |
        """,
        "T6",
    )
    assert values(found, table.entry("人员经费合计")) == {"决算数": "10.00"}
    assert values(found, table.entry("公用经费合计")) == {"决算数": "2.00"}
    assert values(found, table.entry("合计")) == {"决算数": "12.00", "人员经费": "10.00", "公用经费": "2.00"}


EXPENSES = {
    "合计": ("12.30", "4.75"),
    "因公出国（境）费": ("6.00", "0.00"),
    "公务用车小计": ("3.90", "3.90"),
    "公务用车购置费": (None, None),
    "公务用车运行维护费": ("3.90", "3.90"),
    "公务接待费": ("2.40", "0.85"),
}

BLOCKS = """
| 预算数 | < | < | < | < | < | 决算数 | < | < | < | < | < |
| 合计 | 因公出国 (境)费 | 用车 | < | < | 公务接待 费 | 合计 | 因公出国（境）费 | 用车 | < | < | 公务接待费 |
| ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行费 | ^ | ^ | ^ | 小计 | 购置费 | 运行维护费 | ^ |
| 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 |
| 12.30 | 6.00 | 3.90 | | 3.90 | 2.40 | 4.75 | 0.00 | 3.90 | | 3.90 | 0.85 |
""".replace("用车 |", "公务用车购置及运行费 |")
PAIRS = """
| 财政拨款“三公”经费 | < | < | < | < | < | < | < | < | < | < | < |
| 合计 | < | 因公出国（境）费 | < | 公务用车购置及运行维护费 | < | < | < | < | < | 公务接待费 | < |
| ^ | < | ^ | < | 小计 | < | 公务用车⏎购置费 | < | 公务用车⏎运行维护费 | < | ^ | < |
| 预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数 |
| 12.30 | 4.75 | 6.00 | 0.00 | 3.90 | 3.90 | | | 3.90 | 3.90 | 2.40 | 0.85 |
"""
ITEMS_AS_ROWS = """
| 项目 | 2023年度预算数 | 2023年度决算数 |
| 合计 | 12.30 | 4.75 |
| 1.因公出国（境）费用 | 6.00 | 0.00 |
| 2.公务用车购置及运行维护费 | 3.90 | 3.90 |
| 其中：公务用车购置费 | - | - |
| 公务用车运行维护费 | 3.90 | 3.90 |
| 3.公务接待费 | 2.40 | 0.85 |
"""
SIDES_AS_ROWS = """
| 项目 | 合计 | 因公出国（境）费 | 公务接待费 | 公务用车购置及运行维护费 | < | < |
| ^ | ^ | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费 |
| 年初预算数 | 12.30 | 6.00 | 2.40 | 3.90 | | 3.90 |
| 支出决算数 | 4.75 | 0.00 | 0.85 | 3.90 | | 3.90 |
"""


@pytest.mark.parametrize("layout", [BLOCKS, PAIRS, ITEMS_AS_ROWS, SIDES_AS_ROWS])
def test_three_public_expenses_are_budget_and_final_in_every_layout(layout: str) -> None:
    table, found = the_table("一般公共预算财政拨款“三公”经费支出决算表\n单位：万元\n" + layout, "T7")
    assert values(found, table.entry("预算数")) == {key: budget for key, (budget, _) in EXPENSES.items()}
    assert values(found, table.entry("决算数")) == {key: final for key, (_, final) in EXPENSES.items()}
    assert found.problems == ()


def test_three_public_expenses_with_meetings_and_training_keep_their_own_total() -> None:
    table, found = the_table(
        """
        一般公共预算财政拨款“三公”经费、会议费、培训费支出决算表
        单位：元
        | 项目 | 合计 | “三公”经费 | < | < | 会议费 | 培训费 |
        | ^ | ^ | 小计 | 因公出国（境）费用 | 公务接待费 | ^ | ^ |
        | 预算数 | 20,000.00 | 15,000.00 | 10,000.00 | 5,000.00 | 2,000.00 | 3,000.00 |
        | 决算数 | 18,000.00 | 14,000.00 | 10,000.00 | 4,000.00 | 2,000.00 | 2,000.00 |
        """,
        "T7",
    )
    final = values(found, table.entry("决算数"))
    assert (final["总计"], final["合计"], final["会议费"]) == ("18000.00", "14000.00", "2000.00")


def test_lines_without_codes_keep_the_outline_under_which_their_sums_hold() -> None:
    table, _ = the_table(
        """
        非税收入征缴情况表
        单位：万元
        | 科目名称 | 合计 | 纳入预算管理已缴国库小计 | 纳入财政专户管理已缴财政专户小计 |
        | 栏次 | 1 | 2 | 3 |
        | 合计 | 2.98 | 2.98 | 0.00 |
        | 五、国有资本经营收入 | 0.00 | 0.00 | 0.00 |
        | 六、国有资源（资产）有偿使用收入 | 2.98 | 2.98 | 0.00 |
        | 利息收入 | 0.16 | 0.16 | 0.00 |
        | 其他利息收入 | 0.16 | 0.16 | 0.00 |
        | 非经营性国有资产收入 | 2.82 | 2.82 | 0.00 |
        | 行政单位国有资产处置收入 | 2.82 | 2.82 | 0.00 |
        | 七、捐赠收入 | 0.00 | 0.00 | 0.00 |
        """,
        "TN",
    )
    assert [(e.key, e.level, e.parent) for e in table.entries] == [
        ("合计", 0, None),
        ("国有资本经营收入", 1, "合计"),
        ("国有资源（资产）有偿使用收入", 1, "合计"),
        ("利息收入", 2, "国有资源（资产）有偿使用收入"),
        ("其他利息收入", 3, "利息收入"),
        ("非经营性国有资产收入", 2, "国有资源（资产）有偿使用收入"),
        ("行政单位国有资产处置收入", 3, "非经营性国有资产收入"),
        ("捐赠收入", 1, "合计"),
    ]


def test_a_header_printed_without_spans_is_read_the_same() -> None:
    table, _ = the_table(
        """
        政府性基金预算财政拨款收入支出决算表
        单位：万元
        | 项 目 | | 年初结转和结余 | 本年收入 | 本年支出 | | | 年末结转和结余 |
        | 功能分类 科目编码 | 科目名称 | | | 小计 | 基本支出 | 项目支出 | |
        | 栏次 | | 1 | 2 | 3=4+5 | 4 | 5 | 6=1+2-3 |
        | | 合计 | 0.00 | 18.37 | 18.37 | 0.00 | 18.37 | 0.00 |
        """,
        "T8",
    )
    assert [(column.name, column.key) for column in table.columns] == [
        ("功能分类科目编码", ""),
        ("科目名称", ""),
        ("年初结转和结余", "年初结转和结余"),
        ("本年收入", "本年收入"),
        ("本年支出/小计", "本年支出"),
        ("本年支出/基本支出", "基本支出"),
        ("本年支出/项目支出", "项目支出"),
        ("年末结转和结余", "年末结转和结余"),
    ]
    assert table.header_rows == 3


def test_a_worksheet_with_title_unit_and_notes_in_the_grid_and_two_tables_below_each_other() -> None:
    found = tables_on(
        """
        | 收入决算表 | < | < | < |
        | | | | 公开02表 |
        | 部门：某局 | | | 金额单位：元 |
        | 科目代码 | 科目名称 | 本年收入合计 | 财政拨款收入 |
        | 栏次 | < | 1 | 2 |
        | 合计 | < | 1,234.50 | 1,234.50 |
        | 201 | 一般公共服务支出 | 1,234.50 | 1,234.50 |
        | 注：本表反映部门本年度取得的各项收入情况。 | < | < | < |
        | 支出决算表 | < | < | < |
        | 单位：元 | < | < | < |
        | 科目代码 | 科目名称 | 本年支出合计 | 基本支出 |
        | 合计 | < | 1,234.50 | 1,234.50 |
        """
    )
    assert [(table.title, table.unit, len(table.cells)) for table in found.tables] == [
        ("收入决算表", "元", 2),
        ("支出决算表", "元", 1),
    ]


def test_a_unit_at_the_end_of_the_header_row_is_that_of_the_table() -> None:
    table, found = the_table(
        """
        支出决算表
        | 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 | 金额单位：元 |
        | 合计 | < | 16.00 | 12.00 | 4.00 | |
        | 201 | 一般公共服务支出 | 16.00 | 12.00 | 4.00 | |
        """,
        "T3",
    )
    assert table.unit == "元"
    assert found.problems == ()


def test_what_a_cell_holds_that_is_no_number_is_a_problem_with_its_place() -> None:
    table, found = the_table(
        """
        支出决算表
        单位：万元
        | 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
        | 合计 | < | XX | 12.00 4.00 | （1.20） |
        | 201 | 一般公共服务支出 | 1,23.00 | １２．５ | 略 |
        | | | 5.00 | | |
        """,
        "T3",
    )
    assert [(p.rule, p.details["reason"], p.details["column"], p.place.line) for p in found.problems] == [
        ("S115", "placeholder", "本年支出合计", 5),
        ("V101", "two_numbers", "基本支出", 5),
        ("V101", "grouping", "本年支出合计", 6),
        ("V101", "text", "项目支出", 6),
        ("V101", "unnamed", "本年支出合计", 7),
    ]
    assert values(found, table.entry("合计")) == {"项目支出": "-1.20"}  # unreadable is not zero
    assert values(found, table.entry("201")) == {"基本支出": "12.5"}


def test_a_duplicate_code_is_kept_beside_the_first() -> None:
    table, _ = the_table(
        """
        一般公共预算财政拨款支出决算表
        单位：万元
        | 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
        | 2010301 | 行政运行 | 1.00 | 1.00 | |
        | 2010301 | 行政运行 | 2.00 | 2.00 | |
        """,
        "T5",
    )
    assert [e.key for e in table.entries] == ["2010301", "2010301#2"]
    assert [e.code for e in table.entries] == ["2010301", "2010301"]


def test_rows_of_a_blank_template_are_no_problem() -> None:
    table, found = the_table(
        """
        收入决算表
        单位：万元
        | 项目 | < | 本年收入合计 | 财政拨款收入 |
        | 功能分类科目编码 | 科目名称 | ^ | ^ |
        | 合计 | < | | |
        | 205 | 教育支出 | | |
        | … | … | | |
        | …⏎…⏎… | … | | |
        """,
        "T2",
    )
    assert [e.key for e in table.entries] == ["合计", "205"]
    assert table.empty
    assert found.problems == ()


def test_a_page_of_dashes_is_a_page_of_amounts() -> None:
    table, _ = the_table(
        """
        财政拨款收入支出决算总表
        单位：元
        | 收入 | < | < | 支出 | < | < |
        | 项目 | 行次 | 金额 | 项目 | 合计 | 一般公共预算财政拨款 |
        | 一、一般公共预算财政拨款 | 1 | 12,975,977.20 | 一、一般公共服务支出 | — | — |
        | 二、政府性基金预算财政拨款 | 2 | — | 二、外交支出 | — | — |
        | 三、国有资本经营预算财政拨款 | 3 | — | 三、国防支出 | — | — |
        """,
        "T4",
    )
    assert [column.role for column in table.columns] == [
        "label",
        "ordinal",
        "amount",
        "label",
        "amount",
        "amount",
    ]
