"""A landscape sheet on which two pages stand side by side → the two pages.

Their titles stand on one height and would be read as one line. Before: `lines`, `grid`. After: `running`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.reading.pdf.flow import Sheet, side_of

_LANDSCAPE = 1.25  # width against height, at least; two A4 pages have 1.41
_LINES = 6  # of a page that holds no table, at least
_CAPTION = 4  # characters of a caption that both pages have, at least


def pages_of(sheet: Sheet) -> Iterator[Sheet]:
    """The sheet itself, or its left and its right page.

    Two tables side by side are no two pages as long as one title or one unit stands over both: each page has
    a table with a caption that the other one has too (单位：万元), or prose beside a table.
    """
    middle = sheet.ink.width / 2
    left, right = (_half(sheet, *ends) for ends in ((0.0, middle), (middle, sheet.ink.width)))
    parted = not any(_crosses(run.box, middle) for line in sheet.lines for run in line.runs)
    if (
        sheet.ink.width >= _LANDSCAPE * sheet.ink.height
        and parted
        and not any(_crosses(box, middle) for box, _ in sheet.grids)
        and _are_pages(left, right)
    ):
        yield from (left, right)
    else:
        yield sheet


def _half(sheet: Sheet, start: float, end: float) -> Sheet:
    grids = tuple(held for held in sheet.grids if start <= held[0][0] < end)
    return Sheet(sheet.ink, tuple(side_of(sheet.lines, start, end)), grids, (start, end))


def _crosses(box: Sequence[float], middle: float) -> bool:
    return box[0] < middle < box[2]


def _are_pages(left: Sheet, right: Sheet) -> bool:
    if left.grids and right.grids:
        return bool(_captions(left) & _captions(right))
    return bool(left.grids or right.grids) and all(
        half.grids or len(half.lines) >= _LINES for half in (left, right)
    )


def _captions(half: Sheet) -> set[str]:
    """What stands above the first table of a page."""
    top = min(box[1] for box, _ in half.grids)
    texts = {run.text for line in half.lines if line.middle < top for run in line.runs}
    return {text for text in texts if len(text) >= _CAPTION}
