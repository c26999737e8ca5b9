"""The same clause printed twice with its numbers (catalogue N119, for indicators and achievements).

A performance chapter copies whole clauses from its tables into its text, and the reason of a change is told
in every section that tells the change. Clauses that are the same but for their numbers state the same
quantities, so their numbers must be the same. Only long clauses count, since short ones (实际支出#万元)
recur for other projects. Clauses that only end alike are seen by fit: their numbers are the same, or one is a
slip. Before this module: `context`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.relations.narrative.context import Context, left, right, terms
from checks.relations.relation import Relation, Tolerance
from checks.report.report import Figure, Kind

_CLAUSE_END = re.compile(r"[，。；！？]")
_SHORTEST = 8
"""Characters of a clause beside its numbers and the words of any change; a shorter one is read with the
clause before it (平均每个镇街政务中心已进驻#个业务部门，占总部门数的#). Templates of money recur for every
project and are left out."""
_TAIL = 10
_LONG_TAIL = 12
"""Signs from two before the first number on: of so many, clauses that begin otherwise are held to say the
same when their numbers can tell (131个政务服务事项); of so many more, when one of several numbers does."""
_TELLING = 3  # digits: two shorter numbers that differ in one are two numbers

_LEAD = re.compile(r"^(?:\d+[.、]|其中|并|且|（\d+）|预期(?:值|目标)为)+")
_TEMPLATE = re.compile(
    r"比|较|与|同|上年|去年|\d{4}年?|年度|相比|决算数?|预算数?|增加|减少|增长|下降|降低|上升|完成|占|各|万?元|%|#"
)
"""Words that any two changes share: 比上年增加#万元，增长#% is said of every subject."""

_PERFORMANCE = {"performance", "duties"}
_TOPICS = {*_PERFORMANCE, "overall", "income", "expenditure", "fiscal", "gpb", "gpb_overall", "gpb_structure"}

_MONEY = re.compile(r"预算|决算|执行|支出执行|实际支出|资金使用|得分|预期值")
_INDICATOR = re.compile(r"指标|满意度")  # of its own row (`indicators`)


def echoes(context: Context) -> Iterator[Relation]:
    """Every clause that is a copy of an earlier one, number by number against the first."""
    inside: dict[int, list[Figure]] = {}
    for figure in context.report.figures:
        if figure.paragraph is not None and figure.kind is not Kind.OTHER:
            inside.setdefault(figure.paragraph, []).append(figure)
    topics = {s.paragraph: s.topic for s in context.report.statements}
    bound = {f.figure for s in context.report.statements if context.subject(s) for f in s.facts}
    first: dict[str, list[Figure]] = {}
    ends: dict[str, list[Figure]] = {}
    for index, figures in inside.items():
        text, topic = context.report.paragraphs[index].text, topics.get(index, "performance")
        if topic not in _TOPICS:
            continue
        for clause, numbers in _clauses(text, figures):
            if topic not in _PERFORMANCE and any(f.id in bound for f in numbers):
                continue  # what has a subject is tied to its cell, and told again for another scope
            told = first.setdefault(clause, numbers)
            tail = _tail(clause) if topic in _PERFORMANCE else ""
            if told is numbers and tail:
                told = ends.setdefault(tail, numbers)
                if not _one_slip(tail, numbers, told):
                    continue
            if told is numbers:
                continue
            for one, other in zip(numbers, told, strict=True):
                yield Relation(
                    "N119", Tolerance.EXACT if one.kind is Kind.COUNT else Tolerance.SAME,
                    f"performance/{clause[:24]}", terms(left(one.id), right(other.id)),
                    details={"name": clause.replace("#", "…")[:24]},
                )  # fmt: skip


def _clauses(text: str, figures: list[Figure]) -> Iterator[tuple[str, list[Figure]]]:
    """Clauses with their numbers taken out, and those numbers."""
    cuts = [m.end() for m in _CLAUSE_END.finditer(text)] + [len(text)]
    start, at = 0, 0
    before: tuple[int, int, list[Figure]] = (0, 0, [])
    for cut in cuts:
        numbers = []
        while at < len(figures) and figures[at].start < cut:
            numbers.append(figures[at])
            at += 1
        own = (start, cut, numbers)
        if numbers:
            clause = _stripped(text, *own)
            alone = _length(clause) >= _SHORTEST and not clause.startswith("占")
            key = clause if alone else f"{_stripped(text, *before)}，{clause}"
            if not _MONEY.search(key) and not _INDICATOR.search(clause) and _length(key) >= _SHORTEST:
                yield key, numbers
        start, before = cut, own


def _length(clause: str) -> int:
    """Characters that are the clause's own."""
    return len(_TEMPLATE.sub("", clause))


def _stripped(text: str, start: int, end: int, numbers: list[Figure]) -> str:
    """The clause with # for each number; its unit stays."""
    made, at = [], start
    for figure in numbers:
        made.append(text[at : figure.start])
        at = figure.start + len(figure.text)
    made.append(text[at:end])
    return _LEAD.sub("", "#".join(made)).rstrip("，。；！？")


def _tail(clause: str) -> str:
    """The end of a clause from two signs before its first number on; its last signs where that is short."""
    at = max(0, min(clause.find("#") - 2, len(clause) - _TAIL))
    return clause[at:] if len(clause) >= _TAIL else ""


def _one_slip(tail: str, numbers: list[Figure], told: list[Figure]) -> bool:
    """The numbers are those told before, but for one of them, and there for one digit when it is alone."""
    if len(numbers) != len(told) or any(figure.kind is Kind.AMOUNT for figure in numbers):
        return False  # 涉及金额#万元 ends like any other
    pairs = [(one.text, other.text) for one, other in zip(numbers, told, strict=True)]
    differing = [pair for pair in pairs if pair[0] != pair[1]]
    if len(tail) >= _LONG_TAIL and len(pairs) > 1:
        return len(differing) <= 1
    if min(len(text) for pair in pairs for text in pair) < _TELLING:
        return False
    return len(differing) <= 1 and all(_digits_apart(*pair) == 1 for pair in differing)


def _digits_apart(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))
