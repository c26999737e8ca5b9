"""What is said about a finding: its sentence, both sides with their names and places."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from checks.finding import Audit
from checks.output.messages import (
    figure_label,
    finding_message,
    passage,
    place_text,
    relation_message,
    sentence,
    sides,
    subject_text,
)
from checks.reading.document import Place
from checks.relations.relation import Relation, Side, Term, Tolerance
from checks.texts import Texts
from tests.output.audits import SENTENCE, TITLE, small_audit

ZH, EN = Texts("zh"), Texts("en")


def with_message(audit: Audit, message: str) -> Audit:
    rule = replace(audit.rules["N106"], message={"zh": message})
    return replace(audit, rules={**audit.rules, "N106": rule})


def test_places_in_words() -> None:
    assert place_text(Place(line=685), ZH) == "第 685 行"
    assert place_text(Place(page=21, box=(1, 2, 3, 4)), EN) == "page 21"
    assert place_text(Place(sheet="表1", cell="C7"), ZH) == "表1!C7"
    assert place_text(Place(line=3, file="文字.docx"), ZH) == "文字.docx 第 3 行"
    assert place_text(Place(), ZH) == ""


def test_a_cell_is_called_by_table_row_and_column() -> None:
    report = small_audit().report
    assert figure_label(report, report.figures[1], ZH) == f"{TITLE}·2210201 住房公积金·合计"
    assert subject_text(report, "T5/2210201/合计") == f"{TITLE}·2210201 住房公积金·合计"


def test_a_cell_of_a_table_whose_labels_nobody_knows_is_called_by_the_first_words_of_its_row() -> None:
    report = small_audit().report
    table = report.tables[0]
    columns = tuple(replace(column, role="other", name="") for column in table.columns)
    cells = tuple((replace(row[0], text=""), *row[1:]) for row in table.cells)
    table = replace(table, columns=columns, cells=cells, entries=())
    report = replace(report, tables=(table,))
    assert figure_label(report, report.figures[1], ZH) == f"{TITLE}·住房公积金"


def test_a_number_of_the_narrative_is_shown_in_its_sentence() -> None:
    report = small_audit().report
    assert sentence(report, report.figures[3]) == (
        "住房公积金（项）支出决算为",
        "81.11",
        "万元，完成年初预算的100%",
    )


def test_both_sides_with_their_figures() -> None:
    audit = small_audit()
    left, right = sides(audit, audit.judged[0], ZH)
    assert (left.side, left.value, left.operands[0].place) == ("left", "81.11万元", "第 12 行")
    assert (right.value, right.operands[0].printed) == ("81.12万元", "81.12万元")
    stated, parts = sides(audit, audit.judged[1], ZH)
    assert (stated.value, parts.value) == ("103.54万元", "103.55万元")
    assert [operand.printed for operand in parts.operands] == ["81.12万元", "22.43万元"]


def test_numbers_that_would_be_quoted_alike_are_told_apart() -> None:
    clause = "的采购项目中，由这些企业供货并且已经签订合同的采购金额21.07万元"
    text = f"预留给中小企业{clause}；没有预留{clause}。"
    audit = small_audit()
    ends = [m.end() for m in re.finditer("21.07", text)]
    cell = audit.report.figures[3]
    wrong = [replace(cell, id=n, text="21.07", start=end - 5, end=end) for n, end in enumerate(ends)]
    paragraph = replace(audit.report.paragraphs[0], text=text)
    audit = replace(audit, report=replace(audit.report, figures=tuple(wrong), paragraphs=(paragraph,)))
    terms = (Term(Side.LEFT, 0), Term(Side.LEFT, 1))
    relation = replace(audit.judged[1].relation, terms=terms)
    (stated, _) = sides(audit, replace(audit.judged[1], relation=relation), ZH)
    assert [operand.label[:9] for operand in stated.operands] == ["“预留给中小企业的", "“没有预留的采购项"]


def test_what_words_are_measured_by_is_not_what_they_should_be() -> None:
    audit = small_audit()
    relation = Relation("D105", Tolerance.WORDING, "完成预算", (Term(Side.LEFT, 3), Term(Side.RIGHT, 1)))
    judged = replace(audit.judged[0], relation=relation, left="年初", right="全年")
    said = [(side.label, side.whole(ZH), len(side.operands)) for side in sides(audit, judged, ZH)]
    assert said == [("所列", "“年初”", 1), ("应为", "“全年”", 0), ("依据", "", 1)]


def test_a_rule_speaks_for_itself() -> None:
    audit = with_message(small_audit(), "{subject}：文 {left}，表 {right}，差 {difference}")
    message = finding_message(audit, audit.findings[0], ZH)
    assert message == f"{TITLE}·2210201 住房公积金·合计：文 81.11万元，表 81.12万元，差 -0.01万元"


def test_a_message_about_something_without_a_name_begins_with_what_it_says() -> None:
    audit = with_message(small_audit(), "{name}：印作 {left}")
    judged = audit.judged[0]
    nameless = replace(judged, relation=replace(judged.relation, details={"name": ""}))
    assert relation_message(audit, nameless, ZH) == "印作 81.11万元"


def test_a_rule_that_asks_for_an_unknown_slot_falls_back_to_the_general_sentence() -> None:
    audit = with_message(small_audit(), "{nonsense}")
    message = finding_message(audit, audit.findings[0], ZH)
    assert message == finding_message(small_audit(), audit.findings[0], ZH)
    assert "81.11万元" in message and "81.12万元" in message


def test_every_way_of_comparing_has_its_words() -> None:
    for tolerance in Tolerance:
        for texts in (ZH, EN):
            assert texts.has(f"tolerance.{tolerance.value}")
            assert texts.has(f"output.relation.{tolerance.value}")


def test_text_of_a_report_comes_without_control_codes() -> None:
    audit = small_audit()
    table = replace(audit.report.tables[0], title="表\x1b[2J")
    report = replace(audit.report, tables=(table,))
    audit = replace(audit, report=report)
    assert "\x1b" not in finding_message(audit, audit.findings[0], ZH)
    assert all("\x1b" not in o.label for side in sides(audit, audit.judged[0], ZH) for o in side.operands)


def test_a_translator_may_reword_a_rule(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "fr.toml").write_text('[rule.S101]\ntitle = "Tableaux attendus"\n', encoding="utf-8")
    monkeypatch.setenv("GOUJI_TEXTS", str(tmp_path))
    audit = small_audit()
    missing = next(finding for finding in audit.findings if finding.rule == "S101")
    assert finding_message(audit, missing, Texts("fr")) == "Tableaux attendus: T6"


def test_a_place_is_quoted_around_the_words_that_matter() -> None:
    report = small_audit().report
    assert (
        passage(report, Place(line=12), "完成年初预算")
        == "…积金（项）支出决算为81.11万元，完成年初预算的100%。"
    )
    assert passage(report, Place(line=12), "没有的字") == SENTENCE
    assert passage(report, Place(line=99), "") == ""


def test_a_sentence_is_not_shortened_within_a_number() -> None:
    audit = small_audit()
    text = (
        "合计2.98万元，包括利息收入0.18万元、行政单位资产收入和其他收入2.80万元，比2018年增加1234567.89万元"
    )
    at = text.index("2.80")
    figure = replace(audit.report.figures[3], text="2.80", start=at, end=at + 4)
    report = replace(audit.report, paragraphs=(replace(audit.report.paragraphs[0], text=text),))
    before, number, after = sentence(report, figure)
    assert (before, number) == ("…万元、行政单位资产收入和其他收入", "2.80")
    assert after == "万元，比2018年增加…"


def test_what_a_reader_remarked_is_said_in_its_own_sentence() -> None:
    audit = small_audit()
    remark = replace(
        audit.findings[0], rule="remark.hidden_rows", relation=None, details={"sheet": "支出", "rows": "6"}
    )
    assert finding_message(audit, remark, ZH) == "工作表“支出”隐藏了第 6 行，内容已一并读取。"
    assert finding_message(audit, remark, EN) == "The sheet 支出 hides rows 6; they were read as well."
