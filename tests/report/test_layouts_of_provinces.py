"""Forms as single provinces and counties print them, each as one small page."""

from __future__ import annotations

import pytest

from tests.report.paper import tables_on, the_table, values


def test_the_side_may_be_the_header_of_its_names() -> None:
    table, found = the_table(
        """
        收入支出决算总表
        单位：万元
        | 收入 | 决算数 | 支出 | 决算数 |
        | 一、一般公共预算财政拨款收入 | 12.00 | 一、一般公共服务支出 | 10.00 |
        | 二、其他收入 | 0.50 | 二、教育支出 | 2.50 |
        | 本年收入合计 | 12.50 | 本年支出合计 | 12.50 |
        | 总计 | 12.50 | 总计 | 12.50 |
        """,
        "T1",
    )
    assert values(found, table.entry("205", "支出")) == {"决算数": "2.50"}
    assert values(found, table.entry("其他收入", "收入")) == {"决算数": "0.50"}
    assert found.problems == ()


def test_income_and_balances_beside_the_expenditure_of_the_general_public_budget() -> None:
    """Yunnan. 基本支出 under 本年收入, and 合计 under a balance, are not those of the expenditure."""
    table, found = the_table(
        """
        一般公共预算财政拨款收入支出决算表
        公开05表
        单位：万元
        | 项目 | < | 年初结转和结余 | < | 本年收入 | < | 本年支出 | < | < | < | < | 年末结转和结余 | < |
        | 编码 | 名称 | 合计 | 结转 | 合计 | 基本支出 | 合计 | 基本支出 | < | < | 项目支出 | 合计 | 结转 |
        | ^ | ^ | ^ | ^ | ^ | ^ | ^ | 小计 | 人员经费 | 公用经费 | ^ | ^ | ^ |
        | 合计 | < | 1.00 | 1.00 | 9.00 | 5.00 | 8.00 | 5.00 | 4.00 | 1.00 | 3.00 | 2.00 | 2.00 |
        | 201 | 一般公共服务 | 1.00 | 1.00 | 9.00 | 5.00 | 8.00 | 5.00 | 4.00 | 1.00 | 3.00 | 2.00 | 2.00 |
        """,
        "T5",
    )
    cells = values(found, table.entry("201"))
    assert {key: cells[key] for key in ("合计", "基本支出", "人员经费", "公用经费", "项目支出")} == {
        "合计": "8.00",
        "基本支出": "5.00",
        "人员经费": "4.00",
        "公用经费": "1.00",
        "项目支出": "3.00",
    }
    flow = [cells[key] for key in ("年初结转和结余", "本年收入", "年末结转和结余")]
    assert flow == ["1.00", "9.00", "2.00"]


LIST = """
单位：万元
| 项目 | 行次 | 预算数 | 统计数 |
| 栏次 | | 1 | 2 |
| 一、“三公”经费支出 | 1 | — | — |
| （一）支出合计 | 2 | 15.00 | 10.00 |
| 1.因公出国（境）费 | 3 | 0.00 | 0.00 |
| 2.公务用车购置及运行维护费 | 4 | 10.00 | 7.50 |
| （1）公务用车购置费 | 5 | 0.00 | 0.00 |
| （2）公务用车运行维护费 | 6 | 10.00 | 7.50 |
| 3.公务接待费 | 7 | 5.00 | 2.50 |
| （1）国内接待费 | 8 | — | 2.50 |
| （二）相关统计数 | 9 | — | — |
| 1.公务用车购置数（辆） | 10 | — | 1 |
| 二、机关运行经费 | 11 | — | 69.91 |
"""


@pytest.mark.parametrize("title", ["财政拨款“三公”经费、行政参公单位机关运行经费情况表", "机构运行信息表"])
def test_a_list_that_goes_on_behind_the_three_public_expenses(title: str) -> None:
    table, found = the_table(title + LIST, "T7")
    final = values(found, table.entry("决算数"))
    assert (final["合计"], final["公务用车购置费"], final["公务接待费"]) == ("10.00", "0.00", "2.50")
    assert values(found, table.entry("预算数"))["合计"] == "15.00"


def test_a_value_of_vehicles_is_no_count() -> None:
    found = tables_on(
        """
        国有资产使用情况表
        单位：元
        | 项目 | 资产总额 | 固定资产 | < | < |
        | ^ | ^ | 小计 | 房屋构筑物 | 车辆 |
        | 合计 | 7000.00 | 7000.00 | 5000.00 | 2000.00 |
        """
    )
    assert [(figure.unit, str(figure.nominal)) for figure in found.figures][-1] == ("元", "0.200000")


