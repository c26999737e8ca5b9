"""The course of a review: what comes next, what a judgement keeps, what undo takes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import tomli

from checks.annotation import Annotation
from checks.annotations import Annotations
from checks.figure_keys import figure_keys
from checks.review import Filter, Part, Review, reviewer_name
from checks.texts import Texts
from tests.output.audits import BROKEN, MISSING, TAILED, small_audit


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "report.md"


def review_of(path: Path, stated: str = "81.11", reviewer: str = "李") -> Review:
    """A review whose clock goes on by a minute a judgement."""
    now = datetime(2024, 9, 2, 12, 0, tzinfo=UTC)

    def clock() -> datetime:
        nonlocal now
        now += timedelta(minutes=1)
        return now

    return Review(small_audit(path, stated), Annotations(path), Texts("zh"), reviewer, clock)


def test_a_judgement_keeps_what_the_finding_said(path: Path) -> None:
    review_of(path).judge(BROKEN, "confirmed", "与财务科核对过")
    kept = review_of(path).annotation(BROKEN)
    assert kept is not None
    assert (kept.status, kept.note, kept.reviewer) == ("confirmed", "与财务科核对过", "李")
    assert (kept.rule, kept.stated, kept.expected) == ("N106", "81.11", "81.12")
    assert "住房公积金" in kept.message


def test_a_new_status_keeps_the_note_and_a_note_keeps_the_status(path: Path) -> None:
    review = review_of(path)
    review.note(BROKEN, "看不清")
    review.judge(BROKEN, "query")
    review.note(BROKEN, "看清了")
    kept = review.annotation(BROKEN)
    assert kept is not None and (kept.status, kept.note) == ("query", "看清了")


def test_a_judgement_on_another_report_is_refused(path: Path) -> None:
    with pytest.raises(KeyError):
        review_of(path).judge("ffffffffffff", "confirmed")


def test_a_re_issued_report_that_says_something_else_is_seen(path: Path) -> None:
    review_of(path, stated="81.11").judge(BROKEN, "confirmed")
    again, moved = review_of(path, stated="81.11"), review_of(path, stated="81.10")
    assert not again.changed(again.audit.findings[0])
    assert moved.changed(moved.audit.findings[0])
    assert moved.status(BROKEN) == "confirmed"


def test_a_judgement_whose_finding_is_gone_stays_in_the_file(path: Path) -> None:
    review_of(path).judge(BROKEN, "confirmed")
    corrected = review_of(path, stated="81.12")
    assert [annotation.id for annotation in corrected.gone()] == [BROKEN]
    corrected.judge(TAILED, "dismissed")
    assert review_of(path).status(BROKEN) == "confirmed"


def test_steps_go_round_and_pass_over_what_is_judged(path: Path) -> None:
    review = review_of(path)
    order = [finding.id for finding in review.findings]
    assert order == [BROKEN, MISSING, TAILED]
    assert [review.step(id).id for id in order] == [MISSING, TAILED, BROKEN]  # type: ignore[union-attr]
    assert [review.step(id, -1).id for id in order] == [TAILED, BROKEN, MISSING]  # type: ignore[union-attr]
    assert (review.step(None).id, review.step(None, -1).id) == (BROKEN, TAILED)  # type: ignore[union-attr]

    review.judge(MISSING, "dismissed")
    assert review.step(BROKEN, open_only=True).id == TAILED  # type: ignore[union-attr]
    for id in (BROKEN, TAILED):
        review.judge(id, "confirmed")
    assert review.step(BROKEN, open_only=True) is None


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        (Filter(severities=frozenset({"warning"})), [BROKEN]),
        (Filter(verdicts=frozenset({"tail", "unchecked"})), [MISSING, TAILED]),
        (Filter(rules=("N", "H1")), [BROKEN, TAILED]),
        (Filter(parts=frozenset({Part(section=0)})), [BROKEN]),
        (Filter(statuses=frozenset({"query"})), [TAILED]),
        (Filter(text="住房公积金"), [BROKEN]),
    ],
)
def test_a_filter_lets_through_what_it_asks_for(path: Path, asked: Filter, kept: list[str]) -> None:
    review = review_of(path)
    review.judge(TAILED, "query")
    review.filter = asked
    assert [finding.id for finding in review.findings] == kept


def test_undo_and_redo_are_saved_like_judgements(path: Path) -> None:
    review = review_of(path)
    review.judge(BROKEN, "query", "一")
    review.judge(BROKEN, "confirmed", "二")
    review.undo()
    assert review_of(path).annotation(BROKEN).note == "一"  # type: ignore[union-attr]
    review.undo()
    assert review_of(path).status(BROKEN) == "open"
    assert review.undo() is None
    review.redo()
    review.redo()
    assert review_of(path).annotation(BROKEN).note == "二"  # type: ignore[union-attr]
    assert review.redo() is None


def test_undo_does_not_take_back_what_somebody_else_wrote_since(path: Path) -> None:
    mine, theirs = review_of(path), review_of(path, reviewer="王")
    mine.judge(BROKEN, "query")
    theirs.judge(TAILED, "dismissed")  # a minute on his clock
    theirs.judge(BROKEN, "confirmed")
    mine.judge(MISSING, "dismissed")
    mine.undo()
    mine.undo()
    assert review_of(path).status(BROKEN) == "confirmed"


def test_a_judgement_is_later_than_the_one_it_replaces(path: Path) -> None:
    """The other reviewer's clock is a year ahead."""
    ahead = datetime(2025, 9, 2, tzinfo=UTC)
    Annotations(path).put(Annotation(BROKEN, status="query", reviewer="王", time=ahead))
    review_of(path).judge(BROKEN, "confirmed")
    assert review_of(path).status(BROKEN) == "confirmed"


