"""What may have gone wrong: ranked guesses at the slip behind a finding (catalogue section 8).

Comes in: a root cause with the relation that states it, and the report around it. Goes out: at most three
`Diagnosis`, the most telling first. Before this module: `suspects`; after it: `causes`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from itertools import combinations

from checks.finding import Diagnosis, Judged
from checks.findings.likeness import shifted_point, slip_between, slipped_unit
from checks.findings.suspects import Root
from checks.relations.relation import Relation, Side, Tolerance
from checks.report.report import Entry, Figure, Kind, Report, Table

_AT_MOST = 3
_MANY_ADDENDS = 40
"""Sums longer than this are not searched for pairs of omitted addends: some pair always fits."""
_TELLING_DIGITS = 3
"""A number of fewer digits is found in too many places to name one."""
_SCOPE_WORDS = (
    "结转",
    "结余",
    "政府性基金",
    "国有资本",
    "事业收入",
    "经营收入",
    "其他收入",
    "上级补助",
    "附属单位",
)
"""Rows and columns whose amount, when it is just the difference, says that another scope was meant."""
_EARLIER_WORDS = ("预算", "上年")


@dataclass(frozen=True, slots=True)
class Case:
    """A root, and the judged relation that states it."""

    judged: Judged
    root: Root


class Diagnostician:
    """Knows the report and all roots, so that one error can be seen in the light of another."""

    def __init__(self, report: Report, roots: Sequence[Root]) -> None:
        self._report = report
        self._figures = report.figures
        self._roots_at: dict[int, list[Root]] = defaultdict(list)
        for root in roots:
            for relation in (*root.strains, *root.restores):
                self._roots_at[relation].append(root)

    def partners(self, root: Root) -> list[Root]:
        """Roots whose errors keep up with this one in a sum that holds (0.18 for 0.16, 2.80 for 2.82)."""
        found = {
            other.figure: other
            for relation in (*root.strains, *root.restores)
            for other in self._roots_at[relation]
            if other.figure != root.figure and not self._repeats(root, other)
        }
        return list(found.values())

    def _repeats(self, root: Root, other: Root) -> bool:
        """Whether the two are one number printed twice."""
        figure, twin = self._figures[root.figure], self._figures[other.figure]
        return figure.nominal == twin.nominal and root.value == other.value

    def diagnose(self, case: Case) -> tuple[Diagnosis, ...]:
        """The guesses for one case, ranked."""
        if case.root.suspect is None or case.root.value is None:
            return ()
        figure = self._figures[case.root.suspect]
        found = list(self._guesses(case, figure, case.root.value))
        return tuple(found[:_AT_MOST])

    def _guesses(self, case: Case, figure: Figure, wanted: Decimal) -> Iterator[Diagnosis]:
        """From the most telling to the least."""
        relation = case.judged.relation
        unit = slipped_unit(figure, wanted)
        if unit:
            yield Diagnosis("unit_slip", {"unit": unit})
        elif figure.nominal == -wanted:
            yield Diagnosis("sign_flip")
        elif shifted_point(figure, wanted):
            yield Diagnosis("decimal_shift")
        for partner in self.partners(case.root):
            other = self._figures[partner.figure]
            same_way = partner.value is None or (other.nominal > partner.value) == (figure.nominal > wanted)
            yield Diagnosis("carried" if same_way else "compensating", {"partner": self._name(other)})
        if case.root.unsettles and abs(figure.nominal - wanted) <= figure.ulp:
            yield Diagnosis("plugged")
        if relation.tolerance is Tolerance.RATIO and figure.kind is Kind.PERCENT:
            yield from self._base_mix(relation, figure)
        if case.judged.note == "truncated":
            yield Diagnosis("truncated")
        yield from self._addends(relation, figure, wanted)
        yield from self._scope(figure, wanted)
        yield from self._stale(relation, figure)
        yield from self._neighbour(relation, figure)
        if abs(figure.nominal - wanted) > figure.ulp and figure.nominal != -wanted:
            kind = slip_between(figure, wanted)
            if kind:
                yield Diagnosis(kind)

    def _base_mix(self, relation: Relation, figure: Figure) -> Iterator[Diagnosis]:
        """A known total, other than the base, of which the part is just the printed percentage."""
        part = sum(
            (self._figures[t.figure].nominal * t.weight for t in relation.terms if t.side is Side.RIGHT),
            Decimal(0),
        )
        base = {self._figures[t.figure].nominal for t in relation.terms if t.side is Side.BASE}
        if len(figure.value.normalize().as_tuple().digits) < _TELLING_DIGITS:
            return
        unit = Decimal(1).scaleb(-figure.places)
        for total, name in self._totals.items():
            if total in base:
                continue
            share = (100 * part / total).quantize(unit, rounding=ROUND_HALF_UP)
            if share == abs(figure.value):
                yield Diagnosis("base_mix", {"base": self._name(self._figures[name])})
                return

    @cached_property
    def _totals(self) -> dict[Decimal, int]:
        """Amounts that a percentage may have been taken of → the first figure that prints it: totals of
        the recognised tables, and the amounts that head a section."""
        totals: dict[Decimal, int] = {}
        for table in self._report.forms():
            for entry in table.entries:
                if entry.level == 0 and not entry.of_which:
                    for id in entry.cells.values():
                        if id is not None and self._figures[id].nominal > 0:
                            totals.setdefault(self._figures[id].nominal, id)
        for statement in self._report.statements:
            fact = statement.fact("amount", "final", "budget")
            if fact is not None and statement.parent < 0 and self._figures[fact.figure].nominal > 0:
                totals.setdefault(self._figures[fact.figure].nominal, fact.figure)
        return totals

    def _addends(self, relation: Relation, figure: Figure, wanted: Decimal) -> Iterator[Diagnosis]:
        """A total that left one or two addends out, or counted one twice."""
        own = [term for term in relation.terms if term.figure == figure.id]
        if relation.tolerance is not Tolerance.SUM or len(own) != 1:
            return
        addends = [
            self._figures[term.figure]
            for term in relation.terms
            if term.side is not own[0].side and self._figures[term.figure].value != 0
        ]
        if len(addends) < 2:
            return
        off = figure.nominal - wanted
        for addend in addends:
            if abs(off) == abs(addend.nominal):
                key = "omitted" if (off < 0) == (addend.nominal > 0) else "double_count"
                yield Diagnosis(key, {"addend": self._name(addend)})
                return
        if len(addends) <= _MANY_ADDENDS:
            for one, other in combinations(addends, 2):
                if one.nominal + other.nominal == -off:
                    both = f"{self._name(one)} + {self._name(other)}"
                    yield Diagnosis("omitted", {"addend": both})
                    return

    def _scope(self, figure: Figure, wanted: Decimal) -> Iterator[Diagnosis]:
        """The difference is just a carry-over, a fund, or income from elsewhere."""
        id = self._scopes.get(abs(figure.nominal - wanted))
        if id is not None and id != figure.id:
            yield Diagnosis("scope", {"amount": self._name(self._figures[id])})

    @cached_property
    def _scopes(self) -> dict[Decimal, int]:
        found: dict[Decimal, int] = {}
        for table in self._report.forms():
            for entry in table.entries:
                for column, id in entry.cells.items():
                    named = f"{entry.key}{entry.label}{column}" if entry.level == 0 or not entry.code else ""
                    if id is not None and any(word in named for word in _SCOPE_WORDS):
                        amount = abs(self._figures[id].nominal)
                        if amount > self._figures[id].ulp * 2:
                            found.setdefault(amount, id)
        return found

    def _stale(self, relation: Relation, figure: Figure) -> Iterator[Diagnosis]:
        """The print is the budget's, or last year's, of the same row or sentence."""
        if figure.value == 0:
            return
        earlier = list(self._budgets.get(figure.paragraph, ()))
        for cell in self._cells(relation, figure):
            table, entry = self._row(cell)
            if table is not None and entry is not None:
                earlier += [
                    id
                    for column, id in entry.cells.items()
                    if id is not None and any(word in column for word in _EARLIER_WORDS)
                ]
        for id in earlier:
            other = self._figures[id]
            if id != figure.id and other.nominal == figure.nominal:
                yield Diagnosis("stale", {"earlier": self._name(other)})
                return

    @cached_property
    def _budgets(self) -> Mapping[int | None, Sequence[int]]:
        """The figures that the sentences of a paragraph state as budgets."""
        found: dict[int | None, list[int]] = defaultdict(list)
        for statement in self._report.statements:
            found[statement.paragraph] += [fact.figure for fact in statement.facts if fact.role == "budget"]
        return found

    def _neighbour(self, relation: Relation, figure: Figure) -> Iterator[Diagnosis]:
        """The print is that of the cell above, below or beside the one it should repeat, or of another row of
        its column, which says something from a few digits on."""
        if figure.value == 0:
            return
        is_telling = len(figure.value.normalize().as_tuple().digits) >= _TELLING_DIGITS
        for cell in self._cells(relation, figure):
            ways = [("neighbour", self._beside(cell)), ("other_row", self._above_and_below(cell))]
            for key, ids in ways if is_telling else ways[:1]:
                for id in ids:
                    other = self._figures[id]
                    if id != figure.id and other.nominal == figure.nominal:
                        yield Diagnosis(key, {"cell": self._name(other)})
                        return

    def _cells(self, relation: Relation, figure: Figure) -> Iterable[Figure]:
        """The table cells that a restated figure is, or should repeat."""
        if figure.table is not None:
            return [figure]
        if relation.tolerance is not Tolerance.SAME:
            return []
        return [self._figures[t.figure] for t in relation.terms if self._figures[t.figure].table is not None]

    def _row(self, cell: Figure) -> tuple[Table | None, Entry | None]:
        table = self._report.table(cell.table) if cell.table else None
        entries = table.entries if table else ()
        return table, next((e for e in entries if e.row == cell.row and e.key == cell.entry), None)

    def _beside(self, cell: Figure) -> Iterator[int]:
        table = self._report.table(cell.table) if cell.table else None
        if table is None or cell.row is None or cell.column is None:
            return
        for down, across in ((-1, 0), (1, 0), (0, -1), (0, 1)):
            row, column = cell.row + down, cell.column + across
            if 0 <= row < len(table.cells) and 0 <= column < len(table.cells[row]):
                id = table.cells[row][column].figure
                if id is not None:
                    yield id

    def _above_and_below(self, cell: Figure) -> Iterator[int]:
        table = self._report.table(cell.table) if cell.table else None
        if table is not None and cell.column is not None:
            column = (row[cell.column].figure for row in table.cells if cell.column < len(row))
            yield from (id for id in column if id is not None)

    def _name(self, figure: Figure) -> str:
        """What a number is called, in the report's words and without a sentence around it:
        「2210201 住房公积金·合计 81.12万元」."""
        printed = figure.text if figure.text.endswith(figure.unit) else f"{figure.text}{figure.unit}"
        if figure.table is None:
            return printed
        table, entry = self._row(figure)
        if table is None or entry is None or figure.column is None:
            return printed
        label = entry.label if entry.label.startswith(entry.code) else f"{entry.code} {entry.label}"
        return f"{table.title or table.id}·{label}·{table.columns[figure.column].name} {printed}"
