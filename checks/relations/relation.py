"""What a rule gives: relations, each saying what must hold among printed figures, never whether it does.

Before this room: `checks.report` (Report). After it: `checks.verdicts`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from checks.reading.document import Place
from checks.record import record

if TYPE_CHECKING:
    import polars as pl


class Tolerance(StrEnum):
    """How two sides are compared (DESIGN section 3, catalogue section 5)."""

    SAME = "same"  # E: one quantity printed twice: left = right
    SUM = "sum"  # S: left = right as sums of independently rounded figures
    RATIO = "ratio"  # R: left = 100 × right ÷ base, left a percentage
    GROWTH = "growth"  # G: left = 100 × right ÷ (base − right): right the signed change, base the current
    AT_MOST = "at_most"  # ≤: left ≤ right, broken only when the intervals make it impossible
    EXACT = "exact"  # Z: left = right, integers
    IMPLIED = "implied"  # left = Σ 100 × right ÷ base over pairs: the amounts that percentages imply
    WORDING = "wording"  # L: the `stated` text must be the `expected` one


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    BASE = "base"


@record
class Term:
    """One figure's part in a relation: on `side`, `weight` times. pair: for IMPLIED, which amount
    belongs to which percentage."""

    side: Side
    figure: int
    weight: int = 1
    pair: int = 0


@record
class Relation:
    """What must hold among figures.

    rule: id of the rule (`H102`). subject: what it is about, in the report's own words, stable when
    lines and values change (`T5/2010301/基本支出`): with the rule it makes the fingerprint.
    offset: a constant added to the left side, in the base unit (100 for Σ shares = 100: offset −100).
    addends: for SAME between two *tables*, the number of printed items that either side re-adds (0 for
    a leaf); two or more allow a sum tail (DESIGN 3.3). 0 for a restatement in the narrative.
    choice, option: relations of one `choice` are alternatives, grouped by `option` (a base that may
    have been meant, a cell that may state the quantity): the option with the fewest breaks is kept,
    at equal count the nearest of cells that may state it, then the earlier one, and the others are dropped
    before anyone sees them. "" for none.
    stated, expected: for WORDING, the two texts. place: for WORDING, where `stated` stands. The figures of a
    WORDING are those it looks at: on the left the one that its words are about, when it is one; on the right
    those that are held against it.
    The base of a SUM holds counts that its weights were taken from (平均每辆A万元 of 15辆): none is added.
    details: what fills the slots of the rule's message, in the report's words.
    severity: overrides the rule's own, None for the rule's.
    """

    rule: str
    tolerance: Tolerance
    subject: str
    terms: tuple[Term, ...] = ()
    offset: Decimal = Decimal(0)
    addends: int = 0
    choice: str = ""
    option: str = ""
    stated: str = ""
    expected: str = ""
    place: Place | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    severity: str | None = None


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A rule that could not run, or a figure that no rule could bind: counted and shown, never a pass.
    reason: key of a sentence in the text catalogues (`unchecked.<reason>`): table_missing,
    column_missing, operand_missing, unreadable, zero_base, ambiguous, no_base, nothing_to_check …
    not_applicable is for rules guarded off (year, province, table published empty)."""

    rule: str
    reason: str
    subject: str = ""
    figures: tuple[int, ...] = ()
    count: int = 1


@dataclass(frozen=True)
class Relations:
    """All relations of a report; a Relation's id is its index in `items`."""

    items: Sequence[Relation]
    unchecked: Sequence[Unchecked] = ()

    @cached_property
    def frame(self) -> pl.DataFrame:
        """`relations`: relation Int32, rule, tolerance, subject String, offset EXACT, addends Int16,
        choice, option, stated, expected String. Wording relations are in it too, without terms."""
        import polars as pl

        from checks.report.frames import EXACT, exact

        items = self.items
        return pl.DataFrame(
            {
                "relation": range(len(items)),
                "rule": [r.rule for r in items],
                "tolerance": [r.tolerance.value for r in items],
                "subject": [r.subject for r in items],
                "offset": exact(r.offset for r in items),
                "addends": [r.addends for r in items],
                "choice": [r.choice for r in items],
                "option": [r.option for r in items],
                "stated": [r.stated for r in items],
                "expected": [r.expected for r in items],
            },
            schema={
                "relation": pl.Int32,
                "rule": pl.String,
                "tolerance": pl.String,
                "subject": pl.String,
                "offset": EXACT,
                "addends": pl.Int16,
                "choice": pl.String,
                "option": pl.String,
                "stated": pl.String,
                "expected": pl.String,
            },
        )

    @cached_property
    def terms(self) -> pl.DataFrame:
        """`terms`: relation Int32, side String (left, right, base), figure, weight, pair Int32."""
        import polars as pl

        terms = [term for r in self.items for term in r.terms]
        return pl.DataFrame(
            {
                "relation": [i for i, r in enumerate(self.items) for _ in r.terms],
                "side": [t.side.value for t in terms],
                "figure": [t.figure for t in terms],
                "weight": [t.weight for t in terms],
                "pair": [t.pair for t in terms],
            },
            schema={
                "relation": pl.Int32,
                "side": pl.String,
                "figure": pl.Int32,
                "weight": pl.Int32,
                "pair": pl.Int32,
            },
        )
