"""What a relation accepts for one of its figures is just what the verdict lets pass."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from checks.findings.evidence import Accepted, Check, as_read
from checks.relations.relation import Relation, Relations, Side, Term, Tolerance
from checks.report.frames import figures_frame
from checks.verdicts import judge
from tests.make import Page, adds, at_most, growth, same, share

CENT = Decimal("0.01")


def accepted(page: Page, relation: Relation, figure: int) -> Accepted:
    """What the relation accepts for the figure, the others as printed."""
    check = Check.of(0, relation, "break", page.figures, {})
    now = as_read(page.figures[figure])
    found = check.accepts(figure, now, now.half)
    assert found is not None
    return found


def passes(page: Page, relation: Relation, figure: int, values: list[Decimal]) -> dict[Decimal, bool]:
    """Whether the relation holds were the figure printed with each of these values; those left out with
    which there is nothing to divide by."""
    found = {}
    for value in values:
        printed = page.figures[figure]
        changed = replace(printed, value=value, text=f"{value:f}")
        figures = [*page.figures[:figure], changed, *page.figures[figure + 1 :]]
        verdicts = judge(Relations([relation]), figures_frame(figures))
        if verdicts["verdict"][0] != "unchecked":
            found[value] = verdicts["verdict"][0] != "break"
    return found


def test_a_sum_accepts_what_rounding_allows() -> None:
    page = Page()
    total, a, b = page.cells("103.99 102.76 0.79")
    assert accepted(page, adds(total, a, b), total) == Accepted(
        Decimal("103.535"), Decimal("103.565"), Decimal("103.55")
    )
    assert accepted(page, adds(total, a, b), b).exact == Decimal("1.23")


def test_a_restatement_accepts_the_other_print() -> None:
    page = Page()
    text, cell = page.words("81.11"), page.cell("81.12")
    only = Accepted(Decimal("81.12"), Decimal("81.12"), Decimal("81.12"))
    assert accepted(page, same(text, cell), text) == only


def test_a_total_of_one_item_accepts_that_item() -> None:
    page = Page()
    total, part, zero = page.cells("12.95 12.25 0.00")
    exact = Decimal("12.25")
    assert accepted(page, adds(total, part, zero), total) == Accepted(exact, exact, exact)


def test_an_inequality_accepts_a_half_line() -> None:
    page = Page()
    small, large = page.cells("9.00 5.00")
    found = accepted(page, at_most(small, large), small)
    assert (found.low, found.high, found.exact) == (None, Decimal("5.01"), Decimal("5.00"))


def test_a_percentage_brackets_its_amounts() -> None:
    """35.20 % of 69.91 less: the change was 37.98, to the cent."""
    page = Page()
    percent, change, current = page.percent("35.20"), page.words("37.78"), page.words("69.91")
    found = accepted(page, growth(percent, change, current, sign=-1), change)
    assert found.admits(Decimal("37.98")) and not found.admits(Decimal("38.00"))


def test_a_list_of_rates_accepts_the_total_it_implies() -> None:
    """50.00 is half, 30.00 a third of its budget: 190.00 together."""
    page = Page()
    total = page.words("200.00")
    terms = [Term(Side.LEFT, total)]
    for pair, (amount, rate) in enumerate((("50.00", "50.00"), ("30.00", "33.33"))):
        terms += [
            Term(Side.RIGHT, page.words(amount), pair=pair),
            Term(Side.BASE, page.percent(rate), pair=pair),
        ]
    relation = Relation("P108", Tolerance.IMPLIED, "", tuple(terms))
    found = accepted(page, relation, total)
    assert found.admits(Decimal("190.00")) and not found.admits(Decimal("190.20"))
    assert not accepted(page, relation, terms[1].figure).admits(Decimal("50.00"))


amounts = st.integers(1, 3_000).map(lambda v: Decimal(v).scaleb(-2))
makers = st.sampled_from(("sum", "same", "at_most", "share", "growth"))


@settings(deadline=None, max_examples=60)
@given(makers, st.lists(amounts, min_size=4, max_size=4), st.data())
def test_evidence_agrees_with_the_verdict(kind: str, values: list[Decimal], data: st.DataObject) -> None:
    """For every figure of a relation: the values inside the interval hold, those outside break."""
    page = Page()
    a, b, c, d = (page.words(f"{value:f}") for value in values)
    percent = page.percent(f"{data.draw(st.integers(1, 2_000).map(lambda v: Decimal(v).scaleb(-2))):f}")
    relation = {
        "sum": adds(a, b, c, d),
        "same": same(a, b),
        "at_most": at_most(a, b),
        "share": share(percent, a, b),
        "growth": growth(percent, a, b),
    }[kind]
    figure = data.draw(st.sampled_from([term.figure for term in relation.terms]))
    check = Check.of(0, relation, "break", page.figures, {})
    now = as_read(page.figures[figure])
    found = check.accepts(figure, now, now.half)
    if found is None:
        return
    ends = [end.quantize(CENT) for end in (found.low, found.high, found.exact) if end is not None]
    tried = sorted({end + step * CENT for end in ends for step in (-2, -1, 0, 1, 2)} - {Decimal(0)})
    tried = [value for value in tried if value > 0]
    outcome = passes(page, relation, figure, tried)
    assert {value: found.admits(value) for value in outcome} == outcome
