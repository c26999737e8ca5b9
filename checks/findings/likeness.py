"""How a wrong print comes about from the right number: another unit, a shifted point, a slip of the pen.

Comes in: a figure and the nominal value it should have had. Goes out: what tells the two apart. Before
this module: `checks.report`; after it: `suspects`, `diagnosis`.
"""

from __future__ import annotations

from decimal import Decimal

from checks.report.report import Figure, Kind

UNITS = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10_000)}
"""Units that are taken for each other → their worth in 万元."""


def as_printed(figure: Figure, nominal: Decimal) -> str:
    """A nominal value as this figure would print it: plain digits, its unit, its decimals."""
    return f"{nominal / figure.factor:.{figure.places}f}"


def slipped_unit(figure: Figure, nominal: Decimal) -> str:
    """The unit in which the printed digits would be right, give or take one of the last place, or ""."""
    if figure.kind is not Kind.AMOUNT or not _orders_apart(figure.nominal, nominal):
        return ""
    for unit, factor in UNITS.items():
        if (
            factor != figure.factor
            and abs(figure.value * factor - nominal) <= figure.ulp / figure.factor * factor
        ):
            return unit
    return ""


def _orders_apart(one: Decimal, other: Decimal) -> bool:
    return bool(one and other) and abs(one.adjusted() - other.adjusted()) >= 1


def shifted_point(figure: Figure, nominal: Decimal) -> bool:
    """Whether the same digits stand a place or more to the left or right (a digit may be cut off)."""
    value = figure.nominal
    if not value or not nominal or abs(value) == abs(nominal):
        return False
    return any(
        abs(value.scaleb(power) - nominal) < figure.ulp.scaleb(max(power, 0))
        for power in (-3, -2, -1, 1, 2, 3)
    )


def roundness(figure: Figure, nominal: Decimal) -> int:
    """Closing zeros of a value as the figure would print it, all but the first; 0 for nothing at all."""
    digits = as_printed(figure, nominal).replace(".", "")
    return max(len(digits) - len(digits.rstrip("0")) - 1, 0) if nominal else 0


def slip_between(figure: Figure, nominal: Decimal) -> str:
    """The slip of the pen that turned the nominal value into the print, as `slip` names it."""
    return slip(as_printed(figure, nominal), as_printed(figure, figure.nominal))


def slip(right: str, wrong: str) -> str:
    """`digit` (one character changed, added or lost), `transposed` (two neighbours exchanged) or ""."""
    if right == wrong or abs(len(right) - len(wrong)) > 1:
        return ""
    start = 0
    while start < min(len(right), len(wrong)) and right[start] == wrong[start]:
        start += 1
    right, wrong = right[start:], wrong[start:]
    if right[1:] == wrong[1:] or right[1:] == wrong or right == wrong[1:]:
        return "digit"
    if len(wrong) > 1 and right[:2] == wrong[1::-1] and right[2:] == wrong[2:]:
        return "transposed"
    return ""
