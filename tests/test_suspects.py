"""The search for root causes, over whatever relations and figures there may be."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.findings.suspects import find_roots
from checks.relations.relation import Relation, Relations, Side, Term, Tolerance
from checks.verdicts import judge
from tests.make import Page, adds, audit_of, rule, same

texts = st.sampled_from(("0", "0.00", "1.00", "2.50", "7.31", "-4.20", "81.12", "81.11", "100.00", "9999.99"))
numeric = [tolerance for tolerance in Tolerance if tolerance is not Tolerance.WORDING]


@st.composite
def tangles(draw: st.DrawFn) -> tuple[Page, list[Relation]]:
    """Some figures, and relations of every class among them, sensible or not."""
    page = Page()
    for text in draw(st.lists(texts, min_size=3, max_size=8)):
        match draw(st.sampled_from("cwpn")):
            case "c":
                page.cell(text)
            case "w":
                page.words(text, draw(st.sampled_from(("万元", "元", "亿元"))))
            case "p":
                page.percent(text)
            case _:
                page.count(text)
    terms = st.builds(
        Term,
        st.sampled_from(list(Side)),
        st.integers(0, len(page.figures) - 1),
        st.sampled_from((1, 1, 1, -1, 3)),
        st.integers(0, 1),
    )
    relations = draw(
        st.lists(
            st.builds(
                Relation,
                st.sampled_from(("H101", "N107", "P101")),
                st.sampled_from(numeric),
                st.sampled_from(("a", "b")),
                st.lists(terms, min_size=1, max_size=5).map(tuple),
                addends=st.integers(0, 3),
            ),
            min_size=1,
            max_size=8,
        )
    )
    return page, relations


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(tangles())
def test_every_break_has_one_finding_whatever_the_relations(tangle: tuple[Page, list[Relation]]) -> None:
    page, relations = tangle
    audit = audit_of(page, *relations)
    told = [id for finding in audit.findings for id in (finding.relation, *finding.follows) if id is not None]
    assert sorted(told) == sorted(j.id for j in audit.judged.values() if j.verdict in {"break", "tail"})
    assert len({finding.id for finding in audit.findings}) == len(audit.findings)
    for finding in audit.findings:
        assert finding.suspect is None or finding.suspect in audit.marks
        assert finding.suggestion is None or finding.suspect is not None


def roots_of(page: Page, *relations: Relation) -> list[tuple[str | None, Decimal | None]]:
    """(print of the suspect, value it should have had) of each root."""
    related = Relations(relations)
    verdicts = judge(related, page.report().frame)
    rules = {relation.rule: rule(relation.rule) for relation in relations}
    roots = find_roots(related, verdicts, page.figures, rules)
    return [(None if r.suspect is None else page.figures[r.suspect].text, r.value) for r in roots]


def test_a_cell_where_a_row_and_a_column_break() -> None:
    page = Page()
    total, a, b = page.cells("10.00 4.00 6.60")
    other, right = page.cell("3.00"), page.cell("3.00")
    found = roots_of(page, adds(total, a, b), adds(b, other, right, rule="C103"))
    assert found == [("6.60", Decimal("6.00"))]


def test_the_correction_that_strains_nothing_is_preferred() -> None:
    """The total could be 16.60 as well, but then it would not restate the other table."""
    page = Page()
    total, a, b = page.cells("10.60 4.00 6.00")
    twin = page.cell("10.00", table="T1")
    assert roots_of(page, adds(total, a, b), same(total, twin, rule="X101")) == [("10.60", Decimal("10.00"))]


def test_many_relations_of_one_rule_do_not_outvote_one_of_another() -> None:
    """Three shares in words speak with little more than one voice."""
    page = Page()
    cell, twin = page.cell("5.00"), page.cell("5.00", table="T3")
    places = [page.words("5.50") for _ in range(3)]
    found = roots_of(page, same(cell, twin, rule="X103"), *(same(place, cell) for place in places))
    assert found == [("5.50", Decimal("5.00"))] * 3


def test_one_figure_is_preferred_to_two() -> None:
    page = Page()
    whole = page.words("90.00")
    parts = [page.words(text) for text in ("20.00", "30.00", "50.00")]
    cells = [page.cell(text) for text in ("20.00", "30.00", "50.00")]
    total = page.cell("100.00")
    found = roots_of(
        page,
        adds(whole, *parts, rule="N123"),
        same(whole, total, rule="N101"),
        *(same(part, cell) for part, cell in zip(parts, cells, strict=True)),
    )
    assert found == [("90.00", Decimal("100.00"))]


def test_without_breaks_there_are_no_roots() -> None:
    page = Page()
    a, b = page.cells("5.00 5.00")
    assert roots_of(page, same(a, b)) == []
