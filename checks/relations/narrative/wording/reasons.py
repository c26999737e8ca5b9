"""S112: a change against last year is given its reason in the same item, as the items beside it are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.relations.narrative.wording.scope import Scope, said
from checks.relations.relation import Relation
from checks.relations.wording import ABSENT, HOLDS
from checks.report.report import Statement

_REASON = re.compile(r"原因|主要是|由于|变动情况|变化情况|增减变动|主要因|[是系]因|主要系|导致|所致|影响")
_HANDS_ON = re.compile(r"(?:如下|其中)(?:（[^）]*）)?[：。]?$")
"""…比上年增加D万元，具体情况如下： leaves the reasons to the items behind it."""

_TOPICS = frozenset(
    {"overall", "income", "expenditure", "fiscal", "gpb", "gpb_overall", "fund", "sangong", "operation"}
)


def reasons(scope: Scope) -> Iterator[Relation]:
    """One relation a paragraph that tells a change, in sections that give reasons: a section that gives
    none at all is written to another pattern, and tells them elsewhere."""
    told: dict[int, Statement] = {}
    for statement in scope.report.statements:
        if statement.topic in _TOPICS and _changed(scope, statement):
            told.setdefault(statement.paragraph, statement)
    explained = {paragraph: _explained(scope, paragraph) for paragraph in told}
    giving = {told[paragraph].section for paragraph, given in explained.items() if given}
    for paragraph, statement in told.items():
        if statement.section in giving:
            yield said(
                "S112", scope.context.name(statement), HOLDS if explained[paragraph] else ABSENT, HOLDS,
                scope.report.paragraphs[paragraph].place_at(statement.start),
                name=scope.context.label(statement), change=_change(scope, statement),
            )  # fmt: skip


def _changed(scope: Scope, statement: Statement) -> bool:
    change = statement.fact("change")
    return change is not None and change.against == "prior" and scope.context.figure(change).value != 0


def _change(scope: Scope, statement: Statement) -> str:
    change = statement.fact("change")
    if change is None:
        return ""
    figure = scope.context.figure(change)
    return f"{'增加' if change.sign > 0 else '减少'}{figure.text}{figure.unit}"


def _explained(scope: Scope, paragraph: int) -> bool:
    """In the paragraph, in the one after it, or item by item: in the items that it announces, or in the
    sections below its own."""
    paragraphs = scope.report.paragraphs
    section = paragraphs[paragraph].section
    texts = [paragraphs[paragraph].text]
    after = paragraphs[paragraph + 1] if paragraph + 1 < len(paragraphs) else None
    if after is not None and after.section == section and not after.lead:
        texts.append(after.text)
    if _HANDS_ON.search(texts[0]) is not None:
        own = scope.report.sections[section].paragraphs
        texts.extend(paragraphs[index].text for index in own if index > paragraph)
    if scope.report.sections[section].paragraphs[-1] == paragraph:
        below = (s for s in scope.report.sections if s.parent == section)
        texts.extend(paragraphs[index].text for part in below for index in part.paragraphs)
    return any(_REASON.search(text) for text in texts)
