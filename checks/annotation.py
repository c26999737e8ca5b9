"""A judgement: what a reviewer thinks of one finding, or notes of one figure. Before this module:
`checks.finding`, whose ids it names; after it: `annotation_text`, `annotations`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

OPEN, CONFIRMED, DISMISSED, QUERY, FIXED = "open", "confirmed", "dismissed", "query", "fixed"
STATUSES = (OPEN, CONFIRMED, DISMISSED, QUERY, FIXED)

On: TypeAlias = Literal["finding", "figure"]
Key: TypeAlias = tuple[On, str]
ONS: tuple[On, ...] = ("finding", "figure")


@dataclass(frozen=True, slots=True)
class Annotation:
    """One judgement on a finding (`id` is its fingerprint) or on a figure (`id` is its stable key).

    stated, expected, message: what the finding said when it was judged, so that a re-issued report that
    says something else is seen to have changed. time: None in an entry written by hand without one.
    """

    id: str
    on: On = "finding"
    status: str = OPEN
    note: str = ""
    reviewer: str = ""
    time: datetime | None = None
    rule: str = ""
    subject: str = ""
    stated: str = ""
    expected: str = ""
    message: str = ""

    @property
    def key(self) -> Key:
        return self.on, self.id

    @property
    def blank(self) -> bool:
        """Says nothing: what is left of a judgement that was taken back."""
        return self.status == OPEN and not self.note

    def newer_than(self, other: Annotation) -> bool:
        return self.time is not None and (other.time is None or self.time > other.time)
