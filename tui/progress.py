"""How far a reading has come, on stderr: one line that replaces itself, only for a person who waits."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from checks.output.plain import clean
from checks.texts import Texts

PATIENCE = 0.5
"""Seconds before anything is said."""
_PAUSE = 0.1


class ReadingProgress:
    """Told the parts done and in all; silent on a pipe, and for a reading that is done at once."""

    def __init__(self, path: Path, texts: Texts) -> None:
        self._name = clean(path.name)
        self._texts = texts
        self._next = time.monotonic() + PATIENCE if sys.stderr.isatty() else float("inf")
        self._shown = False

    def __call__(self, done: int, total: int, /) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _PAUSE
            self._shown = True
            line = self._texts("cli.reading", path=self._name, done=done, total=total)
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()

    def close(self) -> None:
        """Take the line away again."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
