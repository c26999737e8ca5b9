"""One fiscal year throughout: in titles, headings and lines above tables (M101), in comparisons with the
year before and in 截至N年12月31日 (D108)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.relations.narrative.wording.scope import Passage, Scope, said
from checks.relations.relation import Relation, Unchecked
from checks.report.narrative.prose import normalise

_TITLED = re.compile(
    r"(?<![与同较比])(?P<year>20\d\d)年度?(?=(?:部门|单位|本级)?(?:决算|收入|支出|财政拨款|一般公共|政府性基金|“三公”))"
)
_COMPARED = re.compile(
    r"(?:(?:与|同|较|比)(?P<year>20\d\d)年度?(?:决算数?)?(?:相比|(?:各|均)?(?:增加|减少|增长|下降|降低|持平)))"
)
_AS_OF = re.compile(r"截[至止](?P<year>20\d\d)年12月31日")
_PLAIN = frozenset({"performance", "duties", "units", "glossary", ""})
"""Topics that speak of other years for reasons of their own: projects, founding dates, legislation."""


def years(scope: Scope) -> Iterator[Relation | Unchecked]:
    """Every year printed in one of these slots; nothing of a budget, which looks ahead."""
    year = scope.report.year
    if year is None or scope.report.kind != "决算":
        yield Unchecked("M101", "not_applicable")
        yield Unchecked("D108", "not_applicable")
        return
    yield from _titles(scope, year)
    for passage in scope.body:
        if passage.topic in _PLAIN or "年" not in passage.text:
            continue
        yield from _slot(_COMPARED, passage, year - 1, "对比年度")
        if passage.topic == "assets":
            yield from _slot(_AS_OF, passage, year, "截止日期")


def _titles(scope: Scope, year: int) -> Iterator[Relation]:
    """Each title once: what is a heading in one format is a line in another."""
    report = scope.report
    cover = (normalise(report.title), scope.passages[0].place_at(0)) if scope.passages else None
    headings = [(s.title, s.place) for s in report.sections if scope.topics[s.id] != "performance"]
    tables = [(normalise(table.title), table.place) for table in report.forms()]
    told: set[str] = set()
    for title, place in (*([cover] if cover is not None else []), *headings, *tables):
        match = _TITLED.search(title)
        if match is not None and title not in told:
            told.add(title)
            yield said("M101", title.replace(match["year"], "N"), match["year"], str(year), place, name=title)
    for table in report.forms():
        if table.year is not None:
            name = f"{table.title} {table.year}年度"
            yield said("M101", f"{table.id}/年度", str(table.year), str(year), table.place, name=name)


def _slot(pattern: re.Pattern[str], passage: Passage, year: int, name: str) -> Iterator[Relation]:
    for match in pattern.finditer(passage.text):
        far = abs(int(match["year"]) - year) > 1  # a comparison over several years may be meant
        yield said(
            "D108", f"{passage.topic}/{name}", match["year"], str(year),
            passage.place_at(match.start("year")), severity="note" if far else None,
            name=name, around=match[0],
        )  # fmt: skip
