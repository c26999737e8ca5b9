"""Relations that compare words: what a table says, and what it should say.

For the rules written in Python. A table in which nothing is wrong gives one relation that holds, so that
the rule is seen to have run; each fault gives one of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checks.relations.relation import Relation, Side, Term, Tolerance
from checks.report.report import Entry, Figure, Table

HOLDS = "✓"
PLACES = "; "
"""Between the places of words that stand wrong in several: the detail `places`."""
ABSENT = "—"
"""What is stated where something is missing, and expected where it should not be."""


def fault(
    rule: str,
    table: Table,
    where: str,
    stated: str,
    expected: str,
    *,
    figure: Figure | None = None,
    **details: str,
) -> Relation:
    """A fault in a table at `where` (a path of row and column keys). figure: the one it is about."""
    terms = (Term(Side.LEFT, figure.id),) if figure is not None else ()
    return Relation(
        rule=rule,
        tolerance=Tolerance.WORDING,
        subject=f"{table.id}/{where}" if where else table.id,
        terms=terms,
        stated=stated,
        expected=expected,
        place=figure.place if figure is not None else table.place,
        details={"table": title_of(table), **details},
    )


def each_or_holds(rule: str, table: Table, faults: Iterable[Relation]) -> Iterator[Relation]:
    """The faults of a table; when it has none, that it holds."""
    found = False
    for relation in faults:
        found = True
        yield relation
    if not found:
        yield fault(rule, table, "", HOLDS, HOLDS)


def title_of(table: Table) -> str:
    return table.title or table.id


def name_of(entry: Entry) -> str:
    """A row in words: `2010301 行政运行`."""
    return f"{entry.code} {entry.label}".strip()
