"""One report in six file formats gives the same figures, relations and findings, apart from places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from checks import audit
from checks.finding import Audit
from checks.report.report import Kind
from tests.formats.markdown import markdown
from tests.formats.pdf import write_pdf
from tests.formats.web import write_html
from tests.formats.word import write_docx
from tests.formats.workbook import write_xls, write_xlsx
from tests.generate import Draft, generate

WRITERS: dict[str, Callable[[Draft, Path], None]] = {
    "xlsx": write_xlsx,
    "xls": write_xls,
    "docx": write_docx,
    "html": write_html,
    "pdf": write_pdf,
}


@pytest.fixture(scope="module", params=["guangdong", "shanghai", "jiangsu"])
def draft(request: pytest.FixtureRequest) -> Draft:
    """A report with errors in it, so that there are findings to compare."""
    return generate(1, 2, request.param, slips=4)


@pytest.fixture(scope="module")
def in_markdown(draft: Draft, tmp_path_factory: pytest.TempPathFactory) -> Audit:
    path = tmp_path_factory.mktemp("markdown") / "report.md"
    path.write_text(markdown(draft), encoding="utf-8")
    return audit(path)


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_format_makes_no_difference(
    suffix: str, draft: Draft, in_markdown: Audit, tmp_path: Path
) -> None:
    path = tmp_path / f"report.{suffix}"
    WRITERS[suffix](draft, path)
    other = audit(path)
    assert figures_of(other) == figures_of(in_markdown)
    assert relations_of(other) == relations_of(in_markdown)
    assert findings_of(other) == findings_of(in_markdown)


def figures_of(result: Audit) -> Counter[tuple[str | None, ...]]:
    """Every figure to tie, by what it is in its table, or by what it says in the text."""
    return Counter(
        (f.table, f.entry, f.column_key, f.text, f.unit, f.kind.value)
        for f in result.report.figures
        if f.kind is not Kind.OTHER
    )


def relations_of(result: Audit) -> Counter[tuple[str, str, str, str, str]]:
    return Counter(
        (j.relation.rule, j.relation.subject, j.verdict, j.left, j.right) for j in result.judged.values()
    )


def findings_of(result: Audit) -> list[tuple[str, str, str, str, str, str | None, str | None]]:
    return sorted(
        (
            finding.id,
            finding.rule,
            finding.severity,
            finding.stated,
            finding.expected,
            None if finding.suspect is None else result.figure(finding.suspect).text,
            finding.suggestion,
        )
        for finding in result.findings
    )
