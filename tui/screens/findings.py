"""The list of findings: filtered, sorted, one row each. What the filter lets through is also what the keys
for the next and the previous finding go through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from checks.annotation import OPEN, STATUSES
from checks.finding import MARKS, SEVERITIES, Finding
from checks.review import Filter
from checks.review import Part as ReportPart
from tui.actions import bindings
from tui.cells import clean, cut_place, fit, width
from tui.panes.rows import Row
from tui.places import Places
from tui.screens.dialog import ListDialog

_Value = TypeVar("_Value")
_PLACE = 20
"""Cells for the place of a finding."""
SORTS = ("severity", "place", "rule", "status")


class FindingsDialog(ListDialog):
    """Gives the Finding to go to."""

    BINDINGS = bindings("findings")
    contexts = ("list", "findings", "dialog", "pane")

    def __init__(self, places: Places, at: Finding | None) -> None:
        self.map, self.review = places, places.review
        self.sort = SORTS[0]
        super().__init__("", self.finding_rows(), at)

    def heading(self) -> str:
        """What the filter asks for, and how many it lets through."""
        texts, asked = self.review.texts, self.review.filter
        parts = [self._part_name(part) for part in asked.parts]
        said = [
            *(texts(f"severity.{severity}") for severity in SEVERITIES if severity in asked.severities),
            *(texts(f"status.{status}") for status in STATUSES if status in asked.statuses),
            *(texts("tui.findings.family", family=texts(f"family.{rule}")) for rule in asked.rules),
            *parts,
            *([f"“{clean(asked.text)}”"] if asked.text else []),
            texts(f"tui.sort.{self.sort}"),
        ]
        shown = texts(
            "tui.findings.title", shown=len(self.review.findings), all=len(self.review.audit.findings)
        )
        gone = len(self.review.gone())
        lost = [texts("tui.findings.gone", count=gone)] if gone else []
        return "  ".join([shown, *lost, *said])

    def _part_name(self, part: ReportPart) -> str:
        if part.table is not None:
            return part.table
        sections = self.review.audit.report.sections
        whole = self.review.texts("tui.outline.report")
        return clean(sections[part.section].title) if part.section is not None else whole

    # ── rows ──

    def finding_rows(self) -> list[Row]:
        return [self._row(finding) for finding in sorted(self.review.findings, key=self._sort_key())]

    def _sort_key(self) -> Callable[[Finding], int | str]:
        ranks = {figure: rank for rank, figure in enumerate(self.map.order)}

        def place(finding: Finding) -> int:
            spot = self.map.of_finding(finding)
            return ranks.get(spot.figure, -1) if spot and spot.figure is not None else -1

        def rule(finding: Finding) -> str:
            return finding.rule

        def status(finding: Finding) -> int:
            return STATUSES.index(self.review.status(finding.id))

        def as_found(finding: Finding) -> int:
            return 0

        keys: dict[str, Callable[[Finding], int | str]] = {"place": place, "rule": rule, "status": status}
        return keys.get(self.sort, as_found)

    def _row(self, finding: Finding) -> Row:
        texts, status = self.review.texts, self.review.status(finding.id)
        noted = "*" if (said := self.review.annotation(finding.id)) and said.note else " "
        statuses = max(width(texts(f"status.{name}")) for name in STATUSES)
        return Row(
            (
                (
                    f"{MARKS[finding.verdict]} ",
                    finding.severity if finding.verdict == "break" else finding.verdict,
                ),
                (f"{finding.rule:<5} ", "key"),
                (fit(texts(f"status.{status}"), statuses), status),
                (f"{noted} ", "quiet"),
                (self.review.message(finding), "label" if status == OPEN else "quiet"),
            ),
            ((cut_place(finding.place.short(), _PLACE), "quiet"),),
            finding,
        )

    # ── filters: each key goes on to the next choice ──

    def _ask(self, asked: Filter) -> None:
        self.review.filter = asked
        self.fill(self.finding_rows(), self.list.pointed)

    def action_severity(self) -> None:
        choices = [frozenset[str](), *(frozenset([severity]) for severity in SEVERITIES)]
        self._ask(replace(self.review.filter, severities=_after(self.review.filter.severities, choices)))

    def action_status(self) -> None:
        choices = [frozenset[str](), *(frozenset([status]) for status in STATUSES)]
        self._ask(replace(self.review.filter, statuses=_after(self.review.filter.statuses, choices)))

    def action_part(self) -> None:
        found = self.review.by_part()
        known = [ReportPart(table=table.id) for table in self.map.report.tables]
        known += [ReportPart(section=section.id) for section in self.map.report.sections]
        choices = [frozenset[ReportPart](), *(frozenset([p]) for p in [*known, ReportPart()] if p in found)]
        self._ask(replace(self.review.filter, parts=_after(self.review.filter.parts, choices)))

    def action_rule(self) -> None:
        families = sorted({finding.rule[:1] for finding in self.review.audit.findings})
        self._ask(
            replace(
                self.review.filter,
                rules=_after(self.review.filter.rules, [(), *((family,) for family in families)]),
            )
        )

    def action_words(self) -> None:
        from tui.screens.words import SearchPrompt

        def narrow(words: str | None) -> None:
            if words is not None:
                self._ask(replace(self.review.filter, text=words))

        self.app.push_screen(SearchPrompt(self.review.filter.text), narrow)

    def action_sort(self) -> None:
        self.sort = _after(self.sort, SORTS)
        self._ask(self.review.filter)

    def action_clear(self) -> None:
        self._ask(Filter())


def _after(now: _Value, choices: Sequence[_Value]) -> _Value:
    return choices[(choices.index(now) + 1) % len(choices)] if now in choices else choices[0]
