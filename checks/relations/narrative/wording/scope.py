"""What the checks of words look at: a narrative with its subjects, every passage outside the standard
tables, and what the report calls itself.

Before this module: `context`; after it: the families of this package.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from checks.reading.document import Paragraph, Place
from checks.record import record
from checks.relations.narrative.accounts import Accounts
from checks.relations.narrative.context import Context, left, right, terms
from checks.relations.relation import Relation, Tolerance
from checks.report.narrative.prose import normalise
from checks.report.narrative.topics import topics_of
from checks.report.report import Fact, Figure, Report, TextParagraph

_TITLE = re.compile(r"^(?:20\d\d年度?)?(?P<name>.{4,40}?)(?:20\d\d年度?)?(?:部门|单位)?决算")
_PLACEHOLDER = re.compile(r"[X×][X×]+")
_WITH_ACCOUNTS = ("T5", "T8", "T9", "T9b", "T3", "T2")
_BLANK = 20
"""So many placeholders make a blank template, in which no word is anybody's."""


@record
class Passage:
    """A paragraph as words. paragraph: its index in `Report.paragraphs`, None for a line beside a table."""

    text: str
    places: tuple[Place, ...]
    origins: tuple[int, ...]
    topic: str
    paragraph: int | None = None

    def place_at(self, offset: int) -> Place:
        return self.places[self.origins[min(offset, len(self.origins) - 1)]]


@dataclass(frozen=True)
class Scope:
    """A report as its words are checked."""

    context: Context

    @property
    def report(self) -> Report:
        return self.context.report

    @cached_property
    def topics(self) -> list[str]:
        """The topic of each section."""
        return topics_of(self.report.sections)

    def topic(self, paragraph: TextParagraph) -> str:
        return self.topics[paragraph.section] if paragraph.section < len(self.topics) else ""

    @cached_property
    def passages(self) -> list[Passage]:
        """All paragraphs of the narrative, then the lines that stand beside the standard tables."""
        told = [
            Passage(p.text, p.places, p.origins, self.topic(p), i)
            for i, p in enumerate(self.report.paragraphs)
        ]
        return [*told, *self._beside_tables()]

    def _beside_tables(self) -> Iterator[Passage]:
        told = {place for paragraph in self.report.paragraphs for place in paragraph.places}
        for block in self.report.document.blocks:
            if isinstance(block, Paragraph) and block.place not in told and (text := normalise(block.text)):
                yield Passage(text, (block.place,), (0,) * len(text), "")

    @cached_property
    def words(self) -> str:
        """All passages as one text, a line each: what stands nowhere in it need not be sought in each."""
        return "\n".join(passage.text for passage in self.passages)

    @cached_property
    def body(self) -> list[Passage]:
        """The narrative without its headings and its list of contents: what says something."""
        headings = {section.title for section in self.report.sections}
        return [p for p in self.passages if p.paragraph is not None and p.text not in headings]

    @cached_property
    def department(self) -> str:
        """The department as the title has it; "" when the title names none."""
        match = _TITLE.match(normalise(self.report.title))
        name = match["name"] if match else normalise(self.report.department)
        return "" if _PLACEHOLDER.search(name) else name

    @cached_property
    def accounts(self) -> list[Accounts]:
        """The accounts of the tables that have them, most detailed first; empty tables left out."""
        tables = (self.report.table(name) for name in _WITH_ACCOUNTS)
        return [
            self.context.subjects.accounts(table) for table in tables if table is not None and not table.empty
        ]

    @cached_property
    def blank(self) -> bool:
        """Nobody has filled this in: a template."""
        return len(_PLACEHOLDER.findall(self.words)) >= _BLANK


def printed(figure: Figure) -> str:
    """The number with its unit, as the sentence has it."""
    return f"{figure.text}{figure.unit}"


def said(
    rule: str,
    subject: str,
    stated: str,
    expected: str,
    place: Place,
    *,
    severity: str | None = None,
    about: Iterable[Fact] = (),
    against: Iterable[Fact] = (),
    **details: str,
) -> Relation:
    """That these words, at this place, are the expected ones. about: the figure they speak of; against: those
    that decide whether they are true."""
    return Relation(
        rule, Tolerance.WORDING, subject,
        terms(left(*(fact.figure for fact in about)), right(*(fact.figure for fact in against))),
        stated=stated, expected=expected, place=place, details=details, severity=severity,
    )  # fmt: skip
