"""What a reviewer should know about a worksheet that its blocks do not show. Before: `workbook`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from decimal import Decimal

from checks.reading.address import column_name
from checks.reading.document import Place, Remark
from checks.reading.sheets import Sheet, Stored
from checks.reading.sheets.formulas import Sums

_NOISE = Decimal("1e-6")
"""A formula and its stored value may differ by so much: what binary fractions lose in a long sum."""
_NAMED = 5
"""Cells named in one remark before it only counts them."""


def remarks_of(sheet: Sheet, workbook: Sequence[Sheet]) -> Iterator[Remark]:
    """Hidden sheets, rows and columns; formulas without a value or with an error; stale formula values."""
    place = Place(sheet=sheet.name)
    if not sheet.cells:
        return
    if sheet.hidden:
        yield Remark("hidden_sheet", place, {"sheet": sheet.name, "cells": str(len(sheet.cells))})
        return
    rows = sheet.hidden_rows & {row for row, _ in sheet.cells}
    if rows:
        yield Remark("hidden_rows", place, {"sheet": sheet.name, "rows": _runs(rows, _row_name)})
    filled = sheet.hidden_columns & {column for _, column in sheet.cells}
    for key, columns in (
        ("hidden_columns", filled - sheet.left_out),
        ("hidden_amounts", sheet.left_out),
    ):
        if columns:
            yield Remark(key, place, {"sheet": sheet.name, "columns": _runs(columns, column_name)})
    yield from _unknown(sheet)
    yield from _stale(sheet, workbook)


def _unknown(sheet: Sheet) -> Iterator[Remark]:
    """One remark for all formulas that were never worked out, one for all that ended in an error."""
    unknown = [(at, stored) for at, stored in sorted(sheet.cells.items()) if stored.unknown]
    for key, found in (
        ("formula_without_value", [at for at, stored in unknown if not stored.error]),
        ("formula_error", [at for at, stored in unknown if stored.error]),
    ):
        if found:
            places = [sheet.place(*at) for at in found]
            named = ", ".join(place.cell or "" for place in places[:_NAMED])
            more = " …" if len(found) > _NAMED else ""
            details = {"sheet": sheet.name, "count": str(len(found)), "cells": named + more}
            yield Remark(key, places[0], details, "warning")


def _stale(sheet: Sheet, workbook: Sequence[Sheet]) -> Iterator[Remark]:
    sums = Sums(sheet, workbook)
    for at, stored in sorted(sheet.cells.items()):
        computed = _computed(stored, sums)
        if computed is None or stored.number is None:
            continue
        if abs(computed - stored.number) > _bound(stored.number, rounded=sheet.rounded):
            details = {
                "sheet": sheet.name,
                "cell": sheet.place(*at).cell or "",
                "formula": stored.formula or "",
                "stored": f"{stored.number:f}",
                "computed": f"{_tidy(computed):f}",
            }
            yield Remark("formula_mismatch", sheet.place(*at), details, "warning")


def _computed(stored: Stored, sums: Sums) -> Decimal | None:
    if stored.formula is None or stored.number is None or stored.unknown:
        return None
    return sums.value(stored.formula)


def _bound(found: Decimal, *, rounded: bool) -> Decimal:
    """How far a stored result may be from what its formula gives; rounded: it was cut to what it shows."""
    noise = _NOISE * max(Decimal(1), abs(found))
    return max(noise, Decimal(5).scaleb(int(found.as_tuple().exponent) - 1)) if rounded else noise


def _tidy(value: Decimal) -> Decimal:
    rounded = round(value, 6)
    return rounded.normalize() if rounded != rounded.to_integral_value() else rounded.quantize(Decimal(1))


def _row_name(row: int) -> str:
    return str(row + 1)


def _runs(numbers: Collection[int], name: Callable[[int], str]) -> str:
    """3, 4, 5, 9 → `3–5, 9`, each number under the name a person knows it by."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(name(first) if first == last else f"{name(first)}–{name(last)}" for first, last in runs)
