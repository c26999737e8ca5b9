"""The worksheets of a workbook → the blocks and remarks of its Document. Before: `xlsx` and `xls`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from checks.reading.document import Block, Remark
from checks.reading.grids import CellBudget
from checks.reading.limits import Limits
from checks.reading.sheets import Sheet, blocks_of
from checks.reading.sheets.bands import bands_of
from checks.reading.sheets.remarks import remarks_of
from checks.reading.sheets.uncalculated import without_placeholders


def contents_of(
    sheets: Sequence[Sheet], path: Path, limits: Limits
) -> tuple[tuple[Block, ...], tuple[Remark, ...]]:
    """The blocks of the visible sheets in their order, and the remarks on all sheets.

    Raises ReadError when a sheet or all of them are over a limit.
    """
    budget = CellBudget(path, limits)
    known = without_placeholders(sheets)
    bands = (band for sheet in known if not sheet.hidden for band in bands_of(sheet))
    blocks = [block for band in bands for block in blocks_of(band, budget)]
    return tuple(blocks), tuple(remark for sheet in known for remark in remarks_of(sheet, known))
