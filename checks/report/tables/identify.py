"""Columns of a table × its titles → the form it is, and the form's keys for its columns.

A form is found by title and confirmed by header, or known by header alone when no title stands there;
never by number or order. Before this module: `columns`, `captions`. After it: `stitch`, `entries`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.report.forms import ACCOUNTS, LINES, SANGONG, TRIPLES, TWO_SIDED, Form, load_forms
from checks.report.labels import bare, normalise
from checks.report.tables.captions import Naming
from checks.report.tables.columns import BY_NATURE, CODE, LABEL, NUMERIC, TEXT, Part, is_code
from checks.report.tables.layout import Layout
from checks.report.tables.segments import Cells

_BUDGET = re.compile(r"(?:收入|支出|部门)预算$|预算数$")
_YEAR = re.compile(r"(20\d\d)年")
_FEW_ITEMS = 3
_TOTAL, _GRAND_TOTAL = "合计", "总计"


@dataclass(frozen=True, slots=True)
class Fit:
    """How the columns of a table answer those of a form. keys: of each column, "" for one that the form
    does not know. sides: for the three public expenses, 预算数 or 决算数 of each column, "" elsewhere."""

    form: Form
    keys: tuple[str, ...]
    sides: tuple[str, ...] = ()

    @property
    def known(self) -> int:
        return sum(bool(key) for key in self.keys)

    def on(self, columns: Sequence[int]) -> Fit:
        """The same answer for some of the columns."""
        sides = tuple(self.sides[j] for j in columns) if self.sides else ()
        return Fit(self.form, tuple(self.keys[j] for j in columns), sides)


def identify(layout: Layout, parts: Sequence[Part], named: Sequence[Naming]) -> Fit | None:
    """The form that one of the titles names and the header confirms, the nearest title first."""
    for naming in named:
        fit = fit_form(naming.form, layout, parts)
        if fit is not None and not (naming.shared and _is_budget(layout, parts)):
            return fit
    return None


def by_header(layout: Layout, parts: Sequence[Part]) -> Fit | None:
    """The form of a table without any title: the one that knows most of its columns and its codes, and
    has most marks on it."""
    if not layout.has_header:
        return None
    codes = _codes(layout, parts)
    found: list[tuple[int, int, int, Fit]] = []
    for form in load_forms().forms:
        fit = fit_form(form, layout, parts)
        if fit is None or _is_budget(layout, parts):
            continue
        marks = {column.key for column in form.columns if column.mark}
        own_codes = bool(form.codes and codes) and all(code.startswith(form.codes) for code in codes)
        if (form.known_by_header and (not marks or marks & set(fit.keys))) or own_codes:
            marked = len(marks & set(fit.keys))
            found.append((fit.known, len(form.codes) if own_codes else 0, marked, fit))
    return max(found, key=lambda item: item[:3])[3] if found else None


def fit_form(form: Form, layout: Layout, parts: Sequence[Part]) -> Fit | None:
    """The form's keys for the columns, None when the header is not this form's."""
    if form.shape == SANGONG:
        return _sangong(form, layout, parts)
    halves = len({part.side for part in parts})
    roles = {part.role for part in parts}
    if form.shape == TWO_SIDED and (not has_two_sides(parts) or CODE in roles):
        return None
    if form.shape == ACCOUNTS and (halves != 1 or not _has_accounts(form, layout, parts)):
        return None
    if form.shape == TRIPLES and not _economic(layout, parts):
        return None
    if form.shape == LINES and (halves != 1 or not roles & {LABEL, TEXT}):
        return None
    keys = _keys(form, parts)
    return Fit(form, keys) if _is_complete(form, parts, keys) else None


def _keys(form: Form, parts: Sequence[Part]) -> tuple[str, ...]:
    """Of columns that answer to one key, the one of the latest year has it, else the first."""
    taken: dict[tuple[int, str], int] = {}
    for index, part in sorted(enumerate(parts), key=lambda item: -_year_over(item[1])):
        may_be = part.role in NUMERIC or (part.role == TEXT and part.path)
        half = "" if form.shape != TWO_SIDED else "支出" if part.half == BY_NATURE else part.half
        if may_be and (key := form.column_key(half, part.names)):
            taken.setdefault((part.side, key), index)
    at = {index: key for (_, key), index in taken.items()}
    return tuple(at.get(index, "") for index in range(len(parts)))


def _year_over(part: Part) -> int:
    """The year in a column's header (2021年决算数), 0 without one."""
    years = [int(year) for level in part.path for year in _YEAR.findall(level)]
    return max(years, default=0)


def has_two_sides(parts: Sequence[Part]) -> bool:
    """Income beside expenditure, and nothing else but the expenditure by nature."""
    return {part.half for part in parts} - {BY_NATURE} == {"收入", "支出"}


