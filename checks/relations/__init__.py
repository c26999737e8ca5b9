"""Report → Relations: what must hold among its figures, and what could not be checked.

`relate` is the door of this room. Formulas of the rule book run first, then the rules written in Python,
then the narrative. Before this room: `checks.report`; after it: `checks.verdicts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain
from typing import TypeAlias

from checks.relations import accounts, contents, generic, narrative, structure, values
from checks.relations.evaluate import evaluate, why_not
from checks.relations.lookup import Lookup
from checks.relations.relation import Relation, Relations, Side, Tolerance, Unchecked
from checks.relations.rulebook import Rulebook
from checks.relations.slipped import set_apart
from checks.report.report import Report

__all__ = ["relate"]

_Family: TypeAlias = Callable[[Lookup, Rulebook], Iterator[Relation | Unchecked]]
_IN_PYTHON: tuple[_Family, ...] = (
    structure.relations,
    contents.relations,
    accounts.relations,
    values.relations,
    generic.relations,
)

_AMOUNTS = {Tolerance.SAME, Tolerance.SUM, Tolerance.AT_MOST, Tolerance.EXACT}


def relate(report: Report, rulebook: Rulebook) -> Relations:
    """All relations of a report, those of each account by itself where it binds several. A rule of the
    book that made none is Unchecked with a reason: none is passed over in silence."""
    if report.parts:
        return _bound(report, [_of_account(part, rulebook) for part in report.parts])
    return _of_account(report, rulebook)


def _bound(report: Report, found: Sequence[Relations]) -> Relations:
    """The relations of several accounts with the figures and tables of the whole file."""
    items: list[Relation] = []
    unchecked: list[Unchecked] = []
    figures = tables = 0
    for number, (part, relations) in enumerate(zip(report.parts, found, strict=True), 1):
        own = report.tables[tables : tables + len(part.tables)]
        names = {table.id: there.id for table, there in zip(part.tables, own, strict=True)}
        for item in relations.items:
            items.append(
                replace(
                    item,
                    terms=tuple(replace(term, figure=term.figure + figures) for term in item.terms),
                    subject=_renamed(item.subject, names),
                    choice=f"{item.choice}#{number}" if item.choice else "",
                )
            )
        for gap in relations.unchecked:
            of_file = tuple(figure + figures for figure in gap.figures)
            unchecked.append(replace(gap, subject=_renamed(gap.subject, names), figures=of_file))
        figures += len(part.figures)
        tables += len(part.tables)
    return Relations(items, unchecked)


def _renamed(subject: str, names: Mapping[str, str]) -> str:
    """`T1/收入/总计` with the table's id in the file."""
    first, slash, rest = subject.partition("/")
    return f"{names.get(first, first)}{slash}{rest}"


def _of_account(report: Report, rulebook: Rulebook) -> Relations:
    lookup = Lookup(report, structure.due_forms(report, rulebook))
    items: list[Relation] = []
    unchecked: list[Unchecked] = []
    of_tables = _each_once(_of_tables(rulebook, lookup))
    for item in chain(of_tables, narrative.relations(report, rulebook)):
        if isinstance(item, Relation):
            items.append(item)
        else:
            unchecked.append(item)
    if "V107" in rulebook:
        items, of_wrong_units = set_apart(report, items)
        unchecked.extend(of_wrong_units)
    silent = rulebook.rules.keys() - {item.rule for item in items} - {item.rule for item in unchecked}
    found_elsewhere = {rule.id for rule in rulebook.rules.values() if "found_by" in rule.data}
    unchecked.extend(Unchecked(rule, "nothing_to_check") for rule in sorted(silent - found_elsewhere))
    return Relations(items, unchecked)


def _of_tables(rulebook: Rulebook, lookup: Lookup) -> Iterator[Relation | Unchecked]:
    held_off = set()
    for rule in rulebook.rules.values():
        reason = why_not(rule, rulebook, lookup)
        if reason is not None:
            held_off.add(rule.id)
            yield reason
        else:
            yield from evaluate(rule, rulebook, lookup)
    for family in _IN_PYTHON:
        for item in family(lookup, rulebook):
            if item.rule in rulebook and item.rule not in held_off:
                yield item


def _each_once(found: Iterable[Relation | Unchecked]) -> Iterator[Relation | Unchecked]:
    """Without the relations that put the same figures on the same sides as one before: they are no
    evidence of their own. Where a rule comes to nothing by that, it says so."""
    seen: set[tuple[frozenset[tuple[int, int]], Decimal]] = set()
    made: set[str] = set()
    repeated: dict[str, int] = {}
    for item in found:
        if isinstance(item, Relation) and item.tolerance in _AMOUNTS and not item.choice:
            same = _signature(item)
            if same in seen:
                repeated[item.rule] = repeated.get(item.rule, 0) + 1
                continue
            seen.add(same)
        made.add(item.rule)
        yield item
    for rule, count in repeated.items():
        if rule not in made:
            yield Unchecked(rule, "repeats", count=count)


def _signature(relation: Relation) -> tuple[frozenset[tuple[int, int]], Decimal]:
    """Figures with their weights, all on one side; the first figure decides which."""
    weights = [(t.figure, t.weight if t.side is Side.LEFT else -t.weight) for t in relation.terms]
    sign = 1 if min(weights)[1] > 0 else -1
    return frozenset((figure, sign * weight) for figure, weight in weights), sign * relation.offset
