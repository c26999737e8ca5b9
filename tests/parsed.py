"""The trees of the built-in rules' formulas, parsed beforehand: `python -m tests.parsed` renews them."""

from __future__ import annotations

from checks.relations.ready import PARSED, parsed_text
from checks.relations.rulebook import load_rules


def fresh() -> str:
    """What the file has to say."""
    rules = load_rules().rules.values()
    formulas = {text for rule in rules for text in (*rule.formulas, *rule.either)}
    return parsed_text(formulas, {rule.when for rule in rules if rule.when})


if __name__ == "__main__":
    PARSED.write_text(fresh(), encoding="utf-8")
