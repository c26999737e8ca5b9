"""The recognised tables, handed on: `gouji tables`. A Report comes in; text, JSON, CSV, a workbook or
parquet files go out.

JSON is a list with one table a line: id, title, unit, place, columns, rows: the whole stitched table as
printed, labels cleaned, numbers as plain digits with their printed decimals, blanks null. The other formats
hold the same rows.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from rich.cells import cell_len

from checks.output.plain import clean
from checks.output.workbook import Sheet, write_workbook
from checks.report.numbers import plain_digits
from checks.report.report import Figure, Report, Table, TableCell

Row = list[str | None]

_BLANKS = frozenset({"", "-", "--", "—", "——", "–", "－", "/"})


class NeedsPath(Exception):
    """A format that is no text: it can only be written to a file or folder that is named."""


def hand_on(report: Report, form: str, out: Path | None = None) -> str | None:
    """Write the tables in the format `form`: text | json | csv | xlsx | parquet.

    Without `out`, the text to show. With it, a file is written (parquet, and csv into a folder: one file a
    table, named by its id) and None comes back. Raises NeedsPath, or OSError when writing fails.
    """
    if form in {"xlsx", "parquet"} and out is None:
        raise NeedsPath(form)
    if out is None:
        return _TEXTS[form](report)
    if form == "xlsx":
        out.write_bytes(write_workbook(_sheet(table, report.figures) for table in report.tables))
    elif form == "parquet":
        _write_parquet(report, out)
    elif form == "csv" and (out.is_dir() or not out.suffix):
        out.mkdir(parents=True, exist_ok=True)
        for table in report.tables:
            # the mark at its start tells a spreadsheet that the file is UTF-8
            (out / f"{table.id}.csv").write_text(
                _csv_of(table, report.figures), encoding="utf-8-sig", newline=""
            )
    else:
        out.write_text(_TEXTS[form](report), encoding="utf-8-sig" if form == "csv" else "utf-8", newline="")
    return None


def rows_of(table: Table, figures: Sequence[Figure]) -> list[Row]:
    """The rows as printed, with plain numbers and None for blanks."""
    return [[_value(cell, figures) for cell in row] for row in table.cells]


def _value(cell: TableCell, figures: Sequence[Figure]) -> str | None:
    if cell.figure is None:
        return None if cell.text in _BLANKS else cell.text
    figure = figures[cell.figure]
    digits = plain_digits(figure.value)
    return digits if not any(map(str.isalpha, cell.text)) and "%" not in cell.text else cell.text


def as_json(table: Table, figures: Sequence[Figure]) -> Mapping[str, object]:
    """One table as an object of the JSON list."""
    return {
        "id": table.id,
        "title": table.title,
        "unit": table.unit,
        "place": table.place.as_json(),
        "columns": [column.name for column in table.columns],
        "rows": rows_of(table, figures),
    }


def _json(report: Report) -> str:
    lines = (json.dumps(as_json(table, report.figures), ensure_ascii=False) for table in report.tables)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _csv(report: Report) -> str:
    """All tables below each other, each headed by a line with its id, title and unit."""
    blocks = []
    for table in report.tables:
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerow([table.id, table.title, table.unit])
        blocks.append(out.getvalue() + _csv_of(table, report.figures))
    return "\n".join(blocks)


def _csv_of(table: Table, figures: Sequence[Figure]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([["" if value is None else value for value in row] for row in rows_of(table, figures)])
    return out.getvalue()


def _text(report: Report) -> str:
    return "\n".join("\n".join(_text_of(table, report.figures)) + "\n" for table in report.tables)


def _text_of(table: Table, figures: Sequence[Figure]) -> Iterator[str]:
    """A heading, the column names and the rows, numbers to the right, columns two blanks apart."""
    heading = (table.id, table.title, table.unit, table.place.short())
    yield clean("  ".join(part for part in heading if part))
    names = [column.name for column in table.columns]
    rows = [[clean(value or "") for value in row] for row in rows_of(table, figures)]
    widths = [max(map(cell_len, column)) for column in zip(names, *rows, strict=True)]
    for row in ([clean(name) for name in names], *rows):
        cells = []
        for text, width, column in zip(row, widths, table.columns, strict=True):
            gap = " " * (width - cell_len(text))
            cells.append(gap + text if column.role in {"amount", "percent"} else text + gap)
        yield "  ".join(cells).rstrip()


def _sheet(table: Table, figures: Sequence[Figure]) -> Sheet:
    """A worksheet as such tables are printed: title, unit, header, rows."""
    levels = [column.name.split("/") for column in table.columns]
    depth = max(map(len, levels))
    header = [[name[level] if level < len(name) else "" for name in levels] for level in range(depth)]
    numbers = {
        (r, c): figures[cell.figure].value
        for r, row in enumerate(table.cells)
        for c, cell in enumerate(row)
        if cell.figure is not None
    }
    texts = [["" if value is None else value for value in row] for row in rows_of(table, figures)]
    unit = [[f"单位：{table.unit}"]] if table.unit else []
    return Sheet(table.id, [[table.title], *unit], header, texts, numbers)


def _write_parquet(report: Report, out: Path) -> None:
    from checks.report.frames import wide_frame

    out.mkdir(parents=True, exist_ok=True)
    for table in report.tables:
        wide_frame(table, report.figures).write_parquet(out / f"{table.id}.parquet")


_TEXTS: Mapping[str, Callable[[Report], str]] = {"text": _text, "json": _json, "csv": _csv}
