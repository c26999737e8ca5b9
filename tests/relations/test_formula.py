"""The language of formulas: what can be said, and what is refused at which place."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checks.relations.formula import Cell, Comparison, FormulaError, Total
from checks.relations.grammar import parse_condition, parse_formula


def cells(comparison: Comparison) -> list[tuple[str, str, str, str]]:
    return [(cell.table, cell.half, cell.row, cell.column) for cell in comparison.cells()]


def test_a_cell_is_a_table_a_half_a_row_and_a_column() -> None:
    formula = parse_formula("T1.支出[总计] = T3[合计].本年支出合计")
    assert cells(formula) == [("T1", "支出", "总计", ""), ("T3", "", "合计", "本年支出合计")]
    assert formula.bound == ""


def test_account_codes_are_row_names_and_not_numbers() -> None:
    formula = parse_formula("T6[30217] <= 2.50")
    assert formula.left == ((1, Cell("T6", "", "30217", False, "", False, 0)),)
    assert formula.right == ((1, Decimal("2.50")),)


def test_brackets_of_full_width_are_part_of_a_name_and_ascii_ones_are_quoted() -> None:
    formula = parse_formula('T7[决算数].因公出国（境）费 = T7[决算数]."因公出国(境)费"')
    assert [cell.column for cell in formula.cells()] == ["因公出国（境）费", "因公出国(境)费"]


def test_signs_belong_to_the_item_behind_them() -> None:
    formula = parse_formula("-T1[结余分配] + T1[总计] = T1[年末结转和结余] - 3")
    assert [sign for sign, _ in formula.left] == [-1, 1]
    assert formula.right[1] == (-1, Decimal(3))


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("T[合计].* = Σ T[类].*", "T[合计].* = sum(T[类].*)"),
        ("T[合计].* = ∑T[类].*", "T[合计].*=sum( T[类].* )"),
        ("T1[总计] ≥ T4[总计].合计", "T1[总计] >= T4[总计].合计"),
        ("　T1[总计]　＝ T4[总计].合计 － T1[结余分配]", "T1[总计] = T4[总计].合计 - T1[结余分配]"),
    ],
)
def test_what_an_input_method_types_and_what_a_keyboard_has_mean_the_same(typed: str, plain: str) -> None:
    def shape(text: str) -> list[object]:
        formula = parse_formula(text)
        kinds = [type(item) for item in formula.items()]
        return [formula.operator, formula.bound, cells(formula), kinds]

    assert shape(typed) == shape(plain)


def test_at_least_is_at_most_turned_round() -> None:
    assert parse_formula("T1[总计] >= T4[总计].合计").operator == "<="
    assert cells(parse_formula("T1[总计] >= T4[总计].合计"))[0][0] == "T4"


def test_a_level_outside_a_sum_is_run_over_and_inside_a_sum_is_added_up() -> None:
    assert parse_formula("T1.支出[类] = T3[类].本年支出合计").bound == "类"
    assert parse_formula("T[合计].* = Σ T[类].*").bound == ""
    assert parse_formula("T[款].* = Σ T[kids(*)].*").bound == "款"


def test_a_sum_of_the_rows_below_an_account() -> None:
    item = parse_formula("T6[301] = Σ T6[kids(301)]").right[0][1]
    assert isinstance(item, Total)
    assert (item.cell.row, item.cell.kids) == ("301", True)


def test_a_question_mark_makes_a_cell_optional() -> None:
    formula = parse_formula("T2[*].事业收入 = T2[*].教育收费?")
    assert [cell.optional for cell in formula.cells()] == [False, True]


def test_conditions_are_joined_by_and_and_have_all_comparisons() -> None:
    conditions = parse_condition("T7[决算数].合计 > 0 and T1[总计] = T4[总计].合计 且 T1[结余分配] != 0")
    assert [condition.operator for condition in conditions] == [">", "=", "!="]


@pytest.mark.parametrize(
    ("text", "key", "at"),
    [
        ("T1[总计] = ", "ends_early", 9),
        ("T1[总计 = T4[总计]", "expected", 6),
        ("T1[总计", "expected", 5),
        ("T1[总计, 合计] = 0", "expected", 5),
        ("T1[总计] = sum(T4[类].合计 - 3", "expected", 22),
        ("T1[总计] = T4[总计] T5[合计]", "cannot_stand_here", 16),
        ("T1.[总计] = T4[总计]", "cannot_stand_here", 3),
        ("= T4[总计]", "cannot_stand_here", 0),
        ("T1[总计] = T4[总计] #", "cannot_stand_here", 16),
        ("T1[总计] < T4[总计]", "cannot_stand_here", 7),
        ("3 = 3", "no_cell", 0),
        ("T5[*].合计 = T3[类].项目支出", "two_sets", 11),
        ("T5[合计].合计 = Σ T5[*].合计", "sum_of_every", 14),
        ("T5[kids(*)].合计 = T5[*].合计", "kids_outside_sum", 0),
        ("T5[合计].合计 = Σ T5[kids(*)].合计", "kids_of_nothing", 14),
        ("T5[类].合计 = Σ T5[kids(类)].合计", "kids_of_set", 13),
    ],
)
def test_a_bad_formula_is_refused_at_its_place(text: str, key: str, at: int) -> None:
    with pytest.raises(FormulaError) as refused:
        parse_formula(text)
    assert (refused.value.key, refused.value.at) == (key, at)


def test_a_condition_names_every_row_and_column() -> None:
    for text in ("T5[*].合计 = 0", "T5[类].合计 = 0", "T5[合计].* = 0"):
        with pytest.raises(FormulaError) as refused:
            parse_condition(text)
        assert refused.value.key == "condition_runs"
