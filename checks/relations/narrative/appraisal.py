"""Self-appraisal tables of projects (项目支出绩效自评表), and what the text says of the same project.

In the table: money by source adds up, 执行率 = 执行数 ÷ 预算数, the points of all indicators make 总分. Text
against table: score, budget, spending, rate. Before this module: `context` and the unknown tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.relations.narrative.context import Context, base, left, printed, right, terms
from checks.relations.relation import Relation, Tolerance
from checks.report.report import Fact, Figure, Kind, Statement, Table, TableCell

_NAME = re.compile(r"^(?P<name>.{2,40}?)(?:项目)?(?:支出)?(?:绩效)?(?:自评|评价)表?")
_COLUMNS = {
    "年初预算数": "年初",
    "全年预算数": "全年",
    "预算数": "全年",
    "全年执行数": "执行",
    "执行数": "执行",
    "执行率": "率",
    "得分": "得分",
    "分值": "分值",
}


@dataclass(frozen=True, slots=True)
class Appraisal:
    """One project's table. money: (column → figure) of 年度资金总额; sources: the rows 其中 it adds up;
    points: figures of 得分 that make up `total`."""

    name: str
    table: Table
    money: dict[str, int]
    sources: tuple[dict[str, int], ...]
    points: tuple[int, ...]
    total: int | None


def appraisals(context: Context) -> Iterator[Relation]:
    """Every self-appraisal table, inside and against the text."""
    for table in context.report.tables:
        if not table.form and (found := _read(table)) is not None:
            yield from _inside(found)
            yield from _in_text(context, found)


_OF_THE_WHOLE = (("支出总额", "财政拨款支出"), ("一般公共预算", "一般公共预算支出"))


_TASK_MONEY = re.compile(r"(?:涉及|实际支付|支付)[^（]*资金（万元）$")


def whole_department(context: Context) -> Iterator[Relation]:
    """部门整体支出: the total that the table of the whole department's performance prints is that of the
    fiscal appropriation, and its 一般公共预算 part that of table 5; its tasks spend at most the total."""
    whole: int | None = None
    for table in context.report.tables:
        if table.form:
            continue
        labels = [cell.text for cell in table.cells[1]] if len(table.cells) > 1 else []
        for row in table.cells[:4] if any("部门整体" in label for label in labels) else ():
            words = "".join(cell.text for cell in row if cell.figure is None)
            figure = next((cell.figure for cell in row if cell.figure is not None), None)
            name = next((name for sign, name in _OF_THE_WHOLE if sign in words), "")
            subject = context.subjects.measure(name, "fiscal") if name else None
            whole = figure if name == _OF_THE_WHOLE[0][1] and figure is not None else whole
            if figure is not None and subject is not None and printed(subject.cells):
                yield Relation(
                    "N120", Tolerance.SAME, f"{table.id}/{name}",
                    terms(left(figure), right(printed(subject.cells)[0])), details={"name": name},
                )  # fmt: skip
        if whole is not None:
            yield from _tasks(table, whole)


def _tasks(table: Table, whole: int) -> Iterator[Relation]:
    """The column of what each task of the department spent, in 万元 whatever the unit of the table."""
    for index, row in enumerate(table.cells):
        column = next((i for i, cell in enumerate(row) if _TASK_MONEY.search(cell.text)), None)
        if column is not None:
            spent = [f for below in table.cells[index + 1 :] if (f := below[column].figure) is not None]
            if len(spent) > 1:
                yield Relation(
                    "N124", Tolerance.AT_MOST, f"{table.id}/任务资金", terms(left(*spent), right(whole)),
                    details={"name": "各项任务支付资金"},
                )  # fmt: skip


def _read(table: Table) -> Appraisal | None:
    name = _project(table)
    heads = _headings(table)
    if not name or not heads:
        return None
    first_row, columns = heads[0]
    money = _figures(table.cells[first_row + 1], columns) if first_row + 1 < len(table.cells) else {}
    if "执行" not in money:
        return None
    ends = heads[1][0] if len(heads) > 1 else len(table.cells)
    rows = (_figures(row, columns) for row in table.cells[first_row + 2 : ends])
    sources = tuple(row for row in rows if "执行" in row)
    points, total = _points(table, heads[1:], money)
    return Appraisal(name, table, money, sources, points, total)


def _project(table: Table) -> str:
    for row in table.cells[:3]:
        labels = [cell.text for cell in row if cell.text]
        if labels and labels[0].startswith("项目名称") and len(labels) > 1:
            return labels[1]
    match = _NAME.match(table.title)
    return match["name"] if match and "自评" in table.title else ""


def _headings(table: Table) -> list[tuple[int, dict[str, int]]]:
    """Rows that name the columns of what is below them: of the money first, of the indicators next."""
    found: list[tuple[int, dict[str, int]]] = []
    for index, row in enumerate(table.cells):
        named = {_COLUMNS[c.text]: i for i, c in enumerate(row) if c.text in _COLUMNS}
        if "得分" in named and (found or "执行" in named):
            found.append((index, named))
    return found


def _figures(row: tuple[TableCell, ...], columns: dict[str, int]) -> dict[str, int]:
    return {name: figure for name, at in columns.items() if (figure := row[at].figure) is not None}


def _points(
    table: Table, heads: list[tuple[int, dict[str, int]]], money: dict[str, int]
) -> tuple[tuple[int, ...], int | None]:
    """The points of the indicators, those of the money with them, and 总分."""
    if not heads:
        return (), None
    start, columns = heads[0]
    points = [money["得分"]] if "得分" in money else []
    for row in table.cells[start + 1 :]:
        figure = row[columns["得分"]].figure
        if any(cell.text in {"总分", "合计", "总计"} for cell in row):
            return tuple(points), figure
        if figure is not None:
            points.append(figure)
    return tuple(points), None


def _inside(found: Appraisal) -> Iterator[Relation]:
    details = {"name": found.name}
    money = found.money
    if "率" in money and "全年" in money:
        yield Relation(
            "P106", Tolerance.RATIO, f"{found.table.id}/执行率",
            terms(left(money["率"]), right(money["执行"]), base(money["全年"])), details=details,
        )  # fmt: skip
    for column in ("年初", "全年", "执行"):
        parts = [row[column] for row in found.sources if column in row]
        if column in money and len(parts) > 1:
            yield Relation(
                "N120", Tolerance.SUM, f"{found.table.id}/资金总额/{column}",
                terms(left(money[column]), right(*parts)), details=details,
            )  # fmt: skip
    if found.total is not None and len(found.points) > 2:
        yield Relation(
            "Q110",
            Tolerance.SUM,
            f"{found.table.id}/总分",
            terms(left(found.total), right(*found.points)),
            details=details,
        )


def _in_text(context: Context, found: Appraisal) -> Iterator[Relation]:
    """Statements of a paragraph that opens with the project's name."""
    for statement in context.report.statements:
        if statement.topic != "performance" or not _speaks_of(context, statement, found.name):
            continue
        for fact in statement.facts:
            figure = context.figure(fact)
            cells = _cells(found, fact, figure) if context.exact(fact) else ()
            for option, cell in enumerate(cells):
                yield Relation(
                    "Q111" if figure.kind is Kind.COUNT else "N120",
                    Tolerance.SAME,
                    f"performance/{found.name}/{fact.role}",
                    terms(left(fact.figure), right(cell)),
                    choice=f"N120/{fact.figure}" if len(cells) > 1 else "",
                    option=str(option) if len(cells) > 1 else "",
                    details={"name": found.name},
                )


def _cells(found: Appraisal, fact: Fact, figure: Figure) -> list[int]:
    """The cells that state what a fact says; a 预算 that is not said to be 年初 or 全年 may be either."""
    match fact.role:
        case "count" if figure.unit == "分" and "得分" in fact.lead:
            return [found.total] if found.total is not None else []
        case "budget":
            names = ["全年"] if fact.base == "全年" else ["年初"] if fact.base else ["年初", "全年"]
        case "final":
            names = ["执行"]
        case "completion":
            names = ["率"]
        case _:
            names = []
    return [found.money[name] for name in names if name in found.money]


def _speaks_of(context: Context, statement: Statement, name: str) -> bool:
    paragraph = context.report.paragraphs[statement.paragraph]
    head = paragraph.text[paragraph.lead : paragraph.lead + len(name) + 12]
    title = context.report.sections[statement.section].title
    return head.startswith((name, "“" + name)) or title.lstrip("0123456789.、（）").startswith(name)
