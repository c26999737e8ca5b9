"""The door for a person: `gouji REPORT`, `gouji check`, `gouji tables`, `gouji explain`.

Comes in: the words of a command line. Goes out: an exit code, and text, data or the screens. Every room is
imported when it is needed, so that `gouji --help` answers at once and `gouji check` loads no screen.
"""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from checks.system_errors import system_error
from checks.texts import Texts, choose, languages
from tui.commands import Asked, UsageError, language, parse
from tui.inputs import complain, failure, one_report, read, rulebook
from tui.showing import WIDEST

if TYPE_CHECKING:
    from rich.text import Text

    from checks.report.report import Report
    from tui.progress import ReadingProgress

DONE, BROKEN_PIPE, REFUSED = 0, 1, 2
INTERRUPTED = 130
_OBJECTS_BETWEEN_COLLECTIONS = 200_000
"""More than what is imported and one report together: hardly any of it is garbage."""


def main(words: Sequence[str] | None = None) -> int:
    """Run one command line (default: the program's own); returns the exit code."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    atexit.register(gc.freeze)  # the interpreter ends without walking through everything once more
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    words = sys.argv[1:] if words is None else words
    try:
        code = _run(words)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever reads our output has seen enough (`| head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except Exception as problem:
        if "GOUJI_DEBUG" in os.environ:
            raise
        complain(choose(language(words))("cli.failed", reason=failure(problem)))
        return REFUSED
    return code


def _run(words: Sequence[str]) -> int:
    try:
        asked = parse(words)
    except UsageError as error:
        texts = choose(language(words))
        complain(texts(f"cli.usage.{error.key}", **error.details))
        complain(texts("cli.usage.see", words=error.command.words))
        return REFUSED
    lang = asked.one("lang")
    texts = choose(lang)
    if lang is not None and texts.lang != lang:
        complain(texts("cli.unknown_language", lang=lang, known=", ".join(languages())))
        return REFUSED
    if asked.on("version"):
        return _version()
    if asked.on("help"):
        return _help(asked, texts)
    match asked.command.name:
        case "check":
            from tui.check import check

            return check(asked, texts)
        case "tables":
            return _tables(asked, texts)
        case "explain":
            return _explain(asked, texts)
        case _:
            return _review(asked, texts)


def _version() -> int:
    from importlib.metadata import version

    sys.stdout.write(f"gouji {version('gouji')}\n")
    return DONE


def _help(asked: Asked, texts: Texts) -> int:
    from tui.manual import command_help, program_help

    width = min(shutil.get_terminal_size().columns, WIDEST)
    lines = command_help(texts, asked.command, width) if asked.command.name else program_help(texts, width)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return DONE


def _review(asked: Asked, texts: Texts) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        complain(texts("cli.not_a_terminal", path=" ".join(asked.operands)))
        return REFUSED
    from tui.app import review

    return review(
        [Path(path) for path in asked.operands],
        texts,
        rules=asked.many("rules"),
        reviewer=asked.one("reviewer"),
        as_one=asked.on("as-one"),
    )


def _tables(asked: Asked, texts: Texts) -> int:
    def recognised(progress: ReadingProgress) -> Report:
        from checks.report import recognise
        from tui.ahead import InTurn

        document, _ = InTurn([asked.operands]).document(0, progress)
        return recognise(document)

    report = read(asked.operands[0], texts, recognised) if one_report(asked, texts) else None
    if report is None:
        return REFUSED
    from checks.output.tables import NeedsPath, hand_on
    from tui.written import WouldDestroy, guard

    out, form = asked.one("out"), asked.one("format") or "text"
    try:
        if out is not None:
            guard(Path(out), form, asked.operands)
        shown = hand_on(report, form, Path(out) if out else None)
    except NeedsPath:
        complain(texts("cli.needs_path", format=form))
        return REFUSED
    except WouldDestroy:
        complain(texts("cli.would_destroy", path=out or ""))
        return REFUSED
    except OSError as error:
        complain(texts.refusal("cli.cannot_write", {"path": out, "reason": system_error(error)}))
        return REFUSED
    if form != "text":
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(shown or "")
    return DONE


def _explain(asked: Asked, texts: Texts) -> int:
    from checks.output.rules import rule_list, rule_page

    book = rulebook(asked, texts)
    if book is None:
        return REFUSED
    width = min(shutil.get_terminal_size().columns, WIDEST)
    if not asked.operands:
        _print(rule_list(book.rules.values(), texts, width))
    code = DONE
    for name in asked.operands:
        rule = book.named(name) or book.named(name.upper())
        if rule is not None:
            _print(rule_page(rule, texts, width))
            continue
        from difflib import get_close_matches

        family = [each for id, each in book.rules.items() if id.startswith(name.upper())]
        if family:
            _print(rule_list(family, texts, width))
            continue
        near = get_close_matches(name.upper(), book.rules, 1, 0.7)
        key = "cli.unknown_rule_but" if near else "cli.unknown_rule"
        complain(texts(key, rule=name, near="".join(near)))
        code = REFUSED
    return code


def _print(lines: Iterable[Text]) -> None:
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    console.print(*lines, "", sep="\n", soft_wrap=True)
