"""A reviewer's judgements on one report, kept in TOML beside it: `<report>.review.toml`.

Comes in: the path of a report, and judgements one at a time. Goes out: every judgement ever made on it,
by the id of its finding or the key of its figure. Before this room: `checks.findings`; after it:
`checks.review`, which decides what a judgement says.

The file is a person's as much as the program's: each judgement is one table, `[finding.<id>]` or
`[figure."<key>"]`; new ones are appended, changed ones change in place, and whatever else stands there
(comments, keys, tables) stays. A file that is not ours, or no longer TOML, is never touched: judgements
then go to the next place, and all places are read at the next start.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, fields
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import tomli

from checks.safe_file import rewrite
from checks.system_errors import system_error

if TYPE_CHECKING:
    from checks.texts import Texts

SCHEMA = 1
OPEN, CONFIRMED, DISMISSED, QUERY, FIXED = "open", "confirmed", "dismissed", "query", "fixed"
STATUSES = (OPEN, CONFIRMED, DISMISSED, QUERY, FIXED)

On: TypeAlias = Literal["finding", "figure"]
Key: TypeAlias = tuple[On, str]
ONS: tuple[On, ...] = ("finding", "figure")


@dataclass(frozen=True, slots=True)
class Annotation:
    """One judgement on a finding (`id` is its fingerprint) or on a figure (`id` is its stable key).

    stated, expected, message: what the finding said when it was judged, so that a re-issued report that
    says something else is seen to have changed. time: None in an entry written by hand without one.
    """

    id: str
    on: On = "finding"
    status: str = OPEN
    note: str = ""
    reviewer: str = ""
    time: datetime | None = None
    rule: str = ""
    subject: str = ""
    stated: str = ""
    expected: str = ""
    message: str = ""

    @property
    def key(self) -> Key:
        return self.on, self.id

    @property
    def blank(self) -> bool:
        """Says nothing: what is left of a judgement that was taken back."""
        return self.status == OPEN and not self.note

    def newer_than(self, other: Annotation) -> bool:
        return self.time is not None and (other.time is None or self.time > other.time)


_WRITTEN = tuple(f.name for f in fields(Annotation) if f.name not in {"id", "on"})
_TEXTS = tuple(name for name in _WRITTEN if name not in {"status", "time"})


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
                self._read[path] = _annotations(_parsed(text))
            except (_NotOurs, OSError, UnicodeDecodeError) as problem:
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
        return _merged(_preamble(self._report, self._header), self._pending.values())

    def save(self) -> None:
        """Write what is in memory only. Raises AnnotationError when no place takes it."""
        if not self._pending:
            return
        preamble = _preamble(self._report, self._header)
        blank = {a.key: self._kept_in(a.key) for a in self._pending.values() if a.blank}
        troubles = []
        for path in self._places:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                needless = {key for key, kept in blank.items() if kept == [path]}
                rewrite(path, partial(self._merge, preamble, needless))
            except (_NotOurs, OSError, UnicodeDecodeError) as problem:
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
        return _merged(old or preamble, self._pending.values(), needless)

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


class _NotOurs(Exception):
    """A file that Gouji must not write, or whose change would lose something."""

    def __init__(self, key: str, reason: str = "") -> None:
        super().__init__(key)
        self.key = key
        self.reason = reason


def _trouble(problem: _NotOurs | OSError | UnicodeDecodeError, path: Path) -> Trouble:
    if isinstance(problem, _NotOurs):
        return Trouble(problem.key, path, problem.reason)
    if isinstance(problem, UnicodeDecodeError):
        return Trouble("encoding", path)
    return Trouble("refused", path, system_error(problem))


def _preamble(report: str, header: str) -> str:
    import tomlkit

    comment = "".join(f"# {line}\n" for line in header.splitlines())
    return f"{comment}schema = {SCHEMA}\nreport = {tomlkit.string(report).as_string()}\n"


def _parsed(text: str) -> dict[str, Any]:
    """The content of an annotation file; an empty one is ours. Raises _NotOurs for any other's."""
    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError as problem:
        raise _NotOurs("corrupt", str(problem.lineno)) from problem
    schema = data.get("schema")
    if data and not isinstance(schema, int):
        raise _NotOurs("foreign")
    if schema is not None and schema > SCHEMA:
        raise _NotOurs("newer", str(schema))
    if not all(isinstance(entry, dict) for on in ONS for entry in _entries(data, on).values()):
        raise _NotOurs("foreign")
    return data


