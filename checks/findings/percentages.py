"""A percentage solved for any of its three sides, with the rounding of the other two.

Comes in: the sums and half widths of the sides. Goes out: the lowest, highest and nominal sum that the
third side may have. Before this module: `checks.verdicts`, which compares the same corners; after it:
`evidence`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeAlias

from checks.relations.relation import Side

Range: TypeAlias = tuple[Decimal, Decimal, Decimal]
Formula: TypeAlias = Callable[[Decimal, Decimal], Decimal | None]

_HUNDRED = Decimal(100)
_OTHERS = {side: tuple(other for other in Side if other is not side) for side in Side}


def solve(
    formulas: Mapping[Side, Formula], side: Side, sums: Mapping[Side, Decimal], halves: Mapping[Side, Decimal]
) -> Range | None:
    """(lowest, highest, nominal) sum of one side of a percentage that the other two allow: from the four
    corners of the two, widened by its own half. None when a corner has no finite answer.

    formulas: SHARE or GROWTH. sums, halves: nominal value and half width of each side.
    """
    one, other = _OTHERS[side]
    formula = formulas[side]
    corners = [
        formula(first, second)
        for first in (sums[one] - halves[one], sums[one] + halves[one])
        for second in (sums[other] - halves[other], sums[other] + halves[other])
    ]
    nominal = formula(sums[one], sums[other])
    finite = [corner for corner in corners if corner is not None]
    if nominal is None or len(finite) < len(corners):
        return None
    return min(finite) - halves[side], max(finite) + halves[side], nominal


def _over(numerator: Decimal, denominator: Decimal) -> Decimal | None:
    return numerator / denominator if denominator > 0 else None


# Each solves for one side of p = 100·a/b, or p = 100·Δ/(cur − Δ), from the two others in the order of `Side`.
SHARE: dict[Side, Formula] = {
    Side.LEFT: lambda part, whole: _over(_HUNDRED * part, whole),
    Side.RIGHT: lambda percent, whole: percent * whole / _HUNDRED,
    Side.BASE: lambda percent, part: _over(_HUNDRED * abs(part), abs(percent)),
}
GROWTH: dict[Side, Formula] = {
    Side.LEFT: lambda change, current: _over(_HUNDRED * change, current - change),
    Side.RIGHT: lambda percent, current: _over(percent * current, _HUNDRED + percent),
    Side.BASE: lambda percent, change: _over(abs(change) * (_HUNDRED + percent), abs(percent)),
}
