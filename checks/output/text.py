"""A Digest as lines for a terminal: findings worst first, tails by root, coverage, what was unchecked.

Lines are rich Texts no wider than asked, wrapped here (rich would begin a line with ，); text of the
report is never markup. Before this module: `digest`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from checks.finding import MARKS, UNCHECKED
from checks.output.digest import FindingDigest, digest
from checks.output.messages import SideText
from checks.output.plain import clean
from checks.output.wrapping import padded, wrap
from checks.review import Review
from checks.texts import Texts

OPERANDS_SHOWN = 4
_STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan", "": "green"}
_QUIET = "dim"
_INDENT = 4
_NARROW = 24
"""With fewer cells than this beside it, a lead stands on a line of its own."""


def audit_lines(review: Review, width: int, *, everything: bool = False) -> Iterator[Text]:
    """The whole audit. width: cells of a line. everything: all tails and operands, else the first ones
    and how many more there are."""
    page = _Page(review.texts, max(width, 20), everything)
    said = digest(review, everything=everything)
    yield from page.paragraph(said.title, "bold")
    yield from page.paragraph(said.path, _QUIET)
    for finding in said.findings:
        yield Text()
        yield from page.finding(finding)
    if said.tails:
        yield Text()
        yield from page.paragraph(said.tails_heading, "bold")
    for tail in said.tails:
        style = "" if tail.improbable else _QUIET
        yield from page.paragraph(tail.message, style, lead=f"{tail.heading}  ", lead_style=style)
    if said.more_tails:
        yield from page.paragraph(said.more_tails, _QUIET, indent=2)
    yield Text()
    yield from page.paragraph(said.coverage)
    for reason in said.unchecked:
        yield from page.paragraph(reason, _QUIET, lead=f"{MARKS[UNCHECKED]} ", lead_style=_QUIET)
    yield from page.paragraph(said.summary, _STYLES[said.worst])


class _Page:
    """What all lines have in common: the words, the width."""

    def __init__(self, texts: Texts, width: int, everything: bool) -> None:
        self.texts = texts
        self.width = width
        self.everything = everything

    def paragraph(
        self, text: str, style: str = "", *, lead: str = "", lead_style: str = "", indent: int = 0
    ) -> Iterator[Text]:
        """A text behind its lead, its further lines below its first one."""
        hanging = cell_len(lead)
        if self.width - indent - hanging < _NARROW and hanging:
            yield Text.assemble(" " * indent, (lead.rstrip(), lead_style))
            lead, hanging, indent = "", 0, min(indent + 2, _INDENT)
        for line in wrap(clean(text), self.width - indent - hanging):
            yield Text.assemble(" " * indent, (lead, lead_style), (line, style))
            lead = " " * hanging

    def finding(self, finding: FindingDigest) -> Iterator[Text]:
        style = _STYLES[finding.severity]
        yield from self.paragraph(finding.message, lead=f"{finding.heading}  ", lead_style=style)
        if finding.sides:
            yield from self.sides(finding.sides)
        elif finding.place:
            lead = f"{finding.place}  " if finding.passage else finding.place
            yield from self.paragraph(finding.passage, lead=lead, lead_style=_QUIET, indent=_INDENT)
        for remark in finding.remarks:
            yield from self.paragraph(remark, indent=_INDENT)

    def sides(self, sides: Sequence[SideText]) -> Iterator[Text]:
        """Each figure with what it is called and where it stands; a sum with its value."""
        labels = max(cell_len(side.label) for side in sides)
        places = max((cell_len(o.place) for side in sides for o in side.operands), default=0)
        for side in sides:
            label = padded(side.label, labels)
            shown = side.operands if self.everything else side.operands[:OPERANDS_SHOWN]
            for operand in shown:
                lead = f"{label}  {padded(operand.place, places)}  "
                yield from self.paragraph(operand.named, lead=lead, lead_style=_QUIET, indent=_INDENT)
                label = " " * labels
            if whole := side.whole(self.texts):
                yield from self.paragraph(whole, lead=f"{label}  ", lead_style=_QUIET, indent=_INDENT)
            elif more := len(side.operands) - len(shown):
                said = self.texts("output.more_operands", count=more)
                yield from self.paragraph(said, _QUIET, lead=f"{label}  ", indent=_INDENT)
