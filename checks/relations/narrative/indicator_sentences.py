"""Numbers in the sentences of an indicator: what its cells say against each other and against the text (N129,
Q112).

An indicator's 预期值 and 完成情况 may be sentences, told again under the indicator's own heading. Two of
their numbers are of one thing when they share the measure word and the clause begins alike, or the same
noun stands beside them; one that occurs twice is left alone. Before this module: `context`; after it:
`indicators`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from checks.reading.document import Place
from checks.relations.narrative.context import Context, left, right, terms
from checks.relations.relation import Relation, Tolerance
from checks.report.narrative.printed import Printed, printed_numbers
from checks.report.narrative.prose import normalise
from checks.report.report import Figure, Kind, TableCell

_MORE_IS_BETTER = re.compile("满足|提供|建成|建设|新增|完成|培训|举办|覆盖|服务|开展|发放|达到|支持")
"""How a clause begins that says how much was done: of a time to mend a fault, less is better."""
_BEHIND = re.compile(r"[内的以上个]*(?P<noun>[\u4e00-\u9fff]{2})")
_BEFORE = re.compile(r"(?P<noun>[\u4e00-\u9fff]{2})$")
_TURNS = re.compile(r"实际|目前|经过|区?[^，。；]{0,6}开展了")
"""Where a paragraph goes on from what was expected to what was reached."""


@dataclass(frozen=True, slots=True)
class Told:
    """A count of a sentence. begins: the first two signs of its clause; noun: what stands beside it. figure:
    None where its cell is too short to be read as text."""

    value: Decimal
    unit: str
    begins: str
    noun: str
    place: Place
    figure: Figure | None = None

    @property
    def printed(self) -> str:
        return f"{self.value}{self.unit}"


@dataclass(frozen=True)
class Sentences:
    """The counts of cells and paragraphs of a report."""

    context: Context

    @cached_property
    def _in_cells(self) -> dict[Place, list[int]]:
        """Place → the paragraphs that stand in cells there."""
        found: dict[Place, list[int]] = {}
        for index, paragraph in enumerate(self.context.report.paragraphs):
            if paragraph.cell:
                found.setdefault(paragraph.places[0], []).append(index)
        return found

    @cached_property
    def _figures(self) -> dict[int, dict[int, Figure]]:
        """Paragraph → offset → figure."""
        found: dict[int, dict[int, Figure]] = {}
        for figure in self.context.report.figures:
            if figure.paragraph is not None and figure.kind is Kind.COUNT:
                found.setdefault(figure.paragraph, {})[figure.start] = figure
        return found

    def of_cell(self, cell: TableCell | None) -> list[Told]:
        """What a cell says, with the figures that its text has as a paragraph."""
        if cell is None or cell.figure is not None:
            return []
        text = normalise(cell.text)
        known: dict[int, Figure] = {}
        for index in self._in_cells.get(cell.place, ()):
            at = text.find(self.context.report.paragraphs[index].text)
            if at >= 0:
                known |= {at + start: figure for start, figure in self._figures.get(index, {}).items()}
        return [
            _told(text, number, cell.place, known.get(number.start))
            for number in printed_numbers(text)
            if number.kind is Kind.COUNT and not number.approximate
        ]

    def of_text(self, paragraphs: Sequence[int]) -> tuple[list[Told], list[Told]]:
        """What paragraphs say was expected, and what was reached."""
        expected: list[Told] = []
        reached: list[Told] = []
        for index in paragraphs:
            text = self.context.report.paragraphs[index].text
            turn = _TURNS.search(text) if text.startswith(("预期", "该指标预期")) else None
            for start, figure in self._figures.get(index, {}).items():
                if not figure.approximate:
                    told = _told(text, figure, figure.place, figure)
                    (expected if turn is not None and start < turn.start() else reached).append(told)
        return expected, reached


def _told(text: str, number: Printed | Figure, place: Place, figure: Figure | None) -> Told:
    clause = re.split(r"[，。；：、]", text[: number.start])[-1]
    noun = _BEHIND.match(text, number.end) or _BEFORE.search(re.sub(r"（[^（）]*）", "", clause))
    return Told(number.value, number.unit, clause[:2], noun["noun"] if noun else "", place, figure)


def told_again(name: str, what: str, here: Sequence[Told], there: Sequence[Told]) -> Iterator[Relation]:
    """N129: one number for one thing, here and in the table; as words where one of them is no figure."""
    for one, other in _of_one_thing(here, there):
        both = one.figure is not None and other.figure is not None
        yield Relation(
            "N129", Tolerance.EXACT if both else Tolerance.WORDING, f"performance/{name}/{what}",
            terms(left(*_ids(one)), right(*_ids(other))),
            stated=one.printed, expected=other.printed, place=one.place,
            details={"name": name, "stated": one.printed, "expected": other.printed},
        )  # fmt: skip


def reached(name: str, asked: Sequence[Told], got: Sequence[Told]) -> Iterator[Relation]:
    """Q112: where the text says that the target was reached, the row's number is not below it: 满足5年的需要
    was asked for, 满足3年内增长 is no success."""
    for one, other in _pairs(got, asked, lambda told: (told.begins, told.unit)):
        if _MORE_IS_BETTER.match(one.begins):
            yield Relation(
                "Q112", Tolerance.WORDING, f"performance/{name}/达到预期",
                terms(left(*_ids(one)), right(*_ids(other))),
                stated=one.printed, expected=(one if one.value >= other.value else other).printed,
                place=other.place, details={"name": name},
            )  # fmt: skip


def _ids(told: Told) -> list[int]:
    return [told.figure.id] if told.figure is not None else []


def _of_one_thing(here: Sequence[Told], there: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    alike = list(_pairs(here, there, lambda told: (told.begins, told.unit)))
    yield from alike
    paired = {id(told) for pair in alike for told in pair}
    rest, others = ([told for told in side if id(told) not in paired] for side in (here, there))
    yield from _pairs(rest, others, lambda told: (told.noun, told.unit))


def _pairs(
    here: Sequence[Told], there: Sequence[Told], key: Callable[[Told], tuple[str, str]]
) -> Iterator[tuple[Told, Told]]:
    """Numbers that share a key which each side has once."""
    sides: tuple[dict[tuple[str, str], list[Told]], ...] = ({}, {})
    for side, told in zip(sides, (here, there), strict=True):
        for number in told:
            side.setdefault(key(number), []).append(number)
    for words, numbers in sides[0].items():
        others = sides[1].get(words, [])
        if len(numbers) == len(others) == 1 and len(words[0]) == 2:
            yield numbers[0], others[0]
