"""Generated reports, consistent by construction: no rule of the tables breaks in any layout, every cell takes
part, and the number of relations grows with the number of rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.reading import read
from checks.report import recognise
from checks.report.report import Report
from checks.verdicts import judge
from tests.formats.markdown import markdown
from tests.generate import STYLES, generate
from tests.relations.relating import is_of_tables, related


def recognised(folder: Path, style: str, size: int = 1) -> Report:
    path = folder / f"{style}-{size}.md"
    path.write_text(markdown(generate(size, 1, style)), encoding="utf-8")
    return recognise(read(path))


@pytest.mark.parametrize("style", STYLES)
def test_nothing_breaks_in_a_consistent_report(tmp_path: Path, style: str) -> None:
    report = recognised(tmp_path, style)
    relations = related(report)
    broken = judge(relations, report.frame).filter(verdict="break")["relation"]
    assert [relations.items[i].subject for i in broken if is_of_tables(relations.items[i].rule)] == []
    forms = {table.id for table in report.forms()}
    used = {term.figure for relation in relations.items for term in relation.terms}
    assert [f.text for f in report.figures if f.table in forms and f.id not in used] == []


def test_relations_grow_with_the_rows(tmp_path: Path) -> None:
    """No account is related with every other: three times the rows, and each has as many relations."""
    small, large = (relations_a_row(recognised(tmp_path, "guangdong", size)) for size in (8, 24))
    assert large == pytest.approx(small, rel=0.15)


def relations_a_row(report: Report) -> float:
    rows = sum(len(table.entries) for table in report.forms())
    return sum(1 for relation in related(report).items if is_of_tables(relation.rule)) / rows
