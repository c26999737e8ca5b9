"""What the words before a number name: the subject of a statement.

Takes the words since the number before (`lead`), the phrase of them right before this one, and its `Role`;
gives the quantity in the report's own words, without those that only introduce the number. Before this
module: `phrases`. After it: `statements`.
"""

from __future__ import annotations

import re

from checks.report.narrative.phrases import Role

_CLAUSE = re.compile(r"[，；：。]")
_DATED = re.compile(
    r"^(?:截至)?(?:[^，。；：]{0,40}?(?<!\d))?(?:20\d\d年(?:度|底|末|初)?(?:\d+月\d+日)?)"
    r"|^(?:本部门|本单位|我局|我部门|学校|全年|本年度)(?=[\u4e00-\u9fff“]{4})"
)
_ITEM_TITLE = re.compile(
    r"(?P<name>[^，。；：（）\d]{2,20}(?:（境）)?[^，。；：（）\d]{0,6}?)(?:情况)?(?:说明)?。"
)
_YEAR_ON = re.compile(r"(?:比|较|与|同)?20\d\d年.*$")
"""公务用车购置费2021年决算数: the year stands behind what it is said of."""
_FILLER = re.compile(
    r"(?:(?:全年)?执行数|实际支出|支出决算数?|收入决算数?|(?<!总)决算数?|年初预算数?|全年预算数?|预算数|支付验收款|金额|(?<!收入)(?<!收、)(?<!收)支出总额)?(?:均|各|分别)?(?:为|是|达到?|共计|总计(?=为)|共|：|约)*$"
)
_BUDGET_WORD = re.compile(
    r"的?(?:完成|比|较)?(?:年初|全年|当年|调整后?|年度)?预算(?:数|额|安排)?(?:安排|为|是)*$"
)
_CHANGING = re.compile(
    r"(?:比|较|与|同|大于|高于|多于|小于|低于|少于).*$|(?:决算数?|各)*(?:增加|增长|减少|下降|降低|上升|多|少)(?:了|额)?$"
)
_LIST_LEAD = re.compile(r"^.*(?:其中|包括|方面|如下|分别为|划分为|划分|分为|主要是|主要包括)[：，]?")
_OPEN_ITEM = re.compile(r"^(?:\d{1,2}[、.．]|（\d{1,2}）|一是|二是|三是|四是|五是|和|及|以及|、|，)")
_SHARING = re.compile(r"(?P<of>.*?)(?:约|各|所|均|共|分别|合计)*占")
_QUOTED = re.compile(r"^“([^”]*)”?$")
_KIND_OF_TOTAL = re.compile(r"(?:支出|决算|总额|总数|合计|数)+$")
_COMPARED = re.compile(
    r"(?:^|[。；])(?P<of>[^，。；：]{2,40}?)(?:与|较|同|和)[^，。；：]{1,10}(?:相比较?|比较|对比|比)，[^，]*$"
)
"""收入支出总体与上年相比，增加D万元: what is compared stands before the comma."""
_THE_SAME = re.compile(r"^(?:其|该项?|此项|上述)?(?:费用|经费|资金)?(?:支出)?$")
"""费用支出较年初预算数减少…: of the expense that the sentence before names."""


def phrase_of(lead: str) -> str:
    """The words right before a number: since the last comma or stop, an opened bracket kept."""
    cut = 0
    for match in _CLAUSE.finditer(lead):
        if match.end() < len(lead):
            cut = match.end()
    return lead[cut:]


def compared(lead: str, role: Role) -> str:
    """What a change or a budget is told of, when it is named before the comparison."""
    named = _COMPARED.search(lead) if role.role in {"change", "budget"} else None
    return subject_of(named["of"], role) if named is not None else ""


def subject_of(phrase: str, role: Role) -> str:
    """What the phrase names, without the words that only introduce the number."""
    if role.role in {"growth", "completion", "difference", "points", "rate"}:
        return ""
    if role.role == "share":
        # 公务接待费支出决算占3.92%: of the list's own total, and of no amount before it
        sharing = _SHARING.match(phrase) if not role.base else None
        phrase = sharing["of"] if sharing is not None else ""
    text = _LIST_LEAD.sub("", phrase)
    text = _OPEN_ITEM.sub("", text)
    if role.role == "change":
        text = _CHANGING.sub("", text)  # before the date, which is last year's here: …支出决算比2018年度增加
    undated = _DATED.sub("", text)
    text = undated if not _FILLER.match(undated) else _YEAR_ON.sub("", text)
    if role.role == "budget":
        text = _BUDGET_WORD.sub("", text)
    text = _FILLER.sub("", text)
    if role.role == "change" and _THE_SAME.search(text):
        return ""
    return _QUOTED.sub(r"\1", text.strip("：，、 ")).lstrip("”").rstrip("“")


def core(subject: str) -> str:
    """The quantity without the words for its kind of total: “三公”经费支出决算 is “三公”经费."""
    return _KIND_OF_TOTAL.sub("", subject)


def item_title(text: str, lead: int, start: int) -> str:
    """1. 公务接待费。2021年决算数A万元: the title of the item, up to the sentence at `start`. lead: where the
    item number ends, without which nothing is a title."""
    title = _ITEM_TITLE.fullmatch(text, lead, start) if lead else None
    return title["name"] if title is not None else ""
