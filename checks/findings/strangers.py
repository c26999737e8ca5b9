"""Tables that do not belong: nearly all that they share with the rest of the report differs.

A table of another year or unit, or one whose columns were taken for others, breaks dozens of relations, and
no figure of it is to blame. Comes in: relations and their verdicts. Goes out: each such table with the
broken relations it accounts for. Before this module: `checks.verdicts`; after it: `assemble`, which tells
them as one finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from checks.finding import BREAK
from checks.relations.relation import Relations, Tolerance
from checks.report.report import Kind, Report, Table

_LEAST = 5
"""So many amounts must be shared with other places, to tell a habit from a few errors."""
_NEARLY_ALL = 5
"""A stranger agrees in less than one of so many."""
_SHARED = frozenset({Tolerance.SAME, Tolerance.SUM})


@dataclass(frozen=True, slots=True)
class Stranger:
    """table: the one that does not belong. broken, shared: of how many amounts that it shares with other
    places so many differ. explains: ids of the broken relations that it accounts for."""

    table: Table
    broken: int
    shared: int
    explains: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Link:
    """A relation between places. strict: it restates an amount, so that a stranger cannot well keep it."""

    id: int
    places: frozenset[str]
    strict: bool
    broken: bool


def strangers(report: Report, relations: Relations, verdicts: pl.DataFrame) -> list[Stranger]:
    """The tables that do not belong, the clearest first."""
    links = _links(report, relations, dict(verdicts.select("relation", "verdict").iter_rows()))
    found: list[Stranger] = []
    while (stranger := _clearest(report, links)) is not None:
        found.append(stranger)
        links = [link for link in links if stranger.table.id not in link.places]
    return found


def _links(report: Report, relations: Relations, verdicts: Mapping[int, str]) -> list[_Link]:
    """Every judged relation of amounts, with the tables ("" for the text) that print them."""
    links = []
    for id, verdict in verdicts.items():
        relation = relations.items[id]
        amounts = [report.figures[term.figure] for term in relation.terms]
        if relation.tolerance is Tolerance.WORDING or not any(figure.value for figure in amounts):
            continue
        places = frozenset(figure.table or "" for figure in amounts if figure.kind is Kind.AMOUNT)
        links.append(_Link(id, places, relation.tolerance in _SHARED, verdict == BREAK))
    return links


def _clearest(report: Report, links: Sequence[_Link]) -> Stranger | None:
    """The table that differs in the largest share of what it shares, where it alone does so much."""
    candidates = sorted(_candidates(report, links), key=lambda s: s.broken / s.shared, reverse=True)
    if not candidates:
        return None
    first = candidates[0]
    others = (other for other in candidates[1:] if other.explains >= first.explains)
    return None if next(others, None) is not None else first


def _candidates(report: Report, links: Sequence[_Link]) -> Iterator[Stranger]:
    for table in report.forms():
        own = [link for link in links if table.id in link.places]
        shared = [link for link in own if len(link.places) > 1]
        strict = [link for link in shared if link.strict]
        broken = sum(link.broken for link in strict)
        if broken < _LEAST or (len(strict) - broken) * _NEARLY_ALL >= len(strict):
            continue
        inside = [link for link in own if len(link.places) == 1]
        misread = 2 * sum(link.broken for link in inside) > len(inside)
        explains = frozenset(link.id for link in (own if misread else shared) if link.broken)
        yield Stranger(table, broken, len(strict), explains)
