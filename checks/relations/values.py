"""Rules on printed values by themselves: V102 to V106, V108, X124.

Written in Python, since they speak of signs, decimals and whole tables. Comes in: the Lookup and the
Rulebook; words and limits are the rules' data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from checks.relations.lookup import Lookup, Rows
from checks.relations.relation import Relation, Side, Term, Tolerance, Unchecked
from checks.relations.rulebook import Rulebook
from checks.relations.wording import each_or_holds, fault, name_of, title_of
from checks.report.report import Entry, Kind

_FEW = 3
"""Deviations that are listed one by one; more in a table are one habit, and one finding."""

_DECIMALS = 2
"""Of an amount in 万元 or 元."""

_DISTINCT = 10
"""Non-zero figures from which on two tables cannot agree throughout by chance."""


def relations(lookup: Lookup, book: Rulebook) -> Iterator[Relation | Unchecked]:
    """The relations of this family."""
    for rows in lookup.tables.values():
        if rows.table.empty:
            continue
        if rows.table.form:
            yield from each_or_holds("V102", rows.table, _odd_decimals(rows))
            yield from each_or_holds("V103", rows.table, _negatives(rows, book))
        yield from _parts(rows)
        yield from _shares_in_range(rows, book)
        yield from _repeated_totals(rows)
    yield from _zero_or_alike(lookup)
    yield from _expenses_of_empty_table(lookup, book)


# ------------------------------------------------------------------------------------- V102, V103


def _odd_decimals(rows: Rows) -> Iterator[Relation]:
    """More decimals than the table has as a rule, or fewer in a table that always prints them. Zeros
    printed as 0 do not count, nor does a table that leaves out closing zeros throughout."""
    printed = [
        (entry, column, figure)
        for entry, column, figure in rows.printed()
        if figure.kind is Kind.AMOUNT and figure.value != 0
    ]
    places = Counter(figure.places for _, _, figure in printed)
    if len(places) < 2:
        return
    usual = places.most_common(1)[0][0]
    if not any(f.places and f.text.endswith("0") for _, _, f in printed):
        usual = max([usual, *(n for n in places if n <= _DECIMALS)])  # 246 beside 167.37 has left zeros out
        odd = [(e, c, f) for e, c, f in printed if f.places > usual]
    else:
        odd = [(e, c, f) for e, c, f in printed if f.places != usual]
    if len(odd) > _FEW:
        odd = [(e, c, f) for e, c, f in odd if f.places > usual][:1]
    for entry, column, figure in odd:
        where, row = f"{entry.key}/{column}", name_of(entry)
        expected = f"{figure.value:.{usual}f}"
        yield fault(
            "V102",
            rows.table,
            where,
            figure.text,
            expected,
            figure=figure,
            row=row,
            column=column,
            places=str(usual),
        )


def _negatives(rows: Rows, book: Rulebook) -> Iterator[Relation]:
    words = book["V103"].data["may_be_negative"] if "V103" in book else ()
    for entry, column, figure in rows.printed():
        name = f"{entry.key}{entry.label}{column}"
        if figure.value < 0 and figure.kind is Kind.AMOUNT and not any(word in name for word in words):
            where = f"{entry.key}/{column}"
            positive = figure.text.lstrip("-－−")
            yield fault(
                "V103",
                rows.table,
                where,
                figure.text,
                positive,
                figure=figure,
                row=name_of(entry),
                column=column,
            )


# ------------------------------------------------------------------------------------- V104, V106


def _parts(rows: Rows) -> Iterator[Relation]:
    """Each 其中 row against the row that it is part of."""
    for entry in rows.table.entries:
        whole = rows.find(entry.parent, entry.half) if entry.of_which and entry.parent else None
        for column in rows.columns("amount", entry.half) if whole is not None else ():
            part, total = entry.cells.get(column), whole.cells.get(column) if whole is not None else None
            if part is not None:
                right = (Term(Side.RIGHT, total),) if total is not None else ()
                yield Relation(
                    rule="V104",
                    tolerance=Tolerance.AT_MOST,
                    subject="/".join(filter(None, (rows.id, entry.half, entry.key, column))),
                    terms=(Term(Side.LEFT, part), *right),
                )


def _shares_in_range(rows: Rows, book: Rulebook) -> Iterator[Relation]:
    data = book["V106"].data if "V106" in book else {}
    names = rows.columns("percent")
    shares = [name for name in names if any(word in name for word in data.get("shares", ()))]
    growth = [name for name in names if any(word in name for word in data.get("growth", ()))]
    if shares or growth:
        yield from each_or_holds("V106", rows.table, _out_of_range(rows, shares, growth))


def _out_of_range(rows: Rows, shares: Sequence[str], growth: Sequence[str]) -> Iterator[Relation]:
    for entry, column, figure in rows.printed():
        low = Decimal(0) if column in shares else Decimal(-100)
        beyond = figure.value < low or (column in shares and figure.value > 100)
        if (column in shares or column in growth) and beyond:
            bound = low if figure.value < low else Decimal(100)
            where = f"{entry.key}/{column}"
            yield fault(
                "V106",
                rows.table,
                where,
                figure.text,
                f"{bound}%",
                figure=figure,
                row=name_of(entry),
                column=column,
            )


# ------------------------------------------------------------------------------------- V105


def _zero_or_alike(lookup: Lookup) -> Iterator[Relation]:
    forms = [rows for rows in lookup.tables.values() if rows.table.form and not rows.table.empty]
    alike = {second.id: first for first, second in combinations(forms, 2) if _alike(first, second)}
    for rows in forms:
        values = [figure for _, _, figure in rows.printed()]
        if rows.table.form == "T1" and values and all(figure.value == 0 for figure in values):
            yield fault("V105", rows.table, "", "0.00", "≠ 0.00", figure=values[0])
        elif rows.id in alike:
            other = title_of(alike[rows.id].table)
            yield fault("V105", rows.table, "", f"= {other}", f"≠ {other}")
        else:
            yield from each_or_holds("V105", rows.table, ())


def _alike(first: Rows, second: Rows) -> bool:
    """Two forms with the same numbers in the same cells. One form twice is that of a department and that of
    its only unit."""
    if first.table.form == second.table.form or len(first.table.columns) != len(second.table.columns):
        return False
    values = [[figure.value for _, _, figure in rows.printed()] for rows in (first, second)]
    return values[0] == values[1] and sum(1 for value in values[0] if value) >= _DISTINCT


# ------------------------------------------------------------------------------------- V108, X124


def _repeated_totals(rows: Rows) -> Iterator[Relation]:
    """Totals that further pages print again: the same digits as the first time."""
    for again in rows.table.repeats:
        first = rows.find(again.key, again.half)
        for column, figure in again.cells.items():
            original = first.cells.get(column) if first is not None else None
            if figure is not None and original is not None:
                yield Relation(
                    rule="V108",
                    tolerance=Tolerance.SAME,
                    subject=f"{rows.id}/{again.key}/{column}",
                    terms=(Term(Side.LEFT, original), Term(Side.RIGHT, figure)),
                )


def _expenses_of_empty_table(lookup: Lookup, book: Rulebook) -> Iterator[Relation]:
    """Expenses of basic expenditure that must be zero, since the table of them is published empty."""
    expenses = lookup.tables.get("T7")
    basic = lookup.tables.get("T6")
    if "X124" not in book or basic is None or expenses is None or not expenses.table.empty:
        return
    for code in book["X124"].data["accounts"]:
        entry: Entry | None = basic.find(code)
        figure = basic.figure(entry, basic.amount_of(entry)) if entry is not None else None
        if figure is not None:
            yield Relation(
                rule="X124",
                tolerance=Tolerance.AT_MOST,
                subject=f"T6/{code}",
                terms=(Term(Side.LEFT, figure.id),),
            )
