"""The language of rule formulas, and the frozen tree that one becomes. `grammar` parses it, `evaluate`
brings it to a report.

A formula says what must hold among printed figures, with one comparison in it:

    T1[本年支出合计] = T3[合计].本年支出合计
    T5[*].合计 = T5[*].基本支出 + T5[*].项目支出

Cells
    T3[合计].基本支出        table, row, column. Rows are account codes (`2010301`) or the names that
                             `forms.toml` gives them; columns likewise.
    T1[本年支出合计]         without a column: the amount of the row, when it has but one
    T1.支出[总计]            the half of a two-sided table, when a row name stands in both
    T6[30217], T6["因公出国(境)费用"]    a name with ASCII brackets, blanks or operators goes in quotes
    T4[总计].国有资本经营预算财政拨款?   `?`: nothing, where this report has no such table, row or column

One formula for many rows
    T[*]                     every row, matched by account code when several tables are named
    T[类], T[款], T[项]      every row of that level
    T[首级], T[末级]         rows below the total that stand under no other; rows with none below them
    T[合计].*                every column of amounts
    T                        each of the rule's `tables`, one after another
All `[…]` of this kind in one formula mean the same row, and all `.*` the same column. An account that
a table does not list is zero there.

Sums
    Σ T[类].*                all rows of the level at once; `sum(T[类].*)` is the same
    Σ T[kids(*)].*           the rows right below the row that `[*]` (or `[类]` …) stands for
    Σ T6[kids(301)]          the rows right below 301

`+` and `-`, whole and decimal numbers, and one of `=`, `<=`, `>=`. A rule's `when` joins comparisons of
single cells with `and`; there `<`, `>` and `!=` exist too, and printed values are compared as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

EVERY = "*"
FIRST, LAST = "首级", "末级"
LEVELS = {"类": 1, "款": 2, "项": 3}
SETS = {EVERY, FIRST, LAST, *LEVELS}
"""Row names that stand for many rows."""


class FormulaError(Exception):
    """A formula that cannot be read. `key` names the sentence in the text catalogues (`rules.<key>`),
    `details` fill its slots, `at` is the offset in the formula."""

    def __init__(self, key: str, at: int, **details: str) -> None:
        super().__init__(key)
        self.key = key
        self.at = at
        self.details = details


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, or many: row and column may stand for several. kids: the rows right below `row` are
    meant. half, column: "" when the formula names none. at: offset in the formula."""

    table: str
    half: str
    row: str
    kids: bool
    column: str
    optional: bool
    at: int

    @property
    def bound(self) -> bool:
        """Outside a sum: a row that the formula runs over."""
        return not self.kids and self.row in SETS


@dataclass(frozen=True, slots=True)
class Total:
    """Σ of the cells that `cell` stands for."""

    cell: Cell


Item: TypeAlias = Cell | Total | Decimal
Side: TypeAlias = tuple[tuple[int, Item], ...]
"""Items with their sign."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """left ⋈ right. operator: `=` or `<=` in a formula (`>=` is turned round), in a condition also `<`,
    `>`, `>=`, `!=`. bound: the set of rows it runs over, "" when every row is named."""

    left: Side
    operator: str
    right: Side
    bound: str = ""

    def items(self) -> Iterator[Item]:
        return (item for side in (self.left, self.right) for _, item in side)

    def cells(self) -> Iterator[Cell]:
        for item in self.items():
            if isinstance(item, Total):
                yield item.cell
            elif isinstance(item, Cell):
                yield item
