"""Rule files: what a bureau may write, and the line and place of what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.relations.relation import Tolerance
from checks.relations.rulebook import SEVERITIES, RuleError, load_rules
from checks.texts import Texts

OWN = """\
# 某区财政局 2024 年审核公式
[[rule]]
id = "Z001"
title = "基本支出不大于合计"
formula = "T5[*].基本支出 <= T5[*].合计"

[[rule]]
id = "Z002"
title.zh = "接待费不超预算"
title.en = "Receptions within budget"
severity = "error"
years = { since = 2022 }
when = "T7[预算数].合计 > 0"
formula = "T7[决算数].公务接待费 <= T7[预算数].公务接待费"
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(tmp_path: Path, text: str) -> RuleError:
    with pytest.raises(RuleError) as refused:
        load_rules([written(tmp_path, text)])
    return refused.value


def rule(body: str, rule_id: str = "Z001") -> str:
    return f'[[rule]]\nid = "{rule_id}"\ntitle = "某规则"\n{body}\n'


def test_a_file_of_ones_own_is_added_to_the_built_in_rules(tmp_path: Path) -> None:
    book = load_rules([written(tmp_path, OWN)])
    assert "X102" in book
    assert book["Z001"].severity == "warning"
    assert book["Z001"].title == {"zh": "基本支出不大于合计", "en": "基本支出不大于合计"}
    assert book["Z002"].years == (2022, None)
    assert len(book.conditions["Z002"]) == 1


def test_bounds_are_compared_as_bounds_and_equalities_as_sums(tmp_path: Path) -> None:
    book = load_rules([written(tmp_path, OWN + rule('formula = "T1[总计] = T4[总计].合计"', "Z003"))])
    assert [book[name].tolerance for name in ("Z001", "Z003")] == [Tolerance.AT_MOST, Tolerance.SUM]


def test_a_formula_over_several_lines(tmp_path: Path) -> None:
    text = rule('formula = """T1[总计] =\nT4[总计].合计"""')
    assert load_rules([written(tmp_path, text)])["Z001"].formulas == ("T1[总计] = T4[总计].合计",)
    error = refusal(tmp_path, rule('formula = """T1[总计] =\nT4[总计].小计"""'))
    assert error.explained(Texts("en")).splitlines()[1] == "    T1[总计] = T4[总计].小计"


def test_every_built_in_rule_can_be_explained() -> None:
    for built_in in load_rules().rules.values():
        assert built_in.severity in SEVERITIES, built_in.id
        assert built_in.tolerance in set(Tolerance), built_in.id
        for texts in (built_in.title, built_in.explain):
            assert texts.get("zh"), built_in.id
            assert texts.get("en"), built_in.id


def test_both_languages_have_the_same_texts() -> None:
    for built_in in load_rules().rules.values():
        for texts in (built_in.title, built_in.explain, built_in.message, built_in.example):
            assert texts.keys() in ({"zh", "en"}, set()), built_in.id


def test_a_bad_formula_is_shown_with_line_and_caret(tmp_path: Path) -> None:
    error = refusal(tmp_path, OWN.replace("<= T5[*].合计", "<= T5[*.合计"))
    assert (error.rule, error.line) == ("Z001", 5)
    first, formula, caret = error.explained(Texts("en")).splitlines()
    assert first == f"{error.path}:5: Z001: ] is expected here."
    assert formula == "    T5[*].基本支出 <= T5[*.合计"
    # 基本支出 takes eight cells of a terminal
    assert caret.index("^") == len("    T5[*].xxxxxxxx <= T5[*")


@pytest.mark.parametrize(
    ("formula", "key", "at"),
    [
        ("T99[合计] = 0", "unknown_table", 0),
        ("T5[合计].本年支出合计 = 0", "unknown_column", 0),
        ("T3[合计].本年支出合计 = T1[本年支出]", "unknown_row", 16),
        ("T5.支出[合计].合计 = 0", "unknown_half", 0),
        ("T[合计].合计 = 0", "no_tables", 0),
    ],
)
def test_a_word_that_no_form_has_is_refused(tmp_path: Path, formula: str, key: str, at: int) -> None:
    error = refusal(tmp_path, rule(f'formula = "{formula}"'))
    assert (error.key, error.line, error.at) == (key, 4, at)


def test_a_column_that_one_of_its_tables_has_is_no_error(tmp_path: Path) -> None:
    text = rule('tables = ["T5", "T8"]\nformula = "T[合计].本年收入 = T[合计].本年支出"')
    assert "Z001" in load_rules([written(tmp_path, text)])


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ('[[rule]]\ntitle = "某规则"\nformula = "T1[总计] = 0"\n', "missing", 1),
        ('[[rule]]\nid = "Z001"\nformula = "T1[总计] = 0"\n', "missing", 1),
        (rule("severity = 'note'"), "missing", 1),
        (rule('formula = "T1[总计] = 0"\nseverity = "fatal"'), "not_one_of", 5),
        (rule('formula = "T1[总计] = 0"\ntolerance = "loose"'), "not_one_of", 5),
        (rule('formula = "T1[总计] = 0"\ntolerance = "wording"'), "not_one_of", 5),
        (rule('formula = "T1[总计] = 0"\nexplain = { zh = 3 }'), "wrong_type", 5),
        (rule('formula = "T1[总计] = 0"\nformual = "T1[总计] = 0"'), "unknown_key", 5),
        (rule("formula = 3"), "wrong_type", 4),
        (rule('formula = ["T1[总计] = 0", 3]'), "wrong_type", 4),
        (rule('formula = "T1[总计] = 0"\nyears = { from = 2021 }'), "years", 5),
        (rule('formula = "T[合计].合计 = 0"\ntables = ["T77"]'), "unknown_table", 5),
        (rule('formula = "T1[总计] = 0"', "X102"), "duplicate", 2),
        ("title = 'x'\n", "no_rules", 1),
        ("[[rule]]\nid = \n", "not_toml", 2),
    ],
)
def test_what_is_wrong_in_a_file_is_named_with_its_line(
    tmp_path: Path, text: str, key: str, line: int
) -> None:
    error = refusal(tmp_path, text)
    assert (error.key, error.line) == (key, line)


def test_a_file_that_is_not_there_is_no_traceback(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as refused:
        load_rules([tmp_path / "none.toml"])
    assert refused.value.key == "unreadable"
    assert refused.value.explained(Texts("zh")).startswith(f"{tmp_path / 'none.toml'}: 读不出来")


def test_every_refusal_has_a_sentence_in_both_languages(tmp_path: Path) -> None:
    error = refusal(tmp_path, rule('formula = "T5[合计].本年支出合计 = 0"'))
    for lang in ("zh", "en"):
        assert "本年支出合计" in error.explained(Texts(lang)).splitlines()[0]


def test_a_number_of_the_catalogue_leads_to_the_rule_that_covers_it() -> None:
    book = load_rules()
    covering = book.named("X127")
    assert covering is not None and covering.id == "N116"
    assert book.named("N116") is book["N116"]
    assert book.named("X000") is None
    assert not {number for rule in book.rules.values() for number in rule.covers} & book.rules.keys()
