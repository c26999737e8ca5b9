"""The search for root causes, over whatever relations and figures there may be."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.findings.suspects import find_roots
from checks.relations.relation import Relation, Relations, Side, Term, Tolerance
from checks.verdicts import judge
from tests.make import Page, adds, audit_of, growth, rule, same, share

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


def test_a_change_one_slip_away_is_likelier_wrong_than_a_rate_that_none_explains() -> None:
    """388.64 would make it 26.83 %, and nobody slips from there to 26.78 %."""
    page = Page()
    rate, change, amount = page.percent("26.78"), page.words("388.64"), page.words("1837.00")
    cell = page.cell("1837.00")
    found = roots_of(page, growth(rate, change, amount), same(amount, cell))
    assert found == [("388.64", Decimal("388.04"))]


def test_a_rate_one_slip_away_is_likelier_wrong_than_its_operands() -> None:
    page = Page()
    rate, change, amount = page.percent("26.98"), page.words("3.88"), page.words("18.37")
    cell = page.cell("18.37")
    found = roots_of(page, growth(rate, change, amount), same(amount, cell))
    assert found == [("26.98%", Decimal("26.78"))]


def test_a_tail_that_is_improbable_speaks_against_the_number_that_makes_it() -> None:
    """完成100.00% of 0.85 should be 103.53 %, but with 0.88 the budgets add up too."""
    page = Page()
    rate, final, planned = page.percent("100.00"), page.words("0.88"), page.words("0.85")
    rest = [page.words(text) for text in ("54.53", "28.11", "452.40", "226.25", "42.73", "196.40", "101.48")]
    total, cell = page.words("1102.78"), page.cell("0.88")
    found = roots_of(
        page, share(rate, final, planned), adds(total, planned, *rest, rule="N123"), same(final, cell)
    )
    assert found == [("0.85", Decimal("0.88"))]


def test_a_round_number_is_likelier_meant_than_met_by_a_slip() -> None:
    page = Page()
    total, goods, services = page.words("2087.87"), page.words("1089.87"), page.words("998.03")
    found = roots_of(page, adds(total, goods, services, rule="N114"))
    assert found == [("998.03", Decimal("998.00"))]


def test_a_number_that_stands_elsewhere_as_well_is_likelier_right() -> None:
    page = Page()
    opening, cut, adjusted = page.words("329.95"), page.words("18.1848"), page.words("311.8652")
    page.words("311.8652")
    difference = Relation(
        "N120",
        Tolerance.SUM,
        "",
        (Term(Side.LEFT, adjusted), Term(Side.RIGHT, opening), Term(Side.RIGHT, cut, -1)),
    )
    assert roots_of(page, difference) == [("18.1848", Decimal("18.0848"))]


def test_an_average_is_mended_within_the_rounding_of_its_total() -> None:
    """15 times 2.71 is 40.65, and 40.61 for all that (Xinfang 2024, 公务用车)."""
    page = Page()
    total, average, cell = page.words("40.61"), page.words("2.78"), page.cell("40.61")
    times = Relation("N125", Tolerance.SUM, "", (Term(Side.LEFT, total), Term(Side.RIGHT, average, 15)))
    assert roots_of(page, times, same(total, cell)) == [("2.78", Decimal("2.71"))]


def test_all_of_an_amount_may_be_increase() -> None:
    """增长100% of a department that is new: the increase is the amount."""
    page = Page()
    rate, change, amount = page.percent("100.00"), page.words("307.22"), page.words("307.82")
    cell = page.cell("307.82")
    found = roots_of(page, growth(rate, change, amount), same(amount, cell))
    assert found == [("307.22", Decimal("307.82"))]


def test_a_number_told_twice_is_no_more_suspect_than_its_rival() -> None:
    """24.6 or its daily 687.32, both told again elsewhere (Panyu 2019)."""
    page = Page()
    first, second = (page.count("24.6"), page.count("67.32")), (page.count("24.6"), page.count("67.32"))
    found = roots_of(
        page,
        *(
            Relation("N125", Tolerance.SUM, "", (Term(Side.LEFT, year), Term(Side.RIGHT, day, 3)))
            for year, day in (first, second)
        ),
        *(same(a, b, rule="N119") for a, b in zip(first, second, strict=True)),
    )
    assert {suspect for suspect, _ in found} == {None}


def test_without_breaks_there_are_no_roots() -> None:
    page = Page()
    a, b = page.cells("5.00 5.00")
    assert roots_of(page, same(a, b)) == []
