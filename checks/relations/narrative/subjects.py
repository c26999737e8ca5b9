"""What a statement of the narrative is about: its words → the cells that state the same quantity.

An account path or code leads to a row, a named measure (`measures.toml`) to a cell. What neither names
is found by elimination inside its breakdown: one item and one row left over belong together. Before
this module: `checks.report` and `accounts`; after it: the families of the narrative.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import tomli

from checks.relations.narrative.accounts import Accounts
from checks.report.report import Entry, Report, Statement, Table


@dataclass(frozen=True, slots=True)
class Target:
    """A cell: figure None where it is printed blank (a structural zero)."""

    table: str
    figure: int | None


@dataclass(frozen=True, slots=True)
class Subject:
    """key: stable name of the quantity (measure or account). rule: id of the restatement rule.
    cells: alternatives that state it. budget: those that state its budget. entry, table: the account's
    row and where. guessed: found by elimination, the name itself is in no table."""

    key: str
    rule: str
    cells: tuple[Target, ...] = ()
    budget: tuple[Target, ...] = ()
    entry: Entry | None = None
    table: str = ""
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    name: str
    rule: str
    subject: re.Pattern[str]
    without: re.Pattern[str] | None
    topics: frozenset[str] | None
    cells: tuple[str, ...]
    loosely: tuple[str, ...]
    budget: tuple[str, ...]

    def names(self, subject: str, topic: str) -> bool:
        if self.topics is not None and topic not in self.topics:
            return False
        return bool(self.subject.search(subject)) and not (self.without and self.without.search(subject))


@lru_cache(maxsize=1)
def _data() -> tuple[tuple[Measure, ...], Mapping[str, tuple[str, ...]]]:
    data = tomli.loads((Path(__file__).parent / "measures.toml").read_text(encoding="utf-8"))
    measures = tuple(
        Measure(
            m["name"],
            m["rule"],
            re.compile(m["subject"]),
            re.compile(m["not"]) if "not" in m else None,
            frozenset(m["topics"]) if "topics" in m else None,
            tuple(m["cells"]),
            tuple(m.get("loosely", ())),
            tuple(m.get("budget", ())),
        )
        for m in data["measure"]
    )
    return measures, {topic: tuple(cells) for topic, cells in data["accounts"].items()}


def quantity(words: str, topic: str) -> Subject | None:
    """The measure that words name where no table states it: of a narrative whose tables are published in a
    file of their own."""
    measure = next((measure for measure in _data()[0] if measure.names(words, topic)), None)
    return Subject(measure.name, measure.rule) if measure is not None else None


_Find: TypeAlias = Callable[[Accounts], Entry | None]


class Subjects:
    """The subject of every statement of a report."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._accounts: dict[str, Accounts] = {}
        self.of: dict[int, Subject] = {}
        for statement in report.statements:
            found = self._direct(statement)
            if found is not None:
                self.of[statement.id] = found
        self._eliminate()

    def accounts(self, table: Table) -> Accounts:
        if table.id not in self._accounts:
            self._accounts[table.id] = Accounts(table)
        return self._accounts[table.id]

    def measure(self, words: str, topic: str) -> Subject | None:
        """The measure that words name within a topic, with the cells that are there."""
        for measure in _data()[0]:
            if measure.names(words, topic):
                cells = tuple(self.cells(measure.cells))
                if cells:
                    cells += tuple(self.cells(measure.loosely))
                    return Subject(measure.name, measure.rule, cells, tuple(self.cells(measure.budget)))
        return None

    def _direct(self, statement: Statement) -> Subject | None:
        if statement.code:
            return self._by_code(statement)
        named = (
            "（类）" in statement.subject or "（款）" in statement.subject or "（项）" in statement.subject
        )
        if any(statement.path) and (named or not statement.subject or statement.subject == "支出"):
            return self._by_path(statement)
        if not statement.subject or (statement.topic == "performance" and not self._of_the_whole(statement)):
            return None
        return (
            self.measure(statement.subject, statement.topic)
            or self._by_name(statement)
            or quantity(statement.subject, statement.topic)
        )

    def _of_the_whole(self, statement: Statement) -> bool:
        """The performance chapter speaks of projects, whose 一般公共预算支出 is their own; only what it
        says of the department as a whole is in the tables."""
        return "整体" in statement.subject or statement.parent in self.of

    def _places(self, topic: str) -> Iterator[tuple[Table, str]]:
        """The tables, with the column, in which a topic's accounts stand."""
        for spec in _data()[1].get(topic, ()):
            table_id, column = spec.split("/")
            table = self.report.table(table_id)
            if table is not None and not table.empty:
                yield table, column

    def _by_code(self, statement: Statement) -> Subject | None:
        return self._account(statement, lambda accounts: accounts.by_code(statement.code))

    def _by_path(self, statement: Statement) -> Subject | None:
        return self._account(statement, lambda accounts: accounts.by_path(statement.path))

    def _by_name(self, statement: Statement) -> Subject | None:
        return self._account(statement, lambda accounts: accounts.by_name(statement.subject))

    def _account(self, statement: Statement, find: _Find) -> Subject | None:
        """The row in the first table that has it; rows of the same key in the others state it too."""
        found: Entry | None = None
        home = ""
        cells: list[Target] = []
        for table, column in self._places(statement.topic):
            entry = find(self.accounts(table)) if found is None else self._same(table, found)
            if entry is None or column not in entry.cells:
                continue
            if found is None:
                found, home = entry, table.id
            cells.append(Target(table.id, entry.cells[column]))
        if found is None:
            return None
        return Subject(f"{home}/{found.key}", _account_rule(found, home), tuple(cells), (), found, home)

    def _same(self, table: Table, entry: Entry) -> Entry | None:
        """The row of the same account in another table; fund accounts have rows of their own."""
        return self.accounts(table).by_code(entry.code) if entry.code else None

    def cells(self, specs: tuple[str, ...]) -> Iterator[Target]:
        """The cells of `table/half/row/column` addresses that are there."""
        for spec in specs:
            table_id, half, place = spec.split("/", 2)
            row, _, column = place.rpartition("/")
            table = self.report.table(table_id)
            if table is None or table.empty:
                continue
            entry = table.entry(row, half)
            if entry is not None and column in entry.cells:
                yield Target(table_id, entry.cells[column])

    def _eliminate(self) -> None:
        """In a breakdown whose other items are all found, the one item left and the one row left."""
        groups: dict[tuple[int, str, str], list[Statement]] = {}
        for statement in self.report.statements:
            if statement.fact("amount", "final") is None:
                continue
            account = self.of.get(statement.parent)
            if any(statement.path) and statement.path[2] and not statement.code:
                groups.setdefault((-1, statement.topic, "/".join(statement.path[:2])), []).append(statement)
            elif account is not None and account.entry is not None:
                groups.setdefault((statement.parent, statement.topic, ""), []).append(statement)
        for (parent, topic, path), items in groups.items():
            self._pair_leftover(parent, topic, path, items)

    def _pair_leftover(self, parent: int, topic: str, path: str, items: list[Statement]) -> None:
        lost = [s for s in items if s.id not in self.of]
        if len(lost) != 1:
            return
        for table, column in self._places(topic):
            accounts = self.accounts(table)
            if parent >= 0:
                entry = self.of[parent].entry
                rows = accounts.kids(entry) if entry is not None and self.of[parent].table == table.id else []
            else:
                rows = accounts.under([*path.split("/"), ""], 2)
            taken = {s.entry.key for item in items if (s := self.of.get(item.id)) and s.entry is not None}
            left = [r for r in rows if r.key not in taken and r.cells.get(column) is not None]
            left = [r for r in left if self.report.figures[r.cells[column] or 0].value != 0]
            if len(left) == 1:
                row = left[0]
                self.of[lost[0].id] = Subject(
                    f"{table.id}/{row.key}", _account_rule(row, table.id),
                    (Target(table.id, row.cells[column]),), (), row, table.id, guessed=True,
                )  # fmt: skip
                return


def _account_rule(entry: Entry, table: str) -> str:
    """N106 for a 类, N107 for 款 and 项, N108 for economic items, N110, N111, N116 by table."""
    by_table = {"T8": "N110", "T9": "N111", "T9b": "N111", "TN": "N116", "T6": "N108", "T2": "N102"}
    if table in by_table:
        return by_table[table]
    return "N106" if entry.level == 1 else "N107"
