"""The real reports against what an expert found in them. The numbers are what is reached today; `python -m
tests.truth` lists what is missed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from checks import audit
from checks.finding import Audit
from tests.truth.__main__ import report_file
from tests.truth.entries import Entry, load
from tests.truth.scoring import Score, score

REPORTS = ("panyu-2019", "putuo-planning-2024", "putuo-social-2024", "xinfang-2024")


@cache
def scored(shared: Path, name: str) -> tuple[Audit, list[Entry], Score]:
    entries = load(shared / "truth" / name)
    result = audit(report_file(shared, name))
    return result, entries, score(result, entries)


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_that_ties_or_rounds_is_called_a_break(shared: Path, name: str) -> None:
    _, _, result = scored(shared, name)
    assert [(entry.id, finding.rule) for entry, finding in result.false_breaks] == []


@pytest.mark.parametrize("name", REPORTS)
def test_at_least_nine_in_ten_of_what_is_reported_is_known(shared: Path, name: str) -> None:
    audited, _, result = scored(shared, name)
    reported = sum(finding.severity in {"error", "warning"} for finding in audited.findings)
    assert len(result.strangers) <= 0.1 * reported


@pytest.mark.parametrize("name", REPORTS)
def test_everything_that_must_be_found_is_found(shared: Path, name: str) -> None:
    _, entries, result = scored(shared, name)
    missed = [entry.id for entry in entries if entry.rank == "must" and entry.id not in result.found]
    assert missed == []


def test_the_tails_of_the_tables_are_those_the_expert_lists(shared: Path) -> None:
    audited, entries, _ = scored(shared, "panyu-2019")
    tails = [
        {(f.place.line, f.text) for term in judged.relation.terms if (f := audited.figure(term.figure))}
        for judged in audited.judged.values()
        if judged.verdict == "tail"
    ]
    listed = [e for e in entries if e.status == "ROUNDING" and "A002" <= e.id <= "A458"]
    unseen = [e.id for e in listed if not any({(s.line, s.value) for s in e.spots} <= tail for tail in tails)]
    assert len(listed) == 17
    assert unseen == []


def test_three_of_the_five_probable_errors_are_found(shared: Path) -> None:
    _, entries, result = scored(shared, "panyu-2019")
    found, probable = result.recall(entries, "probable")
    assert probable == 5
    assert found >= 3
