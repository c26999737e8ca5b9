"""Tables as rules look them up: rows by key, by level, by parent; columns by key.

Comes in: a Report. Goes out: a Lookup, made once for all rules of a report. Before this module:
`checks.report`; after it: `evaluate` and the rules written in Python.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from checks.relations.formula import EVERY, FIRST, LAST, LEVELS
from checks.report.report import Entry, Figure, Report, Table

UNKNOWN = "U"
"""In a rule's `tables`: every table that no form knows."""

_AMOUNTS = ("决算数", "金额", "合计")
"""What a formula means that names no column, where a row has several: the first of these."""


class Rows:
    """One table, its rows and columns by name."""

    def __init__(self, table: Table, figures: Sequence[Figure]) -> None:
        self.table = table
        self.id = table.id
        self._figures = figures
        self._roles = {(column.half, column.key or column.name): column.role for column in table.columns}

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
            if entry.parent is not None:
                found.setdefault((self._side(entry), entry.parent), []).append(entry)
        return found

    def _side(self, entry: Entry) -> str:
        """Income and expenditure are apart; 左, 中, 右 are one list of accounts that was folded."""
        return entry.half if entry.half in {"收入", "支出"} else ""

    def find(self, key: str, half: str = "") -> Entry | None:
        """The row of that key; without a half, the only one there is."""
        found = self._by_key.get(key, [])
        if half:
            found = [entry for entry in found if entry.half == half]
        return found[0] if len(found) == 1 else None

    def kids(self, entry: Entry) -> list[Entry]:
        """The rows right below a row; for a total without any, the rows that it adds up."""
        kids = self._by_parent.get((self._side(entry), entry.key), [])
        return kids or (self._totalled(entry) if entry.level == 0 else [])

    def _totalled(self, total: Entry) -> list[Entry]:
        """The rows of the first level since the total before; behind it, when it stands at the top."""
        half = [entry for entry in self.table.entries if entry.half == total.half]
        at = half.index(total)
        before = _until_total(reversed(half[:at]))[::-1]
        return before or _until_total(iter(half[at + 1 :]))

    def of(self, name: str, half: str = "") -> list[Entry]:
        """The rows that `*`, 类, 款, 项, 首级 or 末级 stands for."""
        entries = [e for e in self.table.entries if not half or e.half == half]
        if name == EVERY:
            return entries
        if name in LEVELS:
            return [e for e in entries if e.level == LEVELS[name]]
        below = [e for e in entries if e.level > 0]
        if name == FIRST:
            return [e for e in below if self._stands_alone(e)]
        assert name == LAST
        return [e for e in below if not self._by_parent.get((self._side(e), e.key))]

    def _stands_alone(self, entry: Entry) -> bool:
        parent = self.find(entry.parent, self._side(entry)) if entry.parent is not None else None
        return parent is None or parent.level == 0

    @cached_property
    def levels(self) -> frozenset[tuple[str, int]]:
        """(half, level) of the levels that the table goes down to."""
        return frozenset(pair for e in self.table.entries for pair in ((e.half, e.level), ("", e.level)))

    @cached_property
    def _columns(self) -> dict[str, dict[str, str]]:
        """Column keys of each half that rows have, with the role of the column."""
        found: dict[str, dict[str, str]] = {}
        for entry in self.table.entries:
            half = found.setdefault(entry.half, {})
            for key in entry.cells:
                half.setdefault(key, self._role(entry.half, key))
        return found

    def _role(self, half: str, key: str) -> str:
        return self._roles.get((half, key)) or self._roles.get(("", key), "amount")

    def amounts(self, half: str = "") -> list[str]:
        """Keys of the columns that can be added up."""
        halves = [half] if half else list(self._columns)
        keys = {key: role for name in halves for key, role in self._columns.get(name, {}).items()}
        return [key for key, role in keys.items() if role == "amount"]

    def has_column(self, key: str, half: str) -> bool:
        return key in self._columns.get(half, {})

    def amount_of(self, entry: Entry) -> str:
        """The column a formula means when it names none, "" when that is not clear."""
        if len(entry.cells) == 1:
            return next(iter(entry.cells))
        return next((key for key in _AMOUNTS if key in entry.cells), "")

    def addends(self, entry: Entry, column: str) -> int:
        """How many printed items a cell adds up, 1 for a leaf, 0 where it is zero itself. A row with a
        single item below it adds up what that one does."""
        if not self._is_printed(entry, column):
            return 0
        kids = [kid for kid in self.kids(entry) if self._is_printed(kid, column)]
        if len(kids) == 1:
            return self.addends(kids[0], column)
        return max(1, len(kids))

    def _is_printed(self, entry: Entry, column: str) -> bool:
        figure = entry.cells.get(column)
        return figure is not None and self._figures[figure].value != 0


def _until_total(entries: Iterator[Entry]) -> list[Entry]:
    found = []
    for entry in entries:
        if entry.level == 0:
            break
        if entry.level == 1:
            found.append(entry)
    return found


class Lookup:
    """A report's tables for the rules.

    due: the forms that this report should have, each with the forms that may stand in its stead.
    """

    def __init__(self, report: Report, due: Sequence[frozenset[str]]) -> None:
        self.report = report
        self.tables: Mapping[str, Rows] = {t.id: Rows(t, report.figures) for t in report.tables}
        self.due = due

    def of_form(self, form: str) -> list[Rows]:
        """The tables of a form with data in them; of `U`, those that no form knows."""
        wanted = "" if form == UNKNOWN else form
        return [rows for rows in self.tables.values() if rows.table.form == wanted and not rows.table.empty]

    def is_due(self, form: str) -> bool:
        """The form should be in the report, and neither it nor one in its stead is."""
        return any(form in forms and not any(f in self.tables for f in forms) for forms in self.due)
