"""The standard forms as data: `forms.toml` → Forms, and the words of table headers.

A Form knows its titles, its columns and its named rows; it does not know grids. Before this module:
`patterns`. After it: `identify` (which form is this?), `layout` (which rows are header?) and `entries`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import tomli

from checks.report.patterns import any_of

_DATA = Path(__file__).with_name("forms.toml")

TWO_SIDED, ACCOUNTS, TRIPLES, SANGONG, LINES = "two_sided", "accounts", "triples", "sangong", "lines"


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a form. half: the side of a two-sided form it is on, "" for both. needed: without it
    the table is not this form. mark: it tells this form from others when the title is missing."""

    key: str
    half: str
    names: re.Pattern[str]
    needed: bool
    mark: bool


@dataclass(frozen=True, slots=True)
class FormRow:
    """A named row of a form. under: key of the row that adds it up. splits: the rows below it are its
    parts (年初结转和结余 by source)."""

    key: str
    half: str
    names: re.Pattern[str]
    under: str | None
    splits: bool


@dataclass(frozen=True, slots=True)
class Form:
    """One standard form; `forms.toml` explains the fields. shared: titles that other tables carry too."""

    id: str
    name: str
    shape: str
    titles: re.Pattern[str]
    shared: re.Pattern[str] | None
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]
    known_by_header: bool
    codes: str

    def column_key(self, half: str, names: Sequence[str]) -> str:
        """The key of a printed column: `names` are its header, most specific first; "" when no column of
        the form is called so."""
        for name in names:
            for column in self.columns:
                if column.half in {"", half} and column.names.fullmatch(name):
                    return column.key
        return ""

    def row(self, half: str, label: str) -> FormRow | None:
        """The named row that a normalised label without its number stands for."""
        for row in self.rows:
            if row.half in {"", half} and row.names.fullmatch(label):
                return row
        return None


@dataclass(frozen=True)
class Words:
    """The words that headers are made of, whatever the form: what a column or a row is for."""

    code: re.Pattern[str]
    level: re.Pattern[str]
    label: re.Pattern[str]
    ordinal_column: re.Pattern[str]
    ordinal_row: re.Pattern[str]
    total: re.Pattern[str]
    group: re.Pattern[str]
    amount: re.Pattern[str]
    form_columns: re.Pattern[str]

    @cached_property
    def _known(self) -> dict[str, bool]:
        return {}

    def is_header(self, label: str) -> bool:
        """A normalised cell text that names a column or a group of columns."""
        known = self._known.get(label)
        if known is None:
            patterns = (self.code, self.level, self.label, self.ordinal_column, self.ordinal_row)
            patterns += (self.total, self.group, self.amount, self.form_columns)
            known = self._known[label] = any(pattern.fullmatch(label) for pattern in patterns)
        return known


@dataclass(frozen=True, slots=True)
class Forms:
    """All forms in the order of the file, and the words of headers."""

    forms: tuple[Form, ...]
    words: Words

    def titled(self, title: str) -> Sequence[tuple[Form, int, bool]]:
        """The forms a normalised title line may name: (form, where the name starts, shared title), the
        longest name first."""
        found = []
        for form in self.forms:
            for pattern, shared in ((form.titles, False), (form.shared, True)):
                match = _at_end(pattern, title) if pattern is not None else None
                if match is not None:
                    found.append((form, match, shared))
                    break
        return sorted(found, key=lambda item: item[1])


def _at_end(pattern: re.Pattern[str], title: str) -> int | None:
    """Where the longest match that reaches the end of the title starts, None when none does."""
    for start in range(len(title)):
        if pattern.fullmatch(title, start):
            return start
    return None


@lru_cache(maxsize=1)
def load_forms() -> Forms:
    """The forms of `forms.toml`, read once."""
    data = tomli.loads(_DATA.read_text(encoding="utf-8"))
    names = [name for form in data["form"] for column in form["column"] for name in column["names"]]
    words = {name: any_of(patterns) for name, patterns in data["words"].items()}
    # a bare … at either end would make every sentence a header word
    closed = any_of(name for name in names if not name.startswith(("…", "[…]")))
    return Forms(tuple(map(_form, data["form"])), Words(**words, form_columns=closed))


def _form(data: Mapping[str, Any]) -> Form:
    return Form(
        id=data["id"],
        name=data["name"],
        shape=data["shape"],
        titles=any_of(data["titles"]),
        shared=any_of(data["shared"]) if "shared" in data else None,
        columns=tuple(
            FormColumn(c["key"], c.get("half", ""), any_of(c["names"]), c.get("needed", False), c.get("mark", False))
            for c in data["column"]
        ),
        rows=tuple(
            FormRow(r["key"], r.get("half", ""), any_of(r["names"]), r.get("under"), r.get("splits", False))
            for r in data.get("row", ())
        ),
        known_by_header=data["known_by_header"],
        codes=data.get("codes", ""),
    )
