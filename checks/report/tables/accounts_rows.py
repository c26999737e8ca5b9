"""Entries of tables whose rows are accounts: one code a row, or code, name, amount side by side.

Takes a Draft; adds its entries. A code may stand in one column, in three (类, 款, 项), split in two, or in
front of the name. Before this module: `draft`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from checks.report.labels import bare, clean, has_words, normalise
from checks.report.tables.columns import CODE, LABEL, NUMERIC, TEXT
from checks.report.tables.draft import Draft
from checks.report.tables.readings import Reading

ACCOUNT_LENGTHS = frozenset({3, 5, 7})
"""Digits of 类, 款 and 项."""

_CODED_NAME = re.compile(r"(\d{3}|\d{5}|\d{7})(?![\d.])[\s\-:：]*(.*)", re.DOTALL)
_STAFF = ("301", "303")
_STAFF_TOTAL, _RUNNING_TOTAL = "人员经费合计", "公用经费合计"


def account_entries(draft: Draft) -> None:
    """One entry a row that has a code, a total or a label of its own."""
    amounts = draft.amounts()
    codes = draft.columns_of(None, CODE)
    labels = draft.columns_of(None, LABEL, TEXT)
    total = _first_total(draft, codes, labels)
    for r in range(len(draft.rows)):
        code, label = _account(draft, r, codes, labels)
        if code:
            draft.add(code, label, r, amounts, code=code, level=_level(code), parent=_parent(code, total))
            continue
        word = draft.total_in(r, (*codes, *labels))
        if word:
            draft.add(word, clean(word), r, amounts, level=0)
        elif has_words(label) and draft.has_numbers(r, amounts):
            key = bare(normalise(label))
            is_total = key.endswith(("合计", "总计"))
            draft.add(key, label, r, amounts, level=0 if is_total else 1, parent=None if is_total else total)


def _first_total(draft: Draft, codes: Sequence[int], labels: Sequence[int]) -> str | None:
    words = (draft.total_in(r, (*codes, *labels)) for r in range(len(draft.rows)))
    return next((word for word in words if word), None)


def _account(draft: Draft, row: int, codes: Sequence[int], labels: Sequence[int]) -> tuple[str, str]:
    """Account code, "" when the row has none, and name."""
    cells = draft.rows[row]
    code = joined_code(normalise(cells[j].text) for j in codes)
    label = draft.label(row, [j for j in labels if not any(cells[j] is cells[c] for c in codes)])
    if code:
        return code, label
    for text in (draft.label(row, codes), label):
        if coded := _CODED_NAME.match(text):
            return coded[1], coded[2] or label
    return "", label or draft.label(row, codes)


def joined_code(texts: Iterable[str]) -> str:
    """One code from the cells it is printed in: parts are put together (204 06 01, 20106 01); where the
    last cell holds the full number of its level, that is it (204 20406 2040601)."""
    code = ""
    for text in texts:
        if not (text.isdigit() and text.isascii()):
            continue
        code = text if code and text.startswith(code) else code + text
    return code if len(code) >= 3 else ""


def _level(code: str) -> int:
    return 1 if len(code) <= 3 else 2 if len(code) <= 5 else 3


def _parent(code: str, total: str | None) -> str | None:
    """Key of the row that adds it up, whether that row is printed or not (H105 looks for it)."""
    if len(code) <= 3:
        return total
    return code[:3] if len(code) <= 5 else code[:5]


# -------------------------------------------------------------------------- side by side (T6)


def triple_entries(draft: Draft) -> None:
    """Entries of accounts side by side, as one list, and of the totals in the last rows, whose label may
    stand in other columns than the number."""
    sides = range(draft.parts[-1].side + 1)
    totals = _footers(draft)
    for side in sides:
        codes, labels = draft.columns_of(side, CODE), draft.columns_of(side, LABEL, TEXT)
        amounts = draft.amounts(side)
        for r in range(len(draft.rows)):
            code, label = _account(draft, r, codes, labels)
            if code:
                parent = code[:3] if len(code) > 3 else _kind_total(code, totals)
                draft.add(code, label, r, amounts, code=code, level=_level(code), parent=parent)
    for key, label, r, columns in totals.values():
        parent = "合计" if key != "合计" and "合计" in totals else None
        draft.add(key, label, r, columns, level=0, parent=parent)
    _split_totals(draft)


def _kind_total(code: str, totals: dict[str, tuple[str, str, int, list[int]]]) -> str | None:
    named = _STAFF_TOTAL if code.startswith(_STAFF) else _RUNNING_TOTAL
    return named if named in totals else "合计" if "合计" in totals else None


def _footers(draft: Draft) -> dict[str, tuple[str, str, int, list[int]]]:
    """Totals by key: (key, label, row, columns of its amounts)."""
    found: dict[str, tuple[str, str, int, list[int]]] = {}
    for r, row in enumerate(draft.rows):
        key = label = ""
        pending: list[int] = []
        for j, cell in enumerate(row):
            part = draft.parts[j]
            text = normalise(cell.text) if not j or cell is not row[j - 1] else ""
            if part.role not in NUMERIC and has_words(text):
                named = _total_key(draft, text)
                key, label = (named, clean(cell.text)) if named else ("", "")
                pending = []
            elif key and part.role in NUMERIC:
                pending.append(j)
                if isinstance(draft.readings[r][j], Reading) or (key not in found and _ends(draft, r, j)):
                    found[key] = (key, label, r, pending if draft.parts[-1].side == 0 else [j])
    return found


def _ends(draft: Draft, row: int, column: int) -> bool:
    """No number follows before the next label."""
    cells = draft.rows[row]
    for j in range(column + 1, len(cells)):
        if draft.parts[j].role not in NUMERIC and cells[j].text and cells[j] is not cells[j - 1]:
            return True
        if draft.readings[row][j] is not None:
            return False
    return True


def _total_key(draft: Draft, label: str) -> str:
    if draft.fit is not None and (row := draft.fit.form.row("", bare(label))) is not None:
        return row.key
    return bare(label) if label.endswith(("合计", "总计")) else ""


def _split_totals(draft: Draft) -> None:
    """One list with a column for staff and one for running cost: its total row holds their totals."""
    keys = {draft.key_of(j): j for j in draft.amounts()}
    total = next((entry for entry in draft.entries if entry.key == "合计"), None)
    if total is None or not {"人员经费", "公用经费"} <= keys.keys():
        return
    main = next(iter(total.cells))
    for column, key in (("人员经费", _STAFF_TOTAL), ("公用经费", _RUNNING_TOTAL)):
        if ("", key) not in draft.taken:
            draft.add_at(key, key, {main: (total.row, keys[column])}, parent="合计")
