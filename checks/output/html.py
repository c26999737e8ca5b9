"""Digests as one page to print, or to send on to the department: a working paper that any browser and any
office program opens. Nothing in it is fetched from elsewhere. Before this module: `digest`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from checks.output.digest import Digest, FindingDigest
from checks.output.messages import SideText
from checks.output.plain import clean
from checks.texts import Texts

GENERATOR = '<meta name="generator" content="gouji">'
"""Tells a page of ours from a report that is a web page."""
_STYLE = """
body { font: 15px/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif;
  max-width: 60em; margin: 2em auto; padding: 0 1em; color: #1c1c1c; background: #fff; }
h1 { font-size: 1.4em; margin: 2em 0 0; } h2 { font-size: 1.1em; margin: 1.6em 0 .4em; }
article { border-left: .3em solid #888; padding: .1em 0 .1em 1em; margin: 1.2em 0; break-inside: avoid; }
article.error { border-color: #b3261e; } article.warning { border-color: #b26a00; }
article.note { border-color: #00639b; }
article p { margin: .2em 0; } .quiet { color: #666; } .heading { font-weight: 600; }
table { border-collapse: collapse; margin: .3em 0; } td { padding: .1em 1em .1em 0; vertical-align: top; }
td.label, td.place { color: #666; white-space: nowrap; }
ul { padding-left: 1.2em; }
"""


def html_page(digests: Iterable[Digest], texts: Texts) -> str:
    """One page for all reports, in the order given."""
    body = "".join(line for said in digests for line in _report(said, texts))
    return (
        f'<!doctype html>\n<html lang="{texts.lang}">\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n{GENERATOR}\n'
        f"<title>{_text(texts('output.page_title'))}</title>\n"
        f"<style>{_STYLE}</style>\n<body>\n{body}</body>\n</html>\n"
    )


def _report(said: Digest, texts: Texts) -> Iterator[str]:
    yield f"<h1>{_text(said.title)}</h1>\n"
    yield _paragraph(said.path, "quiet")
    yield _paragraph(said.summary, "heading")
    yield _paragraph(said.coverage)
    for finding in said.findings:
        yield from _finding(finding, texts)
    if said.tails:
        yield f"<h2>{_text(said.tails_heading)}</h2>\n"
        yield _list(f"{tail.heading}  {tail.message}" for tail in said.tails)
        yield _paragraph(said.more_tails, "quiet")
    if said.unchecked:
        yield f"<h2>{_text(texts('verdict.unchecked'))}</h2>\n"
        yield _list(said.unchecked)


def _finding(finding: FindingDigest, texts: Texts) -> Iterator[str]:
    yield f'<article class="{finding.severity}">\n'
    yield f'<p><span class="heading">{_text(finding.heading)}</span>  {_text(finding.message)}</p>\n'
    if finding.sides:
        yield f"<table>\n{''.join(_rows(finding.sides, texts))}</table>\n"
    else:
        yield _paragraph(f"{finding.place}  {finding.passage}".strip(), "quiet")
    yield from map(_paragraph, finding.remarks)
    yield "</article>\n"


def _rows(sides: Sequence[SideText], texts: Texts) -> Iterator[str]:
    for side in sides:
        shown = [(operand.place, operand.named) for operand in side.operands]
        if whole := side.whole(texts):
            shown.append(("", whole))
        for n, (place, named) in enumerate(shown):
            label = _text(side.label) if n == 0 else ""
            yield f'<tr><td class="label">{label}<td class="place">{_text(place)}<td>{_text(named)}\n'


def _paragraph(text: str, style: str = "") -> str:
    return f'<p class="{style}">{_text(text)}</p>\n' if text else ""


def _list(items: Iterable[str]) -> str:
    return "<ul>\n" + "".join(f"<li>{_text(item)}\n" for item in items) + "</ul>\n"


def _text(text: str) -> str:
    return escape(clean(text))
