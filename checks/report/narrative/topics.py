"""What each section is about: heading words → topic, from `topics.toml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import tomli

from checks.report.report import Section


@dataclass(frozen=True, slots=True)
class Topic:
    name: str
    words: re.Pattern[str]
    without: re.Pattern[str] | None
    under: frozenset[str]


@lru_cache(maxsize=1)
def _topics() -> tuple[Topic, ...]:
    data = tomli.loads((Path(__file__).parent / "topics.toml").read_text(encoding="utf-8"))
    return tuple(
        Topic(
            t["name"],
            re.compile("|".join(t["any"])),
            re.compile("|".join(t["none"])) if t.get("none") else None,
            frozenset(t.get("under", ())),
        )
        for t in data["topic"]
    )


def topics_of(sections: Sequence[Section]) -> list[str]:
    """The topic of each section; a heading that says nothing takes its parent's."""
    found: list[str] = []
    for section in sections:
        parent = found[section.parent] if section.parent is not None and section.parent < len(found) else ""
        found.append(_topic_of(section.title, parent) or parent)
    return found


def _topic_of(title: str, parent: str) -> str:
    for topic in _topics():
        if topic.under and parent not in topic.under:
            continue
        if topic.words.search(title) and not (topic.without and topic.without.search(title)):
            return topic.name
    return ""
