"""What a reviewer wrote is never lost: not by the program, not by a second one, not by a hand edit."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
import tomli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.annotation import STATUSES, Annotation
from checks.annotations import AnnotationError, Annotations, places

NOON = datetime(2024, 9, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "reports").mkdir()
    return tmp_path / "reports" / "report.md"


def beside(report: Path) -> Path:
    return report.with_name("report.md.review.toml")


def test_a_judgement_is_a_table_in_a_file_beside_the_report(report: Path) -> None:
    judged = Annotation(
        "0a1b", status="confirmed", note="已核", reviewer="李", time=NOON, stated="81.11", expected="81.12"
    )
    Annotations(report).put(judged)
    assert tomli.loads(beside(report).read_text(encoding="utf-8")) == {
        "schema": 1,
        "report": "report.md",
        "finding": {
            "0a1b": {
                "status": "confirmed",
                "note": "已核",
                "reviewer": "李",
                "time": NOON,
                "stated": "81.11",
                "expected": "81.12",
            }
        },
    }
    assert list(Annotations(report)) == [judged]


def test_a_hand_edit_survives_with_its_comments(report: Path) -> None:
    Annotations(report).put(Annotation("0a1b", status="query", time=NOON))
    text = beside(report).read_text(encoding="utf-8")
    text = (
        "# 第二轮审核\n"
        + text.replace('status = "query"', 'status = "query"  # 问过财务科\nticket = 17')
        + "\n# 完\n"
    )
    beside(report).write_text(text, encoding="utf-8")

    annotations = Annotations(report)
    annotations.put(Annotation("0a1b", status="fixed", time=NOON + timedelta(hours=1)))
    annotations.put(Annotation("T5/2210201/合计", on="figure", note="印刷不清", time=NOON))

    after = beside(report).read_text(encoding="utf-8")
    for kept in ("# 第二轮审核", "# 问过财务科", "ticket = 17", "# 完"):
        assert kept in after
    data = tomli.loads(after)
    assert data["finding"]["0a1b"]["status"] == "fixed"
    assert data["figure"]["T5/2210201/合计"]["note"] == "印刷不清"


def test_a_file_that_changed_meanwhile_is_merged(report: Path) -> None:
    mine, theirs = Annotations(report), Annotations(report)
    theirs.put(Annotation("aaaa", status="confirmed", reviewer="王", time=NOON))
    mine.put(Annotation("bbbb", status="dismissed", reviewer="李", time=NOON))
    assert {a.id: a.reviewer for a in Annotations(report)} == {"aaaa": "王", "bbbb": "李"}
    assert mine.get("finding", "aaaa") is not None


def test_of_two_judgements_on_one_finding_the_newer_is_kept(report: Path) -> None:
    mine, theirs = Annotations(report), Annotations(report)
    theirs.put(Annotation("aaaa", status="confirmed", time=NOON + timedelta(minutes=1)))
    mine.put(Annotation("aaaa", status="dismissed", time=NOON))
    assert Annotations(report).get("finding", "aaaa").status == "confirmed"  # type: ignore[union-attr]
    mine.put(Annotation("aaaa", status="dismissed", time=NOON + timedelta(minutes=2)))
    assert Annotations(report).get("finding", "aaaa").status == "dismissed"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"schema = 1\n[finding.aaaa\n", "corrupt"),
        ("结论".encode("gb18030"), "encoding"),
        (b'title = "shopping"\n', "foreign"),
        (b"schema = 1\nfinding = 3\n", "foreign"),
        (b"schema = 99\n", "newer"),
    ],
)
def test_a_file_that_is_not_ours_is_left_alone(report: Path, content: bytes, key: str) -> None:
    beside(report).write_bytes(content)
    annotations = Annotations(report)
    annotations.put(Annotation("aaaa", status="confirmed", time=NOON))

    assert beside(report).read_bytes() == content
    assert [t.key for t in annotations.troubles] == [key]
    assert annotations.path.parent == report.parent
    assert Annotations(report).get("finding", "aaaa") is not None


def test_what_is_no_file_is_left_alone(report: Path) -> None:
    os.mkfifo(beside(report))
    Annotations(report).put(Annotation("aaaa", status="query", time=NOON))
    assert beside(report).is_fifo()
    assert Annotations(report).get("finding", "aaaa") is not None


def test_when_the_file_is_mended_both_are_read(report: Path) -> None:
    beside(report).write_text("schema = 1\n[finding.aaaa\n", encoding="utf-8")
    Annotations(report).put(Annotation("bbbb", status="confirmed", time=NOON))
    beside(report).write_text('schema = 1\n[finding.aaaa]\nstatus = "query"\n', encoding="utf-8")
    assert {a.id for a in Annotations(report)} == {"aaaa", "bbbb"}


def test_what_was_read_stays_while_the_file_cannot_be_read(report: Path) -> None:
    Annotations(report).put(Annotation("aaaa", status="confirmed", time=NOON))
    mine, whole = Annotations(report), beside(report).read_text(encoding="utf-8")
    assert not mine.stale
    beside(report).write_text(whole + "[finding.", encoding="utf-8")
    assert mine.stale
    mine.refresh()
    assert [a.id for a in mine] == ["aaaa"] and not mine.stale
    mine.put(Annotation("bbbb", status="query", time=NOON))
    beside(report).write_text(whole.replace("confirmed", "dismissed"), encoding="utf-8")
    mine.refresh()
    assert {(a.id, a.status) for a in mine} == {("aaaa", "dismissed"), ("bbbb", "query")}


def test_a_file_made_read_only_is_respected(report: Path) -> None:
    Annotations(report).put(Annotation("aaaa", status="confirmed", time=NOON))
    beside(report).chmod(0o444)
    before = beside(report).read_bytes()
    annotations = Annotations(report)
    annotations.put(Annotation("bbbb", status="query", time=NOON))
    assert beside(report).read_bytes() == before
    assert [t.key for t in annotations.troubles] == ["refused"]
    assert {a.id for a in Annotations(report)} == {"aaaa", "bbbb"}


def test_a_folder_that_takes_no_file_sends_judgements_to_the_state_folder(
    report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = report.parent

    def full(path: Path, *args: object, **kwargs: object) -> object:
        if path.parent == locked and path.name.endswith(".tmp"):
            raise OSError(30, "Read-only file system")
        return opened(path, *args, **kwargs)  # type: ignore[arg-type]

    opened = Path.open
    monkeypatch.setattr(Path, "open", full)
    annotations = Annotations(report)
    annotations.put(Annotation("aaaa", status="query", time=NOON))
    assert annotations.path == places(report)[2]
    assert [t.reason for t in annotations.troubles] == ["EROFS"] * 2
    assert Annotations(report).get("finding", "aaaa") is not None


def test_a_judgement_that_no_place_takes_is_held_and_saved_with_the_next(
    report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    annotations = Annotations(report)
    with monkeypatch.context() as broken:
        broken.setattr("checks.safe_file.os.fsync", _no_space)
        with pytest.raises(AnnotationError) as refused:
            annotations.put(Annotation("aaaa", status="query", time=NOON))
    assert len(refused.value.troubles) == 3
    assert not [p for p in report.parent.iterdir() if p.name.endswith(".tmp")]
    assert annotations.get("finding", "aaaa") is not None

    annotations.put(Annotation("bbbb", status="confirmed", time=NOON))
    assert {a.id for a in Annotations(report)} == {"aaaa", "bbbb"}


def _no_space(_: int) -> None:
    raise OSError(28, "No space left on device")


def test_mode_and_link_of_the_file_stay(report: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.toml"
    real.write_text("", encoding="utf-8")
    real.chmod(0o640)
    beside(report).symlink_to(real)
    Annotations(report).put(Annotation("aaaa", status="query", time=NOON))
    assert beside(report).is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert "aaaa" in real.read_text(encoding="utf-8")


def _judge_many(report: str, reviewer: str) -> None:
    annotations = Annotations(Path(report))
    for n in range(12):
        annotations.put(Annotation(f"{reviewer}{n:02}", status="confirmed", reviewer=reviewer, time=NOON))


def test_two_reviewers_at_once_lose_nothing(report: Path) -> None:
    context = get_context("spawn")
    both = [context.Process(target=_judge_many, args=(str(report), name)) for name in ("a", "b")]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert sorted(a.id for a in Annotations(report)) == sorted(f"{r}{n:02}" for r in "ab" for n in range(12))


def test_entries_written_by_hand_are_taken_as_they_are(report: Path) -> None:
    beside(report).write_text(
        'schema = 1\n[finding.aaaa]\nstatus = " Confirmed "\n[finding.bbbb]\nstatus = "done"\n'
        "time = 2024-09-02T12:00:00\n[finding.cccc]\n",
        encoding="utf-8",
    )
    found = {a.id: a for a in Annotations(report)}
    assert [found[id].status for id in ("aaaa", "bbbb", "cccc")] == ["confirmed", "open", "open"]
    assert found["bbbb"].time is not None and found["bbbb"].time.tzinfo is not None


texts = st.text(max_size=30)
ids = st.text(min_size=1, max_size=12)
annotations_ = st.builds(
    Annotation,
    id=ids,
    on=st.sampled_from(["finding", "figure"]),
    status=st.sampled_from(STATUSES),
    note=texts,
    reviewer=texts,
    time=st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2030, 1, 1)).map(
        lambda t: t.replace(tzinfo=UTC, microsecond=0)
    ),
    subject=texts,
).filter(lambda annotation: not annotation.blank)


def unified(annotation: Annotation) -> Annotation:
    """A carriage return comes back as a line feed."""
    texts = {name: getattr(annotation, name) for name in ("note", "reviewer", "subject")}
    return replace(annotation, **{name: re.sub("\r\n?", "\n", text) for name, text in texts.items()})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=st.lists(annotations_, max_size=6))
def test_any_text_comes_back_as_it_was(report: Path, made: list[Annotation]) -> None:
    beside(report).unlink(missing_ok=True)
    annotations = Annotations(report)
    expected: dict[tuple[str, str], Annotation] = {}
    for annotation in made:
        annotations.put(annotation)
        known = expected.get(annotation.key)
        if known is None or not known.newer_than(annotation):
            expected[annotation.key] = annotation
    assert {a.key: unified(a) for a in Annotations(report)} == {k: unified(a) for k, a in expected.items()}
    assert not annotations.troubles
