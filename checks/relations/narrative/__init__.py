"""What must hold of the narrative: statements → relations, one module a family.

Before this package: `checks.report` (statements) and the tables they speak of. After it:
`checks.verdicts`. `relations` is its one door.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checks.relations.narrative.alike import alike
from checks.relations.narrative.amounts import amounts
from checks.relations.narrative.appraisal import appraisals, whole_department
from checks.relations.narrative.arithmetic import arithmetic
from checks.relations.narrative.changes import changes, implied_priors
from checks.relations.narrative.completion import (
    completions,
    differences,
    implied_basic,
    implied_budgets,
)
from checks.relations.narrative.context import Context
from checks.relations.narrative.counts import counts
from checks.relations.narrative.echoes import echoes
from checks.relations.narrative.funds import funds
from checks.relations.narrative.grades import grades
from checks.relations.narrative.indicators import indicators
from checks.relations.narrative.instalments import instalments
from checks.relations.narrative.listed import listed
from checks.relations.narrative.lists import breakdowns
from checks.relations.narrative.meetings import meetings
from checks.relations.narrative.of_which import of_which
from checks.relations.narrative.plausible import agreeing, averages, costs_of_one
from checks.relations.narrative.procurement import procurement
from checks.relations.narrative.projects import projects
from checks.relations.narrative.repeats import repeats
from checks.relations.narrative.shares import shares
from checks.relations.narrative.subjects import Subjects
from checks.relations.narrative.tallies import tallies
from checks.relations.narrative.targets import targets
from checks.relations.narrative.units import units
from checks.relations.narrative.wording import wordings
from checks.relations.relation import Relation, Unchecked
from checks.relations.rulebook import Rulebook
from checks.report.report import Report

_FAMILIES = (
    amounts,
    breakdowns,
    shares,
    changes,
    implied_priors,
    completions,
    differences,
    implied_budgets,
    implied_basic,
    repeats,
    counts,
    agreeing,
    averages,
    units,
    tallies,
    of_which,
    listed,
    grades,
    projects,
    procurement,
    funds,
    appraisals,
    whole_department,
    targets,
    echoes,
    indicators,
    instalments,
    arithmetic,
    wordings,
)


def relations(report: Report, rulebook: Rulebook) -> Iterator[Relation | Unchecked]:
    """All relations of the narrative whose rule the rule book holds, families in the order above; what
    they leave alone is looked for elsewhere."""
    context = Context(report, Subjects(report))
    related: set[int] = set()
    for family in _FAMILIES:
        for item in _known(family(context), rulebook):
            if isinstance(item, Relation):
                related.update(term.figure for term in item.terms)
            yield item
    yield from _known(alike(context, related), rulebook)
    if "Q109" in rulebook:
        yield from meetings(context, rulebook["Q109"].data["most"])
    if "Q106" in rulebook:
        yield from costs_of_one(context, rulebook["Q106"].data["limits"])


def _known(found: Iterable[Relation | Unchecked], rulebook: Rulebook) -> Iterator[Relation | Unchecked]:
    return (item for item in found if item.rule in rulebook)
