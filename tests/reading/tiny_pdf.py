"""Writes small PDFs as a test states them: characters at their places, lines, boxes. Nothing is embedded;
the Chinese font is one of those whose encoding every PDF reader knows.

Coordinates are points from the top left corner of the page as it is read, y downwards to the baseline.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from pathlib import Path

A4 = (595.0, 842.0)
_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts ["
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
    b"/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 "
    b"/FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 "
    b"/StemV 93 >> >>] >>"
)

_FONTS = b"/Resources << /Font << /F 3 0 R >> >>"


def width_of(text: str, size: float) -> float:
    """How wide the font sets a text: a Chinese character 1 em, any other half of it."""
    return size * sum(0.5 if char.isascii() else 1.0 for char in text)


@dataclass
class Page:
    """One page. rotate: the page's /Rotate, with the content turned so that a viewer shows it upright.
    sideways: quarter turns clockwise of the content without any /Rotate, as some print drivers do it.
    form: the page draws its content as a form, twice its size and set back to its place."""

    size: tuple[float, float] = A4
    rotate: int = 0
    sideways: int = 0
    form: bool = False
    content: list[str] = field(default_factory=list)

    def text(
        self, x: float, y: float, text: str, size: float = 10, *, spacing: float = 0, clip: str = ""
    ) -> None:
        """Text from x along the baseline y, its characters `spacing` points further apart than usual."""
        shown = text.encode("utf-16-be").hex()
        drawn = f"BT /F {size} Tf {spacing} Tc 1 0 0 1 {x} {self.size[1] - y} Tm <{shown}> Tj ET"
        self.content.append(f"q {clip} {drawn} Q")

    def right(self, x: float, y: float, text: str, size: float = 10) -> None:
        """Text that ends at x."""
        self.text(x - width_of(text, size), y, text, size)

    def turned(self, x: float, y: float, text: str, size: float = 10, *, upwards: bool = True) -> None:
        """Text that runs upwards (or downwards) from a point, or slanted like a watermark."""
        matrix = "0 1 -1 0" if upwards else "0 -1 1 0"
        shown = text.encode("utf-16-be").hex()
        self.content.append(f"BT /F {size} Tf {matrix} {x} {self.size[1] - y} Tm <{shown}> Tj ET")

    def slanted(self, x: float, y: float, text: str, size: float = 40) -> None:
        """A watermark."""
        shown = text.encode("utf-16-be").hex()
        self.content.append(f"BT /F {size} Tf .7 .7 -.7 .7 {x} {self.size[1] - y} Tm <{shown}> Tj ET")

    def line(self, x0: float, y0: float, x1: float, y1: float, *, dash: str = "") -> None:
        """A stroke of half a point; `dash` as PDF writes it, `[3 3] 0 d`."""
        top = self.size[1]
        self.content.append(f"q .5 w {dash} {x0} {top - y0} m {x1} {top - y1} l S Q")

    def box(self, left: float, top: float, right: float, bottom: float, grey: float = 0) -> None:
        """A filled box."""
        height = self.size[1]
        self.content.append(f"q {grey} g {left} {height - bottom} {right - left} {bottom - top} re f Q")

    def picture(self, left: float, top: float, right: float, bottom: float) -> None:
        """An image, one grey dot large, stretched over a box."""
        place = f"{right - left} 0 0 {bottom - top} {left} {self.size[1] - bottom} cm"
        self.content.append(f"q {place} BI /W 1 /H 1 /BPC 8 /CS /G ID A EI Q")

    def ruled(self, xs: list[float], ys: list[float]) -> None:
        """All lines of a table with columns and rows at these places."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])

    def cells(self, xs: list[float], y: float, texts: list[str], size: float = 10) -> None:
        """One row of text, each cell 3 points from its left line."""
        for x, text in zip(xs, texts, strict=False):
            if text:
                self.text(x + 3, y, text, size)

    def _stream(self) -> bytes:
        width, height = self.size
        turn = {0: "", 1: f"0 -1 1 0 0 {width} cm ", 2: f"-1 0 0 -1 {width} {height} cm ",
                3: f"0 1 -1 0 {height} 0 cm "}[(self.sideways - self.rotate // 90) % 4]  # fmt: skip
        return (turn + "\n".join(self.content)).encode()

    def _media(self) -> tuple[float, float]:
        turns = self.sideways - self.rotate // 90
        return (self.size[1], self.size[0]) if turns % 2 else self.size


def pdf_bytes(*pages: Page, packed: int = 0) -> bytes:
    """The file; its pages' content packed that many times over."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _FONT]
    kids = []
    for page in pages:
        stream = page._stream()
        width, height = page._media()
        for _ in range(packed):
            stream = zlib.compress(stream, 9)
        filters = b"/FlateDecode " * packed
        header = b"/Length %d /Filter [%s]" % (len(stream), filters)
        form = b""
        if page.form:
            header += b" /Subtype /Form /Matrix [2 0 0 2 30 50] /BBox [0 0 2000 2000] %s" % _FONTS
            objects.append(b"<< %s >>\nstream\n%s\nendstream" % (header, stream))
            form = b"/XObject << /X %d 0 R >>" % len(objects)
            stream = b"q .5 0 0 .5 -15 -25 cm /X Do Q"
            header = b"/Length %d" % len(stream)
        objects.append(b"<< %s >>\nstream\n%s\nendstream" % (header, stream))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Rotate {page.rotate} "
            f"/Contents {len(objects)} 0 R ".encode() + _FONTS.replace(b">> >>", b">> %s >> >>" % form)
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def write(path: Path, *pages: Page) -> Path:
    path.write_bytes(pdf_bytes(*pages))
    return path
