"""One stitched table → a Table with its entries, Figures and Problems.

Takes Sheets one after another and numbers tables and figures on. Before this module: `stitch`,
`readings`, `draft` and the modules of each shape. After it: `tables`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from checks.report.forms import ACCOUNTS, SANGONG, TRIPLES, TWO_SIDED
from checks.report.labels import clean, normalise
from checks.report.report import Column, Entry, Figure, Problem, Table, TableCell
from checks.report.tables.accounts_rows import ACCOUNT_LENGTHS, account_entries, joined_code, triple_entries
from checks.report.tables.captions import says_no_table, states_empty, unit_in_header, unit_of
from checks.report.tables.columns import CODE, LABEL, NUMERIC, TEXT, names_of
from checks.report.tables.draft import Draft
from checks.report.tables.identify import has_two_sides
from checks.report.tables.outline import outline_entries
from checks.report.tables.readings import Reader, Reading, Unread
from checks.report.tables.sangong import sangong_entries
from checks.report.tables.segments import Cells, printed_cells
from checks.report.tables.stitch import Sheet
from checks.report.tables.two_sided import two_sided_entries

_SHORTEST_SENTENCE = 10
FORM_UNRESOLVED, NO_UNIT, UNREADABLE, RESIDUE = "S117", "S116", "V101", "S115"


def is_of_accounts(sheet: Sheet) -> bool:
    """A standard form, or another table of accounts (budgets, university layouts): its amount columns
    hold amounts and nothing else."""
    return sheet.fit is not None or _has_codes(sheet) or _has_two_sides(sheet)


def _has_codes(sheet: Sheet) -> bool:
    """Account codes (3, 5 or 7 digits) beside amounts; where no row is printed, a header that says 科目."""
    columns = [j for j, part in enumerate(sheet.parts) if part.role == CODE]
    if not columns or not any(part.role in NUMERIC for part in sheet.parts):
        return False
    sides = [[j for j in columns if sheet.parts[j].side == side] for side in range(sheet.parts[-1].side + 1)]
    printed = (joined_code(normalise(row[j].text) for j in side) for row in sheet.rows for side in sides)
    codes = [code for code in printed if code]
    if not codes:
        return any("科目" in level for j in columns for level in sheet.parts[j].path)
    return sum(len(code) in ACCOUNT_LENGTHS for code in codes) * 2 > len(codes)


def _has_two_sides(sheet: Sheet) -> bool:
    return has_two_sides(sheet.parts) and sheet.layout.known


def unit_of_sheet(sheet: Sheet) -> str:
    """The money unit that a table's unit line, header or notes give, "" when nothing does."""
    return next(_units(sheet), "")


def _units(sheet: Sheet) -> Iterator[str]:
    yield from (piece.unit for piece in sheet.pieces if piece.unit)
    headers = (normalise(level) for part in sheet.parts for level in part.path)
    yield from (unit for header in headers if (unit := unit_in_header(header) or unit_of(header)))
    notes = (normalise(note) for piece in sheet.pieces for note in piece.notes)
    yield from filter(None, map(unit_of, notes))


class Assembly:
    """The tables, figures and problems of a document so far. usual_unit: of tables that give none."""

    def __init__(self, usual_unit: str) -> None:
        self.tables: list[Table] = []
        self.figures: list[Figure] = []
        self.problems: list[Problem] = []
        self._usual_unit = usual_unit
        self._reader = Reader()
        self._times: Counter[str] = Counter()

    def add(self, sheet: Sheet) -> None:
        """Make the table of a sheet."""
        unit = unit_of_sheet(sheet)
        draft = self._draft(sheet, unit)
        _find_entries(sheet, draft)
        self.figures.extend(_figures(draft))
        repeats = tuple(self._repeats(sheet, draft, unit))
        self.problems.extend(_problems(sheet, draft, unit))
        empty = not any(isinstance(reading, Reading) for row in draft.readings for reading in row)
        self.tables.append(
            Table(
                id=draft.id,
                form=sheet.fit.form.id if sheet.fit is not None else "",
                title=sheet.title or (sheet.fit.form.name if sheet.fit is not None else ""),
                unit=unit,
                year=sheet.first.year,
                place=sheet.first.place,
                columns=tuple(draft.columns),
                cells=tuple(_printed_row(draft, r) for r in range(len(draft.rows))),
                entries=tuple(draft.entries),
                empty=empty,
                statement=_statement(sheet, empty),
                header_rows=sheet.layout.header_rows,
                repeats=repeats,
                index={(entry.half, entry.key): entry for entry in draft.entries},
            )
        )

    def _draft(self, sheet: Sheet, unit: str) -> Draft:
        form = sheet.fit.form.id if sheet.fit is not None else "U"
        self._times[form] += 1
        times = self._times[form]
        table_id = f"U{times}" if form == "U" else form if times == 1 else f"{form}-{times}"
        keys = sheet.fit.keys if sheet.fit is not None else ("",) * len(sheet.parts)
        names = names_of(sheet.parts)
        columns = [Column(n, k, p.half, p.role) for n, k, p in zip(names, keys, sheet.parts, strict=True)]
        if is_of_accounts(sheet):
            readings = self._reader.read_form(sheet.rows, sheet.parts, unit or self._usual_unit)
        else:
            readings = self._reader.read_free(sheet.rows, sheet.parts, unit)
        draft = Draft(table_id, columns, sheet.parts, sheet.fit, sheet.rows, readings)
        if not is_of_accounts(sheet):
            # scores below amounts in one column of a performance table: nothing there adds up
            draft.columns = [
                c if draft.is_uniform(j) else replace(c, role=TEXT) for j, c in enumerate(draft.columns)
            ]
        return draft

    def _repeats(self, sheet: Sheet, draft: Draft, unit: str) -> Iterator[Entry]:
        """Totals that further pages print again, with figures of their own."""
        amounts = draft.amounts()
        for row, original in sheet.repeats:
            first = next((entry for entry in draft.entries if entry.row == original), None)
            if first is None:
                continue
            readings = self._reader.read_form([row], sheet.parts, unit or self._usual_unit)[0]
            again = Draft(draft.id, draft.columns, draft.parts, draft.fit, [row], [readings])
            cells = again.cells(0, amounts)
            yield Entry(
                first.key, first.label, first.code, first.half, first.level, first.parent, original, cells
            )
            for j in amounts:
                if isinstance(reading := readings[j], Reading):
                    self.figures.append(_figure(draft, reading, row, original, j))


