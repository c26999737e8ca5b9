"""A place the cursor can go to. Names nothing of the engine: the screen stands before that is imported."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of a table, or an offset of a paragraph of the narrative. figure: what is printed there, if
    it is a figure to tie."""

    table: str | None = None
    row: int = 0
    column: int = 0
    paragraph: int | None = None
    offset: int = 0
    figure: int | None = None
