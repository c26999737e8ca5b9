"""The workbench of the search: every check around what is broken, and the corrections assumed so far.

Comes in: relations, their verdicts, figures. Goes out: a `Bench` that answers what the checks of a figure
accept for it, and takes corrections on and back. Before this module: `evidence`; after it:
`appraisal`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

import polars as pl

from checks.finding import BREAK, UNCHECKED
from checks.findings.evidence import Accepted, Check, Reading
from checks.findings.likeness import UNITS, slipped_unit
from checks.findings.severity import rule_severity
from checks.relations.relation import Relations, Tolerance
from checks.relations.rule import Rule
from checks.report.report import Figure

_STRENGTH = {"error": 1.0, "warning": 0.8, "note": 0.5}
"""Severity of a rule → what its relations weigh as evidence."""
_COMMON_DIGITS = 3
"""A number of so few digits is printed in many places by chance."""


class Bench:
    """Checks by figure; the readings that corrections have changed. disputed: figures that broken words
    are about."""

    def __init__(
        self,
        relations: Relations,
        verdicts: pl.DataFrame,
        figures: Sequence[Figure],
        rules: Mapping[str, Rule],
    ) -> None:
        self.figures = figures
        self._readings: dict[int, Reading] = {}
        self.checks: dict[int, Check] = {}
        self.disputed: set[int] = set()
        for id, verdict in _around_breaks(relations, verdicts):
            relation = relations.items[id]
            if relation.tolerance is not Tolerance.WORDING:
                strength = _STRENGTH[relation.severity or rule_severity(relation.rule, rules)]
                self.checks[id] = Check.of(id, relation, verdict, figures, self._readings, strength=strength)
            elif verdict == BREAK:
                self.disputed.update(term.figure for term in relation.terms)
        self.by_figure: dict[int, list[Check]] = defaultdict(list)
        for check in self.checks.values():
            for figure in check.weights:
                self.by_figure[figure].append(check)
        self._corrected: list[tuple[int, Reading, dict[int, int]]] = []
        self._stamps = dict.fromkeys(self.by_figure, 0)
        self._last_stamp = 0

    def components(self) -> Iterator[list[Check]]:
        """The broken checks, those that share figures together, in order."""
        seen: set[int] = set()
        for check in self.checks.values():
            if not check.broken or check.id in seen:
                continue
            found, queue = [], [check]
            seen.add(check.id)
            while queue:
                here = queue.pop()
                found.append(here)
                for other in (other for figure in here.weights for other in self.by_figure[figure]):
                    if other.broken and other.id not in seen:
                        seen.add(other.id)
                        queue.append(other)
            yield sorted(found, key=lambda check: check.id)

    def reading(self, figure: int) -> Reading:
        return self._readings[figure]

    def corrected(self, figure: int) -> bool:
        return self._readings[figure].value != self.figures[figure].nominal

    def trusted(self, figure: int) -> bool:
        """A cell is trusted when the checks among table cells that it takes part in all hold, and by no
        improbable tail: its table was printed from a ledger, the sentence that disagrees was typed."""
        if self.figures[figure].table is None:
            return False
        among_cells = [check for check in self.by_figure[figure] if check.tabular]
        return bool(among_cells) and not any(check.broken or check.improbable for check in among_cells)

    def correction(self, figure: Figure, value: Decimal) -> Reading:
        """The reading of a corrected print: in its own unit, or in the one it should have carried."""
        now = self._readings[figure.id]
        slipped = slipped_unit(figure, value)
        if not slipped:
            return replace(now, value=value)
        unit = Decimal(1).scaleb(-figure.places) * UNITS[slipped]
        return Reading(value, unit / 2, unit, figure.places)

    def voices(self, figure: int, half: Decimal) -> list[tuple[Check, Accepted]]:
        """What each check accepts for the figure, were it printed with `half`."""
        now = self.reading(figure)
        return [
            (check, accepted)
            for check in self.by_figure[figure]
            if (accepted := check.accepts(figure, now, half)) is not None
        ]

    def assume(self, figure: int, new: Reading, mended: Iterable[int], strained: Iterable[int]) -> None:
        """Take the figure as corrected."""
        self._corrected.append((figure, self._readings[figure], self._restamped(figure)))
        self._shift(figure, new)
        for id in mended:
            self.checks[id].broken = False
        for id in strained:
            self.checks[id].strained = True

    def take_back(self, mended: Iterable[int], strained: Iterable[int]) -> None:
        """Take back the last correction."""
        figure, printed, stamps = self._corrected.pop()
        self._shift(figure, printed)
        self._stamps |= stamps
        for id in mended:
            self.checks[id].broken = True
        for id in strained:
            self.checks[id].strained = False

    def stamp(self, figure: int) -> int:
        """Changes whenever a correction touches one of the figure's checks, and comes back with it."""
        return self._stamps[figure]

    def _restamped(self, figure: int) -> dict[int, int]:
        """Stamp anew every figure that shares a check with this one; the stamps they had."""
        beside = {other for check in self.by_figure[figure] for other in check.weights}
        before = {other: self._stamps[other] for other in beside}
        self._last_stamp += 1
        self._stamps |= dict.fromkeys(beside, self._last_stamp)
        return before

    def _shift(self, figure: int, new: Reading) -> None:
        old = self._readings[figure]
        for check in self.by_figure[figure]:
            check.shift(figure, old, new)
        self._readings[figure] = new

    def telling_digits(self, value: Decimal, figure: Figure) -> int:
        """How many digits of the value cannot be the same by chance where some other figure prints it; 0
        when none does. A figure that a relation ties to this one speaks through the relation."""
        digits = len(value.normalize().as_tuple().digits) - _COMMON_DIGITS
        if digits <= 0:
            return 0
        checks = self.by_figure[figure.id] if value == figure.nominal else []
        others = (other for other in self._prints.get(value, ()) if other != figure.id)
        untied = any(all(other not in check.weights for check in checks) for other in others)
        return digits if untied else 0

    @cached_property
    def _prints(self) -> Mapping[Decimal, list[int]]:
        """Value → the figures that print it."""
        found: dict[Decimal, list[int]] = defaultdict(list)
        for figure in self.figures:
            found[figure.nominal].append(figure.id)
        return found


def _around_breaks(relations: Relations, verdicts: pl.DataFrame) -> list[tuple[int, str]]:
    """(id, verdict) of the broken relations, and of every evaluated one that shares a figure with them."""
    broken = verdicts.filter(pl.col("verdict") == BREAK).select("relation")
    if broken.is_empty():
        return []
    touched = relations.terms.join(broken, on="relation", how="semi").select("figure").unique()
    near = (
        verdicts.filter(pl.col("verdict") != UNCHECKED)
        .select("relation", "verdict")
        .join(relations.terms.join(touched, on="figure", how="semi"), on="relation", how="semi")
    )
    return list(near.sort("relation").iter_rows())
