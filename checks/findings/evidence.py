"""What a judged relation says about each of its figures: the values it would accept, the others as printed.

Comes in: one relation and its figures. Goes out: for a figure, the interval of values that the relation
accepts, and the one that makes both sides equal as printed. Before this module: `checks.verdicts`, whose
tolerance classes are solved here for one operand; after it: `suspects`.
All values are nominal, in the base unit of `Figure.nominal`.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from checks.finding import BREAK, TAIL
from checks.findings import percentages
from checks.findings.percentages import Range
from checks.record import record
from checks.relations.relation import Relation, Side, Term, Tolerance
from checks.report.frames import is_exact_count
from checks.report.report import Figure

_HALF = Decimal("0.5")
_NOTHING = Decimal(0)
_ALL = Decimal(100)
_SIDES = dict.fromkeys(Side, _NOTHING)


STRENGTH = {
    Tolerance.SAME: 3.0,
    Tolerance.EXACT: 3.0,
    Tolerance.SUM: 2.0,
    Tolerance.RATIO: 2.0,
    Tolerance.GROWTH: 2.0,
    Tolerance.IMPLIED: 1.0,
    Tolerance.AT_MOST: 1.0,
}
"""What the word of a relation weighs; less where its rule is no error."""


@record
class Accepted:
    """The values a relation accepts for a figure, ends included, None open; `exact` makes both sides
    equal as printed. besides: a value that it accepts apart from those."""

    low: Decimal | None
    high: Decimal | None
    exact: Decimal
    besides: Decimal | None = None

    def admits(self, value: Decimal) -> bool:
        within = (self.low is None or self.low <= value) and (self.high is None or value <= self.high)
        return within or value == self.besides

    @property
    def bounded(self) -> bool:
        """Whether it accepts a range, no end of which is open."""
        return self.low is not None and self.high is not None


@record
class Reading:
    """A figure as it is taken at the moment: its value, half of its printed unit (0 for a count), one unit
    of its last printed place, and how many decimals it has."""

    value: Decimal
    half: Decimal
    unit: Decimal
    places: int

    @property
    def width(self) -> Decimal:
        """Half its interval: a zero is no rounded number (DESIGN 3.5)."""
        return self.half if self.value else _NOTHING

    @property
    def step(self) -> Decimal:
        """The unit that restatements compare; 0万元 is none at all (catalogue section 4)."""
        return self.half * 2 if self.value or self.places else _NOTHING


def as_read(figure: Figure) -> Reading:
    unit = figure.ulp
    return Reading(figure.nominal, _NOTHING if is_exact_count(figure) else unit * _HALF, unit, figure.places)


@dataclass(slots=True)
class Check:
    """A judged relation as evidence, up to date with the corrections assumed so far.

    verdict: as judged. broken: it breaks and nothing explains it yet. strained: it held, and a correction
    breaks it.
    sums, halves: nominal value and half width of each side. weights: figure → its weight on each side.
    units: the coarsest printed unit of each side. nonzero: how many of its figures are not zero. tabular:
    all its figures are cells of tables. strength: what its word weighs.
    """

    id: int
    relation: Relation
    verdict: str
    sums: dict[Side, Decimal]
    halves: dict[Side, Decimal]
    weights: dict[int, dict[Side, int]]
    units: dict[Side, Decimal]
    nonzero: int
    tabular: bool
    strength: float
    broken: bool = False
    strained: bool = False

    @staticmethod
    def of(
        id: int,
        relation: Relation,
        verdict: str,
        figures: Sequence[Figure],
        readings: MutableMapping[int, Reading],
        *,
        strength: float = 1.0,
    ) -> Check:
        """readings: those of the figures met so far, added to. strength: a factor for its rule."""
        sums, halves, units = _SIDES.copy(), _SIDES.copy(), _SIDES.copy()
        weights: dict[int, dict[Side, int]] = {}
        sums[Side.LEFT] += relation.offset
        for term in relation.terms:
            figure, side = figures[term.figure], term.side
            reading = readings.get(figure.id)
            if reading is None:
                reading = readings[figure.id] = as_read(figure)
            sums[side] += reading.value * term.weight
            halves[side] += reading.width * abs(term.weight)
            units[side] = max(units[side], reading.step)
            own = weights.setdefault(term.figure, {})
            own[side] = own.get(side, 0) + term.weight
        nonzero = sum(figures[id].value != 0 for id in weights)
        tabular = all(figures[id].table is not None for id in weights)
        kind = ImpliedCheck if relation.tolerance is Tolerance.IMPLIED else Check
        check = kind(
            id=id,
            relation=relation,
            verdict=verdict,
            sums=sums,
            halves=halves,
            weights=weights,
            units=units,
            nonzero=nonzero,
            tabular=tabular,
            strength=STRENGTH[relation.tolerance] * strength,
            broken=verdict == BREAK,
        )
        check.learn(readings)
        return check

    def learn(self, readings: Mapping[int, Reading]) -> None:
        """Take in what a class of relations needs to know of its figures besides the sums."""

    def shift(self, figure: int, old: Reading, new: Reading) -> None:
        """Take a figure as `new` instead of `old`."""
        self.nonzero += (new.value != 0) - (old.value != 0)
        for side, weight in self.weights[figure].items():
            self.sums[side] += (new.value - old.value) * weight
            self.halves[side] += (new.width - old.width) * abs(weight)

    @property
    def improbable(self) -> bool:
        """Whether it is a sum that holds, and no rounding would leave so much."""
        off = abs(self.sums[Side.LEFT] - self.sums[Side.RIGHT])
        return self.beyond_three_sigma(off, self.halves[Side.LEFT] + self.halves[Side.RIGHT])

    def beyond_three_sigma(self, off: Decimal, reach: Decimal) -> bool:
        """Whether a sum may be so far off and hardly ever is: of n numbers of one precision, whose half units
        add up to `reach`, σ² is reach² ÷ 3n."""
        within = self.relation.tolerance is Tolerance.SUM and off <= reach
        return within and off * off * self.nonzero > 3 * reach * reach

    def accepts(self, figure: int, now: Reading, half: Decimal) -> Accepted | None:
        """What this relation accepts for a figure that is now read as `now` and would be printed with
        `half`; None when it cannot tell (words, a figure on two sides of a percentage, no base)."""
        own = self.weights[figure]
        match self.relation.tolerance:
            case Tolerance.WORDING:
                return None
            case Tolerance.RATIO | Tolerance.GROWTH:
                return self._percentage(now, half, own) if _on_one_side(own) else None
            case _:
                return self._linear(now, half, own)

    def _linear(self, now: Reading, half: Decimal, own: dict[Side, int]) -> Accepted | None:
        weight = own.get(Side.LEFT, 0) - own.get(Side.RIGHT, 0)
        if weight == 0:
            return None
        difference = self.sums[Side.LEFT] - self.sums[Side.RIGHT]
        exact = now.value - difference / weight
        reach = self._slack(now, half, own) / abs(weight)
        if self.relation.tolerance is not Tolerance.AT_MOST:
            return Accepted(exact - reach, exact + reach, exact)
        return Accepted(None, exact + reach, exact) if weight > 0 else Accepted(exact - reach, None, exact)

    def _slack(self, now: Reading, half: Decimal, own: dict[Side, int]) -> Decimal:
        """How far the two sides may be apart once the figure is printed with `half`."""
        match self.relation.tolerance:
            case Tolerance.EXACT:
                return _NOTHING
            case Tolerance.SAME:
                left, right = (
                    half * 2 if side in own else self.units[side] for side in (Side.LEFT, Side.RIGHT)
                )
                if self.relation.addends >= 2:
                    return max(left, right) * (self.relation.addends + 1) * _HALF
                return (left + right) * _HALF if left and right and left != right else _NOTHING
            case Tolerance.SUM if self.verdict != TAIL and self._restates(now):
                return _NOTHING
            case _:
                turns = sum(abs(weight) for weight in own.values())
                return self.halves[Side.LEFT] + self.halves[Side.RIGHT] + (half - now.width) * turns

    def _restates(self, now: Reading) -> bool:
        """A total of one item restates it: both were rounded from one number."""
        if self.nonzero - (now.value != 0) != 1:
            return False
        return all(abs(weight) == 1 for own in self.weights.values() for weight in own.values())

    def _percentage(self, now: Reading, half: Decimal, own: dict[Side, int]) -> Accepted | None:
        ((side, weight),) = own.items()
        halves = dict(self.halves)
        halves[Side.LEFT] = self.units[Side.LEFT] * _HALF
        halves[side] += (half - now.width) * abs(weight) if side is not Side.LEFT else _NOTHING
        growing = self.relation.tolerance is Tolerance.GROWTH
        formulas = percentages.GROWTH if growing else percentages.SHARE
        solved = percentages.solve(formulas, side, self.sums, halves)
        if solved is None:
            return None
        low, high, exact = (now.value + (wanted - self.sums[side]) / weight for wanted in solved)
        besides = None
        if growing and side is not Side.LEFT and self.sums[Side.LEFT] == _ALL:
            # all of an amount may be its increase: 增长100% is said of what was not there before (D104)
            other = Side.BASE if side is Side.RIGHT else Side.RIGHT
            besides = now.value + (self.sums[other] - self.sums[side]) / weight
        return Accepted(min(low, high), max(low, high), exact, besides)


@dataclass(slots=True)
class ImpliedCheck(Check):
    """An amount against Σ 100·a/c over pairs of an amount a and its percentage c: each pair is a
    percentage whose base is what the pair implies.

    pairs: pair → its terms; pair_of: figure → its pair; readings: as assumed. implied: pair → the base
    that it implies, None when it has none; total: their sum. Ranges are (lowest, highest, nominal).
    """

    pairs: dict[int, list[Term]] = field(default_factory=dict)
    pair_of: dict[int, int] = field(default_factory=dict)
    readings: dict[int, Reading] = field(default_factory=dict)
    implied: dict[int, Range | None] = field(default_factory=dict)
    total: Range = (_NOTHING, _NOTHING, _NOTHING)

    def learn(self, readings: Mapping[int, Reading]) -> None:
        for term in self.relation.terms:
            self.readings[term.figure] = readings[term.figure]
            if term.side is not Side.LEFT:
                self.pairs.setdefault(term.pair, []).append(term)
                self.pair_of[term.figure] = term.pair
        for pair in self.pairs:
            self._imply(pair)

    def shift(self, figure: int, old: Reading, new: Reading) -> None:
        Check.shift(self, figure, old, new)
        self.readings[figure] = new
        if figure in self.pair_of:
            self._imply(self.pair_of[figure])

    def accepts(self, figure: int, now: Reading, half: Decimal) -> Accepted | None:
        if not _on_one_side(self.weights[figure]):
            return None
        own = self.pair_of.get(figure)
        baseless = [pair for pair, implied in self.implied.items() if implied is None]
        if baseless and baseless != [own]:
            return None
        low, high, nominal = _plus(self.total, self.implied.get(own) if own is not None else None, -1)
        stated, stated_half = self.sums[Side.LEFT], self.units[Side.LEFT] * _HALF
        if own is None:
            return Accepted(low - stated_half, high + stated_half, nominal)
        sums, halves = self._pair(own)
        sums[Side.BASE] = stated - nominal
        halves[Side.BASE] = stated_half + max(high - nominal, nominal - low)
        side = Side.RIGHT if Side.RIGHT in self.weights[figure] else Side.LEFT
        halves[side] += half - now.width
        solved = percentages.solve(percentages.SHARE, side, sums, halves)
        return None if solved is None else Accepted(*solved)

    def _imply(self, pair: int) -> None:
        before, now = (
            self.implied.get(pair),
            percentages.solve(percentages.SHARE, Side.BASE, *self._pair(pair)),
        )
        self.total = _plus(_plus(self.total, before, -1), now, 1)
        self.implied[pair] = now

    def _pair(self, pair: int) -> tuple[dict[Side, Decimal], dict[Side, Decimal]]:
        """The pair as a percentage, (sums, halves) by side, its base open."""
        sums, halves = _SIDES.copy(), _SIDES.copy()
        for term in self.pairs[pair]:
            side = Side.RIGHT if term.side is Side.RIGHT else Side.LEFT
            sums[side] += self.readings[term.figure].value * term.weight
            halves[side] += self.readings[term.figure].width * abs(term.weight)
        return sums, halves


def _on_one_side(own: Mapping[Side, int]) -> bool:
    return len(own) == 1 and 0 not in own.values()


def _plus(total: Range, other: Range | None, sign: int) -> Range:
    if other is None:
        return total
    return (total[0] + sign * other[0], total[1] + sign * other[1], total[2] + sign * other[2])
