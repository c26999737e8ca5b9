"""The screen stands before the report is read; what cannot be read is said in one line."""

from __future__ import annotations

import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from subprocess import run

import pytest

from checks.review import Review
from checks.texts import Texts
from tests.tui import fake
from tests.tui.fake import FakeSource
from tests.tui.picture import screen_text
from tests.tui.waiting import audited
from tui.app import ReviewApp
from tui.loading import Source
from tui.screens.review import ReviewScreen

GO = threading.Event()


@dataclass(frozen=True, slots=True)
class SlowSource(FakeSource):
    """Reads a page, waits until it may go on, then reads the rest."""

    def review(self, texts: Texts, progress: object) -> Review:
        assert callable(progress)
        progress(1, 3)
        GO.wait(10)
        progress(2, 3)
        return fake.review(self.paths[0].parent, texts.lang)


@dataclass(frozen=True, slots=True)
class BadSource(FakeSource):
    def review(self, texts: Texts, progress: object) -> Review:
        from checks.reading import ReadError

        raise ReadError("empty", self.paths[0])


@pytest.fixture(autouse=True)
def not_yet() -> None:
    GO.clear()


def test_nothing_of_the_engine_is_imported_before_the_first_paint() -> None:
    program = (
        "import sys, tui.cli, tui.app, tui.screens.review, tui.driver;"
        "heavy = ('polars', 'lark', 'checks.report', 'checks.relations', 'checks.reading', 'tomlkit');"
        "sys.exit(', '.join(sorted(m for m in sys.modules if m.startswith(heavy))) or 0)"
    )
    done = run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


async def test_the_panes_stand_while_the_report_is_read_and_progress_is_said(tmp_path: Path) -> None:
    app = ReviewApp([SlowSource((tmp_path / "report.md",))], Texts("zh"))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "report.md" in screen_text(app) and "目录" in screen_text(app)
        await pilot.press("c", "enter", "right_square_bracket", "slash", "r", "e", "t", "1", "tab")
        await pilot.pause(0.7)
        assert "正在读取 report.md：1/3" in screen_text(app)
        GO.set()
        screen = await audited(pilot)
        assert "正在读取" not in screen_text(app)
        assert screen.review.progress().judged == 0


async def test_quitting_does_not_wait_for_the_audit(tmp_path: Path) -> None:
    app = ReviewApp([SlowSource((tmp_path / "report.md",))], Texts("zh"))
    async with app.run_test() as pilot:
        await pilot.press("ctrl+c")
    assert app.return_code == 0
    GO.set()


async def test_the_only_report_that_cannot_be_read_ends_the_program_with_its_reason(tmp_path: Path) -> None:
    app = ReviewApp([BadSource((tmp_path / "report.md",))], Texts("zh"))
    async with app.run_test() as pilot:
        for _ in range(50):
            await pilot.pause(0.02)
    assert app.return_code == 2
    assert app.complaint == f"{tmp_path / 'report.md'}：文件是空的。请重新下载或导出。"


async def test_several_reports_are_a_list_and_each_is_read_when_it_is_opened(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
    sources: list[Source] = [
        FakeSource((tmp_path / "a" / "one.md",)),
        BadSource((tmp_path / "b" / "two.md",)),
        FakeSource((tmp_path / "c" / "three.md",)),
    ]
    app = ReviewApp(sources, Texts("zh"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = screen_text(app)
        assert "one.md" in shown and shown.count("未打开") == 3
        await pilot.press("enter")
        await audited(pilot)
        await pilot.press("c", "escape")
        await pilot.pause()
        shown = screen_text(app)
        assert "已判断 1/2" in shown and shown.count("未打开") == 2
        await pilot.press("down", "enter")
        for _ in range(50):
            await pilot.pause(0.02)
            if not isinstance(app.screen, ReviewScreen):
                break
        await pilot.pause()
        shown = "".join(screen_text(app).split())
        assert "读不了" in shown and "文件是空的。请重新下载或导出。" in shown
        await pilot.press("up", "enter")
        assert (await audited(pilot)).review.progress().judged == 1
