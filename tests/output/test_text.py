"""The text for people: complete, aligned, no wider than the terminal, worst first."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from checks.finding import Audit, Diagnosis
from checks.output.digest import share
from checks.output.text import audit_lines
from checks.relations.relation import Unchecked
from checks.review import Review
from checks.texts import Texts
from tests.output.audits import BROKEN, TITLE, small_audit


def lines(path: Path, width: int = 100, lang: str = "zh", everything: bool = False) -> list[str]:
    review = Review.open(small_audit(path), Texts(lang))
    return [line.plain for line in audit_lines(review, width, everything=everything)]


def test_the_whole_text_of_a_small_audit(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    Review.open(small_audit(path), Texts("zh"), "李").judge(BROKEN, "query", "问财务科")
    shown = lines(path, 120)
    assert shown[0] == "某局2019年度部门决算"
    account = f"{TITLE}·2210201 住房公积金·合计"
    assert shown[shown.index("") + 1 :] == [
        f"✗ 警告 N106  文表核对：{account}，81.11万元 与 81.12万元 相差 -0.01万元",
        "    所列  第 12 行  “住房公积金（项）支出决算为【81.11】万元，完成年初预算的100%”",
        f"    对照  第 31 行  {account}  81.12万元",
        "    疑点：81.11万元（第 12 行），似应为 81.12万元",
        "    批注：存疑（李）：问财务科",
        "",
        "· 错误 S101  应有的表：T6",
        "    第 1 行",
        "",
        "尾差 1 处，出自 1 个根源（四舍五入可以解释，不算错误）",
        f"≈ H102  类等于各款之和：{TITLE}·221 住房保障支出·合计，所列 103.54万元，按各项计算 103.55万元，相",
        "        差 -0.01万元",
        "",
        "覆盖率 100.0%：4 个数字中有 4 个参与了核对；表内 100.0%，文字 100.0%",
        f"· 未核对：{Texts('zh')('unchecked.table_missing')}：X114×3",
        "关系 5 条：✓ 0  ≈ 1  ✗ 1  · 3；错误 1、警告 1（0.12 秒）",
    ]


def told(audit: Audit, everything: bool = False) -> list[str]:
    review = Review.open(audit, Texts("zh"))
    return [line.plain for line in audit_lines(review, 120, everything=everything)]


def test_breaks_that_were_not_asked_for_are_not_called_no_problem(tmp_path: Path) -> None:
    audit = small_audit(tmp_path / "r.md")
    assert told(replace(audit, findings=[]))[-1].endswith("✗ 1  · 3；其中没有要列出的问题（0.12 秒）")
    right = small_audit(tmp_path / "r.md", stated="81.12")
    assert told(replace(right, findings=[]))[-1].endswith("✗ 0  · 3；没有发现问题（0.12 秒）")


def test_tails_that_a_break_accounts_for_are_counted_too(tmp_path: Path) -> None:
    audit = small_audit(tmp_path / "r.md")
    broken, missing, tail = audit.findings
    audit = replace(audit, findings=[replace(broken, follows=(1,)), missing, tail])
    assert "尾差 1 处，出自 1 个根源（四舍五入可以解释，不算错误）；另有 1 处因上面的不符而起" in told(audit)


def test_words_that_stand_wrong_in_several_places_are_told_with_them(tmp_path: Path) -> None:
    audit = small_audit(tmp_path / "r.md")
    missing = replace(audit.findings[1], verdict="break", details={"places": "L1; L7"})
    assert "    共见于 2 处：L1、L7" in told(replace(audit, findings=[missing]))
    once = replace(missing, details={"places": "L1"})
    assert not any("共见于" in line for line in told(replace(audit, findings=[once])))


def test_rules_with_nothing_to_check_are_counted_and_listed_when_everything_is(tmp_path: Path) -> None:
    unchecked = [Unchecked("Y101", "nothing_to_check"), Unchecked("D110", "nothing_to_check")]
    audit = replace(small_audit(tmp_path / "r.md"), unchecked=unchecked)
    said = f"· 未核对：{Texts('zh')('unchecked.nothing_to_check')}："
    assert f"{said}2 条规则（--all 列出，gouji explain 编号 看说明）" in told(audit)
    assert f"{said}Y101、D110" in told(audit, everything=True)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [20, 32, 44, 80, 120])
def test_no_line_is_wider_than_the_terminal(tmp_path: Path, width: int, lang: str) -> None:
    shown = lines(tmp_path / "r.md", width, lang)
    assert max(map(cell_len, shown)) <= width
    assert "81.12万元" in "".join(line.strip() for line in shown)


def test_every_text_is_there_in_both_languages(tmp_path: Path) -> None:
    for lang in ("zh", "en"):
        assert not [line for line in lines(tmp_path / "r.md", lang=lang) if "output." in line]


def test_a_guess_at_what_went_wrong_names_the_other_figure(tmp_path: Path) -> None:
    audit = small_audit(tmp_path / "r.md")
    guesses = (Diagnosis("compensating", {"partner": "2210203 购房补贴·合计 22.43万元"}), Diagnosis("digit"))
    audit = replace(audit, findings=[replace(audit.findings[0], diagnoses=guesses)])
    shown = [line.plain.strip() for line in audit_lines(Review.open(audit, Texts("zh")), 100)]
    assert "可能：与 2210203 购房补贴·合计 22.43万元 此多彼少，合计不受影响" in shown
    assert "可能：写错、漏写或多写一位数字" in shown


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_guess_has_its_words(lang: str) -> None:
    keys = set(re.findall(r"[a-z]+(?:_[a-z]+)*", (Diagnosis.__doc__ or "").partition(">`:")[2]))
    assert {"unit_slip", "transposed", "plugged"} <= keys
    assert [key for key in sorted(keys) if not Texts(lang).has(f"diagnosis.{key}")] == []


def test_a_share_is_never_rounded_up_to_all() -> None:
    assert share(9999, 10000) == "99.9%"
    assert share(4, 4) == "100.0%"
    assert share(0, 0) == "–"
