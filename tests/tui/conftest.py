"""The screens, with the audit made by hand, stable from run to run: one size, no state of the machine."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TypeAlias

import pytest
from textual.pilot import Pilot

from checks.texts import Texts
from tests.tui.fake import FakeSource
from tests.tui.waiting import audited
from tui.app import ReviewApp
from tui.screens.review import ReviewScreen

Opened: TypeAlias = Callable[..., AbstractAsyncContextManager[tuple[Pilot[int], ReviewScreen]]]


@pytest.fixture(autouse=True)
def plain_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("GOUJI_THEME", "NO_COLOR", "COLORFGBG", "GOUJI_TEXTS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """`async with opened(lang="zh", size=(120, 40)) as (pilot, screen)`: the review of the report made by
    hand, judgements going to `tmp_path`."""

    @asynccontextmanager
    async def open_it(
        lang: str = "zh", size: tuple[int, int] = (120, 40)
    ) -> AsyncIterator[tuple[Pilot[int], ReviewScreen]]:
        app = ReviewApp([FakeSource((tmp_path / "report.md",))], Texts(lang))
        async with app.run_test(size=size) as pilot:
            yield pilot, await audited(pilot)

    return open_it
