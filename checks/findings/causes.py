"""Roots → findings: the relation that states a cause best, both sides as printed, what should stand there.

Comes in: the roots of `suspects`. Goes out: one `Finding` a cause, its consequences folded under
it; one wrong quantity repeated word for word is one cause. Before this module: `suspects`
and `diagnosis`; after it: `assemble`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checks.finding import BREAK, SEVERITIES, Diagnosis, Finding, Judged
from checks.findings.evidence import STRENGTH
from checks.findings.fingerprint import fingerprint, operand_paths
from checks.findings.judged import PERCENTAGES, plain, rounded_sides, unit_bearer
from checks.findings.likeness import UNITS, as_printed, slipped_unit
from checks.findings.suspects import Root
from checks.relations.relation import Relation, Side, Tolerance
from checks.report.report import Figure, Kind, Report


@dataclass(frozen=True, slots=True)
class Cause:
    """A root with the relation that stands for it, and the roots that repeat it elsewhere."""

    root: Root
    relation: int
    repeats: tuple[Root, ...] = ()

    @property
    def relations(self) -> list[int]:
        """All broken relations it explains, the representative first, then in order."""
        found = [id for root in (self.root, *self.repeats) for id in (*root.explains, *root.settles)]
        return [self.relation, *dict.fromkeys(id for id in found if id != self.relation)]


def causes_of(
    roots: Iterable[Root], judged: Mapping[int, Judged], report: Report, severity: Mapping[int, str]
) -> list[Cause]:
    """Each root with its representative; roots that state one quantity wrongly in the same digits joined."""
    joined: dict[object, list[Cause]] = defaultdict(list)
    for root in roots:
        best = min(root.explains, key=lambda id: _standing(judged[id].relation, root, report, severity[id]))
        cause = Cause(root, best)
        joined[_quantity(cause, judged, report)].append(cause)
    return [
        Cause(first.root, first.relation, tuple(cause.root for cause in rest))
        for first, *rest in joined.values()
    ]


def _standing(relation: Relation, root: Root, report: Report, severity: str) -> tuple[bool, int, float, int]:
    """How well a relation states the cause, the least best: the suspect alone on its side against
    something that fixes its digits, the severest rule, the strongest comparison, the fewest figures."""
    own = [term for term in relation.terms if term.figure == root.figure]
    sides = {term.side for term in own}
    alone = len(sides) == 1 and all(t.figure == root.figure for t in relation.terms if t.side in sides)
    computed = relation.tolerance in PERCENTAGES
    fixes = alone and (not computed or sides == {Side.LEFT})
    strength = STRENGTH[relation.tolerance]
    if fixes and computed and report.figures[root.figure].kind is Kind.PERCENT:
        strength += STRENGTH[Tolerance.SAME]
    return not fixes, SEVERITIES.index(severity), -strength, len(relation.terms)


def _quantity(cause: Cause, judged: Mapping[int, Judged], report: Report) -> object:
    """What makes two causes one: the same digits where the same digits should be, of the same operands.
    Only numbers of the narrative are repeated; every cell stands for itself."""
    figure = report.figures[cause.root.figure]
    relation = judged[cause.relation].relation
    if cause.root.suspect is None:
        stated = judged[cause.relation]
        return (relation.rule, relation.subject, stated.left, stated.right)
    if figure.table is not None:
        return cause.root
    others = frozenset(
        (term.side, term.weight, report.figures[term.figure].nominal)
        for term in relation.terms
        if term.figure != figure.id
    )
    return (figure.kind, figure.nominal, cause.root.value, relation.tolerance, others)


def finding_of(
    cause: Cause,
    judged: Mapping[int, Judged],
    report: Report,
    severity: Mapping[int, str],
    *,
    agreeing: Sequence[int] = (),
    diagnoses: Sequence[Diagnosis] = (),
) -> Finding:
    """The finding of one cause. severity: relation id → severity. agreeing: other figures that state the
    same quantity rightly."""
    best = judged[cause.relation]
    relation, root = best.relation, cause.root
    suspect = report.figures[root.suspect] if root.suspect is not None else None
    stated, expected, difference = sides_of(best, suspect, report)
    suggestion = None
    if suspect is not None and root.value is not None and root.determined:
        value = _as_restated(relation, suspect, root.value, report)
        suggestion = as_printed(suspect, value)
        unit = slipped_unit(suspect, value)
        if unit:
            suggestion = f"{plain(value / UNITS[unit], suspect.places)}{unit}"
            stated, expected = f"{suspect.value:f}{suspect.unit}", suggestion
        elif relation.tolerance in PERCENTAGES and not _on_the_left(relation, suspect):
            stated, expected = f"{suspect.value:f}", suggestion
            difference = f"{suspect.value - Decimal(suggestion):f}"
    shown = suspect or report.figures[relation.terms[0].figure]
    return Finding(
        id=fingerprint(relation.rule, relation.subject, operand_paths(relation, report)),
        rule=relation.rule,
        severity=severity[cause.relation],
        verdict=BREAK,
        subject=relation.subject,
        place=shown.place,
        relation=cause.relation,
        stated=stated,
        expected=expected,
        difference=difference,
        suspect=root.suspect,
        suggestion=suggestion,
        figures=tuple((term.figure, term.side.value) for term in relation.terms),
        agreeing=tuple(agreeing),
        follows=tuple(cause.relations[1:]),
        diagnoses=tuple(diagnoses),
        details=relation.details,
        table=shown.table,
    )


def _on_the_left(relation: Relation, suspect: Figure) -> bool:
    """Whether the suspect is the percentage itself; an amount calls for no other percentage."""
    return any(term.side is Side.LEFT and term.figure == suspect.id for term in relation.terms)


def _as_restated(relation: Relation, suspect: Figure, value: Decimal, report: Report) -> Decimal:
    """The value that a restatement prints, where it is coarser than the suspect and allows this one: of all
    between 811150.00元 and 811250.00元 it is 81.12万元 that is known."""
    others = [report.figures[term.figure] for term in relation.terms if term.figure != suspect.id]
    if relation.tolerance is not Tolerance.SAME or len(others) != 1:
        return value
    printed, half = abs(others[0].nominal).copy_sign(value), others[0].ulp / 2
    return printed if half * 2 > suspect.ulp and abs(printed - value) <= half else value


def sides_of(judged: Judged, suspect: Figure | None, report: Report) -> tuple[str, str, str]:
    """(stated, expected, difference), as a person would print them: the side of the suspect first."""
    relation = judged.relation
    left, right, difference = judged.left, judged.right, judged.difference
    if relation.tolerance is Tolerance.WORDING:
        return left, right, difference
    if relation.tolerance in PERCENTAGES:
        return tuple(f"{side}%" for side in rounded_sides(judged))  # type: ignore[return-value]
    units = [unit_bearer(relation, side, report.figures).unit for side in (Side.LEFT, Side.RIGHT)]
    if units[0] != units[1] and "" not in units:
        left, right, difference = left + units[0], right + units[1], difference + units[0]
    if suspect is not None and {t.side for t in relation.terms if t.figure == suspect.id} == {Side.RIGHT}:
        return right, left, difference[1:] if difference.startswith("-") else f"-{difference}"
    if all(report.figures[term.figure].kind is Kind.PERCENT for term in relation.terms):
        return f"{left}%", f"{right}%", f"{difference}%"
    return left, right, difference
