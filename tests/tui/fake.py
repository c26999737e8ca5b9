"""A small audit made by hand, stated in full, so that the screens are tested without the engine.

One table and a narrative of two sections that states its figures: 住房公积金 is 81.12 in the table and
81.11 in the text (a break), 208 is printed 103.54 over 102.76 + 0.79 (a tail), 机关运行经费 has no
counterpart (unchecked), and a required section is missing (a problem without figures). The labels hold
what must never be obeyed: markup, an escape sequence, a direction mark.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import polars as pl

from checks.annotations import Annotations
from checks.finding import BREAK, TAIL, TIE, UNCHECKED, Audit, Coverage, Diagnosis, Finding, Judged
from checks.reading.document import Document, Place
from checks.relations.relation import Relation, Relations, Side, Term, Tolerance, Unchecked
from checks.relations.rule import Rule
from checks.report.report import (
    Column,
    Entry,
    Figure,
    Kind,
    Report,
    Section,
    Table,
    TableCell,
    TextParagraph,
)
from checks.review import Review
from checks.texts import Texts
from tui.loading import Source

ROWS = (
    ("", "合计", "184.66", "100.00"),
    ("208", "社会保障和就业支出", "103.54", "60.00"),
    ("20805", "行政事业单位养老支出 见[/]注", "102.76", "60.00"),
    ("20808", "抚恤[red]\u202e\x1b[31m红", "0.79", "-"),
    ("221", "住房保障支出", "81.12", "40.00"),
    ("2210201", "住房公积金", "81.12", "40.00"),
)
TEXT = (
    "一、支出决算总体情况",
    "2024年度一般公共预算财政拨款支出184.66万元，其中：社会保障和就业（类）103.54万元；住房公积金（项）81.11万元，"
    "主要用于缴纳住房公积金[/b]。",
    "二、机关运行经费支出情况",
    "机关运行经费支出12.30万元，比上年增加0.50万元，增长4.24%。",
)
SECTION_OF = (0, 0, 1, 1)


def _figures() -> tuple[Figure, ...]:
    figures: list[Figure] = []
    wan = Decimal(1)
    for row, cells in enumerate(ROWS):
        for column in (2, 3):
            if cells[column] != "-":
                figures.append(
                    Figure(
                        id=len(figures),
                        value=Decimal(cells[column]),
                        places=2,
                        unit="万元",
                        factor=wan,
                        text=cells[column],
                        kind=Kind.AMOUNT,
                        place=Place(line=100 + row),
                        table="T5",
                        row=row,
                        column=column,
                        entry=cells[0] or "合计",
                        column_key="合计" if column == 2 else "基本支出",
                    )
                )
    for paragraph, digits in ((1, ("184.66", "103.54", "81.11")), (3, ("12.30", "0.50", "4.24"))):
        for text in digits:
            start = TEXT[paragraph].index(text)
            figures.append(
                Figure(
                    id=len(figures),
                    value=Decimal(text),
                    places=2,
                    unit="%" if text == "4.24" else "万元",
                    factor=wan,
                    text=text,
                    kind=Kind.PERCENT if text == "4.24" else Kind.AMOUNT,
                    place=Place(line=10 + paragraph),
                    paragraph=paragraph,
                    start=start,
                    end=start + len(text),
                )
            )
    return tuple(figures)


FIGURES = _figures()


def figure(text: str, *, table: bool) -> int:
    """The id of the last figure printed so, in the table or in the text."""
    return next(f.id for f in reversed(FIGURES) if f.text == text and (f.table is not None) == table)


def _table() -> Table:
    ids = {(f.row, f.column): f.id for f in FIGURES if f.table}
    cells = tuple(
        tuple(
            TableCell(text, Place(line=100 + row), ids.get((row, column)))
            for column, text in enumerate(texts)
        )
        for row, texts in enumerate(ROWS)
    )
    levels = {"": 0, "208": 1, "20805": 2, "20808": 2, "221": 1, "2210201": 3}
    entries = tuple(
        Entry(code or "合计", label, code, "", levels[code], None, row, {})
        for row, (code, label, *_) in enumerate(ROWS)
    )
    columns = (
        Column("项目/功能分类科目编码", "", "", "code"),
        Column("项目/科目名称", "", "", "label"),
        Column("本年支出/合计", "合计", "", "amount"),
        Column("本年支出/基本支出", "基本支出", "", "amount"),
    )
    title = "一般公共预算财政拨款支出决算表"
    return Table("T5", "T5", title, "万元", Place(line=98), columns, cells, entries)


def _report(path: Path) -> Report:
    paragraphs = tuple(
        TextParagraph(text, (Place(line=10 + n),), (0,) * len(text), SECTION_OF[n])
        for n, text in enumerate(TEXT)
    )
    sections = (
        Section(0, TEXT[0], 1, None, range(2), Place(line=10)),
        Section(1, TEXT[2], 1, None, range(2, 4), Place(line=12)),
    )
    document = Document(path, "markdown", "0" * 64, ())
    return Report(
        document, "某局2024年度部门决算", "某局", 2024, "决算", (_table(),), FIGURES, paragraphs, sections
    )


CELL, SENTENCE = figure("81.12", table=True), figure("81.11", table=False)
SUM, PARTS = figure("103.54", table=True), (figure("102.76", table=True), figure("0.79", table=True))
RELATIONS = (
    Relation("N107", Tolerance.SAME, "gpb/T5/2210201", (Term(Side.LEFT, SENTENCE), Term(Side.RIGHT, CELL))),
    Relation(
        "H102",
        Tolerance.SUM,
        "T5/208/合计",
        (Term(Side.LEFT, SUM), *(Term(Side.RIGHT, part) for part in PARTS)),
    ),
    Relation(
        "N105",
        Tolerance.SAME,
        "gpb/T5/合计",
        (
            Term(Side.LEFT, figure("184.66", table=False)),
            Term(Side.RIGHT, figure("184.66", table=True)),
        ),
    ),
)
VERDICTS = (
    (BREAK, "one_unit", "81.11", "81.12", "-0.01"),
    (TAIL, "", "103.54", "103.55", "-0.01"),
    (TIE, "", "184.66", "184.66", "0"),
)


def _rule(rule: str, tolerance: str, zh: str, en: str) -> Rule:
    explain = {"zh": f"{zh}。", "en": f"{en}."}
    return Rule(rule, "warning", tolerance, {"zh": zh, "en": en}, explain, basis="财预〔2016〕143号")


RULES = (
    _rule("N107", "same", "文字与表一致", "The text agrees with the table"),
    _rule("H102", "sum", "类等于各款之和", "A class is the sum of its kinds"),
    _rule("N105", "same", "支出合计与表一致", "The total agrees with the table"),
    _rule("S108", "wording", "应有的章节", "Required sections"),
    _rule("Q101", "exact", "车辆数相加", "Vehicles add up"),
)
BROKEN = Finding(
    id="aaaaaaaaaaaa",
    rule="N107",
    severity="warning",
    verdict=BREAK,
    subject="gpb/T5/2210201",
    place=Place(line=11),
    relation=0,
    stated="81.11",
    expected="81.12",
    difference="-0.01",
    suspect=SENTENCE,
    suggestion="81.12",
    figures=((SENTENCE, "left"), (CELL, "right")),
    diagnoses=(Diagnosis("digit"),),
)
MISSING = Finding(
    id="bbbbbbbbbbbb",
    rule="S108",
    severity="warning",
    verdict=BREAK,
    subject="政府采购支出情况",
    place=Place(line=12),
)
TAILED = Finding(
    id="cccccccccccc",
    rule="H102",
    severity="note",
    verdict=TAIL,
    subject="T5/208/合计",
    place=Place(line=101),
    relation=1,
    stated="103.54",
    expected="103.55",
    difference="-0.01",
    figures=((SUM, "left"), *((part, "right") for part in PARTS)),
    table="T5",
)
FINDINGS = (BROKEN, MISSING, TAILED)


def audit(path: Path) -> Audit:
    """What the engine would give for this report."""
    judged = {n: Judged(n, RELATIONS[n], *verdict) for n, verdict in enumerate(VERDICTS)}
    marks = {f.id: UNCHECKED for f in FIGURES}
    for verdict in (TIE, TAIL, BREAK):
        for one in judged.values():
            if one.verdict == verdict:
                marks |= {term.figure: verdict for term in one.relation.terms}
    for f in FIGURES:
        if f.table and marks[f.id] == UNCHECKED:
            marks[f.id] = TIE
    return Audit(
        report=_report(path),
        relations=Relations(RELATIONS),
        verdicts=pl.DataFrame({"relation": range(3), "verdict": [verdict for verdict, *_ in VERDICTS]}),
        judged=judged,
        findings=FINDINGS,
        unchecked=(Unchecked("Q101", "nothing_to_check"),),
        coverage=Coverage(len(FIGURES), 14, (11, 11), (6, 3), {"amount": (5, 3), "percent": (1, 0)}),
        marks=marks,
        reasons={f: "nothing_to_check" for f, mark in marks.items() if mark == UNCHECKED},
        rules={rule.id: rule for rule in RULES},
        counts={"relations": 3, "tie": 1, "tail": 1, "break": 1, "unchecked": 1},
        seconds=0.01,
    )


def review(folder: Path, lang: str = "zh") -> Review:
    """A review of it, whose judgements go to a file in the folder."""
    path = folder / "report.md"
    return Review(audit(path), Annotations(path), Texts(lang), "李审")


@dataclass(frozen=True, slots=True)
class FakeSource(Source):
    """A report that is audited without the engine."""

    lang: str = "zh"

    def review(self, texts: Texts, progress: object) -> Review:
        return review(self.paths[0].parent, texts.lang)
