"""What a command line names, made ready: rule books and readings. Whatever cannot be is said in one line on
stderr, and None comes back.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from checks.output.plain import clean
from checks.texts import Texts
from tui.commands import Asked
from tui.progress import ReadingProgress

if TYPE_CHECKING:
    from checks.relations.rulebook import Rulebook

_Made = TypeVar("_Made")


def complain(sentence: str) -> None:
    """Say it on stderr, without anything that a terminal would obey."""
    sys.stderr.write("\n".join(map(clean, sentence.split("\n"))) + "\n")


def rulebook(asked: Asked, texts: Texts) -> Rulebook | None:
    """The built-in rules and the person's own; None when a file is refused, or when no rule is of the kind
    that was asked for."""
    from checks.relations.rulebook import RuleError, load_rules

    try:
        book = load_rules(asked.many("rules"))
    except RuleError as error:
        complain(error.explained(texts))
        return None
    for prefix in (*asked.many("select"), *asked.many("ignore")):
        if not any(rule.startswith(prefix) for rule in book.rules):
            complain(texts("cli.unknown_rules", rule=prefix))
            return None
    return book


def reports_in(operands: Sequence[str], texts: Texts) -> tuple[str, ...] | None:
    """The paths, a folder as the reports in it by name (not in folders below), without what programs leave
    beside them: `~$accounts.docx`, and `accounts.pdf.html` beside `accounts.pdf`. None when it has none."""
    from checks.reading.detect import REPORT_SUFFIXES

    paths: list[str] = []
    for operand in operands:
        if not Path(operand).is_dir():
            paths.append(operand)
            continue
        files = sorted(path for path in Path(operand).iterdir() if path.is_file())
        found = [
            str(path)
            for path in files
            if path.suffix.lower() in REPORT_SUFFIXES
            and not path.name.startswith((".", "~$"))
            and path.with_suffix("") not in files
        ]
        if not found:
            complain(texts("cli.no_reports", path=operand))
            return None
        paths += found
    return tuple(paths)


def one_report(asked: Asked, texts: Texts) -> bool:
    """Whether the paths are one report."""
    one = len(asked.operands) == 1 or asked.on("as-one")
    if not one:
        complain(texts("cli.one_report"))
    return one


def read(path: str, texts: Texts, make: Callable[[ReadingProgress], _Made]) -> _Made | None:
    """What `make` makes of the report at `path`, None when it cannot be read. How far the reading has come
    is shown meanwhile."""
    from checks.reading import ReadError

    progress = ReadingProgress(Path(path), texts)
    try:
        return make(progress)
    except ReadError as error:
        said = explained(error, path, texts)
    except Exception as error:
        if os.environ.get("GOUJI_DEBUG"):
            raise
        said = explained(error, path, texts)
    finally:
        progress.close()
    complain(said)
    return None


def explained(problem: Exception, name: str, texts: Texts) -> str:
    """Why a report cannot be had, for a person: the file, what is wrong with it, what to do. name: of the
    report, where the problem has none."""
    from checks.reading import ReadError

    if isinstance(problem, ReadError):
        return texts.refusal(f"reading.{problem.key}", problem.details | {"path": problem.path})
    from checks.relations.rulebook import RuleError

    if isinstance(problem, RuleError):
        return problem.explained(texts)
    return texts("cli.internal", path=name, reason=failure(problem))


def failure(problem: Exception) -> str:
    """What failed in the program, in one line."""
    return f"{type(problem).__name__}: {problem}".splitlines()[0].rstrip(": ")
