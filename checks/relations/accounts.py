"""Rules on account codes and their names: H105, X116, X122, X123, X129.

Written in Python, since formulas relate amounts and not codes. Comes in: the Lookup and the Rulebook; the
lists of accounts are the rules' data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from checks.relations.lookup import Lookup, Rows, adds_up
from checks.relations.relation import Relation, Side, Term, Tolerance, Unchecked
from checks.relations.rulebook import Rulebook
from checks.relations.wording import ABSENT, each_or_holds, fault, name_of, title_of
from checks.report.accounts import class_code
from checks.report.labels import normalise
from checks.report.report import Entry, Figure

_OF_ACCOUNTS = ("T2", "T3", "T5", "T6", "T8", "T9", "T9b", "TP", "TE", "TD")
_BY_FUNCTION = ("T3", "T2", "T5", "T8", "T9", "T9b", "TP")
_APPROPRIATIONS = {"T5": "合计", "T8": "本年支出", "T9": "本年支出", "T9b": "本年支出"}
_PARENT_DIGITS = {5: 3, 7: 5}


def relations(lookup: Lookup, book: Rulebook) -> Iterator[Relation | Unchecked]:
    """The relations of this family."""
    for rows in lookup.of_form(*_OF_ACCOUNTS):
        yield from each_or_holds("H105", rows.table, (*_orphans(rows), *_repeated(rows)))
    yield from _in_expenditure(lookup)
    yield from _funds_apart(lookup, book)
    yield from _same_names(lookup)
    yield from _same_purpose(lookup, book)


# ------------------------------------------------------------------------------------------- H105


def _orphans(rows: Rows) -> Iterator[Relation]:
    """Accounts whose parent has no row, in a table that prints rows of the parent's level."""
    codes = {entry.code for entry in rows.table.entries}
    lengths = {len(code) for code in codes}
    for entry in rows.table.entries:
        parent = entry.code[: _PARENT_DIGITS.get(len(entry.code), 0)]
        if parent and parent not in codes and len(parent) in lengths:
            yield fault("H105", rows.table, entry.key, ABSENT, parent, row=name_of(entry))


def _repeated(rows: Rows) -> Iterator[Relation]:
    seen: set[str] = set()
    for entry in rows.table.entries:
        if entry.code and entry.code in seen:
            yield fault("H105", rows.table, entry.key, "×2", "×1", row=name_of(entry))
        seen.add(entry.code)


# ------------------------------------------------------------------------------------------- X116


def _in_expenditure(lookup: Lookup) -> Iterator[Relation]:
    for spending in lookup.of_form("T3"):
        for form, column in _APPROPRIATIONS.items():
            for rows in lookup.of_form(form):
                yield from each_or_holds("X116", rows.table, _missing(rows, column, spending))


def _missing(rows: Rows, column: str, spending: Rows) -> Iterator[Relation]:
    """Accounts with an amount that the expenditure table lacks, where it goes down to their level."""
    for entry in rows.table.entries:
        if not (entry.code and rows.has_amount(entry, column)) or ("", entry.level) not in spending.levels:
            continue
        if spending.find(entry.key) is None:
            yield fault(
                "X116",
                rows.table,
                entry.key,
                ABSENT,
                title_of(spending.table),
                figure=rows.figure(entry, column),
                row=name_of(entry),
                other=title_of(spending.table),
            )


# ------------------------------------------------------------------------------------------- X122


def _funds_apart(lookup: Lookup, book: Rulebook) -> Iterator[Relation]:
    if "X122" not in book:
        return
    data = book["X122"].data
    sections, names = set(data["fund_sections"]), data["fund_names"]
    general, funds = data["general"], data["funds"]
    for rows in lookup.of_form("T5"):
        wrong = [e for e in rows.table.entries if e.code[:5] in sections and len(e.code) == 5]
        yield from each_or_holds(
            "X122",
            rows.table,
            (fault("X122", rows.table, e.key, funds, general, row=name_of(e)) for e in wrong),
        )
    for rows in lookup.of_form("T8"):
        wrong = [
            e
            for e in rows.table.entries
            if len(e.code) == 5 and e.code not in sections and not any(name in e.label for name in names)
        ]
        yield from each_or_holds(
            "X122",
            rows.table,
            (fault("X122", rows.table, e.key, general, funds, row=name_of(e)) for e in wrong),
        )


# ------------------------------------------------------------------------------------------- X123


def _same_names(lookup: Lookup) -> Iterator[Relation]:
    """Each table's names against those of the tables before it, and of the classes by the classification."""
    known: dict[str, tuple[str, str]] = {}
    for rows in (rows for form in _BY_FUNCTION for rows in lookup.of_form(form)):
        coded = [entry for entry in rows.table.entries if entry.code and entry.label]
        yield from each_or_holds("X123", rows.table, _renamed(rows, coded, known))
        for entry in coded:
            known.setdefault(entry.code, (entry.label, title_of(rows.table)))


def _renamed(rows: Rows, coded: Iterable[Entry], known: Mapping[str, tuple[str, str]]) -> Iterator[Relation]:
    for entry in coded:
        label, other = known.get(entry.code, ("", ""))
        official = class_code(_name(entry.label)) if len(entry.code) == 3 else ""
        if label and _name(entry.label) != _name(label):
            yield fault("X123", rows.table, entry.key, entry.label, label, row=entry.code, other=other)
        elif not label and official and official != entry.code:
            yield fault(
                "X123", rows.table, entry.key, entry.code, official, row=entry.code, other=entry.label
            )


def _name(label: str) -> str:
    """A name as compared: blanks, brackets and a closing 支出 make no difference."""
    return normalise(label).removesuffix("支出")


# ------------------------------------------------------------------------------------------- X129


def _same_purpose(lookup: Lookup, book: Rulebook) -> Iterator[Relation | Unchecked]:
    """Accounts of one purpose in both classifications. Departments may book them apart, so it is asked
    of a report only where most of its own pairs agree."""
    general, economic = lookup.tables.get("T5"), lookup.tables.get("T6")
    if "X129" not in book or general is None or economic is None:
        return
    pairs = []
    for pair in book["X129"].data["pairs"]:
        left = _figures(economic, pair["economic"], "")
        right = _figures(general, pair["functional"], "基本支出")
        if left and right:
            pairs.append(_pair(pair["economic"][0], left, right))
    agreeing = sum(1 for pair in pairs if adds_up(pair, lookup.report.figures))
    if agreeing >= 2 and 2 * agreeing > len(pairs):
        yield from pairs
    elif pairs:
        yield Unchecked("X129", "not_applicable", count=len(pairs))


def _figures(rows: Rows, codes: Iterable[str], column: str) -> list[Figure]:
    """The amounts of these accounts that are printed and not zero."""
    found = []
    for code in codes:
        entry = rows.find(code)
        figure = rows.figure(entry, column or rows.amount_of(entry)) if entry is not None else None
        if figure is not None and figure.value != 0:
            found.append(figure)
    return found


def _pair(code: str, left: Iterable[Figure], right: Iterable[Figure]) -> Relation:
    terms = [Term(Side.LEFT, figure.id) for figure in left] + [
        Term(Side.RIGHT, figure.id) for figure in right
    ]
    return Relation("X129", Tolerance.SUM, f"T6/{code}", tuple(terms))
