"""What a reviewer steps through: findings, one a root cause, inside an Audit.

The types only; `checks.findings` makes them. Nothing here imports the rooms before it, so that a screen
can name these types before the first paint.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from checks.reading.document import Place
    from checks.relations.relation import Relation, Relations, Unchecked
    from checks.relations.rule import Rule
    from checks.report.report import Figure, Report

TIE, TAIL, BREAK, UNCHECKED = "tie", "tail", "break", "unchecked"
MARKS = {TIE: "✓", TAIL: "≈", BREAK: "✗", UNCHECKED: "·"}
SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Judged:
    """One relation with its verdict. left, right, difference: plain digits in the printed unit."""

    id: int
    relation: Relation
    verdict: str
    note: str
    left: str
    right: str
    difference: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A ranked guess at what went wrong (catalogue section 8); `key` names its sentence in the text
    catalogues (`diagnosis.<key>`: unit_slip, decimal_shift, sign_flip, transposed, digit, omitted,
    double_count, neighbour, other_row, stale, scope, compensating, carried, base_mix, truncated, plugged)."""

    key: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One root cause.

    id: fingerprint: rule, subject and operand path without values, lines or pages, 12 hex digits.
    verdict: break | tail (a root tail, with every table that repeats it) | unchecked (could not be resolved).
    relation: the broken relation that states it best, None for a Problem of the report's shape.
    stated, expected, difference: as a person would print them, in the unit of the print.
    suspect: the Figure most likely wrong, None when no figure is more suspect than another.
    suggestion: what the suspect should have been, when the kept relations determine it.
    figures: (figure, role) of the representative relation, roles `left` | `right` | `base`.
    agreeing: other figures that state the same quantity and agree with each other.
    follows: ids of the other broken relations that the same cause explains.
    """

    id: str
    rule: str
    severity: str
    verdict: str
    subject: str
    place: Place
    relation: int | None = None
    stated: str = ""
    expected: str = ""
    difference: str = ""
    suspect: int | None = None
    suggestion: str | None = None
    figures: tuple[tuple[int, str], ...] = ()
    agreeing: tuple[int, ...] = ()
    follows: tuple[int, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)
    table: str | None = None
    improbable: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """Printed figures to tie (amounts, percentages, counts), and how many of them take part in at
    least one evaluated relation. tables: cells of the recognised forms, as (figures, checked);
    narrative: everything else, small tables of the text included; by_kind: narrative by kind."""

    figures: int
    checked: int
    tables: tuple[int, int]
    narrative: tuple[int, int]
    by_kind: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Audit:
    """A report with everything that was found out about it."""

    report: Report
    relations: Relations
    verdicts: pl.DataFrame
    judged: Mapping[int, Judged]  # relation id → Judged; relations whose option was not chosen are absent
    findings: Sequence[Finding]  # worst first: error, warning, note; breaks before tails
    unchecked: Sequence[Unchecked]
    coverage: Coverage
    marks: Mapping[int, str]  # figure id → tie | tail | break | unchecked (worst of its relations)
    reasons: Mapping[int, str]  # figure id → key of the reason why nothing checked it
    rules: Mapping[str, Rule]
    counts: Mapping[str, int]  # relations, tie, tail, break, unchecked
    seconds: float

    def figure(self, figure: int) -> Figure:
        return self.report.figures[figure]

    @cached_property
    def _relations_by_figure(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for id in self.judged:
            for term in self.relations.items[id].terms:
                found.setdefault(term.figure, []).append(id)
        return found

    def relations_of(self, figure: int) -> list[Judged]:
        """Every evaluated relation a figure takes part in, breaks first."""
        rank = {BREAK: 0, TAIL: 1, TIE: 2, UNCHECKED: 3}
        ids = dict.fromkeys(self._relations_by_figure.get(figure, ()))
        return sorted((self.judged[i] for i in ids), key=lambda j: (rank[j.verdict], j.id))

    @cached_property
    def finding_of(self) -> dict[int, Finding]:
        """Relation id → the finding it belongs to."""
        return {
            relation: finding
            for finding in self.findings
            for relation in ((finding.relation,) if finding.relation is not None else ()) + finding.follows
        }
