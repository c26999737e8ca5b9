"""Results that stand in a workbook only because its program does not calculate → unknown. Before: `workbook`.

A program that writes a formula without working it out stores something all the same: an empty text, or a
zero with the wish to have it worked out on opening. A program that calculates stores such results too, where
they are right. One of them that the formula denies tells which kind of program wrote the workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum

from checks.reading.sheets import Sheet, Stored
from checks.reading.sheets.formulas import Sums


class _Placeholder(Enum):
    """What may stand for a result that was never worked out."""

    EMPTY = "an empty text"
    ZERO = "a zero to be worked out on opening"


def without_placeholders(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets of a workbook, the results unknown that no program worked out."""
    denied = set(_denied(sheets))
    return [_without(sheet, denied) for sheet in sheets] if denied else list(sheets)


def _placeholder(stored: Stored) -> _Placeholder | None:
    if stored.formula is None or stored.unknown:
        return None
    if stored.number is None:
        return None if stored.text else _Placeholder.EMPTY
    return _Placeholder.ZERO if stored.number == 0 and stored.on_opening else None


def _denied(sheets: Sequence[Sheet]) -> Iterator[_Placeholder]:
    """Each kind that stands in at least one cell whose formula gives a number other than zero. A zero is no
    proof: what refers to a cell with an empty text may show nothing."""
    open_kinds = set(_Placeholder)
    for sheet in sheets:
        sums = Sums(sheet, sheets)
        for stored in sheet.cells.values():
            kind = _placeholder(stored)
            if kind in open_kinds and sums.value(stored.formula or ""):
                open_kinds.discard(kind)
                yield kind


def _without(sheet: Sheet, denied: set[_Placeholder]) -> Sheet:
    cells = {
        at: Stored("", formula=stored.formula, unknown=True) if _placeholder(stored) in denied else stored
        for at, stored in sheet.cells.items()
    }
    return replace(sheet, cells=cells)
