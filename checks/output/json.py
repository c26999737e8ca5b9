"""An Audit as one JSON object on one line: the machine's view of a report, schema 1.

Numbers are strings with their printed digits; a place is `{"line": n}`, `{"page": n, "box": […]}` or
`{"sheet", "cell"}`. Before this room: `checks.findings`. The README describes every field.
"""

from __future__ import annotations

import json
from collections import Counter

from checks.finding import Audit, Finding
from checks.output.messages import column_label, figure_text, finding_message, relation_message, row_label
from checks.relations.wording import ABSENT
from checks.texts import Texts

SCHEMA = 1


def audit_json(audit: Audit, texts: Texts) -> str:
    """The line, without its end. `message` is in the language of `texts`; nothing else depends on it."""
    return json.dumps(audit_object(audit, texts), ensure_ascii=False)


def audit_object(audit: Audit, texts: Texts) -> dict[str, object]:
    report, coverage = audit.report, audit.coverage
    reasons: Counter[tuple[str, str]] = Counter()
    for unchecked in audit.unchecked:
        reasons[unchecked.rule, unchecked.reason] += unchecked.count
    return {
        "schema": SCHEMA,
        "path": str(report.document.path),
        "sha256": report.document.sha256,
        "title": report.title,
        "department": report.department,
        "year": report.year,
        "tables": [
            {
                "id": table.id,
                "title": table.title,
                "unit": table.unit,
                "rows": len(table.cells),
                "columns": len(table.columns),
                "place": table.place.as_json(),
            }
            for table in report.tables
        ],
        "counts": {name: audit.counts.get(name, 0) for name in _COUNTS},
        "coverage": {
            "figures": coverage.figures,
            "checked": coverage.checked,
            "tables": _share(coverage.tables),
            "narrative": _share(coverage.narrative),
        },
        "findings": [_finding(audit, finding, texts) for finding in audit.findings],
        "unchecked": [
            {"rule": rule, "reason": reason, "count": count} for (rule, reason), count in reasons.items()
        ],
        "seconds": round(audit.seconds, 3),
    }


_COUNTS = ("relations", "tie", "tail", "break", "unchecked")


def _share(figures_checked: tuple[int, int]) -> dict[str, int]:
    figures, checked = figures_checked
    return {"figures": figures, "checked": checked}


def _finding(audit: Audit, finding: Finding, texts: Texts) -> dict[str, object]:
    roles = dict(finding.figures)
    follows = [audit.judged[relation] for relation in finding.follows if relation in audit.judged]
    return {
        "id": finding.id,
        "rule": finding.rule,
        "severity": finding.severity,
        "verdict": finding.verdict,
        "message": finding_message(audit, finding, texts),
        "stated": finding.stated,
        "expected": None if finding.expected == ABSENT else finding.expected,
        "difference": finding.difference,
        "suspect": None
        if finding.suspect is None
        else _figure(audit, finding.suspect, roles.get(finding.suspect, "suspect")),
        "suggestion": finding.suggestion,
        "figures": [_figure(audit, figure, role) for figure, role in finding.figures],
        "follows": [
            {"rule": judged.relation.rule, "message": relation_message(audit, judged, texts)}
            for judged in follows
        ],
        "place": finding.place.as_json(),
    }


def _figure(audit: Audit, id: int, role: str) -> dict[str, object]:
    """A number of the narrative has no table, row or column."""
    figure = audit.figure(id)
    table = audit.report.table(figure.table) if figure.table else None
    return {
        "text": figure_text(figure),
        "value": f"{figure.value:f}",
        "unit": figure.unit,
        "role": role,
        "table": figure.table,
        "row": row_label(table, figure) if table else None,
        "column": column_label(table, figure) if table else None,
        "place": figure.place.as_json(),
    }
