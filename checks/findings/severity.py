"""How much a broken relation matters: its rule's severity, less where a unit or a truncation is all.

Comes in: a relation, the note of its verdict, the rule book. Goes out: error | warning | note.
"""

from __future__ import annotations

from collections.abc import Mapping

from checks.finding import SEVERITIES
from checks.relations.relation import Relation
from checks.relations.rule import Rule

_AT_MOST = {"one_unit": "warning", "truncated": "note"}
_UNKNOWN_RULE = "warning"


def severity_of(relation: Relation, note: str, rules: Mapping[str, Rule]) -> str:
    """A restatement one unit apart is a warning, a truncated percentage a note (DESIGN 3.2, 3.4)."""
    severity = relation.severity or rule_severity(relation.rule, rules)
    return max(severity, _AT_MOST.get(note, severity), key=SEVERITIES.index)


def rule_severity(rule: str, rules: Mapping[str, Rule]) -> str:
    return rules[rule].severity if rule in rules else _UNKNOWN_RULE
