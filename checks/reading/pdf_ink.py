"""One PDF page → Ink: its characters and ruling lines, turned upright, in points from the top left corner.

The only module that speaks to pdfium. `/Rotate`, crop boxes, and pages whose text was set sideways by a
print driver are all undone here, so that the rest of the reader sees text that runs from left to right
and y that grows downwards. After this module: `pdf_lines` (characters → printed lines), `pdf_rules`
(ruling lines → lattices of cells).
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from checks.reading.pdf_frame import Affine, Box, Window, as_shown, turned
from checks.reading.pdf_strokes import Rule, Strokes

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
    unmapped: characters whose font does not say what they mean. slanted: characters of watermarks, left
    out. pictures: share of the page covered by images. turn: quarter turns clockwise from the page as a
    viewer shows it to the upright one.
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


def page_ink(page: pypdfium2.PdfPage, number: int) -> Ink:
    """Read one page. Raises pypdfium2.PdfiumError for a page that is broken."""
    shown, width, height = as_shown(page)
    strokes = Strokes(page)
    chars = _characters(page, shown, clipped=not strokes.nested)
    turns = Counter(char.turn for char in chars if char.turn is not None)
    turn = -turns.most_common(1)[0][0] % 4 if turns else 0
    upright = shown.then_turned(width, height, turn)
    if turn % 2:
        width, height = height, width
    level = [(char, char.turn) for char in chars if char.turn is not None]
    placed = [(char, _glyph(char, (own + turn) % 4, upright)) for char, own in level]
    printed = [(char, glyph) for char, glyph in placed if 0 <= glyph.x <= width and 0 <= glyph.y <= height]
    across, down = strokes.rules(upright, width, height)
    return Ink(
        number,
        width,
        height,
        tuple(glyph for _, glyph in printed),
        across,
        down,
        unmapped=sum(char.unmapped for char, _ in printed),
        slanted=len(chars) - len(level),
        pictures=min(1.0, strokes.pictures / (width * height or 1.0)),
        turn=turn,
    )


class _Char(NamedTuple):
    """A character as pdfium gives it, in the page's own coordinates (y upwards).

    turn: quarter turns clockwise of its text on the page as shown, None when it is slanted.
    """

    char: str
    box: tuple[float, float, float, float]  # left, bottom, right, top
    x: float
    y: float
    size: float
    turn: int | None
    unmapped: bool


def _characters(page: pypdfium2.PdfPage, shown: Affine, *, clipped: bool) -> list[_Char]:
    text = page.get_textpage()
    try:
        handle = text.raw
        x, y, rect = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
        to_x, to_y, to_rect = ctypes.byref(x), ctypes.byref(y), ctypes.byref(rect)
        address, size, turn, unmapped = None, 0.0, None, False
        window = Window() if clipped else None
        chars = []
        for i in range(raw.FPDFText_CountChars(handle)):
            code = raw.FPDFText_GetUnicode(handle, i)
            if code <= 0x20 and raw.FPDFText_IsGenerated(handle, i):
                continue  # pdfium's own idea of spaces and line ends: it follows the stream, not the print
            owner = raw.FPDFText_GetTextObject(handle, i)
            if not owner:
                continue
            if ctypes.addressof(owner.contents) != address:
                address = ctypes.addressof(owner.contents)
                size, turn = _setting(handle, i, shown)
                unmapped = bool(raw.FPDFText_HasUnicodeMapError(handle, i))
            raw.FPDFText_GetLooseCharBox(handle, i, to_rect)
            box = rect.left, rect.bottom, rect.right, rect.top
            if window and not window.shows(owner, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2):
                continue
            raw.FPDFText_GetCharOrigin(handle, i, to_x, to_y)
            height = size or abs(rect.top - rect.bottom)
            chars.append(_Char(_printed(code), box, x.value, y.value, height, turn, unmapped))
    finally:
        text.close()
    return chars


def _setting(handle: Any, index: int, shown: Affine) -> tuple[float, int | None]:
    """What the characters of one text object share: their size, and how their text is turned."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(handle, index, matrix)
    size = raw.FPDFText_GetFontSize(handle, index) * math.hypot(matrix.c, matrix.d)
    across = shown.a * matrix.a + shown.c * matrix.b
    down = shown.b * matrix.a + shown.d * matrix.b
    return size, _quarter(across, down)


def _quarter(across: float, down: float) -> int | None:
    """Quarter turns clockwise of a direction, None when it is slanted."""
    if abs(down) <= 0.02 * abs(across):
        return 0 if across > 0 else 2
    if abs(across) <= 0.02 * abs(down):
        return 1 if down > 0 else 3
    return None


def _printed(code: int) -> str:
    """The character of a code, every kind of blank as a plain one."""
    if code in _HYPHENS:
        return "-"
    if code < 0x20 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return " " if code in (0x09, 0x0A, 0x0D) else "\ufffd"
    char = chr(code)
    return " " if char.isspace() or code in _WIDTHLESS else char


def _glyph(char: _Char, turn: int, upright: Affine) -> Glyph:
    """The character on the upright page, where its text is turned by `turn` quarters."""
    left, top, right, bottom = upright.box(*char.box)
    x, y = upright.point(char.x, char.y)
    rise = 0.38 * char.size  # from the baseline to the middle of a Chinese character
    match turn:
        case 0:
            return Glyph(char.char, left, right, y, char.size, (left + right) / 2, y - rise, 0)
        case 1:  # runs downwards: its own left is the page's top, its own top the page's right
            return Glyph(char.char, top, bottom, -x, char.size, x + rise, (top + bottom) / 2, 1)
        case 2:
            return Glyph(char.char, -right, -left, -y, char.size, (left + right) / 2, y + rise, 2)
        case _:
            return Glyph(char.char, -bottom, -top, x, char.size, x - rise, (top + bottom) / 2, 3)
