"""Entries of two-sided forms (T1, T4): income on the left, expenditure on the right, halves unequal; in
财决01表 the expenditure by nature is a third part, and the last rows print the amounts of both there.

A class of expenditure gets its account code from its name; the ordinal before it (八、) is not the code.
Rows under 年初…结转和结余 repeat the names of the sources, so their key carries the row above. Takes a
Draft; adds its entries. Before this module: `draft`, `accounts`.
"""

from __future__ import annotations

from collections.abc import Sequence

from checks.report.accounts import class_code
from checks.report.forms import Form, FormRow
from checks.report.labels import bare, has_words, is_of_which, normalise, ordinal_level
from checks.report.tables.columns import BY_NATURE, LABEL
from checks.report.tables.draft import Draft

EXPENDITURE = "支出"


def two_sided_entries(draft: Draft) -> None:
    """One entry a named line of each half."""
    assert draft.fit is not None
    sides = {part.half: part.side for part in draft.parts}
    for half, side in sides.items():
        right = sides.get(BY_NATURE) if half == EXPENDITURE else None
        _Half(draft, draft.fit.form, half, side, right).read()


class _Half:
    """Reads one half from top to bottom. right: the side that has the amounts of a row for both."""

    def __init__(self, draft: Draft, form: Form, half: str, side: int, right: int | None) -> None:
        self._draft = draft
        self._form = form
        self._half = half
        self._labels = draft.columns_of(side, LABEL)
        self._amounts = draft.amounts(side)
        self._right_labels = draft.columns_of(right, LABEL) if right is not None else []
        self._right_amounts = draft.amounts(right) if right is not None else []
        self._split: FormRow | None = None  # the row whose parts may follow
        self._last = ""  # key of the last row that 其中： may speak of
        printed = {form.row(half, bare(self._label(r))) for r in range(len(draft.rows))}
        self._printed = {row.key for row in printed if row is not None}

    def _label(self, row: int) -> str:
        return normalise(self._draft.label(row, self._labels))

    def read(self) -> None:
        for r in range(len(self._draft.rows)):
            taken = any((r, j) in self._draft.owners for j in self._amounts)
            if has_words(label := self._label(r)) and not taken:
                self._line(r, label)

    def _columns(self, r: int) -> Sequence[int]:
        """The columns with the amounts of a row: its own, or those on the right where a total has none
        and no other name stands there."""
        draft, label = self._draft, self._label(r)
        is_named = self._form.row(self._half, bare(label)) is not None
        is_alone = normalise(draft.label(r, self._right_labels)) in {"", label}
        only_right = draft.has_numbers(r, self._right_amounts) and not draft.has_numbers(r, self._amounts)
        return self._right_amounts if is_named and is_alone and only_right else self._amounts

    def _line(self, r: int, label: str) -> None:
        name = bare(label)
        row = self._form.row(self._half, name)
        code = class_code(name) if self._half == EXPENDITURE else ""
        is_new = bool(code) or (row is not None and (self._half, row.key) not in self._draft.taken)
        if self._split is not None and not is_new:
            above = self._split.key
            key = f"{above}/{row.key if row is not None else name}"
            self._add(r, key, 2, above, of_which=row is None and is_of_which(label))
        elif is_of_which(label) and self._last:
            self._add(r, f"{self._last}/{name}", 2, self._last, of_which=True)
        elif row is not None:
            self._split = row if row.splits else None
            self._last = row.key
            self._add(r, row.key, 0 if _is_total(row) else 1, self._if_printed(row.under))
        elif code:
            self._split = None
            self._last = code
            self._add(r, code, 1, self._section_total(), code=code)
        elif self._last and not ordinal_level(label) and not self._among_kinds():
            self._add(r, f"{self._last}/{name}", 2, self._last)
        else:
            self._last = name
            self._add(r, name, 1, self._section_total())

    def _add(
        self, r: int, key: str, level: int, parent: str | None, *, code: str = "", of_which: bool = False
    ) -> None:
        draft = self._draft
        label = draft.label(r, self._labels)
        draft.add(
            key,
            label,
            r,
            self._columns(r),
            code=code,
            half=self._half,
            level=level,
            parent=parent,
            of_which=of_which,
        )

    def _section_total(self) -> str | None:
        """The row that adds up the kinds of income or the classes of expenditure."""
        return self._if_printed(f"本年{self._half}合计")

    def _if_printed(self, key: str | None) -> str | None:
        return key if key in self._printed else None

    def _among_kinds(self) -> bool:
        """The total of the section has not come yet."""
        return (self._half, f"本年{self._half}合计") not in self._draft.taken


def _is_total(row: FormRow) -> bool:
    return row.key.endswith(("合计", "总计"))
