"""Errors put into a Draft, each with its ground truth: what a typist, a spreadsheet or a template does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from tests.generate.draft import Block, Draft, Fragment, Num, Para, Slip

LEAST = Decimal("0.02")
"""The smallest change that counts as an error: one unit of the last place may be a rounding tail."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a number stands in a Draft: a cell (row, column) of a Fragment, or a part of a Para."""

    block: int
    row: int | None
    column: int
    num: Num


def put_in(draft: Draft, count: int, random: Random) -> Draft:
    """The draft with that many numbers changed, at least one in a table and one in the text when count
    allows; a number is changed once, and only where its change can be seen."""
    spots = list(spots_of(draft))
    cells = [spot for spot in spots if spot.row is not None]
    words = [spot for spot in spots if spot.row is None]
    taken: dict[Spot, Slip] = {}
    while len(taken) < count:
        spot = random.choice(cells if len(taken) % 2 == 0 else words)
        for way in random.sample(WAYS, len(WAYS)):
            wrong = way(draft, spot, random)
            if wrong and spot not in taken:
                taken[spot] = _slip(way.__name__, spot, wrong)
    blocks = list(draft.blocks)
    for spot, slip in taken.items():
        blocks[spot.block] = changed(blocks[spot.block], spot, slip.wrong)
    return Draft(draft.title, tuple(blocks), tuple(taken.values()))


def _slip(what: str, spot: Spot, wrong: str) -> Slip:
    num = spot.num
    return Slip(what, num.states, num.kind, num.text, wrong, spot.block, spot.row, spot.column)


def spots_of(draft: Draft) -> Iterator[Spot]:
    """Every number of a draft."""
    for index, block in enumerate(draft.blocks):
        if isinstance(block, Para):
            for column, part in enumerate(block.parts):
                if isinstance(part, Num):
                    yield Spot(index, None, column, part)
        else:
            for row, cells in enumerate(block.rows):
                for column, part in enumerate(cells):
                    if isinstance(part, Num):
                        yield Spot(index, row, column, part)


def changed(block: Block, spot: Spot, text: str) -> Block:
    """The block with another number printed at the spot."""
    num = replace(spot.num, text=text, value=Decimal(text.replace(",", "")))
    if isinstance(block, Para):
        parts = list(block.parts)
        parts[spot.column] = num
        return replace(block, parts=tuple(parts))
    rows = [list(row) for row in block.rows]
    rows[spot.row or 0][spot.column] = num
    return replace(block, rows=tuple(tuple(row) for row in rows))


def digit(_: Draft, spot: Spot, random: Random) -> str | None:
    """One digit read or typed wrong, by LEAST or more (a count: by one or more)."""
    text = spot.num.text
    places = [i for i, character in enumerate(text) if character.isdigit()]
    for _attempt in range(20):
        at = random.choice(places)
        wrong = text[:at] + random.choice("0123456789") + text[at + 1 :]
        if wrong[0] == "0" != text[0] and len(places) > 1:
            continue
        if abs(_value(wrong) - spot.num.value) >= (1 if spot.num.kind == "count" else LEAST):
            return wrong
    return None


def transposed(_: Draft, spot: Spot, random: Random) -> str | None:
    """Two neighbouring digits swapped."""
    text = spot.num.text
    pairs = [
        i
        for i in range(len(text) - 1)
        if text[i : i + 2].isdigit() and text[i] != text[i + 1] and text[0] != "0"
    ]
    swaps = [text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in pairs]
    wide = [t for t in swaps if t[0] != "0" and abs(_value(t) - spot.num.value) >= LEAST]
    return random.choice(wide) if wide else None


def unit(_: Draft, spot: Spot, __: Random) -> str | None:
    """An amount of the text in 元 where 万元 is meant."""
    if spot.row is not None or spot.num.kind != "amount" or not spot.num.value:
        return None
    return f"{spot.num.value * 10_000:.2f}"


def omitted(draft: Draft, spot: Spot, random: Random) -> str | None:
    """A subtotal of a table of accounts with one of its accounts left out."""
    table, code, *column = spot.num.states.split("/")
    if spot.row is None or table not in {"T2", "T3", "T5"}:
        return None
    length = 3 if code == "合计" else len(code) + 2
    start = "" if code == "合计" else code
    block = draft.blocks[spot.block]
    assert isinstance(block, Fragment)
    addends = [
        part.value
        for row in block.rows
        for part in row
        if isinstance(part, Num) and _child(part.states, table, start, length, column) and part.value >= LEAST
    ]
    left = [spot.num.value - value for value in addends if len(addends) > 1]
    thousands = "," in spot.num.text
    return (f"{random.choice(left):,.2f}" if thousands else f"{random.choice(left):.2f}") if left else None


def shifted(draft: Draft, spot: Spot, _: Random) -> str | None:
    """The number of the row below, in the same column."""
    block = draft.blocks[spot.block]
    if spot.row is None or isinstance(block, Para) or spot.row + 1 >= len(block.rows):
        return None
    below = block.rows[spot.row + 1][spot.column]
    if isinstance(below, Num) and abs(below.value - spot.num.value) >= LEAST:
        return below.text
    return None


WAYS: tuple[Callable[[Draft, Spot, Random], str | None], ...] = (digit, transposed, unit, omitted, shifted)


def _child(states: str, table: str, start: str, length: int, column: list[str]) -> bool:
    of_table, code, *of_column = states.split("/")
    return (of_table, of_column) == (table, column) and code.startswith(start) and len(code) == length


def _value(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
