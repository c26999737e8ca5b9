"""Characters of a page, or of one cell → printed lines, clustered by baseline.

Neither the order of the stream nor the tops of the glyphs says what stands on one line: print drivers
write a page in any order, and a number set in another font than its sentence is a few points higher or
lower. Baselines agree. Before: `ink`. After: `grid` (lines of a cell), `prose` (paragraphs).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from checks.reading.pdf.frame import Box
from checks.reading.pdf.ink import RISE, Glyph

_SAME_LINE = 0.35  # em: baselines closer than this are one line; lines of text are at least 1 em apart
_RAISED = 0.75  # em: a run this far off still belongs to the line in whose gap it stands
_DOUBLE = 0.15  # em: the same character printed again this close by is bold made by hand
_WORD_GAP = 0.15  # em between Latin letters is a blank
_DIGIT_GAP = 0.29  # em between digits, or between a letter and a digit
_MIXED_GAP = 0.75  # em between Chinese and Latin: typesetters leave 0.25 em there, and more in full lines
_CHINESE_GAP = 0.45  # em between Chinese characters
_BESIDE_MARK = 0.95  # em beside full-width punctuation, whose box is half empty
_WIDE_GAP = 1.9  # em: what stands further apart than this is another run of text on the same line
_SPACING = 4.0  # em: letters of a heading may stand this far apart
_MARKS = frozenset("，。、；：？！（）《》〈〉“”‘’「」『』【】〔〕")


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one line without a wide gap in it. box: on the upright page. size: em, in points."""

    text: str
    box: Box
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: runs from left to right. turn: as in Glyph; 0 for nearly all."""

    runs: tuple[Run, ...]
    baseline: float
    size: float
    turn: int = 0

    @property
    def text(self) -> str:
        return " ".join(run.text for run in self.runs)

    @property
    def box(self) -> Box:
        return bounds(run.box for run in self.runs)

    @property
    def middle(self) -> float:
        """Its height on the upright page; that of Chinese characters, whatever the line holds."""
        if self.turn == 0:
            return self.baseline - RISE * self.size
        return (self.box[1] + self.box[3]) / 2

    @property
    def left(self) -> float:
        return self.runs[0].box[0]

    @property
    def right(self) -> float:
        return self.runs[-1].box[2]


def bounds(boxes: Iterable[Box]) -> Box:
    """The smallest box around one or more boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The printed lines of some characters, from top to bottom (turned text after the rest)."""
    return [line_of(row) for row in rows_of(glyphs)]


def line_of(row: Sequence[Glyph]) -> Line:
    """The line of the characters that `rows_of` found to stand on it."""
    runs = tuple(Run(_text(part, gaps), _box(part), _size(part)) for part, gaps in _cut(_marked(row)))
    return Line(runs, _baseline(row), max(run.size for run in runs), row[0].turn)


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The characters of each line, from left to right; lines from top to bottom, turned text after the
    rest. No line is all blank."""
    rows: list[list[Glyph]] = []
    by_turn = sorted(glyphs, key=attrgetter("turn", "baseline", "left"))
    for _, same in groupby(by_turn, key=attrgetter("turn")):
        level: list[list[Glyph]] = []
        floor = size = 0.0
        for glyph in same:
            if not level or glyph.baseline - floor > _SAME_LINE * max(size, glyph.size):
                level.append([])
                floor, size = glyph.baseline, glyph.size
            level[-1].append(glyph)
            size = max(size, glyph.size)
        printed = [row for row in level if any(glyph.char != " " for glyph in row)]
        rows.extend(_without_doubles(sorted(row, key=attrgetter("left"))) for row in _with_raised(printed))
    return rows


