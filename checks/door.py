"""The one door for a program: `audit(path) -> Audit`."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from checks.finding import Audit
from checks.findings import find
from checks.reading import Document, Progress, read, read_as_one
from checks.relations import relate
from checks.relations.rulebook import Rulebook, load_rules
from checks.report import recognise
from checks.verdicts import judge


def audit(
    path: str | Path,
    *more: str | Path,
    rules: Sequence[str | Path] = (),
    rulebook: Rulebook | None = None,
    progress: Progress | None = None,
) -> Audit:
    """Audit one report. Further paths are read as parts of the same report (narrative in one file,
    tables in another). rules: a user's own rule files, added to the built-in ones; or a loaded rulebook.

    Raises `checks.reading.ReadError` for a file that is no readable report and
    `checks.relations.rulebook.RuleError` for a rule file that is refused.
    """
    began = time.perf_counter()
    book = rulebook or load_rules(rules)
    paths = [Path(path), *(Path(p) for p in more)]
    one = len(paths) == 1
    with _uncollected():
        document = read(paths[0], progress=progress) if one else read_as_one(paths, progress=progress)
        spent = time.perf_counter() - began
        return audit_document(document, book, spent=spent)


def audit_document(document: Document, book: Rulebook, *, spent: float = 0.0) -> Audit:
    """Audit what has been read already. spent: seconds that reading took."""
    began = time.perf_counter() - spent
    with _uncollected():
        report = recognise(document)
        relations = relate(report, book)
        verdicts = judge(relations, report.frame)
        return find(report, relations, verdicts, book.rules, seconds=lambda: time.perf_counter() - began)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector: an audit makes many small objects and drops none of them in a cycle, so that
    looking for garbage meanwhile finds nothing and takes a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
