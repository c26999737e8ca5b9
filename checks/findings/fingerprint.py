"""A finding's name for life: it survives a re-issued report with other lines, pages and values.

Comes in: rule, subject, and the figures of the relation that states the finding. Goes out: 12 hex digits,
and unique ones for all findings of an audit. Before this module: `suspects`; after it:
`assemble`. Annotations are kept by these ids.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from checks.finding import Finding
from checks.relations.relation import Relation
from checks.report.report import Figure, Report

_LENGTH = 12


def fingerprint(rule: str, subject: str, operands: Iterable[str]) -> str:
    """From rule, subject and the canonical paths of the operands; neither values nor places go in."""
    text = "\n".join((rule, subject, *sorted(operands)))
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


def operand_paths(relation: Relation, report: Report) -> list[str]:
    """`left:T5/2210201/合计` for a cell, `left:text/财政拨款支出决算说明` for a number of the narrative."""
    return [f"{term.side}:{path(report.figures[term.figure], report)}" for term in relation.terms]


def path(figure: Figure, report: Report) -> str:
    """Where a figure belongs, in the report's own words."""
    if figure.table is not None:
        column = figure.column_key or (str(figure.column) if figure.entry else "")
        return f"{figure.table}/{figure.entry or ''}/{column}"
    if figure.paragraph is None:
        return "text"
    section = report.sections[report.paragraphs[figure.paragraph].section]
    return "text/" + "".join(char for char in section.title if "\u4e00" <= char <= "\u9fff")


def made_unique(findings: Iterable[Finding]) -> list[Finding]:
    """The same findings with ids of their own: the second of a kind is counted, in reading order."""
    seen: Counter[str] = Counter()
    unique = []
    for finding in findings:
        seen[finding.id] += 1
        count = seen[finding.id]
        unique.append(finding if count == 1 else replace(finding, id=fingerprint(finding.id, str(count), ())))
    return unique