def test_the_expenses_of_one_source_have_their_total_under_its_name() -> None:
    """Shaanxi: 小计 under …安排的“三公”经费, with 会议费 and 培训费 beside it."""
    table, found = the_table(
        """
        一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表
        单位：万元
        | 项目 | 一般公共预算财政拨款安排的“三公”经费 | < | < | < | < | < | 会议费 | 培训费 |
        | ^ | 小计 | 因公出国（境）费用 | 公务接待费 | 公务用车购置及运行维护费 | < | < | ^ | ^ |
        | ^ | ^ | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费 | ^ | ^ |
        | 预算数 | 5.50 | | 1.50 | 4.00 | | 4.00 | 1.00 | 2.00 |
        | 决算数 | 4.32 | | 0.62 | 3.70 | | 3.70 | 0.80 | 1.50 |
        """,
        "T7",
    )
    assert values(found, table.entry("预算数"))["合计"] == "5.50"
    assert values(found, table.entry("决算数"))["合计"] == "4.32"


def test_a_header_may_name_nothing_but_what_was_spent() -> None:
    """Jiangsu: 机关运行经费支出决算表 has one column of amounts; converters leave its merged cells blank."""
    [table] = tables_on(
        """
        机关运行经费支出决算表
        单位：万元
        | 项目 | | 机关运行经费支出决算 |
        | 科目编码 | 科目名称 | |
        | 合计 | | 30.00 |
        | 302 | 商品和服务支出 | 30.00 |
        | 30201 | 办公费 | 30.00 |
        """
    ).tables
    assert [entry.code for entry in table.entries if entry.code] == ["302", "30201"]
    assert table.columns[-1].name == "机关运行经费支出决算"


def test_counts_below_the_three_public_expenses_in_one_grid_are_a_table_of_their_own() -> None:
    """Jiangsu prints 相关统计数 under the amounts, in cells of the same grid."""
    found = tables_on(
        """
        财政拨款“三公”经费、会议费和培训费支出决算表
        单位：万元
        | “三公”经费合计 | < | 因公出国（境）费 | < | 公务接待费 | < |
        | 预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数 |
        | 5.00 | 2.50 | 0.00 | 0.00 | 5.00 | 2.50 |
        | 相关统计数： | < | < | < | < | < |
        | 项目 | < | 统计数 | 项目 | < | 统计数 |
        | 因公出国（境）团组数（个） | < | 0 | 国内公务接待批次（个） | < | 21 |
        """
    )
    expenses, counts = found.tables
    assert (expenses.id, len(expenses.cells), counts.form) == ("T7", 1, "")
    assert values(found, expenses.entry("决算数"))["合计"] == "2.50"
    assert [str(figure.value) for figure in found.figures if figure.kind == "count"] == ["0", "21"]
    assert found.problems == ()


@pytest.mark.parametrize("first", ["部门", "政府"])
def test_two_classifications_of_one_amount_are_one_list(first: str) -> None:
    """2018 and after: the economic account of the department's budget beside that of the government's."""
    pairs = {
        "部门": ("部门预算支出经济分类科目", [("301", "工资福利支出"), ("30101", "基本工资")]),
        "政府": ("政府预算支出经济分类科目", [("501", "机关工资福利支出"), ("50101", "工资奖金津补贴")]),
    }
    (one, left), (other, right) = (pairs[first], pairs["政府" if first == "部门" else "部门"])
    rows = "".join(f"| {' | '.join((*a, *b))} | 4.00 |\n" for a, b in zip(left, right, strict=True))
    table, found = the_table(
        "一般公共预算财政拨款基本支出决算表\n单位：万元\n"
        f"| {one} | < | {other} | < | 决算数 |\n| 科目编码 | 科目名称 | 科目编码 | 科目名称 | ^ |\n"
        "| 合计 | < | < | < | 4.00 |\n" + rows,
        "T6",
    )
    assert [(e.code, e.parent) for e in table.entries if e.code] == [("301", "合计"), ("30101", "301")]
    assert values(found, table.entry("30101")) == {"决算数": "4.00"}


BLOCKS = [("年初预算数", "决算数"), ("2021年决算数", "2022年决算数"), ("上年决算数", "本年决算数")]


@pytest.mark.parametrize(("earlier", "later"), BLOCKS)
def test_of_two_blocks_of_columns_the_final_amounts_of_the_year_are_meant(earlier: str, later: str) -> None:
    table, found = the_table(
        f"""
        一般公共预算财政拨款支出决算表
        单位：万元
        | 项目 | < | {earlier} | < | < | {later} | < | < |
        | 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 | 合计 | 基本支出 | 项目支出 |
        | 201 | 一般公共服务支出 | 9.00 | 6.00 | 3.00 | 8.00 | 5.00 | 3.00 |
        """,
        "T5",
    )
    cells = values(found, table.entry("201"))
    assert [cells[key] for key in ("合计", "基本支出", "项目支出")] == ["8.00", "5.00", "3.00"]


