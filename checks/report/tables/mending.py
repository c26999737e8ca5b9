"""Rows that the layout tore apart → whole rows.

A label that wraps over a page end, or over rows in a converted file, leaves a row with words and nothing
else; a total's label may stand a row above its numbers. Takes and gives body rows, one cell a column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checks.report.accounts import class_code
from checks.report.forms import ACCOUNTS, TRIPLES, TWO_SIDED, load_forms
from checks.report.labels import bare, has_words, normalise
from checks.report.tables.columns import CODE, LABEL, Part
from checks.report.tables.identify import Fit
from checks.report.tables.segments import Cells, printed_cells


def mend(rows: Sequence[Cells], parts: Sequence[Part], fit: Fit | None) -> list[Cells]:
    """Join torn rows where what stands there proves it; all other rows stay as they are."""
    mended: list[Cells] = []
    for row in rows:
        joined = _joined(mended[-1], row, parts, fit) if mended and fit is not None else None
        if joined is None:
            mended.append(row)
        else:
            mended[-1] = joined
    return mended


def _joined(above: Cells, row: Cells, parts: Sequence[Part], fit: Fit | None) -> Cells | None:
    printed = [j for j, cell in enumerate(row) if cell.text and (not j or cell is not row[j - 1])]
    if not printed or not printed_cells(above):
        return None
    labels = [j for j in printed if parts[j].role == LABEL]
    if len(labels) == len(printed) and all(_is_tail(above, row, j, parts, fit) for j in labels):
        return _with_tails(above, row, labels)
    if not any(parts[j].role in {CODE, LABEL} for j in printed) and _is_bare_total(above, parts):
        return tuple(
            cell if j in printed else over for j, (over, cell) in enumerate(zip(above, row, strict=True))
        )
    return None


def _is_tail(above: Cells, row: Cells, j: int, parts: Sequence[Part], fit: Fit | None) -> bool:
    """The label in column j is the end of the one above it."""
    assert fit is not None
    head, tail = normalise(above[j].text), normalise(row[j].text)
    if not head or above[j] is row[j] or not has_words(tail):
        return False
    total = load_forms().words.total
    if fit.form.shape in {ACCOUNTS, TRIPLES}:
        # a row of accounts has a code or is a total; words alone belong to the account above
        code = any(
            part.role == CODE and part.side == parts[j].side and above[i].text for i, part in enumerate(parts)
        )
        named = fit.form.row("", tail) is not None or tail.endswith("合计")
        return code and not total.fit(tail) and not named
    if fit.form.shape == TWO_SIDED:
        half = parts[j].half
        return (
            _is_known(fit, half, head + tail)
            and not _is_known(fit, half, tail)
            and not _is_known(fit, half, head)
        )
    return False


def _is_known(fit: Fit, half: str, label: str) -> bool:
    label = bare(label)
    return fit.form.row(half, label) is not None or (half == "支出" and bool(class_code(label)))


def _with_tails(above: Cells, row: Cells, labels: Sequence[int]) -> Cells:
    return tuple(
        replace(cell, text=cell.text + row[j].text) if j in labels else cell for j, cell in enumerate(above)
    )


def _is_bare_total(row: Cells, parts: Sequence[Part]) -> bool:
    """A total's label with no number beside it."""
    total = load_forms().words.total
    texts = [normalise(cell.text) for cell in printed_cells(row)]
    return bool(texts) and all(total.fit(text) for text in texts) and len({part.side for part in parts}) == 1
