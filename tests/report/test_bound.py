"""A file that binds the accounts of a department and of its units: each is an account by itself."""

from __future__ import annotations

from checks.report import Report, recognise
from tests.relations.relating import related, verdicts
from tests.report.paper import paper

ACCOUNT = """
{cover}

第一部分 部门决算表

收入支出决算总表
单位：万元
| 收入 | < | 支出 | < |
| 项目 | 决算数 | 项目 | 决算数 |
| 一、一般公共预算财政拨款收入 | {all} | 一、一般公共服务支出 | {all} |
| 本年收入合计 | {all} | 本年支出合计 | {all} |
| 总计 | {all} | 总计 | {all} |

收入决算表
单位：万元
| 科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 | 其他收入 |
| 合计 | < | {all} | {all} | |
| 201 | 一般公共服务支出 | {all} | {all} | |

支出决算表
单位：万元
| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
| 合计 | < | {spent} | {all} | |
| 201 | 一般公共服务支出 | {spent} | {all} | |

一般公共预算财政拨款支出决算表
单位：万元
| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| 合计 | < | {all} | {all} | |
| 201 | 一般公共服务支出 | {all} | {all} | |

第二部分 决算情况说明

一、收入决算情况说明

本年收入合计{told}万元，其中：财政拨款收入{told}万元，占100%。
"""


def account(cover: str, amount: str, *, spent: str = "", told: str = "") -> str:
    return ACCOUNT.format(cover=cover, all=amount, spent=spent or amount, told=told or amount)


def on(*accounts: str) -> Report:
    return recognise(paper("\n".join(accounts)))


DEPARTMENT = account("某市档案局2022年度部门决算", "700.00")


def test_each_account_is_checked_against_its_own_tables() -> None:
    report = on(DEPARTMENT, account("某市档案馆2022年度单位决算", "80.00"))
    assert [part.department for part in report.parts] == ["某市档案局", "某市档案馆"]
    assert [table.id for table in report.tables][:5] == ["T1", "T2", "T3", "T5", "T1-2"]
    assert verdicts(report, "X102") == {"T1/支出/本年支出合计": "tie", "T1-2/支出/本年支出合计": "tie"}
    told = [r for r in related(report).items if r.rule == "N102"]
    assert {report.figures[term.figure].text for term in told[-1].terms} == {"80.00"}


def test_an_error_in_the_second_account_is_found_there() -> None:
    unit = account("某市档案馆2022年度单位决算", "80.00", spent="88.00", told="80.60")
    report = on(DEPARTMENT, unit)
    assert verdicts(report, "X102") == {"T1/支出/本年支出合计": "tie", "T1-2/支出/本年支出合计": "break"}
    breaks = [subject for subject, verdict in verdicts(report, "N102").items() if verdict == "break"]
    assert len(breaks) == len(verdicts(on(DEPARTMENT), "N102"))


def test_numbers_of_the_file_point_at_what_they_point_at_in_the_account() -> None:
    report = on(DEPARTMENT, account("某市档案馆\n2022年度单位决算", "80.00"))
    assert all(figure.id == index for index, figure in enumerate(report.figures))
    for table in report.tables:
        held = [report.figures[c.figure] for row in table.cells for c in row if c.figure is not None]
        assert {figure.table for figure in held} == {table.id}
    for statement in report.statements:
        assert {report.figures[fact.figure].paragraph for fact in statement.facts} == {statement.paragraph}
        assert report.paragraphs[statement.paragraph].section == statement.section


def test_a_heading_that_names_the_department_again_begins_no_account() -> None:
    assert on(DEPARTMENT, account("市档案局2022年度部门决算情况说明", "80.00")).parts == ()


def test_a_text_behind_all_tables_is_about_the_first_account() -> None:
    tables, text = account("某市档案馆2022年度单位决算", "80.00", told="700.00").split("第二部分")
    report = on(DEPARTMENT.partition("第二部分")[0], tables, "第二部分" + text)
    assert report.parts == ()
    assert set(verdicts(report, "N102").values()) == {"tie"}
