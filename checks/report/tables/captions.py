"""The lines around a table: which name it, which give its unit or department, which are notes below it.

Takes normalised lines (`labels.normalise`); gives what each line is. Nothing here knows a grid. Before
this module: `labels`, `forms`. After it: `segments` (lines inside a grid) and `surroundings`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from checks.report.forms import Form, load_forms
from checks.report.labels import clean, normalise

_UNIT = r"亿元|百万元|千元|万元|元"
_UNIT_LINE = re.compile(
    rf"（?(?:金额|货币|计量)?单位(?:：|为)?（?(?:人民币)?(?P<unit>{_UNIT})）?(?!/)|以(?:人民币)?(?P<by>{_UNIT})为(?:金额)?单位"
)
_UNIT_IN_HEADER = re.compile(
    rf"（(?:单位：?)?(?P<unit>{_UNIT})）|(?:金额|[预决]算数|支出|收入)[/：]?(?P<bare>万元|千元)$"
)
_DEPARTMENT = re.compile(
    r"(?:编制|填报|公开|编报|预算|主管|填表)?(?<!金额)(?<!货币)(?<!计量)(?:部门|单位)(?:名称|（单位）|（部门）)?(?:（[公盖]章）)?："
    rf"(?!（?(?:人民币)?(?:{_UNIT}))[^：]*?(?=(?:金额|货币|计量)?单位：|$)"
)
_CAPTION = re.compile(
    r"(?:公开|财决(?:公开)?|财预|决算|预算)(?:[0-9]{1,2}|附[0-9]{1,2})(?:-[0-9]{1,2})?表"
    r"|^(?:附?(?:件|表)|续?表|附)(?:[0-9]{1,2}?(?:-[0-9]{1,2})?(?=20[0-9][0-9]年|[^0-9.]|$)|[一二三四五六七八九十]{1,3}(?=[：、]|$))[：、]?"
)
_PAGE = re.compile(r"-?[0-9]{1,3}-?|第[0-9]+页(?:，?共[0-9]+页)?|（?续(?:表|上表)?）?[0-9]*")
_DATE = re.compile(r"（?(?:20|[X×]{2})\d{0,2}年(?:度|\d{1,2}月(?:\d{1,2}日)?)?）?|编制日期：.*|填报日期：.*")
_YEAR_LINE = re.compile(r"(?<!\d)(20\d\d)年度|^（?(20\d\d)年）?$")
_NUMBERING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.]|（[一二三四五六七八九十0-9]{1,3}）|[0-9]{1,2}[、.．](?![0-9]))"
)
_YEAR = re.compile(r"(?:20\d\d|[X×]{2,4})年度?")
_TAIL = re.compile(r"（?(?:续表?|空表|此表为空|本表为空)）?[0-9]*$|（(?:部门|单位)）$|[0-9.·…]*$")
_BRACKET = re.compile(r"（[^（）]*）$")
_OTHER_TITLE = re.compile(
    r"(?:财政|拨款|预算|基金|资本|经费|支出|收入|结余|经营|基本|项目|专户|采购|情况|非税|公用|人员|工资|[和及与、（“])$"
)
"""Before 收入决算表 in a title, these make it the title of another table (政府性基金预算收入决算表)."""
_NOTE = re.compile(
    r"（?(?:注|说明|备注|附注)(?:[0-9]{0,2}[：.、]|[0-9]{0,2}$)"
    r"|\*?本表(?:反映|以|为|金额|数据|公开|无|批复|依据|按)"
)
_EMPTY = re.compile(r"本表(?:为空|无数据|无内容|空表)|(?:为|公开|以)空表|无数据|没有数据|故(?:本|此)表")
_NONE = re.compile(
    r"(?:没有|未(?:发生|安排|使用|取得)|无|不涉及|不存在).*(?:收入|支出|收支|拨款|经费|预算|基金|结余)"
)
_GENERAL = re.compile(r"(?:部门|单位|年度?)决算[公开]*(?:报|附)?表$")
_SENTENCE = re.compile(r"[。；]|，.*，")

LONGEST_TITLE = 60
LONGEST_SENTENCE = 150


@dataclass(frozen=True, slots=True)
class Naming:
    """A form that a title line names. shared: other tables carry this title too."""

    form: Form
    shared: bool


def unit_of(line: str) -> str:
    """The money unit that a line gives (单位：万元), "" when it gives none."""
    match = _UNIT_LINE.search(line)
    return (match["unit"] or match["by"]) if match else ""


def year_of(line: str) -> int | None:
    """The fiscal year that a line above a table gives (部门：某局 2022年度 单位：万元), None without one."""
    match = _YEAR_LINE.search(line)
    return int(match[1] or match[2]) if match else None


def unit_in_header(text: str) -> str:
    """The money unit inside a column's header (金额（万元）), "" when there is none."""
    match = _UNIT_IN_HEADER.search(text)
    return (match["unit"] or match["bare"]) if match else ""


