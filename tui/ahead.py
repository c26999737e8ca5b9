"""Reports read ahead: paths go out to reader processes, Documents come in while this process audits.

A reader needs no frames and no rules, so it starts before the engine is imported, and reading, half of the
time a PDF takes, happens beside it. A reader that a hostile file kills takes no report with it but that one.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from checks.reading import Document, Progress, ReadError, read, read_as_one

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MOST_READERS = 4
LARGE = 250_000
"""Bytes: a single file below this is read before a reader would have started."""
_PAUSE = 0.1
"""Seconds between two words on how far a reading has come."""

Paths: TypeAlias = tuple[str, ...]
Read: TypeAlias = tuple[Document, float]  # and the seconds it took


class ReaderFailed(Exception):
    """A reader ended without a Document or a ReadError."""


class Reading(Protocol):
    def document(self, number: int, progress: Progress) -> Read:
        """The report of that number; asked for in their order. Raises ReadError, ReaderFailed."""
        ...


def reading(reports: Sequence[Paths]) -> Reading:
    """The way to read these reports that brings the first one soonest."""
    if sys.platform == "linux" and "GOUJI_DEBUG" not in os.environ:
        size = sum(path.stat().st_size for paths in reports for path in map(Path, paths) if path.is_file())
        if len(reports) > 1 or size > LARGE:
            return Ahead(reports)
    return InTurn(reports)


class InTurn:
    """Each report is read when it is asked for."""

    def __init__(self, reports: Sequence[Paths]) -> None:
        self._reports = reports

    def document(self, number: int, progress: Progress) -> Read:
        return _read(self._reports[number], progress)


class Ahead:
    """Reader k of n reads reports k, k + n, k + 2n …; a full pipe lets it wait."""

    def __init__(self, reports: Sequence[Paths]) -> None:
        from multiprocessing import get_context

        context = get_context("fork")
        count = min(len(reports), os.cpu_count() or 1, MOST_READERS)
        self._reports = reports
        self._readers: list[Connection | None] = []
        for k in range(count):
            here, there = context.Pipe(duplex=False)
            context.Process(target=_read_all, args=(reports[k::count], there), daemon=True).start()
            there.close()
            self._readers.append(here)

    def document(self, number: int, progress: Progress) -> Read:
        k = number % len(self._readers)
        reader = self._readers[k]
        if reader is None:
            return _read(self._reports[number], progress)
        try:
            while True:
                match reader.recv():
                    case int(done), int(total):
                        progress(done, total)
                    case Document() as document, float(seconds):
                        return document, seconds
                    case str(key), path, dict(details):
                        raise ReadError(key, path, **details)
                    case str(failure):
                        raise ReaderFailed(failure)
        except EOFError:
            self._readers[k] = None
            raise ReaderFailed(str(Path(self._reports[number][0]).name)) from None


def _read(paths: Paths, progress: Progress) -> Read:
    began = time.perf_counter()
    one = len(paths) == 1
    document = read(paths[0], progress=progress) if one else read_as_one(paths, progress=progress)
    return document, time.perf_counter() - began


def _read_all(reports: Sequence[Paths], out: Connection) -> None:
    """A reader's life. Interruption is for the process that shows something; a life this short needs no
    garbage collector."""
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    next_word = 0.0

    def progress(done: int, total: int, /) -> None:
        nonlocal next_word
        if time.monotonic() >= next_word:
            next_word = time.monotonic() + _PAUSE
            out.send((done, total))

    for paths in reports:
        try:
            out.send(_outcome(paths, progress))
        except OSError:  # nobody waits any more
            return


def _outcome(paths: Paths, progress: Progress) -> object:
    try:
        return _read(paths, progress)
    except ReadError as error:
        return error.key, error.path, error.details
    except Exception as error:
        return f"{type(error).__name__}: {error}"
