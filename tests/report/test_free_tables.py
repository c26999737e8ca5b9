"""Tables that no form knows: what in them is a figure, of which kind, and what belongs together."""

from __future__ import annotations

import pytest

from checks.report.report import Kind
from tests.report.paper import tables_on, the_table, values


def test_amounts_and_shares_of_a_table_in_the_text() -> None:
    table, found = the_table(
        """
        资金使用情况如表1所示。
        表1 2019年区财政资金使用情况表
        | | 具体支出内容 | 金额(万元) | 资金占比 |
        | 1 | 消防网格化项目(201903-202002) | 4.8 | 1.54% |
        | 2 | 中国电信短信专线费用 | 306.5652 | 98.46% |
        | | 合计 | 311.3652 | 100% |
        """,
        "U1",
    )
    assert (table.title, table.unit) == ("2019年区财政资金使用情况表", "万元")
    assert values(found, table.entry("合计")) == {"金额（万元）": "311.3652", "资金占比": "100"}
    assert [(f.kind, f.places, f.unit) for f in found.figures[:2]] == [
        (Kind.AMOUNT, 1, "万元"), (Kind.PERCENT, 2, "%"),
    ]  # fmt: skip
    assert {e.parent for e in table.entries if e.level == 1} == {"合计"}
    assert found.used == frozenset()  # the narrative keeps its own tables


def test_a_number_inside_prose_is_not_the_cells_number() -> None:
    found = tables_on(
        """
        表2 绩效指标表
        | 一级指标 | 三级指标 | 指标值 | 完成情况 |
        | 产出指标 | 短信平台数量 | 4 套短信平台, 电路 8 条 | 建设了4套短信平台 |
        | 产出指标 | 故障次数 | 0次 | 0 次 |
        | 产出指标 | 发送成功率 | 90%以上 | 92% |
        | 满意度指标 | 服务单位数量 | ≥369个 | 369个 |
        | 成本指标 | 完成年份 | 2019 | 2019年 |
        """
    )
    assert [(f.text, f.kind, f.approximate) for f in found.figures] == [
        ("0次", Kind.COUNT, False),
        ("0次", Kind.COUNT, False),
        ("90%以上", Kind.PERCENT, True),
        ("92%", Kind.PERCENT, False),
        ("≥369个", Kind.COUNT, True),
        ("369个", Kind.COUNT, False),
    ]


def test_headings_inside_a_performance_table_tell_amounts_from_scores() -> None:
    table, found = the_table(
        """
        项目绩效自评表
        （2024年度）
        | 项目名称 | < | 干部培训专项 | < | < | < | < |
        | 项目资金⏎（万元） | | 年初预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
        | ^ | 年度资金总额： | 180.61 | 180.03 | 10.0 | 99.68% | 10 |
        | 产出指标 | 培训人数 | ≥300人 | 312人 | 90 | | 88 |
        | 总分 | < | | | 100.0 | | 98 |
        """,
        "U1",
    )
    kinds = {f.text: (f.kind, f.unit) for f in found.figures}
    assert kinds["180.61"] == (Kind.AMOUNT, "万元")
    assert kinds["10.0"] == kinds["90"] == kinds["100.0"] == (Kind.COUNT, "分")
    assert kinds["99.68%"] == (Kind.PERCENT, "%")
    assert values(found, table.entry("总分")) == {"第5列": "100.0", "第6列": None, "第7列": "98"}


def test_a_budget_is_kept_as_a_table_of_accounts() -> None:
    found = tables_on(
        """
        2026年部门财务收支预算总表
        编制部门：某局 单位：元
        | 本年收入 | < | 本年支出 | < |
        | 项目 | 预算数 | 项目 | 预算数 |
        | 一、财政拨款收入 | 96,282,213.44 | 一、公共安全支出 | 91,760,654.44 |
        | 1. 一般公共预算 | 96,282,213.44 | 二、住房保障支出 | 4,521,559.00 |
        | 2. 政府性基金预算 | 0.00 | | |
        | 收入总计 | 96,282,213.44 | 支出总计 | 96,282,213.44 |
        """
    )
    [table] = found.tables
    assert (table.id, table.unit) == ("U1", "元")
    assert [(e.key, e.half, e.level, e.parent) for e in table.entries] == [
        ("财政拨款收入", "收入", 1, "收入总计"),
        ("一般公共预算", "收入", 2, "财政拨款收入"),
        ("政府性基金预算", "收入", 2, "财政拨款收入"),
        ("收入总计", "收入", 0, None),
        ("204", "支出", 1, "支出总计"),
        ("221", "支出", 1, "支出总计"),
        ("支出总计", "支出", 0, None),
    ]
    assert found.problems == ()


def test_a_frame_around_text_is_no_table() -> None:
    found = tables_on("| 目录 |\n| 一、部门主要职能 |\n| 二、部门机构设置 |")
    assert found.tables == ()


