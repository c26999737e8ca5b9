"""A picture of the real screen as SVG, for the README and for eyes.

Textual's own export counts characters, which squeezes Chinese; here every character is put on its column.

    python -m tests.tui.picture sample_reports/qingyu-2019.md docs/review.svg --size 120x36 --lang zh \\
        --theme dark --keys "] ] enter"
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from unicodedata import east_asian_width

from rich.cells import cell_len
from rich.color import Color
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual.app import App
from textual.strip import Strip

WIDE, HIGH, BASE = 8, 20, 15
"""A cell in pixels, and where its characters stand."""
FONTS = "'Noto Sans Mono CJK SC','Sarasa Mono SC','Source Han Mono SC',Menlo,Consolas,monospace"
PLAIN = TerminalTheme((20, 23, 28), (214, 218, 225), [(0, 0, 0)] * 8)


def screen_strips(app: App[object]) -> list[Strip]:
    """The lines of the screen as they are sent to the terminal."""
    return app.screen._compositor.render_strips()


def screen_text(app: App[object]) -> str:
    """The screen without its colours, lines without blanks at their ends."""
    return (
        "\n".join("".join(segment.text for segment in strip).rstrip() for strip in screen_strips(app)) + "\n"
    )


def svg(strips: Sequence[Strip]) -> str:
    """The picture of these lines."""
    columns = max((strip.cell_length for strip in strips), default=0)
    width, height = columns * WIDE, len(strips) * HIGH
    body = "".join(part for y, strip in enumerate(strips) for part in _line(strip, y))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.1f} {height:.1f}" '
        f'width="{width:.0f}" height="{height:.0f}" font-family="{FONTS}" font-size="16px">\n'
        f'<rect width="100%" height="100%" fill="{_hex(None, background=True)}"/>\n{body}</svg>\n'
    )


def _line(strip: Strip, y: int) -> Iterator[str]:
    x = 0
    texts = []
    for segment in strip:
        cells = cell_len(segment.text)
        ink, ground, attributes = _look(segment.style or Style.null())
        if ground is not None:
            yield (
                f'<rect x="{x * WIDE:.1f}" y="{y * HIGH:.1f}" width="{cells * WIDE + 0.4:.1f}" '
                f'height="{HIGH + 0.4:.1f}" fill="{ground}"/>\n'
            )
        texts += (_text(*run, y, ink, attributes) for run in _runs(segment.text, x))
        x += cells
    yield from texts


def _runs(text: str, x: int) -> Iterator[tuple[str, list[int]]]:
    """Characters of one width that stand side by side, and the column of each."""

    def alike(character: str) -> tuple[int, bool]:
        """Where a font may draw a character wider than its cell, it stands alone."""
        return cell_len(character), east_asian_width(character) == "A"

    for (size, _), run in groupby(text, alike):
        shown = "".join(run)
        columns = list(range(x, x + size * len(shown), size)) if size else [x] * len(shown)
        if shown.strip():
            yield shown, columns
        x += size * len(shown)


def _text(shown: str, columns: Sequence[int], y: int, ink: str, attributes: str) -> str:
    """Every character on its own column: `x` of an SVG text takes a list."""
    places = " ".join(f"{column * WIDE:g}" for column in columns)
    return (
        f'<text x="{places}" y="{y * HIGH + BASE:g}" fill="{ink}"{attributes} xml:space="preserve">'
        f"{escape(shown)}</text>\n"
    )


def _look(style: Style) -> tuple[str, str | None, str]:
    """Colour of the ink, colour of the ground where there is one, weight and line."""
    ink, ground = _hex(style.color), _hex(style.bgcolor, background=True) if style.bgcolor else None
    if style.reverse:
        ink, ground = ground or _hex(None, background=True), ink
    attributes = ' font-weight="bold"' if style.bold else ""
    attributes += ' text-decoration="underline"' if style.underline else ""
    attributes += ' opacity="0.6"' if style.dim else ""
    return ink, ground, attributes


def _hex(color: Color | None, background: bool = False) -> str:
    if color is None or color.is_default:
        return (PLAIN.background_color if background else PLAIN.foreground_color).hex
    return color.get_truecolor().hex


def main(words: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("report", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", default="120x36")
    parser.add_argument("--lang", default="zh")
    parser.add_argument("--theme", default="dark", choices=["dark", "light", "ansi"])
    parser.add_argument("--keys", default="")
    asked = parser.parse_args(list(words) if words is not None else None)
    asked.out.write_text(asyncio.run(_taken(asked)), encoding="utf-8")


async def _taken(asked: argparse.Namespace) -> str:
    from checks.texts import Texts
    from tests.tui.waiting import audited
    from tui.app import ReviewApp
    from tui.loading import Source

    width, height = map(int, asked.size.split("x"))
    app = ReviewApp([Source((asked.report,))], Texts(asked.lang))
    async with app.run_test(size=(width, height)) as pilot:
        app.theme = f"gouji-{asked.theme}"
        await audited(pilot)
        await pilot.press(*asked.keys.split())
        await pilot.pause()
        return svg(screen_strips(app))


if __name__ == "__main__":
    main()
