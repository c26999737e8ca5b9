"""Paragraph styles and automatic numbers of a Word file → heading level and printed number of a paragraph.

Word stores the `一、` of a numbered heading nowhere in the text; it is counted here. Before: the package's
`styles.xml` and `numbering.xml`. After: `checks.reading.docx`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from checks.reading.numerals import numeral

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Look:
    """What the properties of a style or paragraph say, None where they say nothing."""

    based_on: str | None
    list_id: str | None
    list_level: int | None
    outline: int | None


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list. restarts: its count begins anew below each number of a higher level.
    legal: higher levels are shown in decimal."""

    start: int
    form: str
    text: str
    restarts: bool
    legal: bool


@dataclass(slots=True)
class _Definition:
    """The levels of a list, and how far each has counted; lists of one definition count on together."""

    levels: dict[int, _Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


@dataclass(slots=True)
class _List:
    """A list as paragraphs name it: its definition, with levels and starts of its own."""

    definition: _Definition
    levels: dict[int, _Level]
    starts: dict[int, int]


class Styles:
    """The styles and lists of one document. `number` is asked once a paragraph, in order, since it counts."""

    def __init__(self, styles: Any | None, numbering: Any | None) -> None:
        self._looks: dict[str, _Look] = {}
        self._default = ""
        for style in () if styles is None else styles.iterfind("{*}style"):
            if attribute(style, "type") == "paragraph":
                name = attribute(style, "styleId") or ""
                self._looks[name] = _look(style)
                if attribute(style, "default") in {"1", "true"}:
                    self._default = name
        self._lists = {} if numbering is None else self._read(numbering)

    def _read(self, numbering: Any) -> dict[str, _List]:
        definitions = {}
        links = {}
        for source in numbering.iterfind("{*}abstractNum"):
            name = attribute(source, "abstractNumId")
            definitions[name] = _Definition(_levels(source))
            links[name] = value(source, "numStyleLink")
        lists = {}
        for source in numbering.iterfind("{*}num"):
            definition = definitions.get(value(source, "abstractNumId"))
            if definition is None:
                continue
            levels: dict[int, _Level] = {}
            starts: dict[int, int] = {}
            for override in source.iterfind("{*}lvlOverride"):
                levels |= _levels(override)
                if start := value(override, "startOverride"):
                    starts[_whole(attribute(override, "ilvl"))] = _whole(start)
            lists[attribute(source, "numId") or ""] = _List(definition, levels, starts)
        for name, link in links.items():
            look = self._looks.get(link or "")
            target = lists.get(look.list_id or "") if look else None
            if target is not None:
                definitions[name].levels.update(target.definition.levels)
        return lists

    def level(self, paragraph: Any) -> int:
        """The heading level of a paragraph, 1 to 9; 0 for body text."""
        for look in self._looks_of(paragraph):
            if look.outline is not None:
                return look.outline + 1 if look.outline < _LEVELS else 0
        return 0

    def number(self, paragraph: Any) -> str:
        """The number that Word prints before a paragraph, "" when it prints none or a bullet."""
        list_id = list_level = None
        for look in self._looks_of(paragraph):
            list_level = look.list_level if list_level is None else list_level
            if look.list_id is not None:
                list_id = look.list_id
                break
        numbered = self._lists.get(list_id or "")
        return "" if numbered is None else _count(numbered, list_level or 0)

    def _looks_of(self, paragraph: Any) -> list[_Look]:
        """A paragraph's own properties, then those of its style and of the styles that one is based on."""
        looks = [_look(paragraph)]
        name = value(_properties(paragraph), "pStyle") or self._default
        while name in self._looks and len(looks) < 20:
            looks.append(self._looks[name])
            name = looks[-1].based_on or ""
        return looks


def _count(numbered: _List, at: int) -> str:
    """Count one on in that level of a list, and write the number."""
    counts = numbered.definition.counts
    levels = numbered.definition.levels | numbered.levels
    level = levels.get(at)
    if level is None:
        return ""
    previous = counts[at]
    if at in numbered.starts:
        counts[at] = numbered.starts.pop(at)
    else:
        counts[at] = level.start if previous is None else previous + 1
    for deeper in range(at + 1, _LEVELS):
        if deeper not in levels or levels[deeper].restarts:
            counts[deeper] = None

    def shown(found: re.Match[str]) -> str:
        index = int(found[1]) - 1
        other = levels.get(index, level)
        number = counts[index]
        return numeral(other.start if number is None else number, "decimal" if level.legal else other.form)

    if level.form == "bullet":
        return ""
    text = _PLACEHOLDER.sub(shown, level.text)
    # without the gap that Word prints, "1." and "5250.40" would become one number
    return f"{text} " if text and text[-1].isascii() else text


def _levels(source: Any) -> dict[int, _Level]:
    return {
        min(_whole(attribute(level, "ilvl")), _LEVELS - 1): _Level(
            start=_whole(value(level, "start"), 1),
            form=_form(level),
            text=value(level, "lvlText") or "",
            restarts=value(level, "lvlRestart") != "0",
            legal=level.find("{*}isLgl") is not None,
        )
        for level in source.iterfind("{*}lvl")
    }


def _form(level: Any) -> str:
    """The number form; newer forms stand in an alternative with an older one to fall back on."""
    found = next(level.iter("{*}numFmt"), None)
    return (attribute(found, "val") if found is not None else None) or "decimal"


def _look(source: Any) -> _Look:
    properties = _properties(source)
    listed = properties.find("{*}numPr") if properties is not None else None
    level, outline = value(listed, "ilvl"), value(properties, "outlineLvl")
    return _Look(
        based_on=value(source, "basedOn"),
        list_id=value(listed, "numId"),
        list_level=None if level is None else min(_whole(level), _LEVELS - 1),
        outline=None if outline is None else _whole(outline),
    )


def _properties(source: Any) -> Any | None:
    return source.find("{*}pPr")


def value(element: Any | None, name: str) -> str | None:
    """The `w:val` of a child, None when there is no such child."""
    child = element.find(f"{{*}}{name}") if element is not None else None
    return attribute(child, "val") if child is not None else None


def attribute(element: Any, name: str) -> str | None:
    """An attribute in the namespace of its element."""
    namespace = element.tag.rpartition("}")[0]
    found: str | None = element.get(f"{namespace}}}{name}", element.get(name))
    return found


def _whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isdecimal() else otherwise