def test_a_sentence_that_begins_like_a_note_is_none() -> None:
    found = tables_on(
        """
        支出决算表
        单位：万元
        | 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
        | 201 | 一般公共服务支出 | 1.00 | 1.00 | |
        注1：本表反映各项支出。
        注重预算绩效管理，全年无违规支出。
        """
    )
    assert found.used == {0, 1, 2, 3}


def test_project_numbers_are_no_account_codes() -> None:
    table, _ = the_table(
        """
        项目支出清单
        | 项目编码 | 项目名称 | 金额（万元） |
        | 31000023Y000000123456 | 数据中心维护 | 100.00 |
        | 31000023Y000000123457 | 线路租用 | 50.00 |
        | 310000231 | 设备购置 | 20.00 |
        | 合计 | | 170.00 |
        """,
        "U1",
    )
    assert [(e.label, e.code, e.parent) for e in table.entries][2:] == [
        ("设备购置", "", "合计"),
        ("合计", "", None),
    ]


def test_numbered_totals_keep_their_place_in_the_outline() -> None:
    table, _ = the_table(
        """
        财政拨款“三公”经费支出决算表
        单位：万元
        | 项目 | 预算数 | 决算数 |
        | 合计 | 12.30 | 4.75 |
        | 因公出国（境）费 | 6.00 | 0.00 |
        | 公务接待费 | 6.30 | 4.75 |

        机构运行信息表
        单位：万元
        | 项目 | 预算数 | 统计数 | 项目 | 统计数 |
        | 一、“三公”经费支出 | — | — | 四、机关运行经费 | 69.91 |
        | （一）支出合计 | 12.30 | 4.75 | （一）行政单位 | 69.91 |
        | 1．因公出国（境）费 | 6.00 | 0.00 | 六、政府采购支出信息 | — |
        | 2．公务接待费 | 6.30 | 4.75 | （一）政府采购支出合计 | 20.00 |
        """,
        "U1",
    )
    assert [(e.key, e.level, e.parent) for e in table.entries] == [
        ("三公经费支出", 1, None),
        ("支出合计", 2, "三公经费支出"),
        ("因公出国（境）费", 3, "支出合计"),
        ("公务接待费", 3, "支出合计"),
        ("机关运行经费", 1, None),
        ("行政单位", 2, "机关运行经费"),
        ("政府采购支出信息", 1, None),
        ("政府采购支出合计", 2, "政府采购支出信息"),
    ]


def test_two_numbers_in_one_cell_of_a_free_table_are_a_problem_and_a_range_is_not() -> None:
    found = tables_on(
        """
        表1 资金使用情况表
        | 内容 | 金额（万元） | 期间 |
        | 线路租用 | 12.30 4.50 | 2018-2019 |
        | 短信平台 | 7.00 | 2019 |
        | 合计 | 19.30 | |
        """
    )
    assert [(p.rule, p.details["text"], p.details["row"]) for p in found.problems] == [
        ("V101", "12.30 4.50", "线路租用")
    ]


def test_economic_accounts_side_by_side_under_a_title_no_form_has() -> None:
    """Jiangsu prints the basic expenditure of all appropriations too."""
    table, _ = the_table(
        """
        财政拨款基本支出决算表（经济科目）
        单位：万元
        | 人员经费 | < | < | 公用经费 | < | < |
        | 科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数 |
        | 301 | 工资福利支出 | 7.00 | 302 | 商品和服务支出 | 2.00 |
        | 30101 | 基本工资 | 7.00 | 30201 | 办公费 | 2.00 |
        | 人员经费合计 | < | 7.00 | 公用经费合计 | < | 2.00 |
        """,
        "U1",
    )
    assert [(e.code, e.parent) for e in table.entries if e.code] == [
        ("301", "人员经费合计"),
        ("30101", "301"),
        ("302", "公用经费合计"),
        ("30201", "302"),
    ]


@pytest.mark.parametrize(("second", "parent"), [("2", "机构数"), ("4", None)])
def test_lines_below_a_number_are_its_parts_where_any_sum_says_so(second: str, parent: str | None) -> None:
    table, _ = the_table(
        f"""
        基本情况表
        | 项目 | 合计 | 行政单位 |
        | 一、机构数 | 5 | 1 |
        | 独立编制机构数 | 3 | 3 |
        | 独立核算机构数 | {second} | 2 |
        | 二、人员 | 60 | 40 |
        """,
        "U1",
    )
    parents = {entry.key: entry.parent for entry in table.entries}
    assert (parents["独立编制机构数"], parents["独立核算机构数"]) == (parent, parent)


def test_a_column_of_amounts_and_counts_can_still_be_added_up() -> None:
    table, _ = the_table(
        """
        机构运行情况表
        单位：万元
        | 项目 | 预算数 | 统计数 |
        | 支出合计 | 12.00 | 4.75 |
        | 公务用车保有量（辆） | — | 3 |
        """,
        "U1",
    )
    assert [column.role for column in table.columns] == ["label", "amount", "amount"]
