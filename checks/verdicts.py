"""Relations → verdicts: interval arithmetic, once, for all of them, as polars expressions.

A figure printed with d decimals stands for [v − u/2, v + u/2], u = 10^−d (DESIGN section 3). Every
relation is reduced to three sides (left, right, base), each a nominal sum with a half width; the
tolerance class says how they are compared. Before this room: `checks.relations`. After it:
`checks.findings`.

Verdict columns
    relation    Int32   index in `Relations.items`
    verdict     String  tie | tail | break | unchecked
    note        String  improbable (a tail beyond 3σ) · truncated (a percentage that fits only
                        truncation) · one_unit (one quantity printed one unit apart) · zero_base · ""
    left, right EXACT   the two sides in the base unit; for ratio and growth `right` is the recomputed
                        percentage, rounded to twelve decimals and for display only
    difference  EXACT   left − right
    slack       EXACT   half widths of both sides: |difference| ≤ slack is what rounding explains (sums)
"""

from __future__ import annotations

import polars as pl

from checks.relations.relation import Relations
from checks.report.frames import EXACT

_TOO_LARGE = 10**12
"""Operands above this (in 万元: a thousand times the nation's budget) would overflow a 38-digit product."""

_ZERO = pl.lit(0, dtype=EXACT)
_HUNDRED = pl.lit(100, dtype=EXACT)


def judge(relations: Relations, figures: pl.DataFrame) -> pl.DataFrame:
    """The verdict of every relation that survives its choice; columns as above.

    figures: the long frame of `checks.report.frames`.
    """
    sides = _sides(relations.terms, figures)
    verdicts = (
        relations.frame.join(sides, on="relation", how="left")
        .with_columns(pl.col("^(left|right|base)(_.*)?$").exclude(pl.String).fill_null(0))
        .with_columns(left=pl.col("left") + pl.col("offset"))
    )
    judged = pl.concat(
        [
            _sums(_of(verdicts, "sum", "at_most", "exact")),
            _restatements(_of(verdicts, "same")),
            _ratios(_of(verdicts, "ratio", "growth")),
            _wordings(_of(verdicts, "wording")),
        ]
    ).sort("relation")
    return _chosen(judged).select("relation", "verdict", "note", "left", "right", "difference", "slack")


def _of(frame: pl.DataFrame, *classes: str) -> pl.DataFrame:
    return frame.filter(pl.col("tolerance").is_in(classes))


