"""Gouji's engine: reads a report, ties its figures, says what breaks. It knows no screen.

    >>> from checks import audit
    >>> result = audit("report.md")
    >>> [finding.rule for finding in result.findings]

The rooms, in the order a report takes: `reading` → `report` → `relations` → `verdicts` → `findings`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.door import audit

__all__ = ["audit"]


def __getattr__(name: str) -> object:
    if name == "audit":
        from checks.door import audit

        return audit
    raise AttributeError(name)
