"""A rule as data: what `checks/rules/*.toml` holds, and a user's own file in the same language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the rule book.

    id: catalogue number (`X102`). severity: error | warning | note. basis: legal or professional source.
    title, explain, message: texts by language; `message` has the slots that relations of this rule
    fill (`{subject}`, `{left}`, `{right}`, `{difference}` and the relation's `details`).
    tolerance: name of a `Tolerance`. formulas: the formula(s) in the language of DESIGN section 4, empty
    for a rule written in Python. either: ways of saying one thing in different layouts, of which the
    first that the report's tables allow is taken. if_present: layouts that lack a row or column of the
    formula do not owe it, so that it is not missed; nor does a row that prints none of several addends
    (公务接待费 with a dash for 国内 and 国（境）外). tables: tables the letter T of a formula stands for,
    one after another. when: printed values that must be so for the rule to hold. data: what a rule
    written in Python reads (expected tables, account codes, limits).
    covers: catalogue numbers whose relation is checked under this one.
    years: fiscal years it holds for, as (first, last), None open. source: file it was read from.
    """

    id: str
    severity: str
    tolerance: str
    title: Mapping[str, str]
    explain: Mapping[str, str]
    message: Mapping[str, str] = field(default_factory=dict)
    basis: str = ""
    formulas: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    if_present: bool = False
    tables: tuple[str, ...] = ()
    years: tuple[int | None, int | None] = (None, None)
    when: str = ""
    covers: tuple[str, ...] = ()
    example: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def family(self) -> str:
        return self.id[0]