def _entries(data: dict[str, Any], on: On) -> dict[str, Any]:
    entries = data.get(on, {})
    if not isinstance(entries, dict):
        raise _NotOurs("foreign")
    return entries


def _annotations(data: dict[str, Any]) -> list[Annotation]:
    return [_annotation(on, id, entry) for on in ONS for id, entry in _entries(data, on).items()]


def _annotation(on: On, id: str, entry: dict[str, Any]) -> Annotation:
    """An entry as a person may have left it: a status nobody knows counts as open, a time without a zone
    is local."""
    status, time = str(entry.get("status", OPEN)).strip().lower(), entry.get("time")
    return Annotation(
        id=id,
        on=on,
        status=status if status in STATUSES else OPEN,
        time=time.astimezone() if isinstance(time, datetime) else None,
        **{name: str(entry.get(name, "")) for name in _TEXTS},
    )


def _merged(text: str, annotations: Iterable[Annotation], needless: Set[Key] = frozenset()) -> str:
    """The text with these judgements in it, except those that it has a newer one for; without the needless
    ones, where a person has added nothing to them. Checked before it is handed out: everything else that
    stood in the text still stands there."""
    data = _parsed(text)
    if "schema" not in data:
        text += f"schema = {SCHEMA}\n"
        data["schema"] = SCHEMA
    for annotation in annotations:
        entry = _entries(data, annotation.on).get(annotation.id)
        if entry is not None and _annotation(annotation.on, annotation.id, entry).newer_than(annotation):
            continue
        if entry is not None and annotation.key in needless and (rest := _without(text, annotation)):
            text = rest
            data = _parsed(text)
            continue
        written = _written(annotation)
        write = _appended if entry is None else _changed
        text = write(text, annotation, written)
        kept = {name: value for name, value in (entry or {}).items() if name not in _WRITTEN}
        data.setdefault(annotation.on, {})[annotation.id] = kept | written
    if tomli.loads(text) != data:
        raise _NotOurs("tangled")
    return text


def _written(annotation: Annotation) -> dict[str, Any]:
    """What stands in the file, in this order: no empty texts, no carriage returns (TOML has none)."""
    values = {name: getattr(annotation, name) for name in _WRITTEN}
    return {
        name: value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value
        for name, value in values.items()
        if value not in ("", None)
    }


def _appended(text: str, annotation: Annotation, written: dict[str, Any]) -> str:
    import tomlkit

    entry = tomlkit.table()
    for name, value in written.items():
        entry[name] = _item(value)
    group = tomlkit.table(is_super_table=True)
    group[annotation.id] = entry
    whole = tomlkit.document()
    whole[annotation.on] = group
    return f"{text.rstrip()}\n\n{tomlkit.dumps(whole)}"


def _changed(text: str, annotation: Annotation, written: dict[str, Any]) -> str:
    import tomlkit

    document = tomlkit.parse(text)
    entry: Any = document[annotation.on][annotation.id]
    for name in _WRITTEN:
        if name not in written:
            entry.pop(name, None)
        elif entry.get(name) != written[name]:
            entry[name] = _item(written[name])
    return tomlkit.dumps(document)


def _without(text: str, annotation: Annotation) -> str | None:
    """The text without an entry; None where more than we write stands in it, or it cannot be cut out."""
    import tomlkit

    document, expected = tomlkit.parse(text), tomli.loads(text)
    group: Any = document[annotation.on]
    if "#" in group[annotation.id].as_string() or set(group[annotation.id]) - set(_WRITTEN):
        return None
    del group[annotation.id], expected[annotation.on][annotation.id]
    if not expected[annotation.on]:
        del document[annotation.on], expected[annotation.on]
    rest = tomlkit.dumps(document)
    return rest if tomli.loads(rest) == expected else None


def _item(value: object) -> object:
    """A note of several lines is written as several lines."""
    import tomlkit

    return tomlkit.string(value, multiline=True) if isinstance(value, str) and "\n" in value else value