def _with_raised(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Numbers that a font sets off their line, and raised ones, go back into the gap they left there."""
    kept: list[list[Glyph]] = []
    for row in rows:
        host = kept[-1] if kept else None
        if host is not None and _baseline(row) - _baseline(host) <= _RAISED * _size(host + row):
            short, long = sorted((host, row), key=len)
            if _fits_between(short, long):
                host.extend(row)
                continue
        kept.append(list(row))
    return kept


def _fits_between(short: Sequence[Glyph], long: Sequence[Glyph]) -> bool:
    """Whether no character of the short row stands over one of the long row."""
    taken = sorted((glyph.left, glyph.right) for glyph in long if glyph.char != " ")
    reach = _size(long)
    if max(g.right for g in short) < taken[0][0] - reach or min(g.left for g in short) > taken[-1][1] + reach:
        return False
    for glyph in short:
        slack = 0.2 * glyph.size
        if any(left + slack < glyph.right and glyph.left < right - slack for left, right in taken):
            return False
    return True


def _without_doubles(row: list[Glyph]) -> list[Glyph]:
    kept = row[:1]
    for glyph in row[1:]:
        last = kept[-1]
        if glyph.char == last.char and glyph.left - last.left < _DOUBLE * glyph.size and glyph.char != " ":
            continue
        kept.append(glyph)
    return kept


def _size(row: Sequence[Glyph]) -> float:
    return max(glyph.size for glyph in row)


def _baseline(row: Sequence[Glyph]) -> float:
    """The baseline that most characters of a row stand on."""
    ordered = sorted(glyph.baseline for glyph in row if glyph.char != " ")
    return ordered[len(ordered) // 2]


# ---------------------------------------------------------------------------------------------------
# The text of a line: what the gaps between its characters mean


def _marked(row: Sequence[Glyph]) -> list[tuple[Glyph, float, bool]]:
    """Each character but blanks, with the gap before it in em and whether a blank stands in the gap."""
    marked: list[tuple[Glyph, float, bool]] = []
    blank = False
    for glyph in row:
        if glyph.char == " ":
            blank = True
            continue
        if marked:
            last = marked[-1][0]
            gap = (glyph.left - last.right) / max(glyph.size, last.size, 0.1)
        else:
            gap = 0.0
        marked.append((glyph, gap, blank))
        blank = False
    return marked


def _cut(marked: list[tuple[Glyph, float, bool]]) -> list[tuple[list[Glyph], list[float]]]:
    """The runs between wide gaps: their characters, and the gap before each where it is a blank (else 0)."""
    spaced = _is_letter_spaced(marked)
    pieces: list[tuple[list[Glyph], list[float]]] = []
    for glyph, gap, blank in marked:
        if not pieces or (gap > _WIDE_GAP and not spaced):
            pieces.append(([], []))
        glyphs, gaps = pieces[-1]
        is_blank = bool(glyphs) and not spaced and gap > _blank_width(glyphs[-1].char, glyph.char, blank)
        gaps.append(gap if is_blank else 0.0)
        glyphs.append(glyph)
    return pieces


def _blank_width(left: str, right: str, blank: bool) -> float:
    """The gap in em above which a reader sees a blank between two characters; one that the print has
    there (`blank`) may be narrow."""
    if _is_latin(left) and _is_latin(right):
        if (left.isalpha() and right.isalpha()) or blank:
            return _WORD_GAP
        return _DIGIT_GAP
    if left in _MARKS or right in _MARKS:
        return _BESIDE_MARK
    if _is_latin(left) or _is_latin(right):
        return _CHINESE_GAP if blank else _MIXED_GAP
    return _CHINESE_GAP


def _is_letter_spaced(marked: list[tuple[Glyph, float, bool]]) -> bool:
    """A line set wide, all its gaps alike: a heading of single Chinese characters (目　录) as wide as can
    be, any other text a little."""
    gaps = [gap for _, gap, _ in marked[1:]]
    if not gaps:
        return False
    narrow, wide = min(gaps), max(gaps)
    if all(_is_chinese(glyph.char) for glyph, _, _ in marked):
        return narrow > _CHINESE_GAP and wide < _SPACING and wide - narrow < 0.5 * wide
    return len(gaps) > 2 and narrow > 0.1 and wide - narrow < 0.2


def _text(glyphs: list[Glyph], gaps: list[float]) -> str:
    """The characters with their blanks; the blanks inside a letter-spaced word are no blanks."""
    inside = _spaced_words(glyphs, gaps)
    return "".join(
        f" {glyph.char}" if gap and not spaced else glyph.char
        for glyph, gap, spaced in zip(glyphs, gaps, inside, strict=True)
    )


def _spaced_words(glyphs: list[Glyph], gaps: list[float]) -> list[bool]:
    """For each character, whether the gap before it only sets letters of one word apart: three or more
    single Chinese characters in a row, each with a like gap before it."""
    inside = [False] * len(glyphs)
    start = 0
    for i in range(1, len(glyphs) + 1):
        goes_on = (
            i < len(glyphs)
            and gaps[i] > 0
            and _is_chinese(glyphs[i].char)
            and _is_chinese(glyphs[i - 1].char)
            and (i - start < 2 or abs(gaps[i] - gaps[i - 1]) < 0.35 * gaps[i])
        )
        if goes_on:
            continue
        if i - start >= 3 and (i == len(glyphs) or gaps[i] > 0):
            inside[start + 1 : i] = [True] * (i - start - 1)
        start = i
    return inside


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isprintable()


def _is_chinese(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff" and char.isalpha()


def _box(glyphs: list[Glyph]) -> Box:
    if glyphs[0].turn == 0:
        tops = min(glyph.baseline - 0.86 * glyph.size for glyph in glyphs)
        bottoms = max(glyph.baseline + 0.14 * glyph.size for glyph in glyphs)
        return min(glyph.left for glyph in glyphs), tops, max(glyph.right for glyph in glyphs), bottoms
    return bounds((g.x - g.size / 2, g.y - g.size / 2, g.x + g.size / 2, g.y + g.size / 2) for g in glyphs)
