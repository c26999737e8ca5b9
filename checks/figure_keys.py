"""A name for every printed number that survives a re-issued report: no values, lines or pages in it.

Comes in: a Report. Goes out: figure id → key, unique in the report. A reviewer's note on a figure is
kept under this key.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from checks.report.report import Figure, Report

_NUMBER = re.compile(r"[\d.,，%]+")
_WORDS_BEFORE = 24


def figure_keys(report: Report) -> Mapping[int, str]:
    """`T5/2010301/基本支出` for a cell, section and the words before it for a number of the narrative;
    the second of two equal ones gets `#2`."""
    seen: Counter[str] = Counter()
    keys = {}
    for figure in report.figures:
        name = _cell(report, figure) if figure.table is not None else _words(report, figure)
        seen[name] += 1
        keys[figure.id] = name if seen[name] == 1 else f"{name}#{seen[name]}"
    return keys


def _cell(report: Report, figure: Figure) -> str:
    if figure.entry and figure.column_key:
        return f"{figure.table}/{figure.entry}/{figure.column_key}"
    table = report.table(figure.table or "")
    if table is None or figure.row is None or figure.column is None:
        return f"{figure.table}"
    row = zip(table.cells[figure.row], table.columns, strict=True)
    label = "".join(cell.text for cell, column in row if column.role == "label")
    return f"{figure.table}/{label}/{table.columns[figure.column].name}"


def _words(report: Report, figure: Figure) -> str:
    if figure.paragraph is None:
        return "?"
    paragraph = report.paragraphs[figure.paragraph]
    title = report.sections[paragraph.section].title if paragraph.section < len(report.sections) else ""
    before = _NUMBER.sub("#", paragraph.text[: figure.start])[-_WORDS_BEFORE:]
    return f"{title}/{before}"
