"""Coordinates of a PDF page: from its own (y upwards) to the upright page (y downwards from the top left).

Undoes crop boxes, `/Rotate`, and quarter turns. Before everything else of the PDF reader.
"""

from __future__ import annotations

from typing import NamedTuple

from pypdfium2 import raw

Box = tuple[float, float, float, float]
"""left, top, right, bottom, in points."""


class Affine(NamedTuple):
    """x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    @classmethod
    def shown(cls, left: float, bottom: float, right: float, top: float, quarter: int) -> Affine:
        """From the page's own coordinates (y upwards) to the page as shown (y downwards)."""
        match quarter % 4:
            case 0:
                return cls(1, 0, 0, -1, -left, top)
            case 1:
                return cls(0, 1, 1, 0, -bottom, -left)
            case 2:
                return cls(-1, 0, 0, 1, right, -bottom)
            case _:
                return cls(0, -1, -1, 0, top, right)

    def then_turned(self, width: float, height: float, turn: int) -> Affine:
        """This map, followed by `turn` quarter turns clockwise of a page of that size."""
        a, b, c, d, e, f = self
        match turn % 4:
            case 0:
                return self
            case 1:
                return Affine(-b, a, -d, c, height - f, e)
            case 2:
                return Affine(-a, -b, -c, -d, width - e, height - f)
            case _:
                return Affine(b, -a, d, -c, f, width - e)

    def after(self, m: raw.FS_MATRIX) -> Affine:
        """This map applied after the matrix of a page object."""
        a, b, c, d, e, f = self
        return Affine(
            a * m.a + c * m.b, b * m.a + d * m.b,
            a * m.c + c * m.d, b * m.c + d * m.d,
            a * m.e + c * m.f + e, b * m.e + d * m.f + f,
        )  # fmt: skip

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def turned(box: Box, width: float, height: float, turn: int) -> Box:
    """The box after `turn` quarter turns clockwise of a page of that size."""
    left, top, right, bottom = box
    match turn % 4:
        case 0:
            return box
        case 1:
            return height - bottom, left, height - top, right
        case 2:
            return width - right, height - bottom, width - left, height - top
        case _:
            return top, width - right, bottom, width - left
