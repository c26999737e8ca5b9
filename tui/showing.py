"""An audit comes in, what `gouji check` writes goes out: one class a format."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol, TextIO

from checks.texts import Texts
from tui.inputs import complain

if TYPE_CHECKING:
    from checks.finding import Audit
    from checks.output.digest import Digest
    from checks.review import Review

WIDEST = 120
"""Cells: longer lines are hard to read."""


class Shown(Protocol):
    """Told one audit after the other, then the end; gives back what is to be written."""

    def audit(self, audit: Audit) -> str: ...

    def end(self) -> str: ...


class AsText:
    """For people: as wide as the terminal, coloured when there is one."""

    def __init__(self, out: TextIO, texts: Texts, *, everything: bool) -> None:
        from rich.console import Console

        self._console = Console(file=out, highlight=False, markup=False, emoji=False)
        self._texts = texts
        self._everything = everything

    def audit(self, audit: Audit) -> str:
        from checks.output.text import audit_lines

        # who reads a pipe or a file sees no terminal: its width is asked for, or as wide as lines may be
        asked = self._console.is_terminal or os.environ.get("COLUMNS")
        width = min(self._console.width, WIDEST) if asked else WIDEST
        lines = audit_lines(reviewed(audit, self._texts), width, everything=self._everything)
        with self._console.capture() as written:
            self._console.print(*lines, "", sep="\n", soft_wrap=True)
        return written.get()

    def end(self) -> str:
        return ""


class AsJson:
    """For programs: one line a report."""

    def __init__(self, out: TextIO, texts: Texts, *, everything: bool) -> None:
        self._texts = texts

    def audit(self, audit: Audit) -> str:
        from checks.output.json import audit_json

        return audit_json(audit, self._texts) + "\n"

    def end(self) -> str:
        return ""


class AsPage:
    """To print or to send on: one HTML page for all reports."""

    def __init__(self, out: TextIO, texts: Texts, *, everything: bool) -> None:
        self._texts = texts
        self._digests: list[Digest] = []

    def audit(self, audit: Audit) -> str:
        from checks.output.digest import digest

        self._digests.append(digest(reviewed(audit, self._texts), everything=True))
        return ""

    def end(self) -> str:
        from checks.output.html import html_page

        return html_page(self._digests, self._texts)


FORMATS: Mapping[str, Callable[..., Shown]] = {"text": AsText, "json": AsJson, "html": AsPage}


def reviewed(audit: Audit, texts: Texts) -> Review:
    """The audit with the judgements made on it; what is wrong with their files is said on stderr."""
    from checks.review import Review

    review = Review.open(audit, texts)
    for trouble in review.annotations.troubles:
        complain(trouble.explained(texts))
    return review
