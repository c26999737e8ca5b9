"""Lists whose length the text tells: “甲”“乙”“丙”3个项目, 13个机构，分别是：…, 分为4个等级：…；…；… (Q119).

The names are counted, so that a number beside them can be seen to be wrong; with 等 they are at most as
many. What a list may be read as is a range, since 和 may join two names or stand in one. Where marks do not
part the names for certain, a number that is far off counts something else. Before this module: `context`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.relations.narrative.context import Context, left, terms
from checks.relations.relation import Relation, Tolerance
from checks.report.report import Figure, Kind

_QUOTED = re.compile(
    r"(?P<list>(?:[“《][^”》]{1,40}[”》](?:（[^（）]{1,20}）)?(?:[、，]|以及|和|及|与)?){2,})(?P<etc>等)?(?:共|这|上述)?$"
)
_QUOTATION = re.compile(r"[“《]")
_PLAIN = re.compile(
    r"(?:包括|包含|涵盖|分为|建成|覆盖|设置|设有|新增|即)(?P<list>(?:[^，。；：、\d“”《》]{1,14}、){2,}"
    r"[^，。；：、\d“”《》]{1,14}?)(?P<etc>等)?(?:共|这|上述)?$"
)
_JOINED = re.compile(r"和|及|与|以及")
_BRACKETS = re.compile(r"（[^（）]*）")
_BODIES = re.compile(
    r"[^，。；：]{0,12}[，：](?:分别(?:是|为)|具体(?:为|包括)|包括|即)[：，]?(?P<list>[^。；：]+)[。；]"
)
_BODY = re.compile(r"[司局处科室部办心队院馆校站所会委组厅署级关社园场]$")
_ITSELF = re.compile(r"(?:本级|本部|机关)$")
_ITEMS = re.compile(r"[^，。；：]{0,6}：(?P<list>[^。：]+；[^。：]+)。$")
_ORDINAL = re.compile(r"[一二三四五六七八九十]是|（\d")
_NUMBERED = re.compile(r"（(\d{1,2})）")
_ANNOUNCED = re.compile(r"(?:其中|如下|包括|分别(?:是|为))：（1）")
_COUNTING = re.compile(r"^(?:[个项类种家所大条点款部](?!月)|个.+)$")
_NOUN = re.compile(r"[\u4e00-\u9fff]{0,8}")
_MOST = 99
_BEFORE, _BEHIND = 240, 600  # characters in which a list is looked for


def listed(context: Context) -> Iterator[Relation]:
    """Every count of the narrative with a list beside it."""
    for figure in context.report.figures:
        if (
            figure.paragraph is None
            or figure.kind is not Kind.COUNT
            or figure.approximate
            or not _COUNTING.match(figure.unit)
            or not 1 <= figure.value <= _MOST
        ):
            continue
        text = context.report.paragraphs[figure.paragraph].text
        before, behind = text[max(0, figure.start - _BEFORE) : figure.start], text[figure.end :]
        names = _names(before, behind[:_BEHIND], figure)
        after = context.report.paragraphs[figure.paragraph + 1 :][:1]
        if _ANNOUNCED.search(behind) and after and _NUMBERED.match(after[0].text):
            continue  # the list goes on in the next paragraph
        if names is not None:
            yield _as_many(figure, names, behind)


def _as_many(figure: Figure, names: range, behind: str) -> Relation:
    noun = figure.unit + (_NOUN.match(behind) or [""])[0]
    nearest = names[0] if figure.value < names[0] else names[-1]
    stated = f"{figure.text}{noun}"
    return Relation(
        "Q119", Tolerance.WORDING, f"performance/{noun}/所列", terms(left(figure.id)),
        stated=stated, expected=stated if int(figure.value) in names else f"{nearest}{noun}",
        place=figure.place,
    )  # fmt: skip


def _names(before: str, behind: str, figure: Figure) -> range | None:
    """How many names the list beside a count may have; None without a list."""
    if match := _QUOTED.search(before):
        return _up_to(len(_QUOTATION.findall(match["list"])), match["etc"])
    if match := _BODIES.match(behind):
        return _bodies(match["list"])
    if match := _PLAIN.search(_BRACKETS.sub("", before)):
        least = match["list"].count("、") + 1
        return _near(figure, _up_to(least, match["etc"], least + len(_JOINED.findall(match["list"]))))
    if (match := _ITEMS.match(behind)) and not _ORDINAL.search(match["list"]):
        items = match["list"].count("；") + 1
        return _near(figure, range(items, items + 1))
    if _ANNOUNCED.search(behind):
        numbers = [int(number) for number in _NUMBERED.findall(behind)]
        if numbers == list(range(1, len(numbers) + 1)):
            return _near(figure, range(len(numbers), len(numbers) + 1))
    return None


def _up_to(least: int, etc: str | None, most: int = 0) -> range:
    """With 等 the list is a part of what is counted, or all of it."""
    return range(least, (_MOST if etc else max(least, most)) + 1)


def _near(figure: Figure, names: range) -> range | None:
    """None for a count that is more than one off: it counts something else."""
    return names if names[0] - 1 <= figure.value <= names[-1] + 1 else None


def _bodies(words: str) -> range | None:
    """Names of offices, which end like one: 政策、法规处 may be one of them or two. The department itself may
    stand among its 下属单位. A list that ends otherwise is none."""
    pieces = re.split(r"、|，", _BRACKETS.sub("", words))
    ended = [piece for piece in pieces if _BODY.search(piece)]
    most = len(pieces) + len(_JOINED.findall(words))
    least = len(ended) - any(_ITSELF.search(piece) for piece in ended)
    return range(least, most + 1) if len(ended) > 1 and _BODY.search(pieces[-1]) else None
