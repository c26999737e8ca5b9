"""Small reports made in a test: figures as they come off the page, and the relations among them.

page = Page()
total, part, other = page.cells("103.54 102.76 0.79")
verdict_of(page, adds(total, part, other))
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from checks.finding import Audit
from checks.findings import find
from checks.reading.document import Document, Place, Remark
from checks.relations.relation import Relation, Relations, Side, Term, Tolerance, Unchecked
from checks.relations.rule import Rule
from checks.report.report import (
    Column,
    Entry,
    Figure,
    Kind,
    Problem,
    Report,
    Section,
    Statement,
    Table,
    TableCell,
    TextParagraph,
)
from checks.verdicts import judge

FACTORS = {"元": "0.0001", "千元": "0.1", "万元": "1", "亿元": "10000"}


@dataclass
class Page:
    """Collects figures; every call gives back the ids that relations name them by.

    A cell stands in table `table` at row and column `entry`/`column`; words stand in a sentence of
    their own, so that each has a line of its own.
    """

    figures: list[Figure] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    def cell(
        self, text: str, table: str = "T5", entry: str = "", column: str = "合计", unit: str = "万元"
    ) -> int:
        entry = entry or f"20101{len(self.figures):02d}"
        return self._add(text, unit, len(self.figures) + 100, table=table, entry=entry, column_key=column)

    def cells(self, texts: str, **where: str) -> list[int]:
        return [self.cell(text, **where) for text in texts.split()]

    def words(self, text: str, unit: str = "万元", about: str = "") -> int:
        """A number of the narrative, in a sentence「about‹number›。」of its own."""
        number = text if unit == "%" else text + unit
        self.sentences.append(f"{about}{number}。")
        at = len(self.sentences) - 1
        return self._add(text, unit, at + 1, paragraph=at, start=len(about), end=len(about) + len(text))

    def percent(self, text: str) -> int:
        return self.words(f"{text}%", unit="%")

    def count(self, text: str, unit: str = "辆") -> int:
        return self.words(text, unit=unit)

    def _add(self, text: str, unit: str, line: int, **where: object) -> int:
        digits = text.rstrip("%").replace(",", "")
        kind = Kind.PERCENT if unit == "%" else Kind.AMOUNT if unit in FACTORS else Kind.COUNT
        figure = Figure(
            len(self.figures),
            Decimal(digits),
            len(digits.partition(".")[2]),
            unit,
            Decimal(FACTORS.get(unit, "1")),
            text,
            kind,
            Place(line=line),
            **where,  # type: ignore[arg-type]
        )
        self.figures.append(figure)
        return figure.id

    def report(self) -> Report:
        """The figures as a Report: each table has one row an entry and one column a column key."""
        names = dict.fromkeys(f.table for f in self.figures if f.table)
        paragraphs = tuple(
            TextParagraph(text, (Place(line=i + 1),), (0,) * len(text), 0)
            for i, text in enumerate(self.sentences)
        )
        return Report(
            document=Document(Path("made.md"), "markdown", "0" * 64, (), tuple(self.remarks)),
            title="某局2019年度部门决算",
            department="某局",
            year=2019,
            kind="决算",
            tables=tuple(self._table(name) for name in names),
            figures=tuple(self.figures),
            paragraphs=paragraphs,
            sections=(Section(0, "情况说明", 1, None, range(len(paragraphs)), Place(line=1)),)
            if paragraphs
            else (),
            statements=tuple(self.statements),
            problems=tuple(self.problems),
        )

    def _table(self, name: str) -> Table:
        own = [f for f in self.figures if f.table == name]
        rows = list(dict.fromkeys(f.entry or "" for f in own))
        columns = list(dict.fromkeys(f.column_key or "" for f in own))
        at = {(f.entry, f.column_key): f.id for f in own}
        row_at, column_at = ({key: i for i, key in enumerate(keys)} for keys in (rows, columns))
        for figure in own:
            placed = (row_at[figure.entry or ""], column_at[figure.column_key or ""])
            self.figures[figure.id] = Figure(
                **{slot: getattr(figure, slot) for slot in Figure.__slots__}
                | {"row": placed[0], "column": placed[1] + 1}
            )
        entries = tuple(
            Entry(
                key=row,
                label=row,
                code=row if row.isdigit() else "",
                half="",
                level={3: 1, 5: 2, 7: 3}.get(len(row), 0) if row.isdigit() else 0,
                parent=None,
                row=i,
                cells={column: at.get((row, column)) for column in columns},
            )
            for i, row in enumerate(rows)
        )
        return Table(
            id=name,
            form="" if name.startswith("U") else name,
            title=f"表{name}",
            unit=own[0].unit,
            place=Place(line=99),
            columns=(
                Column("项目", "", "", "label"),
                *(Column(column, column, "", "amount") for column in columns),
            ),
            cells=tuple(
                (
                    TableCell(row, Place(line=100)),
                    *(
                        TableCell(self.figures[at[row, column]].text, Place(line=100), at[row, column])
                        if (row, column) in at
                        else TableCell("", Place(line=100))
                        for column in columns
                    ),
                )
                for row in rows
            ),
            entries=entries,
            index={("", entry.key): entry for entry in entries},
        )


def adds(total: int, *parts: int, rule: str = "H103", subject: str = "", **more: object) -> Relation:
    """total = Σ parts; a part given as −id is taken away (ids from 1)."""
    terms = (Term(Side.LEFT, total), *(Term(Side.RIGHT, abs(p), -1 if p < 0 else 1) for p in parts))
    return Relation(rule, Tolerance.SUM, subject or f"sum/{total}", terms, **more)  # type: ignore[arg-type]


def same(left: int, right: int, rule: str = "N107", subject: str = "", **more: object) -> Relation:
    terms = (Term(Side.LEFT, left), Term(Side.RIGHT, right))
    return Relation(rule, Tolerance.SAME, subject or f"same/{right}", terms, **more)  # type: ignore[arg-type]


def share(
    percent: int, part: int, whole: int, rule: str = "P101", subject: str = "", **more: object
) -> Relation:
    terms = (Term(Side.LEFT, percent), Term(Side.RIGHT, part), Term(Side.BASE, whole))
    return Relation(rule, Tolerance.RATIO, subject or f"share/{part}", terms, **more)  # type: ignore[arg-type]


def growth(percent: int, change: int, current: int, sign: int = 1, rule: str = "P104") -> Relation:
    terms = (Term(Side.LEFT, percent, sign), Term(Side.RIGHT, change, sign), Term(Side.BASE, current))
    return Relation(rule, Tolerance.GROWTH, f"growth/{current}", terms)


def at_most(small: int, large: int, rule: str = "X115") -> Relation:
    terms = (Term(Side.LEFT, small), Term(Side.RIGHT, large))
    return Relation(rule, Tolerance.AT_MOST, f"most/{large}", terms)


def verdicts_of(page: Page, *relations: Relation) -> list[tuple[str, str]]:
    """(verdict, note) of each relation that survives its choice, in order."""
    frame = judge(Relations(relations), page.report().frame)
    return list(zip(frame["verdict"], frame["note"], strict=True))


def verdict_of(page: Page, relation: Relation) -> str:
    """`tie`, `tail/improbable`, `break/one_unit` …: the verdict and its note."""
    ((verdict, note),) = verdicts_of(page, relation)
    return f"{verdict}/{note}" if note else verdict


def rule(id: str, severity: str = "error") -> Rule:
    return Rule(id, severity, "sum", {"zh": id, "en": id}, {})


def audit_of(
    page: Page,
    *relations: Relation,
    unchecked: tuple[Unchecked, ...] = (),
    severities: Mapping[str, str] | None = None,
) -> Audit:
    """The audit of a made report; every rule is an error unless `severities` says otherwise."""
    names = {r.rule for r in relations} | {p.rule for p in page.problems}
    rules = {name: rule(name, (severities or {}).get(name, "error")) for name in names}
    report = page.report()
    related = Relations(relations, unchecked)
    return find(report, related, judge(related, report.frame), rules, seconds=lambda: 0.0)
