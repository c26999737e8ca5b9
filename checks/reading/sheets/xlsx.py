"""An xlsx workbook → Document: every visible sheet in its order. Before: the reading door.

The file's own XML is read and not a library's idea of it, because a figure's printed decimals are in the
number format, its exact digits in the stored string, and a formula without a stored value looks to a
library like an empty cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from checks.reading.address import area, position
from checks.reading.document import Document, ReadError
from checks.reading.limits import Limits
from checks.reading.package import Package, local
from checks.reading.progress import Progress
from checks.reading.sheets import Area, Sheet, Stored
from checks.reading.sheets.formulas import shifted
from checks.reading.sheets.number_format import BUILT_IN, GENERAL, shown, stored
from checks.reading.sheets.workbook import contents_of

_WORKBOOK = "xl/workbook.xml"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TICK = 1_000
_FALSE = {"0", "false"}


def read_xlsx(path: Path, data: bytes, *, limits: Limits, progress: Progress) -> Document:
    """Read a workbook. A Place is a sheet and a cell; Cell.text what is shown, Cell.number what is stored.

    Hidden sheets are left out and remarked; hidden rows and columns are read and remarked. Raises ReadError
    for a damaged or encrypted workbook, and for one over a limit.
    """
    package = Package(path, data, limits)
    book = _Book(package)
    members = list(_worksheets(package))
    sheets = []
    for done, (name, member, hidden) in enumerate(members):
        reader = _SheetReader(book, path, limits, partial(progress, done, len(members)))
        sheets.append(reader.read(name, member, hidden))
        progress(done + 1, len(members))
    blocks, remarks = contents_of(sheets, path, limits)
    return Document(path, "xlsx", sha256(data).hexdigest(), blocks, remarks)


def _worksheets(package: Package) -> Iterator[tuple[str, str, bool]]:
    """Name, member and whether it is hidden, of every worksheet in the order of the tabs."""
    related = package.related(_WORKBOOK)
    for sheet in package.xml(_WORKBOOK).iter("{*}sheet"):
        relation = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        kind, member = related.get(relation, ("", ""))
        if kind == "worksheet" and member in package:
            yield sheet.get("name", ""), member, sheet.get("state", "visible") != "visible"


class _Book:
    """What all sheets of a workbook share: its strings, its number formats, its calendar."""

    def __init__(self, package: Package) -> None:
        self.package = package
        related = dict(package.related(_WORKBOOK).values())
        self.strings = self._strings(related.get("sharedStrings", ""))
        self.formats = self._formats(related.get("styles", ""))
        self.from_1904 = self._is_set("workbookPr", "date1904")
        self.on_opening = self._is_set("calcPr", "fullCalcOnLoad")
        self.rounded = not self._is_set("calcPr", "fullPrecision", otherwise="1")

    def _is_set(self, element: str, name: str, otherwise: str = "0") -> bool:
        found = self.package.xml(_WORKBOOK).find(f"{{*}}{element}")
        return (otherwise if found is None else found.get(name, otherwise)) not in _FALSE

    def _strings(self, member: str) -> list[str]:
        if member not in self.package:
            return []
        return [string_of(item) for item in self.package.elements(member, "si")]

    def _formats(self, member: str) -> list[str]:
        """The format code of each cell style."""
        if member not in self.package:
            return []
        root = self.package.xml(member)
        codes = dict(BUILT_IN)
        for custom in root.iterfind("{*}numFmts/{*}numFmt"):
            codes[_whole(custom.get("numFmtId"))] = custom.get("formatCode", GENERAL)
        styles = root.iterfind("{*}cellXfs/{*}xf")
        return [codes.get(_whole(style.get("numFmtId")), GENERAL) for style in styles]

    def shown(self, number: Decimal, style: str | None) -> str:
        """The text of a number in a cell of that style."""
        index = _whole(style)
        code = self.formats[index] if index < len(self.formats) else GENERAL
        return shown(number, code, from_1904=self.from_1904)


class _SheetReader:
    """Reads the XML of one sheet, row by row. tick: called every now and then."""

    def __init__(self, book: _Book, path: Path, limits: Limits, tick: Callable[[], None]) -> None:
        self.book = book
        self.path = path
        self.limits = limits
        self.tick = tick
        self._cells: dict[tuple[int, int], Stored] = {}
        self._shared: dict[str, tuple[int, int, str]] = {}
        self._hides_zeros = False

    def read(self, name: str, member: str, hidden: bool) -> Sheet:
        merges: list[Area] = []
        rows: set[int] = set()
        columns: set[int] = set()
        outlined: set[int] = set()
        row = -1
        for element in self.book.package.elements(member, "sheetView", "col", "row", "mergeCell"):
            match local(element):
                case "sheetView":
                    self._hides_zeros = element.get("showZeros", "1") in _FALSE
                case "col" if element.get("hidden", "0") not in _FALSE:
                    columns |= _columns(element)
                    if element.get("outlineLevel", "0") != "0":
                        outlined |= _columns(element)
                case "row":
                    row = _whole(element.get("r"), row + 2) - 1
                    if element.get("hidden", "0") not in _FALSE:
                        rows.add(row)
                    self._row(element, row, name)
                case "mergeCell" if merged := area(element.get("ref", "")):
                    merges.append(merged)
        return Sheet(
            name,
            self._cells,
            tuple(merges),
            hidden,
            frozenset(rows),
            frozenset(columns),
            frozenset(outlined),
            rounded=self.book.rounded,
        )

    def _row(self, element: Any, row: int, name: str) -> None:
        column = -1
        for child in element:
            if local(child) != "c":
                continue
            at = position(child.get("r", "")) or (row, column + 1)
            column = at[1]
            cell = self._cell(child, at)
            if cell is not None:
                self._cells[at] = cell
        if len(self._cells) > self.limits.cells:
            raise self.limits.refusal("cells", self.path, name)
        if row % _TICK == 0:
            self.tick()

    def _cell(self, element: Any, at: tuple[int, int]) -> Stored | None:
        """What a cell stores, None when it shows nothing."""
        value = source = None
        inline = ""
        for child in element:
            match local(child):
                case "v":
                    value = child.text
                case "f":
                    source = child
                case "is":
                    inline = string_of(child)
        formula = self._formula(source, at) if source is not None else None
        kind = element.get("t", "n")
        if kind in {"s", "str", "inlineStr", "d", "b", "e"}:
            text = self._text(kind, value or "", inline)
            if text.strip() or formula:
                return Stored(text, formula=formula, unknown=kind == "e", error=kind == "e")
            return None
        if value is None or not value.strip():
            return Stored("", formula=formula, unknown=True) if formula else None
        return self._number(value, element.get("s"), formula)

    def _number(self, value: str, style: str | None, formula: str | None) -> Stored:
        try:
            number = stored(value)
        except ValueError:
            return Stored(value, formula=formula)
        text = "" if number == 0 and self._hides_zeros else self.book.shown(number, style)
        return Stored(text, number, formula, on_opening=formula is not None and self.book.on_opening)

    def _text(self, kind: str, value: str, inline: str) -> str:
        if kind == "s":
            index = _whole(value, len(self.book.strings))
            if index >= len(self.book.strings):
                raise ReadError("damaged", self.path)
            return self.book.strings[index]
        if kind == "b":
            return "FALSE" if value.strip() in _FALSE else "TRUE"
        return inline if kind == "inlineStr" else _unescaped(value)

    def _formula(self, source: Any, at: tuple[int, int]) -> str | None:
        """The formula as the cell shows it. Cells that share one have it in the first of them only."""
        text = source.text or ""
        shared = source.get("si") if source.get("t") == "shared" else None
        if shared is not None and text:
            self._shared[shared] = (*at, text)
        elif shared is not None and shared in self._shared:
            row, column, master = self._shared[shared]
            text = shifted(master, at[0] - row, at[1] - column)
        return f"={text}" if text else "="


def string_of(item: Any) -> str:
    """The text of a string item: its runs, without the phonetic guide."""
    parts = []
    for child in item:
        match local(child):
            case "t":
                parts.append(child.text or "")
            case "r":
                parts += [text.text or "" for text in child if local(text) == "t"]
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    """Office writes control characters as _x000D_; line ends become plain ones."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _columns(element: Any) -> set[int]:
    first, last = _whole(element.get("min")), _whole(element.get("max"))
    return set(range(first - 1, min(last, 16_384)))


def _whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isdecimal() else otherwise
