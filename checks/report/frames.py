"""The polars frames of a report: the long `figures` frame, and the wide frame of a table as printed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import polars as pl

from checks.report.report import Figure, Kind, Table

SCALE = 12
"""Decimals of every exact number in a frame. One scale for all, since polars keeps the first scale
when frames are concatenated; twelve, so that percent × amount (4 + 6 decimals and their halves) is exact."""

EXACT = pl.Decimal(38, SCALE)

FIGURES = {
    "figure": pl.Int32,
    "value": EXACT,
    "places": pl.Int16,
    "unit": pl.String,
    "text": pl.String,
    "kind": pl.String,
    "nominal": EXACT,  # the value in 万元 (amounts), else as printed
    "ulp": EXACT,  # one unit of the last printed place, in the unit of `nominal`
    "half": EXACT,  # half a unit of the last printed place; 0 for counts and for zero amounts
    "table": pl.String,
    "row": pl.Int32,
    "column": pl.Int32,
    "entry": pl.String,
    "column_key": pl.String,
    "paragraph": pl.Int32,
    "line": pl.Int32,
    "page": pl.Int32,
}

_HALF = Decimal("0.5")


def half_width(figure: Figure) -> Decimal:
    """Half the interval a printed number stands for (catalogue section 5): counts are exact, and so
    is a zero amount, which is no rounded addend."""
    if figure.kind is Kind.COUNT or (figure.kind is Kind.AMOUNT and figure.value == 0):
        return Decimal(0)
    return figure.ulp * _HALF


def figures_frame(figures: Sequence[Figure]) -> pl.DataFrame:
    """One row a printed number; columns as in `FIGURES`."""
    return pl.DataFrame(
        {
            "figure": [f.id for f in figures],
            "value": [f.value for f in figures],
            "places": [f.places for f in figures],
            "unit": [f.unit for f in figures],
            "text": [f.text for f in figures],
            "kind": [f.kind.value for f in figures],
            "nominal": [f.nominal for f in figures],
            "ulp": [f.ulp for f in figures],
            "half": [half_width(f) for f in figures],
            "table": [f.table for f in figures],
            "row": [f.row for f in figures],
            "column": [f.column for f in figures],
            "entry": [f.entry for f in figures],
            "column_key": [f.column_key for f in figures],
            "paragraph": [f.paragraph for f in figures],
            "line": [f.place.line for f in figures],
            "page": [f.place.page for f in figures],
        },
        schema=FIGURES,
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
            columns[f"{column.name}#"] = pl.Series(f"{column.name}#", [c.figure for c in cells], dtype=pl.Int32)
        else:
            columns[column.name] = pl.Series(column.name, [c.text or None for c in cells], dtype=pl.String)
    return pl.DataFrame(columns)
