"""One indicator in two tables and in the text (catalogue N119 for performance indicators).

The table of indicators gives each its 指标值, the table of results repeats it as 预期值 beside what was
reached, and a paragraph under the indicator's own heading states both again. Before this module: `context`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.relations.narrative.accounts import core
from checks.relations.narrative.context import Context, left, right, terms
from checks.relations.narrative.indicator_sentences import Sentences, reached, told_again
from checks.relations.narrative.targets import better
from checks.relations.relation import Relation, Tolerance
from checks.report.report import Figure, Kind, Table, TableCell

_EXPECTED = re.compile(r"指标值|预期|目标值|年度指标")
_REACHED = re.compile(r"完成|实际|达到")
_SAYS_EXPECTED = re.compile(r"(?:预期(?:值|目标)?|指标值|目标值)(?:为|是)?$")
_SAYS_REACHED = re.compile(r"(?:实际|调查|显示|完成|达到|总计|统计|成功率|满意度|为)[^，。；]{0,12}$")


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of an indicator table: figures of its expected and reached columns, each alone in its cell."""

    name: str
    table: Table
    block: int
    expected: Figure | None
    reached: Figure | None
    says: TableCell | None  # the cell of what is expected, a number or not
    tells: TableCell | None  # the cell of what was reached, a number or not


def indicators(context: Context) -> Iterator[Relation]:
    """Tables against the table before them that has the same indicator, and headings against both."""
    rows = list(_rows(context))
    if not rows:
        return
    figures: dict[int, list[Figure]] = {}
    for figure in context.report.figures:
        if figure.paragraph is not None and figure.kind is not Kind.OTHER:
            figures.setdefault(figure.paragraph, []).append(figure)
    sentences = Sentences(context)
    for position, row in enumerate(rows):
        earlier = [
            r for r in rows[:position] if r.name == row.name and r.table.id != row.table.id and _near(r, row)
        ]
        if earlier and row.expected and earlier[-1].expected:
            yield from _same(row.name, row.expected, earlier[-1].expected)
        elif earlier:
            yield from _set(row, earlier[-1])
            asked = [sentences.of_cell(one.says) for one in (row, earlier[-1])]
            yield from told_again(row.name, "预期值", *asked)
    for section in context.report.sections:
        name = core(re.sub(r"^[（(\d.、）)]+", "", section.title))
        found = [r for r in rows if r.name == name and (r.table.section or 0) <= section.id]
        if found and len(name) >= 3:
            inside = [f for index in section.paragraphs for f in figures.get(index, ())]
            yield from _in_text(context, inside, name, found[-3:])
            yield from _in_sentences(context, sentences, section.paragraphs, found[-1])


def _near(first: Indicator, second: Indicator) -> bool:
    """Tables of one project stand close together: four projects all have a 故障次数."""
    return 0 < second.block - first.block <= 2


def _rows(context: Context) -> Iterator[Indicator]:
    """Indicator rows of the unknown tables, in order; `block` counts those tables."""
    count = 0
    before: Table | None = None
    for table in context.report.tables:
        head = before if before is not None and _continues(before, table) else table
        heads = {i: c.name for i, c in enumerate(head.columns)}
        names = [
            i for i, head in heads.items() if "三级指标" in head or head in {"指标", "指标名称", "绩效指标"}
        ]
        if table.form or not names:
            continue
        count += head is table
        before = head
        expected = next((i for i, h in heads.items() if _EXPECTED.search(h) and i > names[0]), None)
        reached = next(
            (i for i, h in heads.items() if _REACHED.search(h) and i > names[0] and i != expected), None
        )
        for cells in table.cells:
            name = core(cells[names[0]].text)
            figures = [
                context.report.figures[cells[i].figure or 0]
                if i is not None and cells[i].figure is not None
                else None
                for i in (expected, reached)
            ]
            if name:
                says = cells[expected] if expected is not None else None
                tells = cells[reached] if reached is not None else None
                yield Indicator(name, table, count, figures[0], figures[1], says, tells)


def _continues(before: Table, table: Table) -> bool:
    """A table without title and header, in the same section behind another, goes on with its columns."""
    bare = not table.title and not table.header_rows and not table.form
    return bare and table.section == before.section and 0 <= len(before.columns) - len(table.columns) <= 1


def _same(name: str, one: Figure, other: Figure) -> Iterator[Relation]:
    """One value printed twice; a target of 95%以上 and one of 95% name the same number."""
    if one.unit == other.unit:
        yield Relation(
            "N119", Tolerance.EXACT if one.kind is Kind.COUNT else Tolerance.SAME, f"performance/{name}",
            terms(left(one.id), right(other.id)), details={"name": name},
        )  # fmt: skip


_NOT_SET = re.compile(r"未设置|无预期值|未设定")


def _set(row: Indicator, earlier: Indicator) -> Iterator[Relation]:
    """An indicator for which one table says that nothing was expected has no expected value in the other."""
    if row.says is None or earlier.says is None or not row.says.text or not earlier.says.text:
        return
    unset = [bool(_NOT_SET.search(cell.text)) for cell in (row.says, earlier.says)]
    if any(unset):
        printed = [one.expected.id for one in (row, earlier) if one.expected is not None]
        yield Relation(
            "N127", Tolerance.WORDING, f"performance/{row.name}/预期值", terms(left(*printed)),
            stated=row.says.text, expected=row.says.text if all(unset) else earlier.says.text,
            place=row.says.place, details={"name": row.name},
        )  # fmt: skip


def _in_text(
    context: Context, figures: list[Figure], name: str, found: list[Indicator]
) -> Iterator[Relation]:
    """The first number said to be expected, and the first said to be reached, against the tables' rows."""
    expected = next((r.expected for r in reversed(found) if r.expected), None)
    reached = next((r.reached for r in reversed(found) if r.reached), None)
    for figure in figures:
        text = context.report.paragraphs[figure.paragraph or 0].text
        lead = text[max(0, figure.start - 16) : figure.start]
        if expected is not None and _SAYS_EXPECTED.search(lead):
            yield from _same(name, figure, expected)
            expected = None
        elif (
            reached is not None
            and not (figure.approximate or reached.approximate)
            and not _SAYS_EXPECTED.search(lead)
            and _SAYS_REACHED.search(lead)
            and figure.unit == reached.unit
        ):
            yield from _same(name, figure, reached)
            reached = None


_SAYS_REACHED_TARGET = re.compile(r"(?:达到|实现|完成)(?:了)?[^，。；]{0,14}(?:预期|指标值|目标)")


def _in_sentences(
    context: Context, sentences: Sentences, paragraphs: range, row: Indicator
) -> Iterator[Relation]:
    """The paragraphs under an indicator against the sentences of its row; where they say that the target was
    reached, the row against itself."""
    asked, got = sentences.of_cell(row.says), sentences.of_cell(row.tells)
    expected, told = sentences.of_text(paragraphs)
    yield from told_again(row.name, "预期值", expected, asked)
    yield from told_again(row.name, "完成情况", told, got)
    text = "".join(context.report.paragraphs[index].text for index in paragraphs)
    if not _SAYS_REACHED_TARGET.search(text):
        return
    yield from reached(row.name, asked, got)
    sides = better(row.name, row.says.text if row.says else "", row.expected, row.reached)
    if sides is not None and row.expected is not None and row.reached is not None:
        yield Relation(
            "Q112", Tolerance.AT_MOST, f"performance/{row.name}/达到预期", sides,
            details={"name": row.name, "stated": row.reached.text, "expected": row.expected.text},
        )  # fmt: skip
