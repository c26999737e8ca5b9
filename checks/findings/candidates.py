"""What else a figure might have been: the few values that its broken relations and a slip of the pen suggest.

Comes in: a figure, its reading, and what its checks accept. Goes out: candidate values, nominal and as
the figure could print them. Before this module: `bench`; after it: `appraisal`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import IntEnum

from checks.findings.evidence import Accepted, Check, Reading
from checks.findings.likeness import slip_between
from checks.report.report import Figure

Voices = Sequence[tuple[Check, Accepted]]

_MOST = 8
"""Values asked for by broken relations that are looked at, the most wanted first."""
_TELLING_UNITS = {"digit": 10, "transposed": 9}
"""Numbers fewer units apart are a slip away from each other anyway."""
_TELLING_WINDOWS = 3
"""Within so many widths of what a relation accepts, some slip leads into it by chance."""
_LONGEST = 12
"""Digits of a print in which slips are looked for."""


class Slip(IntEnum):
    """How a candidate and the print differ: NEAR, a slip of the pen from the value that a relation ties
    with, or from nothing at all; TELLING, one from a value that it accepts, which no other would be by
    chance."""

    NONE = 0
    NEAR = 1
    TELLING = 2


def candidates(figure: Figure, now: Reading, voices: Voices) -> dict[Decimal, Slip]:
    """Candidate → the slip of the pen that explains the print, the most wanted first."""
    broken = [(check, accepted) for check, accepted in voices if check.broken]
    wanted: Counter[Decimal] = Counter()
    for _, accepted in broken:
        wanted[printable(now, accepted.exact)] += 1
        if accepted.besides is not None:
            wanted[accepted.besides] += 1
    values = {value: _near(figure, value) for value, _ in wanted.most_common(_MOST)}
    for value in _within_all(now, voices):
        values.setdefault(value, Slip.NONE)
    values |= dict.fromkeys(_telling_slips(figure, now, broken, list(values)), Slip.TELLING)
    if any(accepted.admits(Decimal(0)) for _, accepted in broken):
        values.setdefault(Decimal(0), _near(figure, Decimal(0)))
    values.pop(now.value, None)
    return values


def _near(figure: Figure, value: Decimal) -> Slip:
    return Slip.NEAR if slip_between(figure, value) else Slip.NONE


def printable(now: Reading, value: Decimal, rounding: str = ROUND_HALF_UP) -> Decimal:
    """The value as the figure could print it."""
    return (value / now.unit).quantize(Decimal(1), rounding=rounding) * now.unit


def _within_all(now: Reading, voices: Voices) -> Iterator[Decimal]:
    """The ends of what all checks accept together, where that is anything."""
    lows = [accepted.low for _, accepted in voices if accepted.low is not None]
    highs = [accepted.high for _, accepted in voices if accepted.high is not None]
    if lows and highs and max(lows) <= min(highs):
        low, high = printable(now, max(lows), ROUND_CEILING), printable(now, min(highs), ROUND_FLOOR)
        if low <= high:
            yield from (low, high)


def _telling_slips(
    figure: Figure, now: Reading, broken: Voices, wanted: Sequence[Decimal]
) -> Iterator[Decimal]:
    """Accepted values that one slip of the pen turns into the print, where that tells something."""
    for _, accepted in broken:
        low, high = accepted.low, accepted.high
        if low is None or high is None:
            continue
        for value in (*_one_digit_away(now, accepted.exact), *wanted):
            off = abs(now.value - value)
            kind = slip_between(figure, value) if low <= value <= high else ""
            if kind and off >= max(_TELLING_UNITS[kind] * now.unit, _TELLING_WINDOWS * (high - low)):
                yield value


def _one_digit_away(now: Reading, exact: Decimal) -> Iterator[Decimal]:
    """The values nearest to `exact` that change one digit of the print, or exchange two neighbours (which
    moves a number by nine units of some place)."""
    off = exact - now.value
    for power in range(1, _LONGEST):
        step = now.unit.scaleb(power)
        if step > 2 * abs(off):
            return
        for times in (1, 9):
            turns = (off / (step * times)).quantize(Decimal(1))
            if 1 <= abs(turns) <= 9:
                yield now.value + turns * step * times
