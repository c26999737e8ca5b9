"""What a thing is (a break, a label, the cursor) → how it looks, in every theme.

One table of inks for all; a theme gives their colours. Marks and weight carry the meaning as well, so that
nothing is lost without colour. Textual's style sheets get the same colours as theme variables.
"""

from __future__ import annotations

import os
from functools import lru_cache

from rich.style import Style
from textual.theme import Theme

COLOURS = {
    "gouji-dark": {
        "ground": "#15171b", "raised": "#1b1e23", "bar": "#272b32", "lit": "#2d4f76", "row": "#22262c",
        "cursor": "#33608f", "hit": "#5d4b12",
        "ink": "#d6dae1", "quiet": "#8d96a5", "faint": "#606978",
        "red": "#ff6f6f", "amber": "#d0ab62", "green": "#6cb48a", "blue": "#83bdff", "violet": "#c79bf0",
    },
    "gouji-light": {
        "ground": "#fbfbf9", "raised": "#f2f1ee", "bar": "#e2e0da", "lit": "#b9d3f0", "row": "#ebe9e5",
        "cursor": "#a9cbf2", "hit": "#f6e08a",
        "ink": "#22262d", "quiet": "#5f6672", "faint": "#8d939d",
        "red": "#b3141f", "amber": "#8a6100", "green": "#2c7549", "blue": "#0b57a4", "violet": "#7a3aa8",
    },
}  # fmt: skip
"""A theme: its colours. ground, raised: behind the panes; bar, lit: title bars, with and without the
focus; row, cursor, hit: behind the cursor's row, the cursor, what a search found. The grounds are near
enough to grey for a terminal of 256 colours to show them grey."""

ANSI = "gouji-ansi"
"""The theme that leaves all colours to the terminal; also the one for NO_COLOR."""

THEMES = (*COLOURS, ANSI)

INKS = {
    "text": "ink",
    "quiet": "quiet",
    "faint": "faint",
    "strong": "bold ink",
    "label": "ink",
    "heading": "bold ink",
    "total": "bold ink",
    "key": "bold blue",
    "link": "blue",
    # verdicts
    "break": "bold red",
    "tail": "amber",
    "tie": "ink",
    "tie.mark": "green",
    "unchecked": "quiet",
    # severities, statuses
    "error": "bold red",
    "warning": "bold amber",
    "note": "blue",
    "open": "quiet",
    "confirmed": "red",
    "dismissed": "green",
    "query": "violet",
    "fixed": "green",
    # figures of the check at hand, and the one that is most likely wrong
    "suspect": "bold underline red",
    "term": "underline",
    # grounds
    "ground": "ink on ground",
    "raised": "ink on raised",
    "bar": "quiet on bar",
    "bar.title": "bold ink on bar",
    "lit": "ink on lit",
    "lit.title": "bold ink on lit",
    "row": "on row",
    "cursor": "bold on cursor",
    "cursor.away": "bold underline on row",
    "hit": "on hit",
}

_ANSI_INKS = {
    "text": "default",
    "quiet": "dim",
    "faint": "dim",
    "strong": "bold",
    "label": "default",
    "heading": "bold",
    "total": "bold",
    "tie": "default",
    "tail": "yellow",
    "unchecked": "dim",
    "open": "dim",
    "warning": "bold yellow",
    "query": "magenta",
    "ground": "default on default",
    "raised": "default on default",
    "bar": "",
    "bar.title": "bold underline",
    "lit": "reverse",
    "lit.title": "bold reverse",
    "row": "",
    "cursor": "bold reverse",
    "cursor.away": "bold underline",
    "hit": "reverse",
}


class Inks:
    """The styles of one theme."""

    def __init__(self, theme: str) -> None:
        colours = COLOURS.get(theme, {})
        inks = INKS if colours else INKS | _ANSI_INKS
        self._styles = {
            name: Style.parse(" ".join(colours.get(word, word) for word in spec.split()) or "none")
            for name, spec in inks.items()
        }
        self._mix = lru_cache(maxsize=512)(self._mixed)

    def __call__(self, names: str) -> Style:
        """The style of one ink, or of several laid over each other: `break cursor`."""
        return self._mix(names)

    def _mixed(self, names: str) -> Style:
        return sum((self._styles[name] for name in names.split()), Style.null())


def themes() -> list[Theme]:
    made = [
        Theme(
            name=name,
            primary=colours["blue"],
            error=colours["red"],
            warning=colours["amber"],
            success=colours["green"],
            accent=colours["violet"],
            foreground=colours["ink"],
            background=colours["ground"],
            surface=colours["raised"],
            panel=colours["bar"],
            dark=name == "gouji-dark",
            variables={"scrollbar": colours["faint"], "scrollbar-background": colours["raised"]},
        )
        for name, colours in COLOURS.items()
    ]
    terminal = "ansi_default"
    ansi = Theme(
        name=ANSI,
        ansi=True,
        primary="ansi_blue",
        error="ansi_red",
        warning="ansi_yellow",
        success="ansi_green",
        accent="ansi_magenta",
        foreground=terminal,
        background=terminal,
        surface=terminal,
        panel=terminal,
        boost=terminal,
        variables={"ansi-background": terminal, "ansi-foreground": terminal},
    )
    return [*made, ansi]


def first_theme() -> str:
    """GOUJI_THEME (dark, light, ansi), else ansi without colour, else by the background that COLORFGBG
    names, else dark until the terminal answers what its background is."""
    asked = f"gouji-{os.environ.get('GOUJI_THEME', '')}"
    if asked in THEMES:
        return asked
    if "NO_COLOR" in os.environ:
        return ANSI
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return "gouji-light" if background in {"7", "15"} else "gouji-dark"
