"""The standard tables of a generated report: a Ledger and a Style in, whole Sheets out.

A Sheet is a table before it is cut into pages; `tests.generate.pages` cuts it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tests.generate.draft import Box, Part
from tests.generate.ledger import CAPITAL, FISCAL, FUND, GPB, OTHER_INCOME, Ledger, Line, tally
from tests.generate.style import Press, Style

Header = tuple[tuple[Box, ...], ...]
Row = tuple[Part, ...]
Measure = Callable[[Line], int]

NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Sheet:
    """total: index of the 合计 row that continuation pages repeat, None when they repeat none."""

    id: str
    title: str
    header: Header
    rows: tuple[Row, ...]
    width: int
    note: str
    total: int | None = None
    empty: bool = False


def ordinal(number: int) -> str:
    """一 to 九十九."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else NUMERALS[tens - 1] + "十")
    return head + (NUMERALS[ones - 1] if ones else "")


def code_sheets(ledger: Ledger, press: Press) -> dict[str, Sheet]:
    """T2, T3 and T5: a row an account, from 类 to 项."""
    lines = ledger.now.lines
    of = _of_source
    income: list[tuple[str, Measure]] = [("本年收入合计", lambda line: line.income)]
    income.append(("财政拨款收入", lambda line: line.income if line.source in FISCAL else 0))
    income += [(name, of(name, lambda line: line.income)) for name in OTHER_INCOME]
    spent: list[tuple[str, Measure]] = [
        ("本年支出合计", lambda line: line.spent),
        ("基本支出", lambda line: line.basic),
        ("项目支出", lambda line: line.project),
    ]
    nothing: list[tuple[str, Measure]] = [
        (name, lambda _: 0) for name in ("上缴上级支出", "经营支出", "对附属单位补助支出")
    ]
    general = [line for line in lines if line.source == GPB]
    total = "合计" if press.style.code_columns == 3 else "本年支出合计"
    return {
        "T2": _coded("T2", "收入决算表", lines, income, press),
        "T3": _coded("T3", "支出决算表", lines, spent + nothing, press),
        "T5": _coded(
            "T5",
            "一般公共预算财政拨款支出决算表",
            general,
            [(total, spent[0][1]), *spent[1:]],
            press,
        ),
    }


def flow_sheets(ledger: Ledger, press: Press) -> dict[str, Sheet]:
    """T8 and, from 2020, T9: carry-over, income, expenditure and carry-over by account."""
    sheets = {"T8": _flow("T8", f"{FUND}收入支出决算表", FUND, ledger, press)}
    if ledger.year >= 2020:
        if press.style.capital_flow:
            sheets["T9"] = _flow("T9", f"{CAPITAL}收入支出决算表", CAPITAL, ledger, press)
        else:
            lines = [line for line in ledger.now.lines if line.source == CAPITAL]
            measures: list[tuple[str, Measure]] = [
                ("合计", lambda line: line.spent),
                ("基本支出", lambda line: line.basic),
                ("项目支出", lambda line: line.project),
            ]
            sheets["T9b"] = _coded("T9b", f"{CAPITAL}支出决算表", lines, measures, press)
    return sheets


def _of_source(source: str, measure: Measure) -> Measure:
    return lambda line: measure(line) if line.source == source else 0


def _coded(
    table: str,
    title: str,
    lines: Sequence[Line],
    measures: Sequence[tuple[str, Measure]],
    press: Press,
) -> Sheet:
    """A table of account rows with one heading a column."""
    style = press.style
    across = style.code_columns + 1
    header = [
        (Box("项目", across), *(Box(name, 1, 2) for name, _ in measures)),
        (Box("功能分类科目编码", style.code_columns), Box("科目名称")),
    ]
    rows, total = coded_rows(table, lines, measures, press)
    return Sheet(
        table,
        title,
        (*header, *_numbered(style, across, len(measures))),
        tuple(rows),
        across + len(measures),
        f"本表列示本部门当年的{title[:-3]}。",
        total,
        not lines,
    )


