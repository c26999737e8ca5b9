"""Tables as rules look them up: rows by key, by level, by parent; columns by key.

Comes in: a Report. Goes out: a Lookup, made once for all rules of a report. Before this module:
`checks.report`; after it: `binding` and the rules written in Python.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from checks.relations.formula import EVERY, FIRST, LAST, LEVELS
from checks.relations.relation import Relation, Side
from checks.relations.vocabulary import forms
from checks.report.cell_lines import unread
from checks.report.report import Entry, Figure, Report, Table
from checks.report.tables.columns import BY_NATURE

UNKNOWN = "U"
"""In a rule's `tables`: every table that no form knows."""

TOTAL = "合计"
_AMOUNTS = ("决算数", "金额", TOTAL)
"""What a formula means that names no column, where a row has several: the first of these."""


class Rows:
    """One table, its rows and columns by name."""

    def __init__(self, table: Table, figures: Sequence[Figure]) -> None:
        self.table = table
        self.id = table.id
        self._figures = figures

    @cached_property
    def _by_key(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.table.entries:
            found.setdefault(entry.key, []).append(entry)
        return found

    @cached_property
    def _by_parent(self) -> dict[tuple[str, str], list[Entry]]:
        found: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.table.entries:
            if entry.parent is not None and not entry.of_which:
                found.setdefault((_side(entry), self._above(entry)), []).append(entry)
        return found

    def _above(self, entry: Entry) -> str:
        """Key of the row that adds an entry up: its parent or, where a table prints no row for that, the
        class of the account."""
        assert entry.parent is not None
        is_gap = entry.parent not in self._by_key and entry.code[:3] in self._by_key
        return entry.code[:3] if is_gap and len(entry.code) > len(entry.parent) > 3 else entry.parent

    def find(self, key: str, half: str = "") -> Entry | None:
        """The row of that key; without a half, the only one there is. 合计 is the total of a table of
        accounts by whatever name it is printed."""
        found = self._by_key.get(key, [])
        if half:
            found = [entry for entry in found if entry.half == half]
        elif key == TOTAL and not found:
            found = self._total
        return found[0] if len(found) == 1 else None

    @cached_property
    def _total(self) -> list[Entry]:
        """The one row that adds up all others."""
        totals = [entry for entry in self.table.entries if entry.level == 0]
        keys = {entry.key for entry in totals}
        apart = any(e.level == 1 and not e.of_which and e.parent not in keys for e in self.table.entries)
        return [] if apart else totals

    def kids(self, entry: Entry) -> list[Entry]:
        """The rows right below a row that add up to it; 其中 rows do not."""
        return self._by_parent.get((_side(entry), entry.key), [])

    def of(self, name: str, half: str = "") -> list[Entry]:
        """The rows that `*`, 类, 款, 项, 首级 or 末级 stands for."""
        entries = [e for e in self.table.entries if not half or e.half == half]
        if name == EVERY:
            return entries
        entries = [e for e in entries if e.level > 0 and not e.of_which]
        if name == FIRST:
            return [e for e in entries if self._stands_alone(e)]
        if name == LAST:
            return [e for e in entries if not self.kids(e)]
        return [e for e in entries if e.level == LEVELS[name]]

    def _stands_alone(self, entry: Entry) -> bool:
        parent = self.find(self._above(entry), _side(entry)) if entry.parent is not None else None
        return parent is None or parent.level == 0

    @cached_property
    def levels(self) -> frozenset[tuple[str, int]]:
        """(half, level) of the levels that the table goes down to; half "" for the whole table."""
        return frozenset(pair for e in self.table.entries for pair in ((e.half, e.level), ("", e.level)))

    @cached_property
    def uncoded(self) -> frozenset[tuple[str, int]]:
        """(half, level) where an amount stands beside accounts under a name that is no account's: it may be
        any account that is not listed."""
        coded = {(entry.half, entry.level, entry.parent) for entry in self.table.entries if entry.code}
        return frozenset(
            (entry.half, entry.level)
            for entry in self.table.entries
            if not (entry.code or entry.of_which)
            and (entry.half, entry.level, entry.parent) in coded
            and any(self.has_amount(entry, column) for column in entry.cells)
        )

    @cached_property
    def _columns(self) -> dict[str, dict[str, str]]:
        """Half → column keys that rows of it have → role of the column."""
        roles = {column.key or column.name: column.role for column in self.table.columns}
        found: dict[str, dict[str, str]] = {}
        for entry in self.table.entries:
            half = found.setdefault(entry.half, {})
            for key in entry.cells:
                half.setdefault(key, roles.get(key, "amount"))
        return found

    def columns(self, role: str, half: str = "") -> list[str]:
        """Keys of the columns of a role (amount, percent), of one half or of all."""
        halves = [half] if half else list(self._columns)
        keys = {key: found for name in halves for key, found in self._columns.get(name, {}).items()}
        return [key for key, found in keys.items() if found == role]

    def has_column(self, key: str, half: str) -> bool:
        return key in self._columns.get(half, {})

    def amount_of(self, entry: Entry) -> str:
        """The column a formula means when it names none, "" when that is not clear."""
        if len(entry.cells) == 1:
            return next(iter(entry.cells))
        return next((key for key in _AMOUNTS if key in entry.cells), "")

    def figure(self, entry: Entry, column: str) -> Figure | None:
        """The figure of a cell, None where it is blank."""
        figure = entry.cells.get(column)
        return self._figures[figure] if figure is not None else None

    def has_amount(self, entry: Entry, column: str) -> bool:
        """The cell holds a number other than zero."""
        figure = self.figure(entry, column)
        return figure is not None and figure.value != 0

    def printed(self) -> Iterator[tuple[Entry, str, Figure]]:
        """Every figure of the table's rows with its row and column."""
        for entry in self.table.entries:
            for column, figure in entry.cells.items():
                if figure is not None:
                    yield entry, column, self._figures[figure]

    def addends(self, entry: Entry, column: str) -> int:
        """How many printed items a cell adds up, 1 for a leaf, 0 where it is zero itself. A row with a
        single item below it adds up what that one does."""
        if not self.has_amount(entry, column):
            return 0
        kids = [kid for kid in self.kids(entry) if self.has_amount(kid, column)]
        if len(kids) == 1:
            return self.addends(kids[0], column)
        return max(1, len(kids))


def _side(entry: Entry) -> str:
    """Income and expenditure are apart; 左, 中, 右 are one list of accounts that was folded."""
    return entry.half if entry.half in {"收入", "支出", BY_NATURE} else ""


class Lookup:
    """A report's tables for the rules.

    due: the forms that this report should have, each with the forms that may stand in its stead.
    """

    def __init__(self, report: Report, due: Sequence[frozenset[str]] = ()) -> None:
        self.report = report
        self.tables: Mapping[str, Rows] = {t.id: Rows(t, report.figures) for t in report.tables}
        self.due = due

    def of_form(self, *forms: str) -> list[Rows]:
        """The tables of these forms with data in them; of `U`, those that no form knows."""
        wanted = {"" if form == UNKNOWN else form for form in forms}
        return [rows for rows in self.tables.values() if rows.table.form in wanted and not rows.table.empty]

    @cached_property
    def unresolved(self) -> frozenset[str]:
        """Names of the forms whose title was found above a table that does not fit them (S117), or above
        cells that could not be put together."""
        problems = self.report.problems
        unfit = (p.details["form"] for p in problems if p.rule == "S117" and "form" in p.details)
        return unread(self.report.document).union(unfit)

    def is_unread(self, form: str) -> bool:
        """The form is in the report, and what it holds could not be told."""
        return form in forms() and forms()[form].name in self.unresolved

    def is_due(self, form: str) -> bool:
        """The form should be in the report, and neither it nor one in its stead is."""
        return any(form in forms and not any(f in self.tables for f in forms) for forms in self.due)


def adds_up(relation: Relation, figures: Sequence[Figure]) -> bool:
    """Both sides of a sum agree within rounding. For layouts and habits of booking that only the numbers
    can tell; whether a relation holds is for `checks.verdicts` to say."""
    gap = slack = Decimal(0)
    for term in relation.terms:
        figure = figures[term.figure]
        gap += figure.nominal if term.side is Side.LEFT else -figure.nominal
        slack += figure.ulp / 2
    return abs(gap) <= slack
