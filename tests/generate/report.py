"""The whole: `generate(size, seed, style)` gives a Draft whose figures are consistent with each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
    parts = [
        f"第一部分 {department}概况",
        f"第二部分 {year}年度部门决算表",
        f"第三部分 {year}年度部门决算情况说明",
        "第四部分 名词解释",
    ]
    blocks: list[Block] = [Para((f"{department}{year}年度部门决算",), 1), Para(("目录",))]
    blocks += [Para((parts[0],)), Para((parts[1],))]
    blocks += [Para((f"{ordinal(i)}、{sheet.title}",)) for i, sheet in enumerate(tables, 1)]
    blocks.append(Para((parts[2],)))
    blocks += [Para((f"{ordinal(i)}、{heading}",)) for i, heading in enumerate(sections, 1)]
    blocks.append(Para((parts[3],)))
    blocks.append(Para((parts[0],), 1))
    blocks.append(Para(("一、主要职能",), 2))
    blocks.append(Para((f"{department}承担法律法规规定的职责和上级交办的其他任务。",)))
    blocks.append(Para(("二、部门决算单位构成",), 2))
    blocks.append(Para((f"纳入{year}年度部门决算编制范围的单位为{department}本级。",)))
    blocks.append(Para((parts[1],), 1))
    for index, sheet in enumerate(tables, 1):
        blocks += laid_out(sheet, index, department, press)
    blocks.append(Para((parts[2],), 1))
    for index, (heading, section) in enumerate(sections.items(), 1):
        blocks.append(Para((f"{ordinal(index)}、{heading}",), 2))
        blocks += section(speech)
    blocks.append(Para((parts[3],), 1))
    blocks += matters.glossary()
    return Draft(f"{department}{year}年度部门决算", tuple(blocks))


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
