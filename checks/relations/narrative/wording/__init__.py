"""What a person would flag without a number: the words of the narrative, one module a family.

Before this package: `context`. `wordings` is its one door. A relation here compares words, so that its
two sides are texts; a blank template is told by `residue` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from checks.relations.narrative.context import Context
from checks.relations.narrative.wording.account_names import account_names
from checks.relations.narrative.wording.accounts_told import accounts_told
from checks.relations.narrative.wording.basic_items import basic_items
from checks.relations.narrative.wording.because import because
from checks.relations.narrative.wording.budget_words import budget_words
from checks.relations.narrative.wording.directions import directions
from checks.relations.narrative.wording.kinds import kinds
from checks.relations.narrative.wording.marks import marks
from checks.relations.narrative.wording.names import names
from checks.relations.narrative.wording.purposes import purposes
from checks.relations.narrative.wording.reasons import reasons
from checks.relations.narrative.wording.residue import residue
from checks.relations.narrative.wording.scope import Scope
from checks.relations.narrative.wording.sections import sections
from checks.relations.narrative.wording.slips import slips
from checks.relations.narrative.wording.slots import slots
from checks.relations.narrative.wording.years import years
from checks.relations.relation import Relation, Unchecked

_Family: TypeAlias = Callable[[Scope], Iterator[Relation | Unchecked]]
_FAMILIES: tuple[_Family, ...] = (
    slots,
    budget_words,
    directions,
    because,
    names,
    years,
    kinds,
    purposes,
    basic_items,
    account_names,
    accounts_told,
    sections,
    reasons,
    marks,
    slips,
)


def wordings(context: Context) -> Iterator[Relation | Unchecked]:
    """All relations of words in a report."""
    scope = Scope(context)
    yield from residue(scope)
    if not scope.blank:
        for family in _FAMILIES:
            yield from family(scope)
