"""What the room gives: a Report, with every printed number as a Figure.

Before this room: `checks.reading` (Document). After it: `checks.relations`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from checks.reading.document import Document, Place
from checks.record import record

if TYPE_CHECKING:
    import polars as pl


class Kind(StrEnum):
    """What a printed number is. Only amounts, percentages and counts are figures to tie."""

    AMOUNT = "amount"
    PERCENT = "percent"
    COUNT = "count"
    OTHER = "other"  # years, dates, document numbers, item numbers, codes, thresholds


@record
class Figure:
    """One printed number.

    id: its index in `Report.figures`. value: as printed, sign included. places: decimals as printed,
    those included that a text drops throughout when they are zeros (13733.8 beside 5717.32).
    unit: as printed or inherited from the table's unit line (`万元`, `元`, `亿元`, `千元`, `%`, `个`, …),
    "" when none. factor: what makes the value an amount in 万元 (元 0.0001); 1 for percentages and counts.
    table, row, column: id of the Table and the printed row and column in its grid, for a cell.
    statement: index in `Report.statements`, for a number of the narrative.
    paragraph, start, end: index in `Report.paragraphs` and offsets in its text, unit included.
    """

    id: int
    value: Decimal
    places: int
    unit: str
    factor: Decimal
    text: str
    kind: Kind
    place: Place
    table: str | None = None
    row: int | None = None
    column: int | None = None
    entry: str | None = None  # key of the Entry, for a cell of a recognised table
    column_key: str | None = None
    paragraph: int | None = None
    start: int = 0
    end: int = 0
    approximate: bool = False  # 约, 近, 超过, 以上: nothing exact follows from it

    @property
    def nominal(self) -> Decimal:
        """The value in the base unit (万元 for amounts)."""
        return self.value * self.factor

    @property
    def ulp(self) -> Decimal:
        """One unit of the last printed decimal, in the base unit."""
        return Decimal(1).scaleb(-self.places) * self.factor


@record
class TableCell:
    """One printed cell of a stitched table: text as printed with labels cleaned, and the id of its
    Figure when it holds a number to tie."""

    text: str
    place: Place
    figure: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One printed column. name: header levels joined by "/" (`支出/决算数`), unique in the table.
    key: the canonical name of the form (`本年支出合计`), "" when the form does not know it.
    half: `收入`/`支出` of a two-sided table, `左`/`中`/`右` of code/name/amount triples, else "".
    role: code | label | ordinal | aside (another classification of the row) | amount | percent | text."""

    name: str
    key: str
    half: str
    role: str


@record
class Entry:
    """One row of a table as the rules see it: an account, a total or a named line.

    key: unique in (table, half): the account code (`2010301`; 类 rows of T1/T4 get the code of their
    class, `201`), else `合计`, `总计`, `本年收入合计` …, the canonical row name of the form, or the
    normalised label. Rows that repeat below a parent carry it: `年初财政拨款结转和结余/一般公共预算财政拨款`.
    level: 0 total, 1 类, 2 款, 3 项; for rows without codes their depth. parent: key of the parent.
    cells: canonical column key → Figure id, or None where the cell is blank, `-` or `—` (a structural
    zero in a table that has data). A column that the table does not have is absent from `cells`.
    row: printed row in `Table.cells`. A cell that could not be read is absent from `cells` too, and a
    Problem of rule V101. half: `收入`/`支出` of a two-sided table, "" elsewhere (the triples of T6 are one
    list of accounts). of_which: a part of its parent that need not exhaust it (其中：捐赠收入).
    """

    key: str
    label: str
    code: str
    half: str
    level: int
    parent: str | None
    row: int
    cells: Mapping[str, int | None]
    of_which: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One stitched table: the print (`columns`, `cells`) and the meaning (`entries`).

    id: the form's id (`T1` … `T9`, `T9b`, `TN`) or `U1`, `U2` … for a table no form knows.
    form: the form's id without a running number, "" for unknown tables. year: of the line between title
    and table (部门：某局 2022年度 单位：万元), None when it gives none.
    empty: recognised, but no number printed in it (published empty); `statement`: the sentence
    below it that says so, "" when there is none. One above printed numbers contradicts them.
    """

    id: str
    form: str
    title: str
    unit: str
    place: Place
    columns: tuple[Column, ...]
    cells: tuple[tuple[TableCell, ...], ...]
    entries: tuple[Entry, ...]
    empty: bool = False
    statement: str = ""
    header_rows: int = 0  # printed header rows that are not in `cells`
    section: int | None = None  # index of the narrative section it stands in, for tables of the text
    year: int | None = None
    repeats: tuple[Entry, ...] = ()  # totals printed again on later pages (V108): key and row of the first
    index: Mapping[tuple[str, str], Entry] = field(default_factory=dict)  # (half, key) → Entry

    def entry(self, key: str, half: str = "") -> Entry | None:
        """The entry of that key; without a half, the one entry of any half that has the key."""
        if half:
            return self.index.get((half, key))
        found = [entry for (_, name), entry in self.index.items() if name == key]
        return found[0] if len(found) == 1 else None

    def kids(self, entry: Entry) -> list[Entry]:
        return [e for e in self.entries if e.parent == entry.key and e.half == entry.half]


@record
class TextParagraph:
    """A paragraph of the narrative, joined over lines and pages and normalised for matching (NFKC,
    spaces dropped, brackets and commas folded to full width). `origins[i]` is the Place of `text[i]`
    as an index into `places`. lead: offset behind its item number. cell: it stood in a cell of a table
    that no form knows. block: index of its first block in the Document."""

    text: str
    places: tuple[Place, ...]
    origins: tuple[int, ...]
    section: int
    lead: int = 0
    cell: bool = False
    block: int = 0

    def place_at(self, offset: int) -> Place:
        return self.places[self.origins[min(offset, len(self.origins) - 1)]]


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the narrative. paragraphs: range of indices in `Report.paragraphs`, its
    own paragraphs only. parent: index of the section it stands under."""

    id: int
    title: str
    level: int
    parent: int | None
    paragraphs: range
    place: Place


