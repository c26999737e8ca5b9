"""One PDF page → Ink: its characters and ruling lines, turned upright, in points from the top left corner.

With `frame` and `strokes` the only module that asks pdfium about a page. `/Rotate`, crop boxes, and
text that a print driver set sideways are undone here, so that the rest of the reader sees text that runs
from left to right, and y that grows downwards. After: `lines` (characters → printed lines),
`rules` (ruling lines → lattices of cells).
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from checks.reading.pdf.frame import Affine, Box, Window, as_shown, turned
from checks.reading.pdf.strokes import Rule, Strokes

RISE = 0.38  # em from the baseline to the middle of a Chinese character
_TINY = 0.5  # points: nobody can read smaller text
_NO_LINE = (math.nan, math.nan)
_LEVEL = 0.02  # rise against run: text as level as this is not slanted
_COMMON = (("gb2312", 0xD7), ("big5", 0xC6))  # their first levels hold the characters of everyday text
_HYPHENS = (0x02, 0xFFFE)  # pdfium marks the hyphen at a line's end with codes of its own
_WIDTHLESS = (0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)  # soft hyphen, joiners, byte order mark


class Glyph(NamedTuple):
    """One printed character.

    left, right, baseline: in the frame in which its own text runs from left to right. x, y: its centre on
    the upright page. size: height of its em. turn: quarter turns clockwise of its text against the page,
    0 for nearly all.
    """

    char: str
    left: float
    right: float
    baseline: float
    size: float
    x: float
    y: float
    turn: int


@dataclass(frozen=True, slots=True)
class Ink:
    """What is printed on one page.

    number: 1-based. width, height: of the upright page. glyphs: in the order of the content stream,
    blanks included. across, down: horizontal and vertical ruling lines as drawn, in pieces.
    unmapped: characters whose font does not say what they mean, or says what cannot be. slanted: characters
    of watermarks, left out. pictures: share of the page covered by images. turn: quarter turns clockwise
    from the page as a viewer shows it to the upright one.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()
    unmapped: int = 0
    slanted: int = 0
    pictures: float = 0.0
    turn: int = 0

    def shown(self, box: Box) -> Box:
        """A box of the upright page on the page as a viewer shows it."""
        return turned(box, self.width, self.height, -self.turn)


class TooMuchInk(Exception):
    """A page has more characters than its reader takes."""


def page_ink(page: pypdfium2.PdfPage, number: int, most: int) -> Ink:
    """Read one page of at most that many characters.

    Raises pypdfium2.PdfiumError for a page that is broken, TooMuchInk for one that has more.
    """
    shown, width, height = as_shown(page)
    strokes = Strokes(page)
    text = page.get_textpage()
    try:
        if text.count_chars() > most:
            raise TooMuchInk
        upright = shown
        found = _characters(text, upright, strokes.clips)
        turn = found.prevailing_turn()
        if turn:  # text that a print driver set sideways
            upright = shown.then_turned(width, height, turn)
            found = _characters(text, upright, strokes.clips)
            width, height = (height, width) if turn % 2 else (width, height)
    finally:
        text.close()
    across, down = strokes.rules(upright, width, height)
    return Ink(
        number,
        width,
        height,
        tuple(
            glyph
            for glyph in found.glyphs
            if 0 <= glyph.x <= width and 0 <= glyph.y <= height and _TINY <= glyph.size <= height
        ),
        across,
        down,
        unmapped=found.unmapped,
        slanted=found.slanted,
        pictures=min(1.0, strokes.pictures / (width * height or 1.0)),
        turn=turn,
    )


@dataclass(slots=True)
class _Found:
    """The characters of a text page, and how many the fonts leave unexplained or are set slanted."""

    glyphs: list[Glyph] = field(default_factory=list)
    unmapped: int = 0
    slanted: int = 0

    def prevailing_turn(self) -> int:
        """The quarter turns clockwise that bring most of the text upright."""
        turns = Counter(glyph.turn for glyph in self.glyphs)
        return -turns.most_common(1)[0][0] % 4 if turns else 0


