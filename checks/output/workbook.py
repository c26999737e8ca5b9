"""Rows of text and exact numbers → an XLSX workbook, one sheet a table.

The few parts of the format that tables need, written with the standard library: no float touches an
amount, and each number keeps its printed decimals as its number format.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MOST_DECIMALS = 12


@dataclass(frozen=True, slots=True)
class Sheet:
    """name: of the worksheet. above: lines over the table. header, rows: texts. numbers: (row, column) of
    `rows` → the exact number that stands there."""

    name: str
    above: Sequence[Sequence[str]]
    header: Sequence[Sequence[str]]
    rows: Sequence[Sequence[str]]
    numbers: Mapping[tuple[int, int], Decimal]


def write_workbook(sheets: Iterable[Sheet]) -> bytes:
    """The bytes of a workbook with these sheets; one empty sheet when there are none."""
    sheets = list(sheets) or [Sheet("-", (), (), (), {})]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _content_types(len(sheets)))
        package.writestr("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        package.writestr("xl/workbook.xml", _workbook(sheets))
        parts = [("worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(sheets) + 1)]
        package.writestr("xl/_rels/workbook.xml.rels", _relations([*parts, ("styles", "styles.xml")]))
        package.writestr("xl/styles.xml", _styles())
        for index, sheet in enumerate(sheets, 1):
            package.writestr(f"xl/worksheets/sheet{index}.xml", _worksheet(sheet))
    return out.getvalue()


def _content_types(count: int) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{kind}.worksheet+xml"/>'
        for i in range(1, count + 1)
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>{sheets}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="rId{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def _workbook(sheets: Sequence[Sheet]) -> str:
    items = "".join(
        f'<sheet name="{_attribute(sheet.name)}" sheetId="{i}" r:id="rId{i}"/>'
        for i, sheet in enumerate(sheets, 1)
    )
    return f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{items}</sheets></workbook>'


def _styles() -> str:
    """Style n + 1 shows n decimals; style 0 is general."""
    formats = "".join(
        f'<numFmt numFmtId="{200 + n}" formatCode="0{"." + "0" * n if n else ""}"/>'
        for n in range(_MOST_DECIMALS + 1)
    )
    styles = "".join(f'<xf numFmtId="{200 + n}" applyNumberFormat="1"/>' for n in range(_MOST_DECIMALS + 1))
    fills = "".join(f'<fill><patternFill patternType="{name}"/></fill>' for name in ("none", "gray125"))
    border = "<border><left/><right/><top/><bottom/><diagonal/></border>"
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
        f'<numFmts count="{_MOST_DECIMALS + 1}">{formats}</numFmts>'
        f'<fonts count="1"><font><sz val="11"/></font></fonts><fills count="2">{fills}</fills>'
        f'<borders count="1">{border}</borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="{_MOST_DECIMALS + 2}"><xf/>{styles}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _worksheet(sheet: Sheet) -> str:
    rows = [[_text(text) for text in row] for row in (*sheet.above, *sheet.header)]
    for r, row in enumerate(sheet.rows):
        rows.append(
            [_number(sheet.numbers[r, c]) if (r, c) in sheet.numbers else _text(t) for c, t in enumerate(row)]
        )
    lines = (
        f'<row r="{r}">'
        + "".join(cell.format(at=f"{_letters(c)}{r}") for c, cell in enumerate(row) if cell)
        + "</row>"
        for r, row in enumerate(rows, 1)
    )
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def _text(text: str) -> str:
    if not text:
        return ""
    shown = (
        escape("".join(c for c in text if c.isprintable() or c in "\t\n"))
        .replace("{", "{{")
        .replace("}", "}}")
    )
    return f'<c r="{{at}}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'


def _number(value: Decimal) -> str:
    exponent = value.as_tuple().exponent
    places = min(_MOST_DECIMALS, max(0, -exponent)) if isinstance(exponent, int) else 0
    return f'<c r="{{at}}" s="{places + 1}"><v>{value:f}</v></c>'


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})


def _letters(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
