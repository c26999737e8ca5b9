"""One formula bound to the tables of one report: cells become figures, the formula its relations.

Comes in: a parsed formula and the Lookup. Goes out: one Relation for every row and column that the
formula runs over, and what was missing. Before this module: `formula`, `lookup`; after it: `evaluate`.

A blank cell, and an account that a table does not list, is a structural zero (catalogue section 4): it
has no figure, so it has no term. A relation without any figure is not made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checks.record import record
from checks.relations.formula import EVERY, Cell, Comparison, Total
from checks.relations.lookup import TOTAL, Lookup, Rows
from checks.relations.relation import Relation, Side, Term, Tolerance, Unchecked
from checks.relations.rule import Rule
from checks.report.report import Entry

ANY_TABLE = "T"
"""The letter that stands for each of a rule's tables."""


class Missing(Exception):
    """An operand that is not there; reason and subject as in Unchecked. whole: no row has it, so that
    the formula says nothing about this report."""

    def __init__(self, reason: str, subject: str, *, whole: bool = True) -> None:
        super().__init__(f"{reason}: {subject}")
        self.reason = reason
        self.subject = subject
        self.whole = whole


@record
class _Operand:
    """One item of a formula. rows: its table, None for a structural zero. adds: Σ stands before it.
    fixed: its rows, when the formula names them; None for rows that it runs over."""

    side: Side
    sign: int
    cell: Cell
    rows: Rows | None
    adds: bool
    fixed: tuple[Entry, ...] | None


class Binding:
    """A formula on a report, with T standing for `table`. Raises Missing when a table, a row or a column
    that it names is not there."""

    def __init__(self, rule: Rule, formula: Comparison, lookup: Lookup, table: Rows | None) -> None:
        self._rule = rule
        self._bound = formula.bound
        self._lookup = lookup
        self._table = table
        self._tolerance = Tolerance(rule.tolerance) if formula.operator == "=" else Tolerance.AT_MOST
        self._offset = Decimal(0)
        self._operands: list[_Operand] = []
        for side, signed in ((Side.LEFT, formula.left), (Side.RIGHT, formula.right)):
            for sign, item in signed:
                if isinstance(item, Decimal):
                    self._offset += sign * item if side is Side.LEFT else -sign * item
                else:
                    self._operands.append(self._operand(side, sign, item))
        for side in Side.LEFT, Side.RIGHT:
            absent = [operand for operand in self._operands if operand.side is side]
            if absent and all(operand.rows is None for operand in absent):
                raise Missing("not_applicable", absent[0].cell.table)  # zero is no side of a comparison
        addends = sum(operand.side is Side.RIGHT for operand in self._operands)
        self._is_split = rule.if_present and self._tolerance is Tolerance.SUM and addends > 1
        self._subject = min(self._operands, key=lambda operand: operand.cell.at)
        self._several = len({o.rows.id for o in self._operands if o.rows is not None}) > 1

    def _operand(self, side: Side, sign: int, item: Cell | Total) -> _Operand:
        cell, adds = (item.cell, True) if isinstance(item, Total) else (item, False)
        rows = self._rows(cell)
        fixed: tuple[Entry, ...] | None = None
        if rows is not None and cell.kids and cell.row != EVERY:
            parent = rows.find(cell.row, cell.half)
            fixed = tuple(rows.kids(parent)) if parent is not None else ()
        elif rows is not None and adds and not cell.kids:
            fixed = tuple(rows.of(cell.row, cell.half))
        elif rows is not None and not adds and not cell.bound:
            fixed = _named(cell, rows)
        return _Operand(side, sign, cell, rows, adds, fixed)

    def _rows(self, cell: Cell) -> Rows | None:
        """The cell's table, None when it may be absent and is. A table published empty has no zeros to
        compare: whether it may be empty is the business of S103."""
        if cell.table == ANY_TABLE:
            return self._table
        rows = self._lookup.tables.get(cell.table)
        if rows is not None and not rows.table.empty:
            return rows
        if rows is None and (self._lookup.is_due(cell.table) or self._lookup.is_unread(cell.table)):
            raise Missing("table_missing", cell.table)
        if cell.optional:
            return None
        raise Missing("not_applicable", cell.table)

    def relations(self) -> Iterator[Relation | Unchecked]:
        """The relations; and, counted by reason, the rows and columns that had none."""
        missed: Counter[tuple[str, str]] = Counter()
        columns = self._columns()
        for key in self._keys():
            for column in columns:
                try:
                    relation = self._relation(key, column)
                except Missing as missing:
                    if missing.whole:
                        raise
                    missed[missing.reason, missing.subject] += 1
                else:
                    if relation is not None:
                        yield relation
        for (reason, subject), count in missed.items():
            yield Unchecked(self._rule.id, reason, subject, count=count)

    def printed(self) -> tuple[Decimal, Decimal]:
        """Both sides of a condition as printed, in the base unit."""
        figures = self._lookup.report.figures
        values = {Side.LEFT: self._offset, Side.RIGHT: Decimal(0)}
        for term in self._terms("", "")[0]:
            values[term.side] += term.weight * figures[term.figure].nominal
        return values[Side.LEFT], values[Side.RIGHT]

    def _keys(self) -> Sequence[str]:
        """Keys of the rows that the formula runs over, "" once when it names them all. Rows of several
        tables are matched by account code, or as the total."""
        if not self._bound:
            return [""]
        keys: dict[str, None] = {}
        for operand in self._operands:
            if operand.rows is not None and operand.fixed is None and not operand.adds:
                for entry in operand.rows.of(self._bound, operand.cell.half):
                    if not self._several or entry.code or entry.level == 0:
                        keys[entry.key] = None
        return list(keys)

    def _columns(self) -> Sequence[str]:
        """Keys of the columns that `.*` runs over, "" once without it."""
        for operand in self._operands:
            if operand.cell.column == EVERY and operand.rows is not None:
                return operand.rows.columns("amount", operand.cell.half)
        return [""]

    def _relation(self, key: str, column: str) -> Relation | None:
        terms, re_added = self._terms(key, column)
        if not terms or (self._tolerance is Tolerance.AT_MOST and all(t.side is Side.RIGHT for t in terms)):
            return None
        if self._is_split and all(t.side is Side.LEFT for t in terms):
            return None
        return Relation(
            rule=self._rule.id,
            tolerance=self._tolerance,
            subject=self._named_subject(key, column),
            terms=terms,
            offset=self._offset,
            addends=re_added if re_added > 1 else 0,
        )

    def _terms(self, key: str, column: str) -> tuple[tuple[Term, ...], int]:
        """The figures of one row and column, none when the formula says nothing there; and how many
        printed items the side adds up that adds up more."""
        terms: list[Term] = []
        addends = {Side.LEFT: 0, Side.RIGHT: 0}
        for operand in self._operands:
            entries = self._entries(operand, key, column)
            if entries is None:
                return (), 0
            for entry in entries:
                figure, name = _figure(operand, entry, column)
                if figure is None:
                    continue
                terms.append(Term(operand.side, figure, operand.sign))
                if self._several and self._tolerance is Tolerance.SAME and operand.rows is not None:
                    addends[operand.side] += operand.rows.addends(entry, name)
        return tuple(terms), max(addends.values())

    def _entries(self, operand: _Operand, key: str, column: str) -> Sequence[Entry] | None:
        """The rows of an operand, none for a structural zero; None when the formula says nothing here: a
        row without rows below it has no sum of them."""
        rows, cell = operand.rows, operand.cell
        if rows is None:
            return ()
        if operand.fixed is not None:
            return operand.fixed if operand.fixed or not operand.adds or cell.optional else None
        entry = rows.find(key, cell.half)
        if operand.adds:
            return rows.kids(entry) or None if entry is not None else None
        if entry is not None:
            return (entry,)
        _must_be_zero(operand, key, column)
        return ()

    def _named_subject(self, key: str, column: str) -> str:
        """`T5/2010301/基本支出`: the first cell of the formula as written."""
        cell = self._subject.cell
        table = self._table.id if cell.table == ANY_TABLE and self._table is not None else cell.table
        row = key if self._subject.fixed is None and key else cell.row
        name = column if cell.column == EVERY else cell.column
        return "/".join(filter(None, (table, cell.half, row, name)))


