"""Which budget a completion is of, and how the final amount stands to it: 完成年初预算的C% (D105), 决算数
小于预算数 (D102), 持平 (D103), 没有差异 (D106).

Only what the statement itself prints decides; a sentence that speaks of something else is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from checks.relations.narrative.context import amount_of
from checks.relations.narrative.wording.scope import Scope, printed, said
from checks.relations.relation import Relation
from checks.report.report import Fact, Statement

_COMPARED = re.compile(
    r"(?P<who>[^，。；：]{0,24}?)决算数?(?:(?P<word>大于|高于|多于|小于|低于|少于|等于)(?P<of>年初|全年|调整)?预算"
    r"|(?:与|同|和)(?P<of2>年初|全年|调整)?预算数?(?P<flat>基本持平|持平|一致))"
)
_NO_GAP = re.compile(r"预决算(?:没有|无|不存在)差异")
_YEAR = re.compile(r"^20\d\d年度?|支出$|^其中")
_SIGNS = {
    "大于": 1,
    "高于": 1,
    "多于": 1,
    "小于": -1,
    "低于": -1,
    "少于": -1,
    "等于": 0,
    "持平": 0,
    "基本持平": 0,
    "一致": 0,
}
_WORDS = {1: "大于", -1: "小于", 0: "等于"}
_HALF = Decimal("0.5")


def budget_words(scope: Scope) -> Iterator[Relation]:
    """Every completion that names its budget; every sentence that compares a final amount with it."""
    for statement in scope.report.statements:
        for rate in statement.all("completion"):
            if rate.base in {"年初", "全年"}:
                yield from _named(scope, statement, rate)
    by_paragraph: dict[int, list[Statement]] = {}
    for statement in scope.report.statements:
        by_paragraph.setdefault(statement.paragraph, []).append(statement)
    for paragraph, statements in by_paragraph.items():
        text = scope.report.paragraphs[paragraph].text
        if "预算" in text:
            yield from _compared(scope, text, statements)
            yield from _without_gap(scope, text, statements)


def _named(scope: Scope, statement: Statement, rate: Fact) -> Iterator[Relation]:
    """D105: the budget that 完成…预算 names is printed and not zero; where it is zero or absent and the
    other one gives the printed rate, that one was meant."""
    budgets = {fact.base: fact for fact in statement.all("budget") if fact.base in {"年初", "全年"}}
    figures = {base: scope.context.figure(fact) for base, fact in budgets.items()}
    other = "全年" if rate.base == "年初" else "年初"
    named = figures.get(rate.base)
    figure = scope.context.figure(rate)
    stated = f"完成{rate.base}预算的{printed(figure)}"
    meant = rate.base
    if (
        (named is None or named.value == 0)
        and other in budgets
        and _fits(scope, statement, rate, budgets[other])
    ):
        meant = other
    elif named is None or named.value == 0:
        return
    yield said(
        "D105", f"{scope.context.name(statement)}/完成预算", stated, f"完成{meant}预算的{printed(figure)}",
        figure.place, severity=None if named is not None else "warning",
        about=[rate], against=[*filter(None, [amount_of(statement)]), *budgets.values()],
        name=scope.context.label(statement), budget=named.text if named is not None else "—",
    )  # fmt: skip


def _fits(scope: Scope, statement: Statement, rate: Fact, budget: Fact) -> bool:
    amount = amount_of(statement)
    base = scope.context.figure(budget).nominal
    if amount is None or base == 0:
        return False
    told = scope.context.figure(rate)
    return abs(scope.context.figure(amount).nominal * 100 / base - told.value) <= told.ulp * _HALF


def _compared(scope: Scope, text: str, statements: list[Statement]) -> Iterator[Relation]:
    """D102, D103: 大于, 小于, 等于 and 持平 say what the amounts say, of any budget they may mean."""
    for match in _COMPARED.finditer(text):
        statement = _meant(scope, match["who"], match.start(), statements)
        amount = amount_of(statement) if statement is not None else None
        if statement is None or amount is None:
            continue
        of = match["of"] or match["of2"] or ""
        budgets = [fact for fact in statement.all("budget") if of in {"", fact.base}]
        signs = {_sign(scope, amount, fact) for fact in budgets}
        if not signs:
            continue
        word = match["word"] or match["flat"]
        if word == "基本持平" and _near(scope, statement, amount):
            signs.add(0)
        yield said(
            "D103" if match["flat"] else "D102", f"{scope.context.name(statement)}/与预算相比",
            word, word if _SIGNS[word] in signs else _WORDS[min(signs)],
            scope.report.paragraphs[statement.paragraph].place_at(match.start()),
            against=[amount, *budgets],
            name=scope.context.label(statement),
            final=scope.context.figure(amount).text,
            budget="、".join(scope.context.figure(f).text for f in statement.all("budget")),
        )  # fmt: skip


def _meant(scope: Scope, who: str, at: int, statements: list[Statement]) -> Statement | None:
    """The statement before the comparison that prints a budget; when the words name a subject, the one of
    that subject; none when neither is clear."""
    name = who
    while (shorter := _YEAR.sub("", name)) != name:
        name = shorter
    before = [
        s for s in statements if s.start < at and s.fact("budget") is not None and amount_of(s) is not None
    ]
    if not before:
        return None
    if name:
        return next((s for s in reversed(before) if name in scope.context.label(s)), None)
    last = before[-1]
    return (
        last if not any(s.start > last.start and s.start < at and amount_of(s) for s in statements) else None
    )


def _sign(scope: Scope, amount: Fact, budget: Fact) -> int:
    gap = scope.context.figure(amount).nominal - scope.context.figure(budget).nominal
    return (gap > 0) - (gap < 0)


def _near(scope: Scope, statement: Statement, amount: Fact) -> bool:
    """基本持平 allows one in a hundred (catalogue D103)."""
    value = scope.context.figure(amount).nominal
    budgets = (scope.context.figure(f).nominal for f in statement.all("budget"))
    return any(abs(value - budget) * 100 <= abs(budget) for budget in budgets)


def _without_gap(scope: Scope, text: str, statements: list[Statement]) -> Iterator[Relation]:
    """D106: 预决算没有差异 stands behind a completion of 100 %."""
    for match in _NO_GAP.finditer(text):
        told = [(s, f) for s in statements if s.start < match.start() for f in s.all("completion")]
        if not told:
            continue
        statement, rate = told[-1]
        figure = scope.context.figure(rate)
        yield said(
            "D106", f"{scope.context.name(statement)}/预决算差异",
            match[0], match[0] if figure.value == 100 else "预决算存在差异",
            scope.report.paragraphs[statement.paragraph].place_at(match.start()),
            against=[rate], name=scope.context.label(statement), rate=printed(figure),
        )  # fmt: skip
