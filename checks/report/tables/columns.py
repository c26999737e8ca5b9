"""Columns of a Layout → what each is for, which half of the table it is in, and its printed name.

Before this module: `layout`. After it: `identify`, which gives the columns the keys of a form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.report.accounts import class_code
from checks.report.forms import load_forms
from checks.report.labels import bare, has_words, normalise, unitless
from checks.report.tables.headers import is_number
from checks.report.tables.layout import Layout

CODE, LABEL, ORDINAL, AMOUNT, PERCENT, TEXT = "code", "label", "ordinal", "amount", "percent", "text"
ASIDE = "aside"
NUMERIC = frozenset({AMOUNT, PERCENT})

BY_NATURE = "性质"
"""The half of a summary of three parts (财决01表): the expenditure again, by nature and economic class."""
_SIDES = ("收入", "支出")
_NATURES = frozenset({"基本支出", "项目支出"})
_PLACES = {2: ("左", "右"), 3: ("左", "中", "右")}
_SHARE = ("占比", "比重", "比例", "率", "%", "百分比", "增幅")
_CODE_LENGTHS = {2, 3, 5, 7}
_LAST_CODE = 3
"""The column up to which digits under no header may be codes: 序号, 类, 款, 项."""


@dataclass(frozen=True, slots=True)
class Part:
    """One column: its header cells, role (code | label | ordinal | aside | amount | percent | text; aside:
    code and name of the row in another classification), the number of its half from the left, and the
    half's name (收入, 支出, 性质; 左, 中, 右; "" when there is one half only)."""

    path: tuple[str, ...]
    role: str
    side: int
    half: str

    @property
    def names(self) -> tuple[str, ...]:
        """The normalised header without units, most specific first: all levels, the last two, the last."""
        levels = [unitless(normalise(level)) for level in self.path]
        joined = ("/".join(levels[-n:]) for n in (len(levels), 3, 2, 1) if n <= len(levels))
        return tuple(dict.fromkeys(joined))


def parts_of(layout: Layout) -> tuple[Part, ...]:
    """The columns of a table with a header of its own, or of one without, as far as its body tells."""
    roles = [_role(layout, j) for j in range(layout.width)]
    paths = list(layout.paths)
    for j in range(1, layout.width):
        if not paths[j] and roles[j] == roles[j - 1] == CODE:
            paths[j] = paths[j - 1]  # 类, 款, 项 under one header that is printed without spans
    sides = _sides(roles)
    for j in _another_classification(paths, roles, sides):
        roles[j] = ASIDE
    count = sides[-1] + 1 if sides else 1
    halves = _halves(layout, roles, sides, count)
    return tuple(
        Part(path, role, side, halves[side]) for path, role, side in zip(paths, roles, sides, strict=True)
    )


def _role(layout: Layout, j: int) -> str:
    words = load_forms().words
    path = [normalise(level) for level in layout.paths[j]]
    leaf = path[-1] if path else ""
    texts = (normalise(row[j].text) for row in layout.body if not j or row[j] is not row[j - 1])
    printed = [text for text in texts if has_words(text) and not words.total.fit(text)]
    codes = sum(is_code(text) for text in printed)
    numbers = sum(is_number(text) for text in printed)
    mostly_codes = bool(printed) and codes * 2 > len(printed) and all("." not in text for text in printed)
    if words.ordinal_column.fit(leaf) or (j == 0 and not leaf and _counts_up(printed)):
        return ORDINAL
    if words.code.fit(leaf) or (words.level.fit(leaf) and len(path) > 1):
        return CODE
    if words.label.fit(leaf):
        return CODE if mostly_codes else LABEL
    if leaf in _SIDES and printed and numbers * 2 < len(printed):
        return LABEL  # 收入 | 决算数 | 支出 | 决算数: the side is the header of its names
    if mostly_codes and not leaf and j <= _LAST_CODE:
        return CODE
    if (printed and numbers * 2 >= len(printed)) or (not printed and _names_amount(path)):
        shares = sum(text.endswith("%") for text in printed)
        is_share = any(word in leaf for word in _SHARE) and "得分" not in leaf
        return PERCENT if shares * 2 > len(printed) or (is_share and shares == len(printed)) else AMOUNT
    return TEXT


def is_code(text: str) -> bool:
    """Digits of an account code, or of a part of one (20106, 01)."""
    return text.isdigit() and text.isascii() and len(text) in _CODE_LENGTHS


def _counts_up(printed: Sequence[str]) -> bool:
    return bool(printed) and [text for text in printed if text.isdigit()] == [
        str(i + 1) for i in range(len(printed))
    ]


