"""The lines and grids of all pages → blocks in reading order, with wrapped lines joined to paragraphs.

What the layout shows decides, and of the words no more than list labels and leaders: a first-line indent, a
line that reaches the right margin, the next one at the left margin. Before: `spread`, `running`, `flow`.
After: `pdf`, which makes the Document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from checks.reading.document import Block, Grid, Paragraph, Span
from checks.reading.pdf.flow import Sheet, parts_of
from checks.reading.pdf.frame import Box
from checks.reading.pdf.grid import place_of
from checks.reading.pdf.ink import Ink
from checks.reading.pdf.lines import Line, Run, bounds
from checks.reading.pdf.running import without_running
from checks.reading.pdf.spread import pages_of

_APART = 3.0  # em: runs further apart than this say different things (部门 on the left, 单位 on the right)
_FILLED = 0.6  # of the width of a page is what its lines of prose fill, at least
_PITCH = 2.0  # em: how far lines lie apart where nothing shows it
_LEADER = re.compile(r"(?:\.{3,}|…{2,}|·{3,}|_{3,})\s*\d{0,4}$")
_LABEL = re.compile(
    r"第[一二三四五六七八九十]+[部章节条]|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）"
)
_TOKEN = re.compile(r"[A-Za-z0-9.,%]+|.[，。、；：！？）》”’]?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Margins:
    """Where the text of a page begins and ends, in points, and how far its lines lie apart, in em."""

    left: float
    right: float
    pitch: float


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text of one printed line, or the part of it that stands on its own."""

    text: str
    box: Box
    baseline: float
    size: float
    whole: bool
    ink: Ink


def blocks_of(sheets: Sequence[Sheet]) -> list[Block]:
    """Paragraphs and grids in reading order."""
    pages = [page for sheet in sheets for page in pages_of(sheet)]
    bare = [part for page in without_running(pages) for part in parts_of(page)]
    margins = _margins(bare)
    blocks: list[Block] = []
    lines: list[_Piece] = []
    before = margins[0] if margins else None
    for sheet, margin in zip(bare, margins, strict=True):
        for item in _in_order(sheet):
            if isinstance(item, Grid):
                blocks.extend(_paragraph(lines))
                blocks.append(item)
                lines = []
                continue
            if lines and not _goes_on(lines, before or margin, item, margin):
                blocks.extend(_paragraph(lines))
                lines = []
            lines.append(item)
            before = margin
    blocks.extend(_paragraph(lines))
    return blocks


def _paragraph(lines: Sequence[_Piece]) -> Iterator[Paragraph]:
    if lines:
        ends = [" " if _parts_words(a.text, b.text) else "" for a, b in pairwise(lines)]
        spans = (
            Span(line.text + end, place_of(line.box, line.ink))
            for line, end in zip(lines, [*ends, ""], strict=True)
        )
        yield Paragraph(tuple(spans))


def _in_order(sheet: Sheet) -> list[_Piece | Grid]:
    """Lines and grids of a page from top to bottom."""
    placed: list[tuple[float, float, _Piece | Grid]] = [(box[1], box[0], grid) for box, grid in sheet.grids]
    for line in sheet.lines:
        placed.extend((line.middle, piece.box[0], piece) for piece in _pieces(line, sheet.ink))
    return [item for _, _, item in sorted(placed, key=lambda entry: entry[:2])]


def _pieces(line: Line, ink: Ink) -> Iterator[_Piece]:
    """A line in one piece, or in several where its runs stand far apart."""
    groups: list[list[Run]] = []
    for run in line.runs:
        near = bool(groups) and run.box[0] - groups[-1][-1].box[2] <= _APART * line.size
        if near:
            groups[-1].append(run)
        else:
            groups.append([run])
    whole = len(groups) == 1 and line.turn == 0
    for runs in groups:
        text = " ".join(run.text for run in runs)
        yield _Piece(text, bounds(run.box for run in runs), line.baseline, line.size, whole, ink)


