"""Verdicts → Audit: every break under its root cause, tails by their roots, and what was not checked.

Comes in: report, relations, verdicts, rule book. Goes out: the Audit that screens and outputs show. Before
this module: `causes`, `tails`, `coverage`, each a part of it; after it: `checks.review`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import polars as pl

from checks.finding import BREAK, SEVERITIES, TAIL, TIE, UNCHECKED, Audit, Finding
from checks.findings.agreement import agreeing_with
from checks.findings.causes import Cause, causes_of, finding_of, sides_of
from checks.findings.coverage import counts_of, coverage_of, marks_of, not_evaluated, reasons_of
from checks.findings.diagnosis import Case, Diagnostician
from checks.findings.fingerprint import fingerprint, made_unique, operand_paths, path
from checks.findings.judged import JudgedRelations
from checks.findings.severity import rule_severity, severity_of
from checks.findings.strangers import STRANGE, strangers, told
from checks.findings.suspects import Root, find_roots
from checks.findings.tails import tail_roots
from checks.reading.document import Place
from checks.relations.relation import Relations, Side, Tolerance
from checks.relations.rule import Rule
from checks.relations.wording import PLACES
from checks.report.report import Report

TRUNCATING = "P118"
"""The rule of the remark that a report cuts its percentages off instead of rounding them."""


def find(
    report: Report,
    relations: Relations,
    verdicts: pl.DataFrame,
    rulebook: Mapping[str, Rule],
    *,
    seconds: Callable[[], float],
) -> Audit:
    """The audit of a report. rulebook: rule id → Rule. seconds: time spent so far, asked at the end."""
    making = _Findings(report, relations, verdicts, rulebook)
    findings = making.all()
    made_here = {finding.rule for finding in findings} & {TRUNCATING, STRANGE}
    marks = marks_of(report, relations, verdicts)
    unchecked = [entry for entry in relations.unchecked if entry.rule not in made_here]
    unchecked += not_evaluated(relations, verdicts)
    return Audit(
        report=report,
        relations=relations,
        verdicts=verdicts,
        judged=making.judged,
        findings=findings,
        unchecked=unchecked,
        coverage=coverage_of(report, marks),
        marks=marks,
        reasons=reasons_of(report, marks, unchecked),
        rules=rulebook,
        counts=counts_of(verdicts, unchecked),
        seconds=seconds(),
    )


class _Findings:
    """Makes the findings of one report, kind by kind."""

    def __init__(
        self, report: Report, relations: Relations, verdicts: pl.DataFrame, rules: Mapping[str, Rule]
    ) -> None:
        self.report = report
        self.relations = relations
        self.verdicts = verdicts
        self.rules = rules
        self.judged = JudgedRelations(relations, verdicts, report.figures)
        self.severity = {
            id: severity_of(relations.items[id], note, rules)
            for id, note in verdicts.filter(pl.col("verdict") == BREAK).select("relation", "note").iter_rows()
        }

    def all(self) -> list[Finding]:
        """Worst first: error, warning, note; breaks before tails; else in reading order, two errors that
        cancel beside each other."""
        roots = find_roots(self.relations, self.verdicts, self.report.figures, self.rules)
        causes = causes_of(roots, self.judged, self.report, self.severity)
        truncated = self._truncated_throughout(causes)
        numeric = self._of_causes([cause for cause in causes if cause not in truncated], roots)
        numeric = self._of_strangers(numeric)
        settled = {id for root in roots for id in root.settles}
        found = [
            *numeric,
            *self._of_words(numeric),
            *self._of_problems(),
            *self._of_remarks(),
            *self._of_truncation(truncated),
            *self._of_tails(settled),
        ]
        found.sort(key=lambda f: (SEVERITIES.index(f.severity), f.verdict == TAIL, not f.improbable))
        return made_unique(found)

    def _of_causes(self, causes: Sequence[Cause], roots: Sequence[Root]) -> list[Finding]:
        """One finding a cause; a wording that breaks over the suspect number is a consequence."""
        agreeing = agreeing_with(roots, self.relations, self.verdicts, self.report)
        diagnostician = Diagnostician(self.report, roots)
        words: dict[int, list[int]] = defaultdict(list)
        for id in self._broken_words():
            for term in self.relations.items[id].terms:
                words[term.figure].append(id)
        found = []
        for cause in _cancelling_together(causes, diagnostician):
            relation = self.judged[cause.relation]
            finding = finding_of(
                cause,
                self.judged,
                self.report,
                self.severity,
                agreeing=agreeing.get(cause.root.figure, ()),
                diagnoses=diagnostician.diagnose(Case(relation, cause.root)),
            )
            told = [id for root in (cause.root, *cause.repeats) for id in words.pop(root.figure, ())]
            found.append(replace(finding, follows=finding.follows + tuple(dict.fromkeys(told))))
        return found

    def _of_strangers(self, findings: Sequence[Finding]) -> list[Finding]:
        """One finding a table that does not belong, instead of those that it accounts for wholly."""
        left = list(findings)
        found = []
        for stranger in strangers(self.report, self.relations, self.verdicts):
            folded = [f for f in left if {f.relation, *f.follows} <= stranger.explains]
            left = [finding for finding in left if finding not in folded]
            found.append(told(stranger, folded, self.report, rule_severity(STRANGE, self.rules)))
        return found + left

    def _broken_words(self) -> list[int]:
        return [id for id in self.severity if self.relations.items[id].tolerance is Tolerance.WORDING]

    def _of_words(self, numeric: Sequence[Finding]) -> Iterator[Finding]:
        """Words that are not what they should be; the same words in several places are one finding."""
        told = {id for finding in numeric for id in finding.follows}
        groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for id in self._broken_words():
            relation = self.relations.items[id]
            if id not in told:
                subject = "" if relation.stated else relation.subject
                groups[relation.rule, relation.stated, relation.expected, subject].append(id)
        for first, *others in groups.values():
            relation = self.relations.items[first]
            figures = [self.report.figures[term.figure] for term in relation.terms]
            stated = [term.figure for term in relation.terms if term.side is Side.LEFT]
            places = [place for id in (first, *others) if (place := self._place(id)) is not None]
            told_at = PLACES.join(dict.fromkeys(place.short() for place in places))
            yield Finding(
                id=fingerprint(relation.rule, relation.subject, operand_paths(relation, self.report)),
                rule=relation.rule,
                severity=self.severity[first],
                verdict=BREAK,
                subject=relation.subject,
                place=places[0] if places else Place(),
                relation=first,
                stated=relation.stated,
                expected=relation.expected,
                suspect=stated[0] if len(stated) == 1 else None,
                figures=tuple((term.figure, term.side.value) for term in relation.terms),
                follows=tuple(others),
                details={"places": told_at, **relation.details},
                table=figures[0].table if figures else None,
            )

    def _place(self, id: int) -> Place | None:
        relation = self.relations.items[id]
        if relation.place is not None or not relation.terms:
            return relation.place
        return self.report.figures[relation.terms[0].figure].place

    def _of_problems(self) -> Iterator[Finding]:
        """What could not be resolved about the report's shape, or is wrong in itself."""
        for problem in self.report.problems:
            figure = self.report.figures[problem.figure] if problem.figure is not None else None
            about = [path(figure, self.report)] if figure else []
            yield Finding(
                id=fingerprint(problem.rule, problem.table or "", [*about, *problem.details.values()]),
                rule=problem.rule,
                severity=rule_severity(problem.rule, self.rules),
                verdict=UNCHECKED,
                subject=problem.table or "",
                place=problem.place,
                stated=figure.text if figure else "",
                suspect=problem.figure,
                figures=((figure.id, "left"),) if figure else (),
                details=problem.details,
                table=problem.table,
            )

    def _of_remarks(self) -> Iterator[Finding]:
        """What the reader noticed about the file itself; the rule is the remark's key in the texts."""
        for remark in self.report.document.remarks:
            rule = f"remark.{remark.key}"
            yield Finding(
                id=fingerprint(rule, "", remark.details.values()),
                rule=rule,
                severity=remark.severity,
                verdict=UNCHECKED,
                subject="",
                place=remark.place,
                details=remark.details,
            )

    def _truncated_throughout(self, causes: Iterable[Cause]) -> list[Cause]:
        """The percentages that are cut off, when there are two or more and none that was rounded up."""
        cut = [
            cause
            for cause in causes
            if all(self.judged[id].note == "truncated" for id in cause.root.explains)
        ]
        rounded_up = self.verdicts.filter(
            (pl.col("verdict") == TIE) & (pl.col("left").abs() > pl.col("right").abs())
        ).select("relation")
        percentages = self.relations.frame.filter(pl.col("tolerance").is_in(["ratio", "growth"]))
        rounding = not rounded_up.join(percentages, on="relation", how="semi").is_empty()
        return [] if rounding or len(self._cut_off(cut)) < 2 else cut

    def _cut_off(self, truncated: Iterable[Cause]) -> list[int]:
        """The percentages that truncated causes are about, those of a list each for itself."""
        explained = (self.relations.items[id] for cause in truncated for id in cause.relations)
        alone = ([t.figure for t in r.terms if t.side is Side.LEFT] for r in explained)
        return sorted({left[0] for left in alone if len(left) == 1})

    def _of_truncation(self, truncated: Sequence[Cause]) -> Iterator[Finding]:
        """One remark for a report that truncates its percentages throughout (DESIGN 3.4)."""
        if not truncated:
            return
        figures = [self.report.figures[figure] for figure in self._cut_off(truncated)]
        yield Finding(
            id=fingerprint(TRUNCATING, "", ()),
            rule=TRUNCATING,
            severity="note",
            verdict=BREAK,
            subject="",
            place=figures[0].place,
            stated="、".join(figure.text for figure in figures),
            figures=tuple((figure.id, "left") for figure in figures),
            follows=tuple(id for cause in truncated for id in cause.relations),
            details={"count": str(len(figures))},
        )

    def _of_tails(self, settled: Iterable[int]) -> Iterator[Finding]:
        """One note a root tail, with every table that repeats it."""
        for first, *others in tail_roots(self.relations, self.verdicts, self.report.figures, settled):
            judged = self.judged[first]
            relation = judged.relation
            figure = self.report.figures[relation.terms[0].figure]
            stated, expected, difference = sides_of(judged, None, self.report)
            yield Finding(
                id=fingerprint(relation.rule, relation.subject, operand_paths(relation, self.report)),
                rule=relation.rule,
                severity="note",
                verdict=TAIL,
                subject=relation.subject,
                place=figure.place,
                relation=first,
                stated=stated,
                expected=expected,
                difference=difference,
                figures=tuple((term.figure, term.side.value) for term in relation.terms),
                follows=tuple(others),
                details=relation.details,
                table=figure.table,
                improbable=any(self.judged[id].note == "improbable" for id in (first, *others)),
            )


def _cancelling_together(causes: Sequence[Cause], diagnostician: Diagnostician) -> list[Cause]:
    """The causes in order, each followed by those whose errors keep up with its own."""
    of_root = {root: cause for cause in causes for root in (cause.root, *cause.repeats)}
    ordered: dict[int, Cause] = {}
    for cause in causes:
        ordered.setdefault(cause.relation, cause)
        for partner in diagnostician.partners(cause.root):
            if partner in of_root:
                ordered.setdefault(of_root[partner].relation, of_root[partner])
    return list(ordered.values())