def _flow(table: str, title: str, source: str, ledger: Ledger, press: Press) -> Sheet:
    """A table of account rows whose expenditure heading spans 小计, 基本支出 and 项目支出."""
    style = press.style
    across = style.code_columns + 1
    lines = [line for line in ledger.now.lines if line.source == source]
    subtotal = "合计" if style.code_columns == 3 else "小计"
    measures: list[tuple[str, Measure]] = [
        ("年初结转和结余", lambda line: line.opening),
        ("本年收入", lambda line: line.income),
        (subtotal, lambda line: line.spent),
        ("基本支出", lambda line: line.basic),
        ("项目支出", lambda line: line.project),
        ("年末结转和结余", lambda line: line.closing),
    ]
    first = (Box("项目", across), Box("年初结转和结余", 1, 2), Box("本年收入", 1, 2))
    header = [
        (*first, Box("本年支出", 3), Box("年末结转和结余", 1, 2)),
        (
            Box("功能分类科目编码", style.code_columns),
            Box("科目名称"),
            *(Box(n) for n in (subtotal, "基本支出", "项目支出")),
        ),
    ]
    rows, total = coded_rows(table, lines, measures, press)
    return Sheet(
        table,
        title,
        (*header, *_numbered(style, across, len(measures))),
        tuple(rows),
        across + len(measures),
        f"本表列示本部门当年{source}的收支和结转。",
        total,
        not lines,
    )


def coded_rows(
    table: str, lines: Sequence[Line], measures: Sequence[tuple[str, Measure]], press: Press
) -> tuple[list[Row], int | None]:
    """The 合计 row and one row an account that has any amount, by code; and where the 合计 row is."""
    sums = [(name, tally(lines, measure)) for name, measure in measures]
    names: dict[str, str] = {}
    for line in lines:
        names |= dict(line.account.parents) | {line.account.code: line.account.name}
    rows = [
        _coded_row(table, code, names[code], sums, press)
        for code in sorted(names)
        if any(column[code] for _, column in sums)
    ]
    whole = tuple(press.cell(column[""], f"{table}/合计/{name}") for name, column in sums)
    blank = ("",) * (press.style.code_columns - 1)
    total: Row = (*blank, "合计", "", *whole) if press.style.total_first else (*blank, "", "合计", *whole)
    return ([total, *rows], 0) if press.style.total_first else ([*rows, total], None)


def _coded_row(
    table: str, code: str, name: str, sums: Sequence[tuple[str, dict[str, int]]], press: Press
) -> Row:
    cells = tuple(press.cell(column[code], f"{table}/{code}/{key}") for key, column in sums)
    if press.style.code_columns == 1:
        return (code, name, *cells)
    return (code[:3], code[3:5], code[5:7], name, *cells)


def _numbered(style: Style, across: int, columns: int) -> Iterable[tuple[Box, ...]]:
    """The 栏次 row, where the style prints one."""
    if style.ordinals:
        yield (Box("栏次", across), *(Box(str(i + 1)) for i in range(columns)))


def non_tax_sheet(ledger: Ledger, press: Press) -> Sheet:
    """TN: kinds by their order, sub-rows of one kind below it."""
    kinds = ("政府性基金收入", "专项收入", "行政事业性收费收入", "罚没收入", "国有资本经营收入")
    later = ("捐赠收入", "政府住房基金收入", "其他收入")
    whole = sum(ledger.non_tax.values())
    used = "国有资源（资产）有偿使用收入"

    def row(label: str, fen: int, key: str) -> Row:
        return (label, *(press.cell(v, f"TN/{key}/{i}") for i, v in enumerate((fen, fen, 0))))

    rows = [row("合计", whole, "合计")]
    rows += [row(f"{ordinal(i)}、{kind}", 0, kind) for i, kind in enumerate(kinds, 1)]
    rows.append(row(f"六、{used}", whole, used))
    rows += [row(name, fen, name) for name, fen in ledger.non_tax.items()]
    rows += [row(f"{ordinal(i)}、{kind}", 0, kind) for i, kind in enumerate(later, 7)]
    names = ("科目名称", "合计", "纳入预算管理已缴国库小计", "纳入财政专户管理已缴财政专户小计")
    header = (tuple(Box(name) for name in names), tuple(Box(t) for t in ("栏次", "1", "2", "3")))
    return Sheet("TN", "非税收入征缴情况表", header, tuple(rows), 4, "本表列示本部门当年的非税收入。")
