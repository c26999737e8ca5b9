"""Broken relations → root causes: the fewest figures whose change lets everything hold (Fellegi and Holt).

Comes in: relations, their verdicts, figures. Goes out: one `Root` a cause, with the figure under suspicion,
the value it should have had, and the broken relations that this explains. Before this module:
`appraisal`; after it: `causes`.

Each relation of a figure accepts an interval of values for it. A wrong figure is one for which a single
other value satisfies its broken relations without leaving its kept ones. The figure that mends the most
and breaks the least is taken, assumed corrected, and what remains broken is looked at again. Where this
takes several figures, other first choices are tried and the fewest causes win. Only what touches a
broken relation is looked at.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import polars as pl

from checks.finding import TAIL
from checks.findings.appraisal import Appraisal, appraise
from checks.findings.bench import Bench
from checks.findings.evidence import Check
from checks.relations.relation import Relations, Tolerance
from checks.relations.rule import Rule
from checks.report.report import Figure

NO_DIFFERENCE = 0.01
"""Appraisals closer than this are equal: no figure is more suspect than the other."""
_SMALL = 100
"""Figures of a component up to which other first choices than the best are tried."""
_FIRST_CHOICES = 6


@dataclass(frozen=True, slots=True)
class Root:
    """One cause.

    suspect: the figure likeliest wrong, None when another is as likely, or when its change would break
    more than it mends. figure: the one assumed wrong.
    value: what it should have been, nominal, None when no relation says so. determined: a relation
    gives that value to the last printed digit. explains: ids of the broken relations that this mends.
    settles: tails that it made or widened. strains: kept relations that the correction
    breaks, restores: those that an earlier correction broke and this one mends (two errors that cancel).
    unsettles: sums that tie exactly only with the wrong print. rivalled: another figure explains it as well.
    """

    suspect: int | None
    figure: int
    value: Decimal | None
    determined: bool
    explains: tuple[int, ...]
    settles: tuple[int, ...] = ()
    strains: tuple[int, ...] = ()
    restores: tuple[int, ...] = ()
    unsettles: tuple[int, ...] = ()
    rivalled: bool = False


def find_roots(
    relations: Relations, verdicts: pl.DataFrame, figures: Sequence[Figure], rules: Mapping[str, Rule]
) -> list[Root]:
    """The causes of all broken relations that have figures, in order of their first relation.

    verdicts: the frame of `checks.verdicts`. rules: rule id → Rule.
    """
    search = _Search(Bench(relations, verdicts, figures, rules))
    roots = [root for component in search.bench.components() for root in search.explain(component)]
    return sorted(_with_company(roots), key=lambda root: root.explains)


@dataclass(frozen=True, slots=True)
class _Search:
    """The search for the causes of one component after the other; corrections found stay assumed."""

    bench: Bench
    appraised: dict[tuple[int, int], Appraisal | None] = field(default_factory=dict)
    settled: set[int] = field(default_factory=set)

    def explain(self, component: list[Check]) -> list[Root]:
        """The roots of one component, the fewest that the search finds."""
        first = self._ranked(component)
        best, best_left = self._greedy(component, first)
        if len(best) > 2 and len(first) <= _SMALL:  # one figure that explains all would have been first
            for start in first[1:_FIRST_CHOICES]:
                tried, left = self._greedy(component, [start])
                if _cost(tried, left) < _cost(best, best_left):
                    best, best_left = tried, left
        roots = []
        for found in best:
            roots.append(self._root(found))
            self._assume(found)
        unexplained = (Root(None, next(iter(check.weights)), None, False, (check.id,)) for check in best_left)
        return [*roots, *unexplained]

    def _appraise(self, figure: int) -> Appraisal | None:
        """The appraisal of a figure, made anew only when a correction touched one of its checks."""
        key = (figure, self.bench.stamp(figure))
        if key not in self.appraised:
            self.appraised[key] = appraise(self.bench, figure)
        return self.appraised[key]

    def _assume(self, found: Appraisal) -> None:
        self.bench.assume(found.figure, found.reading, found.mends, found.strains)

    def _ranked(self, component: list[Check]) -> list[Appraisal]:
        suspects = dict.fromkeys(figure for check in component if check.broken for figure in check.weights)
        found = [appraisal for figure in suspects if (appraisal := self._appraise(figure)) is not None]
        return sorted(found, key=_order)

    def _greedy(self, component: list[Check], first: list[Appraisal]) -> tuple[list[Appraisal], list[Check]]:
        """The best suspect, then the best for what remains, … and the checks that nothing explains. With
        a single `first` that one is taken at the start. The bench is left as it was."""
        taken: list[Appraisal] = []
        if len(first) == 1:
            self._assume(first[0])
            taken.append(first[0])
            first = self._ranked(component)
        queue = [(_order(found), found) for found in first]
        heapq.heapify(queue)
        broken = {check.id for check in component if check.broken}
        while queue and broken:
            _, found = heapq.heappop(queue)
            # what was appraised before the last correction is appraised again when its turn comes
            fresh = self._appraise(found.figure)
            if fresh is None:
                continue
            if fresh is not found and queue and _order(fresh) > queue[0][0]:
                heapq.heappush(queue, (_order(fresh), fresh))
                continue
            self._assume(fresh)
            taken.append(fresh)
            broken.difference_update(fresh.mends)
        left = [check for check in component if check.broken]
        for found in reversed(taken):
            self.bench.take_back(found.mends, found.strains)
        return taken, left

    def _root(self, found: Appraisal) -> Root:
        """The root of an appraisal that is about to be assumed, with its traces in the kept relations."""
        now, value = self.bench.reading(found.figure), found.reading.value
        settles, restores, unsettles = [], [], []
        for check, accepted in self.bench.voices(found.figure, found.reading.half):
            if check.broken or not accepted.bounded:
                continue
            if check.strained and accepted.admits(value):
                restores.append(check.id)
            elif check.verdict == TAIL and abs(accepted.exact - value) < abs(accepted.exact - now.value):
                settles += [check.id] if check.id not in self.settled else []
            elif accepted.exact == now.value and check.relation.tolerance is Tolerance.SUM:
                unsettles.append(check.id)
        self.settled.update(settles)
        rivalled = self._has_rival(found)
        return Root(
            suspect=None if found.score <= 0 or rivalled else found.figure,
            figure=found.figure,
            value=value,
            determined=found.determined,
            explains=found.mends,
            settles=tuple(settles),
            strains=found.strains,
            restores=tuple(restores),
            unsettles=tuple(unsettles),
            rivalled=rivalled,
        )

    def _has_rival(self, found: Appraisal) -> bool:
        """Whether another figure explains the same broken relations as well."""
        shared = set.intersection(*(set(self.bench.checks[id].weights) for id in found.mends))
        rivals = (self._appraise(figure) for figure in sorted(shared - {found.figure}))
        return any(
            rival is not None
            and set(rival.mends) >= set(found.mends)
            and rival.score > found.score - NO_DIFFERENCE
            for rival in rivals
        )


def _with_company(roots: list[Root]) -> list[Root]:
    """A figure that alone would break more than it mends is suspect after all when another root mends what
    it breaks: one wrong number that is repeated, and both prints agree. Where another is as likely, so it
    is for the repeated one."""
    restored = {id for root in roots for id in root.restores}
    doubted = {id for root in roots if root.rivalled for id in root.strains}

    def suspect(root: Root) -> int | None:
        if root.strains and not root.rivalled and restored.issuperset(root.strains):
            return root.figure
        return None if doubted.intersection(root.restores) else root.suspect

    return [replace(root, suspect=suspect(root)) for root in roots]


def _order(found: Appraisal) -> tuple[float, int]:
    return -found.score, found.figure


def _cost(taken: list[Appraisal], left: list[Check]) -> tuple[int, float]:
    """Fewest causes first, then the best appraised."""
    return len(taken) + len(left), -sum(found.score for found in taken)
