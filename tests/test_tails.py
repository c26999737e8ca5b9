"""Rounding tails as findings: those of one root are one, and an improbable one says so."""

from __future__ import annotations

from checks.output.messages import finding_message
from checks.texts import Texts
from tests.make import Page, adds, audit_of, same


def test_one_tail_in_many_tables_is_one_note() -> None:
    """208 of Panyu 2019: 103.54 against 102.76 + 0.79, in every table that has the account."""
    page = Page()
    relations = []
    for table in ("T2", "T3", "T5"):
        total, a, b = (page.cell(text, table, entry) for entry, text in
                       (("208", "103.54"), ("20805", "102.76"), ("20808", "0.79")))  # fmt: skip
        relations.append(adds(total, a, b, rule="H102", subject=f"{table}/208"))
    (finding,) = audit_of(page, *relations).findings
    assert (finding.verdict, finding.severity) == ("tail", "note")
    assert (finding.stated, finding.expected, finding.difference) == ("103.54", "103.55", "-0.01")
    assert finding.suspect is None
    assert len(finding.follows) == 2


def test_totals_that_restate_each_other_share_their_tail() -> None:
    """T1 本年支出合计 and T3 合计 are the same total under two names."""
    page = Page()
    one, other = page.cell("103.54", "T1", "本年支出合计"), page.cell("103.54", "T3", "合计")
    relations = [same(one, other, rule="X102")]
    for total, table in ((one, "T1"), (other, "T3")):
        parts = [page.cell(text, table, entry) for entry, text in (("208", "102.76"), ("210", "0.79"))]
        relations.append(adds(total, *parts, rule="H101"))
    (finding,) = audit_of(page, *relations).findings
    assert len(finding.follows) == 1


def test_tails_of_different_size_are_different_roots() -> None:
    page = Page()
    relations = [
        adds(*page.cells("103.54 102.76 0.79", entry="208")),
        adds(*page.cells("103.56 102.76 0.79", entry="208", column="基本支出")),
    ]
    assert len(audit_of(page, *relations).findings) == 2


def test_a_cell_whose_own_table_hardly_adds_up_may_be_the_wrong_one() -> None:
    """30.00, 40.63 and 5.80 are 76.43, which the text says; 76.41 is a tail, and an improbable one."""
    page = Page()
    total, *parts = page.cells("76.41 30.00 40.63 5.80", table="T7")
    finding = audit_of(page, adds(total, *parts, rule="C107"), same(page.words("76.43"), total)).findings[0]
    assert (finding.suspect, finding.suggestion) == (total, "76.43")


def test_an_improbable_tail_says_so() -> None:
    page = Page()
    total, *parts = page.cells("101.05 " + "10.10 " * 10)
    small, *two = page.cells("4.01 2.00 2.00", table="T2")
    audit = audit_of(page, adds(small, *two), adds(total, *parts))
    wide, narrow = audit.findings
    assert (wide.improbable, narrow.improbable) == (True, False)
    doubt = Texts("zh")("output.improbable")
    assert finding_message(audit, wide, Texts("zh")).endswith(doubt)
    assert doubt not in finding_message(audit, narrow, Texts("zh"))


def test_a_tail_that_an_error_made_is_its_consequence() -> None:
    """11.05 for 11.01 breaks its row; the long column swallows four units, as a tail."""
    page = Page()
    total, wrong, *rest = page.cells("91.09 11.05 " + "10.01 " * 8)
    basic, project = page.cell("6.01", column="基本支出"), page.cell("5.00", column="项目支出")
    audit = audit_of(page, adds(total, wrong, *rest), adds(wrong, basic, project, rule="C103"))
    (finding,) = audit.findings
    assert audit.counts["tail"] == 1
    assert (finding.rule, finding.follows, finding.suggestion) == ("C103", (0,), "11.01")
