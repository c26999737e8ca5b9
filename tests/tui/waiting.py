"""Waiting for the screen in tests."""

from __future__ import annotations

from textual.pilot import Pilot

from tui.screens.review import ReviewScreen

PATIENCE = 400
"""Pauses of 50 ms."""


async def audited(pilot: Pilot[object]) -> ReviewScreen:
    """The screen of the report, once its audit has arrived and is drawn."""
    for _ in range(PATIENCE):
        screen = pilot.app.screen
        if isinstance(screen, ReviewScreen) and screen.journey is not None:
            await pilot.pause()
            return screen
        await pilot.pause(0.05)
    raise AssertionError("the audit did not arrive")
