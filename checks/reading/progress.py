"""How far a reading has come, told to whoever waits for it; the way to interrupt it, too."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Protocol

from checks.reading.limits import Limits


class Progress(Protocol):
    """Called from time to time with the parts done and the parts in all (pages, sheets, lines), for each
    of several files anew. Whatever it raises ends the reading and passes through."""

    def __call__(self, done: int, total: int, /) -> None: ...


def timed(path: Path, limits: Limits, progress: Progress | None) -> Progress:
    """A Progress that passes each call on, and refuses the file once `limits.seconds` are over."""
    end = time.monotonic() + limits.seconds

    def tick(done: int, total: int, /) -> None:
        if time.monotonic() > end:
            raise limits.refusal("seconds", path)
        if progress is not None:
            progress(done, total)

    return tick
