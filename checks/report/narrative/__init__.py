"""The narrative of a report: blocks outside the standard tables → paragraphs, sections, figures.

Before this module: `checks.reading`, and `checks.report.tables` for which blocks are tables. After it:
`statements`, which reads what the figures are said to be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from checks.reading.document import Document, Place
from checks.report.narrative.cover import Cover, read_cover
from checks.report.narrative.numbering import is_heading
from checks.report.narrative.printed import FACTORS, printed_numbers
from checks.report.narrative.prose import Prose, read_prose
from checks.report.narrative.topics import topics_of
from checks.report.report import Figure, Kind, Section, TextParagraph


@dataclass(frozen=True, slots=True)
class Narrative:
    """paragraphs and sections index each other; figures are numbered on from the tables' own."""

    cover: Cover
    paragraphs: tuple[TextParagraph, ...]
    sections: tuple[Section, ...]
    figures: tuple[Figure, ...]


def read_narrative(document: Document, used: frozenset[int], first_figure: int) -> Narrative:
    """used: indices of the Document blocks that belong to the standard tables."""
    prose = read_prose(document, used)
    cover = read_cover(document, prose)
    sections, owner = _sections(prose)
    paragraphs = tuple(
        TextParagraph(p.text, p.places, p.origins, owner[i], p.marker.end if p.marker else 0, p.cell, p.block)
        for i, p in enumerate(prose)
    )
    figures: list[Figure] = []
    for index, paragraph in enumerate(paragraphs):
        _read_figures(paragraph, index, first_figure, figures)
    figures = _with_dropped_zeros(figures, paragraphs, topics_of(sections))
    return Narrative(cover, paragraphs, sections, tuple(figures))


def _sections(prose: Sequence[Prose]) -> tuple[tuple[Section, ...], list[int]]:
    """Sections from headings, nested by the level of their numbers; every paragraph belongs to the
    last heading before it. Section 0 is what stands before the first heading."""
    heads: list[tuple[int, str, int, int | None, Place]] = []  # first paragraph, title, level, parent, place
    open_heads: list[int] = []
    owner: list[int] = []
    start = Place() if not prose else prose[0].places[0]
    heads.append((0, "", 0, None, start))
    for index, piece in enumerate(prose):
        level = _heading_level(piece)
        if level:
            while open_heads and heads[open_heads[-1]][2] >= level:
                open_heads.pop()
            parent = open_heads[-1] if open_heads else 0
            heads.append((index, piece.text, level, parent, piece.places[0]))
            open_heads.append(len(heads) - 1)
        owner.append(len(heads) - 1)
    ends = [first for first, *_ in heads[1:]] + [len(prose)]
    sections = tuple(
        Section(i, title, level, parent, range(first, end), place)
        for i, ((first, title, level, parent, place), end) in enumerate(zip(heads, ends, strict=True))
    )
    return sections, owner


def _heading_level(piece: Prose) -> int:
    if piece.cell:
        return 0
    if is_heading(piece.text, piece.marker):
        return piece.marker.level if piece.marker else 0
    return min(piece.level, 6) if piece.level and len(piece.text) <= 60 else 0


_ONE = Decimal(1)
_DECIMALS = 2  # of an amount in 万元


def _read_figures(paragraph: TextParagraph, index: int, first: int, into: list[Figure]) -> None:
    text = paragraph.text
    for number in printed_numbers(text, paragraph.lead):
        amount = number.kind is Kind.AMOUNT
        into.append(
            Figure(
                id=first + len(into),
                value=number.value,
                places=number.places,
                unit=number.unit,
                # an amount without a unit in a text that speaks of 万元 is one (catalogue trap v)
                factor=FACTORS.get(number.unit, _ONE) if amount else _ONE,
                text=text[number.start : number.stop],
                kind=number.kind,
                place=paragraph.place_at(number.start),
                paragraph=index,
                start=number.start,
                end=number.end,
                approximate=number.approximate,
            )
        )


_ENOUGH = 20
"""Amounts with two decimals of which one in ten would end in 0: none in twenty is a habit, not chance."""


_OF_OTHER_PAPERS = {"performance", "duties", ""}


def _with_dropped_zeros(
    figures: list[Figure], paragraphs: Sequence[TextParagraph], topics: Sequence[str]
) -> list[Figure]:
    """Some texts drop closing zeros: 13733.8万元 and 676万元 beside 5717.32万元 are 13733.80 and 676.00.
    Where no amount ends in a zero, shorter ones stand for two decimals. The performance chapter, which
    quotes other papers, is left out."""
    plain = [
        n
        for n, f in enumerate(figures)
        if f.kind is Kind.AMOUNT
        and f.unit == "万元"
        and f.value
        and not f.approximate
        and f.paragraph is not None
        and topics[paragraphs[f.paragraph].section] not in _OF_OTHER_PAPERS
    ]
    full = [figures[n].text for n in plain if figures[n].places == _DECIMALS]
    short = [n for n in plain if figures[n].places < _DECIMALS]
    keeps_zeros = len(full) < _ENOUGH or any(text.endswith("0") for text in full)
    if keeps_zeros or not any(figures[n].places for n in short):
        return figures
    for n in short:
        figures[n] = replace(figures[n], places=_DECIMALS)
    return figures
