"""The page to send on: complete, and nothing of a report is taken for HTML."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import lxml.html

from checks.output.digest import digest
from checks.output.html import html_page
from checks.review import Review
from checks.texts import Texts
from tests.output.audits import BROKEN, small_audit

ZH = Texts("zh")


def test_a_page_holds_every_finding_with_its_sides_and_judgement(tmp_path: Path) -> None:
    review = Review.open(small_audit(tmp_path / "report.md"), ZH, "李")
    review.judge(BROKEN, "confirmed", "下次更正")
    said = digest(review, everything=True)
    page = lxml.html.fromstring(html_page([said, said], ZH))
    articles = page.findall(".//article")
    assert [article.get("class") for article in articles] == ["warning", "error"] * 2
    shown = articles[0].text_content()
    for text in ("N106", "81.11万元", "81.12万元", "第 12 行", "属实（李）：下次更正"):
        assert text in shown


def test_text_of_a_report_is_no_html(tmp_path: Path) -> None:
    audit = small_audit(tmp_path / "report.md")
    report = replace(audit.report, title="<script>alert(1)</script>&amp;\x1b")
    page = html_page([digest(Review.open(replace(audit, report=report), ZH))], ZH)
    assert "<script>" not in page
    assert lxml.html.fromstring(page).findtext(".//h1") == "<script>alert(1)</script>&amp;?"
