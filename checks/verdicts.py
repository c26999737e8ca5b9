"""Relations → verdicts: interval arithmetic, once, for all of them, as polars expressions.

A figure printed with d decimals stands for [v − u/2, v + u/2], u = 10^−d (DESIGN section 3). Every
relation is reduced to three sides (left, right, base), each a nominal sum with a half width; the
tolerance class says how they are compared. Before this room: `checks.relations`. After it:
`checks.findings`.

Verdict columns
    relation    Int32   index in `Relations.items`
    verdict     String  tie | tail | break | unchecked
    note        String  improbable (a tail beyond 3σ) · truncated (a percentage that fits only
                        truncation) · one_unit (one quantity printed one unit apart) · zero_base ·
                        unreadable (an operand no frame can hold) · ""
    left, right EXACT   the two sides in the base unit; for ratio, growth and implied `right` is what was
                        recomputed, rounded to twelve decimals
    difference  EXACT   left − right
    slack       EXACT   half widths of both sides: |difference| ≤ slack is what rounding explains (sums)
"""

from __future__ import annotations

import polars as pl

from checks.relations.relation import Relations
from checks.report.frames import EXACT

_LARGEST_AMOUNT = 10**10
"""Operands of a percentage above this (in 万元: four times the nation's budget) are not multiplied:
the product would leave the 38 digits of an exact number."""

_LARGEST_PERCENT = 10**8

_ZERO = pl.lit(0, dtype=EXACT)
_HALF = pl.lit(1, dtype=EXACT) / 2
_HUNDRED = pl.lit(100, dtype=EXACT)
_IN_YUAN = pl.lit(10_000, dtype=EXACT)
"""Products are taken in 元: an amount in 万元 may have six decimals and its half unit seven, and a
product of two such numbers would lose digits beyond the twelfth."""

_KEPT = (
    "relation", "tolerance", "choice", "option", "verdict", "note", "left", "right", "difference", "slack",
)  # fmt: skip


def judge(relations: Relations, figures: pl.DataFrame) -> pl.DataFrame:
    """The verdict of every relation that survives its choice; columns as above, in order of relation.

    figures: the long frame of `checks.report.frames`.
    """
    sides = relations.frame.join(_sides(relations.terms, figures), on="relation", how="left")
    numbers = pl.col("^(left|right|base)(_.*)?$|^variance$")
    sides = sides.with_columns(numbers.fill_null(_ZERO)).with_columns(left=pl.col("left") + pl.col("offset"))
    unreadable = pl.col("unreadable").fill_null(False)
    readable = sides.filter(~unreadable)
    judged = pl.concat(
        [
            _sums(_of(readable, "sum", "at_most", "exact")),
            _restatements(_of(readable, "same")),
            _ratios(_of(readable, "ratio", "growth")),
            _implied(_of(readable, "implied"), relations.terms, figures),
            _wordings(_of(readable, "wording")),
            _unchecked(sides.filter(unreadable), "unreadable"),
        ]
    )
    return _chosen(judged).select("relation", "verdict", "note", "left", "right", "difference", "slack")


def _of(frame: pl.DataFrame, *classes: str) -> pl.DataFrame:
    return frame.filter(pl.col("tolerance").is_in(classes))


