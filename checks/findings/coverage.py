"""What was checked: a mark for every figure, and for each figure that nothing checked the reason.

Comes in: report, relations, verdicts. Goes out: marks, reasons, `Coverage`, counts. An unchecked figure
is never shown as passed (DESIGN 3.6). Before this module: `checks.verdicts`; after it: `assemble`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise

import polars as pl

from checks.finding import BREAK, TAIL, TIE, UNCHECKED, Coverage
from checks.relations.relation import Relations, Unchecked
from checks.report.report import Figure, Kind, Report

TO_TIE = (Kind.AMOUNT, Kind.PERCENT, Kind.COUNT)
_WORST_FIRST = (BREAK, TAIL, TIE, UNCHECKED)
NOT_APPLICABLE = "not_applicable"


def marks_of(report: Report, relations: Relations, verdicts: pl.DataFrame) -> dict[int, str]:
    """The worst verdict among a figure's relations, for every figure to tie; `unchecked` without any."""
    rank = pl.col("verdict").replace_strict({v: i for i, v in enumerate(_WORST_FIRST)}, return_dtype=pl.Int8)
    worst = (
        relations.terms.join(verdicts.select("relation", rank=rank), on="relation")
        .group_by("figure")
        .agg(pl.col("rank").min())
    )
    found = dict(zip(worst["figure"].to_list(), worst["rank"].to_list(), strict=True))
    return {
        figure.id: _WORST_FIRST[found.get(figure.id, _WORST_FIRST.index(UNCHECKED))]
        for figure in report.figures
        if figure.kind in TO_TIE
    }


def not_evaluated(relations: Relations, verdicts: pl.DataFrame) -> list[Unchecked]:
    """Relations that could not be evaluated (zero base, unreadable operand), as what they are."""
    rows = verdicts.filter(pl.col("verdict") == UNCHECKED).select("relation", "note").iter_rows()
    return [
        Unchecked(
            relation.rule, reason, relation.subject, tuple(dict.fromkeys(t.figure for t in relation.terms))
        )
        for id, reason in rows
        for relation in (relations.items[id],)
    ]


def reasons_of(report: Report, marks: Mapping[int, str], unchecked: Sequence[Unchecked]) -> dict[int, str]:
    """Why nothing checked a figure: what a rule said of it, else what kind of figure it is."""
    said = {figure: entry.reason for entry in reversed(unchecked) for figure in entry.figures}
    crowded = _in_one_clause(report)
    return {
        figure: said.get(figure) or _general_reason(report.figures[figure], crowded)
        for figure, mark in marks.items()
        if mark == UNCHECKED
    }


_CLAUSE_ENDS = re.compile("[，。；：、（）！？]")


def _in_one_clause(report: Report) -> set[int]:
    """Figures of the narrative that share their clause with another: it says more than a pattern explains,
    and which number is of what would be a guess (catalogue section 7, xi)."""
    figures = [f for f in report.figures if f.paragraph is not None and f.kind in TO_TIE]
    found: set[int] = set()
    for one, other in pairwise(figures):
        if one.paragraph == other.paragraph and one.paragraph is not None:
            between = report.paragraphs[one.paragraph].text[one.end : other.start]
            if not _CLAUSE_ENDS.search(between):
                found |= {one.id, other.id}
    return found


def _general_reason(figure: Figure, crowded: Set[int]) -> str:
    if figure.approximate:
        return "approximate"
    if figure.id in crowded:
        return "ambiguous"
    where = "cell" if figure.table is not None else "text"
    return f"no_rule_{where}_{figure.kind.value}"


def coverage_of(report: Report, marks: Mapping[int, str]) -> Coverage:
    """Tables: the cells of recognised forms. Narrative: everything else, small tables of the text
    included."""
    forms = {table.id for table in report.forms()}
    tables: Counter[bool] = Counter()
    narrative: dict[str, Counter[bool]] = defaultdict(Counter)
    for id, mark in marks.items():
        figure = report.figures[id]
        counted = tables if figure.table in forms else narrative[figure.kind.value]
        counted[mark != UNCHECKED] += 1
    by_kind = {kind: _share(counts) for kind, counts in sorted(narrative.items())}
    of_text = (sum(all for all, _ in by_kind.values()), sum(checked for _, checked in by_kind.values()))
    of_tables = _share(tables)
    return Coverage(of_tables[0] + of_text[0], of_tables[1] + of_text[1], of_tables, of_text, by_kind)


def _share(counts: Counter[bool]) -> tuple[int, int]:
    return counts[True] + counts[False], counts[True]


def counts_of(verdicts: pl.DataFrame, unchecked: Sequence[Unchecked]) -> dict[str, int]:
    """relations (evaluated), tie, tail, break, unchecked; rules guarded off are not counted."""
    found = dict(verdicts["verdict"].value_counts().iter_rows())
    judged = {verdict: found.get(verdict, 0) for verdict in (TIE, TAIL, BREAK)}
    idle = sum(entry.count for entry in unchecked if entry.reason != NOT_APPLICABLE)
    return {"relations": sum(judged.values()), **judged, UNCHECKED: idle}
