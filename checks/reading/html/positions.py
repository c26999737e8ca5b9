"""A page whose text is set at coordinates, as converters of PDF make them → its lines of texts, page by page.

Such a page has no tables and no paragraphs, only pieces of text each with a left and a top (or bottom), in
its style or in a class. Before: the parsed page. After: `checks.reading.html.columns`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.reading.html.flow import Element, is_seen, text_of

_RULE = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_LENGTH = re.compile(r"(?<![\w-])(left|top|bottom|font-size)\s*:\s*(-?\d+(?:\.\d+)?)(px|pt|in|cm|mm)?", re.I)
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}
_FEWEST = 10
"""A page with fewer pieces than this is laid out in another way."""
_SHARE = 0.8
"""Share of the page's text that must stand at coordinates."""
_USUAL_SIZE = 14.0
"""Size of the letters, in pixels, where the page does not say."""
_SAME_LINE = 0.45
"""Pieces whose heights differ by less than this many letters stand on one line."""
_SAME_TEXT = 0.9
"""Pieces closer than this many letters are one text."""


@dataclass(slots=True)
class Text:
    """Text on one line, in pixels; how wide it is can only be estimated from its letters."""

    text: str
    left: float
    top: float
    size: float

    @property
    def right(self) -> float:
        return self.left + self.size * sum(0.5 if letter.isascii() else 1.0 for letter in self.text)


def lines_at_places(root: Element) -> list[list[list[Text]]] | None:
    """The pages of a page set at coordinates, each a list of lines from top to bottom, each a list of texts
    from left to right; None for a page that is made otherwise."""
    sheets = (style.text or "" for style in root.iter("style"))
    classes = {name: _lengths(body) for sheet in sheets for name, body in _RULE.findall(sheet)}
    placed = {}
    inner: set[Element] = set()
    for element in root.iter("div", "p", "span"):
        lengths = _lengths_of(element, classes)
        if "left" in lengths and ("top" in lengths or "bottom" in lengths):
            placed[element] = lengths
            inner.difference_update(element.iterancestors())
            inner.add(element)
    pages: dict[Element, list[Text]] = {}
    for element in placed:
        if element in inner and is_seen(element) and (text := text_of(element).replace("\n", " ")):
            page, piece = _placed(element, text, placed, classes)
            pages.setdefault(page, []).append(piece)
    pieces = [piece for page in pages.values() for piece in page]
    if len(pieces) < _FEWEST or sum(len(piece.text) for piece in pieces) < _SHARE * len(text_of(root)):
        return None
    return [list(_lines(page)) for page in pages.values()]


def _placed(
    element: Element, text: str, placed: dict[Element, dict[str, float]], classes: dict[str, dict[str, float]]
) -> tuple[Element, Text]:
    """The page that an element stands on, and its text there: boxes around it add their own coordinates."""
    left = top = 0.0
    page = element
    for box in (element, *element.iterancestors()):
        if box in placed:
            left += placed[box]["left"]
            top += placed[box]["top"] if "top" in placed[box] else -placed[box]["bottom"]
            page = box.getparent()
    letters = (element, *element.iterdescendants("span"))
    sizes = [size for each in letters if (size := _lengths_of(each, classes).get("font-size"))]
    return page, Text(text, left, top, sizes[0] if sizes else _USUAL_SIZE)


def _lengths_of(element: Element, classes: dict[str, dict[str, float]]) -> dict[str, float]:
    lengths: dict[str, float] = {}
    for name in element.get("class", "").split():
        lengths |= classes.get(name, {})
    style = element.get("style")
    return lengths | _lengths(style) if style else lengths


def _lengths(style: str) -> dict[str, float]:
    found = _LENGTH.findall(style)
    return {name.lower(): float(number) * _PIXELS[unit.lower()] for name, number, unit in found}


def _lines(page: list[Text]) -> Iterator[list[Text]]:
    line: list[Text] = []
    for piece in sorted(page, key=lambda piece: (piece.top, piece.left)):
        if line and piece.top - line[0].top > _SAME_LINE * min(piece.size, line[0].size):
            yield _joined(line)
            line = []
        line.append(piece)
    if line:
        yield _joined(line)


def _joined(line: list[Text]) -> list[Text]:
    """The pieces of a line from left to right, those that touch made one."""
    texts: list[Text] = []
    for piece in sorted(line, key=lambda piece: piece.left):
        if texts and piece.left - texts[-1].right < _SAME_TEXT * piece.size:
            texts[-1] = Text(texts[-1].text + piece.text, texts[-1].left, texts[-1].top, texts[-1].size)
        else:
            texts.append(piece)
    return texts
