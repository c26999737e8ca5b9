"""How suspect a figure is: what another value of it would mend, and what it would break.

Comes in: a `Bench` and one of its figures. Goes out: the best `Appraisal`, None when no other value mends
anything. Before this module: `bench`; after it: `suspects`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from checks.findings.bench import Bench
from checks.findings.candidates import Slip, candidates
from checks.findings.evidence import Accepted, Check, Reading
from checks.findings.likeness import roundness
from checks.record import record
from checks.relations.relation import Side, Tolerance
from checks.report.report import Figure, Kind

_IN_WORDS = 0.5
"""A number typed into a sentence is likelier wrong than one a system printed into a table."""
_COMPUTED = 0.3
"""A percentage, or the result of a calculation in words, is likelier wrong than what it was made from."""

_HIGHEST = Decimal(1000)

# What tells equals apart. None of these outweighs a relation.
_EXACT = 0.02  # a relation ties to the last digit, where others only round to it
_IMPROBABLE = 0.5  # a tail that rounding hardly ever leaves (DESIGN 3.1)
_TO_ZERO = 0.05  # most cells of a table are zero: a lone number among them is likelier the wrong one
_SLIPS = {Slip.NONE: 0.0, Slip.NEAR: 0.35, Slip.TELLING: 0.4}
_ELSEWHERE = 0.1  # the right number is printed elsewhere, the print itself is not: for each telling digit
_ROUND = 0.15  # a round number is likelier meant than met by a slip: for each closing zero but the first
_ABSURD = 0.4  # a percentage is hardly ever above a thousand
_NEGATIVE = 0.3  # an amount is hardly ever negative
_NOTHING_SAID = 0.3  # a zero is hardly ever meant to be a number
_DISPUTED = 0.1  # the words beside the figure contradict it too


@record
class Appraisal:
    """How well another reading of a figure agrees with its relations.

    determined: a relation fixes the value to its last digit. mends: broken relations it satisfies.
    strains: kept relations it would break.
    """

    score: float
    figure: int
    reading: Reading
    determined: bool
    mends: tuple[int, ...]
    strains: tuple[int, ...]


def appraise(bench: Bench, id: int) -> Appraisal | None:
    """The best other reading of a figure."""
    if bench.corrected(id) or bench.trusted(id):
        return None
    figure, now = bench.figures[id], bench.reading(id)
    voices = bench.voices(id, now.half)
    values = candidates(figure, now, voices)
    telling = [value for value, slip in values.items() if slip is Slip.TELLING]
    best: Appraisal | None = None
    for value, slip in values.items():
        reading = bench.correction(figure, value)
        heard = voices if reading.half == now.half else bench.voices(id, reading.half)
        found = _weighed(figure, now, reading, heard, slipped=slip is Slip.TELLING)
        if not found.mends:
            continue
        likely = _likeness(bench, figure, value) + _SLIPS[slip]
        # an amount that a percentage only brackets is known when a single slip leads into the bracket
        sure = found.determined or telling == [value]
        if best is None or found.score + likely > best.score:
            best = replace(found, score=found.score + likely, determined=sure)
    return best


def _weighed(
    figure: Figure,
    now: Reading,
    reading: Reading,
    voices: Iterable[tuple[Check, Accepted]],
    *,
    slipped: bool,
) -> Appraisal:
    """What the relations alone say of a reading; slipped: it is a slip of the pen away."""
    mends, strains = [], []
    score, computed, determined = 0.0, 0.0, False
    heard: Counter[tuple[str, bool]] = Counter()
    for check, accepted in voices:
        admitted = accepted.admits(reading.value) and (
            slipped or not check.broken or not _one_of_many(check, figure)
        )
        score += _EXACT * (_closeness(accepted, reading) - _closeness(accepted, now))
        score += _IMPROBABLE * _is_improbable(check, accepted, now)
        score -= _IMPROBABLE * _is_improbable(check, accepted, reading)
        if check.broken and admitted:
            mends.append(check.id)
            determined = determined or _gives_value(check, accepted, figure.id, now)
        elif not check.broken and not check.strained and not admitted:
            strains.append(check.id)
        elif not (check.strained and admitted):
            continue
        # many relations of one rule are one voice repeated: the second counts half, the third a third
        gain = check.broken or check.strained
        heard[check.relation.rule, gain] += 1
        weight = check.strength / heard[check.relation.rule, gain]
        score += weight if gain else -weight
        if check.broken and _computed_by(check, figure):
            computed = _COMPUTED
    score += computed
    return Appraisal(score, figure.id, reading, determined, tuple(mends), tuple(strains))


def _closeness(accepted: Accepted, reading: Reading) -> float:
    """1 where both sides are equal as printed (to the unit that the figure can print), 0 where rounding
    can just explain the difference."""
    low, high = accepted.low, accepted.high
    if low is None or high is None or not low <= reading.value <= high:
        return 0.0
    off, reach = abs(accepted.exact - reading.value), (high - low) / 2
    return 1.0 if reach <= reading.unit and off * 2 <= reading.unit else 1 - float(off / reach)


def _is_improbable(check: Check, accepted: Accepted, reading: Reading) -> bool:
    """Whether the relation would hold, and by more than 3σ."""
    if accepted.low is None or accepted.high is None:
        return False
    reach = (accepted.high - accepted.low) / 2
    return check.beyond_three_sigma(abs(accepted.exact - reading.value), reach)


def _likeness(bench: Bench, figure: Figure, value: Decimal) -> float:
    """How much the two prints speak for this figure and this value, relations and slips apart."""
    score = _IN_WORDS if figure.table is None else 0.0
    if value < 0 <= figure.value:
        score -= _NEGATIVE
    if figure.kind is Kind.PERCENT and abs(value) > _HIGHEST > abs(figure.value):
        score -= _ABSURD
    if figure.value == 0:
        score -= _NOTHING_SAID
    if figure.id in bench.disputed:
        score += _DISPUTED
    score -= _ELSEWHERE * bench.telling_digits(figure.nominal, figure)
    if value == 0:
        return score + (_TO_ZERO if figure.kind is Kind.AMOUNT else 0.0)
    score += _ELSEWHERE * bench.telling_digits(value, figure)
    return score + _ROUND * (roundness(figure, value) - roundness(figure, figure.nominal))


def _one_of_many(check: Check, figure: Figure) -> bool:
    """Whether a little change in any of ten figures would mend the relation as well: the amounts and
    percentages that imply a total (P108). Only a slip singles one of them out."""
    return check.relation.tolerance is Tolerance.IMPLIED and Side.LEFT not in check.weights[figure.id]


def _computed_by(check: Check, figure: Figure) -> bool:
    """Whether the figure is the result of the relation: a percentage; the difference in 5068 − 1738."""
    own = check.weights[figure.id]
    match check.relation.tolerance:
        case Tolerance.RATIO | Tolerance.GROWTH:
            return Side.LEFT in own
        case Tolerance.SUM if figure.table is None and len(own) == 1:
            others = [sides for id, sides in check.weights.items() if id != figure.id]
            beside = any(side in own for sides in others for side in sides)
            differs = any(weight < 0 for sides in others for weight in sides.values())
            return len(others) == 2 and not beside and differs
    return False


def _gives_value(check: Check, accepted: Accepted, figure: int, now: Reading) -> bool:
    """Whether the relation fixes the figure's digits, rather than a bracket for them: an amount that is
    solved from a percentage is only known to some digits."""
    match check.relation.tolerance:
        case Tolerance.SAME | Tolerance.SUM | Tolerance.EXACT:
            return True
        case Tolerance.RATIO | Tolerance.GROWTH if Side.LEFT in check.weights[figure]:
            return True
        case _ if accepted.low is not None and accepted.high is not None:
            return accepted.high - accepted.low < now.unit
    return False
