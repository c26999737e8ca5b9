"""The words that formulas may use: tables, columns and rows as `checks/report/forms.toml` names them.

A rule that names a column no form has would never run and never be missed, so it is refused when its
file is loaded. Before this module: `formula` and the forms of `checks.report`; after it: `rulebook`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from checks.relations.formula import EVERY, SETS, Cell, FormulaError
from checks.report.forms import TWO_SIDED, Form, load_forms


@lru_cache(maxsize=1)
def forms() -> Mapping[str, Form]:
    """Form id → form."""
    return {form.id: form for form in load_forms().forms}


def check_words(cell: Cell, table: str) -> None:
    """Raises FormulaError when the table, or its half, row or column, is one that no form has."""
    form = forms().get(table)
    if form is None:
        raise FormulaError("unknown_table", cell.at, name=table)
    if cell.half and not (form.shape == TWO_SIDED and cell.half in {row.half for row in form.rows}):
        raise FormulaError("unknown_half", cell.at, name=cell.half, table=table)
    if cell.column not in {"", EVERY} and all(cell.column != column.key for column in form.columns):
        raise FormulaError("unknown_column", cell.at, name=cell.column, table=table)
    rows = {row.key for row in form.rows} | SETS
    if form.rows and not cell.row.isdigit() and cell.row.partition("/")[0] not in rows:
        raise FormulaError("unknown_row", cell.at, name=cell.row, table=table)


def knows(table: str, cell: Cell) -> bool:
    """The form has the cell's half, row and column."""
    try:
        check_words(cell, table)
    except FormulaError:
        return False
    return True
