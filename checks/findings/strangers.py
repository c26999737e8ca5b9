"""Tables that do not belong, or a text that does not: nearly all that it shares with the rest differs.

A table of another year or unit, or one whose columns were taken for others, breaks dozens of relations, and
no figure of it is to blame; so does a text of another year. Comes in: relations and their verdicts. Goes
out: each such table, or the text, with the broken relations it accounts for. Before this module:
`checks.verdicts`; after it: `assemble`, which puts it in the place of all that it explains.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from checks.finding import BREAK, Finding
from checks.findings.fingerprint import fingerprint
from checks.reading.document import Place
from checks.relations.relation import Relations, Tolerance
from checks.report.report import Figure, Kind, Report, Table

STRANGE = "S118"
"""The rule that a table agrees with the rest of its report."""
_TEXT_NAME = "正文"
_LEAST = 4
"""So many different amounts of its own must differ elsewhere: one wrong number is printed in several rows."""
_NEARLY_ALL = 5
"""A stranger agrees in less than one of so many."""
_TEXT = ""
_SHARED = frozenset({Tolerance.SAME, Tolerance.SUM})


@dataclass(frozen=True, slots=True)
class Stranger:
    """table: the one that does not belong, None for the text. broken, shared: of how many amounts that it
    shares with other places so many differ. explains: ids of the broken relations that it accounts for."""

    table: Table | None
    broken: int
    shared: int
    explains: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Link:
    """A relation of amounts. places: the tables, or the text, that print them. strict: it restates an
    amount, so that a stranger cannot well keep it."""

    id: int
    amounts: tuple[Figure, ...]
    places: frozenset[str]
    strict: bool
    broken: bool


def strangers(report: Report, relations: Relations, verdicts: pl.DataFrame) -> list[Stranger]:
    """The tables that do not belong, the clearest first."""
    judged = dict(verdicts.select("relation", "verdict").iter_rows())
    broken = _links(report, relations, {id: verdict for id, verdict in judged.items() if verdict == BREAK})
    found: list[Stranger] = []
    if not any(len(_differing(broken, place)) >= _LEAST for place in _places(broken)):
        return found  # as in nearly every report: what is kept need not be looked at
    links = _links(report, relations, judged)
    while (stranger := _clearest(report, links)) is not None:
        found.append(stranger)
        place = stranger.table.id if stranger.table is not None else _TEXT
        links = [link for link in links if place not in link.places]
    return found


def _links(report: Report, relations: Relations, verdicts: Mapping[int, str]) -> list[_Link]:
    """Every judged relation of amounts that are not all zero."""
    links = []
    for id, verdict in verdicts.items():
        relation = relations.items[id]
        figures = (report.figures[term.figure] for term in relation.terms)
        amounts = tuple(figure for figure in figures if figure.kind is Kind.AMOUNT)
        if relation.tolerance is not Tolerance.WORDING and any(figure.value for figure in amounts):
            places = frozenset(figure.table or _TEXT for figure in amounts)
            links.append(_Link(id, amounts, places, relation.tolerance in _SHARED, verdict == BREAK))
    return links


def _places(links: Sequence[_Link]) -> frozenset[str]:
    return frozenset[str]().union(*(link.places for link in links))


def _differing(links: Sequence[_Link], place: str) -> frozenset[Decimal | None]:
    """The different amounts that a place prints in broken restatements of what stands elsewhere too."""
    return frozenset(
        figure.value
        for link in links
        if link.broken and link.strict and len(link.places) > 1 and place in link.places
        for figure in link.amounts
        if (figure.table or _TEXT) == place
    )


def _clearest(report: Report, links: Sequence[_Link]) -> Stranger | None:
    """The table that differs in the largest share of what it shares, where it alone does so much."""
    candidates = sorted(
        _candidates(report, links), key=lambda s: (s.broken / s.shared, s.broken), reverse=True
    )
    if not candidates:
        return None
    first = candidates[0]
    others = (other for other in candidates[1:] if other.explains >= first.explains)
    return None if next(others, None) is not None else first


def _candidates(report: Report, links: Sequence[_Link]) -> Iterator[Stranger]:
    for table in (*report.forms(), None):
        place = table.id if table is not None else _TEXT
        own = [link for link in links if place in link.places]
        shared = [link for link in own if len(link.places) > 1]
        strict = [link for link in shared if link.strict]
        broken = [link for link in strict if link.broken]
        kept = len(strict) - len(broken)
        if len(_differing(broken, place)) < _LEAST or kept * _NEARLY_ALL >= len(strict):
            continue
        inside = [link for link in own if len(link.places) == 1]
        misread = 2 * sum(link.broken for link in inside) > len(inside)
        explains = frozenset(link.id for link in (own if misread else shared) if link.broken)
        yield Stranger(table, len(broken), len(strict), explains)


def told(stranger: Stranger, folded: Sequence[Finding], report: Report, severity: str) -> Finding:
    """The finding of a stranger. folded: the findings that it stands for."""
    table = stranger.table
    id = table.id if table is not None else _TEXT
    begins = report.paragraphs[0].places[0] if report.paragraphs else Place()
    return Finding(
        id=fingerprint(STRANGE, id, ()),
        rule=STRANGE,
        severity=severity,
        verdict=BREAK,
        subject=id,
        place=table.place if table is not None else begins,
        follows=tuple(id for f in folded for id in (f.relation, *f.follows) if id is not None),
        details={
            "table": (table.title or table.id) if table is not None else _TEXT_NAME,
            "count": str(stranger.broken),
            "of": str(stranger.shared),
        },
        table=table.id if table is not None else None,
    )
