"""D109: a 类, 款 or 项 that the text names, against the name the tables have in its place.

A name that is not printed is traced by its amount: the one row of the same class with that amount is what
was meant. Shortened names (一般公共服务（类）) are the account's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from checks.reading.document import Place
from checks.relations.narrative.accounts import Accounts, core
from checks.relations.narrative.context import amount_of
from checks.relations.narrative.wording.scope import Scope, said
from checks.relations.relation import Relation, Unchecked
from checks.report.narrative.accounts_named import LEVELS
from checks.report.report import Entry, Statement

_LEAD = re.compile(r"\d|年度|用于|包括|其中|支出|主要|项目|分类|[为是按在]$")
_ITEM = 2  # level of a 项 in a path


@dataclass(frozen=True, slots=True)
class _Row:
    """A row found for a path. named: by its name; else by its amount or by elimination."""

    entry: Entry
    accounts: Accounts
    named: bool


def account_names(scope: Scope) -> Iterator[Relation | Unchecked]:
    """Every distinct name on every level of the paths of statements, a wrong one wherever it stands."""
    tables = scope.accounts
    if not tables:
        yield Unchecked("D109", "table_missing")
        return
    told: set[tuple[int, str, str, Place | None]] = set()
    rows = {s.id: _row(scope, s, tables) for s in scope.report.statements if s.path[_ITEM] and not s.code}
    taken = {row.entry.key for row in rows.values() if row is not None and row.named}
    for number, row in rows.items():
        statement = scope.report.statements[number]
        if row is None or (not row.named and row.entry.key in taken):
            continue
        for level, printed in enumerate(_printed(row)):
            name = statement.path[level]
            own = core(name) == core(printed) or _led_up_to(name, printed)
            place = _place(scope, statement, name)
            known = (level, name, printed, None if own else place)
            if not name or not printed or known in told:
                continue
            told.add(known)
            yield said(
                "D109", f"{LEVELS[level]}/{name}", name, name if own else printed,
                place,
                severity="note" if not own and _part(name, printed) else None,
                level=LEVELS[level], code=row.entry.code[: 3 + 2 * level], table=row.accounts.table.title,
            )  # fmt: skip


def _row(scope: Scope, statement: Statement, tables: list[Accounts]) -> _Row | None:
    """The row a path means: of its name, else the one of its class that has its amount."""
    for accounts in tables:
        entry = accounts.by_path(statement.path)
        if entry is not None and entry.level == _ITEM + 1:
            return _Row(entry, accounts, named=True)
    subject, amount = scope.context.subject(statement), amount_of(statement)
    if subject is not None and subject.guessed and subject.entry is not None:
        home = next((a for a in tables if a.table.id == subject.table), None)
        return _Row(subject.entry, home, named=False) if home is not None else None
    if amount is None or scope.context.figure(amount).value == 0:
        return None
    value = scope.context.figure(amount).nominal
    for accounts in tables:
        found = [
            entry
            for entry in accounts.table.entries
            if entry.level == _ITEM + 1
            and core(statement.path[0]) == core(_label(accounts, entry.code[:3]))
            and any(f is not None and scope.report.figures[f].nominal == value for f in entry.cells.values())
        ]
        if len(found) == 1:
            return _Row(found[0], accounts, named=False)
    return None


def _printed(row: _Row) -> tuple[str, str, str]:
    """The names of 类, 款 and 项 as the table prints them, "" where it has no such row."""
    code = row.entry.code
    return (_label(row.accounts, code[:3]), _label(row.accounts, code[:5]), row.entry.label)


def _label(accounts: Accounts, code: str) -> str:
    entry = accounts.by_code(code)
    return entry.label if entry is not None else ""


def _led_up_to(name: str, printed: str) -> bool:
    """The name as printed, behind words of the sentence: 2024年度用于住房保障支出（类）."""
    words = core(name).removesuffix(core(printed))
    return words != core(name) and _LEAD.search(words) is not None


def _part(name: str, printed: str) -> bool:
    """One is a shortened form of the other: no other account, but not its name."""
    return core(name) in core(printed) or core(printed) in core(name)


def _place(scope: Scope, statement: Statement, name: str) -> Place:
    """Where the name stands: in the statement's paragraph, else in a heading before it."""
    section = scope.report.sections[statement.section]
    for index in chain((statement.paragraph,), section.paragraphs):
        at = scope.passages[index].text.find(f"{name}（")
        if at >= 0 and index <= statement.paragraph:
            return scope.passages[index].place_at(at)
    return scope.passages[statement.paragraph].place_at(statement.start)
