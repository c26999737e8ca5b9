"""Which numbers of the narrative no rule binds, by the words around them: what a new wording costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from checks.finding import UNCHECKED, Audit
from checks.report.report import Kind

BEFORE, AFTER = 24, 8


def bound(audits: list[Audit]) -> dict[str, tuple[int, int]]:
    """Kind of figure → (bound, all) over the narratives of some audits."""
    figures: Counter[str] = Counter()
    checked: Counter[str] = Counter()
    for audit in audits:
        for kind, (total, evaluated) in audit.coverage.by_kind.items():
            figures[kind] += total
            checked[kind] += evaluated
    return {kind: (checked[kind], total) for kind, total in figures.items()}


def unbound(audits: list[Audit]) -> Iterator[tuple[str, str]]:
    """(reason, words around) of amounts and percentages that nothing checks, each wording once."""
    seen = set()
    for audit in audits:
        for figure in audit.report.figures:
            if figure.paragraph is None or figure.kind not in {Kind.AMOUNT, Kind.PERCENT}:
                continue
            if audit.marks.get(figure.id) != UNCHECKED:
                continue
            text = audit.report.paragraphs[figure.paragraph].text
            words = text[max(0, figure.start - BEFORE) : figure.end + AFTER]
            shape = "".join(character for character in words if not character.isdigit())[-14:]
            if shape not in seen:
                seen.add(shape)
                yield audit.reasons.get(figure.id, ""), words
