"""The outline of a report: its tables, then the sections of its narrative, with what was found in each.

Comes in: the Places of a report. Goes out: Rows, each standing for a Part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checks.finding import BREAK, MARKS, TAIL, TIE, UNCHECKED
from checks.report.report import Section
from checks.review import Part as ReportPart
from checks.review import Tally
from checks.texts import Texts
from tui.cells import clean
from tui.panes.canvas import Part
from tui.panes.rows import Row
from tui.places import Places


def outline_rows(places: Places, texts: Texts) -> list[Row]:
    """Tables; then the sections that print figures or have findings, and those they stand under; the
    findings about the report as a whole last."""
    tallies = places.review.by_part()
    rows = [Row(((texts("tui.outline.tables"), "quiet"),))]
    for table in places.report.tables:
        part = ReportPart(table=table.id)
        title: tuple[Part, ...] = (
            (f" {table.id:<3} ", "key"),
            (clean(table.title) or texts("tui.untitled"), "label"),
        )
        rows.append(Row(title, _counts(places, tallies, part), part))
    rows.append(Row(((texts("tui.outline.narrative"), "quiet"),)))
    rows += _sections(places, tallies, texts)
    if ReportPart() in tallies:
        whole = ReportPart()
        name = ((f" {texts('tui.outline.report')}", "label"),)
        rows.append(Row(name, _counts(places, tallies, whole), whole))
    return rows


def _sections(places: Places, tallies: Mapping[ReportPart, Tally], texts: Texts) -> Iterator[Row]:
    sections = places.report.sections
    shown: set[int] = set()
    for section in sections:
        part = ReportPart(section=section.id)
        if part in places.parts or part in tallies:
            above: Section | None = section
            while above is not None and above.id not in shown:
                shown.add(above.id)
                above = sections[above.parent] if above.parent is not None else None
    for section in sections:
        if section.id in shown:
            part = ReportPart(section=section.id)
            depth = _depth(sections, section)
            ink = "heading" if depth == 0 else "label"
            yield Row(
                ((" " * min(depth + 1, 5) + (clean(section.title) or texts("tui.outline.front")), ink),),
                _counts(places, tallies, part),
                part,
            )


def _depth(sections: Sequence[Section], section: Section) -> int:
    depth = 0
    while section.parent is not None:
        section = sections[section.parent]
        depth += 1
    return max(depth - 1, 0)


def _counts(places: Places, tallies: Mapping[ReportPart, Tally], part: ReportPart) -> tuple[Part, ...]:
    """`✗2 ≈1 1/2`: findings that break, tails, judged of those to judge. Without findings of its own a part
    has the mark of the worst of its figures."""
    tally = tallies.get(part, Tally())
    if tally.total:
        counts = ((BREAK, tally.breaks), (TAIL, tally.tails), (UNCHECKED, tally.unresolved))
        found = [(f"{MARKS[mark]}{count} ", mark) for mark, count in counts if count]
        done = "dismissed" if tally.judged == tally.to_judge else "quiet"
        judged = ((f"{tally.judged}/{tally.to_judge}", done),) if tally.to_judge else ()
        return (*found, *judged)
    figures = places.parts.get(part, ())
    if not figures:
        return ()
    marks = {places.marks[figure] for figure in figures}
    worst = next((mark for mark in (BREAK, TAIL, TIE) if mark in marks), UNCHECKED)
    return ((MARKS[worst], "tie.mark" if worst == TIE else worst),)
