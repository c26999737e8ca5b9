"""`gouji check`: every report audited and written out; one exit code for all.

Exit codes: 0 nothing breaks, 1 something breaks, 2 wrong usage or a report that cannot be read (the others
are still done), 3 a report read but with too little checked to say anything.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from checks.system_errors import system_error
from checks.texts import Texts
from tui.ahead import Paths, Reading, reading
from tui.commands import Asked
from tui.inputs import complain, read, rulebook
from tui.progress import ReadingProgress
from tui.showing import FORMATS, Shown

if TYPE_CHECKING:
    from checks.finding import Audit, Finding
    from checks.relations.rulebook import Rulebook

NOTHING_BREAKS, SOMETHING_BREAKS, UNREADABLE, TOO_LITTLE = 0, 1, 2, 3
_WORST_FIRST = (UNREADABLE, SOMETHING_BREAKS, TOO_LITTLE, NOTHING_BREAKS)


def check(asked: Asked, texts: Texts) -> int:
    reports = [asked.operands] if asked.on("as-one") else [(path,) for path in asked.operands]
    incoming = reading(reports)  # first of all: readers work while the engine is imported
    book = rulebook(asked, texts)
    if book is None:
        return UNREADABLE
    form, path = asked.one("format") or "text", asked.one("out")
    try:
        with _output(path, form) as out:
            shown = FORMATS[form](out, texts, everything=asked.on("all"))
            return _Check(asked, texts, book, shown).all(reports, incoming, out)
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(texts.refusal("cli.cannot_write", {"path": path or "-", "reason": system_error(error)}))
        return UNREADABLE


@contextmanager
def _output(path: str | None, form: str) -> Iterator[TextIO]:
    """The file that is named, else stdout: text in the terminal's encoding, all else in UTF-8."""
    if path is not None:
        with Path(path).open("w", encoding="utf-8") as out:
            yield out
        return
    if form != "text":
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    yield sys.stdout


class _Check:
    """One call of the command: what was asked for all its reports."""

    def __init__(self, asked: Asked, texts: Texts, book: Rulebook, shown: Shown) -> None:
        self.asked, self.texts, self.book, self.shown = asked, texts, book, shown

    def all(self, reports: Sequence[Paths], incoming: Reading, out: TextIO) -> int:
        codes = set()
        for number, paths in enumerate(reports):
            checked = read(paths[0], self.texts, partial(self.one, number, incoming))
            written, code = checked or ("", UNREADABLE)
            out.write(written)
            out.flush()
            if code == TOO_LITTLE:
                complain(self.texts("cli.too_little", path=paths[0]))
            codes.add(code)
        out.write(self.shown.end())
        return next(code for code in _WORST_FIRST if code in codes)

    def one(self, number: int, incoming: Reading, progress: ReadingProgress) -> tuple[str, int]:
        """What is to be written about one report, and what it comes to."""
        from checks.door import audit_document

        document, spent = incoming.document(number, progress)
        progress.close()
        audit = audit_document(document, self.book, spent=spent)
        audit = replace(audit, findings=list(_asked_for(audit, self.asked)))
        return self.shown.audit(audit), exit_code(audit)


def _asked_for(audit: Audit, asked: Asked) -> Iterator[Finding]:
    """The findings that are grave enough, and of which a relation is of a wanted rule. All rules are judged
    nonetheless: which figure is suspect takes the evidence of all."""
    from checks.finding import SEVERITIES

    least, select, ignore = asked.one("severity"), asked.many("select"), asked.many("ignore")
    grave = SEVERITIES[: SEVERITIES.index(least) + 1] if least else SEVERITIES
    for finding in audit.findings:
        rules = {finding.rule, *(audit.judged[relation].relation.rule for relation in finding.follows)}
        wanted = {rule for rule in rules if not select or rule.startswith(select)}
        if finding.severity in grave and any(not rule.startswith(ignore) for rule in wanted):
            yield finding


def exit_code(audit: Audit) -> int:
    """What one audit comes to. Too little was checked when fewer than one figure in five takes part in any
    check: a form nobody knows, a template without figures."""
    from checks.finding import BREAK

    if any(finding.verdict == BREAK for finding in audit.findings):
        return SOMETHING_BREAKS
    coverage = audit.coverage
    if not coverage.checked or coverage.checked * 5 < coverage.figures:
        return TOO_LITTLE
    return NOTHING_BREAKS
