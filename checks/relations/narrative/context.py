"""What the families of the narrative share: a report's statements with their subjects, and how a
relation is put together from facts.

Before this module: `subjects`; after it: `amounts`, `shares`, `changes`, `completion`, `lists`, `counts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import takewhile

from checks.relations.narrative.subjects import Subject, Subjects, Target
from checks.relations.relation import Side, Term
from checks.report.report import Fact, Figure, Report, Statement


@dataclass(frozen=True)
class Context:
    """A report and the subjects of its statements."""

    report: Report
    subjects: Subjects

    def figure(self, fact: Fact) -> Figure:
        return self.report.figures[fact.figure]

    def subject(self, statement: Statement) -> Subject | None:
        return self.subjects.of.get(statement.id)

    def name(self, statement: Statement) -> str:
        """Topic and quantity, stable when lines and values change: the subject of a relation."""
        subject = self.subject(statement)
        words = (
            subject.key
            if subject is not None
            else statement.subject or "/".join(filter(None, statement.path))
        )
        return f"{statement.topic}/{words}"

    def label(self, statement: Statement) -> str:
        """The quantity in the words of the print."""
        subject = self.subject(statement)
        return (
            statement.subject
            or next((n for n in reversed(statement.path) if n), "")
            or (subject.key if subject else "")
        )

    @cached_property
    def items(self) -> dict[tuple[int, int], list[Statement]]:
        """(parent, split) → the statements of that breakdown, in order."""
        found: dict[tuple[int, int], list[Statement]] = {}
        for statement in self.report.statements:
            if statement.parent >= 0:
                found.setdefault((statement.parent, statement.split), []).append(statement)
        return found

    @cached_property
    def breakdowns(self) -> dict[int, dict[int, list[Statement]]]:
        """Parent → split → the statements of that breakdown."""
        found: dict[int, dict[int, list[Statement]]] = {}
        for (parent, split), items in self.items.items():
            found.setdefault(parent, {})[split] = items
        return found

    @cached_property
    def told(self) -> dict[str, list[Fact]]:
        """Key of a quantity → the amounts that the narrative states of it, in order."""
        found: dict[str, list[Fact]] = {}
        for statement in self.report.statements:
            subject, fact = self.subject(statement), amount_of(statement)
            if subject is not None and fact is not None:
                found.setdefault(subject.key, []).append(fact)
        return found

    def before(self, statement: Statement) -> Iterator[Statement]:
        """The statements before one in its section, nearest first."""
        statements = self.report.statements
        before = (statements[n] for n in range(statement.id - 1, -1, -1))
        return takewhile(lambda other: other.section == statement.section, before)

    def beside(self, statement: Statement) -> Sequence[Statement]:
        """The statements of its paragraph, itself among them, in order."""
        return self._by_paragraph[statement.paragraph]

    @cached_property
    def _by_paragraph(self) -> dict[int, list[Statement]]:
        found: dict[int, list[Statement]] = {}
        for statement in self.report.statements:
            found.setdefault(statement.paragraph, []).append(statement)
        return found

    @cached_property
    def changes_of_budget(self) -> dict[tuple[str, Decimal], list[tuple[int, Fact]]]:
        """(topic, amount) → changes against the budget told of it, with the statement's id."""
        found: dict[tuple[str, Decimal], list[tuple[int, Fact]]] = {}
        for statement in self.report.statements:
            amount = amount_of(statement)
            for change in statement.all("change") if amount is not None else ():
                if change.against == "budget" and amount is not None:
                    key = (statement.topic, self.figure(amount).nominal)
                    found.setdefault(key, []).append((statement.id, change))
        return found

    def statement(self, number: int) -> Statement:
        return self.report.statements[number]

    def exact(self, *facts: Fact | None) -> bool:
        """All there, and none printed as 约, 超过 or 以上."""
        return all(f is not None and not self.figure(f).approximate for f in facts)

    def text(self, statement: Statement) -> str:
        return self.report.paragraphs[statement.paragraph].text


def amount_of(statement: Statement) -> Fact | None:
    """The amount a statement is about: the 决算数, else its plain amount."""
    return statement.fact("final", "amount")


def left(*figures: int, weight: int = 1) -> Iterator[Term]:
    return (Term(Side.LEFT, figure, weight) for figure in figures)


def right(*figures: int, weight: int = 1) -> Iterator[Term]:
    return (Term(Side.RIGHT, figure, weight) for figure in figures)


def base(*figures: int, weight: int = 1) -> Iterator[Term]:
    return (Term(Side.BASE, figure, weight) for figure in figures)


def terms(*sides: Iterable[Term]) -> tuple[Term, ...]:
    return tuple(term for side in sides for term in side)


def printed(targets: Iterable[Target]) -> list[int]:
    """The figures of cells, blank ones left out."""
    return [target.figure for target in targets if target.figure is not None]
