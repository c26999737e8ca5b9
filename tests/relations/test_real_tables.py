"""The tables of real reports: what an expert found in them is what the rules come to."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import polars as pl
import pytest

from checks.reading import read
from checks.relations.relation import Relations, Tolerance
from checks.report import recognise
from checks.report.report import Report
from checks.verdicts import judge
from tests.relations.relating import is_of_tables, related

DERIVED = {"H104", "H117"}
"""Rules that skip levels: their tails repeat those of the rules they follow from."""

BY_HAND = {"ghzy-B-132", "xinfang2024-B-083"}
"""Ties that the expert made up for one report, as differences of differences; no rule states them."""


@dataclass(frozen=True)
class Judged:
    report: Report
    relations: Relations
    verdicts: pl.DataFrame

    def of(self, verdict: str) -> list[tuple[str, Decimal, Decimal]]:
        """(rule, left, right) of the relations of recognised forms with this verdict."""
        rows = self.verdicts.filter(pl.col("verdict") == verdict).iter_rows(named=True)
        found = []
        for row in rows:
            relation = self.relations.items[row["relation"]]
            tables = {self.report.figures[term.figure].table for term in relation.terms}
            if all(table and not table.startswith("U") for table in tables):
                found.append((relation.rule, row["left"].normalize(), row["right"].normalize()))
        return found


@lru_cache
def judged(path: Path) -> Judged:
    """A report judged by the rules of its tables."""
    report = recognise(read(path))
    relations = related(report)
    of_tables = Relations([r for r in relations.items if is_of_tables(r.rule)], relations.unchecked)
    return Judged(report, of_tables, judge(of_tables, report.frame))


def roundings(folder: Path) -> dict[str, frozenset[Decimal]]:
    """Id → both sides, of the rounding tails in the tables that the expert lists."""
    entries = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return {
        entry["id"]: frozenset(Decimal(entry[side]).normalize() for side in ("stated", "expected"))
        for entry in entries
        if entry["family"] in "AB" and entry["status"] == "ROUNDING" and "%" not in entry["stated"]
    }


def test_the_sample_has_every_cell_checked_and_nothing_broken(shared: Path) -> None:
    sample = judged(shared / "reports" / "panyu-2019.md")
    forms = {table.id for table in sample.report.forms()}
    cells = {figure.id for figure in sample.report.figures if figure.table in forms}
    evaluated = {
        term.figure
        for relation in sample.relations.items
        for term in relation.terms
        if relation.tolerance is not Tolerance.WORDING
    }
    assert sorted(forms) == ["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "TN"]
    assert len(cells) == 836
    assert cells <= evaluated
    assert len(sample.relations.items) > 700
    assert sample.of("break") == []


def test_the_sample_has_exactly_the_tails_that_the_expert_lists(shared: Path) -> None:
    sample = judged(shared / "reports" / "panyu-2019.md")
    expected = Counter(
        sides for entry, sides in roundings(shared / "truth" / "panyu-2019").items() if entry.startswith("A")
    )
    found = Counter(
        frozenset({left, right}) for rule, left, right in sample.of("tail") if rule not in DERIVED
    )
    assert sum(expected.values()) == 17
    assert found == expected


@pytest.mark.parametrize("name", ["putuo-planning-2024", "putuo-social-2024", "xinfang-2024"])
def test_the_roundings_of_other_reports_are_tails_and_nothing_breaks(shared: Path, name: str) -> None:
    report = judged(shared / "reports" / f"{name}.pdf")
    tails = {frozenset({left, right}) for _, left, right in report.of("tail")}
    expected = roundings(shared / "truth" / name)
    assert {entry for entry, sides in expected.items() if sides not in tails} <= BY_HAND
    assert [rule for rule, _, _ in report.of("break") if rule != "S104"] == []


@pytest.mark.parametrize("name", ["swu-2023", "putuo-template-2024", "putuo-justice-budget-2026"])
def test_layouts_of_their_own_give_no_false_finding(shared: Path, name: str) -> None:
    report = judged(shared / "reports" / f"{name}.pdf")
    broken = report.verdicts.filter(pl.col("verdict") == "break")
    assert [report.relations.items[i].rule for i in broken["relation"]] == []
