"""One digit changed in a sample: noticed, suspected, restored, as often as a reviewer may expect.

Few trials, always the same; `python -m tests.bench seeding` makes more, on more reports.
"""

from __future__ import annotations

from random import Random

import pytest

from checks.reading import read
from checks.relations.rulebook import load_rules
from tests.bench.seeding import Tally, audited, changed_digit, seed, with_text
from tests.conftest import ROOT

SAMPLE = ROOT / "sample_reports" / "qingyu-2019.md"


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    return seed(read(SAMPLE), load_rules(()), 40, Random(20), ("tables", "amounts"))


def test_an_error_in_a_table_is_noticed_suspected_and_restored(tallies: dict[str, Tally]) -> None:
    tally = tallies["tables"]
    assert len(tally.outcomes) >= 38
    assert tally.share("noticed") >= 96
    assert tally.share("suspected") >= 90
    assert tally.share("restored") >= 80
    assert tally.few >= 96


def test_an_error_in_an_amount_of_the_text_is_noticed_and_suspected(tallies: dict[str, Tally]) -> None:
    tally = tallies["amounts"]
    assert len(tally.outcomes) >= 38
    assert tally.share("noticed") >= 95
    assert tally.share("suspected") >= 85


def test_a_seeded_document_differs_in_one_figure_only() -> None:
    document, book, random = read(SAMPLE), load_rules(()), Random(3)
    before = audited(document, book).report.figures
    for figure in random.sample(before, 8):
        wrong = changed_digit(figure, random)
        if wrong is None:
            continue
        after = audited(with_text(document, before, figure, wrong), book).report.figures
        assert [f.text for f in after] == [wrong if f is figure else f.text for f in before]
