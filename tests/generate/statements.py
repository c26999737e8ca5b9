"""The tables that are no account rows: T1 and T4 (two-sided), T6 (triples side by side), T7 (三公)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from tests.generate import accounts
from tests.generate.draft import Box, Part
from tests.generate.ledger import FISCAL, FUND, GPB, OFFICIAL, OTHER_INCOME, Ledger, Official, tally
from tests.generate.sheets import Header, Row, Sheet, ordinal
from tests.generate.style import Press

Item = tuple[str, tuple[Part, ...]]


def overall(ledger: Ledger, press: Press) -> Sheet:
    """T1: income by kind, expenditure by 类, balances, and one 总计 on each side."""
    now = ledger.now
    kinds = [*sources(ledger), *OTHER_INCOME]
    left = [
        (
            f"{ordinal(i)}、{kind}{'收入' if kind in FISCAL else ''}",
            (press.cell(now.sum("income", kind), f"T1/{kind}"),),
        )
        for i, kind in enumerate(kinds, 1)
    ]
    spent = tally(now.lines, lambda line: line.spent)
    right = [
        (f"{ordinal(i)}、{name}", (press.cell(spent[code], f"T1/{code}"),))
        for i, (code, name) in enumerate(accounts.classes(ledger.year), 1)
    ]
    whole = now.sum("opening") + now.sum("income")
    reserve = "使用非财政拨款结余" if ledger.year >= 2020 else "用事业基金弥补收支差额"
    foot = [
        ("本年收入合计", now.sum("income"), "本年支出合计", now.sum("spent")),
        (reserve, 0, "结余分配", 0),
        ("年初结转和结余", now.sum("opening"), "年末结转和结余", now.sum("closing")),
        ("总计", whole, "总计", whole),
    ]
    pairs = [
        ((a, (press.cell(x, f"T1/收入{a}"),)), (b, (press.cell(y, f"T1/支出{b}"),))) for a, x, b, y in foot
    ]
    rows = _two_sided(left, right, pairs, press, 1)
    header = _two_sided_header(press, ["决算数"], ["决算数"])
    width = 4 + 2 * press.style.ordinals
    return Sheet("T1", "收入支出决算总表", header, rows, width, "本表列示本部门当年的全部收支和结转。")


def fiscal(ledger: Ledger, press: Press) -> Sheet:
    """T4: the fiscal sources on the left, expenditure by 类 and source on the right."""
    now, known = ledger.now, sources(ledger)
    left: list[Item] = [
        (f"{ordinal(i)}、{s}", (press.cell(now.sum("income", s), f"T4/{s}"),)) for i, s in enumerate(known, 1)
    ]
    spent = {s: tally((x for x in now.lines if x.source == s), lambda line: line.spent) for s in known}

    def right_cells(key: str, amounts: Sequence[int]) -> tuple[Part, ...]:
        names = ("合计", *known)
        values = (sum(amounts), *amounts)
        return tuple(press.cell(fen, f"T4/{key}/{n}") for n, fen in zip(names, values, strict=True))

    right: list[Item] = [
        (f"{ordinal(i)}、{name}", right_cells(code, [spent[s][code] for s in known]))
        for i, (code, name) in enumerate(accounts.classes(ledger.year), 1)
    ]
    totals = {m: [now.sum(m, s) for s in known] for m in ("opening", "income", "spent", "closing")}
    whole = [a + b for a, b in zip(totals["opening"], totals["income"], strict=True)]
    blank = ("",) * (len(known) + 1)
    foot: list[tuple[Item, Item]] = [
        (
            ("本年收入合计", (press.cell(sum(totals["income"]), "T4/本年收入合计"),)),
            ("本年支出合计", right_cells("本年支出合计", totals["spent"])),
        ),
        (
            ("年初财政拨款结转和结余", (press.cell(sum(totals["opening"]), "T4/年初"),)),
            ("年末财政拨款结转和结余", right_cells("年末", totals["closing"])),
        ),
    ]
    foot += [
        ((s, (press.cell(fen, f"T4/年初/{s}"),)), ("", blank))
        for s, fen in zip(known, totals["opening"], strict=True)
    ]
    foot.append((("总计", (press.cell(sum(whole), "T4/总计"),)), ("总计", right_cells("支出总计", whole))))
    columns = 1 + len(known)
    header = _two_sided_header(press, ["金额"], ["合计", *known])
    rows = _two_sided(left, right, foot, press, columns)
    width = 3 + columns + 2 * press.style.ordinals
    return Sheet("T4", "财政拨款收入支出决算总表", header, rows, width, "本表列示财政拨款的收支和结转。")


def sources(ledger: Ledger) -> tuple[str, ...]:
    """The fiscal sources that tables of the year know."""
    return FISCAL if ledger.year >= 2020 else (GPB, FUND)


def _two_sided_header(press: Press, left: Sequence[str], right: Sequence[str]) -> Header:
    numbered = press.style.ordinals
    mark = (Box("行次"),) if numbered else ()
    sides = (Box("收入", 1 + len(mark) + len(left)), Box("支出", 1 + len(mark) + len(right)))
    names = (
        *(Box("项目"), *mark, *(Box(name) for name in left)),
        *(Box("项目"), *mark, *(Box(name) for name in right)),
    )
    if not numbered:
        return (sides, names)
    counted = [Box(str(i + 1)) for i in range(len(left) + len(right))]
    columns = (
        *(Box("栏次"), Box(""), *counted[: len(left)]),
        *(Box("栏次"), Box(""), *counted[len(left) :]),
    )
    return (sides, names, columns)


def _two_sided(
    left: Sequence[Item], right: Sequence[Item], foot: Sequence[tuple[Item, Item]], press: Press, columns: int
) -> tuple[Row, ...]:
    """The halves side by side, the shorter one with blanks, and the rows they share below."""
    absent: tuple[Item, Item] = (("", ("",)), ("", ("",) * columns))
    body = [(a or absent[0], b or absent[1]) for a, b in zip_longest(left, right)]
    pairs = body + list(foot)
    numbered = press.style.ordinals
    rows = []
    for i, ((name, cells), (other, more)) in enumerate(pairs, 1):
        first: Row = (str(i),) if numbered else ()
        second: Row = (str(i + len(pairs)),) if numbered else ()
        rows.append((name, *first, *cells, other, *second, *more))
    return tuple(rows)


def economic(ledger: Ledger, press: Press) -> Sheet:
    """T6: staff costs on the left, running costs on the right, in two or three triples."""
    book = accounts.economic()

    def listed(*classes: str) -> list[Row]:
        rows: list[Row] = []
        for cls in classes:
            name, items = book[cls]
            rows.append((cls, name, press.cell(ledger.economic_sum(cls), f"T6/{cls}")))
            rows += [(code, n, press.cell(ledger.economic[code], f"T6/{code}")) for code, n in items.items()]
        return rows

    staff, running = listed("301", "303"), listed("302", "307", "310", "399")
    halves = [staff, running]
    if press.style.triples == 3:
        middle = (len(running) + 1) // 2
        halves = [staff, running[:middle], running[middle:]]
    blank: Row = ("", "", "")
    rows: list[Row] = [
        tuple(part for triple in row for part in (triple or blank)) for row in zip_longest(*halves)
    ]
    people = press.cell(ledger.economic_sum("301", "303"), "T6/人员经费合计")
    office = press.cell(ledger.economic_sum("302", "307", "310", "399"), "T6/公用经费合计")
    filler = ("",) * 3 * (len(halves) - 2)
    rows.append(("", "人员经费合计", people, *filler, "", "公用经费合计", office))
    names = ("科目编码", "科目名称", "决算数")
    top = (Box("人员经费", 3), Box("公用经费", 3 * (len(halves) - 1)))
    header = (top, tuple(Box(name) for _ in halves for name in names))
    title = "一般公共预算财政拨款基本支出决算表"
    note = "本表按经济分类列示一般公共预算财政拨款的基本支出。"
    return Sheet("T6", title, header, tuple(rows), 3 * len(halves), note)


def official_title(ledger: Ledger) -> str:
    scope = "一般公共预算财政拨款" if ledger.year < 2022 else "财政拨款"
    return f"{scope}“三公”经费支出决算表"


def official(ledger: Ledger, press: Press) -> Sheet:
    """T7 in the layout of the style: blocks, pairs, or items as rows."""
    title, note = official_title(ledger), "预算数为年初预算，决算数为当年的实际支出。"
    budget, final = _six(ledger.official_budget), _six(ledger.official)
    names = ("合计", "因公出国（境）费", "小计", "购置费", "运行费", "公务接待费")

    def cell(block: str, index: int) -> Part:
        return press.cell((budget if block == "预算数" else final)[index], f"T7/{block}/{names[index]}")

    if press.style.budget_layout == "C":
        labels = (
            *("合计", "1．因公出国（境）费", "2．公务用车购置及运行维护费"),
            *("（1）公务用车购置费", "（2）公务用车运行维护费", "3．公务接待费"),
        )
        rows = tuple((labels[i], cell("预算数", i), cell("决算数", i)) for i in range(6))
        return Sheet("T7", title, ((Box("项目"), Box("预算数"), Box("决算数")),), rows, 3, note)
    if press.style.budget_layout == "B":
        header = _paired_header()
        row = tuple(cell(block, i) for i in range(6) for block in ("预算数", "决算数"))
    else:
        header = (*_block_header(), *_counted(press, 12))
        row = tuple(cell(block, i) for block in ("预算数", "决算数") for i in range(6))
    return Sheet("T7", title, header, (row,), 12, note)


def _six(official: Official) -> tuple[int, ...]:
    abroad, buy, run, reception = (official.amounts[item] for item in OFFICIAL)
    return (official.total, abroad, official.vehicles, buy, run, reception)


def _block_header() -> Header:
    vehicle = Box("公务用车购置及运行维护费", 3)
    block = (Box("合计", 1, 2), Box("因公出国（境）费", 1, 2), vehicle, Box("公务接待费", 1, 2))
    parts = (Box("小计"), Box("公务用车购置费"), Box("公务用车运行维护费"))
    return ((Box("预算数", 6), Box("决算数", 6)), (*block, *block), (*parts, *parts))


def _paired_header() -> Header:
    vehicle = Box("公务用车购置及运行维护费", 6)
    first = (Box("合计", 2, 2), Box("因公出国（境）费", 2, 2), vehicle, Box("公务接待费", 2, 2))
    second = (Box("小计", 2), Box("公务用车购置费", 2), Box("公务用车运行维护费", 2))
    return (first, second, tuple(Box(name) for _ in range(6) for name in ("预算数", "决算数")))


def _counted(press: Press, columns: int) -> Iterable[tuple[Box, ...]]:
    if press.style.ordinals:
        yield tuple(Box(str(i + 1)) for i in range(columns))
