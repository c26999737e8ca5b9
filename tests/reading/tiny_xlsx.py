"""Writes a small xlsx from the XML of its sheets, for what a spreadsheet library does not write: formulas
with a stored value, shared formulas, hidden zeros, archives that lie."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def write_xlsx(
    path: Path,
    sheets: Mapping[str, str],
    formats: Sequence[str] = (),
    strings: Sequence[str] = (),
    *,
    namespace: str = _MAIN,
    calculation: str = "",
) -> Path:
    """sheets: name → what stands inside `<worksheet>`. formats: codes of styles 1, 2 …; style 0 is General.
    strings: the shared strings, as XML. calculation: attributes of `<calcPr>`."""
    codes = "".join(
        f'<numFmt numFmtId="{164 + n}" formatCode="{code.replace("&", "&amp;").replace(chr(34), "&quot;")}"/>'
        for n, code in enumerate(formats)
    )
    styles = "".join(f'<xf numFmtId="{164 + n}"/>' for n in range(len(formats)))
    names = list(sheets)
    listed = "".join(f'<sheet name="{name}" r:id="s{n}"/>' for n, name in enumerate(names))
    related = "".join(
        f'<Relationship Id="s{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(len(names))
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{namespace}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets>'
            f"<calcPr {calculation}/></workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}">{related}'
            f'<Relationship Id="t" Type="{_OFFICE}/styles" Target="styles.xml"/>'
            f'<Relationship Id="u" Type="{_OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
            "</Relationships>",
        )
        archive.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{namespace}"><numFmts>{codes}</numFmts>'
            f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
        )
        items = "".join(f"<si>{string}</si>" for string in strings)
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{namespace}">{items}</sst>')
        for n, name in enumerate(names):
            archive.writestr(
                f"xl/worksheets/sheet{n}.xml", f'<worksheet xmlns="{namespace}">{sheets[name]}</worksheet>'
            )
    return path


def rows_xml(*rows: str) -> str:
    """`<sheetData>` with those rows, each the XML of its cells."""
    return "<sheetData>" + "".join(f"<row>{row}</row>" for row in rows) + "</sheetData>"


def cell(value: str = "", formula: str = "", *, style: int = 0, kind: str = "") -> str:
    """One `<c>`: its stored value, the formula that gives it, its style and its type (a number without)."""
    if kind == "inlineStr":
        return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
    source = f"<f>{formula}</f>" if formula else ""
    stored = f"<v>{value}</v>" if value else ""
    return f'<c s="{style}"' + (f' t="{kind}"' if kind else "") + f">{source}{stored}</c>"


def text(value: str) -> str:
    return cell(value, kind="inlineStr")
