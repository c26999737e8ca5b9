"""Small reports in a few lines, as recognition would give them.

    report('''
        T5
        | 合计 基本支出 项目支出
        合计 10.00 4.00 6.00
        201  10.00 4.00 6.00
    ''')

A table begins with its id (and unit, 万元 when none is given); `half | columns` opens a block of rows; a
row is its key and one cell a column. `-` is a blank cell, `?` one that could not be read, `6.80%` a
percentage.
An account stands under the account its code begins with, a named row under the row its form puts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from checks.reading.document import Document, Place
from checks.relations.vocabulary import forms
from checks.report.report import Column, Entry, Figure, Kind, Report, Table, TextParagraph

_FACTORS = {"元": Decimal("0.0001"), "万元": Decimal(1), "%": Decimal(1)}
_TOTALS = ("合计", "总计", "小计", "预算数", "决算数")


def report(*texts: str, year: int | None = 2022, kind: str = "决算", says: Iterable[str] = ()) -> Report:
    """The report that has the tables of these texts, and a narrative of the given sentences."""
    figures: list[Figure] = []
    blocks: list[list[str]] = []
    for line in filter(None, map(str.strip, "\n".join(texts).splitlines())):
        first = line.split()[0].partition("-")[0]
        if first.rstrip("0123456789b") in {"T", "U"} or first in forms():
            blocks.append([])
        blocks[-1].append(line)
    tables = tuple(_Maker(block, figures).table() for block in blocks)
    paragraphs = tuple(TextParagraph(s, (Place(line=900),), (0,) * len(s), section=0) for s in says)
    document = Document(Path("report.md"), "markdown", "", ())
    return Report(document, "决算", "某局", year, kind, tables, tuple(figures), paragraphs)


class _Maker:
    """Makes one table, adding its figures."""

    def __init__(self, lines: list[str], figures: list[Figure]) -> None:
        head, *self._lines = lines
        self._id, *rest = head.split()
        self._unit = rest[0] if rest else "万元"
        self._figures = figures
        self._form = forms().get(self._id.partition("-")[0])
        self._columns: dict[tuple[str, str], Column] = {}
        self._rows = 0

    def table(self) -> Table:
        entries = tuple(self._parented(list(self._entries())))
        return Table(
            id=self._id,
            form=self._form.id if self._form is not None else "",
            title=self._form.name if self._form is not None else "",
            unit=self._unit,
            place=Place(line=1),
            columns=tuple(self._columns.values()),
            cells=(),
            entries=entries,
            empty=not any(figure is not None for entry in entries for figure in entry.cells.values()),
            index={(entry.half, entry.key): entry for entry in entries},
        )

    def _entries(self) -> Iterator[Entry]:
        half: str = ""
        names: list[str] = []
        for line in self._lines:
            if "|" in line:
                half, names = line.partition("|")[0].strip(), line.partition("|")[2].split()
                continue
            key, *texts = line.split()
            self._rows += 1
            cells = {
                name: self._cell(text, key, half, name)
                for name, text in zip(names, texts, strict=True)
                if text != "?"
            }
            name = key.removeprefix("其中:").partition("#")[0]
            code = name if name.isdigit() else ""
            level = len(code) // 2 if code else 0 if key.endswith(_TOTALS) else 1 + key.count("/")
            of_which = key.startswith("其中:")
            yield Entry(
                key, f"科目{code}" if code else name, code, half, level, None, self._rows, cells, of_which
            )

    def _cell(self, text: str, key: str, half: str, name: str) -> int | None:
        percent = text.endswith("%")
        column = Column(f"{half}/{name}" if half else name, name, half, "percent" if percent else "amount")
        if percent or (half, name) not in self._columns:
            self._columns[half, name] = column
        if text == "-":
            return None
        digits = text.rstrip("%").replace(",", "")
        unit = "%" if percent else self._unit
        self._figures.append(
            Figure(
                id=len(self._figures),
                value=Decimal(digits),
                places=len(digits.partition(".")[2]),
                unit=unit,
                factor=_FACTORS[unit],
                text=text,
                kind=Kind.PERCENT if percent else Kind.AMOUNT,
                place=Place(line=self._rows),
                table=self._id,
                row=self._rows,
                entry=key,
                column_key=name,
            )
        )
        return len(self._figures) - 1

    def _parented(self, entries: list[Entry]) -> Iterator[Entry]:
        printed = {(entry.half, entry.key) for entry in entries}
        for entry in entries:
            parent = self._parent(entry)
            known = parent is not None and ((entry.half, parent) in printed or len(entry.code) > 3)
            yield Entry(
                entry.key, entry.label, entry.code, entry.half, entry.level,
                parent if known else None, entry.row, entry.cells, entry.of_which,
            )  # fmt: skip

    def _parent(self, entry: Entry) -> str | None:
        if len(entry.code) > 3:
            return entry.code[:-2]
        if "/" in entry.key:
            return entry.key.rpartition("/")[0]
        if entry.of_which:
            return "合计"
        for row in self._form.rows if self._form is not None else ():
            if row.key == entry.key and row.half in {"", entry.half}:
                return row.under
        if entry.level == 0:
            return None
        return f"本年{entry.half}合计" if entry.half else "合计"
