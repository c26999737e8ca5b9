"""Broken relations → root causes: the fewest figures whose change lets everything hold (Fellegi and Holt).

Comes in: relations, their verdicts, figures. Goes out: one `Root` a cause, with the figure under suspicion,
the value it should have had, and the broken relations that this explains. Before this module:
`checks.evidence`; after it: `checks.findings`.

Each relation of a figure accepts an interval of values for it. A wrong figure is one for which a single
other value satisfies its broken relations without leaving its kept ones. Figures are appraised by the
weight of the relations they would mend less the weight of those they would break; the best is taken,
assumed corrected, and what remains broken is looked at again. Where this takes several figures, other
first choices are tried and the fewest causes win. Only what touches a broken relation is looked at.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

import polars as pl

from checks.evidence import Accepted, Check
from checks.likeness import one_slip_apart
from checks.relations.relation import Relations, Side, Tolerance
from checks.report.report import Figure, Kind

STRENGTH = {
    Tolerance.SAME: 3.0,
    Tolerance.EXACT: 3.0,
    Tolerance.SUM: 2.0,
    Tolerance.RATIO: 2.0,
    Tolerance.GROWTH: 2.0,
    Tolerance.IMPLIED: 1.0,
    Tolerance.AT_MOST: 1.0,
}
SEVERITY_STRENGTH = {"error": 1.0, "warning": 0.8, "note": 0.5}

IN_WORDS = 0.5
"""A number typed into a sentence is likelier wrong than one a system printed into a table."""
COMPUTED = 0.3
"""A percentage is likelier wrong than the amounts it was computed from."""
EXACT_MATCH = 0.02
"""What it adds that a relation ties to the last digit, where others only round."""
NO_DIFFERENCE = 0.01
"""Appraisals closer than this are equal: no figure is more suspect than the other."""

_CANDIDATE_VALUES = 8
_SMALL = 40
"""Broken relations of a component up to which other first choices than the best are tried."""
_FIRST_CHOICES = 6


@dataclass(frozen=True, slots=True)
class Root:
    """One cause.

    suspect: the figure likeliest wrong, None when another is as likely. figure: the one assumed wrong.
    value: what it should have been, nominal, None when no relation says so. determined: a relation
    gives that value to the last printed digit. explains: ids of the broken relations that this mends.
    settles: tails that tie exactly once it is corrected. strains: kept relations that the correction
    breaks, restores: those that an earlier correction broke and this one mends (two errors that cancel).
    unsettles: sums that tie exactly only with the wrong print.
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


@dataclass(frozen=True, slots=True)
class _Appraisal:
    """How well one other value of a figure agrees with its relations."""

    score: float
    figure: int
    value: Decimal
    determined: bool
    mends: tuple[int, ...]
    strains: tuple[int, ...]


def find_roots(
    relations: Relations,
    verdicts: pl.DataFrame,
    figures: Sequence[Figure],
    severity: Mapping[int, str],
) -> list[Root]:
    """The causes of all broken relations that have figures, in order of their first relation.

    verdicts: the frame of `checks.verdicts`. severity: relation id → severity, for the broken ones.
    """
    bench = _Bench(_checks_around(relations, verdicts, figures), figures, severity)
    roots = [root for component in bench.components() for root in _explain(bench, component)]
    return sorted(roots, key=lambda root: root.explains)


def _checks_around(relations: Relations, verdicts: pl.DataFrame, figures: Sequence[Figure]) -> list[Check]:
    """The broken relations, and every evaluated relation that shares a figure with one of them."""
    broken = verdicts.filter(pl.col("verdict") == "break").select("relation")
    if broken.is_empty():
        return []
    touched = relations.terms.join(broken, on="relation", how="semi").select("figure").unique()
    near = (
        verdicts.filter(pl.col("verdict") != "unchecked")
        .select("relation", "verdict")
        .join(relations.terms.join(touched, on="figure", how="semi"), on="relation", how="semi")
        .sort("relation")
    )
    return [
        Check.of(id, relation, verdict == "break", figures)
        for id, verdict in near.iter_rows()
        if (relation := relations.items[id]).tolerance is not Tolerance.WORDING
    ]


