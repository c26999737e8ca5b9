"""Text of a report and a width in cells → where its lines begin and end.

Broken as `checks.output.wrapping` breaks it; besides, every line knows its place in the text, and a figure
stays whole with the tick behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checks.output.wrapping import UNIT
from tui.cells import width as cells

TICK = 1
"""Cells that the tick behind a figure takes."""


def wrap(
    text: str, width: int, *, indent: int = 0, figures: Sequence[tuple[int, int]] = ()
) -> list[tuple[int, int]]:
    """The lines as (start, end) offsets into `text`; an empty text is one empty line.

    indent: cells that the first line leaves free. figures: (start, end) of numbers with their units, in
    order: each stays whole, and a tick will be drawn behind it.
    """
    width = max(width, 2)
    lines: list[tuple[int, int]] = []
    start, used = 0, indent
    for begin, end, size in _units(text, figures):
        if used + size > width and begin > start:
            lines.append((start, begin))
            start, used = begin, 0
        if used + size <= width:
            used += size
            continue
        for at in range(begin, end):  # wider than a line
            step = cells(text[at])
            if used + step > width and at > start:
                lines.append((start, at))
                start, used = at, 0
            used += step
    lines.append((start, len(text)))
    return lines


def wrap_parts(
    parts: Iterable[tuple[str, str]], width: int, *, indent: int = 0
) -> list[list[tuple[str, str]]]:
    """Pieces of text with their inks → the pieces of each line; only the first may begin with a space."""
    pieces = list(parts)
    whole = "".join(text for text, _ in pieces)
    lines = []
    for begin, end in wrap(whole, width, indent=indent):
        start = end - len(whole[begin:end].lstrip(" ")) if begin else 0
        line, at = [], 0
        for text, ink in pieces:
            shown = text[max(start - at, 0) : max(end - at, 0)]
            at += len(text)
            if shown:
                line.append((shown, ink))
        lines.append(line)
    return lines


def _units(text: str, figures: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """(start, end, cells) of the pieces between which a line may end."""
    waiting = iter(figures)
    figure = next(waiting, None)
    begin = ticks = 0
    for unit in UNIT.finditer(text):
        end = unit.end()
        while figure is not None and figure[1] <= end:
            ticks += TICK
            figure = next(waiting, None)
        if figure is None or end <= figure[0]:
            yield begin, end, cells(text[begin:end]) + ticks
            begin, ticks = end, 0
    if begin < len(text):
        yield begin, len(text), cells(text[begin:]) + ticks
