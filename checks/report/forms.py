"""The standard forms as data: `forms.toml` → Forms, and the words of table headers.

A Form knows its titles, its columns and its named rows; it does not know grids. Before this module:
`patterns`. After it: `identify` (which form is this?), `layout` (which rows are header?) and `entries`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import tomli

from checks.report.labels import unitless
from checks.report.patterns import Names

_DATA = Path(__file__).with_name("forms.toml")

TWO_SIDED, ACCOUNTS, TRIPLES, SANGONG, LINES = "two_sided", "accounts", "triples", "sangong", "lines"


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a form. half: the side of a two-sided form it is on, "" for both. needed: without it
    the table is not this form. mark: it tells this form from others when the title is missing."""

    key: str
    half: str
    names: Names
    needed: bool
    mark: bool


@dataclass(frozen=True, slots=True)
class FormRow:
    """A named row of a form. under: key of the row that adds it up. splits: the rows below it are its
    parts (年初结转和结余 by source)."""

    key: str
    half: str
    names: Names
    under: str | None
    splits: bool


@dataclass(frozen=True, slots=True)
class Form:
    """One standard form; `forms.toml` explains the fields. shared: titles that other tables carry too.
    basis, apart: header levels whose columns are not called by what stands below them alone."""

    id: str
    name: str
    shape: str
    titles: Names
    shared: Names | None
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]
    known_by_header: bool
    codes: str
    may_be_empty: bool
    basis: Names
    apart: Names

    def column_key(self, half: str, names: Sequence[str]) -> str:
        """The key of a printed column: `names` are its header, most specific first; "" when no column of
        the form is called so."""
        levels = names[0].split("/")[::-1] if names else []
        parted = (n for n, level in enumerate(levels) if self.basis.fit(level) or self.apart.fit(level))
        least = next(parted, 0)
        for name in names:
            for column in self.columns if name.count("/") >= least else ():
                if column.half in {"", half} and column.names.fit(name):
                    return column.key
        return ""

    def row(self, half: str, label: str) -> FormRow | None:
        """The named row that a normalised label without its number stands for."""
        for row in self.rows:
            if row.half in {"", half} and row.names.fit(label):
                return row
        return None


@dataclass(frozen=True)
class Words:
    """The words that headers are made of, whatever the form: what a column or a row is for."""

    code: Names
    level: Names
    label: Names
    ordinal_column: Names
    ordinal_row: Names
    total: Names
    group: Names
    amount: Names
    basis: Names
    apart: Names
    form_columns: Names

    @cached_property
    def _all(self) -> tuple[Names, ...]:
        names = (self.code, self.level, self.label, self.ordinal_column, self.ordinal_row)
        return (*names, self.total, self.group, self.amount, self.form_columns)

    @cached_property
    def _known(self) -> dict[str, bool]:
        return {}

    def is_header(self, label: str) -> bool:
        """A normalised cell text that names a column or a group of columns."""
        known = self._known.get(label)
        if known is None:
            name = unitless(label)
            known = self._known[label] = any(pattern.fit(name) for pattern in self._all)
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
                start = pattern.at_end(title) if pattern is not None else None
                if start is not None:
                    found.append((form, start, shared))
                    break
        return sorted(found, key=lambda item: item[1])


@lru_cache(maxsize=1)
def load_forms() -> Forms:
    """The forms of `forms.toml`, read once."""
    data = tomli.loads(_DATA.read_text(encoding="utf-8"))
    names = [name for form in data["form"] for column in form["column"] for name in column["names"]]
    words = {name: Names(patterns) for name, patterns in data["words"].items()}
    closed = Names(name for name in names if "…" not in name)  # … would make header words of sentences
    forms = tuple(_form(form, words["basis"], words["apart"]) for form in data["form"])
    return Forms(forms, Words(**words, form_columns=closed))


def _form(data: Mapping[str, Any], basis: Names, apart: Names) -> Form:
    return Form(
        id=data["id"],
        name=data["name"],
        shape=data["shape"],
        titles=Names(data["titles"]),
        shared=Names(data["shared"]) if "shared" in data else None,
        columns=tuple(
            FormColumn(
                c["key"], c.get("half", ""), Names(c["names"]), c.get("needed", False), c.get("mark", False)
            )
            for c in data["column"]
        ),
        rows=tuple(
            FormRow(r["key"], r.get("half", ""), Names(r["names"]), r.get("under"), r.get("splits", False))
            for r in data.get("row", ())
        ),
        known_by_header=data["known_by_header"],
        codes=data.get("codes", ""),
        may_be_empty=data.get("may_be_empty", False),
        basis=basis,
        apart=apart if data.get("apart", False) else Names(()),
    )
