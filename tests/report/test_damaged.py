"""Damaged pages: whatever is missing, doubled or out of place, every number read has its place in a table."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.report.paper import tables_on

PAGE = """
收入支出决算总表
单位：万元
| 收入 | < | < | 支出 | < | < |
| 项目 | 行次 | 决算数 | 项目 | 行次 | 决算数 |
| 栏次 | | 1 | 栏次 | | 2 |
| 一、一般公共预算财政拨款收入 | 1 | 9.00 | 一、一般公共服务支出 | 4 | 9.00 |
| 其中：上年结转 | 2 | 1.00 | 八、社会保障和就业支出 | 5 | — |
| 本年收入合计 | 3 | 9.00 | 本年支出合计 | 6 | 9.00 |

一般公共预算财政拨款支出决算表
单位：万元
| 项目 | < | < | < | 本年支出 | < | < |
| 科目编码 | < | < | 科目名称 | 小计 | 基本支出 | 项目支出 |
| 类 | 款 | 项 | 合计 | 9.00 | 9.00 | |
| 201 | | | 一般公共服务支出 | 9.00 | 9.00 | |
| 201 | 03 | 01 | 行政运行 | 9.00 | 9.00 | |
注：本表反映支出情况。

一般公共预算财政拨款“三公”经费支出决算表
| 预算数 | < | < | 决算数 | < | < |
| 合计 | 因公出国（境）费 | 公务接待费 | 合计 | 因公出国（境）费 | 公务接待费 |
| 1 | 2 | 3 | 4 | 5 | 6 |
| 2.00 | | 2.00 | 1.00 | | 1.00 |

表2 绩效情况表
| 指标 | 目标 | 完成 | 得分 |
| 培训人数 | ≥300人 | 312人 | 10 |
| 总分 | | | 10 |
"""
LINES = PAGE.strip().splitlines()
WORDS = ["", "合计", "栏次", "XX", "12.30 4.50", "注：略", "单位：元", "2024", "其中：甲", "收入决算表"]

changes = st.lists(
    st.tuples(
        st.integers(0, len(LINES) - 1),
        st.sampled_from(["drop", "double", "swap", "cell", "narrow"]),
        st.sampled_from(WORDS),
    ),
    max_size=6,
)


def damaged(what: list[tuple[int, str, str]]) -> str:
    lines = list(LINES)
    for place, change, word in what:
        at = min(place, len(lines) - 1)
        cells = lines[at].strip("| ").split("|")
        match change:
            case "drop":
                del lines[at]
            case "double":
                lines.insert(at, lines[at].replace("<", "").replace("^", ""))
            case "swap" if at:
                lines[at - 1 : at + 1] = [lines[at], lines[at - 1]]
            case "cell" if lines[at].startswith("|"):
                cells[at % len(cells)] = word
                lines[at] = "| " + " | ".join(cells) + " |"
            case "narrow" if lines[at].startswith("|"):
                lines[at] = "| " + " | ".join(cells[:-1] or cells) + " |"
    return "\n".join(lines)


@settings(max_examples=150, deadline=None)
@given(changes)
def test_every_figure_of_a_damaged_page_stands_in_a_row_and_column(what: list[tuple[int, str, str]]) -> None:
    found = tables_on(damaged(what))
    tables = {table.id: table for table in found.tables}
    assert len(tables) == len(found.tables)
    assert [figure.id for figure in found.figures] == list(range(len(found.figures)))
    for figure in found.figures:
        table = tables[figure.table or ""]
        assert table.columns[figure.column or 0].name
        assert figure.row is not None
        assert len(table.cells[figure.row]) == len(table.columns)
    for table in found.tables:
        assert len({column.name for column in table.columns}) == len(table.columns)
        for entry in table.entries:
            assert table.index[entry.half, entry.key] is entry
            assert all(found.figures[id].table == table.id for id in entry.cells.values() if id is not None)
