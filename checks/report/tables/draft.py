"""A table in the making: its columns, what its numeric cells hold, and the entries found so far.

Takes a Sheet; the modules of each shape (`accounts_rows`, `two_sided`, `sangong`, `outline`) add entries;
`tables` turns the Draft into a Table with its Figures. Before this module: `stitch`, `readings`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from checks.report.forms import load_forms
from checks.report.labels import clean, has_words, normalise
from checks.report.report import Column, Entry
from checks.report.tables.columns import LABEL, TEXT, Part
from checks.report.tables.identify import Fit
from checks.report.tables.readings import Reading, Unread
from checks.report.tables.segments import Cells


@dataclass(slots=True)
class Draft:
    """rows: the body, one cell a column. readings: of each cell, what it holds; the id of a Reading is
    the id of its Figure. owners: (row, column) → key of the entry and column key of its figure."""

    id: str
    columns: Sequence[Column]
    parts: Sequence[Part]
    fit: Fit | None
    rows: Sequence[Cells]
    readings: Sequence[Sequence[Reading | Unread | None]]
    entries: list[Entry] = field(default_factory=list)
    owners: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    taken: set[tuple[str, str]] = field(default_factory=set)

    def columns_of(self, side: int | None = None, *roles: str) -> list[int]:
        """Columns with one of the roles, of one half or of all."""
        return [j for j, p in enumerate(self.parts) if p.role in roles and (side is None or p.side == side)]

    def amounts(self, side: int | None = None) -> list[int]:
        """Columns whose figures rules may use."""
        return [
            j
            for j, (part, column) in enumerate(zip(self.parts, self.columns, strict=True))
            if column.role in {"amount", "percent"} and (side is None or part.side == side)
        ]

    def is_uniform(self, column: int) -> bool:
        """The column's numbers are of one kind and unit, so that they may be added up."""
        held = (row[column] for row in self.readings)
        return len({(r.kind, r.unit) for r in held if isinstance(r, Reading)}) <= 1

    def label(self, row: int, columns: Iterable[int]) -> str:
        """The label that several columns give together, each cell once, cleaned."""
        parts: list[str] = []
        for j in columns:
            text = clean(self.rows[row][j].text)
            if text and (not parts or parts[-1] != text):
                parts.append(text)
        return "/".join(parts)

    def has_numbers(self, row: int, columns: Iterable[int]) -> bool:
        return any(self.readings[row][j] is not None for j in columns)

    def cells(self, row: int, columns: Iterable[int]) -> dict[str, int | None]:
        """Column key → figure, None for a blank; a cell that could not be read is left out."""
        found: dict[str, int | None] = {}
        for j in columns:
            reading = self.readings[row][j]
            if not isinstance(reading, Unread):
                found[self.key_of(j)] = reading.id if reading is not None else None
        return found

    def key_of(self, column: int) -> str:
        return self.columns[column].key or self.columns[column].name

    def add(
        self,
        key: str,
        label: str,
        row: int,
        columns: Sequence[int],
        *,
        code: str = "",
        half: str = "",
        level: int = 1,
        parent: str | None = None,
        of_which: bool = False,
    ) -> Entry:
        """Add the entry of a row. A key that is taken gets #2: a duplicate code is a rule's business."""
        unique = self._unique(half, key)
        entry = Entry(unique, label, code, half, level, parent, row, self.cells(row, columns), of_which)
        for j in columns:
            self.owners[row, j] = (unique, self.key_of(j))
        self.entries.append(entry)
        return entry

    def add_at(
        self,
        key: str,
        label: str,
        at: Mapping[str, tuple[int, int]],
        *,
        level: int = 0,
        parent: str | None = None,
    ) -> None:
        """Add an entry whose cells stand anywhere: column key → (row, column). A cell that has an entry
        already stays with it."""
        unique = self._unique("", key)
        cells: dict[str, int | None] = {}
        for name, (row, column) in at.items():
            reading = self.readings[row][column]
            if not isinstance(reading, Unread):
                cells[name] = reading.id if reading is not None else None
            self.owners.setdefault((row, column), (unique, name))
        row = min((row for row, _ in at.values()), default=0)
        self.entries.append(Entry(unique, label, "", "", level, parent, row, cells))

    def _unique(self, half: str, key: str) -> str:
        unique, times = key, 1
        while (half, unique) in self.taken:
            times += 1
            unique = f"{key}#{times}"
        self.taken.add((half, unique))
        return unique

    def label_columns(self) -> list[int]:
        """Columns that name a row: labels, and texts to the left of the first amount."""
        first = min(self.amounts(), default=len(self.parts))
        return [j for j, p in enumerate(self.parts) if p.role == LABEL or (p.role == TEXT and j < first)]

    def total_in(self, row: int, columns: Iterable[int]) -> str:
        """The total word that the row's labels are made of, normalised; "" for another row."""
        total = load_forms().words.total
        texts = [normalise(self.rows[row][j].text) for j in columns]
        texts = [text for text in texts if has_words(text)]
        return texts[0].rstrip("：") if texts and all(map(total.fit, texts)) else ""
