"""What the narrative of a printed page says: its statements as one line each."""

from __future__ import annotations

from checks.report import recognise
from checks.report.report import Fact, Report, Statement
from tests.report.paper import paper


def told(page: str) -> Report:
    """The report that a page is, tables and narrative."""
    return recognise(paper(page))


def statements(page: str) -> list[str]:
    """Every statement in reading order: `subject: role figure, role figure`. A fall is printed with its
    sign, `/prior` and `/budget` say against what, `[…]` the named base, `<` of what it is a part."""
    report = told(page)
    return [line(report, statement) for statement in report.statements]


def line(report: Report, statement: Statement) -> str:
    parent = f" < {name(report.statements[statement.parent])}" if statement.parent >= 0 else ""
    said = ", ".join(_said(report, fact) for fact in statement.facts)
    return f"{name(statement)}{parent}: {said}"


def name(statement: Statement) -> str:
    """Its own words, or else the account in force."""
    return statement.subject or "/".join(filter(None, statement.path)) or "-"


def _said(report: Report, fact: Fact) -> str:
    figure = report.figures[fact.figure]
    sign = "-" if fact.sign < 0 else ""
    against = f"/{fact.against}" if fact.role in {"change", "growth"} and fact.against else ""
    named = f"[{fact.base}]" if fact.base and fact.role in {"share", "budget", "completion", "rate"} else ""
    return f"{fact.role}{against}{named} {sign}{figure.text}{figure.unit}"