def _names_amount(path: Sequence[str]) -> bool:
    words = load_forms().words
    return any(pattern.fit(level) for level in path[-2:] for pattern in (words.amount, words.form_columns))


def _sides(roles: Sequence[str]) -> list[int]:
    """The half of each column: a new one begins with a code or label behind amounts."""
    side = 0
    has_amount = False
    found = []
    for role in roles:
        if role in {CODE, LABEL} and has_amount:
            side += 1
            has_amount = False
        has_amount = has_amount or role in NUMERIC
        found.append(side)
    return found


def _another_classification(
    paths: Sequence[Sequence[str]], roles: Sequence[str], sides: Sequence[int]
) -> Iterator[int]:
    """Columns of the second of two codes with names that stand in front of one amount: that of the
    government's budget (政府预算经济分类 501 beside 部门预算经济分类 301), else the one on the right."""
    for side in range(sides[-1] + 1 if sides else 0):
        pairs: list[list[int]] = []
        for j in (j for j, role in enumerate(roles) if sides[j] == side and role in {CODE, LABEL}):
            if roles[j] == CODE and (not pairs or any(roles[i] == LABEL for i in pairs[-1])):
                pairs.append([])
            if pairs:
                pairs[-1].append(j)
        if len(pairs) == 2 and all(roles[pair[-1]] == LABEL for pair in pairs):
            of_government = [any("政府预算" in level for level in paths[pair[0]]) for pair in pairs]
            yield from pairs[0] if of_government == [True, False] else pairs[1]


def _halves(layout: Layout, roles: Sequence[str], sides: Sequence[int], count: int) -> list[str]:
    """Names of the halves: 收入 and 支出 when the header says so or, without a header over the halves,
    the labels do; places for anything else side by side."""
    if count == 1:
        return [""]
    by_nature = count == 3 and _labels(layout, roles, sides, 2) >= _NATURES
    if count - by_nature == len(_SIDES) and CODE not in roles:
        named = [
            _named_half(layout, [j for j in range(layout.width) if sides[j] == side]) for side in (0, 1)
        ]
        if named == list(_SIDES) or (not any(named) and _is_income_beside_expenditure(layout, roles, sides)):
            return [*_SIDES, BY_NATURE][:count]
    return list(_PLACES.get(count, ())) or [str(side + 1) for side in range(count)]


def _named_half(layout: Layout, columns: Sequence[int]) -> str:
    tops = {normalise(layout.paths[j][0]) for j in columns if layout.paths[j]}
    return next((word for word in _SIDES if any(word in top for top in tops)), "")


def _is_income_beside_expenditure(layout: Layout, roles: Sequence[str], sides: Sequence[int]) -> bool:
    left, right = (_labels(layout, roles, sides, side) for side in (0, 1))
    return any(label.endswith(("收入", "拨款")) for label in left) and any(map(class_code, right))


def _labels(layout: Layout, roles: Sequence[str], sides: Sequence[int], side: int) -> set[str]:
    """The names of one half's rows."""
    columns = [j for j, role in enumerate(roles) if role == LABEL and sides[j] == side]
    return {bare(normalise(row[j].text)) for row in layout.body for j in columns}


# ------------------------------------------------------------------------------------------ names


def names_of(parts: Sequence[Part]) -> tuple[str, ...]:
    """Printed names, unique in the table: header levels joined by "/". A level that stands over every
    amount says nothing and is left out, as is 项目 over code and name; halves are named in front."""
    several = len({part.side for part in parts}) > 1
    folded = several and parts[-1].half in {"左", "中", "右"}
    common = _common([part.path for part in parts if part.path and (part.role in NUMERIC or several)])
    names = []
    for index, part in enumerate(parts):
        path = part.path[common:] if part.role in NUMERIC or several else _label_path(part.path)
        if folded:
            path = (part.half, *path[-1:])
        elif several and not any(part.half in level for level in path[:1]):
            path = (part.half, *path)
        names.append("/".join(path) or f"第{index + 1}列")
    seen: Counter[str] = Counter()
    for index, name in enumerate(names):
        seen[name] += 1
        if seen[name] > 1:
            names[index] = f"{name}#{seen[name]}"
    return tuple(names)


def _common(paths: Sequence[tuple[str, ...]]) -> int:
    """How many levels from the top are the same for all of several columns."""
    if len(paths) < 2:
        return 0
    depth = 0
    while all(len(path) > depth + 1 for path in paths) and len({path[depth] for path in paths}) == 1:
        depth += 1
    return depth


def _label_path(path: tuple[str, ...]) -> tuple[str, ...]:
    words = load_forms().words
    if len(path) > 1 and words.level.fit(normalise(path[-1])):
        return path[-2:]
    return path[-1:]
