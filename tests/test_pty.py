"""The installed command in a real pseudo-terminal: from start to a judgement in the TOML file, and back."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import struct
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyte
import pytest
import tomli

from tests.conftest import ROOT

PATIENCE = 20.0
"""Seconds before a screen that does not come is a failure."""


class Terminal:
    """A program in a pseudo-terminal, its screen as pyte draws it."""

    def __init__(self, words: list[str], environment: dict[str, str], columns: int, rows: int) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.written = b""
        self.process, self._side = pty.fork()
        if self.process == 0:
            os.execve(words[0], words, environment)
        fcntl.ioctl(self._side, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    @property
    def text(self) -> str:
        """As drawn; half a wide character that something else was drawn over is nothing."""
        columns, rows = range(self.screen.columns), range(self.screen.lines)
        return "\n".join("".join(self.screen.buffer[row][column].data for column in columns) for row in rows)

    def press(self, keys: str) -> None:
        os.write(self._side, keys.encode())

    def wait_for(self, *words: str) -> str:
        """The screen, as soon as it shows all these words; wide characters are followed by nothing."""
        end = time.monotonic() + PATIENCE
        while not all(word in self.text.replace(" ", "") for word in words):
            assert time.monotonic() < end, f"no {words} on\n{self.text}"
            self._draw(0.1)
        return self.text

    def exit_code(self) -> int:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self._draw(0.05)
            done, status = os.waitpid(self.process, os.WNOHANG)
            if done:
                while self._draw(0):  # its last words
                    pass
                return os.waitstatus_to_exitcode(status)
        raise AssertionError(f"still running:\n{self.text}")

    def _draw(self, patience: float) -> bool:
        """Take what the program wrote; whether it did."""
        ready, _, _ = select.select([self._side], [], [], patience)
        if ready:
            try:
                written = os.read(self._side, 65536)
                self.written += written
                self._stream.feed(written)
            except OSError:  # the program has closed its side
                time.sleep(patience)
                return False
        return bool(ready)


@contextmanager
def gouji(*words: str, folder: Path, columns: int = 120, rows: int = 40) -> Iterator[Terminal]:
    installed = Path(sys.executable).with_name("gouji")
    assert installed.is_file(), "the command is not installed: pip install -e ."
    environment = os.environ | {
        "TERM": "xterm-256color",
        "LC_ALL": "zh_CN.UTF-8",
        "GOUJI_REVIEWER": "李审",
        "XDG_STATE_HOME": str(folder / "state"),
        "XDG_CONFIG_HOME": str(folder / "config"),
    }
    terminal = Terminal([str(installed), *words], environment, columns, rows)
    try:
        yield terminal
    finally:
        try:
            os.kill(terminal.process, 9)
            os.waitpid(terminal.process, 0)
        except (ProcessLookupError, ChildProcessError):
            pass


@pytest.mark.parametrize(("columns", "rows"), [(120, 40), (80, 24)])
def test_a_reviewer_confirms_the_first_break_and_finds_it_again(
    tmp_path: Path, columns: int, rows: int
) -> None:
    report = tmp_path / "qingyu-2019.md"
    shutil.copy(ROOT / "sample_reports" / "qingyu-2019.md", report)
    kept = tmp_path / "qingyu-2019.md.review.toml"

    with gouji(str(report), folder=tmp_path, columns=columns, rows=rows) as terminal:
        terminal.wait_for("✗")
        terminal.press("]")
        terminal.wait_for("待核")
        terminal.press("c")
        terminal.wait_for("属实")
        terminal.press("q")
        assert terminal.exit_code() == 0

    judged = tomli.loads(kept.read_text(encoding="utf-8"))["finding"]
    ((_, entry),) = judged.items()
    assert entry["status"] == "confirmed"
    assert entry["reviewer"] == "李审"
    assert entry["stated"] != entry["expected"]

    with gouji(str(report), folder=tmp_path, columns=columns, rows=rows) as terminal:
        terminal.wait_for("属实")
        terminal.press("q")
        assert terminal.exit_code() == 0


@pytest.mark.parametrize("debug", [False, True])
def test_when_the_screens_fail_one_line_says_so_and_judgements_are_kept(tmp_path: Path, debug: bool) -> None:
    report = tmp_path / "qingyu-2019.md"
    shutil.copy(ROOT / "sample_reports" / "qingyu-2019.md", report)
    failing = (
        "import sys; from tui.cli import main; from tui.screens.going import Going\n"
        "def fail(self, finding='机密'): raise RuntimeError('no way')\n"
        "Going.action_back = fail\n"
        "sys.exit(main())"
    )
    environment = os.environ | {"LC_ALL": "zh_CN.UTF-8", "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
    environment |= {"GOUJI_DEBUG": "1"} if debug else {}
    terminal = Terminal([sys.executable, "-c", failing, str(report)], environment, 200, 60)
    terminal.wait_for("待核")
    terminal.press("c")
    terminal.wait_for("属实")
    terminal.press("\x7f")
    assert terminal.exit_code() == 2
    said = terminal.written.decode()
    if debug:
        assert "Traceback" in said
    else:
        assert "程序内部错误（RuntimeError: no way），审核界面已关闭；判断在作出时即已保存。" in said
        assert "Traceback" not in said and "机密" not in said
    assert "confirmed" in report.with_name("qingyu-2019.md.review.toml").read_text(encoding="utf-8")


def test_the_list_of_findings_is_coloured_on_a_terminal_unless_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = str(ROOT / "sample_reports" / "qingyu-2019.md")
    for variable, coloured in (("", True), ("NO_COLOR", False)):
        if variable:
            monkeypatch.setenv(variable, "1")
        with gouji("check", report, folder=tmp_path, rows=400) as terminal:
            assert terminal.exit_code() == 1
            colours = {cell.fg for row in terminal.screen.buffer.values() for cell in row.values()}
            assert (colours != {"default"}) is coloured
            assert "81.11" in terminal.text


def test_a_judgement_that_no_place_takes_is_printed_at_the_end(tmp_path: Path) -> None:
    report = tmp_path / "qingyu-2019.md"
    shutil.copy(ROOT / "sample_reports" / "qingyu-2019.md", report)
    for taken in ("qingyu-2019.md.review.toml", "qingyu-2019.md.review-2.toml"):
        (tmp_path / taken).mkdir()
    (tmp_path / "state").write_text("no folder", encoding="utf-8")

    with gouji(str(report), folder=tmp_path) as terminal:
        terminal.wait_for("✗", "待核")
        terminal.press("c")
        terminal.wait_for("1条判断未存盘")
        terminal.press("q")
        terminal.wait_for("退出就会丢失")
        terminal.press("j\r")
        assert terminal.exit_code() == 2
        assert 'status="confirmed"' in terminal.text.replace(" ", "")