@record
class Fact:
    """One figure of a statement, and what the words around it say it is.

    role: amount | final (决算数) | budget | change | part (涉及…万元 of a change) | share | growth |
    completion | difference (预决算差异率) | rate | count.
    sign: −1 where the words say 减少 or 下降, else 1. against: `prior` | `budget` | "": what a change, a
    growth or a comparison is measured against. base: the name after 占 of a share, the 年初/全年 of a
    budget or completion, the name of a rate or count. lead: the words since the figure before it.
    """

    figure: int
    role: str
    sign: int = 1
    against: str = ""
    base: str = ""
    lead: str = ""


@record
class Statement:
    """What the narrative says of one subject: a clause, or a run of clauses.

    paragraph, start, end: where. section: index of its section. topic: what the section is about
    (`gpb_detail`, `sangong` …, see topics.toml). subject: the words that name it, normalised, "" when
    inherited from the account path. path: names of 类, 款, 项 in force, "" for a level not named;
    code: an account code printed behind the name. parent: id of the statement whose amount this one is
    part of (其中：), -1 for none; split: which of several breakdowns of the parent (按功能分类, 按支出性质).
    partial: the list says 主要 or 等, so that it need not add up.
    """

    id: int
    paragraph: int
    start: int
    end: int
    section: int
    topic: str
    subject: str
    path: tuple[str, str, str]
    code: str
    facts: tuple[Fact, ...]
    parent: int = -1
    split: int = 0
    partial: bool = False

    def fact(self, *roles: str) -> Fact | None:
        """The first fact of one of these roles."""
        for fact in self.facts:
            if fact.role in roles:
                return fact
        return None

    def all(self, role: str) -> list[Fact]:
        return [fact for fact in self.facts if fact.role == role]


@dataclass(frozen=True)
class Report:
    """Everything printed, ready to be related. parts: where the file holds several accounts, the Report of
    each, its ids its own; theirs follow each other here, and a table's id may have a further number."""

    document: Document
    title: str
    department: str
    year: int | None
    kind: str  # 决算 | 预算
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]
    paragraphs: tuple[TextParagraph, ...] = ()
    sections: tuple[Section, ...] = ()
    statements: tuple[Statement, ...] = ()
    problems: tuple[Problem, ...] = ()
    parts: tuple[Report, ...] = ()

    def table(self, table_id: str) -> Table | None:
        return self._tables.get(table_id)

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {table.id: table for table in self.tables}

    def forms(self) -> Iterator[Table]:
        """The recognised standard tables."""
        return (table for table in self.tables if table.form)

    @cached_property
    def frame(self) -> pl.DataFrame:
        """The long `figures` frame, one row a figure: see `checks.report.frames.figures_frame`."""
        from checks.report.frames import figures_frame

        return figures_frame(self.figures)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about the report's shape that could not be resolved, or is wrong in itself: shown as
    a finding of `rule` with its place, never guessed. `details` fill the rule's message."""

    rule: str
    place: Place
    table: str | None = None
    figure: int | None = None
    details: Mapping[str, str] = field(default_factory=dict)