class _Bench:
    """The checks around what is broken, and the corrections assumed so far."""

    def __init__(self, checks: list[Check], figures: Sequence[Figure], severity: Mapping[int, str]) -> None:
        self.figures = figures
        self.checks = {check.id: check for check in checks}
        self.severity = severity
        self.values: dict[int, Decimal] = {}
        self.by_figure: dict[int, list[Check]] = defaultdict(list)
        for check in checks:
            for figure in check.weights:
                self.by_figure[figure].append(check)

    def components(self) -> Iterator[list[Check]]:
        """The broken checks, those that share figures together."""
        seen: set[int] = set()
        for check in self.checks.values():
            if not check.broken or check.id in seen:
                continue
            found, queue = [], [check]
            seen.add(check.id)
            while queue:
                here = queue.pop()
                found.append(here)
                for figure in here.weights:
                    for other in self.by_figure[figure]:
                        if other.broken and other.id not in seen:
                            seen.add(other.id)
                            queue.append(other)
            yield sorted(found, key=lambda c: c.id)

    def value(self, figure: int) -> Decimal:
        value = self.values.get(figure)
        return self.figures[figure].nominal if value is None else value

    def strength(self, check: Check) -> float:
        return STRENGTH[check.relation.tolerance] * SEVERITY_STRENGTH.get(
            self.severity.get(check.id, "error"), 1.0
        )

    def trusted(self, figure: int) -> bool:
        """A cell is trusted when the checks among table cells that it takes part in all hold: its table
        was printed from a ledger, the sentence that disagrees with it was typed."""
        if self.figures[figure].table is None or figure in self.values:
            return figure in self.values
        among_cells = [check for check in self.by_figure[figure] if check.tabular]
        return bool(among_cells) and not any(check.broken for check in among_cells)

    def appraise(self, id: int) -> _Appraisal | None:
        """The best other value for a figure, None when it explains nothing."""
        if self.trusted(id):
            return None
        figure, now = self.figures[id], self.value(id)
        voices = [
            (check, accepted)
            for check in self.by_figure[id]
            if (accepted := check.accepts(figure, now)) is not None
        ]
        best: _Appraisal | None = None
        for value in _candidates(figure, now, voices):
            found = self._weigh(figure, value, voices)
            if found.mends and (best is None or found.score > best.score):
                best = found
        return best

    def _weigh(self, figure: Figure, value: Decimal, voices: list[tuple[Check, Accepted]]) -> _Appraisal:
        mends, strains = [], []
        score = IN_WORDS if figure.table is None else 0.0
        determined = False
        heard: Counter[tuple[str, bool]] = Counter()
        for check, accepted in voices:
            admitted = accepted.admits(value)
            exact = accepted.exact is not None and _printable(figure, accepted.exact) == value
            if check.broken and admitted:
                mends.append(check.id)
                determined = determined or (exact and _gives_value(check, figure))
            elif not check.broken and not check.strained and not admitted:
                strains.append(check.id)
            elif not (check.strained and admitted):
                continue
            # many relations of one rule are one voice repeated: the second counts half, the third a third
            gain = check.broken or check.strained
            heard[check.relation.rule, gain] += 1
            weight = self.strength(check) / heard[check.relation.rule, gain]
            score += weight if gain else -weight
            score += EXACT_MATCH if exact else 0.0
        if figure.kind is Kind.PERCENT and determined:
            score += COMPUTED
        return _Appraisal(score, figure.id, value, determined, tuple(mends), tuple(strains))

    def root(self, found: _Appraisal, suspect: int | None) -> Root:
        """The root of an appraisal that is about to be assumed, with its traces in the kept relations."""
        figure, now = self.figures[found.figure], self.value(found.figure)
        settles, restores, unsettles = [], [], []
        for check in self.by_figure[found.figure]:
            accepted = check.accepts(figure, now)
            if check.broken or accepted is None or accepted.exact is None:
                continue
            if check.strained and accepted.admits(found.value):
                restores.append(check.id)
            elif accepted.exact == found.value:
                settles.append(check.id)
            elif accepted.exact == now and check.relation.tolerance is Tolerance.SUM:
                unsettles.append(check.id)
        return Root(
            suspect=suspect,
            figure=found.figure,
            value=found.value,
            determined=found.determined,
            explains=found.mends,
            settles=tuple(settles),
            strains=found.strains,
            restores=tuple(restores),
            unsettles=tuple(unsettles),
        )

    def assume(self, found: _Appraisal) -> None:
        """Take the figure as corrected."""
        figure, old = self.figures[found.figure], self.value(found.figure)
        for check in self.by_figure[found.figure]:
            check.shift(figure, old, found.value)
        for id in found.mends:
            self.checks[id].broken = False
        for id in found.strains:
            self.checks[id].strained = True
        self.values[found.figure] = found.value

    def take_back(self, found: _Appraisal) -> None:
        figure = self.figures[found.figure]
        for check in self.by_figure[found.figure]:
            check.shift(figure, found.value, figure.nominal)
        for id in found.mends:
            self.checks[id].broken = True
        for id in found.strains:
            self.checks[id].strained = False
        del self.values[found.figure]


