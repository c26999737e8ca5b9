"""The runs of a Word paragraph → its text, with what else hangs on it. Before: `document.xml`.

Inserted text counts and deleted text does not, as if all changes were accepted; both are counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from checks.reading.docx.styles import attribute
from checks.reading.package import local

_WRITTEN = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-", "cr": "\n"}
_SILENT = frozenset(
    {"pPr", "rPr", "tblPr", "sdtPr", "rubyPr", "rt", "instrText", "delText", "delInstrText", "fldChar", "sym"}
)
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_INSERTED = frozenset({"ins", "moveTo"})
_DELETED = frozenset({"del", "moveFrom"})


@dataclass
class Changes:
    """How often tracked changes and things that cannot be read were met."""

    inserted: int = 0
    deleted: int = 0
    embedded: int = 0


@dataclass
class Runs:
    """What a paragraph holds. boxes: the text boxes anchored in it. notes: (part, id) of its notes."""

    changes: Changes
    text: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def gather(self, element: Any) -> None:
        """Take in the children of an element: a paragraph, a run, a link, a field …"""
        for child in element:
            name = local(child)
            if name == "t":
                self.text.append(child.text or "")
            elif name in _WRITTEN:
                self.text.append(_WRITTEN[name])
            elif name == "br":
                self.text.append("\n" if attribute(child, "type") in {None, "textWrapping"} else "")
            elif name in _DELETED:
                self.changes.deleted += 1
            elif name == "txbxContent":
                self.boxes.append(child)
            elif name in _NOTES:
                self.notes.append((_NOTES[name], attribute(child, "id") or ""))
            elif name == "AlternateContent":
                self.gather(chosen(child))
            elif name not in _SILENT and not (name == "r" and _is_hidden(child)):
                self.changes.inserted += name in _INSERTED
                self.changes.embedded += name == "OLEObject"
                self.gather(child)


def chosen(alternatives: Any) -> Any:
    """The branch to read of content that is given twice, for newer and for older programs."""
    return next(iter(alternatives), alternatives)


def is_deleted(properties: Any | None) -> bool:
    """Whether a paragraph mark or a table row is marked as deleted, by its `rPr` or `trPr`."""
    return properties is not None and any(local(child) in _DELETED for child in properties)


def is_inserted(properties: Any | None) -> bool:
    """Whether a table row is marked as inserted."""
    return properties is not None and any(local(child) in _INSERTED for child in properties)


def _is_hidden(run: Any) -> bool:
    mark = run.find("{*}rPr/{*}vanish")
    return mark is not None and attribute(mark, "val") not in {"0", "false", "none"}
