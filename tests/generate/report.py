"""The whole: `generate(size, seed, style)` gives a Draft whose figures are consistent with each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random

from tests.generate import errors, ledger, matters, narrative, sheets, statements
from tests.generate.draft import Block, Draft, Para
from tests.generate.ledger import Ledger
from tests.generate.pages import laid_out
from tests.generate.sheets import Sheet, ordinal
from tests.generate.speech import Speech
from tests.generate.style import STYLES, Press, Style

_PLACES = ("岚州市青榆区", "岚州市", "临川县", "海栖市望潮区", "云岭省")
_OFFICES = ("民政局", "水务局", "文化和旅游局", "市场监督管理局", "应急管理局", "档案馆")
_SECTIONS: dict[str, Callable[[Speech], Iterable[Block]]] = {
    "收入支出决算总体情况说明": narrative.overall,
    "收入决算情况说明": narrative.income,
    "支出决算情况说明": narrative.expenditure,
    "财政拨款收入支出决算总体情况说明": narrative.appropriation,
    "一般公共预算财政拨款支出决算情况说明": narrative.general,
    "一般公共预算财政拨款基本支出决算情况说明": narrative.basic,
    "财政拨款“三公”经费支出决算情况说明": matters.official,
    "政府性基金预算财政拨款收入支出决算情况说明": matters.funds,
    "国有资本经营预算财政拨款支出决算情况说明": matters.capital,
    "预算绩效管理情况": matters.performance,
    "其他重要事项的情况说明": matters.other,
}


def generate(size: int = 1, seed: int = 0, style: str | Style = "guangdong", slips: int = 0) -> Draft:
    """A report with size × the accounts of the first sample. The same arguments give the same report.
    slips: how many errors to put in, each with its ground truth in `Draft.slips`."""
    look = STYLES[style] if isinstance(style, str) else style
    random = Random(f"{look.name}/{size}/{seed}")
    books = ledger.draw(look.year, size, random)
    department = random.choice(_PLACES) + random.choice(_OFFICES)
    draft = _written(books, Press(look), department, random)
    return errors.put_in(draft, slips, random) if slips else draft


def _written(books: Ledger, press: Press, department: str, random: Random) -> Draft:
    year = books.year
    speech = Speech(department, books, press, random)
    tables = _tables(books, press)
    sections = {
        heading: section
        for heading, section in _SECTIONS.items()
        if year >= 2020 or section is not matters.capital
    }
    titles = [f"{ordinal(i)}、{sheet.title}" for i, sheet in enumerate(tables, 1)]
    headings = [f"{ordinal(i)}、{heading}" for i, heading in enumerate(sections, 1)]
    about = _Chapter(f"{department}概况", (), _about(department, year))
    printed = [block for i, sheet in enumerate(tables, 1) for block in laid_out(sheet, i, department, press)]
    annex = _Chapter(f"{year}年度部门决算表", titles, printed)
    told: list[Block] = []
    for heading, section in zip(headings, sections.values(), strict=True):
        told += [Para((heading,), 2), *section(speech)]
    narrative_ = _Chapter(f"{year}年度部门决算情况说明", headings, told)
    terms = _Chapter("名词解释", (), list(matters.glossary()))
    last = press.style.tables_last
    chapters = [about, narrative_, terms, annex] if last else [about, annex, narrative_, terms]
    blocks: list[Block] = [Para((f"{department}{year}年度部门决算",), 1), Para(("目录",))]
    for number, chapter in enumerate(chapters, 1):
        blocks += [Para((line,)) for line in (f"第{ordinal(number)}部分 {chapter.title}", *chapter.contents)]
    for number, chapter in enumerate(chapters, 1):
        blocks += [Para((f"第{ordinal(number)}部分 {chapter.title}",), 1), *chapter.blocks]
    return Draft(f"{department}{year}年度部门决算", tuple(blocks))


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A 部分 of the report: its title, its lines in the list of contents, and what it says."""

    title: str
    contents: Sequence[str]
    blocks: Sequence[Block]


def _about(department: str, year: int) -> list[Block]:
    return [
        Para(("一、主要职能",), 2),
        Para((f"{department}承担法律法规规定的职责和上级交办的其他任务。",)),
        Para(("二、部门决算单位构成",), 2),
        Para((f"纳入{year}年度部门决算编制范围的单位为{department}本级。",)),
    ]


def _tables(books: Ledger, press: Press) -> list[Sheet]:
    """The tables in the order of the style: 三公 before the funds, or last as most print it from 2022."""
    coded, flows = sheets.code_sheets(books, press), sheets.flow_sheets(books, press)
    first = [
        *(statements.overall(books, press), coded["T2"], coded["T3"]),
        *(statements.fiscal(books, press), coded["T5"], statements.economic(books, press)),
    ]
    official = statements.official(books, press)
    last = [*flows.values(), official] if press.style.wording == "central" else [official, *flows.values()]
    extra = [sheets.non_tax_sheet(books, press)] if press.style.non_tax else []
    return [*first, *last, *extra]