THREE_PARTS = """
收入支出决算总表
财决01表
编制单位：某局 2022年度 金额单位：万元
| 收入 | < | < | 支出 | < | < | < | < | < |
| 项目 | 行次 | 决算数 | 项目（按功能分类） | 行次 | 决算数 | 项目（按支出性质和经济分类） | 行次 | 决算数 |
| 一、一般公共预算财政拨款收入 | 1 | 9.00 | 一、一般公共服务支出 | 6 | 8.00 | 一、基本支出 | 11 | 6.00 |
| 二、其他收入 | 2 | 1.00 | 二、教育支出 | 7 | 2.00 | 人员经费 | 12 | 5.00 |
| | | | | | | 日常公用经费 | 13 | 1.00 |
| | | | | | | 二、项目支出 | 14 | 4.00 |
| | | | | | | 经济分类支出合计 | 15 | 10.00 |
| | | | | | | 一、工资福利支出 | 16 | 7.00 |
| | | | | | | 二、商品和服务支出 | 17 | 3.00 |
| 本年收入合计 | 4 | 10.00 | 本年支出合计 | {sum} |
| 总计 | 5 | 10.00 | 总计 | {sum} |
"""


TOTALS = ["9 | 10.00 | | 18 |", "< | < | < | 18 | 10.00", "9 | 10.00 | 本年支出合计 | 18 | 10.00"]


@pytest.mark.parametrize("total", TOTALS)
def test_a_summary_of_three_parts_has_the_expenditure_by_nature_on_the_right(total: str) -> None:
    """The totals of the expenditure may stand in the middle, or on the right for both parts."""
    table, found = the_table(THREE_PARTS.format(sum=total), "T1")
    assert values(found, table.entry("本年支出合计", "支出")) == {"决算数": "10.00"}
    assert values(found, table.entry("205", "支出")) == {"决算数": "2.00"}
    parents = {e.key: e.parent for e in table.entries if e.half == "性质"}
    assert parents["基本支出/日常公用经费"] == "基本支出"
    assert parents["经济分类支出合计/商品和服务支出"] == "经济分类支出合计"
    assert "项目支出" in parents
    assert found.problems == ()


def test_an_appropriation_summary_may_have_one_amount_on_either_side() -> None:
    page = """
        {}
        单位：万元
        | 收入 | < | 支出 | < |
        | 项目 | 决算数 | 项目 | 决算数 |
        | 一、一般公共预算财政拨款 | 12.00 | 一、一般公共服务支出 | 10.00 |
        | 二、政府性基金预算财政拨款 | 0.50 | 二、教育支出 | 2.50 |
        | 本年收入合计 | 12.50 | 本年支出合计 | 12.50 |
        | 总计 | 12.50 | 总计 | 12.50 |
    """
    table, found = the_table(page.format("财政拨款收入支出决算总表"), "T4")
    assert values(found, table.entry("205", "支出")) == {"合计": "2.50"}
    assert found.problems == ()
    assert [table.id for table in tables_on(page.format("")).tables] == ["T1"]


def test_an_expenditure_table_with_budget_and_final_amounts_and_no_total_column() -> None:
    table, found = the_table(
        """
        一般公共预算财政拨款支出决算表
        单位：万元
        | 项目 | < | 预算数 | 决算数 | 其中 | < |
        | 科目编码 | 科目名称 | ^ | ^ | 基本支出 | 项目支出 |
        | 201 | 一般公共服务支出 | 9.00 | 8.00 | 5.00 | 3.00 |
        """,
        "T5",
    )
    assert values(found, table.entry("201"))["合计"] == "8.00"


@pytest.mark.parametrize(
    "page",
    [
        """
        | 项目 | 2021年决算数 | 2022年预算数 | 2022年决算数 |
        | 合计 | 12.00 | 15.00 | 10.00 |
        | 因公出国（境）费 | 8.00 | 10.00 | 7.50 |
        | 公务用车购置及运行维护费 | 0.00 | 0.00 | 0.00 |
        | 公务接待费 | 4.00 | 5.00 | 2.50 |
        """,
        """
| 2021年决算数 | < | < | 2022年预算数 | < | < | 2022年决算数 | < | < |
| 合计 | 因公出国（境） | 公务接待 | 合计 | 因公出国（境） | 公务接待 | 合计 | 因公出国（境） | 公务接待 |
| 12.00 | 8.00 | 4.00 | 15.00 | 10.00 | 5.00 | 10.00 | 7.50 | 2.50 |
        """,
    ],
    ids=["rows", "columns"],
)
def test_the_public_expenses_of_the_year_stand_beside_those_of_the_year_before(page: str) -> None:
    table, found = the_table("财政拨款“三公”经费支出决算表\n单位：万元\n" + page, "T7")
    assert values(found, table.entry("决算数"))["公务接待费"] == "2.50"
    assert values(found, table.entry("预算数"))["公务接待费"] == "5.00"
