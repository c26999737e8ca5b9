"""Coordinates of a PDF page: from its own (y upwards) to the upright page (y downwards from the top left).

Undoes crop boxes, `/Rotate`, and quarter turns; tells what a clip path hides. Before everything else of the
PDF reader.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import pypdfium2
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
    def same(cls) -> Affine:
        """The map that moves nothing."""
        return cls(1, 0, 0, 1, 0, 0)

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


def as_shown(page: pypdfium2.PdfPage) -> tuple[Affine, float, float]:
    """The map from a page's own coordinates to the page as a viewer shows it, and the size of that."""
    left, bottom, right, top = page.get_bbox()
    quarter = page.get_rotation() // 90
    width, height = (top - bottom, right - left) if quarter % 2 else (right - left, top - bottom)
    return Affine.shown(left, bottom, right, top, quarter), width, height


class Window:
    """Which page objects their clip paths let through.

    A spreadsheet that WPS prints draws the text of the next page below the edge of this one; only the
    clip path hides it (a Shanghai budget of 2026 repeats half a page so). Objects in a row mostly share a
    path, which has no identity to ask for: between two looks, the path of an object is only asked for when
    the last one known would hide it.

    inside: what is left of objects in forms, by their address, as `Strokes` found it.
    """

    def __init__(self, inside: Mapping[int, Box]) -> None:
        self._inside = inside
        self._clip: Box | None = None
        self._address = 0

    def look_at(self, item: Any) -> None:
        """Take the path of an object for that of the objects that follow."""
        self._address = ctypes.addressof(item.contents)
        self._clip = self._inside.get(self._address) or clip_of(item)

    def shows(self, item: Any, x: float, y: float) -> bool:
        """Whether a point of a page object, in the page's own coordinates, is visible."""
        if self._is_inside(x, y):
            return True
        if ctypes.addressof(item.contents) != self._address:
            self.look_at(item)
        return self._is_inside(x, y)

    def _is_inside(self, x: float, y: float) -> bool:
        if self._clip is None:
            return True
        left, bottom, right, top = self._clip
        return left - 1 <= x <= right + 1 and bottom - 1 <= y <= top + 1


def clip_of(item: Any) -> Box | None:
    """The box (left, bottom, right, top) around what the clip paths of an object leave, None without any; in
    the coordinates of the page or form that the object stands in."""
    path = raw.FPDFPageObj_GetClipPath(item)
    count = raw.FPDFClipPath_CountPaths(path) if path else 0
    if count <= 0:
        return None
    x, y = ctypes.c_float(), ctypes.c_float()
    left, bottom, right, top = -math.inf, -math.inf, math.inf, math.inf
    for index in range(count):
        xs, ys = [], []
        for k in range(raw.FPDFClipPath_CountPathSegments(path, index)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(path, index, k), x, y)
            xs.append(x.value)
            ys.append(y.value)
        if xs:
            left, right = max(left, min(xs)), min(right, max(xs))
            bottom, top = max(bottom, min(ys)), min(top, max(ys))
    return (left, bottom, right, top) if left > -math.inf else None
