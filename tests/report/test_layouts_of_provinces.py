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
