"""Verdicts as a person reads them: both sides of a relation in the unit of the print.

Comes in: relations, the verdict frame, figures. Goes out: relation id → `Judged`, made when asked for,
since a report may have a million relations and a screen shows forty. Before this module:
`checks.verdicts`; after it: `assemble`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

import polars as pl

from checks.finding import Judged
from checks.relations.relation import Relation, Relations, Side, Tolerance
from checks.report.report import Figure, Kind

_MORE = 3
"""Decimals a recomputed percentage shows beyond the printed ones, so that one sees how it rounds."""

PERCENTAGES = frozenset({Tolerance.RATIO, Tolerance.GROWTH})


class JudgedRelations(Mapping[int, Judged]):
    """The relations that survived their choice, in order, each made on first sight."""

    def __init__(self, relations: Relations, verdicts: pl.DataFrame, figures: Sequence[Figure]) -> None:
        self._relations = relations.items
        self._verdicts = verdicts
        self._figures = figures
        self._made: dict[int, Judged] = {}
        self._rows = dict(zip(verdicts["relation"].to_list(), range(verdicts.height), strict=True))

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[int]:
        return iter(self._rows)

    def __contains__(self, id: object) -> bool:
        return id in self._rows

    def __getitem__(self, id: int) -> Judged:
        made = self._made.get(id)
        if made is None:
            row = self._verdicts.row(self._rows[id], named=True)
            relation = self._relations[id]
            left, right, difference = sides_as_printed(relation, row["left"], row["right"], self._figures)
            made = Judged(id, relation, row["verdict"], row["note"], left, right, difference)
            self._made[id] = made
        return made


def sides_as_printed(
    relation: Relation, left: Decimal, right: Decimal, figures: Sequence[Figure]
) -> tuple[str, str, str]:
    """(left, right, difference) as plain digits, each side in the unit of its `unit_bearer` with its
    decimals, more where it needs them; the difference in the left's. An offset moves to the right:
    Σ shares is 99.97 against 100."""
    if relation.tolerance is Tolerance.WORDING:
        return relation.stated, relation.expected, ""
    shown = unit_bearer(relation, Side.LEFT, figures)
    left, right = left - relation.offset, right - relation.offset
    if relation.tolerance in PERCENTAGES:
        return (
            plain(left, shown.places),
            plain(right, shown.places + _MORE),
            plain(left - right, shown.places + _MORE),
        )
    if relation.tolerance is Tolerance.IMPLIED:
        return tuple(plain(v / shown.factor, shown.places) for v in (left, right, left - right))  # type: ignore[return-value]
    scale = _scale(relation, shown)
    places = _places(relation, shown, figures)
    other = unit_bearer(relation, Side.RIGHT, figures)
    if other.factor != shown.factor:
        shown_right = _digits(right / other.factor, _places(relation, other, figures))
    else:
        shown_right = _digits(right / scale, places)
    return _digits(left / scale, places), shown_right, _digits((left - right) / scale, places)


def rounded_sides(judged: Judged) -> tuple[str, str, str]:
    """(stated, expected, difference) of a percentage with its sign, in plain digits, what is expected of it
    rounded as it was printed, unless that hides the difference (a tail). 下降 35.20% is printed without a
    minus."""
    falling = -1 if any(t.side is Side.LEFT and t.weight < 0 for t in judged.relation.terms) else 1
    stated, exact = Decimal(judged.left) * falling, Decimal(judged.right) * falling
    rounded = Decimal(plain(exact, len(judged.left.partition(".")[2])))
    expected = exact if rounded == stated else rounded
    return f"{stated:f}", f"{expected:f}", f"{stated - expected:f}"


def unit_bearer(relation: Relation, side: Side, figures: Sequence[Figure]) -> Figure:
    """The figure in whose unit a side is shown: the first on the left, for both sides; one quantity that is
    printed twice is shown as printed on either side (81.12元 against 81.12万元)."""
    own = [term.figure for term in relation.terms if term.side is side]
    left = [term.figure for term in relation.terms if term.side is Side.LEFT]
    if relation.tolerance is Tolerance.SAME and own:
        return figures[own[0]]
    return figures[left[0] if left else relation.terms[0].figure]


def _scale(relation: Relation, shown: Figure) -> Decimal:
    """What a side is divided by to be in the unit of the figure that bears it. A count told in 万 or 亿 has
    no factor: its relation weighs it (24.6亿条 ×10⁸)."""
    if shown.kind is not Kind.COUNT:
        return shown.factor
    return Decimal(max(abs(term.weight) for term in relation.terms if term.figure == shown.id))


def _places(relation: Relation, shown: Figure, figures: Sequence[Figure]) -> int:
    """The most decimals that the relation's figures in that unit are printed with."""
    return max(
        figures[term.figure].places
        for term in relation.terms
        if figures[term.figure].factor == shown.factor and figures[term.figure].unit == shown.unit
    )


def plain(value: Decimal, places: int) -> str:
    """Plain digits, rounded half-up to so many decimals."""
    with localcontext(prec=60):
        return f"{value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP):f}"


def _digits(value: Decimal, places: int) -> str:
    """Plain digits with at least so many decimals, none of them lost."""
    exact = value.normalize()
    exponent = exact.as_tuple().exponent
    needed = -exponent if isinstance(exponent, int) else places
    return plain(value, max(places, needed))
