"""D107: a reason that speaks of the other direction: an increase because 减少会议支出.

Only a reason of one direction about one kind of money is judged: 减少 of an expenditure, of staff or of
projects for an expenditure that grew, and the reverse. What was more or less last year, what was carried
over, paid back or received turns the direction about, and so does a second reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.relations.narrative.wording.scope import Scope, printed, said
from checks.relations.relation import Relation
from checks.report.report import Fact, Statement

_REASON = re.compile(
    r"[^。；]{0,4}?(?:主要)?(?:变动|增减)?(?:原因)?(?:主要)?(?:是|为|系|：|由于|因)+(?P<why>[^。；]{2,60})(?:[。；]|$)"
)
_CAUSE = re.compile(r"原因|由于|主要是|主要系|主要因")
_OF = r"[^，、。；]{0,12}?(?:支出|经费|费用|开支|人员|项目|采购|购置|活动|会议|培训|接待)"
_MORE = re.compile(rf"(?:增加|新增|增长|扩大){_OF}|{_OF}(?:增加|新增|增长|增多)")
_LESS = re.compile(rf"(?:减少|压减|压缩|削减|缩减|降低|严控){_OF}|{_OF}(?:减少|压减|压缩|下降|缩减)")
_UP = re.compile(r"增|新|多|提高|上升|上涨|扩大|追加|调入|补发|提升|加大|加强|启动|开展|建设")
_DOWN = re.compile(r"减|压缩|缩减|降|下|少|节约|厉行|严控|取消|调出|退休|完成|结束|停|未")
_TURNED = re.compile(
    r"上年|去年|上一年|往年|20\d\d年|以前|结转|结余|收入|收回|退|缴|基数|口径|划转|转入|转出|调整|对冲|抵"
)
_SPENDING = re.compile(r"支出|经费|费用?$|费（|采购")


def because(scope: Scope) -> Iterator[Relation]:
    """Every change of an expenditure against last year or the budget with one plain reason behind it."""
    for statement in scope.report.statements:
        changes = statement.all("change")
        subject = scope.context.label(statement)
        if len(changes) != 1 or not _SPENDING.search(subject) or scope.context.figure(changes[0]).value == 0:
            continue
        why = _why(scope, statement)
        if why:
            yield from _judged(scope, statement, changes[0], why)


def _why(scope: Scope, statement: Statement) -> str:
    """The reason right behind the last figure of a statement, "" without one."""
    text = scope.context.text(statement)
    end = max(scope.context.figure(fact).end for fact in statement.facts)
    match = _REASON.match(text[end : end + 90].lstrip("，。；"))
    return match["why"] if match and _CAUSE.search(match[0]) else ""


def _judged(scope: Scope, statement: Statement, change: Fact, why: str) -> Iterator[Relation]:
    more, less = _MORE.search(why), _LESS.search(why)
    if bool(more) == bool(less) or _TURNED.search(why):
        return
    if (more and _DOWN.search(why)) or (less and _UP.search(why)):
        return
    told = 1 if more else -1
    figure = scope.context.figure(change)
    word = {1: "增加", -1: "减少"}
    yield said(
        "D107", f"{scope.context.name(statement)}/{change.against or 'prior'}/原因",
        word[told], word[change.sign], figure.place, against=[change],
        name=scope.context.label(statement), change=printed(figure), why=why[:40],
    )  # fmt: skip