def without_furniture(line: str) -> str:
    """A line without unit, department, caption and 续表; "" when nothing else is on it."""
    line = _DEPARTMENT.sub("", line) if "：" in line else line
    line = _UNIT_LINE.sub("", line)
    line = _CAPTION.sub("", line) if "表" in line or "附" in line else line
    line = line.replace("（）", "").strip("：，、")
    if _PAGE.fullmatch(line) or _DATE.fullmatch(line):
        return ""
    return line


def is_furniture(line: str) -> bool:
    """Unit, department, caption, date or page number: a line that belongs to a table and names nothing."""
    if len(line) > LONGEST_TITLE * 2:
        return False
    return not without_furniture(line) or (
        bool(unit_of(line)) and not _SENTENCE.search(line) and "表" not in line
    )


@lru_cache(maxsize=4096)
def namings(line: str) -> tuple[Naming, ...]:
    """The forms that a line may be the title of, best first; () when it is no title."""
    if "表" not in line or len(line) > LONGEST_TITLE * 2 or line.endswith(("。", "；", "，")):
        return ()
    title = _name(line)
    if not title or len(title) > LONGEST_TITLE or _SENTENCE.search(title):
        return ()
    found = []
    for form, start, shared in load_forms().titled(title):
        before = _YEAR.sub("", _numberless(title[:start]))
        if not _OTHER_TITLE.search(before):
            found.append(Naming(form, shared))
    return tuple(found)


def _name(line: str) -> str:
    """What a title line calls its table, without a bracket behind it (（功能科目）, （续））."""
    return _BRACKET.sub("", _TAIL.sub("", without_furniture(line)))


def _numberless(title: str) -> str:
    while match := _NUMBERING.match(title):
        title = title[match.end() :]
    return title


def is_title(line: str) -> bool:
    """A line that may name a table no form knows (表2：综合评价得分情况表)."""
    if len(line) > LONGEST_TITLE or _SENTENCE.search(line) or line.endswith(("：", "，", "、")):
        return False
    title = _name(line)
    return bool(title) and (
        bool(_CAPTION.match(line)) or title.endswith(("表", "一览", "清单", "明细", "统计"))
    )


def is_general(title: str) -> bool:
    """A title of the whole set of tables (2024年度部门决算表), which names none of them."""
    return bool(_GENERAL.search(normalise(title)))


def shown_title(printed: str) -> str:
    """A title line as it is shown: without number, caption, unit and department."""
    title = clean(printed).replace(":", "：")
    return _numberless(_TAIL.sub("", without_furniture(title)).strip()).strip()


def is_note(line: str) -> bool:
    """A note below a table: 注：…, 说明：…, 本表反映…"""
    return bool(_NOTE.match(line)) or (bool(_EMPTY.search(line)) and len(line) <= LONGEST_SENTENCE)


def states_empty(line: str) -> bool:
    """A sentence that says why a table is empty: 本部门没有…，故本表无数据. The template's own instruction
    (无…的，仍保留该表格式，并作下述说明：) does not."""
    if line.endswith("：") or "下述" in line or "如无" in line:
        return False
    return bool(_EMPTY.search(line)) or (bool(_NONE.search(line)) and not line.startswith("注：本表反映"))


def says_no_table(line: str) -> bool:
    """A sentence in the place of a table: …故本表为空, …公开空表."""
    return len(line) <= LONGEST_SENTENCE and bool(_EMPTY.search(line)) and states_empty(line)
