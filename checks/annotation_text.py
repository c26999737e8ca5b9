"""The TOML text that keeps judgements: read, and changed without losing what else stands in it.

Each judgement is one table, `[finding.<id>]` or `[figure."<key>"]`; new ones are appended, changed ones
change in place. Comes in: a text, and judgements. Goes out: the judgements in it, or the text with them.
Before this module: `annotation`; after it: `annotations`, which knows the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import fields
from datetime import datetime
from typing import Any

import tomli

from checks.annotation import ONS, OPEN, STATUSES, Annotation, Key, On

SCHEMA = 1
_WRITTEN = tuple(f.name for f in fields(Annotation) if f.name not in {"id", "on"})
_TEXTS = tuple(name for name in _WRITTEN if name not in {"status", "time"})


class NotOurs(Exception):
    """A file that Gouji must not write, or whose change would lose something."""

    def __init__(self, key: str, reason: str = "") -> None:
        super().__init__(key)
        self.key = key
        self.reason = reason


def opening(report: str, header: str) -> str:
    """What a new file begins with."""
    import tomlkit

    comment = "".join(f"# {line}\n" for line in header.splitlines())
    return f"{comment}schema = {SCHEMA}\nreport = {tomlkit.string(report).as_string()}\n"


def _parsed(text: str) -> dict[str, Any]:
    """The content of an annotation file; an empty one is ours. Raises NotOurs for any other's."""
    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError as problem:
        raise NotOurs("corrupt", str(problem.lineno)) from problem
    schema = data.get("schema")
    if data and not isinstance(schema, int):
        raise NotOurs("foreign")
    if schema is not None and schema > SCHEMA:
        raise NotOurs("newer", str(schema))
    if not all(isinstance(entry, dict) for on in ONS for entry in _entries(data, on).values()):
        raise NotOurs("foreign")
    return data


def _entries(data: dict[str, Any], on: On) -> dict[str, Any]:
    entries = data.get(on, {})
    if not isinstance(entries, dict):
        raise NotOurs("foreign")
    return entries


def annotations_in(text: str) -> list[Annotation]:
    """The judgements that a text keeps. Raises NotOurs."""
    data = _parsed(text)
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


def merged(text: str, annotations: Iterable[Annotation], needless: Set[Key] = frozenset()) -> str:
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
        raise NotOurs("tangled")
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
