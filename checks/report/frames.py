"""The polars frames of a report: the long `figures` frame, and the wide frame of a table as printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

import polars as pl

from checks.report.report import Figure, Kind, Table

SCALE = 12
"""Decimals of every exact number in a frame. One scale for all, since polars keeps the first scale
when frames are concatenated; twelve, so that percent × amount (4 + 6 decimals and their halves) is exact."""

EXACT = pl.Decimal(38, SCALE)

FIGURES: dict[str, pl.DataType] = {
    "figure": pl.Int32(),
    "value": EXACT,
    "places": pl.Int16(),
    "unit": pl.String(),
    "text": pl.String(),
    "kind": pl.String(),
    "nominal": EXACT,  # the value in 万元 (amounts), else as printed
    "ulp": EXACT,  # one unit of the last printed place, in the unit of `nominal`
    "half": EXACT,  # half a unit of the last printed place; 0 for counts and for zero amounts
    "table": pl.String(),
    "row": pl.Int32(),
    "column": pl.Int32(),
    "entry": pl.String(),
    "column_key": pl.String(),
    "paragraph": pl.Int32(),
    "line": pl.Int32(),
    "page": pl.Int32(),
}


_TOO_LONG = 10**18
"""A number as long as this is no amount, and its products would leave the digits of a frame."""

_MULTIPLES = ("万", "亿")
"""A count in these units (687.32万条) was rounded like an amount."""


def exact(numbers: Iterable[Decimal]) -> pl.Series:
    """Decimals as a series of exact numbers, by way of their digits: four times as fast as polars'
    own conversion. A number of more than 26 integer digits becomes null."""
    return pl.Series([str(number) for number in numbers], dtype=pl.String).cast(EXACT, strict=False)


def is_exact_count(figure: Figure) -> bool:
    """Whether it counts things one by one: 26个 does, 687.32万条 was rounded like an amount."""
    return figure.kind is Kind.COUNT and figure.places == 0 and figure.unit[:1] not in _MULTIPLES


def figures_frame(figures: Sequence[Figure]) -> pl.DataFrame:
    """One row a printed number; columns as in `FIGURES`. A number too long for a frame is null in it."""
    printed = pl.DataFrame(
        {
            "figure": pl.Series([f.id for f in figures], dtype=pl.Int32),
            "value": exact(f.value for f in figures),
            "places": pl.Series([f.places for f in figures], dtype=pl.Int16),
            "factor": exact(f.factor for f in figures),
            "unit": pl.Series([f.unit for f in figures], dtype=pl.String),
            "text": pl.Series([f.text for f in figures], dtype=pl.String),
            "kind": pl.Series([f.kind.value for f in figures], dtype=pl.String),
            "table": pl.Series([f.table for f in figures], dtype=pl.String),
            "row": pl.Series([f.row for f in figures], dtype=pl.Int32),
            "column": pl.Series([f.column for f in figures], dtype=pl.Int32),
            "entry": pl.Series([f.entry for f in figures], dtype=pl.String),
            "column_key": pl.Series([f.column_key for f in figures], dtype=pl.String),
            "paragraph": pl.Series([f.paragraph for f in figures], dtype=pl.Int32),
            "line": pl.Series([f.place.line for f in figures], dtype=pl.Int32),
            "page": pl.Series([f.place.page for f in figures], dtype=pl.Int32),
        }
    )
    places = printed["places"].unique()
    units = pl.DataFrame({"places": places, "one": exact(Decimal(1).scaleb(-p) for p in places)})
    # counts are exact, but for those told in 万 or 亿, and so is a zero amount, which is no rounded addend
    # (catalogue section 5)
    counted = (pl.col("kind") == Kind.COUNT) & ~pl.col("unit").str.contains("^[万亿]")
    unrounded = counted | ((pl.col("kind") == Kind.AMOUNT) & (pl.col("value") == 0))
    legible = pl.when(pl.col("value").abs() < _TOO_LONG).then(pl.col("value"))
    return (
        printed.with_columns(value=legible)
        .join(units, on="places", how="left", maintain_order="left")
        .with_columns(nominal=pl.col("value") * pl.col("factor"), ulp=pl.col("one") * pl.col("factor"))
        .with_columns(half=pl.when(unrounded).then(pl.lit(0, dtype=EXACT)).otherwise(pl.col("ulp") / 2))
        .select(pl.col(name).cast(kind) for name, kind in FIGURES.items())
    )


def wide_frame(table: Table, figures: Sequence[Figure]) -> pl.DataFrame:
    """The table as printed: one column a printed column (labels String, amounts EXACT, blank null)
    and, for each amount column `N`, a column `N#` with the figure id under each cell."""
    columns: dict[str, pl.Series] = {}
    for index, column in enumerate(table.columns):
        cells = [row[index] for row in table.cells]
        if column.role in {"amount", "percent"}:
            values = [figures[c.figure].value if c.figure is not None else None for c in cells]
            columns[column.name] = pl.Series(column.name, values, dtype=EXACT)
            under = pl.Series(f"{column.name}#", [c.figure for c in cells], dtype=pl.Int32)
            columns[under.name] = under
        else:
            columns[column.name] = pl.Series(column.name, [c.text or None for c in cells], dtype=pl.String)
    return pl.DataFrame(columns)
