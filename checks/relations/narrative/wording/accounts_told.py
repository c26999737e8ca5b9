"""Which accounts are told of: every 项 of T5 with an amount is among the items of the detailed section
(S113), and 名词解释 explains no account that is in no table (S114)."""

from __future__ import annotations

from collections.abc import Iterator

from checks.relations.narrative.accounts import core
from checks.relations.narrative.context import amount_of
from checks.relations.narrative.wording.scope import Scope, said
from checks.relations.relation import Relation, Unchecked
from checks.relations.wording import ABSENT
from checks.report.narrative.accounts_named import LEVELS, mentions
from checks.report.report import Entry, Statement

_DETAILED = "gpb_detail"
_SPOKEN = frozenset({"gpb", "gpb_overall", "gpb_structure", "gpb_detail", "fiscal"})
_ITEM = 3  # level of a 项 in a table


def accounts_told(scope: Scope) -> Iterator[Relation | Unchecked]:
    """Every 项 of T5 with an amount, every account of 名词解释."""
    yield from _passed_over(scope)
    if scope.accounts:
        yield from _explained(scope)
    else:
        yield Unchecked("S114", "table_missing")


def _explained(scope: Scope) -> Iterator[Relation]:
    """Accounts that 名词解释 names with their level."""
    printed = {core(entry.label) for accounts in scope.accounts for entry in accounts.table.entries}
    told: set[str] = set()
    for passage in scope.body:
        if passage.topic != "glossary" or "）" not in passage.text:
            continue
        for mention in mentions(passage.text):
            name = mention.name
            if mention.code or name in told or not 2 <= len(name) <= 30:
                continue
            told.add(name)
            yield said(
                "S114", f"名词解释/{name}", name, name if core(name) in printed else ABSENT,
                passage.place_at(mention.start), level=LEVELS[mention.level],
            )  # fmt: skip


def _passed_over(scope: Scope) -> Iterator[Relation | Unchecked]:
    """A section that tells of fewer than half of the items is no list of them."""
    table = scope.report.table("T5")
    spoken = [s for s in scope.report.statements if s.topic == _DETAILED]
    entries = table.entries if table is not None and spoken else ()
    items = [(e, f) for e in entries if e.level == _ITEM and (f := _figure(scope, e)) is not None]
    told = _Told(scope, spoken)
    if 2 * sum(told.has(entry, figure) for entry, figure in items) < len(items) or not items:
        yield Unchecked("S113", "nothing_to_check")
        return
    for entry, figure in items:
        printed = scope.report.figures[figure]
        yield said(
            "S113", f"T5/{entry.code}", entry.label if told.has(entry, figure) else ABSENT, entry.label,
            printed.place, name=f"{entry.code} {entry.label}", amount=printed.text,
        )  # fmt: skip


def _figure(scope: Scope, entry: Entry) -> int | None:
    """The item's amount, None when blank or zero."""
    figure = entry.cells.get("合计")
    return figure if figure is not None and scope.report.figures[figure].value != 0 else None


class _Told:
    """What the text tells of: accounts found, words and amounts printed."""

    def __init__(self, scope: Scope, spoken: list[Statement]) -> None:
        context = scope.context
        self._figures = scope.report.figures
        subjects = (context.subject(s) for s in spoken)
        self._codes = {s.entry.code for s in subjects if s is not None and s.entry is not None}
        self._text = "\n".join(p.text for p in scope.body if p.topic in _SPOKEN)
        self._amounts = {context.figure(f).nominal for s in spoken if (f := amount_of(s)) is not None}

    def has(self, entry: Entry, figure: int) -> bool:
        """Named, or told of under another name with its amount."""
        named = entry.code in self._codes or core(entry.label) in self._text
        return named or self._figures[figure].nominal in self._amounts
