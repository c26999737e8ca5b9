"""A table cut over pages comes back whole, wherever it is cut and whatever the pages repeat."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from checks.report.tables import Tables
from tests.report.paper import tables_on, the_table, values

TITLE = "一般公共预算财政拨款支出决算表"
UNIT = "部门：某局 单位：万元"
HEADER = (
    "| 项目 | < | 本年支出 | < | < |",
    "| 科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出 |",
    "| 栏次 | < | 1 | 2 | 3 |",
)
TOTAL = "| 合计 | < | 12.00 | 4.00 | 8.00 |"
ROWS = (
    "| 201 | 一般公共服务支出 | 5.00 | 1.00 | 4.00 |",
    "| 20102 | 政协事务 | 2.00 | 1.00 | 1.00 |",
    "| 2010201 | 行政运行 | 2.00 | 1.00 | 1.00 |",
    "| 20103 | 政府办公厅（室）及相关机构事务 | 3.00 | | 3.00 |",
    "| 2010302 | 一般行政管理事务 | 3.00 | | 3.00 |",
    "| 206 | 科学技术支出 | 7.00 | 3.00 | 4.00 |",
    "| 20605 | 科技条件与服务 | 7.00 | 3.00 | 4.00 |",
    "| 2060503 | 科技条件专项 | 7.00 | 3.00 | 4.00 |",
)


@dataclass(frozen=True)
class Page:
    """What a page after the first prints again."""

    title: bool
    header: bool
    total: bool


pages = st.builds(Page, st.booleans(), st.booleans(), st.booleans())


def printed(cuts: list[tuple[int, Page]], total_first: bool) -> str:
    """The table cut before the given rows."""
    lines = [TITLE, UNIT, *HEADER, *((TOTAL,) if total_first else ())]
    at = 0
    for cut, page in cuts:
        lines += [*ROWS[at:cut], ""]
        lines += [TITLE, UNIT] if page.title else []
        lines += HEADER if page.header else []
        lines += [TOTAL] if page.total and total_first else []
        at = cut
    lines += ROWS[at:]
    return "\n".join([*lines, *(() if total_first else (TOTAL,)), "注：本表反映支出情况。"])


def entries(found: Tables) -> list[tuple[object, ...]]:
    [table] = found.tables
    return [(e.key, e.label, e.level, e.parent, tuple(values(found, e).items())) for e in table.entries]


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.integers(1, len(ROWS) - 1), pages, min_size=1, max_size=4), st.booleans())
def test_any_cut_stitches_back_to_the_same_table(cuts: dict[int, Page], total_first: bool) -> None:
    whole = tables_on(printed([], total_first))
    found = tables_on(printed(sorted(cuts.items()), total_first))
    assert entries(found) == entries(whole)
    assert found.problems == ()
    again = sum(page.total for page in cuts.values()) if total_first else 0
    assert len(found.tables[0].repeats) == again
    assert len(found.figures) == len(whole.figures) + 3 * again


def test_a_total_printed_again_stands_beside_the_first_with_its_own_figures() -> None:
    text = printed([(3, Page(True, True, True))], total_first=True)
    table, found = the_table(text.replace(TOTAL, TOTAL.replace("12.00", "12.01"), 1), "T5")
    [again] = table.repeats
    first = table.entry("合计")
    assert (values(found, first)["合计"], values(found, again)["合计"]) == ("12.01", "12.00")
    assert first is not None
    assert again.row == first.row
    figure = found.figures[again.cells["合计"]]  # type: ignore[index]
    assert (figure.entry, figure.column_key, figure.place.line) == ("合计", "合计", 16)


def test_a_label_torn_by_the_end_of_a_page_is_whole_again() -> None:
    text = printed([(4, Page(False, False, False))], total_first=True)
    torn = text.replace("20103 | 政府办公厅（室）及相关机构事务", "20103 | 政府办公厅（室）及")
    head, tail = torn.split("\n\n")
    table, _ = the_table(f"{head}\n\n| | 相关机构事务 | | | |\n{tail}", "T5")
    entry = table.entry("20103")
    assert entry is not None
    assert entry.label == "政府办公厅（室）及相关机构事务"


def test_the_total_alone_on_the_last_page_belongs_to_the_table() -> None:
    text = printed([], total_first=False).replace(TOTAL, "\n" + TOTAL)
    table, found = the_table(text, "T5")
    assert values(found, table.entry("合计")) == {"合计": "12.00", "基本支出": "4.00", "项目支出": "8.00"}


def test_two_sides_go_on_over_a_page_without_a_header() -> None:
    table, _ = the_table(
        """
        财政拨款收入支出决算总表
        单位：万元
        | 收入 | < | 支出 | < | < |
        | 项目 | 决算数 | 项目 | 合计 | 一般公共预算财政拨款 |
        | 一、一般公共预算财政拨款 | 307.82 | 一、一般公共服务支出 | 264.87 | 264.87 |
        | | | 十五、商业服务业等支出 | | |

        | | | 十六、金融支出 | | |
        | | | 十九、住房保障支出 | 42.95 | 42.95 |
        | 本年收入合计 | 307.82 | 本年支出合计 | 307.82 | 307.82 |
        """,
        "T4",
    )
    assert [e.code for e in table.entries if e.half == "支出"] == ["201", "216", "217", "221", ""]


def test_a_page_without_one_rule_is_read_in_the_columns_of_the_page_before() -> None:
    """University layout: 类, 款, 项 under the header are three grid columns, on the next page one."""
    table, _ = the_table(
        """
        高等学校财政拨款支出决算表
        单位：万元
        | 项目 | < | < | < | 本年支出 | < |
        | 科目编码 | < | < | 科目名称 | 合计 | 基本支出 |
        | 类 | 款 | 项 | 合计 | 237.00 | 199.00 |
        | 205 | < | < | 教育支出 | 213.00 | 177.00 |

        | 208 | 社会保障和就业支出 | 24.00 | 22.00 |
        """,
        "U1",
    )
    assert [(e.key, e.label) for e in table.entries] == [
        ("合计", "合计"), ("205", "教育支出"), ("208", "社会保障和就业支出"),
    ]  # fmt: skip


def test_tables_with_captions_of_their_own_stay_apart() -> None:
    table = "| 一级指标 | 分值 | 得分 |\n| 决策 | 20 | 17.90 |"
    found = tables_on(f"表2：评价得分情况表\n{table}\n\n表3：复核得分情况表\n{table}")
    assert [t.title for t in found.tables] == ["评价得分情况表", "复核得分情况表"]
