"""Where a command writes: stdout, the file that is named, or a folder with a file for each report.

Comes in: what was asked and the text to be written. Goes out: a file that is whole, or the one that stood
there before. What a person cannot get back is never written over: a report, or the judgements on one.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from checks.reading.detect import REPORT_SUFFIXES
from checks.safe_file import rewrite

_OWN = {
    "text": {".txt", ".text", ".log"},
    "json": {".json", ".jsonl"},
    "html": {".html", ".htm"},
    "csv": {".csv"},
    "xlsx": {".xlsx"},
    "parquet": {".parquet"},
}
"""The names that a format is written under: such a file is taken for an earlier result of the same call."""
_EXTENSIONS = {"text": ".txt", "json": ".json", "html": ".html"}


class WouldDestroy(Exception):
    """The file to be written is one that was given to be read, a report or a file of judgements."""


def guard(out: Path, form: str, inputs: Iterable[str]) -> None:
    """Raises WouldDestroy for a path that must not be written over (`--out *.pdf` names a report)."""
    if not out.is_file():
        return
    suffix = out.suffix.lower()
    foreign = suffix in REPORT_SUFFIXES and (suffix not in _OWN[form] or (form == "html" and not _ours(out)))
    given = any(Path(path).exists() and out.samefile(path) for path in inputs)
    if given or out.name.endswith(".review.toml") or foreign:
        raise WouldDestroy(out)


def _ours(page: Path) -> bool:
    """Whether a web page is an earlier result rather than a report."""
    from checks.output.html import GENERATOR

    return GENERATOR.encode() in page.read_bytes()


def write(out: Path, text: str) -> None:
    """Put the text there as a whole; a pipe or a device is written to as it is. Raises OSError, and
    WouldDestroy for a file that holds no text."""
    if out.exists() and not out.is_file():
        out.write_text(text, encoding="utf-8")
        return
    try:
        rewrite(out, lambda _: text)
    except UnicodeDecodeError as error:
        raise WouldDestroy(out) from error


def beside(folder: Path, report: str, form: str) -> Path:
    """The file in a folder that is for one report, named as its judgements are: `accounts.pdf.html`."""
    return folder / f"{Path(report).name}{_EXTENSIONS[form]}"
