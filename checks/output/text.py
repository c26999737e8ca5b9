"""An Audit as lines for a person to read: findings worst first, tails by root, coverage, what was unchecked.

Lines are rich Texts no wider than asked, wrapped here (rich would begin a line with ，); text of the
report is never markup. Before this room: `checks.findings`, `checks.review`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from checks.annotations import OPEN
from checks.finding import BREAK, MARKS, SEVERITIES, TAIL, TIE, UNCHECKED, Finding
from checks.output.messages import SideText, figure_text, place_text, sides
from checks.output.plain import clean
from checks.output.wrapping import padded, wrap
from checks.review import Review

TAILS_SHOWN, OPERANDS_SHOWN, RULES_SHOWN = 8, 4, 12
_STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan"}
_QUIET, _GOOD = "dim", "green"
_INDENT = 4
_NARROW = 24
"""With fewer cells than this beside it, a lead stands on a line of its own."""


def audit_lines(review: Review, width: int, *, everything: bool = False) -> Iterator[Text]:
    """The whole audit. width: cells of a line. everything: all tails and operands, else the first ones
    and how many more there are."""
    return _Lines(review, width, everything).all()


class _Lines:
    """What all lines of one audit have in common: its words, its width."""

    def __init__(self, review: Review, width: int, everything: bool) -> None:
        self.review, self.audit, self.texts = review, review.audit, review.texts
        self.width = max(width, 20)
        self.everything = everything

    def all(self) -> Iterator[Text]:
        findings = self.review.findings
        yield from self.heading()
        for finding in findings:
            if finding.verdict != TAIL:
                yield from self.finding(finding)
        yield from self.tails([finding for finding in findings if finding.verdict == TAIL])
        yield from self.coverage()
        yield from self.unchecked()
        yield from self.summary(findings)

    def paragraph(
        self, text: str, style: str = "", *, lead: str = "", lead_style: str = "", indent: int = 0
    ) -> Iterator[Text]:
        """A text behind its lead, its further lines below its first one."""
        hanging = cell_len(lead)
        if self.width - indent - hanging < _NARROW and hanging:
            yield Text.assemble(" " * indent, (lead.rstrip(), lead_style))
            lead, hanging, indent = "", 0, min(indent + 2, _INDENT)
        for line in wrap(clean(text), self.width - indent - hanging):
            yield Text.assemble(" " * indent, (lead, lead_style), (line, style))
            lead = " " * hanging

    def heading(self) -> Iterator[Text]:
        report = self.audit.report
        yield from self.paragraph(report.title or report.department, "bold")
        yield from self.paragraph(str(report.document.path), _QUIET)

    def finding(self, finding: Finding) -> Iterator[Text]:
        yield Text()
        style = _STYLES.get(finding.severity, "")
        word = self.texts(f"severity.{finding.severity}")
        lead = f"{MARKS[finding.verdict]} {word} {finding.rule}  "
        yield from self.paragraph(self.review.message(finding), lead=lead, lead_style=style)
        judged = self.audit.judged.get(finding.relation) if finding.relation is not None else None
        if judged is not None:
            yield from self.sides(sides(self.audit, judged, self.texts))
        elif place := place_text(finding.place, self.texts):
            yield from self.paragraph(place, _QUIET, indent=_INDENT)
        for remark in self.remarks(finding):
            yield from self.paragraph(remark, indent=_INDENT)

    def sides(self, shown: Sequence[SideText]) -> Iterator[Text]:
        """Each figure with what it is called and where it stands; a sum with its value."""
        labels = max(cell_len(side.label) for side in shown)
        places = max((cell_len(o.place) for side in shown for o in side.operands), default=0)
        for side in shown:
            label = padded(side.label, labels)
            kept = side.operands if self.everything else side.operands[:OPERANDS_SHOWN]
            for operand in kept:
                sign = "−" if operand.weight < 0 else ""
                lead = f"{label}  {padded(operand.place, places)}  "
                yield from self.paragraph(
                    f"{sign}{operand.named}", lead=lead, lead_style=_QUIET, indent=_INDENT
                )
                label = " " * labels
            if len(side.operands) != 1 and side.value:
                key = "output.words" if not side.operands else "output.in_all"
                whole = self.texts(key, value=side.value, count=len(side.operands))
                yield from self.paragraph(whole, lead=f"{label}  ", lead_style=_QUIET, indent=_INDENT)

    def remarks(self, finding: Finding) -> Iterator[str]:
        """Suspect, suggestion, what agrees, diagnosis, consequences, judgement."""
        texts = self.texts
        if finding.suspect is not None:
            figure = self.audit.figure(finding.suspect)
            place = place_text(figure.place, texts)
            key = "output.suspect" if finding.suggestion is None else "output.suggestion"
            yield texts(key, figure=figure_text(figure), place=place, value=finding.suggestion)
        if finding.agreeing:
            places = dict.fromkeys(place_text(self.audit.figure(f).place, texts) for f in finding.agreeing)
            yield texts("output.agreeing", count=len(finding.agreeing), places=self.listed(list(places)))
        for diagnosis in finding.diagnoses:
            yield texts(f"diagnosis.{diagnosis.key}", **diagnosis.details)
        if finding.follows:
            rules = dict.fromkeys(self.audit.judged[r].relation.rule for r in finding.follows)
            yield texts("output.follows", count=len(finding.follows), rules=self.listed(list(rules)))
        annotation = self.review.annotation(finding.id)
        if annotation is not None and (annotation.status != OPEN or annotation.note):
            key = "output.judged_before" if self.review.changed(finding) else "output.judged"
            by, status = annotation.reviewer or "?", texts(f"status.{annotation.status}")
            yield texts(key, status=status, reviewer=by, note=annotation.note).rstrip("：: ")

    def listed(self, names: Sequence[str]) -> str:
        kept = names if self.everything else names[:RULES_SHOWN]
        more = len(names) - len(kept)
        return self.texts("output.comma").join(kept) + (
            self.texts("output.and_more", count=more) if more else ""
        )

    def tails(self, tails: Sequence[Finding]) -> Iterator[Text]:
        """One line a root; the improbable ones first."""
        if not tails:
            return
        yield Text()
        places = sum(1 + len(tail.follows) for tail in tails)
        yield from self.paragraph(self.texts("output.tails", roots=len(tails), places=places), "bold")
        ordered = sorted(tails, key=lambda tail: not tail.improbable)
        kept = ordered if self.everything else ordered[:TAILS_SHOWN]
        for tail in kept:
            message = self.review.message(tail)
            if tail.follows:
                message += self.texts("output.repeated", count=len(tail.follows))
            if tail.improbable:
                message += self.texts("output.improbable")
            style = "" if tail.improbable else _QUIET
            lead = f"{MARKS[TAIL]} {tail.rule}  "
            yield from self.paragraph(message, style, lead=lead, lead_style=style)
        if more := len(ordered) - len(kept):
            yield from self.paragraph(self.texts("output.more_tails", count=more), _QUIET, indent=2)

    def coverage(self) -> Iterator[Text]:
        yield Text()
        coverage, texts = self.audit.coverage, self.texts
        yield from self.paragraph(
            texts(
                "output.coverage",
                share=share(coverage.checked, coverage.figures),
                checked=coverage.checked,
                figures=coverage.figures,
                tables=share(coverage.tables[1], coverage.tables[0]),
                narrative=share(coverage.narrative[1], coverage.narrative[0]),
            )
        )

    def unchecked(self) -> Iterator[Text]:
        """The rules that could not run, by the reason why; what does not apply is not listed."""
        reasons: dict[str, Counter[str]] = {}
        for unchecked in self.audit.unchecked:
            if unchecked.reason != "not_applicable":
                reasons.setdefault(unchecked.reason, Counter())[unchecked.rule] += unchecked.count
        for reason, rules in sorted(reasons.items(), key=lambda item: -item[1].total()):
            names = [rule if count == 1 else f"{rule}×{count}" for rule, count in rules.most_common()]
            why = self.texts(f"unchecked.{reason}")
            text = self.texts("output.unchecked", reason=why, rules=self.listed(names))
            yield from self.paragraph(text, _QUIET, lead=f"{MARKS[UNCHECKED]} ", lead_style=_QUIET)

    def summary(self, findings: Sequence[Finding]) -> Iterator[Text]:
        """The line that says it all: relations by verdict, findings by severity, seconds."""
        counts, texts = self.audit.counts, self.texts
        marks = "  ".join(f"{MARKS[v]} {counts.get(v, 0)}" for v in (TIE, TAIL, BREAK, UNCHECKED))
        listed = Counter(finding.severity for finding in findings if finding.verdict != TAIL)
        severities = [
            texts("output.severity_count", severity=texts(f"severity.{severity}"), count=listed[severity])
            for severity in SEVERITIES
            if listed[severity]
        ]
        found = texts("output.comma").join(severities) or texts("output.nothing_found")
        style = next((_STYLES[s] for s in SEVERITIES if listed[s]), _GOOD)
        summary = texts(
            "output.summary",
            relations=counts.get("relations", 0),
            marks=marks,
            found=found,
            seconds=f"{self.audit.seconds:.2f}",
        )
        yield from self.paragraph(summary, style)


def share(part: int, whole: int) -> str:
    """A percentage with one decimal, cut off rather than rounded up: 100.0% means all of them."""
    return f"{part * 1000 // whole / 10:.1f}%" if whole else "–"
