"""A small audit, stated in full: two accounts in a table, one sentence that restates one of them wrongly,
a subtotal with a rounding tail, a form that is missing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import polars as pl

from checks.finding import Audit, Coverage, Finding, Judged
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

SENTENCE = "住房公积金（项）支出决算为81.11万元，完成年初预算的100%。"
BROKEN, MISSING, TAILED = "aaaaaaaaaaaa", "cccccccccccc", "bbbbbbbbbbbb"
"""Ids of the three findings, worst first."""
TITLE = "一般公共预算财政拨款支出决算表"


def _figure(id: int, text: str, line: int, **where: object) -> Figure:
    places = len(text.partition(".")[2])
    return Figure(id, Decimal(text), places, "万元", Decimal(1), text, Kind.AMOUNT, Place(line=line), **where)  # type: ignore[arg-type]


def small_audit(path: Path = Path("report.md"), stated: str = "81.11") -> Audit:
    """The audit of `path`, whose narrative states `stated` where the table prints 81.12."""
    printed = {"221": "103.54", "2210201": "81.12", "2210203": "22.43"}
    names = {"221": "住房保障支出", "2210201": "住房公积金", "2210203": "购房补贴"}
    figures = [
        _figure(i, text, 30 + i, table="T5", row=i, column=2, entry=code, column_key="合计")
        for i, (code, text) in enumerate(printed.items())
    ]
    sentence = SENTENCE.replace("81.11", stated)
    at = sentence.index(stated)
    figures.append(_figure(3, stated, 12, paragraph=0, start=at, end=at + len(stated)))
    table = Table(
        id="T5",
        form="T5",
        title=TITLE,
        unit="万元",
        place=Place(line=28),
        columns=(
            Column("科目编码", "", "", "code"),
            Column("科目名称", "", "", "label"),
            Column("合计", "合计", "", "amount"),
        ),
        cells=tuple(
            (
                TableCell(code, Place(line=30 + i)),
                TableCell(names[code], Place(line=30 + i)),
                TableCell(text, Place(line=30 + i), figure=i),
            )
            for i, (code, text) in enumerate(printed.items())
        ),
        entries=tuple(
            Entry(code, names[code], code, "", 1 if len(code) == 3 else 3, None, i, {"合计": i})
            for i, code in enumerate(printed)
        ),
    )
    report = Report(
        document=Document(path, "markdown", "ab" * 32, ()),
        title="某局2019年度部门决算",
        department="某局",
        year=2019,
        kind="决算",
        tables=(table,),
        figures=tuple(figures),
        paragraphs=(TextParagraph(sentence, (Place(line=12),), (0,) * len(sentence), 0),),
        sections=(Section(0, "支出决算情况说明", 1, None, range(1), Place(line=10)),),
    )
    restated = Relation("N106", Tolerance.SAME, "T5/2210201/合计", (Term(Side.LEFT, 3), Term(Side.RIGHT, 1)))
    added = Relation(
        "H102",
        Tolerance.SUM,
        "T5/221/合计",
        (Term(Side.LEFT, 0), Term(Side.RIGHT, 1), Term(Side.RIGHT, 2)),
    )
    off = Decimal(stated) - Decimal("81.12")
    broken = off != 0
    judged = {
        0: Judged(0, restated, "break" if broken else "tie", "one_unit", stated, "81.12", str(off)),
        1: Judged(1, added, "tail", "", "103.54", "103.55", "-0.01"),
    }
    findings = [
        Finding(
            id=BROKEN,
            rule="N106",
            severity="warning",
            verdict="break",
            subject="T5/2210201/合计",
            place=Place(line=12),
            relation=0,
            stated=stated,
            expected="81.12",
            difference=str(off),
            suspect=3,
            suggestion="81.12",
            figures=((3, "left"), (1, "right")),
        ),
        Finding(
            id=MISSING,
            rule="S101",
            severity="error",
            verdict="unchecked",
            subject="T6",
            place=Place(line=1),
            table="T6",
        ),
        Finding(
            id=TAILED,
            rule="H102",
            severity="note",
            verdict="tail",
            subject="T5/221/合计",
            place=Place(line=30),
            relation=1,
            stated="103.54",
            expected="103.55",
            difference="-0.01",
            figures=((0, "left"), (1, "right"), (2, "right")),
            table="T5",
        ),
    ]
    return Audit(
        report=report,
        relations=Relations([restated, added]),
        verdicts=pl.DataFrame(),
        judged=judged,
        findings=findings if broken else findings[1:],
        unchecked=[
            Unchecked("X114", "table_missing", "T6"),
            Unchecked("X114", "table_missing", "T6", count=2),
        ],
        coverage=Coverage(4, 4, (3, 3), (1, 1)),
        marks={0: "tail", 1: "break" if broken else "tail", 2: "tail", 3: "break" if broken else "tie"},
        reasons={},
        rules={
            "N106": Rule("N106", "error", "same", {"zh": "文表核对", "en": "Text against table"}, {}),
            "H102": Rule(
                "H102", "error", "sum", {"zh": "类等于各款之和", "en": "A class is the sum of its items"}, {}
            ),
            "S101": Rule(
                "S101", "error", "wording", {"zh": "应有的表", "en": "Tables that must be there"}, {}
            ),
        },
        counts={
            "relations": 5,
            "tie": 0 if broken else 1,
            "tail": 1,
            "break": 1 if broken else 0,
            "unchecked": 3,
        },
        seconds=0.125,
    )
