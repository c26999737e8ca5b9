"""One PDF page → its ruling lines, in pieces as drawn, on the upright page. Before: `pdf_frame`. After:
`pdf_ink`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from checks.reading.pdf_frame import Affine, Box

THIN = 3.2  # points: a filled box no thicker than this is a ruling line; one thicker is shading
_DRAWING = 20_000  # pieces of lines on one page: above this it is a map or a plan, and holds no ruled table


class Rule(NamedTuple):
    """One straight ruling line: at `at` (y of a horizontal, x of a vertical one), from `start` to `end`."""

    at: float
    start: float
    end: float


class Strokes:
    """Collects the straight lines of a page: strokes, edges of stroked boxes, and boxes so thin that
    they are lines (Word and Excel draw every border as a filled box, print drivers as an image)."""

    def __init__(self, upright: Affine, width: float, height: float) -> None:
        self.upright = upright
        self.width = width
        self.height = height
        self.across: list[Rule] = []
        self.down: list[Rule] = []
        self.pictures = 0.0

    def collect(self, page: pypdfium2.PdfPage) -> None:
        count = raw.FPDFPage_CountObjects(page.raw)
        self._walk((raw.FPDFPage_GetObject(page.raw, i) for i in range(count)), self.upright, 0)
        if len(self.across) + len(self.down) > _DRAWING:
            self.across, self.down = [], []

    def _walk(self, objects: Iterator[Any], to: Affine, depth: int) -> None:
        matrix = raw.FS_MATRIX()
        for item in objects:
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                if len(self.across) + len(self.down) > _DRAWING:
                    return
                self._path(item, to)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._image(item, to)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < 8:
                raw.FPDFPageObj_GetMatrix(item, matrix)
                count = raw.FPDFFormObj_CountObjects(item)
                inner = (raw.FPDFFormObj_GetObject(item, i) for i in range(count))
                self._walk(inner, to.after(matrix), depth + 1)

    def _image(self, item: Any, to: Affine) -> None:
        left, top, right, bottom = _bounds(item, to)
        self.pictures += max(0.0, right - left) * max(0.0, bottom - top)
        self._thin_box(left, top, right, bottom)

    def _path(self, item: Any, to: Affine) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, fill, stroke)
        filled = bool(fill.value) and _is_visible(item, raw.FPDFPageObj_GetFillColor)
        stroked = bool(stroke.value) and _is_visible(item, raw.FPDFPageObj_GetStrokeColor)
        if not filled and not stroked:
            return
        if not stroked and raw.FPDFPath_CountSegments(item) <= 5:
            self._thin_box(*_bounds(item, to))
            return
        matrix = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(item, matrix)
        for points in _outlines(item, to.after(matrix)):
            xs, ys = [x for x, _ in points], [y for _, y in points]
            thin = min(max(xs) - min(xs), max(ys) - min(ys)) <= THIN
            if filled and thin:
                self._thin_box(min(xs), min(ys), max(xs), max(ys))
            elif stroked:
                for (x0, y0), (x1, y1) in pairwise(points):
                    self._line(x0, y0, x1, y1)

    def _thin_box(self, left: float, top: float, right: float, bottom: float) -> None:
        """A thin box is a line along its length; a dot may be a piece of either."""
        wide, high = right - left, bottom - top
        if high <= THIN and wide >= high:
            self._line(left, (top + bottom) / 2, right, (top + bottom) / 2)
        if wide <= THIN and high >= wide:
            self._line((left + right) / 2, top, (left + right) / 2, bottom)

    def _line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        wide, high = abs(x1 - x0), abs(y1 - y0)
        if high <= 1.0 and wide > high:
            start, end = max(0.0, min(x0, x1)), min(self.width, max(x0, x1))
            if start < end and -1 <= y0 <= self.height + 1:
                self.across.append(Rule((y0 + y1) / 2, start, end))
        elif wide <= 1.0 and high > 0:
            start, end = max(0.0, min(y0, y1)), min(self.height, max(y0, y1))
            if start < end and -1 <= x0 <= self.width + 1:
                self.down.append(Rule((x0 + x1) / 2, start, end))


def _bounds(item: Any, to: Affine) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return to.box(left.value, bottom.value, right.value, top.value)


def _is_visible(item: Any, colour: Any) -> bool:
    """False for white and for wholly transparent: WPS draws the page behind a cell, and no border, so."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not colour(item, red, green, blue, alpha):
        return True
    return alpha.value > 0 and min(red.value, green.value, blue.value) < 0xFA


def _outlines(item: Any, to: Affine) -> Iterator[list[tuple[float, float]]]:
    """The polygons of a path, upright; a path with curves has none."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for i in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, i)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = to.point(x.value, y.value)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = [point]
        else:
            points.append(point)
        if raw.FPDFPathSegment_GetClose(segment) and points[0] != point:
            points.append(points[0])
    if len(points) > 1:
        yield points
