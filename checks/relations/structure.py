"""Rules on which tables there are, how far they go down, and what an empty one says: S101 to S107, M104.

Written in Python, since no formula says that something is missing. Comes in: the Lookup and the Rulebook;
lists, years and words are the rules' data (`checks/rules/tables_structure.toml`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from checks.relations.lookup import Lookup, Rows
from checks.relations.relation import Relation, Side, Term, Tolerance, Unchecked
from checks.relations.rulebook import Rulebook
from checks.relations.vocabulary import forms
from checks.relations.wording import ABSENT, HOLDS, each_or_holds, fault, name_of, title_of
from checks.report.report import Entry, Report, Table
from checks.report.tables.captions import states_empty

BUDGET, FINAL = "预算数", "决算数"
_LEVEL_NAMES = {0: "合计", 1: "类", 2: "款", 3: "项"}


def relations(lookup: Lookup, book: Rulebook) -> Iterator[Relation | Unchecked]:
    """The relations of this family."""
    yield from _tables_present(lookup, book)
    yield from _empty_tables(lookup, book)
    yield from _down_to_items(lookup, book)
    yield from _down_to_sections(lookup)
    yield from _vehicles_split(lookup)
    yield from _one_unit(lookup)


def due_forms(report: Report, book: Rulebook) -> Sequence[frozenset[str]]:
    """The forms that the report should have; none for a budget and for a layout of its own (S101)."""
    data = book["S101"].data if "S101" in book else {}
    if report.kind != "决算" or _has_own_layout(report, book):
        return ()
    year = report.year
    expected = [
        frozenset(entry["forms"])
        for entry in data.get("expect", ())
        if "since" not in entry or (year is not None and year >= entry["since"])
    ]
    printed = {table.form for table in report.forms()}
    found = sum(1 for forms_ in expected if forms_ & printed)
    return expected if found >= data.get("least_recognised", 0) else ()


def _has_own_layout(report: Report, book: Rulebook) -> bool:
    words = book["S101"].data.get("other_layouts", ()) if "S101" in book else ()
    return any(word in report.department for word in words)


def _why_not_due(report: Report, book: Rulebook) -> str:
    """Why no form is expected: the reason that is shown."""
    if report.kind != "决算":
        return "budget"
    return "own_layout" if _has_own_layout(report, book) else "few_tables"


# ------------------------------------------------------------------------------------------- S101


def _tables_present(lookup: Lookup, book: Rulebook) -> Iterator[Relation | Unchecked]:
    if not lookup.due:
        yield Unchecked("S101", _why_not_due(lookup.report, book))
        return
    printed = {table.form: table for table in lookup.report.forms()}
    first = next(iter(printed.values()))
    for expected in lookup.due:
        found = [printed[form] for form in sorted(expected) if form in printed]
        form = min(expected)
        if found:
            yield fault("S101", found[0], "", HOLDS, HOLDS)
        elif (name := forms()[form].name) in lookup.unresolved:
            yield Unchecked("S101", "ambiguous", form)
        else:
            yield Relation(
                rule="S101",
                tolerance=Tolerance.WORDING,
                subject=form,
                stated=ABSENT,
                expected=name,
                place=first.place,
                details={"table": name},
            )


# -------------------------------------------------------------------------------------- S102, S103


def _empty_tables(lookup: Lookup, book: Rulebook) -> Iterator[Relation | Unchecked]:
    """A report in which no form has a number is a blank template, and no fault is found with it."""
    filled = any(not table.empty for table in lookup.report.forms())
    about = book["S102"].data["about"] if "S102" in book else {}
    columns = book["S103"].data["column"] if "S103" in book else {}
    is_told = any("。" in paragraph.text for paragraph in lookup.report.paragraphs)
    for table in lookup.report.forms():
        if filled and table.empty and table.form in about:
            said = table.statement or _said(lookup.report, about[table.form])
            expected = said or title_of(table)
            if said or is_told:
                yield fault("S102", table, "", said or ABSENT, expected)
            else:
                yield Unchecked("S102", "no_narrative", table.id)
            if table.form in columns:
                yield from _zero_in_summary(lookup, table, columns[table.form])


def _said(report: Report, words: Sequence[str]) -> str:
    """The sentence of the narrative that says there was none."""
    for paragraph in report.paragraphs:
        if any(word in paragraph.text for word in words):
            for sentence in paragraph.text.split("。"):
                if any(word in sentence for word in words) and states_empty(sentence):
                    return sentence
    return ""


def _zero_in_summary(lookup: Lookup, empty: Table, column: str) -> Iterator[Relation]:
    """What the appropriation summary has for a table without data is zero."""
    summary = lookup.tables.get("T4")
    if summary is None:
        return
    cells = [(summary.find("本年支出合计", "支出"), column)]
    income = summary.find(column, "收入")
    cells.append((income, summary.amount_of(income) if income is not None else ""))
    for entry, name in cells:
        figure = summary.figure(entry, name) if entry is not None else None
        if entry is not None and figure is not None:
            yield Relation(
                rule="S103",
                tolerance=Tolerance.EXACT,
                subject=f"T4/{entry.half}/{entry.key}/{name}",
                terms=(Term(Side.LEFT, figure.id),),
                details={"table": title_of(empty)},
            )


# ------------------------------------------------------------------------------ S105, S106, S107


def _down_to_items(lookup: Lookup, book: Rulebook) -> Iterator[Relation]:
    for rows in lookup.of_form(*book["S105"].data["forms"] if "S105" in book else ()):
        yield from each_or_holds("S105", rows.table, _shallow("S105", rows, deepest=3))


def _down_to_sections(lookup: Lookup) -> Iterator[Relation]:
    for rows in lookup.of_form("T6"):
        yield from each_or_holds("S106", rows.table, _shallow("S106", rows, deepest=2))


def _shallow(rule: str, rows: Rows, deepest: int) -> Iterator[Relation]:
    """Accounts with an amount and nothing below them, above the level the table should reach; the whole
    table at once when none of its accounts reaches it."""
    accounts = [e for e in rows.table.entries if e.code and e.level > 0]
    reached = max((e.level for e in accounts), default=0)
    levels = (_LEVEL_NAMES[reached], _LEVEL_NAMES[deepest])
    if 0 < reached < deepest:
        yield fault(rule, rows.table, "", *levels, row="")
        return
    for entry in accounts:
        if entry.level < deepest and not _has_amounts_below(rows, entry):
            column = next((c for c in rows.columns("amount", entry.half) if rows.has_amount(entry, c)), None)
            if column is not None:
                yield fault(
                    rule,
                    rows.table,
                    entry.key,
                    _LEVEL_NAMES[entry.level],
                    _LEVEL_NAMES[entry.level + 1],
                    figure=rows.figure(entry, column),
                    row=name_of(entry),
                )


def _has_amounts_below(rows: Rows, entry: Entry) -> bool:
    return any(rows.has_amount(kid, column) for kid in rows.kids(entry) for column in kid.cells)


def _vehicles_split(lookup: Lookup) -> Iterator[Relation]:
    parts = ("公务用车购置费", "公务用车运行维护费")
    for rows in lookup.of_form("T7"):
        yield from each_or_holds("S107", rows.table, _unsplit(rows, parts))


def _unsplit(rows: Rows, parts: Sequence[str]) -> Iterator[Relation]:
    for key in (BUDGET, FINAL):
        entry = rows.find(key)
        if entry is None:
            if not rows.has_column("会议费", ""):  # Jiangsu: the final figures alone, beside meetings
                yield fault("S107", rows.table, key, ABSENT, key, row=key)
            continue
        absent = [part for part in parts if part not in entry.cells and not rows.has_column(part, entry.half)]
        blank = all(entry.cells.get(part) is None for part in parts)
        if absent:
            yield fault("S107", rows.table, key, ABSENT, "、".join(absent), row=key)
        elif blank and rows.has_amount(entry, "公务用车小计"):
            figure = rows.figure(entry, "公务用车小计")
            yield fault("S107", rows.table, key, ABSENT, "、".join(parts), figure=figure, row=key)


# ------------------------------------------------------------------------------------------- M104


def _one_unit(lookup: Lookup) -> Iterator[Relation]:
    """Tables without a unit line are S116's business."""
    stated = [table for table in lookup.report.forms() if table.unit]
    units = Counter(table.unit for table in stated)
    if not units:
        return
    usual = units.most_common(1)[0][0]
    for table in stated:
        yield fault("M104", table, "", table.unit, usual)
