"""Tables whose unit is wrong as a whole (V107): what they print is ten thousand times what is printed
elsewhere, not in one cell but in all that is restated.

Comes in: the relations of a report. Goes out: the same with one relation a table that says whether its unit
fits, and without those that a wrong unit would break one by one: they are Unchecked. Before this module:
the families of this room.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checks.relations.relation import Relation, Side, Tolerance, Unchecked
from checks.relations.wording import HOLDS, fault, title_of
from checks.report.report import Figure, Kind, Report

_TEXT = ""
"""The narrative, among the places that print amounts."""
_SLIPS = tuple(Decimal(10) ** power for power in (4, 8, -4, -8))
"""元 taken for 万元, 万元 for 亿元, and back."""
_NEAR = Decimal("0.001")
_LEAST_IN_TEXT = 3
"""A sentence or two may have a slip of their own (N122)."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Sum:
    """Amounts of one place, their sum, and the first of them."""

    place: str
    first: Figure
    total: Decimal


@dataclass(slots=True)
class _Links:
    """How often two places print one amount alike, and how often a unit apart; the largest of these."""

    alike: int = 0
    apart: int = 0
    largest: tuple[Figure, Figure] | None = None


def set_apart(report: Report, relations: Sequence[Relation]) -> tuple[list[Relation], list[Unchecked]]:
    """The relations, and what they could not check for a wrong unit."""
    links = _links(report, relations)
    group = _groups(links)
    slipped = list(_slipped(links, group))
    if not slipped:
        return [*relations, *_told(report, links, slipped, set())], []
    usual = _usual(group)
    wrong = {place for pair in slipped for place in pair if group[place] != usual}
    if _TEXT in wrong:  # a table that only the text restates is then in the unit of the others
        wrong = {_TEXT} | {place for pair in slipped if _TEXT not in pair for place in pair if place in wrong}
    kept = [relation for relation in relations if not _crosses(relation, report.figures, wrong, group)]
    dropped = Counter(relation.rule for relation in relations) - Counter(relation.rule for relation in kept)
    unchecked = [Unchecked(rule, "unit_wrong", count=count) for rule, count in dropped.items()]
    return [*kept, *_told(report, links, slipped, wrong)], unchecked


def _links(report: Report, relations: Sequence[Relation]) -> dict[Pair, _Links]:
    """Both places of every amount that is restated → how they agree. The places in the order of tables."""
    forms = {table.id for table in report.forms()} | {_TEXT}
    links: dict[Pair, _Links] = defaultdict(_Links)
    for relation in relations:
        if relation.tolerance not in {Tolerance.SAME, Tolerance.SUM}:
            continue
        if len({report.figures[term.figure].table for term in relation.terms}) != 2:
            continue  # most relations stay within one table
        one, other = (_sum(relation, side, report.figures) for side in (Side.LEFT, Side.RIGHT))
        if one is None or other is None or one.place == other.place or not {one.place, other.place} <= forms:
            continue
        one, other = sorted((one, other), key=lambda amount: amount.first.id)
        ratio, found = one.total / other.total, links[one.place, other.place]
        if abs(ratio - 1) < _NEAR:
            found.alike += 1
        elif any(abs(ratio / slip - 1) < _NEAR for slip in _SLIPS):
            found.apart += 1
            if found.largest is None or one.first.nominal > found.largest[0].nominal:
                found.largest = (one.first, other.first)
    return links


def _sum(relation: Relation, side: Side, figures: Sequence[Figure]) -> _Sum | None:
    """What one side adds up; None for zero, and for amounts of several places."""
    terms = [term for term in relation.terms if term.side is side]
    amounts = [figures[term.figure] for term in terms]
    places = {figure.table or _TEXT for figure in amounts}
    total = sum((figures[term.figure].nominal * term.weight for term in terms), Decimal(0))
    if len(places) != 1 or not total or any(figure.kind is not Kind.AMOUNT for figure in amounts):
        return None
    return _Sum(places.pop(), amounts[0], total)


def _groups(links: Mapping[Pair, _Links]) -> dict[str, str]:
    """Place → one of the places whose amounts agree with its own."""
    group = {place: place for pair in links for place in pair}
    for (one, other), found in links.items():
        if found.alike and found.alike >= found.apart:
            old, new = group[other], group[one]
            group = {place: new if of == old else of for place, of in group.items()}
    return group


def _slipped(links: Mapping[Pair, _Links], group: Mapping[str, str]) -> Iterator[Pair]:
    """The pairs of places that are a unit apart, with those whose amounts agree with theirs."""
    apart: Counter[frozenset[str]] = Counter()
    for pair, found in links.items():
        apart[frozenset(group[place] for place in pair)] += found.apart
    for pair, found in links.items():
        groups = frozenset(group[place] for place in pair)
        least = _LEAST_IN_TEXT if _TEXT in pair else 1
        if found.apart > found.alike and len(groups) > 1 and apart[groups] >= least:
            yield pair


def _usual(group: Mapping[str, str]) -> str:
    """The group of the narrative, where a table agrees with it; else the largest."""
    sizes = Counter(group.values())
    told = group.get(_TEXT, "")
    return told if told and sizes[told] > 1 else max(sizes, key=lambda name: sizes[name], default="")


def _crosses(
    relation: Relation, figures: Sequence[Figure], wrong: set[str], group: Mapping[str, str]
) -> bool:
    """Relates amounts of a table in a wrong unit to amounts elsewhere."""
    amounts = (figures[term.figure] for term in relation.terms)
    places = {figure.table or _TEXT for figure in amounts if figure.kind is Kind.AMOUNT}
    return bool(places & wrong) and len({group.get(place, place) for place in places}) > 1


def _told(
    report: Report, links: Mapping[Pair, _Links], slipped: Sequence[Pair], wrong: set[str]
) -> Iterator[Relation]:
    """One relation a table that is linked: its unit fits, or which amount it is apart from. Where the text
    is apart from all tables, the table of the largest amount stands for them."""
    linked = {place for pair in links for place in pair} - {_TEXT}
    told = max(
        (pair for pair in slipped if _TEXT in pair and _TEXT in wrong),
        key=lambda pair: max(figure.nominal for figure in links[pair].largest or ()),
        default=None,
    )
    for table in report.forms():
        if table.id not in linked:
            continue
        own_slips = (pair for pair in slipped if table.id in pair and (table.id in wrong or pair == told))
        largest = next((links[pair].largest for pair in own_slips), None)
        if largest is None:
            yield fault("V107", table, "", HOLDS, HOLDS)
            continue
        own, other = sorted(largest, key=lambda figure: figure.table != table.id)
        beside = report.table(other.table) if other.table is not None else None
        yield fault(
            "V107", table, "", f"{own.text}{own.unit}", f"{other.text.removesuffix(other.unit)}{other.unit}",
            figure=own, other=title_of(beside) if beside is not None else "正文",
        )  # fmt: skip
