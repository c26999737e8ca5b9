"""A report's files → its Review, in a thread of its own, so that the screen stands before the engine is
even imported.

Goes out, to the screen that waits: Progressed while it reads, then Loaded or Refused. Knows no widget.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from checks.texts import Texts
from tui.inputs import explained

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from checks.reading import Progress
    from checks.review import Review


@dataclass(frozen=True, slots=True)
class Source:
    """One report: its file, or the files it is made of; the rules to add; who reviews it."""

    paths: tuple[Path, ...]
    rules: tuple[Path, ...] = ()
    reviewer: str | None = None

    @property
    def name(self) -> str:
        return " + ".join(path.name for path in self.paths)

    def review(self, texts: Texts, progress: Progress) -> Review:
        """Audit it. Raises ReadError, RuleError."""
        from checks.door import audit
        from checks.review import Review

        first, *more = self.paths
        return Review.open(audit(first, *more, rules=self.rules, progress=progress), texts, self.reviewer)


class Progressed(Message):
    def __init__(self, source: Source, done: int, total: int) -> None:
        super().__init__()
        self.source, self.done, self.total = source, done, total

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, Progressed)


class Loaded(Message):
    def __init__(self, source: Source, review: Review) -> None:
        super().__init__()
        self.source, self.review = source, review


class Refused(Message):
    """The report cannot be reviewed: one sentence says why."""

    def __init__(self, source: Source, sentence: str) -> None:
        super().__init__()
        self.source, self.sentence = source, sentence


class _Interrupted(Exception):
    """Nobody waits any more."""


class Loading(threading.Thread):
    """Dies with the program: an audit that nobody waits for must not keep it from quitting."""

    def __init__(self, source: Source, texts: Texts, waiting: MessagePump) -> None:
        super().__init__(name="gouji-loading", daemon=True)
        self._source, self._texts, self._waiting = source, texts, waiting
        self._stopped = threading.Event()

    def stop(self) -> None:
        self._stopped.set()

    def run(self) -> None:
        source = self._source
        try:
            with _no_collections():
                review = source.review(self._texts, self._tell)
        except _Interrupted:
            return
        except Exception as problem:
            self._post(Refused(source, explained(problem, source.name, self._texts)))
        else:
            self._post(Loaded(source, review))

    def _tell(self, done: int, total: int, /) -> None:
        if self._stopped.is_set():
            raise _Interrupted
        self._post(Progressed(self._source, done, total))

    def _post(self, message: Message) -> None:
        if not self._stopped.is_set():
            self._waiting.post_message(message)


@contextmanager
def _no_collections() -> Iterator[None]:
    """What an audit makes lives as long as the program: nothing of it is garbage, and looking for some
    would halt the keys for tens of milliseconds now and then, and quitting for hundreds."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