def _characters(text: pypdfium2.PdfTextPage, upright: Affine, clips: Mapping[int, Box]) -> _Found:
    found = _Found()
    handle = text.raw
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    owner_at, line, size, turn, unmapped = 0, _NO_LINE, 0.0, None, False
    window = Window(clips)
    known: dict[int, tuple[str, bool]] = {}
    for i in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, i)
        if code <= 0x20 and raw.FPDFText_IsGenerated(handle, i):
            continue  # pdfium's own idea of spaces and line ends: it follows the stream, not the print
        owner = raw.FPDFText_GetTextObject(handle, i)
        if not owner:
            continue
        raw.FPDFText_GetLooseCharBox(handle, i, box)
        raw.FPDFText_GetCharOrigin(handle, i, x, y)
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        address = ctypes.addressof(owner.contents)
        if address != owner_at:
            # WPS makes every character an object of its own; those in a row are alike, and asking is slow
            owner_at, before, line = address, line, (y.value, top - bottom)
            if line != before:
                size, turn = _setting(handle, i, upright)
                unmapped = bool(raw.FPDFText_HasUnicodeMapError(handle, i))
                window.look_at(owner)
            if turn != 0 or upright.b:
                line = _NO_LINE
        if turn is None:
            found.slanted += 1
            continue
        if not window.shows(owner, (left + right) / 2, (bottom + top) / 2):
            continue
        char, doubtful = known.get(code) or known.setdefault(code, _printed(code))
        found.unmapped += unmapped or doubtful
        found.glyphs.append(
            _glyph(char, upright.box(left, bottom, right, top), upright.point(x.value, y.value), size, turn)
        )
    return found


def _setting(handle: Any, index: int, upright: Affine) -> tuple[float, int | None]:
    """What the characters of one text object share: their size, and the quarter turns clockwise of their
    text (None when it is slanted)."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(handle, index, matrix)
    size = raw.FPDFText_GetFontSize(handle, index) * math.hypot(matrix.c, matrix.d)
    across = upright.a * matrix.a + upright.c * matrix.b
    down = upright.b * matrix.a + upright.d * matrix.b
    if abs(down) <= _LEVEL * abs(across):
        return size, 0 if across > 0 else 2
    if abs(across) <= _LEVEL * abs(down):
        return size, 1 if down > 0 else 3
    return size, None


def _printed(code: int) -> tuple[str, bool]:
    """The character of a code, every kind of blank as a plain one, and whether no Chinese or Latin text is
    likely to have it: fonts without a map give glyph numbers for characters."""
    if code in _HYPHENS:
        return "-", False
    if code < 0x20 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return (" ", False) if code in (0x09, 0x0A, 0x0D) else ("\ufffd", True)
    char = chr(code)
    if char.isspace() or code in _WIDTHLESS:
        return " ", False
    if "\u3400" <= char <= "\u9fff" or code >= 0x20000:
        return char, not any(_is_common(char, encoding, last) for encoding, last in _COMMON)
    is_private = 0xE000 <= code <= 0xF8FF
    is_foreign = 0x7F <= code <= 0x9F or (0xC0 <= code <= 0x24F and char not in "×÷")
    return char, is_private or is_foreign or code == 0xFFFD


def _is_common(char: str, encoding: str, last: int) -> bool:
    code = char.encode(encoding, "ignore")
    return bool(code) and code[0] <= last


def _glyph(char: str, box: Box, origin: tuple[float, float], size: float, turn: int) -> Glyph:
    left, top, right, bottom = box
    x, y = origin
    size = size or abs(bottom - top)
    rise = RISE * size
    if turn == 0:
        return Glyph(char, left, right, y, size, (left + right) / 2, y - rise, 0)
    if turn == 1:  # runs downwards: its own left is the page's top, its own top the page's right
        return Glyph(char, top, bottom, -x, size, x + rise, (top + bottom) / 2, 1)
    if turn == 2:
        return Glyph(char, -right, -left, -y, size, (left + right) / 2, y + rise, 2)
    return Glyph(char, -bottom, -top, x, size, x - rise, (top + bottom) / 2, 3)