def _goes_on(above: Sequence[_Piece], before: _Margins, piece: _Piece, margins: _Margins) -> bool:
    """Whether a line carries on the paragraph of the lines above it."""
    last = above[-1]
    em = last.size
    if not (last.whole and piece.whole) or abs(last.size - piece.size) > 0.15 * em:
        return False
    if piece.ink.number == last.ink.number and piece.baseline - last.baseline > 1.5 * before.pitch * em:
        return False
    if _LEADER.search(last.text):
        return False
    token = _TOKEN.match(piece.text)
    room = em * sum(0.5 if char.isascii() else 1.0 for char in token.group()) if token else em
    if piece.box[0] <= margins.left + 0.7 * em:
        if _LABEL.match(piece.text):  # a list without indents: only a line that is full to the end runs on
            room = 0.0
        return last.box[2] + room > before.right - 0.4 * em
    is_title = all(_is_centred(line, before) for line in above) and last.text[-1] not in "。；"
    full = last.box[2] - last.box[0] + room > before.right - before.left - 0.4 * em
    return is_title and full and _is_centred(piece, margins)


def _is_centred(piece: _Piece, margins: _Margins) -> bool:
    """A title stands in the middle, as far from the left margin as from the right one."""
    return abs((piece.box[0] - margins.left) - (margins.right - piece.box[2])) < 1.2 * piece.size


def _parts_words(above: str, below: str) -> bool:
    """Whether a line break stands for a blank: between two Latin words."""
    return above[-1].isascii() and above[-1].isalpha() and below[0].isascii() and below[0].isalpha()


# ---------------------------------------------------------------------------------------------------
# Margins


def _margins(sheets: Sequence[Sheet]) -> list[_Margins]:
    """The margins of each page. A page with little text takes those of the nearest page of its shape; one
    whose lines end early (a table of contents) the right margin that pages of its shape have in common."""
    own = [_own_margins(sheet) for sheet in sheets]
    shapes: dict[tuple[int, ...], dict[int, _Margins]] = {}
    for i, (sheet, margins) in enumerate(zip(sheets, own, strict=True)):
        like = shapes.setdefault(_shape(sheet), {})
        if margins is not None:
            like[i] = margins
    rights = {shape: _common_right(like.values()) for shape, like in shapes.items()}
    found = []
    for i, sheet in enumerate(sheets):
        like = shapes[_shape(sheet)]
        if not like:
            found.append(_Margins(0.0, sheet.ink.width, _PITCH))
            continue
        margins = own[i] or like[min(like, key=lambda k: abs(k - i))]
        found.append(replace(margins, right=max(margins.right, rights[_shape(sheet)])))
    return found


def _common_right(like: Iterable[_Margins]) -> float:
    """The right margin that most pages have, 0 when no two agree."""
    ends = Counter(round(margins.right / 6) * 6 for margins in like)
    common, pages = ends.most_common(1)[0] if ends else (0, 0)
    return float(common) if pages > 1 else 0.0


def _shape(sheet: Sheet) -> tuple[int, ...]:
    """What pages, or columns on them, of one layout have in common."""
    extent = sheet.column or (0.0, sheet.ink.width)
    return round(sheet.ink.width), round(sheet.ink.height), *(round(end / 20) for end in extent)


def _own_margins(sheet: Sheet) -> _Margins | None:
    """The margins that the lines of a page agree on; None when there are too few, or they do not fill it."""
    level = [line for line in sheet.lines if line.turn == 0]
    if len(level) < 3:
        return None
    em = _common_size(level)
    body = [line for line in level if abs(line.size - em) < 0.2 * em]
    widest = max(line.right - line.left for line in body)
    left = _agreed(sorted(line.left for line in body), em)
    right = _agreed(sorted(-line.right for line in body if line.right - line.left > 0.6 * widest), em)
    start, end = sheet.column or (0.0, sheet.ink.width)
    if left is None or right is None or -right - left < _FILLED * (end - start):
        return None
    gaps = sorted(b.baseline - a.baseline for a, b in pairwise(level) if b.baseline - a.baseline > 0.8 * em)
    pitch = gaps[len(gaps) // 3] / em if gaps else _PITCH
    return _Margins(left, -right, pitch)


def _agreed(ends: list[float], em: float) -> float | None:
    """The outermost place where at least two lines begin (or end)."""
    return next((a for a, b in pairwise(ends) if b - a < 0.6 * em), None)


def _common_size(lines: Iterable[Line]) -> float:
    """The size that most of the text has."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0
