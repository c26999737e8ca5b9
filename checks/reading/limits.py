"""How much a reader takes before it refuses a file, so that a hostile or broken one costs a clear line
and not the machine. Every limit is far above what a real report needs; each can be raised by hand.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from checks.reading.document import ReadError

VARIABLE = "GOUJI_LIMIT_"
"""The environment sets a limit by its name in capitals: GOUJI_LIMIT_PAGES=5000."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one reading. A report of 300 pages has about 60 000 cells and 2 million characters."""

    file_bytes: int = 200_000_000
    """Size of the file itself."""
    unpacked_bytes: int = 600_000_000
    """Sum of the members of a docx or xlsx, as their archive declares and as they come out."""
    expansion: int = 400
    """How many times larger a member over a megabyte may be than what is packed of it (a sheet of blank
    formatted cells reaches 60, a bomb 1000)."""
    cells: int = 1_000_000
    """Cells of one table or sheet, empty ones inside its rectangle included."""
    all_cells: int = 3_000_000
    """Cells of all tables."""
    nesting: int = 12
    """Tables within tables, in HTML and DOCX."""
    pages: int = 3_000
    """Pages of a PDF."""
    characters: int = 30_000_000
    """Characters of the text."""
    seconds: int = 300
    """Time for reading one file."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Limits:
        """The defaults, changed by the GOUJI_LIMIT_… variables that are set."""
        limits = cls()
        for name, value in (os.environ if environment is None else environment).items():
            if name.startswith(VARIABLE):
                limits = limits.with_setting(name.removeprefix(VARIABLE).lower(), value)
        return limits

    def with_setting(self, name: str, value: str) -> Limits:
        """The same limits with one changed, as a person writes it (`pages`, `5000`).

        Raises ReadError: `limit_unknown` (no such limit), `limit_value` (no positive whole number).
        """
        known = [field.name for field in fields(self)]
        if name not in known:
            raise ReadError("limit_unknown", name, known=", ".join(known))
        if not value.strip().isdecimal() or int(value) == 0:
            raise ReadError("limit_value", name, value=value)
        return replace(self, **{name: int(value)})

    def refusal(self, name: str, path: Path, where: str = "") -> ReadError:
        """The error for a file that goes over the limit of that name; `where` in it, if known."""
        return ReadError(
            f"limit.{name}",
            path,
            limit=getattr(self, name),
            where=where,
            variable=f"{VARIABLE}{name.upper()}",
        )