def _sides(terms: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    """One row a relation: nominal sum, half width, variance, coarsest and finest unit of each side."""
    weight = pl.col("weight").cast(EXACT)
    half = pl.col("half") * weight.abs()
    summed = (
        terms.join(figures.select("figure", "nominal", "half", "ulp"), on="figure", how="left")
        .group_by("relation", "side")
        .agg(
            nominal=(pl.col("nominal") * weight).sum(),
            half=half.sum(),
            variance=(half.cast(pl.Float64) ** 2).sum(),
            coarse=pl.col("ulp").max(),
            fine=pl.col("ulp").min(),
        )
    )
    out = terms.select(pl.col("relation").unique())
    for side in ("left", "right", "base"):
        named = summed.filter(pl.col("side") == side).select(
            "relation",
            pl.col("nominal").alias(side),
            pl.col("half").alias(f"{side}_half"),
            pl.col("variance").alias(f"{side}_variance"),
            pl.col("coarse").alias(f"{side}_coarse"),
            pl.col("fine").alias(f"{side}_fine"),
        )
        out = out.join(named, on="relation", how="left")
    return out


_KEPT = ("relation", "choice", "option", "verdict", "note", "left", "right", "difference", "slack")


def _verdict(frame: pl.DataFrame, tie: pl.Expr, tail: pl.Expr, note: pl.Expr) -> pl.DataFrame:
    verdict = pl.when(tie).then(pl.lit("tie")).when(tail).then(pl.lit("tail")).otherwise(pl.lit("break"))
    return frame.with_columns(verdict=verdict).with_columns(note=note).select(_KEPT)


def _with_difference(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(
        difference=pl.col("left") - pl.col("right"),
        slack=pl.col("left_half") + pl.col("right_half"),
    )


def _sums(frame: pl.DataFrame) -> pl.DataFrame:
    """Sums, inequalities and exact counts. A tail beyond 3σ of independent rounding is improbable:
    σ² = Σ (weight · half)² / 3."""
    gap = pl.col("difference").abs()
    at_most = pl.col("tolerance") == "at_most"
    exact = pl.col("tolerance") == "exact"
    nine_sigma = 3 * (pl.col("left_variance") + pl.col("right_variance"))
    improbable = ~at_most & (pl.col("verdict") == "tail") & (gap.cast(pl.Float64) ** 2 > nine_sigma * 1.000001)
    return _verdict(
        _with_difference(frame),
        tie=(gap == 0) | (at_most & (pl.col("difference") <= 0)),
        tail=~exact & (gap <= pl.col("slack")),
        note=pl.when(improbable).then(pl.lit("improbable")).otherwise(pl.lit("")),
    )


def _restatements(frame: pl.DataFrame) -> pl.DataFrame:
    """One quantity printed twice. At equal precision the digits must be the same; the one exception
    is a total that re-adds two or more printed items, in two tables (DESIGN 3.3). At different
    precision the finer must round to the coarser."""
    frame = _with_difference(frame)
    gap = pl.col("difference").abs()
    coarse = pl.max_horizontal("left_coarse", "right_coarse")
    equal_precision = pl.col("left_coarse") == pl.col("right_coarse")
    coarse_half = pl.max_horizontal("left_half", "right_half")
    addition = coarse * (pl.col("addends").cast(EXACT) + 1) * pl.lit(0.5).cast(EXACT)
    two_sided = (pl.col("left_coarse") != 0) & (pl.col("right_coarse") != 0)
    return _verdict(
        frame,
        tie=(gap == 0) | (~equal_precision & two_sided & (gap <= coarse_half)),
        tail=(~equal_precision & two_sided & (gap <= pl.col("slack")))
        | ((pl.col("addends") >= 2) & (gap <= addition)),
        note=pl.when((pl.col("verdict") == "break") & (gap <= coarse))
        .then(pl.lit("one_unit"))
        .otherwise(pl.lit("")),
    )


def _ratios(frame: pl.DataFrame) -> pl.DataFrame:
    """Percentages. Everything is compared cross-multiplied, so nothing is divided: p·b against 100·a.

    A ratio a/b takes its extremes at the corners of (a, b). Growth Δ/(cur − Δ) rises with Δ and falls
    or rises with cur by the sign of Δ; evaluated at those corners, since Δ occurs twice.
    """
    growth = pl.col("tolerance") == "growth"
    low, high = pl.col("right") - pl.col("right_half"), pl.col("right") + pl.col("right_half")
    base_low, base_high = pl.col("base") - pl.col("base_half"), pl.col("base") + pl.col("base_half")
    frame = frame.with_columns(
        above=high * _HUNDRED,  # numerator of the largest possible ratio
        below=low * _HUNDRED,
        above_base=pl.when(high >= 0).then(base_low).otherwise(base_high)
        - pl.when(growth).then(high).otherwise(_ZERO),
        below_base=pl.when(low >= 0).then(base_high).otherwise(base_low)
        - pl.when(growth).then(low).otherwise(_ZERO),
        nominal_base=pl.col("base") - pl.when(growth).then(pl.col("right")).otherwise(_ZERO),
        numerator=pl.col("right") * _HUNDRED,
    )
    too_large = pl.max_horizontal(pl.col("left", "base", "right").abs()) > _TOO_LARGE
    no_base = (pl.col("above_base") <= 0) | (pl.col("below_base") <= 0) | too_large
    both_zero = (pl.col("right") == 0) & (pl.col("left") == 0)
    ok = frame.filter(~no_base & ~both_zero)
    bad = frame.filter(no_base | both_zero).with_columns(
        verdict=pl.when(both_zero).then(pl.lit("tie")).otherwise(pl.lit("unchecked")),
        note=pl.when(both_zero).then(pl.lit("")).otherwise(pl.lit("zero_base")),
        right=_ZERO,
        difference=pl.col("left"),
        slack=pl.col("left_half"),
    )
    sign = pl.when(pl.col("left") < 0).then(pl.lit(-1, dtype=EXACT)).otherwise(pl.lit(1, dtype=EXACT))
    printed, half, unit = pl.col("left"), pl.col("left_half"), pl.col("left_coarse")

    def within(low: pl.Expr, high: pl.Expr) -> pl.Expr:
        """The interval of the recomputed percentage shares a point with [low, high]."""
        return (low * pl.col("above_base") <= pl.col("above")) & (
            high * pl.col("below_base") >= pl.col("below")
        )

    numerator, nominal_base = pl.col("numerator"), pl.col("nominal_base")
    half_up = (sign * numerator >= (sign * printed - half) * nominal_base) & (
        sign * numerator < (sign * printed + half) * nominal_base
    )
    toward_zero = pl.when(printed < 0).then(printed - unit).otherwise(printed)
    away = pl.when(printed < 0).then(printed).otherwise(printed + unit)
    truncated = (pl.col("verdict") == "break") & within(toward_zero, away)
    judged = ok.with_columns(
        verdict=pl.when(half_up)
        .then(pl.lit("tie"))
        .when(within(printed - half, printed + half))
        .then(pl.lit("tail"))
        .otherwise(pl.lit("break"))
    ).with_columns(
        note=pl.when(truncated).then(pl.lit("truncated")).otherwise(pl.lit("")),
        right=(numerator / nominal_base).cast(EXACT),
        slack=half,
    )
    judged = judged.with_columns(difference=pl.col("left") - pl.col("right"))
    return pl.concat([judged.select(_KEPT), bad.select(_KEPT)])


def _wordings(frame: pl.DataFrame) -> pl.DataFrame:
    return _verdict(
        frame.with_columns(difference=_ZERO, slack=_ZERO),
        tie=pl.col("stated") == pl.col("expected"),
        tail=pl.lit(False),
        note=pl.lit(""),
    )


def _chosen(judged: pl.DataFrame) -> pl.DataFrame:
    """Of each choice the option with the fewest breaks (then the fewest tails, then the first)."""
    free = judged.filter(pl.col("choice") == "")
    scored = (
        judged.filter(pl.col("choice") != "")
        .group_by("choice", "option")
        .agg(
            broken=pl.col("verdict").is_in(["break", "unchecked"]).sum(),
            tails=(pl.col("verdict") == "tail").sum(),
            first=pl.col("relation").min(),
        )
        .sort("choice", "broken", "tails", "first")
        .unique("choice", keep="first", maintain_order=True)
    )
    kept = judged.join(scored.select("choice", "option"), on=["choice", "option"], how="inner")
    return pl.concat([free, kept.select(free.columns)]).sort("relation")