def _gives_value(check: Check, figure: Figure) -> bool:
    """Whether the relation fixes the figure's digits, rather than a range of them: an amount that is
    solved from a percentage is only known to some digits."""
    tolerance = check.relation.tolerance
    if tolerance in {Tolerance.RATIO, Tolerance.GROWTH}:
        return Side.LEFT in check.weights[figure.id]
    return tolerance not in {Tolerance.AT_MOST, Tolerance.IMPLIED}


def _printable(figure: Figure, value: Decimal, rounding: str = ROUND_HALF_UP) -> Decimal:
    """The value as the figure could print it."""
    if figure.ulp == 0:
        return value
    return (value / figure.ulp).quantize(Decimal(1), rounding=rounding) * figure.ulp


def _candidates(figure: Figure, now: Decimal, voices: list[tuple[Check, Accepted]]) -> Iterable[Decimal]:
    """The values that broken relations ask for, the most wanted first."""
    wanted: Counter[Decimal] = Counter()
    for check, accepted in voices:
        if not check.broken:
            continue
        if accepted.exact is not None:
            wanted[_printable(figure, accepted.exact)] += 1
        elif accepted.low is not None:
            wanted[_printable(figure, accepted.low, ROUND_CEILING)] += 1
        elif accepted.high is not None:
            wanted[_printable(figure, accepted.high, ROUND_FLOOR)] += 1
    return [value for value, _ in wanted.most_common(_CANDIDATE_VALUES) if value != now]


def _explain(bench: _Bench, component: list[Check]) -> list[Root]:
    """The roots of one component, the fewest that the search finds."""
    first = _ranked(bench, component)
    best, best_left = _greedy(bench, component, first)
    if len(best) > 1 and len(component) <= _SMALL:
        for start in first[1:_FIRST_CHOICES]:
            tried, left = _greedy(bench, component, [start])
            if (len(tried) + len(left), -_worth(tried)) < (len(best) + len(best_left), -_worth(best)):
                best, best_left = tried, left
    roots = []
    for found in best:
        roots.append(bench.root(found, _likeliest(bench, found, _rivals(bench, found))))
        bench.assume(found)
    roots += [Root(None, next(iter(check.weights)), None, False, (check.id,)) for check in best_left]
    return roots


def _ranked(bench: _Bench, component: list[Check]) -> list[_Appraisal]:
    suspects = dict.fromkeys(figure for check in component for figure in check.weights)
    found = [appraisal for figure in suspects if (appraisal := bench.appraise(figure)) is not None]
    return sorted(found, key=_order)


def _order(found: _Appraisal) -> tuple[float, int]:
    return -found.score, found.figure


def _worth(found: list[_Appraisal]) -> float:
    return sum(appraisal.score for appraisal in found)


def _greedy(
    bench: _Bench, component: list[Check], first: list[_Appraisal]
) -> tuple[list[_Appraisal], list[Check]]:
    """The best suspect, then the best for what remains, … and the checks that nothing explains. With a
    single `first` that one is taken at the start. The bench is left as it was."""
    taken: list[_Appraisal] = []
    if len(first) == 1:
        bench.assume(first[0])
        taken.append(first[0])
        first = _ranked(bench, [check for check in component if check.broken])
    queue = [(*_order(found), found) for found in first]
    heapq.heapify(queue)
    while queue:
        rank, figure, found = heapq.heappop(queue)
        # an appraisal made before the last correction is made again when its turn comes
        fresh = bench.appraise(figure)
        if fresh is None:
            continue
        if fresh != found and queue and (*_order(fresh),) > queue[0][:2]:
            heapq.heappush(queue, (*_order(fresh), fresh))
            continue
        del rank
        bench.assume(fresh)
        taken.append(fresh)
    left = [check for check in component if check.broken]
    for found in reversed(taken):
        bench.take_back(found)
    return taken, left


def _rivals(bench: _Bench, found: _Appraisal) -> list[_Appraisal]:
    """Figures that explain the same broken relations as well as the one found."""
    shared = set.intersection(*(set(bench.checks[id].weights) for id in found.mends)) - {found.figure}
    rivals = []
    for figure in sorted(shared):
        other = bench.appraise(figure)
        if other and set(other.mends) >= set(found.mends) and other.score > found.score - NO_DIFFERENCE:
            rivals.append(other)
    return rivals


def _likeliest(bench: _Bench, found: _Appraisal, rivals: list[_Appraisal]) -> int | None:
    """Among equals the one figure that a single slip of the pen explains, if it is one."""
    if not rivals:
        return found.figure
    slips = [
        each.figure for each in (found, *rivals) if one_slip_apart(bench.figures[each.figure], each.value)
    ]
    return slips[0] if len(slips) == 1 else None
