"""Entries of the three public expenses (T7): 预算数 and 决算数, whatever is columns and whatever rows.

Layouts: a block of columns for the budget and one for the final figures; pairs of columns; the expenses
as rows; budget and final as rows. Takes a Draft; adds its entries. Before this module: `draft`, `identify`.
"""

from __future__ import annotations

from collections.abc import Mapping

from checks.report.labels import bare, normalise
from checks.report.tables.columns import LABEL, TEXT
from checks.report.tables.draft import Draft
from checks.report.tables.identify import expenses

BUDGET, FINAL = "预算数", "决算数"


def sangong_entries(draft: Draft) -> None:
    """The entries 预算数 and 决算数 with one cell an expense."""
    assert draft.fit is not None
    if not any(draft.fit.keys):
        _expenses_as_rows(draft)
    elif any(draft.fit.sides):
        _expenses_as_columns(draft)
    else:
        _sides_as_rows(draft)


def _columns(draft: Draft, side: str) -> dict[str, int]:
    """Expense → column, of one side."""
    assert draft.fit is not None
    found: dict[str, int] = {}
    for j, (key, of_side) in enumerate(zip(draft.fit.keys, draft.fit.sides, strict=True)):
        if key and of_side == side:
            found.setdefault(key, j)
    return found


def _expenses_as_columns(draft: Draft) -> None:
    """One row of figures; with a column of unit names, the total row is the department's."""
    labels = draft.columns_of(None, LABEL, TEXT)
    rows = [r for r in range(len(draft.rows)) if draft.has_numbers(r, draft.amounts())] or list(
        range(min(1, len(draft.rows)))
    )
    main = next((r for r in rows if draft.total_in(r, labels)), rows[0] if rows else None)
    for r in rows:
        unit = "" if r == main else bare(normalise(draft.label(r, labels)))
        for side in (BUDGET, FINAL):
            at = {key: (r, j) for key, j in _columns(draft, side).items()}
            if at:
                draft.add_at(f"{unit}/{side}" if unit else side, side, at, level=1 if unit else 0)


def _expenses_as_rows(draft: Draft) -> None:
    assert draft.fit is not None
    rows: dict[str, int] = {}
    for r, key in _named_rows(draft):
        # 一、“三公”经费支出 may be a heading of dashes over （一）支出合计
        if key not in rows or not draft.has_numbers(rows[key], draft.amounts()):
            rows[key] = r
    for side in (BUDGET, FINAL):
        column = next((j for j, of_side in enumerate(draft.fit.sides) if of_side == side), None)
        if column is not None:
            draft.add_at(side, side, {key: (r, column) for key, r in rows.items()})


def _named_rows(draft: Draft) -> list[tuple[int, str]]:
    assert draft.fit is not None
    return list(expenses(draft.fit.form, draft.rows, draft.parts))


def _sides_as_rows(draft: Draft) -> None:
    """Budget and final below each other; a first row without a name is the final one."""
    assert draft.fit is not None
    labels = draft.columns_of(None, LABEL, TEXT)
    at: Mapping[str, int] = _columns(draft, "")
    rows = [r for r in range(len(draft.rows)) if draft.has_numbers(r, draft.amounts())]
    for r in rows:
        label = bare(normalise(draft.label(r, labels)))
        row = draft.fit.form.row("", label)
        key = row.key if row is not None else FINAL if r == rows[0] and not label else label
        if key:
            draft.add_at(key, draft.label(r, labels), {name: (r, j) for name, j in at.items()})
