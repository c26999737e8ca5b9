"""One PDF page → its ruling lines, in pieces as drawn, on the upright page. Before: `frame`. After:
`ink`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from checks.reading.pdf.frame import Affine, Box, clip_of

_THICK = 5.0  # points: a filled box no thicker than this is a ruling line; one thicker is shading
_LEVEL = 1.0  # points: a stroke that rises no more than this from end to end is straight across
_DRAWING = 20_000  # pieces of lines on one page: above this it is a map or a plan, and holds no ruled table
_NESTING = 8  # forms within forms

_Stroke = tuple[float, float, float, float]
"""A line or thin box in the page's own coordinates: left, bottom, right, top."""


class Rule(NamedTuple):
    """One straight ruling line: at `at` (y of a horizontal, x of a vertical one), from `start` to `end`."""

    at: float
    start: float
    end: float


class Strokes:
    """The straight lines of a page: strokes, edges of stroked boxes, and boxes so thin that they are lines
    (Word and Excel draw every border as a filled box, print drivers as an image).

    pictures: area covered by images. clips: what the clip paths of text in forms leave of it (left, bottom,
    right, top), by the address of the object: pdfium tells neither for an object alone.
    """

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.pictures = 0.0
        self.clips: dict[int, Box] = {}
        self._lines: list[_Stroke] = []
        self._collect(
            _children(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject), Affine.same(), None, 0
        )
        if len(self._lines) > _DRAWING:
            self._lines = []

    def rules(
        self, upright: Affine, width: float, height: float
    ) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
        """The horizontal and the vertical lines, on the upright page of that size."""
        across, down = [], []
        for stroke in self._lines:
            left, top, right, bottom = upright.box(*stroke)
            left, right = max(left, 0.0), min(right, width)
            top, bottom = max(top, 0.0), min(bottom, height)
            wide, high = right - left, bottom - top
            if high <= _THICK and wide >= max(high, 0.0):
                across.append(Rule((top + bottom) / 2, left, right))
            if wide <= _THICK and high >= max(wide, 0.0):
                down.append(Rule((left + right) / 2, top, bottom))
        return tuple(across), tuple(down)

    def _collect(self, items: Iterable[Any], to: Affine, window: Box | None, depth: int) -> None:
        """window: what the clip paths of the forms around these objects leave."""
        matrix = raw.FS_MATRIX()
        for item in items:
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                if len(self._lines) <= _DRAWING:
                    self._path(item, to, _clip(item, to, window))
            elif kind == raw.FPDF_PAGEOBJ_TEXT and depth:
                if clip := _clip(item, to, window):
                    self.clips[ctypes.addressof(item.contents)] = clip
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                left, bottom, right, top = _bounds(item, to)
                self.pictures += max(0.0, right - left) * max(0.0, top - bottom)
                self._thin_box(left, bottom, right, top, None)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _NESTING:
                raw.FPDFPageObj_GetMatrix(item, matrix)
                inner = _children(item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)
                self._collect(inner, to.after(matrix), _clip(item, to, window), depth + 1)

    def _path(self, item: Any, to: Affine, clip: Box | None) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, fill, stroke)
        filled = bool(fill.value) and _is_visible(item, raw.FPDFPageObj_GetFillColor)
        stroked = bool(stroke.value) and _is_visible(item, raw.FPDFPageObj_GetStrokeColor)
        segments = raw.FPDFPath_CountSegments(item)
        if not (filled or stroked) or segments > _DRAWING:
            return
        if not stroked and segments <= 5:
            self._thin_box(*_bounds(item, to), clip)
            return
        matrix = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(item, matrix)
        for points in _outlines(item, segments, to.after(matrix)):
            xs, ys = [x for x, _ in points], [y for _, y in points]
            if filled and min(max(xs) - min(xs), max(ys) - min(ys)) <= _THICK:
                self._thin_box(min(xs), min(ys), max(xs), max(ys), clip)
            elif stroked:
                for (x0, y0), (x1, y1) in pairwise(points):
                    if min(abs(x0 - x1), abs(y0 - y1)) <= _LEVEL:
                        self._add(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), clip)

    def _thin_box(self, left: float, bottom: float, right: float, top: float, clip: Box | None) -> None:
        if min(right - left, top - bottom) <= _THICK:
            self._add(left, bottom, right, top, clip)

    def _add(self, left: float, bottom: float, right: float, top: float, clip: Box | None) -> None:
        if clip is not None:
            left, bottom = max(left, clip[0] - _LEVEL), max(bottom, clip[1] - _LEVEL)
            right, top = min(right, clip[2] + _LEVEL), min(top, clip[3] + _LEVEL)
        if left <= right and bottom <= top:
            self._lines.append((left, bottom, right, top))


def _children(parent: Any, count: Any, get: Any) -> Iterator[Any]:
    return (get(parent, i) for i in range(count(parent)))


def _clip(item: Any, to: Affine, window: Box | None) -> Box | None:
    """What the clip paths of an object, and of the forms it stands in, leave of it on the page."""
    own = clip_of(item)
    if own is None:
        return window
    left, bottom, right, top = to.box(*own)
    if window is None:
        return left, bottom, right, top
    return max(left, window[0]), max(bottom, window[1]), min(right, window[2]), min(top, window[3])


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


def _outlines(item: Any, segments: int, to: Affine) -> Iterator[list[tuple[float, float]]]:
    """The polygons of a path; a path with curves has none."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for i in range(segments):
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
