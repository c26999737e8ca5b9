"""The expert's list for one report: truth.json in, one Entry a relation out.

Two spellings occur. Markdown reports: `where` (line, quote, value) and `confidence`. PDFs: `page`,
`quote`, `stated` and `scoring`. Both become the same Entry.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an entry's figure or words stand. value: the digits meant, "" for words."""

    line: int | None
    page: int | None
    quote: str
    value: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One relation as the expert judged it.

    status: TIES | ROUNDING | BREAKS | UNVERIFIABLE. rank: must | probable | should | optional for what
    breaks, "" for the rest. spots: the first is the figure or the words that are wrong.
    """

    id: str
    family: str
    status: str
    rank: str
    relation: str
    stated: str
    expected: str
    spots: tuple[Spot, ...]
    root: str


def load(folder: Path) -> list[Entry]:
    """The entries of one folder of `truth/`."""
    items = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return [_entry(item) for item in items]


def folded(text: str) -> str:
    """Text as it is compared: compatibility forms folded, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _entry(item: dict[str, Any]) -> Entry:
    return Entry(
        id=item["id"],
        family=item["family"],
        status=item["status"],
        rank=_rank(item) if item["status"] == "BREAKS" else "",
        relation=item["relation"],
        stated=item["stated"] or "",
        expected=item["expected"] or "",
        spots=tuple(_spots(item)),
        root=item.get("root") or item.get("group") or item.get("derived_from") or "",
    )


def _rank(item: dict[str, Any]) -> str:
    """`scoring` says it outright; else what is arguable is optional, words should be found, and numbers
    must be when the expert is certain."""
    if "scoring" in item:
        return str(item["scoring"])
    if item["confidence"] == "arguable":
        return "optional"
    if item["family"] == "E":
        return "should"
    return "must" if item["confidence"] == "certain" else "probable"


def _spots(item: dict[str, Any]) -> list[Spot]:
    if "where" in item:
        return [Spot(w["line"], None, folded(w["quote"] or ""), w["value"] or "") for w in item["where"]]
    stated = item["stated"] or ""
    value = stated.rstrip("%") if stated.rstrip("%").replace(".", "", 1).isdigit() else ""
    return [Spot(None, item["page"], folded(item.get("quote") or ""), value)]
