"""`gouji check`: every report audited and written out; one exit code for all.

Exit codes: 0 nothing breaks, 1 something breaks, 2 wrong usage or a report that cannot be read (the others
are still done), 3 a report read but with too little checked to say anything.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from checks.system_errors import system_error
from checks.texts import Texts
from tui.ahead import Paths, Reading, reading
from tui.commands import Asked
from tui.inputs import complain, read, reports_in, rulebook
from tui.progress import ReadingProgress
from tui.showing import FORMATS, Shown
from tui.written import WouldDestroy, beside, guard, write

if TYPE_CHECKING:
    from checks.finding import Audit, Finding
    from checks.relations.rulebook import Rulebook

NOTHING_BREAKS, SOMETHING_BREAKS, UNREADABLE, TOO_LITTLE = 0, 1, 2, 3
_WORST_FIRST = (UNREADABLE, SOMETHING_BREAKS, TOO_LITTLE, NOTHING_BREAKS)


def check(asked: Asked, texts: Texts) -> int:
    paths = reports_in(asked.operands, texts)
    if paths is None:
        return UNREADABLE
    form, out = asked.one("format") or "text", asked.one("out")
    try:
        if out is not None:
            guard(Path(out), form, (*paths, *asked.many("rules")))
        return _all(asked, texts, [paths] if asked.on("as-one") else [(path,) for path in paths])
    except BrokenPipeError:
        raise
    except WouldDestroy:
        complain(texts("cli.would_destroy", path=out or ""))
    except OSError as error:
        complain(texts.refusal("cli.cannot_write", {"path": out or "-", "reason": system_error(error)}))
    return UNREADABLE


def _all(asked: Asked, texts: Texts, reports: Sequence[Paths]) -> int:
    """Every report audited and written where it was asked for. Raises OSError, WouldDestroy."""
    incoming = reading(reports)  # first of all: readers work while the engine is imported
    book = rulebook(asked, texts)
    if book is None:
        return UNREADABLE
    check = _Check(asked, texts, book, reports, incoming)
    numbers, out = range(len(reports)), asked.one("out")
    if out is None:
        if check.form != "text":
            sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        check.onto(sys.stdout, numbers)
    elif Path(out).is_dir():
        for number in numbers:
            check.into(beside(Path(out), reports[number][0], check.form), [number])
    else:
        check.into(Path(out), numbers)
    if len(reports) > 1:
        complain(_summary(check.codes, texts))
    return next(code for code in _WORST_FIRST if code in check.codes)


def _summary(codes: Sequence[int], texts: Texts) -> str:
    """What all the reports come to, in one line: how many there are of each kind."""
    kinds = [texts(f"cli.summary.{code}", count=codes.count(code)) for code in _WORST_FIRST if code in codes]
    return texts("cli.summary.all", count=len(codes), kinds=texts("output.comma").join(kinds))


class _Check:
    """One call of the command: what was asked for all its reports. codes: what each one came to."""

    def __init__(
        self, asked: Asked, texts: Texts, book: Rulebook, reports: Sequence[Paths], incoming: Reading
    ) -> None:
        self.asked, self.texts, self.book = asked, texts, book
        self.reports, self.incoming = reports, incoming
        self.form = asked.one("format") or "text"
        self.codes: list[int] = []

    def into(self, path: Path, numbers: Sequence[int]) -> None:
        """These reports into one file, once all are done; a file that is there stays when none could be."""
        written = io.StringIO()
        if self.onto(written, numbers):
            write(path, written.getvalue())

    def onto(self, out: TextIO, numbers: Sequence[int]) -> bool:
        """These reports, each as soon as it is done; whether any could be read."""
        shown = FORMATS[self.form](out, self.texts, everything=self.asked.on("all"))
        any_read = False
        for number in numbers:
            path = self.reports[number][0]
            checked = read(path, self.texts, partial(self.one, number, shown))
            any_read |= checked is not None
            written, code = checked or ("", UNREADABLE)
            out.write(written)
            out.flush()
            self.codes.append(code)
        out.write(shown.end())
        return any_read

    def one(self, number: int, shown: Shown, progress: ReadingProgress) -> tuple[str, int]:
        """What is to be written about one report, and what it comes to."""
        from checks.door import audit_document

        document, spent = self.incoming.document(number, progress)
        progress.close()
        audit = audit_document(document, self.book, spent=spent)
        audit = replace(audit, findings=list(_asked_for(audit, self.asked)))
        if too_little(audit):
            complain(self.texts("cli.too_little", path=self.reports[number][0]))
        return shown.audit(audit), exit_code(audit)


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
    """What one audit comes to; a break says something, however little was checked."""
    from checks.finding import BREAK

    if any(finding.verdict == BREAK for finding in audit.findings):
        return SOMETHING_BREAKS
    return TOO_LITTLE if too_little(audit) else NOTHING_BREAKS


def too_little(audit: Audit) -> bool:
    """Whether fewer than one figure in five takes part in any check: a form nobody knows, a template
    without figures."""
    coverage = audit.coverage
    return not coverage.checked or coverage.checked * 5 < coverage.figures
