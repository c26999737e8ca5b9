"""Screens as text, compared with what they were: `GOUJI_SNAPSHOTS=write pytest tests/tui` renews them."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "snapshots"


def matches(name: str, screen: str) -> None:
    """Fails when the screen is not the one kept under that name."""
    path = FOLDER / f"{name}.txt"
    if os.environ.get("GOUJI_SNAPSHOTS") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(screen, encoding="utf-8")
    assert path.is_file(), f"no snapshot {name}: GOUJI_SNAPSHOTS=write makes it"
    assert screen == path.read_text(encoding="utf-8")
