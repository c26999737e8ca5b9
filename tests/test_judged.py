"""Both sides of a check as a person reads them: every value in the unit it is labelled with."""

from __future__ import annotations

from decimal import Decimal

from checks.output.messages import relation_message, sides
from checks.relations.relation import Relation, Side, Term, Tolerance
from checks.texts import Texts
from tests.make import Page, adds, audit_of, same

ZH = Texts("zh")


def shown(page: Page, relation: Relation) -> tuple[str, str, str]:
    """(value of the left side, value of the right side, difference) with their units."""
    audit = audit_of(page, relation)
    left, right, *_ = sides(audit, audit.judged[0], ZH)
    return left.value, right.value, audit.judged[0].difference


def test_one_quantity_is_shown_as_printed_on_either_side() -> None:
    page = Page()
    stated, cell = page.words("81.12", unit="元"), page.cell("81.12")
    assert shown(page, same(stated, cell)) == ("81.12元", "81.12万元", "-811118.88")
    message = relation_message(audit := audit_of(page, same(stated, cell)), audit.judged[0], ZH)
    assert "81.12元 与 81.12万元 相差 -811118.88元" in message


def test_a_finding_between_units_names_both() -> None:
    page = Page()
    stated, cell = page.words("0.25", unit="亿元"), page.cell("2600.00")
    (finding,) = audit_of(page, same(stated, cell)).findings
    assert (finding.stated, finding.expected) == ("0.25亿元", "2600.00万元")
    assert finding.difference == "-0.01亿元"


def test_addends_in_another_unit_are_added_in_the_unit_of_the_total() -> None:
    page = Page()
    total = page.words("2.10")
    parts = [page.cell("12500.00", unit="元"), page.cell("7500.00", unit="元")]
    assert shown(page, adds(total, *parts)) == ("2.10万元", "2.00万元", "0.10")


def test_a_count_in_hundred_millions_is_compared_in_them() -> None:
    page = Page()
    total, daily = page.count("24.6", unit="亿条"), page.count("687.32", unit="万条")
    terms = (Term(Side.LEFT, total, 100_000_000), Term(Side.RIGHT, daily, 3_650_000))
    relation = Relation("N125", Tolerance.SUM, "数据", terms)
    assert shown(page, relation)[:2] == ("24.6亿条", "25.08718亿条")


def test_an_offset_is_shown_on_the_right() -> None:
    page = Page()
    shares = [page.percent("60.00"), page.percent("39.00")]
    terms = tuple(Term(Side.LEFT, share) for share in shares)
    relation = Relation("P109", Tolerance.SUM, "占比", terms, offset=Decimal(-100))
    audit = audit_of(page, relation)
    assert (audit.judged[0].left, audit.judged[0].right) == ("99.00", "100.00")


def test_a_completion_against_a_change_is_shown_as_the_completion() -> None:
    """完成年初预算100%，决算数大于预算数80.00万元 of 980.00万元: 108.89 is completed, and not 8.89 grown."""
    page = Page()
    rate = page.percent("100")
    amount, change = page.words("980.00"), page.words("80.00")
    terms = (Term(Side.LEFT, rate), Term(Side.RIGHT, change), Term(Side.BASE, amount))
    relation = Relation("P107", Tolerance.GROWTH, "完成率", terms, offset=Decimal(-100))
    audit = audit_of(page, relation)
    assert (audit.judged[0].left, audit.judged[0].right) == ("100", "108.889")
