"""Formulas parsed beforehand are those the grammar gives, and the file holds the rules of today."""

from __future__ import annotations

import pytest

from checks.relations.formula import FormulaError
from checks.relations.grammar import parse_condition, parse_formula
from checks.relations.ready import PARSED, condition_of, formula_of
from checks.relations.rulebook import load_rules
from tests.parsed import fresh

RULES = tuple(load_rules().rules.values())


def test_the_file_holds_the_formulas_of_the_built_in_rules() -> None:
    assert PARSED.read_text(encoding="utf-8") == fresh(), "python -m tests.parsed renews it"


@pytest.mark.parametrize("text", sorted({text for rule in RULES for text in (*rule.formulas, *rule.either)}))
def test_a_tree_from_the_file_is_the_tree_of_the_grammar(text: str) -> None:
    assert formula_of(text) == parse_formula(text)


def test_a_condition_from_the_file_is_that_of_the_grammar() -> None:
    conditions = {rule.when for rule in RULES if rule.when}
    assert conditions
    for text in conditions:
        assert condition_of(text) == parse_condition(text)


def test_a_formula_that_is_not_in_the_file_is_parsed() -> None:
    assert formula_of("T6[30217]  <= 2.50") == parse_formula("T6[30217]  <= 2.50")
    with pytest.raises(FormulaError):
        formula_of("T6[30217 <= 2.50")
