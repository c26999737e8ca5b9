"""Where the real reports are: a folder beside the project, or the one GOUJI_SHARED names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def shared_folder() -> Path | None:
    """The folder with `reports/` and `truth/`, None on a machine that does not have it."""
    folder = Path(os.environ.get("GOUJI_SHARED", ROOT.parent / "shared"))
    return folder if (folder / "reports").is_dir() else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real reports and what an expert found in them; skips, and says so, where they are absent."""
    folder = shared_folder()
    if folder is None:
        pytest.skip("no real reports on this machine: GOUJI_SHARED names the folder with reports/ and truth/")
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    return ROOT / "sample_reports"
