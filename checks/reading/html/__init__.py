"""A saved web page → Document: headings, paragraphs and tables in reading order. Before: the reading door.

What a reader of the page does not see (scripts, hidden elements) or does not read (navigation, footers)
is left out. Tables that only lay the page out are walked through. Nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.policy import default as mail_policy
from hashlib import sha256
from pathlib import Path

from lxml import etree

from checks.reading.document import Block, Document, Grid, Paragraph, Place, ReadError, Remark, Span
from checks.reading.encoding import decode
from checks.reading.grids import CellBudget, addressed
from checks.reading.html.columns import blocks_at_places
from checks.reading.html.flow import Element, Line, flow, text_of
from checks.reading.html.positions import lines_at_places
from checks.reading.html.table import grid_of, is_data
from checks.reading.limits import Limits
from checks.reading.progress import Progress

_DECLARED = re.compile(
    rb"<(?:meta\b[^>]*?charset|\?xml\b[^>]*?encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_TICK = 200
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_html(path: Path, data: bytes, *, limits: Limits, progress: Progress) -> Document:
    """Read a page, or the page in a web archive (.mht).

    A Place is the number of the block, counted from 1, and in a table the cell's address in it. Raises
    ReadError when the page goes over a limit or is nested too deep to be parsed whole.
    """
    page, declared = _page_of(data)
    decoded = decode(page, declared)
    if decoded is None:
        raise ReadError("binary", path)
    text, lost = decoded
    root = _parsed(text, path, limits)
    blocks: list[Block] = []
    expected = sum(1 for _ in root.iter("p", "li", "div", "table")) or 1
    for block in _found(root, lambda: Place(line=len(blocks) + 1), path, limits):
        blocks.append(addressed(block) if isinstance(block, Grid) else block)
        if isinstance(block, Grid) or len(blocks) % _TICK == 0:
            progress(min(len(blocks), expected), expected)
    remarks = [Remark("undecodable", Place(line=1), {"count": str(lost)}, "warning")] if lost else []
    if deleted := sum(1 for _ in root.iter("del")):
        remarks.append(Remark("deleted_text", Place(line=1), {"count": str(deleted)}, "warning"))
    return Document(path, "html", sha256(data).hexdigest(), tuple(blocks), tuple(remarks))


def _found(root: Element, place: Callable[[], Place], path: Path, limits: Limits) -> Iterator[Block]:
    budget = CellBudget(path, limits)
    pages = lines_at_places(root)
    if pages is None:
        return _blocks(root, lambda _: place(), path, limits, budget)
    return blocks_at_places(pages, place, budget)


def blocks_of_fragment(
    source: str, before: int, path: Path, limits: Limits, budget: CellBudget
) -> Iterator[Block]:
    """The blocks of HTML that stands in another text, below `before` lines of it; a Place is a line there."""

    def line(element: Element) -> Place:
        return Place(line=before + (element.sourceline or 1))

    yield from _blocks(_parsed(source, path, limits), line, path, limits, budget)


def _blocks(
    root: Element, place: Callable[[Element], Place], path: Path, limits: Limits, budget: CellBudget
) -> Iterator[Block]:
    def is_data_table(element: Element) -> bool:
        if element.tag != "table":
            return False
        if sum(1 for _ in element.iterancestors("table")) >= limits.nesting:
            raise limits.refusal("nesting", path, place(element).short())
        return is_data(element)

    for piece in flow(root, is_data_table):
        if isinstance(piece, Line):
            yield Paragraph((Span(piece.text, place(piece.element)),), piece.level)
            continue
        caption = piece.find("caption")
        if caption is not None and (title := text_of(caption)):
            yield Paragraph((Span(title, place(caption)),))
        grid = grid_of(piece, place, budget)
        if any(cell.text for row in grid.rows for cell in row):
            yield grid


def _parsed(text: str, path: Path, limits: Limits) -> Element:
    """The root element. The parser drops what is nested too deep and says so only in its log."""
    if len(text) > limits.characters:
        raise limits.refusal("characters", path)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True)
    root = etree.fromstring(_XML_DECLARATION.sub("", text).encode("utf-8", "replace"), parser)
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise ReadError("too_deep", path)
    if root is None:
        raise ReadError("empty", path)
    return root


def _page_of(data: bytes) -> tuple[bytes, str | None]:
    """The bytes of the page and the encoding it declares; of a web archive, those of its first page."""
    head = data[:4096]
    if b"multipart/related" in head and b"MIME-Version" in head:
        for part in message_from_bytes(data, policy=mail_policy).walk():
            page = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
            if isinstance(page, bytes):
                return page, part.get_content_charset() or _declared(page)
    return data, _declared(data)


def _declared(page: bytes) -> str | None:
    found = _DECLARED.search(page[:8192])
    return found[1].decode("ascii") if found else None