def _sides(terms: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    """One row a relation. For each side: its nominal sum, its half width (`_half`) and its coarsest
    printed unit (`_unit`, 0 when the side is a count or absent); `variance` is Σ (weight · half)² of
    all addends in 元², `unreadable` whether an operand is missing.

    A printed zero is no rounded addend, whatever its kind, so it widens no sum; as the one figure of
    its side it keeps its unit.
    """
    weight = pl.col("weight").cast(EXACT)
    counted = (pl.col("kind") == "count") & (pl.col("half") == 0)
    nothing = (pl.col("kind") == "amount") & (pl.col("nominal") == 0)
    addend = pl.when(pl.col("nominal") == 0).then(_ZERO).otherwise(pl.col("half") * weight.abs())
    printed = terms.join(
        figures.select("figure", "kind", "nominal", "half", "ulp", "places"), on="figure", how="left"
    ).select(
        "relation",
        "side",
        nominal=pl.col("nominal") * weight,
        half=addend,
        spread=addend * _IN_YUAN,
        # "0万元" is exact, "0%" and "0.00万元" are whatever rounds to them (catalogue section 4)
        unit=pl.when(counted | (nothing & (pl.col("places") == 0)))
        .then(_ZERO)
        .otherwise(pl.col("ulp")),
    )
    sides: list[pl.Expr] = []
    for side in ("left", "right", "base"):
        here = pl.col("side") == side
        sides += [
            pl.when(here).then(pl.col("nominal")).sum().alias(side),
            pl.when(here).then(pl.col("half")).sum().alias(f"{side}_half"),
            pl.when(here).then(pl.col("unit")).max().alias(f"{side}_unit"),
        ]
    return printed.group_by("relation").agg(
        *sides,
        variance=(pl.col("spread") * pl.col("spread")).sum(),
        unreadable=pl.col("nominal").is_null().any(),
    )


def _judged(frame: pl.DataFrame, tie: pl.Expr, tail: pl.Expr, notes: dict[str, pl.Expr]) -> pl.DataFrame:
    """The frame with its verdict, and of the `notes` the first whose condition holds."""
    verdict = pl.when(tie).then(pl.lit("tie")).when(tail).then(pl.lit("tail")).otherwise(pl.lit("break"))
    note = pl.lit("")
    for name, condition in reversed(notes.items()):
        note = pl.when(condition).then(pl.lit(name)).otherwise(note)
    return frame.with_columns(verdict=verdict).with_columns(note=note).select(_KEPT)


def _unchecked(frame: pl.DataFrame, reason: str) -> pl.DataFrame:
    return frame.with_columns(
        verdict=pl.lit("unchecked"), note=pl.lit(reason), difference=_ZERO, slack=_ZERO
    ).select(_KEPT)


def _with_difference(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(
        difference=pl.col("left") - pl.col("right"),
        slack=pl.col("left_half") + pl.col("right_half"),
    )


def _beyond_three_sigma(variance: pl.Expr) -> pl.Expr:
    """|difference| > 3σ of independent rounding, σ² = Σ half² / 3, for a difference within its slack."""
    gap = pl.min_horizontal(pl.col("difference").abs(), pl.col("slack")) * _IN_YUAN
    return gap * gap > variance * 3


def _sums(frame: pl.DataFrame) -> pl.DataFrame:
    """Sums, inequalities and exact counts."""
    gap = pl.col("difference").abs()
    at_most = pl.col("tolerance") == "at_most"
    exact = pl.col("tolerance") == "exact"
    return _judged(
        _with_difference(frame),
        tie=(gap == 0) | (at_most & (pl.col("difference") <= 0)),
        tail=~exact & (gap <= pl.col("slack")),
        notes={
            "improbable": (pl.col("verdict") == "tail") & ~at_most & _beyond_three_sigma(pl.col("variance"))
        },
    )


def _restatements(frame: pl.DataFrame) -> pl.DataFrame:
    """One quantity printed twice. At equal precision the digits must be the same; the one exception
    is a total that re-adds two or more printed items, in two tables (DESIGN 3.3). At different
    precision the finer must round to the coarser (a tie), or their intervals overlap (a tail)."""
    frame = frame.with_columns(
        unit=pl.max_horizontal("left_unit", "right_unit"),
        same_precision=pl.col("left_unit") == pl.col("right_unit"),
        rounded=(pl.col("left_unit") != 0) & (pl.col("right_unit") != 0),
        re_added=pl.col("addends") >= 2,
    ).with_columns(
        difference=pl.col("left") - pl.col("right"),
        slack=pl.when("re_added")
        .then(pl.col("unit") * (pl.col("addends").cast(EXACT) + 1) * _HALF)
        .when(pl.col("rounded") & ~pl.col("same_precision"))
        .then((pl.col("left_unit") + pl.col("right_unit")) * _HALF)
        .otherwise(_ZERO),
    )
    gap = pl.col("difference").abs()
    half_in_yuan = pl.col("unit") * _HALF * _IN_YUAN
    sum_variance = half_in_yuan * half_in_yuan * (pl.col("addends").cast(EXACT) + 1)
    return _judged(
        frame,
        tie=(gap == 0) | (pl.col("rounded") & ~pl.col("same_precision") & (gap <= pl.col("unit") * _HALF)),
        tail=gap <= pl.col("slack"),
        notes={
            "one_unit": (pl.col("verdict") == "break") & (gap <= pl.col("unit")),
            "improbable": (pl.col("verdict") == "tail")
            & pl.col("re_added")
            & _beyond_three_sigma(sum_variance),
        },
    )


def _ratios(frame: pl.DataFrame) -> pl.DataFrame:
    """Percentages: a ratio a/b takes its extremes at the corners of (a, b). Growth Δ/(cur − Δ), where Δ
    stands twice, rises with Δ and rises or falls with cur by the sign of Δ: its corners are taken at one
    and the same Δ. Nothing is divided: p is compared with 100·a/b as p·b with 100·a, in 元."""
    growth = pl.col("tolerance") == "growth"
    too_large = (
        pl.max_horizontal(pl.col("base", "right").abs()) + pl.max_horizontal("base_half", "right_half")
        > _LARGEST_AMOUNT
    ) | (pl.col("left").abs() > _LARGEST_PERCENT)
    fitting = frame.filter(~too_large)
    part, whole = pl.col("right") * _IN_YUAN, pl.col("base") * _IN_YUAN
    part_half, whole_half = pl.col("right_half") * _IN_YUAN, pl.col("base_half") * _IN_YUAN
    fitting = fitting.with_columns(
        high=part + part_half,
        low=part - part_half,
        whole_high=whole + whole_half,
        whole_low=whole - whole_half,
    )

    def denominator(whole: pl.Expr, part: pl.Expr) -> pl.Expr:
        return whole - pl.when(growth).then(part).otherwise(_ZERO)

    high, low = pl.col("high"), pl.col("low")
    fitting = fitting.with_columns(
        above=high * _HUNDRED,
        below=low * _HUNDRED,
        above_base=denominator(pl.when(high >= 0).then("whole_low").otherwise("whole_high"), high),
        below_base=denominator(pl.when(low >= 0).then("whole_high").otherwise("whole_low"), low),
        numerator=part * _HUNDRED,
        nominal_base=denominator(whole, part),
        least_base=denominator(pl.col("whole_low"), high),
    )
    both_zero = (pl.col("right") == 0) & (pl.col("left") == 0)
    no_base = (pl.col("least_base") <= 0) | (growth & (pl.col("whole_low") < 0))
    return pl.concat(
        [
            _percentages(fitting.filter(~no_base & ~both_zero)),
            _nothing_of_anything(fitting.filter(both_zero)),
            _unchecked(fitting.filter(no_base & ~both_zero), "zero_base"),
            _unchecked(frame.filter(too_large), "unreadable"),
        ]
    )


def _percentages(frame: pl.DataFrame) -> pl.DataFrame:
    printed, unit = pl.col("left"), pl.col("left_unit")
    half = pl.max_horizontal(unit * _HALF, pl.col("left_half"))  # several shares added up: the sum of theirs
    above, above_base = pl.col("above"), pl.col("above_base")
    below, below_base = pl.col("below"), pl.col("below_base")
    numerator, base = pl.col("numerator"), pl.col("nominal_base")
    downward = printed < 0
    # half-up of the nominal ratio: [p − half, p + half) away from zero
    half_up = (
        pl.when(downward)
        .then((numerator > (printed - half) * base) & (numerator <= (printed + half) * base))
        .otherwise((numerator >= (printed - half) * base) & (numerator < (printed + half) * base))
    )
    overlap = ((printed - half) * above_base <= above) & ((printed + half) * below_base >= below)
    # truncation: [p, p + u) for p > 0, (p − u, p] for p < 0, (−u, u) for 0; n shares added up lose n·u
    lost = half * 2
    cut = (
        pl.when(downward)
        .then(((printed - lost) * above_base < above) & (printed * below_base >= below))
        .when(printed == 0)
        .then((-lost * above_base < above) & (lost * below_base > below))
        .otherwise((printed * above_base <= above) & ((printed + lost) * below_base > below))
    )
    return _judged(
        frame.with_columns(right=numerator / base, slack=half).with_columns(
            difference=pl.col("left") - pl.col("right")
        ),
        tie=half_up,
        tail=overlap,
        notes={"truncated": (pl.col("verdict") == "break") & cut},
    )


def _nothing_of_anything(frame: pl.DataFrame) -> pl.DataFrame:
    """占 0.00 % of an amount of 0.00: true whatever the base."""
    return frame.with_columns(verdict=pl.lit("tie"), note=pl.lit(""), difference=_ZERO, slack=_ZERO).select(
        _KEPT
    )


def _implied(frame: pl.DataFrame, terms: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    """Amounts that percentages imply, added up: left = Σ 100·a/c over pairs (catalogue P108). Each
    quotient has its extremes at the corners of (a, c)."""
    if frame.is_empty():
        return _unchecked(frame, "")
    printed = terms.join(frame.select("relation"), on="relation", how="semi").join(
        figures.select("figure", "nominal", "half"), on="figure", how="left"
    )
    amounts, rates = (printed.filter(pl.col("side") == side) for side in ("right", "base"))
    pairs = amounts.join(rates, on=["relation", "pair"], suffix="_rate")
    amount, rate = pl.col("nominal") * _HUNDRED, pl.col("nominal_rate")
    half, rate_half = pl.col("half") * _HUNDRED, pl.col("half_rate")
    without_rate = pairs.filter(rate <= rate_half)
    corners = [(amount + turn * half) / (rate + other * rate_half) for turn in (1, -1) for other in (1, -1)]
    implied = (
        pairs.join(without_rate, on="relation", how="anti")
        .group_by("relation")
        .agg(
            right=(amount / rate).sum(),
            low=pl.min_horizontal(corners).sum(),
            high=pl.max_horizontal(corners).sum(),
        )
    )
    sound = frame.drop("right").join(implied, on="relation")
    above = pl.col("left") > pl.col("right")
    reach = pl.when(above).then(pl.col("high") - pl.col("right")).otherwise(pl.col("right") - pl.col("low"))
    sound = sound.with_columns(difference=pl.col("left") - pl.col("right"), slack=pl.col("left_half") + reach)
    gap = pl.col("difference").abs()
    return pl.concat(
        [
            _judged(sound, tie=gap <= pl.col("left_half"), tail=gap <= pl.col("slack"), notes={}),
            _unchecked(frame.join(implied, on="relation", how="anti"), "zero_base"),
        ]
    )


def _wordings(frame: pl.DataFrame) -> pl.DataFrame:
    return _judged(
        frame.with_columns(difference=_ZERO, slack=_ZERO),
        tie=pl.col("stated") == pl.col("expected"),
        tail=pl.lit(False),
        notes={},
    )


def _chosen(judged: pl.DataFrame) -> pl.DataFrame:
    """Of each choice the option with the fewest breaks (then the fewest tails, then, of cells that may
    state a quantity, the one nearest to it, then the first)."""
    alternatives = judged.filter(pl.col("choice") != "")
    if alternatives.is_empty():
        return judged.sort("relation")
    kept = (
        alternatives.group_by("choice", "option")
        .agg(
            broken=pl.col("verdict").is_in(["break", "unchecked"]).sum(),
            tails=(pl.col("verdict") == "tail").sum(),
            gap=pl.when(pl.col("tolerance") == "same").then(pl.col("difference").abs()).sum(),
            first=pl.col("relation").min(),
        )
        .sort("choice", "broken", "tails", "gap", "first")
        .unique("choice", keep="first", maintain_order=True)
        .select("choice", "option")
    )
    chosen = alternatives.join(kept, on=["choice", "option"], how="semi")
    return pl.concat([judged.filter(pl.col("choice") == ""), chosen]).sort("relation")
