"""What a narrative has to have: its sections (S108), the counts behind the 三公 amounts (S109), the parts of
政府采购 (S110) and of 国有资产 (S111). What is due is data (`sections.toml`).

A report with a layout of its own, a university's or a budget, owes none of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import tomli

from checks.relations.narrative.wording.scope import Passage, Scope, said
from checks.relations.relation import Relation, Unchecked
from checks.relations.wording import ABSENT, HOLDS

_LEAST = 8
"""A narrative that has fewer of the standard sections is written to another pattern."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section that is due; see `sections.toml`."""

    name: str
    words: re.Pattern[str]
    since: int
    severity: str | None


@dataclass(frozen=True, slots=True)
class Content:
    """What a section says; see `sections.toml`."""

    rule: str
    name: str
    topic: str
    cell: str
    words: tuple[re.Pattern[str], ...]
    none: re.Pattern[str] | None


@lru_cache(maxsize=1)
def _due() -> tuple[tuple[Section, ...], tuple[Content, ...]]:
    data = tomli.loads((Path(__file__).parent / "sections.toml").read_text(encoding="utf-8"))
    sections = tuple(
        Section(s["name"], re.compile(s["words"]), s.get("since", 0), s.get("severity"))
        for s in data["section"]
    )
    contents = tuple(
        Content(
            c["rule"], c["name"], c["topic"], c.get("cell", ""),
            tuple(map(re.compile, c["words"])), re.compile(c["none"]) if "none" in c else None,
        )
        for c in data["content"]
    )  # fmt: skip
    return sections, contents


def sections(scope: Scope) -> Iterator[Relation | Unchecked]:
    """One relation a section and a content that is due."""
    due, contents = _due()
    found = {section.name: _spoken(scope, section.words) for section in due}
    there = [passage for passage in found.values() if passage is not None]
    if scope.report.kind != "决算" or len(there) < _LEAST:
        for rule in ("S108", "S109", "S110", "S111"):
            yield Unchecked(rule, "not_applicable")
        return
    last = there[-1]
    for section in due:
        if (scope.report.year or 0) < section.since:
            continue
        passage = found[section.name]
        yield said(
            "S108", section.name, HOLDS if passage else ABSENT, HOLDS, (passage or last).place_at(0),
            severity=section.severity, name=section.name,
        )  # fmt: skip
    for content in contents:
        yield from _told(scope, content)


def _spoken(scope: Scope, words: re.Pattern[str]) -> Passage | None:
    """Where the narrative speaks of it: a sentence, or a heading with something below it."""
    headed = (
        s.paragraphs[0] for s in scope.report.sections if len(s.paragraphs) > 1 and words.search(s.title)
    )
    sentence = next((passage for passage in scope.body if words.search(passage.text)), None)
    return sentence or next((scope.passages[index] for index in headed), None)


def _told(scope: Scope, content: Content) -> Iterator[Relation]:
    passages = [p for p in scope.body if p.topic == content.topic]
    if not passages or (content.cell and not _spent(scope, content.cell)):
        return
    text = "\n".join(p.text for p in passages)
    nothing = content.none is not None and content.none.search(text) is not None
    told = nothing or all(words.search(text) for words in content.words)
    yield said(
        content.rule,
        content.name,
        HOLDS if told else ABSENT,
        HOLDS,
        passages[0].place_at(0),
        name=content.name,
    )


def _spent(scope: Scope, column: str) -> bool:
    """Whether T7 has a final amount of it."""
    table = scope.report.table("T7")
    entry = table.entry("决算数") if table is not None else None
    figure = entry.cells.get(column) if entry is not None else None
    return figure is not None and scope.report.figures[figure].value != 0
