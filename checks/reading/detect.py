"""Which reader a file needs, by what it holds: magic bytes, members of its archive, tags of its text.

The suffix only decides between kinds of text that look alike. A format that has no reader is refused
with what to convert it to.
"""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum
from pathlib import Path

from checks.reading.document import ReadError
from checks.reading.encoding import decode


class Format(StrEnum):
    """The formats that have a reader; the value is `Document.format`."""

    MARKDOWN = "markdown"
    TEXT = "text"
    PDF = "pdf"
    XLSX = "xlsx"
    XLS = "xls"
    DOCX = "docx"
    HTML = "html"


_FOREIGN = (
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"BM", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"{\\rtf", "convert_docx"),
    (b"MZ", "binary"),
    (b"\x7fELF", "binary"),
)
"""First bytes of what is no report, and its ReadError key; two-letter marks count in binary files only."""

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MEMBERS = (
    ("word/document.xml", Format.DOCX),
    ("xl/workbook.xml", Format.XLSX),
    ("xl/workbook.bin", "convert_xlsx"),
    ("ppt/presentation.xml", "convert_pdf"),
    ("OFD.xml", "convert_pdf"),
    ("content.xml", "convert_open_document"),
)
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "convert_docx"),
    ("PowerPoint Document", "convert_pdf"),
    ("Workbook", Format.XLS),
    ("Book", Format.XLS),
)
_SUFFIXES = {".html": Format.HTML, ".htm": Format.HTML, ".md": Format.MARKDOWN, ".markdown": Format.MARKDOWN}
REPORT_SUFFIXES = frozenset({".pdf", ".docx", ".xlsx", ".xls", ".txt", *_SUFFIXES})
"""What reports are called, where nothing but the name can tell: in a folder, or for a file to be written."""
_PAGE = re.compile(r"<body\b", re.IGNORECASE)
"""A page has one body; Markdown made by converters may have one around every table."""
_OFFICE_XML = re.compile(r"<\?mso-application\s+progid=\"(Word|Excel)\.")
_MARKDOWN = re.compile(r"^(?:#{1,6} |[ \t]*\|.*\|[ \t]*$|[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*\|)", re.MULTILINE)
_HEAD = 4096


def detect(path: Path, data: bytes) -> Format:
    """The format of a file that is not empty. Raises ReadError for one that no reader takes."""
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(_ZIP):
        return _of_archive(path, data)
    if data.startswith(_OLE):
        return _of_compound_file(path, data)
    for mark, key in _FOREIGN:
        if data.startswith(mark) and (len(mark) > 2 or b"\x00" in data[:_HEAD]):
            raise ReadError(key, path)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise ReadError("image", path)
    return _of_text(path, data)


def _of_archive(path: Path, data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ReadError("damaged", path) from None
    for member, found in _MEMBERS:
        if member in names:
            return _reader_or_refusal(found, path)
    raise ReadError("archive", path)


def _of_compound_file(path: Path, data: bytes) -> Format:
    """The main stream of an OLE file: of those known, the one whose directory entry stands first (an
    embedded object's streams follow those of the document around it)."""
    found = []
    for name, format_or_key in _STREAMS:
        entry = (name + "\0").encode("utf-16-le").ljust(64, b"\0")  # a directory entry's padded name field
        position = data.find(entry)
        if position >= 0:
            found.append((position, format_or_key))
    if not found:
        raise ReadError("binary", path)
    return _reader_or_refusal(min(found)[1], path)


def _reader_or_refusal(found: Format | str, path: Path) -> Format:
    if isinstance(found, Format):
        return found
    raise ReadError(found, path)


def _of_text(path: Path, data: bytes) -> Format:
    decoded = decode(data)
    if decoded is None:
        raise ReadError("binary", path)
    text = decoded[0]
    head = text[:_HEAD]
    if _OFFICE_XML.search(head):
        raise ReadError("convert_docx" if "Word." in head else "convert_xlsx", path)
    if "multipart/related" in head and "MIME-Version" in head:
        return Format.HTML
    suffix = path.suffix.lower()
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    opens_with_tag = text.lstrip().startswith("<")
    if opens_with_tag and len(_PAGE.findall(text)) == 1:
        return Format.HTML
    if _MARKDOWN.search(text):
        return Format.MARKDOWN
    return Format.HTML if opens_with_tag and "</" in text else Format.TEXT
