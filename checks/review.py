"""A review without a screen: which finding comes next, what was judged, what is left, undo.

Comes in: an Audit, and the Annotations of its report. Goes out: judgements, saved as they are made.
Before this room: `checks.findings`, `checks.annotations`; after it: the screens and `checks.output`.
"""

from __future__ import annotations

import getpass
import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import TypeAlias

from checks.annotation import OPEN, Annotation
from checks.annotations import Annotations
from checks.figure_keys import figure_keys
from checks.finding import BREAK, TAIL, UNCHECKED, Audit, Finding
from checks.output.messages import figure_label, finding_message
from checks.reading.document import Place
from checks.report.report import Report
from checks.texts import Texts

_Step: TypeAlias = tuple[Annotation, Annotation]  # (before, after)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a report that a reviewer works through: a table by its id, or a section by its index;
    neither, for what concerns the report as a whole."""

    table: str | None = None
    section: int | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """Which findings are stepped through: an empty set asks for everything.

    rules: prefixes of rule ids. text: occurs in the message, whatever the case.
    """

    severities: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    verdicts: frozenset[str] = frozenset()
    rules: tuple[str, ...] = ()
    parts: frozenset[Part] = frozenset()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """Findings of a part, or of a report. judged: those with any status but open, of those to judge: a tail
    is what rounding explains, and needs no judgement."""

    breaks: int = 0
    tails: int = 0
    unresolved: int = 0
    judged: int = 0
    statuses: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.to_judge + self.tails

    @property
    def to_judge(self) -> int:
        return self.breaks + self.unresolved


def reviewer_name(asked: str | None = None) -> str:
    """Who judges: as asked, else GOUJI_REVIEWER, else the name of the login."""
    if name := asked or os.environ.get("GOUJI_REVIEWER"):
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no login name: a container with a bare user id
        return ""


class Review:
    """One reviewer's passage through one report. Findings are named by their id everywhere."""

    def __init__(
        self,
        audit: Audit,
        annotations: Annotations,
        texts: Texts,
        reviewer: str = "",
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        self.audit = audit
        self.annotations = annotations
        self.texts = texts
        self.reviewer = reviewer
        self._clock = clock
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self.filter = Filter()

    @classmethod
    def open(cls, audit: Audit, texts: Texts, reviewer: str | None = None) -> Review:
        """The review of an audit, with the judgements that were made before."""
        annotations = Annotations(audit.report.document.path, header=texts("review.header"))
        return cls(audit, annotations, texts, reviewer_name(reviewer))

    # ── the order of work ──

    @property
    def findings(self) -> Sequence[Finding]:
        """Those the filter lets through, worst first."""
        return [finding for finding in self.audit.findings if self._passes(finding)]

    def _passes(self, finding: Finding) -> bool:
        asked = self.filter
        return (
            (not asked.severities or finding.severity in asked.severities)
            and (not asked.verdicts or finding.verdict in asked.verdicts)
            and (not asked.statuses or self.status(finding.id) in asked.statuses)
            and (not asked.rules or finding.rule.startswith(asked.rules))
            and (not asked.parts or self.part_of(finding) in asked.parts)
            and (not asked.text or asked.text.lower() in self.message(finding).lower())
        )

    def step(self, after: str | None, by: int = 1, *, open_only: bool = False) -> Finding | None:
        """The next finding (by=1) or the previous one (by=-1), round the end; `open_only` passes over
        what is judged. None when there is none; the only one is its own next."""
        order = self.findings
        start = next((i for i, finding in enumerate(order) if finding.id == after), -1 if by > 0 else 0)
        for distance in range(1, len(order) + 1):
            finding = order[(start + by * distance) % len(order)]
            if not open_only or self.status(finding.id) == OPEN:
                return finding
        return None

    def finding(self, id: str) -> Finding | None:
        return self._by_id.get(id)

    @cached_property
    def _by_id(self) -> dict[str, Finding]:
        return {finding.id: finding for finding in self.audit.findings}

    def message(self, finding: Finding) -> str:
        """The sentence of a finding, made once."""
        if finding.id not in self._messages:
            self._messages[finding.id] = finding_message(self.audit, finding, self.texts)
        return self._messages[finding.id]

    @cached_property
    def _messages(self) -> dict[str, str]:
        return {}

    def speak(self, texts: Texts) -> None:
        """Say everything from here on in another language."""
        self.texts = texts
        self._messages.clear()

    # ── judging ──

    def status(self, id: str) -> str:
        annotation = self.annotations.get("finding", id)
        return annotation.status if annotation else OPEN

    def annotation(self, id: str) -> Annotation | None:
        return self.annotations.get("finding", id)

    def judge(self, id: str, status: str, note: str | None = None) -> Annotation:
        """Judge a finding; saved when this returns. note: None keeps the note that stands.

        Raises KeyError for an id this report does not have, `AnnotationError` when no place takes it
        (the judgement is then held and saved with the next one).
        """
        before = self.annotation(id) or self._unjudged(self._by_id[id])
        now = self._unjudged(self._by_id[id])
        return self._record(before, replace(now, status=status, note=before.note if note is None else note))

    def note(self, id: str, note: str) -> Annotation:
        """Write a note on a finding; its status stays."""
        return self.judge(id, self.status(id), note)

    def annotate(self, figure: int, note: str, status: str = OPEN) -> Annotation:
        """Write a note on any figure."""
        before = self.figure_annotation(figure) or self._unannotated(figure)
        return self._record(before, replace(self._unannotated(figure), status=status, note=note))

    def figure_annotation(self, figure: int) -> Annotation | None:
        if not any(annotation.on == "figure" for annotation in self.annotations):
            return None
        return self.annotations.get("figure", self._figure_keys[figure])

    def undo(self) -> Annotation | None:
        """Take back the last judgement made here, unless somebody else has changed it since."""
        return self._restore(self._done, self._undone)

    def redo(self) -> Annotation | None:
        return self._restore(self._undone, self._done)

    def changed(self, finding: Finding) -> bool:
        """The finding was judged when the report said something else."""
        seen = self.annotation(finding.id)
        if seen is None or not (seen.stated or seen.expected):
            return False
        return (seen.stated, seen.expected) != (finding.stated, finding.expected)

    def gone(self) -> list[Annotation]:
        """Judgements on findings that the report no longer has; they stay in the file."""
        return [a for a in self.annotations if a.on == "finding" and a.id not in self._by_id]

    def _record(self, before: Annotation, after: Annotation) -> Annotation:
        after = replace(after, reviewer=self.reviewer, time=self._later_than(before))
        self._done.append((before, after))
        self._undone.clear()
        self.annotations.put(after)
        return after

    def _restore(self, steps: list[_Step], others: list[_Step]) -> Annotation | None:
        while steps:
            before, after = steps.pop()
            now = self.annotations.get(after.on, after.id)
            same = replace(now, time=None) == replace(after, time=None) if now else after.blank
            if same:
                reviewer = before.reviewer or self.reviewer
                back = replace(before, reviewer=reviewer, time=self._later_than(now or after))
                others.append((after, back))
                self.annotations.put(back)
                return back
        return None

    def _later_than(self, seen: Annotation) -> datetime:
        """Now; but whoever judges what he has seen judges later than that, whatever a clock says."""
        now = self._clock().astimezone().replace(microsecond=0)
        return max(now, seen.time + timedelta(seconds=1)) if seen.time else now

    def _unjudged(self, finding: Finding) -> Annotation:
        return Annotation(
            id=finding.id,
            rule=finding.rule,
            subject=finding.subject,
            stated=finding.stated,
            expected=finding.expected,
            message=self.message(finding),
        )

    def _unannotated(self, figure: int) -> Annotation:
        report = self.audit.report
        printed = report.figures[figure]
        return Annotation(
            id=self._figure_keys[figure],
            on="figure",
            subject=figure_label(report, printed, self.texts),
            stated=printed.text,
        )

    @cached_property
    def _figure_keys(self) -> Mapping[int, str]:
        return figure_keys(self.audit.report)

    # ── counts ──

    def part_of(self, finding: Finding) -> Part:
        """Where a reviewer meets the finding: at its suspect, else at its table, else at its place."""
        if finding.suspect is not None:
            return self.part_of_figure(finding.suspect)
        if finding.table is not None:
            return Part(table=finding.table)
        if finding.figures:
            return self.part_of_figure(finding.figures[0][0])
        return Part(section=_section_at(self.audit.report, finding.place))

    def part_of_figure(self, figure: int) -> Part:
        report = self.audit.report
        printed = report.figures[figure]
        if printed.table is not None:
            return Part(table=printed.table)
        if printed.paragraph is not None:
            return Part(section=report.paragraphs[printed.paragraph].section)
        return Part()

    def progress(self) -> Tally:
        """All findings the filter lets through."""
        return self._tally(self.findings)

    def by_part(self) -> Mapping[Part, Tally]:
        """Every part that has findings, filter or not, for the outline."""
        parts: dict[Part, list[Finding]] = {}
        for finding in self.audit.findings:
            parts.setdefault(self.part_of(finding), []).append(finding)
        return {part: self._tally(findings) for part, findings in parts.items()}

    def _tally(self, findings: Sequence[Finding]) -> Tally:
        verdicts = Counter(finding.verdict for finding in findings)
        statuses = Counter(self.status(finding.id) for finding in findings)
        waiting = sum(f.verdict != TAIL and self.status(f.id) == OPEN for f in findings)
        return Tally(
            breaks=verdicts[BREAK],
            tails=verdicts[TAIL],
            unresolved=verdicts[UNCHECKED],
            judged=len(findings) - verdicts[TAIL] - waiting,
            statuses=statuses,
        )


def _section_at(report: Report, place: Place) -> int | None:
    """The last section that begins at or before a place."""
    began = [section.id for section in report.sections if _order(section.place) <= _order(place)]
    return began[-1] if began else None


def _order(place: Place) -> tuple[int, int, float]:
    return place.page or 0, place.line or 0, place.box[1] if place.box else 0.0