def _find_entries(sheet: Sheet, draft: Draft) -> None:
    shape = sheet.fit.form.shape if sheet.fit is not None else ""
    folded = sheet.parts[-1].side > 0
    if shape == TWO_SIDED:
        two_sided_entries(draft)
    elif shape == SANGONG:
        sangong_entries(draft)
    elif shape == TRIPLES or (not shape and folded and _has_codes(sheet)):
        triple_entries(draft)
    elif shape == ACCOUNTS or (not shape and _has_codes(sheet)):
        account_entries(draft)
    else:
        outline_entries(draft)


def _figures(draft: Draft) -> Iterator[Figure]:
    for r, row in enumerate(draft.rows):
        for j, reading in enumerate(draft.readings[r]):
            if isinstance(reading, Reading):
                yield _figure(draft, reading, row, r, j)


def _figure(draft: Draft, reading: Reading, row: Cells, printed_row: int, column: int) -> Figure:
    entry, key = draft.owners.get((printed_row, column), (None, None))
    return Figure(
        id=reading.id,
        value=reading.number.value,
        places=reading.number.places,
        unit=reading.unit,
        factor=reading.factor,
        text=reading.text,
        kind=reading.kind,
        place=row[column].place,
        table=draft.id,
        row=printed_row,
        column=column,
        entry=entry,
        column_key=key,
        approximate=reading.approximate,
    )


def _printed_row(draft: Draft, r: int) -> tuple[TableCell, ...]:
    row = draft.rows[r]
    cells = []
    for j, cell in enumerate(row):
        covered = (j and row[j - 1] is cell) or (r and draft.rows[r - 1][j] is cell)
        reading = draft.readings[r][j]
        if isinstance(reading, Reading):
            cells.append(TableCell(reading.text, cell.place, reading.id))
        else:
            cells.append(TableCell("" if covered else clean(cell.text), cell.place))
    return tuple(cells)


def _statement(sheet: Sheet, empty: bool) -> str:
    """The sentence that says there is nothing to print: a note, or a row in the place of data. Where
    numbers are printed, only a sentence about the table itself (故本表无数据) is one, and a contradiction."""
    says = states_empty if empty else says_no_table
    rows = (clean(cells[0].text) for row in sheet.rows if len(cells := printed_cells(row)) == 1)
    notes = [note for piece in sheet.pieces for note in piece.notes]
    bare = [text for text in rows if text == "无" or len(text) >= _SHORTEST_SENTENCE] if empty else []
    return next((text for text in (*notes, *bare) if text == "无" or says(normalise(text))), "")


# ------------------------------------------------------------------------------------- problems


def _problems(sheet: Sheet, draft: Draft, unit: str) -> Iterator[Problem]:
    place = sheet.first.place
    if sheet.misfit is not None:
        details = {"title": sheet.title, "form": sheet.misfit.form.name}
        yield Problem(FORM_UNRESOLVED, place, draft.id, details=details)
    of_accounts = is_of_accounts(sheet)
    if of_accounts and not unit:
        yield Problem(NO_UNIT, place, draft.id, details={"title": sheet.title})
    named = {row for row, _ in draft.owners}
    for r, readings in enumerate(draft.readings):
        if r not in named and (not of_accounts or _is_sangong(sheet)):
            continue  # headings inside a free table; counts (团组数, 批次) below the expenses
        for j, reading in enumerate(readings):
            if isinstance(reading, Unread):
                yield _unread(draft, sheet.title, r, j, reading.reason)
            elif reading is not None and r not in named:
                yield _unread(draft, sheet.title, r, j, "unnamed")


def _is_sangong(sheet: Sheet) -> bool:
    return sheet.fit is not None and sheet.fit.form.shape == SANGONG


def _unread(draft: Draft, title: str, r: int, j: int, reason: str) -> Problem:
    """A cell that is no single number, or a number in a row that nothing names."""
    cell = draft.rows[r][j]
    labels = draft.columns_of(draft.parts[j].side, CODE, LABEL) or draft.label_columns()
    reading = draft.readings[r][j]
    text, row, column = clean(cell.text), draft.label(r, labels), draft.columns[j].name
    details = {"text": text, "row": row, "column": column, "reason": reason}
    if reason == "placeholder":
        details |= {"name": title, "stated": text, "around": f"{row} {column}"}
    rule = RESIDUE if reason == "placeholder" else UNREADABLE
    return Problem(rule, cell.place, draft.id, reading.id if isinstance(reading, Reading) else None, details)
