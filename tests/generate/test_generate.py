"""Generated reports: consistent ones audit without a break, seeded errors are where the Draft says."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from checks import audit
from checks.finding import BREAK
from tests.formats.markdown import markdown
from tests.generate import STYLES, generate, variant
from tests.generate.draft import Fragment, Num, Para
from tests.generate.errors import spots_of

LAYOUTS = [
    *STYLES.values(),
    variant("guangdong", name="guangdong B", budget_layout="B", repeats="header", zero="0"),
    variant("shanghai", name="shanghai A", budget_layout="A", page=11, repeats="nothing", total_first=True),
    variant("central", name="central C", budget_layout="C", zero="—", triples=2, page=7, repeats="all"),
    variant("jiangsu", name="jiangsu 万元", unit="万元", zero="/", code_columns=3, page=9, repeats="header"),
]


def breaks_of(path: Path) -> list[tuple[str, str, str, str]]:
    result = audit(path)
    return [
        (finding.rule, finding.place.short(), finding.stated, finding.expected)
        for finding in result.findings
        if finding.verdict == BREAK
    ]


@pytest.mark.parametrize("style", LAYOUTS, ids=lambda style: style.name)
@pytest.mark.parametrize("seed", range(3))
def test_a_consistent_report_audits_without_a_break(style: object, seed: int, tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(markdown(generate(1, seed, style)), encoding="utf-8")  # type: ignore[arg-type]
    assert breaks_of(path) == []


def test_a_report_ten_times_as_long_audits_without_a_break(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(markdown(generate(10, 1, "guangdong")), encoding="utf-8")
    assert breaks_of(path) == []


def test_the_same_arguments_give_the_same_report() -> None:
    assert generate(2, 5, "sichuan", slips=3) == generate(2, 5, "sichuan", slips=3)
    assert generate(2, 5, "sichuan") != generate(2, 6, "sichuan")


def test_one_quantity_is_printed_the_same_wherever_a_cell_repeats_it() -> None:
    """A page cut repeats the 合计 row: what it states is printed with the same digits."""
    for style in STYLES:
        printed: dict[str, set[str]] = {}
        for spot in spots_of(generate(4, 2, style)):
            printed.setdefault(spot.num.states, set()).add(spot.num.text)
        assert {states: texts for states, texts in printed.items() if len(texts) > 1} == {}


def test_rounding_from_fen_leaves_tails() -> None:
    """The printed 项 do not add up to the printed 合计 exactly: that is what an audit has to live with."""
    spots = spots_of(generate(10, 1, "guangdong"))
    column = {
        states.split("/")[1]: spot.num.value
        for spot in spots
        if (states := spot.num.states).startswith("T5/") and states.endswith("/本年支出合计")
    }
    items = [value for code, value in column.items() if len(code) == 7]
    assert 0 < abs(column["合计"] - sum(items)) <= (len(items) + 1) * Decimal("0.005")


def test_a_seeded_error_stands_where_its_slip_says() -> None:
    draft = generate(2, 3, "shanghai", slips=12)
    right = {spot.num.states: spot.num.text for spot in spots_of(generate(2, 3, "shanghai"))}
    assert len(draft.slips) == 12
    assert {slip.row is None for slip in draft.slips} == {True, False}
    for slip in draft.slips:
        block = draft.blocks[slip.block]
        if isinstance(block, Para):
            num = block.parts[slip.column]
        else:
            assert isinstance(block, Fragment)
            assert slip.row is not None
            num = block.rows[slip.row][slip.column]
        assert isinstance(num, Num)
        assert (num.text, num.states) == (slip.wrong, slip.states)
        assert right[slip.states] == slip.right != slip.wrong
