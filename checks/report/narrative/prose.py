"""Paragraphs of the narrative: Document blocks → TextParagraphs, torn ones joined, text normalised.

A published report tears its paragraphs at page ends and wrapped lines. Text is normalised for matching
(NFKC, spaces dropped, brackets and marks folded to full width) while each character keeps the Place of
the printed line it came from. Before this module: `checks.reading`. After it: `headings`, `printed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checks.reading.document import Document, Grid, Paragraph, Place
from checks.record import record
from checks.report.labels import RADICALS, compatible
from checks.report.narrative.numbering import Marker, is_heading, marker_of

_FOLDED = tuple(zip("():;?![]−–", "（）：；？！〔〕--", strict=True))
_PRINTED = str.maketrans({**RADICALS, "\u200b": "", "\ufeff": ""})
_UNPRINTED = re.compile("[" + "".join(map(chr, _PRINTED)) + "]")
_SIGNS = (
    ("\\geq", "≥"), ("\\leq", "≤"), (">=", "≥"), ("<=", "≤"), ("\\times", "×"), ("\\div", "÷"),
)  # fmt: skip
"""How converters write comparisons and products, in TeX or as they are typed."""
_TEX_TEXT = re.compile(r"\\text\s*\{([^{}]*)\}")
_PAIR = re.compile(r"(?<=\d)\s*，\s*(?=\d)(?!\d{3}(?:，\d{3})*\.\d)")
"""A full-width comma between two integers parts two numbers: 各是12，345个 are twelve and 345. Only a number
with decimals is taken for one that was typed in thousands (1，234.56)."""
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SPACE = re.compile(r"(?<=[0-9A-Za-z%.])\s+(?=[0-9])")
_PROSE_CELL = 24  # characters: a cell with more of them, and punctuation, is prose and not a label


@record
class Prose:
    """One normalised paragraph before sections are known. block: index of its first Document block.
    level: the format's own heading level. cell: it stood in a cell of a table."""

    text: str
    places: tuple[Place, ...]
    origins: tuple[int, ...]
    block: int
    level: int
    marker: Marker | None
    cell: bool = False


def normalise(text: str) -> str:
    """Text as it is matched: NFKC, radicals as characters, no spaces (one is kept between two numbers),
    full-width marks; a comma stays narrow only between the thousands of a number."""
    text = _PAIR.sub("\x01", text) if "，" in text else text
    if _UNPRINTED.search(text):
        text = text.translate(_PRINTED)
    text = compatible(text)
    if "\\" in text:
        text = _TEX_TEXT.sub(r"\1", text).replace("$", "")
    for written, sign in _SIGNS:
        text = text.replace(written, sign)
    words = text.split()
    if len(words) > 1:
        words = _SPACE.sub("\x00", text).split()
    text = "".join(words).replace("\x00", " ")
    for narrow, wide in _FOLDED:
        text = text.replace(narrow, wide)
    if "," in text:
        text = _THOUSANDS.sub("\x00", text).replace(",", "，").replace("\x00", ",")
    return text.replace("\x01", "，")


def read_prose(document: Document, used: frozenset[int]) -> list[Prose]:
    """The paragraphs of the narrative in reading order. used: indices of blocks that belong to the
    standard tables. Prose that stands in the cells of other tables (performance tables) counts too."""
    pieces: list[Prose] = []
    for index, block in enumerate(document.blocks):
        if index in used:
            continue
        if isinstance(block, Paragraph):
            piece = _piece(((s.text, s.place) for s in block.spans), index, block.level)
            if piece is not None:
                pieces.append(piece)
        else:
            pieces.extend(_prose_cells(block, index))
    return list(_joined(pieces))


def _piece(spans: Iterable[tuple[str, Place]], block: int, level: int, cell: bool = False) -> Prose | None:
    texts: list[str] = []
    places: list[Place] = []
    origins: list[int] = []
    for raw, place in spans:
        text = normalise(raw)
        if text:
            origins.extend([len(places)] * len(text))
            places.append(place)
            texts.append(text)
    text = "".join(texts)
    if not text:
        return None
    return Prose(text, tuple(places), tuple(origins), block, level, marker_of(text), cell)


def _prose_cells(grid: Grid, block: int) -> Iterator[Prose]:
    seen: set[int] = set()
    for row in grid.rows:
        for cell in row:
            if (
                id(cell) in seen
                or len(cell.text) < _PROSE_CELL
                or not any(mark in cell.text for mark in "，。；,;")
            ):
                continue
            seen.add(id(cell))
            for part in _unwrapped(cell.text):
                piece = _piece([(part, cell.place)], block, 0, cell=True)
                if piece is not None:
                    yield piece


_ENDS = "。；！？：…"
_ORDINAL = re.compile(r"[一二三四五六七八九十]{1,2}是")


def _unwrapped(text: str) -> list[str]:
    """The paragraphs of a cell: a line that the one before it runs into is wrapped, unless an item begins."""
    parts: list[str] = []
    for line in re.split(r"\n+", text):
        plain = normalise(line)
        begins = marker_of(plain) is not None or _ORDINAL.match(plain) is not None
        if parts and not begins and not normalise(parts[-1]).endswith(tuple(_ENDS)):
            parts[-1] += line
        else:
            parts.append(line)
    return parts
_TITLED = re.compile(r"(?:附?表|附件|附图|图)(?:[一二三四五六七八九十]{1,3}|\d{1,2})[：、]")
_TABLE = re.compile(r"决算(?:明细|总)?表》?(?:[.…·]*\d{1,3})?$")
"""A list of contents names one table a line, by number (表五：…) or by nothing but its title."""


def _joined(pieces: list[Prose]) -> Iterator[Prose]:
    """Join what a page end or a wrapped line has torn: the first part does not end like a sentence,
    is no heading, and the second does not start a numbered item."""
    held: Prose | None = None
    for piece in pieces:
        if held is not None and _torn(held, piece):
            held = _join(held, piece)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _torn(first: Prose, second: Prose) -> bool:
    if first.cell or second.cell or first.level or second.level:
        return False
    text = first.text
    if _TITLED.match(second.text) or (_TABLE.search(text) and _TABLE.search(second.text)):
        return False
    if text.endswith(tuple(_ENDS)) or (second.marker is not None and not text.endswith(("，", "、"))):
        return False
    if second.text[0] in "，。；、）”》%" or second.text.startswith(("（类）", "（款）", "（项）")):
        return True
    if is_heading(text, first.marker):
        # a long 第三部分 … heading may wrap: its tail is short and says nothing of its own
        tail = len(second.text) <= 8 and not any(c in second.text for c in "，。；：")
        return first.marker is not None and first.marker.level == 1 and tail
    return first.marker is not None or len(text) >= 18


def _join(first: Prose, second: Prose) -> Prose:
    shift = len(first.places)
    return Prose(
        first.text + second.text,
        first.places + second.places,
        first.origins + tuple(o + shift for o in second.origins),
        first.block,
        first.level,
        first.marker,
        first.cell,
    )