def _is_complete(form: Form, parts: Sequence[Part], keys: Sequence[str]) -> bool:
    """Every column that the form needs is there, in each half that it needs it in."""
    present = {
        (part.half if form.shape == TWO_SIDED else "", key) for part, key in zip(parts, keys, strict=True)
    }
    if form.shape == TWO_SIDED and {half for half, key in present if key} < {"收入", "支出"}:
        return False
    for column in form.columns:
        if not column.needed:
            continue
        halves = (column.half,) if column.half or form.shape != TWO_SIDED else ("收入", "支出")
        if any((half, column.key) not in present for half in halves):
            return False
    return True


def _codes(layout: Layout, parts: Sequence[Part]) -> list[str]:
    columns = [j for j, part in enumerate(parts) if part.role == CODE]
    return [
        text
        for row in layout.body
        for j in columns
        if len(text := normalise(row[j].text)) > 2 and is_code(text)
    ]


def _has_accounts(form: Form, layout: Layout, parts: Sequence[Part]) -> bool:
    """A column of codes of the form's kind (2 functional), or names with codes before them."""
    if any(part.role == CODE for part in parts):
        codes = _codes(layout, parts)
        return not (codes and form.codes) or any(code[0] == form.codes[0] for code in codes)
    labels = [j for j, part in enumerate(parts) if part.role in {LABEL, TEXT}]
    return any(re.match(r"\d{3,7}(?!\d)\D", row[j].text) for row in layout.body for j in labels)


def _economic(layout: Layout, parts: Sequence[Part]) -> bool:
    """Economic accounts: 3xx codes, or a header that says 经济分类."""
    if CODE not in {part.role for part in parts}:
        return False
    codes = _codes(layout, parts)
    if codes:
        return all(code.startswith("3") for code in codes)
    return any("经济" in level for part in parts for level in part.path)


def _is_budget(layout: Layout, parts: Sequence[Part]) -> bool:
    """Headed 收入预算 or 预算数, and neither column nor row says 决算."""
    heads = {normalise(level) for part in parts for level in part.path}
    rows = {
        normalise(row[j].text)
        for row in layout.body
        for j, part in enumerate(parts)
        if part.role in {LABEL, TEXT}
    }
    return any(map(_BUDGET.search, heads)) and not any("决算" in text for text in heads | rows)


# ---------------------------------------------------------------------------------- 三公 (catalogue T7)


def _sangong(form: Form, layout: Layout, parts: Sequence[Part]) -> Fit | None:
    """Budget and final may be blocks of columns, pairs of columns, or rows; the items columns or rows."""
    sides, items = zip(*_sides_and_items(form, parts), strict=True) if parts else ((), ())
    needed = {column.key for column in form.columns if column.needed}
    if needed <= set(items):
        return Fit(form, _grand_totals(parts, items, sides), sides)
    labels = [j for j, part in enumerate(parts) if part.role in {LABEL, TEXT}]
    if labels and any(sides):
        named = {key for _, key in expenses(form, layout.body, parts)}
        if len(named) >= _FEW_ITEMS and needed & named:
            return Fit(form, ("",) * len(parts), sides)
    return None


def _grand_totals(parts: Sequence[Part], items: Sequence[str], sides: Sequence[str]) -> tuple[str, ...]:
    """Where 三公经费 has a total of its own, the total beside it adds 会议费 and 培训费 to it (Shaanxi)."""
    own = {
        side
        for part, item, side in zip(parts, items, sides, strict=True)
        if item == _TOTAL and any("三公" in level for level in part.path[:-1])
    }
    return tuple(
        _GRAND_TOTAL
        if item == _TOTAL and side in own and not any("三公" in level for level in part.path)
        else item
        for part, item, side in zip(parts, items, sides, strict=True)
    )


def _sides_and_items(form: Form, parts: Sequence[Part]) -> Iterator[tuple[str, str]]:
    """Side and item of each column, none for those of a year before (2021年决算数 beside 2022年决算数)."""
    found = [_side_and_item(form, part) for part in parts]
    latest: dict[str, int] = {}
    for part, (side, _) in zip(parts, found, strict=True):
        latest[side] = max(latest.get(side, 0), _year_over(part))
    for part, (side, item) in zip(parts, found, strict=True):
        yield ("", "") if side and _year_over(part) < latest[side] else (side, item)


def _side_and_item(form: Form, part: Part) -> tuple[str, str]:
    """预算数 or 决算数, and the key of the expense, that a column's header names."""
    if part.role in {CODE, LABEL}:
        return "", ""
    levels = [normalise(level) for level in part.path]
    rows = [form.row("", level) for level in levels]
    side = next((row.key for row in rows if row is not None), "")
    rest = [bare(level) for level, row in zip(levels, rows, strict=True) if row is None]
    names = tuple("/".join(rest[-n:]) for n in (len(rest), 2, 1) if 0 < n <= len(rest))
    return side, form.column_key("", names)


def expenses(form: Form, rows: Sequence[Cells], parts: Sequence[Part]) -> Iterator[tuple[int, str]]:
    """(row, key of the expense) of a table that has the three public expenses as rows."""
    label = next(j for j, part in enumerate(parts) if part.role in {LABEL, TEXT})
    for r, row in enumerate(rows):
        key = form.column_key("", (bare(normalise(row[label].text)),))
        if key:
            yield r, key
