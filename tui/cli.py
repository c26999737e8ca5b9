"""The door for a person: `gouji REPORT`, `gouji check`, `gouji tables`, `gouji explain`.

Comes in: the words of a command line. Goes out: an exit code, and text, JSON or the screens. Every room is
imported when it is needed, so that `gouji --help` answers at once and `gouji check` loads no screen.

Exit codes: 0 nothing breaks, 1 something breaks, 2 wrong usage or a report that cannot be read (the others
are still done), 3 a report read but with too little checked to say anything.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from checks.output.plain import clean
from checks.texts import Texts, choose, languages
from tui.commands import Asked, UsageError, parse

if TYPE_CHECKING:
    from checks.finding import Audit, Finding
    from checks.relations.rulebook import Rulebook
    from checks.report.report import Report
    from tui.progress import ReadingProgress

NOTHING_BREAKS, SOMETHING_BREAKS, UNREADABLE, TOO_LITTLE = 0, 1, 2, 3
INTERRUPTED = 130
WIDEST = 120
"""Cells: longer lines are hard to read."""


def main(words: Sequence[str] | None = None) -> int:
    """Run one command line (default: the program's own); returns the exit code."""
    try:
        code = _run(sys.argv[1:] if words is None else words)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever reads our output has seen enough (`| head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SOMETHING_BREAKS
    return code


def _run(words: Sequence[str]) -> int:
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.stderr.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        asked = parse(words)
    except UsageError as error:
        texts = choose()
        _complain(texts(f"cli.usage.{error.key}", **error.details))
        _complain(texts("cli.usage.see", words=error.command.words))
        return UNREADABLE
    lang = asked.one("lang")
    texts = choose(lang)
    if lang is not None and texts.lang != lang:
        _complain(texts("cli.unknown_language", lang=lang, known=", ".join(languages())))
        return UNREADABLE
    if asked.on("version"):
        from importlib.metadata import version

        _write(f"gouji {version('gouji')}")
        return 0
    if asked.on("help"):
        return _help(asked, texts)
    run = {"": _review, "check": _check, "tables": _tables, "explain": _explain}[asked.command.name]
    return run(asked, texts)


def _help(asked: Asked, texts: Texts) -> int:
    from tui.manual import command_help, program_help

    width = _width()
    lines = command_help(texts, asked.command, width) if asked.command.name else program_help(texts, width)
    for line in lines:
        _write(line)
    return 0


# ── the commands ──


def _check(asked: Asked, texts: Texts) -> int:
    book = _rulebook(asked, texts)
    if book is None:
        return UNREADABLE
    from checks.door import audit as audited

    show = _show_json if asked.one("format") == "json" else _show_text
    codes = set()
    for paths in _reports(asked):
        audit = _read(paths, texts, lambda paths, progress: audited(*paths, rulebook=book, progress=progress))
        if audit is None:
            codes.add(UNREADABLE)
            continue
        audit = replace(audit, findings=_asked_for(audit, asked))
        show(audit, asked, texts)
        sys.stdout.flush()
        codes.add(exit_code(audit))
    return next(code for code in (UNREADABLE, SOMETHING_BREAKS, TOO_LITTLE, NOTHING_BREAKS) if code in codes)


def exit_code(audit: Audit) -> int:
    """What an audit says in one number. Too little was checked when fewer than one figure in five takes
    part in any check: a form nobody knows, a template without figures."""
    from checks.finding import BREAK

    if any(finding.verdict == BREAK for finding in audit.findings):
        return SOMETHING_BREAKS
    coverage = audit.coverage
    if not coverage.checked or coverage.checked * 5 < coverage.figures:
        return TOO_LITTLE
    return NOTHING_BREAKS


def _asked_for(audit: Audit, asked: Asked) -> list[Finding]:
    from checks.finding import SEVERITIES

    least = asked.one("severity") or SEVERITIES[-1]
    kept = SEVERITIES[: SEVERITIES.index(least) + 1]
    return [finding for finding in audit.findings if finding.severity in kept]


def _show_json(audit: Audit, _: Asked, texts: Texts) -> None:
    from checks.output.json import audit_json

    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    _write(audit_json(audit, texts))


def _show_text(audit: Audit, asked: Asked, texts: Texts) -> None:
    from rich.console import Console

    from checks.output.text import audit_lines
    from checks.review import Review

    review = Review.open(audit, texts)
    for trouble in review.annotations.troubles:
        _complain(texts(f"review.trouble.{trouble.key}", path=trouble.path, reason=trouble.reason))
    console = Console(highlight=False, markup=False, emoji=False)
    for line in audit_lines(review, min(console.width, WIDEST), everything=asked.on("all")):
        console.print(line, soft_wrap=True)
    console.print()


def _tables(asked: Asked, texts: Texts) -> int:
    if not _is_one_report(asked, texts):
        return UNREADABLE
    report = _read(asked.operands, texts, _recognised)
    if report is None:
        return UNREADABLE
    from checks.output.tables import NeedsPath, hand_on

    out, form = asked.one("out"), asked.one("format") or "text"
    try:
        shown = hand_on(report, form, Path(out) if out else None)
    except NeedsPath:
        _complain(texts("cli.needs_path", format=form))
        return UNREADABLE
    except OSError as error:
        _complain(texts("cli.cannot_write", path=out, reason=error.strerror or error))
        return UNREADABLE
    if shown is not None:
        if form != "text":
            sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        _write(shown.removesuffix("\n"))
    return NOTHING_BREAKS


def _explain(asked: Asked, texts: Texts) -> int:
    from rich.console import Console

    from checks.output.rules import rule_list, rule_page

    book = _rulebook(asked, texts)
    if book is None:
        return UNREADABLE
    console = Console(highlight=False, markup=False, emoji=False)
    width = min(console.width, WIDEST)
    lines = rule_list(book.rules.values(), texts, width) if not asked.operands else ()
    for line in lines:
        console.print(line, soft_wrap=True)
    code = NOTHING_BREAKS
    for name in asked.operands:
        rule = book.rules.get(name) or book.rules.get(name.upper())
        if rule is None:
            from difflib import get_close_matches

            near = get_close_matches(name.upper(), book.rules, 1, 0.5)
            key = "cli.unknown_rule_but" if near else "cli.unknown_rule"
            _complain(texts(key, rule=name, near="".join(near)))
            code = UNREADABLE
            continue
        for line in rule_page(rule, texts, width):
            console.print(line, soft_wrap=True)
        console.print()
    return code


def _review(asked: Asked, texts: Texts) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        _complain(texts("cli.not_a_terminal", path=" ".join(asked.operands)))
        return UNREADABLE
    if not _is_one_report(asked, texts):
        return UNREADABLE
    from tui.app import review

    return review(
        [Path(path) for path in asked.operands],
        texts,
        rules=asked.many("rules"),
        reviewer=asked.one("reviewer"),
    )


# ── what the commands have in common ──


def _reports(asked: Asked) -> list[tuple[str, ...]]:
    """The paths of each report."""
    return [asked.operands] if asked.on("as-one") else [(path,) for path in asked.operands]


def _is_one_report(asked: Asked, texts: Texts) -> bool:
    """Whether the paths are one report; if not, says so."""
    one = len(asked.operands) == 1 or asked.on("as-one")
    if not one:
        _complain(texts("cli.one_report"))
    return one


def _rulebook(asked: Asked, texts: Texts) -> Rulebook | None:
    """The built-in rules and the person's own; None, after saying why, when a file is refused."""
    from checks.relations.rulebook import RuleError, load_rules

    try:
        return load_rules(asked.many("rules"))
    except RuleError as error:
        _complain(error.explained(texts))
        return None


_Made = TypeVar("_Made")


def _read(
    paths: Sequence[str], texts: Texts, make: Callable[[Sequence[str], ReadingProgress], _Made]
) -> _Made | None:
    """What `make` makes of the files of one report; None, after one line that says why, when they cannot
    be read. The line goes away that says how far the reading has come."""
    from checks.reading import ReadError
    from tui.progress import ReadingProgress

    progress = ReadingProgress(Path(paths[0]), texts)
    try:
        return make(paths, progress)
    except ReadError as error:
        complaint = texts(f"reading.{error.key}", **error.details | {"path": error.path})
    except Exception as error:
        if os.environ.get("GOUJI_DEBUG"):
            raise
        complaint = texts("cli.internal", path=paths[0], reason=f"{type(error).__name__}: {error}")
    finally:
        progress.close()
    _complain(complaint)
    return None


def _recognised(paths: Sequence[str], progress: ReadingProgress) -> Report:
    from checks.reading import read, read_as_one
    from checks.report import recognise

    document = read_as_one(paths, progress=progress) if len(paths) > 1 else read(paths[0], progress=progress)
    return recognise(document)


def _width() -> int:
    return min(shutil.get_terminal_size((80, 24)).columns, WIDEST)


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _complain(line: str) -> None:
    sys.stderr.write("\n".join(map(clean, line.split("\n"))) + "\n")
