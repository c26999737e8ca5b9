"""Reading ahead gives what reading in turn gives, and one bad file costs no other."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from checks.reading import Document, ReadError, read
from tui.ahead import Ahead, InTurn, ReaderFailed, reading

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="readers are forked on Linux only")


@pytest.fixture
def reports(tmp_path: Path) -> list[tuple[str, ...]]:
    """Nine reports, each with a number of its own."""
    paths = [tmp_path / f"{n}.md" for n in range(9)]
    for n, path in enumerate(paths):
        path.write_text(f"支出决算为{n}万元。\n", encoding="utf-8")
    return [(str(path),) for path in paths]


def silent(done: int, total: int, /) -> None:
    """Nobody waits."""


def test_reports_come_in_their_order(reports: list[tuple[str, ...]]) -> None:
    ahead, in_turn = Ahead(reports), InTurn(reports)
    for n in range(len(reports)):
        assert ahead.document(n, silent)[0] == in_turn.document(n, silent)[0]


def test_a_file_that_cannot_be_read_is_refused_when_its_turn_comes(reports: list[tuple[str, ...]]) -> None:
    Path(reports[1][0]).unlink()
    ahead = Ahead(reports)
    assert isinstance(ahead.document(0, silent)[0], Document)
    with pytest.raises(ReadError) as refused:
        ahead.document(1, silent)
    assert (refused.value.key, str(refused.value.path)) == ("missing", reports[1][0])
    assert isinstance(ahead.document(2, silent)[0], Document)


@pytest.mark.parametrize("death", [lambda: os._exit(9), lambda: 1 / 0])
def test_what_kills_a_reader_kills_nothing_else(
    reports: list[tuple[str, ...]], death: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = os.getpid()

    def fatal(path: str, **words: object) -> Document:
        if path.endswith("0.md") and os.getpid() != parent:
            death()  # type: ignore[operator]
        return read(path)

    monkeypatch.setattr("tui.ahead.read", fatal)
    ahead = Ahead(reports)
    with pytest.raises(ReaderFailed):
        ahead.document(0, silent)
    for n in range(1, len(reports)):
        assert f"{n}万元" in next(ahead.document(n, silent)[0].paragraphs()).text


def test_progress_comes_through(reports: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(path: str, *, progress: object) -> Document:
        progress(3, 7)  # type: ignore[operator]
        return read(path)

    monkeypatch.setattr("tui.ahead.read", slow)
    heard: list[tuple[int, int]] = []
    Ahead(reports).document(0, lambda done, total: heard.append((done, total)))
    assert heard == [(3, 7)]


def test_one_small_report_is_read_here(reports: list[tuple[str, ...]]) -> None:
    assert isinstance(reading(reports[:1]), InTurn)
    assert isinstance(reading(reports), Ahead)
