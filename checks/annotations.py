"""A reviewer's judgements on one report, kept in TOML beside it: `<report>.review.toml`.

Comes in: the path of a report, and judgements one at a time. Goes out: every judgement ever made on it,
by the id of its finding or the key of its figure. Before this module: `annotation_text`; after it:
`checks.review`, which decides what a judgement says.

The file is a person's as much as the program's: whatever else stands there (comments, keys, tables)
stays. A file that is not ours, or no longer TOML, is never touched: judgements then go to the next place,
and all places are read at the next start.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from checks.annotation import Annotation, Key, On
from checks.annotation_text import NotOurs, annotations_in, merged, opening
from checks.safe_file import rewrite
from checks.system_errors import system_error

if TYPE_CHECKING:
    from checks.texts import Texts

@dataclass(frozen=True, slots=True)
class Trouble:
    """Something about the files that the reviewer must know: `review.trouble.<key>` is its sentence, with
    the slots path and reason: the line that is no TOML, the newer schema, the name of a system error."""

    key: str
    path: Path
    reason: str = ""

    def explained(self, texts: Texts, then: str = "elsewhere") -> str:
        """then: what becomes of the judgements, a key of `review.then`."""
        slots = {"path": self.path, "reason": self.reason, "then": texts(f"review.then.{then}")}
        return texts.refusal(f"review.trouble.{self.key}", slots)


class AnnotationError(Exception):
    """No place took the judgement: `troubles` says why, place by place."""

    def __init__(self, troubles: Iterable[Trouble]) -> None:
        self.troubles = tuple(troubles)
        super().__init__("; ".join(f"{t.path}: {t.key} {t.reason}".rstrip() for t in self.troubles))


class Annotations:
    """All judgements on one report.

    Places, in the order they are tried: beside the report; beside it under a second name (when the first
    file is not ours to write); the user's state folder (when the report's folder cannot be written).
    """

    def __init__(self, report: Path, header: str = "") -> None:
        """Read every place. header: lines of comment that a new file begins with."""
        self._places = places(report)
        self._report = report.name
        self._header = header
        self._judgements: dict[Key, Annotation] = {}
        self._pending: dict[Key, Annotation] = {}
        self._read: dict[Path, list[Annotation]] = {}
        self.path = self._places[0]
        self.troubles: tuple[Trouble, ...] = ()
        self.refresh()

    def __iter__(self) -> Iterator[Annotation]:
        return iter(self._judgements.values())

    def __len__(self) -> int:
        return len(self._judgements)

    def get(self, on: On, id: str) -> Annotation | None:
        return self._judgements.get((on, id))

    def refresh(self) -> None:
        """Take in what stands in the files now; of two judgements on one thing the newer is kept. What was
        read of a file stays as long as it cannot be read: somebody is at work on it."""
        self._stamps = self._now()
        troubles = []
        for path in self._places:
            try:
                text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
                self._read[path] = annotations_in(text)
            except (NotOurs, OSError, UnicodeDecodeError) as problem:
                troubles.append(_trouble(problem, path))
        self._judgements = {}
        for read in self._read.values():
            self._take(read)
        self._take(self._pending.values())
        self.troubles = tuple(troubles)

    @property
    def stale(self) -> bool:
        """Whether a file is not the one that was read."""
        return self._now() != self._stamps

    def _now(self) -> tuple[tuple[int, int, int] | None, ...]:
        """Of each place what changes with its content."""
        return tuple(_stamp(path) for path in self._places)

    def put(self, annotation: Annotation) -> None:
        """Keep a judgement: it is on the disk when this returns, in the file `path` names.

        Raises AnnotationError when no place takes it; it is then held in memory (`unsaved`) and written
        together with the next one.
        """
        if annotation.blank and not self._kept_in(annotation.key):
            self._pending.pop(annotation.key, None)
            self._judgements.pop(annotation.key, None)
            return
        self._pending[annotation.key] = annotation
        self.save()

    def _kept_in(self, key: Key) -> list[Path]:
        """The files that say something about it."""
        if self.stale:
            self.refresh()
        return [path for path, read in self._read.items() if any(a.key == key for a in read)]

    @property
    def unsaved(self) -> int:
        """How many judgements are in memory only."""
        return len(self._pending)

    def saved(self) -> bool:
        """Whether all is on the disk, after another try for what was not."""
        try:
            self.save()
        except AnnotationError:
            return False
        return True

    def unsaved_text(self) -> str:
        """The file that would hold them."""
        return merged(opening(self._report, self._header), self._pending.values())

    def save(self) -> None:
        """Write what is in memory only. Raises AnnotationError when no place takes it."""
        if not self._pending:
            return
        preamble = opening(self._report, self._header)
        blank = {a.key: self._kept_in(a.key) for a in self._pending.values() if a.blank}
        troubles = []
        for path in self._places:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                needless = {key for key, kept in blank.items() if kept == [path]}
                rewrite(path, partial(self._merge, preamble, needless))
            except (NotOurs, OSError, UnicodeDecodeError) as problem:
                troubles.append(_trouble(problem, path))
                continue
            self._pending.clear()
            self.path = path
            self.refresh()
            self.troubles = tuple(dict.fromkeys((*self.troubles, *troubles)))
            return
        self._take(self._pending.values())
        self.troubles = tuple(troubles)
        raise AnnotationError(troubles)

    def _merge(self, preamble: str, needless: Set[Key], old: str | None) -> str:
        return merged(old or preamble, self._pending.values(), needless)

    def _take(self, annotations: Iterable[Annotation]) -> None:
        for annotation in annotations:
            known = self._judgements.get(annotation.key)
            if known is None or not known.newer_than(annotation):
                self._judgements[annotation.key] = annotation


def places(report: Path) -> tuple[Path, ...]:
    """The files that may hold judgements on a report, in the order they are tried."""
    report = report.absolute()
    state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    folder = hashlib.sha256(str(report.parent).encode()).hexdigest()[:8]
    return (
        report.with_name(f"{report.name}.review.toml"),
        report.with_name(f"{report.name}.review-2.toml"),
        state / "gouji" / folder / f"{report.name}.review.toml",
    )


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _trouble(problem: NotOurs | OSError | UnicodeDecodeError, path: Path) -> Trouble:
    if isinstance(problem, NotOurs):
        return Trouble(problem.key, path, problem.reason)
    if isinstance(problem, UnicodeDecodeError):
        return Trouble("encoding", path)
    return Trouble("refused", path, system_error(problem))
