"""The list of contents against the tables (S104): named there and here, in the same words and order.

Written in Python, since it compares titles. Comes in: the Lookup; a line of contents is a paragraph that
holds nothing but the title of a form, its number and its page.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace

from checks.reading.document import Place
from checks.relations.lookup import Lookup
from checks.relations.relation import Relation, Tolerance, Unchecked
from checks.relations.rulebook import Rulebook
from checks.relations.vocabulary import forms
from checks.relations.wording import ABSENT, fault, title_of
from checks.report.labels import bare, normalise
from checks.report.report import Report, Table
from checks.report.tables.captions import namings

_CLOSING = re.compile(r"（[^（）]*）$")
_LEADERS = re.compile(r"[.…·\s_-]*\d*[.…·\s]*$")
_FEWEST = 3
"""Fewer titles on lines of their own are no list of contents."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of contents: the form it names, its words, where it stands."""

    form: str
    title: str
    place: Place


def relations(lookup: Lookup, book: Rulebook) -> Iterator[Relation | Unchecked]:
    """The relations of this rule; none without a list of contents."""
    tables: dict[str, Table] = {}
    for table in lookup.report.forms():
        tables.setdefault(table.form, table)
    lines = list({line.form: line for line in _lines(lookup.report, tables)}.values())
    if len(lines) < _FEWEST:
        return
    if not tables and not lookup.unresolved:
        yield Unchecked("S104", "table_missing")  # published beside the narrative, in a file of their own
        return
    for line in lines:
        if line.form not in tables and forms()[line.form].name in lookup.unresolved:
            continue
        title = _CLOSING.sub("", normalise(title_of(tables[line.form]))) if line.form in tables else ""
        same = bool(title) and (title.endswith(line.title) or line.title.endswith(title))
        yield _of_line(line, line.title if same else title or ABSENT)
    named = {line.form for line in lines}
    for form, table in tables.items():
        if form not in named:
            yield fault("S104", table, "", ABSENT, title_of(table))
    listed = [line for line in lines if line.form in tables]
    printed = sorted(listed, key=lambda line: list(tables).index(line.form))
    first = next((pair for pair in zip(listed, printed, strict=True) if pair[0] != pair[1]), None)
    if listed:
        line, there = first or (listed[0], listed[0])
        yield _of_line(replace(line, form="order"), there.title)


def _lines(report: Report, printed: Container[str]) -> Iterator[_Line]:
    for paragraph in report.paragraphs:
        text = normalise(paragraph.text)
        forms = [naming.form.id for naming in namings(text) if not naming.shared]
        if forms:
            title = _CLOSING.sub("", _LEADERS.sub("", bare(text)))
            form = next((form for form in forms if form in printed), forms[0])
            yield _Line(form, title, paragraph.place_at(0))


def _of_line(line: _Line, expected: str) -> Relation:
    return Relation(
        rule="S104",
        tolerance=Tolerance.WORDING,
        subject=line.form,
        stated=line.title,
        expected=expected,
        place=line.place,
    )
