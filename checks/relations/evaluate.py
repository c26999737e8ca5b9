"""The formulas of a rule on one report → its relations.

Comes in: a rule of the Rulebook and the Lookup of the report. Goes out: relations, and what could not be
checked and why. Before this module: `rulebook`, `binding`; after it: `relate`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from checks.relations.binding import ANY_TABLE, Binding, Missing
from checks.relations.formula import Comparison
from checks.relations.lookup import Lookup, Rows
from checks.relations.relation import Relation, Unchecked
from checks.relations.rule import Rule
from checks.relations.rulebook import Rulebook

_COMPARED: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def why_not(rule: Rule, book: Rulebook, lookup: Lookup) -> Unchecked | None:
    """Why a rule does not hold for this report: its years, or the printed values of its `when`."""
    since, until = rule.years
    year = lookup.report.year
    if year is not None and ((since is not None and year < since) or (until is not None and year > until)):
        return Unchecked(rule.id, "not_applicable")
    for comparison in book.conditions[rule.id]:
        try:
            left, right = Binding(rule, comparison, lookup, None).printed()
        except Missing as missing:
            return Unchecked(rule.id, missing.reason, missing.subject)
        if not _COMPARED[comparison.operator](left, right):
            return Unchecked(rule.id, "not_applicable")
    return None


def evaluate(rule: Rule, book: Rulebook, lookup: Lookup) -> Iterator[Relation | Unchecked]:
    """The relations of one rule's formulas. Raises nothing: what is missing becomes an Unchecked."""
    for formula in book.formulas[rule.id]:
        yield from _first((formula,), rule, lookup)
    if book.either[rule.id]:
        yield from _first(book.either[rule.id], rule, lookup)


def _first(formulas: Sequence[Comparison], rule: Rule, lookup: Lookup) -> Iterator[Relation | Unchecked]:
    """The relations of the first formula that the tables allow; why not, when they allow none."""
    if not any(cell.table == ANY_TABLE for formula in formulas for cell in formula.cells()):
        yield from _on(None, formulas, rule, lookup)
        return
    for form in rule.tables:
        if lookup.is_due(form):
            yield Unchecked(rule.id, "table_missing", form)
        for table in lookup.of_form(form):
            yield from _on(table, formulas, rule, lookup)


def _on(
    table: Rows | None, formulas: Sequence[Comparison], rule: Rule, lookup: Lookup
) -> Iterator[Relation | Unchecked]:
    first: tuple[str, str] | None = None  # the exception itself would keep its frames, and the report, alive
    for formula in formulas:
        try:
            yield from Binding(rule, formula, lookup, table).relations()
        except Missing as missing:
            first = first or (missing.reason, missing.subject)
        else:
            return
    assert first is not None
    reason, subject = first
    lacks = reason in {"operand_missing", "column_missing"}
    yield Unchecked(rule.id, "not_applicable" if lacks and rule.if_present else reason, subject)
