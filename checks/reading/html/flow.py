"""An HTML element → the lines of text that a person sees in it, in order. Before: the parsed page.

Both the running text of a page and the text of a table cell are made here, so they agree on what is
seen, where a line ends, and what a list item is called.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = Any
"""An lxml element; lxml has no types of its own."""

_BREAKING = frozenset(
    {
        "address", "article", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hr", "html", "legend", "li", "main", "ol", "p", "pre", "section", "summary",
        "details", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_UNSEEN = frozenset(
    {
        "script", "style", "noscript", "template", "head", "title", "iframe", "object", "svg",
        "math", "select", "datalist", "button", "input", "textarea", "audio", "video", "canvas",
        "map", "del",
    }
)
_CHROME = frozenset({"nav", "footer", "aside", "menu"})
_CHROME_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar"})
_CHROME_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|footer|copyright|sidebar|share|pager|"
    r"friendlinks?|toolbar)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CHROME_LENGTH = 1_500
"""An element named after navigation with more text than this is not believed to be navigation."""
_MENU_LINKS = 3
"""So many links with hardly any other text in a list are a menu."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_UNNUMBERED = re.compile(r"list-style[\w-]*\s*:\s*none", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as a browser would break it, but not wrapped. level: of the heading it stands in.
    element: the one that opened the line."""

    text: str
    level: int
    element: Element


def flow(root: Element, opaque: Callable[[Element], bool] | None = None) -> Iterator[Line | Element]:
    """The lines of an element; an element for which `opaque` says so is given as it is, in its place."""
    return _Flow(root).run(opaque or (lambda element: False))


def text_of(element: Element) -> str:
    """The text of an element, its lines kept apart by newlines."""
    if not len(element):
        return collapsed(element.text or "")
    return "\n".join(line.text for line in flow(element))


def collapsed(text: str) -> str:
    """Text with its runs of white space made one space, as a browser shows it."""
    return _SPACE.sub(" ", text).strip()


class _Flow:
    """Walks an element and gathers what is to stand on one line."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._opener = root
        self._text: list[str] = []
        self._levels = [0]
        self._items: dict[Element, int] = {}

    def run(self, opaque: Callable[[Element], bool]) -> Iterator[Line | Element]:
        walk = etree.iterwalk(self._root, events=("start", "end", "comment", "pi"))
        skipped = None
        for event, element in walk:
            if event == "start":
                if not is_seen(element):
                    skipped = element
                elif element is not self._root and opaque(element):
                    yield from self._line()
                    yield element
                    skipped = element
                else:
                    if element.tag in _BREAKING:
                        yield from self._line()
                        self._open(element)
                    self._text.append(element.text or "")
                    continue
                walk.skip_subtree()
                continue
            if event == "end" and element is not skipped and element.tag in _BREAKING:
                yield from self._line()
                if element.tag in _LEVELS:
                    self._levels.pop()
            if element is not self._root:
                self._text.append(element.tail or "")
        yield from self._line()

    def _open(self, element: Element) -> None:
        self._opener = element
        if element.tag in _LEVELS:
            self._levels.append(_LEVELS[element.tag])
        elif element.tag == "li":
            self._text.append(self._number(element))

    def _line(self) -> Iterator[Line]:
        text = collapsed("".join(self._text))
        self._text.clear()
        if text:
            yield Line(text, self._levels[-1], self._opener)

    def _number(self, item: Element) -> str:
        """The number that a browser prints before an item of a numbered list."""
        owner = item.getparent()
        if owner is None or owner.tag != "ol" or _UNNUMBERED.search(owner.get("style", "")):
            return ""
        start = owner.get("start", "1")
        number = self._items.get(owner, int(start) if start.isdecimal() else 1)
        self._items[owner] = number + 1
        return f"{number}. "


def is_seen(element: Element) -> bool:
    """Whether a person who reads the page's content sees the element."""
    tag = element.tag
    if tag in _UNSEEN or tag in _CHROME or element.get("role") in _CHROME_ROLES:
        return False
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
        return False
    if tag == "ul" and _is_menu(element):
        return False
    if tag not in {"div", "ul", "section", "p", "header"}:
        return True
    name = f"{element.get('class', '')} {element.get('id', '')}"
    return not (_CHROME_NAME.search(name) and _is_short(element))


def _is_short(element: Element) -> bool:
    return element.find(".//table") is None and len("".join(element.itertext())) < _CHROME_LENGTH


def _is_menu(element: Element) -> bool:
    """A list of links to other pages; links into the page itself are its table of contents."""
    links = [link for link in element.iter("a") if not link.get("href", "#").startswith("#")]
    if len(links) < _MENU_LINKS:
        return False
    linked = sum(len("".join(link.itertext()).strip()) for link in links)
    return linked * 10 >= 9 * len("".join("".join(element.itertext()).split()))
