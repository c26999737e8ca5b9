"""What a report's relations come to: the subjects and verdicts that the tests speak of."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path

from checks.relations import relate
from checks.relations.relation import Relation, Relations
from checks.relations.rulebook import Rulebook, load_rules
from checks.report.report import Report
from checks.verdicts import judge


@lru_cache(maxsize=1)
def book() -> Rulebook:
    return load_rules()


def related(report: Report, rulebook: Rulebook | None = None) -> Relations:
    return relate(report, rulebook or book())


def of_rule(report: Report, rule: str) -> list[Relation]:
    """The relations of one rule."""
    return [relation for relation in related(report).items if relation.rule == rule]


def verdicts(report: Report, rule: str, rulebook: Rulebook | None = None) -> dict[str, str]:
    """Subject → verdict of the relations of one rule."""
    relations = related(report, rulebook)
    judged = judge(relations, report.frame)
    return {
        relations.items[row["relation"]].subject: row["verdict"]
        for row in judged.iter_rows(named=True)
        if relations.items[row["relation"]].rule == rule
    }


def printed(report: Report, relation: Relation) -> str:
    """A relation as a reader would write it: `10.00 = 4.00 + 6.00`."""
    sides: dict[str, str] = {"left": "", "right": "", "base": ""}
    for term in relation.terms:
        sign = "-" if term.weight < 0 else "+" if sides[term.side] else ""
        sides[term.side] += f" {sign} {report.figures[term.figure].text}"
    joined = " = ".join(" ".join(side.split()) or "0" for side in (sides["left"], sides["right"]))
    return f"{joined} : {' '.join(sides['base'].split())}" if sides["base"] else joined


def reasons(report: Report, rule: str) -> Counter[str]:
    """Why a rule did not run."""
    return Counter(u.reason for u in related(report).unchecked if u.rule == rule)


def is_of_tables(rule: str) -> bool:
    """The rule is about tables, by the file it stands in."""
    return Path(book()[rule].source).name.startswith("tables_")
