"""A Word table → its cells with their spans. Before: `document.xml`. After: `checks.reading.docx`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from checks.reading.docx.styles import attribute, value
from checks.reading.docx.text import Changes, chosen, is_deleted, is_inserted
from checks.reading.package import local

_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml"})


@dataclass(slots=True)
class TableCell:
    """One cell that shows: merged cells below and beside it are counted in its spans. element: its `w:tc`,
    or an empty element for the gap that an indented row begins with."""

    element: Any
    column: int
    rowspan: int = 1
    colspan: int = 1


def rows_of(table: Any, changes: Changes) -> list[list[TableCell]]:
    """The rows of a table without those marked as deleted, which `changes` counts.

    A cell that continues the one above (`vMerge`) or before (`hMerge`) is left out and widens that one.
    """
    rows = []
    above: dict[int, TableCell] = {}  # by column: the merged cell that can still grow
    for source in _children(table, "tr"):
        properties = source.find("{*}trPr")
        if is_deleted(properties):
            changes.deleted += 1
            continue
        changes.inserted += is_inserted(properties)
        row: list[TableCell] = []
        grown: dict[int, TableCell] = {}
        column = _whole(value(properties, "gridBefore"), 0)
        if column:
            row.append(TableCell(source.makeelement("gap"), 0, colspan=column))
        for element in _children(source, "tc"):
            look = element.find("{*}tcPr")
            width = max(1, _whole(value(look, "gridSpan"), 1))
            vertical = _merge(look, "vMerge")
            if _merge(look, "hMerge") == "continue" and row:
                row[-1].colspan += width
            elif vertical == "continue" and column in above:
                grown[column] = above[column]
                above[column].rowspan += 1
            else:
                row.append(TableCell(element, column, colspan=width))
                if vertical is not None:
                    grown[column] = row[-1]
            column += width
        above = grown
        rows.append(row)
    return rows


def _merge(look: Any | None, name: str) -> str | None:
    """`restart`, `continue` (which Word also writes as nothing), or None for a cell that is not merged."""
    mark = look.find(f"{{*}}{name}") if look is not None else None
    return None if mark is None else attribute(mark, "val") or "continue"


def _children(element: Any, tag: str) -> Iterator[Any]:
    for child in element:
        name = local(child)
        if name == tag:
            yield child
        elif name in _WRAPPERS:
            yield from _children(child, tag)
        elif name == "AlternateContent":
            yield from _children(chosen(child), tag)


def _whole(text: str | None, otherwise: int) -> int:
    return min(int(text), 1_000) if text and text.isdecimal() else otherwise
