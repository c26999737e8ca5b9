"""What an audit says to a person, in words, before anybody lays it out: the text and the page are made of it.

Comes in: a Review (an Audit and the judgements on it). Before this room: `checks.findings`, `checks.review`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.annotation import OPEN
from checks.finding import BREAK, MARKS, SEVERITIES, TAIL, TIE, UNCHECKED, Finding
from checks.output.messages import SideText, figure_text, passage, place_text, sides, suggestion_text
from checks.relations.wording import PLACES
from checks.review import Review

TAILS_SHOWN, NAMES_SHOWN = 8, 12


@dataclass(frozen=True, slots=True)
class FindingDigest:
    """One finding. severity: error | warning | note, `heading` has its word. sides: both sides of a check
    of figures; for anything else `passage` is what the report says at the place. remarks: suspect and
    suggestion, what agrees, diagnoses, consequences, judgement; a sentence each."""

    severity: str
    heading: str
    message: str
    place: str
    passage: str
    sides: tuple[SideText, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TailDigest:
    """One root of rounding tails."""

    heading: str
    message: str
    improbable: bool


@dataclass(frozen=True, slots=True)
class Digest:
    """A whole audit. worst: the severity of the worst finding, "" when nothing was found."""

    title: str
    path: str
    findings: tuple[FindingDigest, ...]
    tails_heading: str
    tails: tuple[TailDigest, ...]
    more_tails: str
    coverage: str
    unchecked: tuple[str, ...]
    summary: str
    worst: str


def digest(review: Review, *, everything: bool = False) -> Digest:
    """The findings that the review's filter lets through, worst first, and all that was not checked.
    everything: name all tails, places and rules, else the first ones and how many more there are."""
    return _Digest(review, everything).whole()


class _Digest:
    def __init__(self, review: Review, everything: bool) -> None:
        self.review, self.audit, self.texts = review, review.audit, review.texts
        self.everything = everything

    def whole(self) -> Digest:
        report = self.audit.report
        findings = [finding for finding in self.review.findings if finding.verdict != TAIL]
        tails = [finding for finding in self.review.findings if finding.verdict == TAIL]
        shown = sorted(tails, key=lambda tail: not tail.improbable)[
            : None if self.everything else TAILS_SHOWN
        ]
        more = len(tails) - len(shown)
        severities = Counter(finding.severity for finding in findings)
        return Digest(
            title=report.title or report.department,
            path=str(report.document.path),
            findings=tuple(map(self.finding, findings)),
            tails_heading=self.tails_heading(tails) if tails else "",
            tails=tuple(map(self.tail, shown)),
            more_tails=self.texts("output.more_tails", count=more) if more else "",
            coverage=self.coverage(),
            unchecked=tuple(self.unchecked()),
            summary=self.summary(severities),
            worst=next((severity for severity in SEVERITIES if severities[severity]), ""),
        )

    def finding(self, finding: Finding) -> FindingDigest:
        judged = self.audit.judged.get(finding.relation) if finding.relation is not None else None
        figures = judged is not None and judged.relation.terms
        said = "" if figures else passage(self.audit.report, finding.place, finding.stated)
        severity = self.texts(f"severity.{finding.severity}")
        return FindingDigest(
            severity=finding.severity,
            heading=f"{MARKS[finding.verdict]} {severity} {finding.rule}",
            message=self.review.message(finding),
            place=place_text(finding.place, self.texts),
            passage=self.texts("output.words", value=said) if said else "",
            sides=sides(self.audit, judged, self.texts) if judged and figures else (),
            remarks=tuple(self.remarks(finding)),
        )

    def remarks(self, finding: Finding) -> Iterator[str]:
        texts = self.texts
        if finding.suspect is not None:
            figure = self.audit.figure(finding.suspect)
            place = place_text(figure.place, texts)
            value = suggestion_text(self.audit, finding)
            key = "output.suggestion" if value else "output.suspect"
            yield texts(key, figure=figure_text(figure), place=place, value=value)
        if finding.agreeing:
            places = dict.fromkeys(place_text(self.audit.figure(f).place, texts) for f in finding.agreeing)
            yield texts("output.agreeing", count=len(finding.agreeing), places=self.listed(list(places)))
        stands_at = finding.details.get("places", "").split(PLACES)
        if len(stands_at) > 1:
            yield texts("output.places", count=len(stands_at), places=self.listed(stands_at))
        for diagnosis in finding.diagnoses:
            guess = texts(f"diagnosis.{diagnosis.key}", **diagnosis.details)
            yield texts("output.diagnosis", guess=guess)
        rules = dict.fromkeys(self.audit.judged[r].relation.rule for r in finding.follows)
        if rules and not (len(stands_at) > 1 and set(rules) == {finding.rule}):
            yield texts("output.follows", count=len(finding.follows), rules=self.listed(list(rules)))
        annotation = self.review.annotation(finding.id)
        if annotation is not None and (annotation.status != OPEN or annotation.note):
            key = "output.judged_before" if self.review.changed(finding) else "output.judged"
            by, status = annotation.reviewer or "?", texts(f"status.{annotation.status}")
            yield texts(key, status=status, reviewer=by, note=annotation.note).rstrip("：: ")

    def listed(self, names: Sequence[str]) -> str:
        shown = names if self.everything else names[:NAMES_SHOWN]
        more = len(names) - len(shown)
        rest = self.texts("output.and_more", count=more) if more else ""
        return self.texts("output.comma").join(shown) + rest

    def tails_heading(self, tails: Sequence[Finding]) -> str:
        places = sum(1 + len(tail.follows) for tail in tails)
        heading = self.texts("output.tails", roots=len(tails), places=places)
        follow = sum(
            self.audit.judged[relation].verdict == TAIL
            for finding in self.review.findings
            if finding.verdict == BREAK
            for relation in finding.follows
        )
        return heading + (self.texts("output.tails_of_breaks", count=follow) if follow else "")

    def tail(self, tail: Finding) -> TailDigest:
        message = self.review.message(tail)
        if tail.follows:
            message += self.texts("output.repeated", count=len(tail.follows))
        return TailDigest(f"{MARKS[TAIL]} {tail.rule}", message, tail.improbable)

    def coverage(self) -> str:
        coverage = self.audit.coverage
        return self.texts(
            "output.coverage",
            share=share(coverage.checked, coverage.figures),
            checked=coverage.checked,
            figures=coverage.figures,
            tables=share(coverage.tables[1], coverage.tables[0]),
            narrative=share(coverage.narrative[1], coverage.narrative[0]),
        )

    def unchecked(self) -> Iterator[str]:
        """The rules that could not run, by the reason why; what does not apply is not named."""
        reasons: dict[str, Counter[str]] = {}
        for unchecked in self.audit.unchecked:
            if unchecked.reason != "not_applicable":
                reasons.setdefault(unchecked.reason, Counter())[unchecked.rule] += unchecked.count
        for reason, rules in sorted(reasons.items(), key=lambda item: -item[1].total()):
            names = [rule if count == 1 else f"{rule}×{count}" for rule, count in rules.most_common()]
            why = self.texts(f"unchecked.{reason}")
            if reason == "nothing_to_check" and not self.everything:
                said = self.texts("output.unchecked_rules", count=len(names))
            else:
                said = self.listed(names)
            yield self.texts("output.unchecked", reason=why, rules=said)

    def summary(self, severities: Counter[str]) -> str:
        """The line that says it all: relations by verdict, findings by severity, seconds."""
        counts, texts = self.audit.counts, self.texts
        marks = "  ".join(f"{MARKS[v]} {counts.get(v, 0)}" for v in (TIE, TAIL, BREAK, UNCHECKED))
        found = [
            texts("output.severity_count", severity=texts(f"severity.{severity}"), count=severities[severity])
            for severity in SEVERITIES
            if severities[severity]
        ]
        nothing = "nothing_asked_for" if counts.get(BREAK, 0) else "nothing_found"
        return texts(
            "output.summary",
            relations=counts.get("relations", 0),
            marks=marks,
            found=texts("output.comma").join(found) or texts(f"output.{nothing}"),
            seconds=f"{self.audit.seconds:.2f}",
        )


def share(part: int, whole: int) -> str:
    """A percentage with one decimal, cut off rather than rounded up: 100.0% means all of them."""
    return f"{part * 1000 // whole / 10:.1f}%" if whole else "–"
