"""Scores and the grades given for them (Q121); scores and counts that the text compares in words (Q122).

综合得分85.19分，评价等级为“良” lies where 良 does; the average of 39 projects graded 优 is not below 90. The
bounds are the widest in use: 优 from 90 everywhere, 良 from 80 or from 75, 中 and 合格 from 60.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from checks.relations.narrative.context import Context, left, right, terms
from checks.relations.relation import Relation, Tolerance
from checks.report.report import Figure, Kind

_BOUNDS = {
    "优": (90, 100), "良": (75, 90), "中": (60, 80), "合格": (60, 80), "差": (0, 60), "不合格": (0, 60),
}  # fmt: skip
_LOWEST, _HIGHEST = Decimal(0), Decimal(100)
_SCORE = re.compile(r"(?:得分|评分|分数|总分|均分)(?:均?为|是|：|达到?)?$")
_OF_PART = re.compile(r"分值|满分|权重|指标")
"""A part of the whole has a scale of its own: 该指标分值20分，得分17.9分."""
_NEAR = 16
_AVERAGE = re.compile(r"平均(?:得分|评分|分数?)(?:为|是|：|达到?)?$")
_GRADE = r"“?(?P<grade>优|良|中|差|不合格|合格)(?:秀|好|等)?”?"
_GRADED = re.compile(
    rf"，?(?:绩效|评价|评定|自评|综合)*(?:等级|级别|评级|结果|结论)(?:均?为|是|：)?{_GRADE}(?![^，。；）（])"
)
_PROJECTS = re.compile(rf"(?:评级|等级|级别|结果|评)?为?{_GRADE}(?:的)?(?:项目)?$")
_COMPARED = re.compile(
    r"，?(?:略|稍|明显|远)?(?P<word>高于|优于|超过|多于|大于|低于|少于|小于)[^，。；、\d]{1,20}?的?$"
)
_MORE = {"高于", "优于", "超过", "多于", "大于"}


def grades(context: Context) -> Iterator[Relation]:
    """Paragraph by paragraph."""
    inside: dict[int, list[Figure]] = {}
    for figure in context.report.figures:
        if figure.paragraph is not None and figure.kind is Kind.COUNT and not figure.approximate:
            inside.setdefault(figure.paragraph, []).append(figure)
    for index, figures in inside.items():
        text = context.report.paragraphs[index].text
        for at, figure in enumerate(figures):
            if figure.unit == "分":
                yield from _of_score(text, figure)
                yield from _of_average(text, figure, figures[at + 1 :])
            yield from _compared(text, figure, figures[at + 1 : at + 2])


def _of_score(text: str, score: Figure) -> Iterator[Relation]:
    graded = _GRADED.match(text, score.end)
    of_another_scale = _OF_PART.search(text, max(0, score.start - _NEAR), score.start)
    if of_another_scale or score.value > _HIGHEST:
        return
    if graded is not None and _SCORE.search(text, 0, score.start):
        low, high = map(Decimal, _BOUNDS[graded["grade"]])
        yield _within(score, [], (low, high), graded["grade"])


def _of_average(text: str, score: Figure, behind: list[Figure]) -> Iterator[Relation]:
    """平均得分99.33分（其中，评级为“优”的项目39个；评级为“良”的项目0个）."""
    if not _AVERAGE.search(text, 0, score.start) or score.value > _HIGHEST:
        return
    end, low, high = score.end, _LOWEST, _LOWEST
    counts: list[Figure] = []
    for figure in behind:
        match = _PROJECTS.search(text, end, figure.start)
        if match is None or "。" in text[end : figure.start]:
            break
        bounds = _BOUNDS[match["grade"]]
        low, high = low + figure.value * bounds[0], high + figure.value * bounds[1]
        counts.append(figure)
        end = figure.end
    number = sum((figure.value for figure in counts), Decimal(0))
    if len(counts) > 1 and number:
        yield _within(score, counts, (low / number, high / number), "平均得分")


def _within(score: Figure, counts: list[Figure], bounds: tuple[Decimal, Decimal], name: str) -> Relation:
    """The upper bound belongs to the next grade, but for the highest."""
    stated, (low, high) = f"{score.text}分", bounds
    fits = low <= score.value <= high if high == _HIGHEST else low <= score.value < high
    return Relation(
        "Q121", Tolerance.WORDING, f"performance/{name}",
        terms(left(score.id), right(*(figure.id for figure in counts))),
        stated=stated, expected=stated if fits else f"{_short(low)}至{_short(high)}分",
        place=score.place, details={"name": name},
    )  # fmt: skip


def _short(bound: Decimal) -> str:
    return f"{bound:.2f}".rstrip("0").rstrip(".")


def _compared(text: str, figure: Figure, behind: list[Figure]) -> Iterator[Relation]:
    """得分为78.3分，略高于世界银行给中国的77.9分."""
    for other in behind:
        match = _COMPARED.match(text, figure.end, other.start)
        if match is not None and other.unit == figure.unit:
            less, more = (other, figure) if match["word"] in _MORE else (figure, other)
            yield Relation(
                "Q122", Tolerance.AT_MOST, f"performance/{match['word']}",
                terms(left(less.id), right(more.id)),
                details={"name": f"{figure.text}{figure.unit}{match['word']}{other.text}{other.unit}"},
            )  # fmt: skip
