"""Entries of named lines without codes: non-tax revenue (TN), budgets, the tables of the narrative.

Depth comes from the numbers of the labels (一、（一）1.), else from indentation. Lines without a number
below a numbered one may be two levels deep with nothing but the amounts to tell: then the outline is
taken under which most printed sums hold. Takes a Draft; adds its entries. Before this module: `draft`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checks.report.accounts import class_code
from checks.report.labels import bare, has_words, indent, is_of_which, normalise, ordinal_level
from checks.report.tables.columns import CODE, ORDINAL
from checks.report.tables.draft import Draft
from checks.report.tables.readings import Reading
from checks.report.tables.two_sided import EXPENDITURE

_DEEPEST = 3
_LONGEST_TOTAL = 12
_LONGEST_RUN = 9
"""Lines under one numbered line whose outlines are all tried; longer runs stay flat."""


@dataclass(slots=True)
class _Line:
    """One named row. level: 0 for a total, 1 for the lines it adds up, and so on; -1 until known."""

    row: int
    label: str
    name: str
    total: str
    ordinal: int
    indent: int
    of_which: bool
    level: int = -1


def outline_entries(draft: Draft) -> None:
    """One entry a row that names something and has a number, or could have one."""
    for side in sorted({part.side for part in draft.parts}):
        half = next(part.half for part in draft.parts if part.side == side)
        amounts = draft.amounts(side)
        labels = [j for j in draft.label_columns() if draft.parts[j].side == side]
        lines = list(_lines(draft, labels, amounts))
        _level(draft, lines, amounts)
        _add(draft, lines, half if half in {"收入", "支出"} else "", amounts)


def _lines(draft: Draft, labels: Sequence[int], amounts: Sequence[int]) -> Iterator[_Line]:
    numeric = bool(amounts)
    others = [j for j in draft.columns_of(None, CODE, ORDINAL) if not labels or j < labels[-1]]
    for r, row in enumerate(draft.rows):
        # a total's label may stand in the column of numbers or codes
        aside = draft.total_in(r, others)
        label = draft.label(r, labels) or aside
        text = normalise(label)
        if not has_words(text) or (numeric and _is_heading(draft, r, amounts)):
            continue
        total = draft.total_in(r, labels) or aside or _named_total(text)
        first = next((row[j].text for j in labels if row[j].text), "")
        yield _Line(r, label, bare(text), total, ordinal_level(text), indent(first), is_of_which(text))


def _named_total(text: str) -> str:
    """收入总计, 人员经费合计; a numbered line (（一）支出合计) has its place in the outline instead."""
    return (
        text
        if text.endswith(("合计", "总计")) and len(text) <= _LONGEST_TOTAL and not ordinal_level(text)
        else ""
    )


def _is_heading(draft: Draft, row: int, amounts: Sequence[int]) -> bool:
    """Words where other rows have numbers, and no number: a heading inside the body."""
    words = any(any(map(str.isalpha, draft.rows[row][j].text)) for j in amounts)
    return words and not any(isinstance(draft.readings[row][j], Reading) for j in amounts)


def _level(draft: Draft, lines: Sequence[_Line], amounts: Sequence[int]) -> None:
    ranks = {
        depth: i + 1
        for i, depth in enumerate(sorted({n.ordinal for n in lines if n.ordinal and not n.total}))
    }
    steps = {blanks: i + 1 for i, blanks in enumerate(sorted({n.indent for n in lines if not n.total}))}
    run: list[_Line] = []
    above: _Line | None = None
    for line in lines:
        if line.total:
            line.level = 0
        elif line.ordinal:
            line.level = ranks[line.ordinal]
        elif len(steps) > 1:
            line.level = steps[line.indent]
        elif line.of_which and above is not None:
            line.level = max(1, above.level) + (not above.of_which)
        elif ranks and above is not None and (run or above.ordinal):
            run.append(line)
            continue
        else:
            line.level = 1
        _level_run(draft, run, above, amounts)
        run = []
        above = line
    _level_run(draft, run, above, amounts)


def _level_run(draft: Draft, run: Sequence[_Line], above: _Line | None, amounts: Sequence[int]) -> None:
    """Depths of lines without numbers under a numbered one."""
    if not run or above is None:
        return
    total, values = _values(draft, above.row, amounts), [_values(draft, line.row, amounts) for line in run]
    depths = _best_depths(total, values)
    holds, fails = _sums(total, values, depths)
    if draft.fit is None and fails and not holds:
        depths = [0] * len(run)  # 机构数 3, 独立编制 3, 独立核算 2: lines of one kind, and no parts
    for line, depth in zip(run, depths, strict=True):
        line.level = above.level + depth


def _values(draft: Draft, row: int, amounts: Sequence[int]) -> list[Decimal]:
    readings = (draft.readings[row][j] for j in amounts)
    return [r.number.value if isinstance(r, Reading) else Decimal(0) for r in readings]


def _best_depths(total: Sequence[Decimal], values: Sequence[Sequence[Decimal]]) -> list[int]:
    """The depths of lines under a total with which most sums hold, the flattest of equals; flat where
    not nearly all of them hold."""
    flat = [1] * len(values)
    if len(values) > _LONGEST_RUN or _score(total, values, flat) > 0:
        return flat
    best = max(_outlines(len(values)), key=lambda depths: (_score(total, values, depths), -sum(depths)))
    holds, fails = _sums(total, values, best)
    return best if holds > 2 * fails else flat


def _outlines(count: int) -> Iterator[list[int]]:
    """Every way to indent lines, each at most one level deeper than the one before it."""

    def grow(depths: list[int]) -> Iterator[list[int]]:
        if len(depths) == count:
            yield depths
            return
        for depth in range(1, min(depths[-1] + 1, _DEEPEST) + 1):
            yield from grow([*depths, depth])

    yield from grow([1])


def _score(total: Sequence[Decimal], values: Sequence[Sequence[Decimal]], depths: Sequence[int]) -> int:
    holds, fails = _sums(total, values, depths)
    return holds - fails


def _sums(
    total: Sequence[Decimal], values: Sequence[Sequence[Decimal]], depths: Sequence[int]
) -> tuple[int, int]:
    """How many sums hold and how many do not, over the non-zero cells that have lines under them."""
    held = failed = 0
    for head in range(-1, len(depths)):
        depth = 0 if head < 0 else depths[head]
        kids = []
        for i in range(head + 1, len(depths)):
            if depths[i] <= depth:
                break
            if depths[i] == depth + 1:
                kids.append(values[i])
        if kids:
            stated = total if head < 0 else values[head]
            for cell, parts in zip(stated, zip(*kids, strict=True), strict=True):
                if cell or any(parts):
                    held += cell == sum(parts)
                    failed += cell != sum(parts)
    return held, failed


def _add(draft: Draft, lines: Sequence[_Line], half: str, amounts: Sequence[int]) -> None:
    totals = [line for line in lines if line.total]
    over_all = totals[0].total if len(totals) == 1 else None
    open_lines: list[tuple[int, str]] = []
    for line in lines:
        while open_lines and open_lines[-1][0] >= line.level:
            open_lines.pop()
        key = line.total or line.name
        code = class_code(line.name) if half == EXPENDITURE and line.level == 1 else ""
        parent = None if line.total else open_lines[-1][1] if open_lines else over_all
        entry = draft.add(
            code or key, line.label, line.row, amounts,
            code=code, half=half, level=line.level, parent=parent, of_which=line.of_which,
        )  # fmt: skip
        if not line.total:
            open_lines.append((line.level, entry.key))
