"""Rules on tables that no form knows: totals (H116), total columns (C112), shares (N121).

Written in Python, since only the words 合计, 小计 and 占比 are known there. Comes in: the Lookup. Where the
words leave open what a total adds up, the readings are alternatives (`Relation.choice`), and the one that
fits best is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.relations.lookup import UNKNOWN, Lookup, Rows, adds_up
from checks.relations.relation import Relation, Side, Term, Tolerance, Unchecked
from checks.relations.rulebook import Rulebook
from checks.report.report import Entry, Figure

_TOTALS = ("合计", "小计", "总计", "共计")
_SHARES = ("占比", "比重", "比例")


def relations(lookup: Lookup, book: Rulebook) -> Iterator[Relation | Unchecked]:
    """The relations of this family."""
    for rows in lookup.of_form(UNKNOWN):
        yield from _footed(rows)
        yield from _cross_footed(rows, lookup.report.figures)
        yield from _shares(rows)


# ------------------------------------------------------------------------------------------- H116


def _footed(rows: Rows) -> Iterator[Relation]:
    """Every row that has rows below it; and of several totals each as the sum of what stands before it."""
    for entry in rows.table.entries:
        if kids := rows.kids(entry):
            for column in rows.columns("amount", entry.half):
                yield from _sum("H116", rows, (entry, column), [(kid, column) for kid in kids])
    for half in dict.fromkeys(entry.half for entry in rows.table.entries):
        yield from _several_totals(rows, [e for e in rows.of("*", half) if not e.of_which])


def _several_totals(rows: Rows, entries: Sequence[Entry]) -> Iterator[Relation]:
    """小计 adds the rows since the total before it; 合计 may as well add those, or all 小计, or all rows."""
    totals = [i for i, entry in enumerate(entries) if entry.level == 0]
    if len(totals) < 2:
        return
    for at, place in enumerate(totals):
        total = entries[place]
        start = totals[at - 1] + 1 if at else 0
        since = [e for e in entries[start:place] if e.level == 1]
        earlier = [entries[i] for i in totals[:at]]
        readings = {
            "since": since,
            "subtotals": [*earlier, *since],
            "all": [e for e in entries[:place] if e.level == 1],
        }
        if rows.kids(total):
            continue
        for column in rows.columns("amount", total.half):
            for option, parts in readings.items():
                if len(parts) > 1 or option == "since":
                    cells = [(part, column) for part in parts]
                    choice = f"H116/{rows.id}/{total.half}/{total.key}"
                    yield from _sum("H116", rows, (total, column), cells, choice=choice, option=option)


# ------------------------------------------------------------------------------------------- C112


def _cross_footed(rows: Rows, figures: Sequence[Figure]) -> Iterator[Relation | Unchecked]:
    """A column headed 合计 or 小计 against the columns beside it. Under a header of their own they are its
    parts by the print; side by side in the whole table they may be anything, so the numbers decide."""
    for half in dict.fromkeys(entry.half for entry in rows.table.entries):
        columns = rows.columns("amount", half)
        for column in columns:
            group = column.rpartition("/")[0]
            beside = _beside(column, group, columns)
            if not column.endswith(_TOTALS) or len(beside) < 2:
                continue
            sums = [
                relation
                for entry in rows.of("*", half)
                for relation in _sum("C112", rows, (entry, column), [(entry, name) for name in beside])
            ]
            if group or 2 * sum(1 for relation in sums if adds_up(relation, figures)) > len(sums):
                yield from sums
            else:
                yield Unchecked("C112", "ambiguous", f"{rows.id}/{column}", count=len(sums))


def _beside(total: str, group: str, columns: Sequence[str]) -> list[str]:
    """The columns of a group next to its total; of a group inside it, the total of that."""
    prefix = f"{group}/" if group else ""
    found = []
    for column in columns:
        inner = column.removeprefix(prefix)
        is_part = "其中" in inner or ("/" in inner and not inner.endswith(_TOTALS))
        if column != total and column.startswith(prefix) and not is_part:
            found.append(column)
    return found


def _sum(
    rule: str,
    rows: Rows,
    total: tuple[Entry, str],
    parts: Sequence[tuple[Entry, str]],
    *,
    choice: str = "",
    option: str = "",
) -> Iterator[Relation]:
    """One total against its parts, when it is printed and one of them is."""
    entry, column = total
    stated = rows.figure(entry, column)
    figures = [figure for part, name in parts if (figure := rows.figure(part, name)) is not None]
    if stated is not None and figures:
        yield Relation(
            rule=rule,
            tolerance=Tolerance.SUM,
            subject="/".join(filter(None, (rows.id, entry.half, entry.key, column))),
            terms=(Term(Side.LEFT, stated.id), *(Term(Side.RIGHT, figure.id) for figure in figures)),
            choice=f"{choice}/{column}" if choice else "",
            option=option,
        )


# ------------------------------------------------------------------------------------------- N121


def _shares(rows: Rows) -> Iterator[Relation]:
    """A column of shares beside one of amounts: each row over the total, and the shares themselves."""
    for column in rows.columns("percent"):
        amounts = _amounts_before(rows, column)
        total = next((entry for entry in rows.table.entries if entry.level == 0 and rows.kids(entry)), None)
        if total is None or amounts is None or not _is_share(rows, total, column):
            continue
        base = rows.figure(total, amounts)
        for entry in rows.kids(total):
            share, amount = rows.figure(entry, column), rows.figure(entry, amounts)
            if share is not None and amount is not None and base is not None:
                yield Relation(
                    rule="N121",
                    tolerance=Tolerance.RATIO,
                    subject=f"{rows.id}/{entry.key}/{column}",
                    terms=(Term(Side.LEFT, share.id), Term(Side.RIGHT, amount.id), Term(Side.BASE, base.id)),
                )
        yield from _sum("N121", rows, (total, column), [(kid, column) for kid in rows.kids(total)])


def _amounts_before(rows: Rows, share: str) -> str | None:
    """The nearest column of amounts to the left of a column of shares."""
    names = [column.key or column.name for column in rows.table.columns]
    amounts = set(rows.columns("amount"))
    before = [name for name in names[: names.index(share)] if name in amounts]
    return before[-1] if before else None


def _is_share(rows: Rows, total: Entry, column: str) -> bool:
    """Headed so, or adding up to a printed 100 %; completion and growth (率) are no shares."""
    if any(word in column for word in _SHARES):
        return True
    whole = rows.figure(total, column)
    return whole is not None and whole.value == 100 and "率" not in column
