"""The reading door: a path comes in, a Document goes out, whatever the format of the file.

The reader is picked by what the file holds (`detect`), never by its name alone, and is imported only
then, so that opening a Markdown file does not load a PDF library. The room after this one is `checks.report`.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Sequence
from pathlib import Path

from checks.reading.detect import Format, detect
from checks.reading.document import Document, Grid, Place, ReadError
from checks.reading.limits import Limits
from checks.reading.progress import Progress, timed
from checks.system_errors import system_error

__all__ = ["Document", "Limits", "Place", "Progress", "ReadError", "read", "read_as_one"]

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def read(path: str | Path, *, limits: Limits | None = None, progress: Progress | None = None) -> Document:
    """Read one file. limits: None means the defaults as the environment changes them.

    Raises ReadError for anything that is no readable report, with the sentence that says why and what to do.
    """
    path = Path(path)
    limits = limits or Limits.from_environment()
    data = _bytes(path, limits)
    document = _read(path, data, limits, timed(path, limits, progress))
    if not _looks_like_report(document):
        raise ReadError("no_report", path)
    return document


def read_as_one(
    paths: Sequence[str | Path], *, limits: Limits | None = None, progress: Progress | None = None
) -> Document:
    """Read several files that are one report (narrative in one, tables in another), in the order given.

    Every Place names its file. Raises ReadError for the first file that cannot be read; a file without
    tables or numbers (a cover) is taken as long as one of the others has some.
    """
    from checks.reading.several import join

    limits = limits or Limits.from_environment()
    parts = []
    for path in map(Path, paths):
        data = _bytes(path, limits)
        parts.append(_read(path, data, limits, timed(path, limits, progress)))
    if not any(map(_looks_like_report, parts)):
        raise ReadError("no_report", Path(paths[0]))
    return join(parts)


def _bytes(path: Path, limits: Limits) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ReadError("folder", path)
        if not stat.S_ISREG(status.st_mode):
            raise ReadError("not_a_file", path)
        if status.st_size > limits.file_bytes:
            raise limits.refusal("file_bytes", path)
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadError("missing", path) from None
    except PermissionError:
        raise ReadError("forbidden", path) from None
    except (OSError, ValueError) as error:
        raise ReadError("unreadable", path, reason=system_error(error)) from None
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        raise ReadError("empty", path)
    return data


def _read(path: Path, data: bytes, limits: Limits, progress: Progress) -> Document:
    match detect(path, data):
        case Format.PDF:
            from checks.reading.pdf import read_pdf

            return read_pdf(path, data, limits=limits, progress=progress)
        case Format.XLSX:
            from checks.reading.sheets.xlsx import read_xlsx

            return read_xlsx(path, data, limits=limits, progress=progress)
        case Format.XLS:
            from checks.reading.sheets.xls import read_xls

            return read_xls(path, data, limits=limits, progress=progress)
        case Format.DOCX:
            from checks.reading.docx import read_docx

            return read_docx(path, data, limits=limits, progress=progress)
        case Format.HTML:
            from checks.reading.html import read_html

            return read_html(path, data, limits=limits, progress=progress)
        case Format.MARKDOWN | Format.TEXT as form:
            from checks.reading.markdown import read_markdown

            return read_markdown(path, data, form=form, limits=limits, progress=progress)


def _looks_like_report(document: Document) -> bool:
    """A report has a table, or Chinese text with numbers in it."""
    if any(isinstance(block, Grid) for block in document.blocks):
        return True
    return any(
        any(character.isdecimal() for character in text) and _CHINESE.search(text)
        for text in (paragraph.text for paragraph in document.paragraphs())
    )
