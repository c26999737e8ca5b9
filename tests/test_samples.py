"""The sample reports: every slip listed beside them is found, and nothing else is reported."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import tomli

from checks import audit
from checks.finding import BREAK, Audit, Finding
from tests.conftest import ROOT
from tests.truth.entries import folded
from tests.truth.scoring import REPORTED, judged_of

SAMPLES = ROOT / "sample_reports"
SLIPS = tomli.loads((SAMPLES / "slips.toml").read_text(encoding="utf-8"))["slip"]
REPORTS = sorted({slip["report"] for slip in SLIPS})
TABLES = {
    "qingyu-2019.md": ["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "TN"],
    "wangchao-2024.md": ["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9"],
}


@cache
def audited(name: str) -> Audit:
    return audit(SAMPLES / name)


def line_of(slip: dict[str, str]) -> int:
    """The one line that the slip's quote stands in."""
    lines = (SAMPLES / slip["report"]).read_text(encoding="utf-8").splitlines()
    found = [number for number, line in enumerate(lines, 1) if slip["quote"] in line]
    assert len(found) == 1, f"{slip['quote']} stands in lines {found}"
    assert slip["stated"] in lines[found[0] - 1]
    return found[0]


def findings_on(result: Audit, line: int, stated: str) -> list[Finding]:
    """Findings whose suspect, or whose words, stand on that line, and findings that fold such a break."""
    hits = []
    for finding in result.findings:
        if finding.verdict != BREAK:
            continue
        figures = [result.figure(t.figure) for j in judged_of(result, finding) for t in j.relation.terms]
        on_line = any(f.place.line == line and f.text.rstrip("%") == stated for f in figures)
        if on_line or finding.place.line == line:
            hits.append(finding)
    return hits


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip['report'][:4]} {slip['stated']}")
def test_a_listed_slip_is_found(slip: dict[str, str]) -> None:
    result = audited(slip["report"])
    hits = findings_on(result, line_of(slip), slip["stated"])
    assert hits, slip["note"]


@pytest.mark.parametrize(
    "slip",
    [slip for slip in SLIPS if slip["expected"] and slip["kind"] in {"cell", "amount", "percent"}],
    ids=lambda slip: f"{slip['report'][:4]} {slip['stated']}",
)
def test_the_finding_says_what_it_should_have_been(slip: dict[str, str]) -> None:
    result = audited(slip["report"])
    hits = findings_on(result, line_of(slip), slip["stated"])
    said = {(finding.suggestion or finding.expected).rstrip("%") for finding in hits}
    assert slip["expected"] in said


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_else_is_reported(name: str) -> None:
    result = audited(name)
    listed = {line_of(slip) for slip in SLIPS if slip["report"] == name}
    strangers = []
    for finding in result.findings:
        if finding.severity not in REPORTED or finding.verdict != BREAK:
            continue
        lines = {finding.place.line} | {
            result.figure(term.figure).place.line
            for judged in judged_of(result, finding)
            for term in judged.relation.terms
        }
        if not lines & listed:
            strangers.append((finding.rule, finding.place.short(), finding.subject, finding.stated))
    assert strangers == []


@pytest.mark.parametrize("name", REPORTS)
def test_every_table_is_recognised_and_every_cell_checked(name: str) -> None:
    result = audited(name)
    assert [table.id for table in result.report.forms()] == TABLES[name]
    figures, checked = result.coverage.tables
    assert checked == figures > 0


def test_the_first_sample_has_tails_but_no_break_in_its_tables() -> None:
    result = audited("qingyu-2019.md")
    broken = [
        judged
        for judged in result.judged.values()
        if judged.verdict == BREAK and all(result.figure(t.figure).table for t in judged.relation.terms)
    ]
    in_tables = [j for j in broken if j.relation.terms and j.relation.rule[0] in "HCBX"]
    assert in_tables == []
    assert result.counts["tail"] >= 17


def test_the_narratives_are_our_own(shared: Path) -> None:
    real = [folded(path.read_text(encoding="utf-8")) for path in (shared / "reports").glob("*.md")]
    for name in REPORTS:
        text = (SAMPLES / name).read_text(encoding="utf-8")
        prose = [line for line in text.splitlines() if not line.startswith(("|", "#", "-"))]
        sentences = [folded(part) for line in prose for part in line.split("。") if "，" in part]
        assert [s for s in sentences if any(s in source for source in real)] == []
