"""Accounts of the narrative in the tables: names or codes → the row that has them.

A text shortens names (一般公共服务（类） for 一般公共服务支出) and names the same 项 under several 款, so a
row is found by its whole path. Before this module: `checks.report`; after it: `subjects`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from checks.report.narrative.prose import normalise
from checks.report.report import Entry, Table

_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|\d+[.、]|（[一二三四五六七八九十\d]+）|其中[:：])")
_TAIL = re.compile(r"(?<=.)(?:支出|决算|金额)+$")


@lru_cache(maxsize=4096)
def core(name: str) -> str:
    """A name as it is compared: no ordinal, no closing 支出, brackets and spaces folded."""
    text = normalise(name)
    text = _ORDINAL.sub("", text)
    text = re.sub(r"（(?:类|款|项)）", "", text).strip("“”")
    return _TAIL.sub("", text) or text


class Accounts:
    """The rows of one table by code and by name."""

    def __init__(self, table: Table) -> None:
        self.table = table
        rows = [e for e in table.entries if e.half != "收入"] if _two_sided(table) else list(table.entries)
        self._by_code = {e.code: e for e in rows if e.code}
        self._by_name: dict[str, list[Entry]] = {}
        for entry in rows:
            self._by_name.setdefault(core(entry.label), []).append(entry)
        self._by_key = {(e.half, e.key): e for e in rows}
        self._named: dict[tuple[str, int], tuple[list[Entry], dict[str, list[Entry]]]] = {}
        self._kids: dict[tuple[str, str | None], list[Entry]] = {}
        for entry in rows:
            self._kids.setdefault((entry.half, entry.parent), []).append(entry)

    def parent(self, entry: Entry) -> Entry | None:
        return self._by_key.get((entry.half, entry.parent)) if entry.parent is not None else None

    def kids(self, entry: Entry) -> list[Entry]:
        return self._kids.get((entry.half, entry.key), [])

    def by_code(self, code: str) -> Entry | None:
        return self._by_code.get(code)

    def by_path(self, path: Sequence[str]) -> Entry | None:
        """The row of a 类/款/项 path, "" for levels not named. None when no row has the name, or when
        several have it and the path does not tell them apart."""
        level = max((i for i, name in enumerate(path) if name), default=-1)
        if level < 0:
            return None
        named, below = self._of_level(core(path[level]), level + 1)
        found = named
        for up in range(level - 1, -1, -1):
            if len(found) <= 1 or not path[up]:
                break
            above = core(path[up])
            if found is named:
                found = below.get(above, found)
            else:
                found = [e for e in found if above in self._names_above(e)] or found
        return found[0] if len(found) == 1 else None

    def _of_level(self, name: str, level: int) -> tuple[list[Entry], dict[str, list[Entry]]]:
        """The rows of a name on a level, and of these the ones below each other name: a long table has one
        name on hundreds of rows, and a statement for each."""
        if (name, level) not in self._named:
            found = [e for e in self._by_name.get(name, ()) if e.level in (level, 0) or not e.code]
            found = [e for e in found if e.level == level] or found
            below: dict[str, list[Entry]] = {}
            for entry in found:
                for above in set(self._names_above(entry)):
                    below.setdefault(above, []).append(entry)
            self._named[name, level] = found, below
        return self._named[name, level]

    def by_name(self, name: str) -> Entry | None:
        """The row of a bare name; of several, the one on the highest level, when it is alone there."""
        found = self._by_name.get(core(name), [])
        top = min((e.level for e in found), default=0)
        found = [e for e in found if e.level == top]
        return found[0] if len(found) == 1 else None

    def under(self, path: Sequence[str], level: int) -> list[Entry]:
        """The rows of a level whose parent has the name that the path gives the level above."""
        named = self._by_name.get(core(path[level - 1]), []) if level and path[level - 1] else []
        return [kid for entry in named for kid in self.kids(entry) if kid.level == level + 1]

    def _names_above(self, entry: Entry) -> Iterable[str]:
        above = self.parent(entry)
        while above is not None and above is not entry:
            yield core(above.label)
            above = self.parent(above) if above.parent else None


def _two_sided(table: Table) -> bool:
    return any(e.half == "收入" for e in table.entries)
