"""The inline marks of a Markdown line or cell → the text a person sees. Before: `checks.reading.markdown`."""

from __future__ import annotations

import html
import re

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_IMAGE = re.compile(r"!\[[^\]\[]*\]\([^()]*\)")
_LINK = re.compile(r"(?<!!)\[([^\]\[]*)\]\((?:[^()\s]|\([^()]*\))*\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,400}?)(?<=\S)\1")
_CODE = re.compile(r"(?<!`)`([^`]+)`(?!`)")
_BREAK = re.compile(r"<br\s*/?>|</?(?:p|ol|ul|li|div)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:span|font|b|strong|i|em|u|s|sup|sub|a|o:p|small|big|center|code|tt|mark)\b[^<>]*>|<!--.{0,400}?-->",
    re.IGNORECASE,
)
_FORMULA = re.compile(r"\$([\d\s.,%+\-−=×÷/()\0]+)\$")
"""Numbers that converters with a recogniser for formulas set apart: `$9 9 . 9 5 \\%$`."""
_STASH = "\0"
"""Stands for an escaped mark while the others are taken away."""


_MARKED = re.compile(r"[\\<\[*_`$&\n]")
"""What most cells have nothing of."""


def plain(text: str) -> str:
    """The text of a line: marks for bold, code, links and inline tags gone, escapes and entities resolved."""
    if "<" in text:
        text = _BREAK.sub(" ", text)
    return _unmarked(text).strip()


def cell_text(text: str) -> str:
    """The text of a table cell: as `plain`, but with its breaks, paragraphs and list items as line breaks."""
    if not _MARKED.search(text):
        return text.strip()
    if "<" in text:
        text = _BREAK.sub("\n", text)
    lines = (line.strip() for line in _unmarked(text).split("\n"))
    return "\n".join(line for line in lines if line)


def _unmarked(text: str) -> str:
    escaped: list[str] = []

    def stash(match: re.Match[str]) -> str:
        escaped.append(match[1])
        return _STASH

    if "\\" in text:
        text = _ESCAPE.sub(stash, text)
    if "<" in text:
        text = _TAG.sub("", text)
    if "[" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    if "*" in text or "__" in text:
        text = _STRONG.sub(r"\2", text)
    if "`" in text:
        text = _CODE.sub(r"\1", text)
    if "$" in text:
        text = _FORMULA.sub(lambda found: "".join(found[1].split()), text)
    if "&" in text:
        text = html.unescape(text)
    if escaped:
        marks = iter(escaped)
        text = re.sub(_STASH, lambda _: next(marks, ""), text)
    return text