def test_counts_by_part_and_in_all(path: Path) -> None:
    review = review_of(path)
    review.judge(BROKEN, "confirmed")
    review.judge(next(f.id for f in review.findings if f.verdict == "tail"), "dismissed")
    parts = review.by_part()
    assert parts[Part(section=0)].breaks == parts[Part(section=0)].judged == 1
    assert (parts[Part(table="T5")].tails, parts[Part(table="T5")].judged) == (1, 0)
    assert parts[Part(table="T6")].unresolved == 1
    whole = review.progress()
    assert (whole.total, whole.to_judge, whole.judged, whole.statuses["confirmed"]) == (3, 2, 1, 1)


def test_any_figure_takes_a_note_that_finds_it_again(path: Path) -> None:
    review = review_of(path)
    review.annotate(2, "与预算批复一致")
    review.annotate(3, "正文")
    again = review_of(path)
    assert again.figure_annotation(2).note == "与预算批复一致"  # type: ignore[union-attr]
    assert again.figure_annotation(3).note == "正文"  # type: ignore[union-attr]
    assert again.figure_annotation(0) is None


def test_figure_keys_hold_no_values(path: Path) -> None:
    keys = figure_keys(small_audit(path, "81.11").report)
    assert keys[1] == "T5/2210201/合计"
    assert keys == figure_keys(small_audit(path, "81.10").report)


def test_the_reviewer_is_asked_then_set_then_logged_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_REVIEWER", "王")
    monkeypatch.setenv("LOGNAME", "zhao")
    assert reviewer_name("李") == "李"
    assert reviewer_name() == "王"
    monkeypatch.delenv("GOUJI_REVIEWER")
    assert reviewer_name() == "zhao"


def test_what_was_taken_back_leaves_nothing_in_the_file(path: Path) -> None:
    review = review_of(path)
    kept = path.with_name(f"{path.name}.review.toml")
    first, second = (finding.id for finding in review.findings[:2])
    review.judge(first, "confirmed")
    alone = kept.read_text(encoding="utf-8")
    review.judge(second, "query")
    review.undo()
    assert tomli.loads(kept.read_text(encoding="utf-8")) == tomli.loads(alone)
    assert review.redo() is not None and review_of(path).status(second) == "query"
    review.judge(second, "open")
    assert list(tomli.loads(kept.read_text(encoding="utf-8"))["finding"]) == [first]
    said = kept.read_text(encoding="utf-8").replace('"confirmed"', '"confirmed"  # 当面问过')
    kept.write_text(said, encoding="utf-8")
    review.judge(first, "open")
    assert "# 当面问过" in kept.read_text(encoding="utf-8")  # a person's own words stay


def test_an_older_judgement_elsewhere_does_not_come_back(path: Path) -> None:
    first = review_of(path).findings[0].id
    kept = path.with_name(f"{path.name}.review.toml")
    kept.mkdir()
    review_of(path).judge(first, "confirmed")  # goes to the second name
    kept.rmdir()
    review_of(path).judge(first, "open")
    assert review_of(path).status(first) == "open"