def _named(cell: Cell, rows: Rows) -> tuple[Entry, ...]:
    """A row that the formula names: an account that is not listed is zero, any other must be there."""
    entry = rows.find(cell.row, cell.half)
    if entry is not None:
        return (entry,)
    if cell.row.isdigit() or cell.optional:
        return ()
    raise Missing("operand_missing", f"{rows.id}/{cell.row}")


def _must_be_zero(operand: _Operand, key: str, column: str) -> None:
    """An account that is not listed is zero only in a table that goes down to its level and names its rows
    as accounts, or whose total is zero; and a total that is not printed is not zero."""
    rows, cell = operand.rows, operand.cell
    assert rows is not None
    level = len(key) // 2 if key.isdigit() else 0
    at = (cell.half, level)
    if cell.optional or (level and at in rows.levels and at not in rows.uncoded):
        return
    total = rows.find(TOTAL, cell.half)
    name = column if cell.column == EVERY else cell.column
    if not level or total is None or rows.has_amount(total, name or rows.amount_of(total)):
        raise Missing("operand_missing", rows.id, whole=False)


def _figure(operand: _Operand, entry: Entry, column: str) -> tuple[int | None, str]:
    """The figure of a row in the operand's column, None where it is blank; and the column's key."""
    rows, cell = operand.rows, operand.cell
    assert rows is not None
    name = column if cell.column == EVERY else cell.column or rows.amount_of(entry)
    if name in entry.cells:
        return entry.cells[name], name
    if rows.has_column(name, entry.half):
        raise Missing("unreadable", rows.id, whole=False)
    if cell.optional:
        return None, name
    raise Missing("column_missing", f"{rows.id}/{name or entry.key}")
