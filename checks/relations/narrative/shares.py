"""Shares: A万元，占（B的）Y% (catalogue P101–P103, P109, P111, P112).

The base is the one the words name, else the total that the list breaks down. Where several totals may
be meant, all are options and the one that fits most of the whole list is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from checks.relations.narrative.context import Context, amount_of, base, left, printed, right, terms
from checks.relations.narrative.subjects import quantity
from checks.relations.relation import Relation, Tolerance, Unchecked
from checks.report.report import Fact, Kind, Statement

_MUCH = Decimal("1.1")
_OWN = re.compile(r"^(?:的|其中|全部|比|比重|比例|总额|总数)?$")
_SHARING = re.compile(
    r"(?:^|[，；：。])(?P<of>(?!其|所|约|各|均|共|分别|合计)[^，；：。占]{2,}?)"
    r"(?:支出|收入)?(?:决算)?(?:数|金额|总额|合计)?占"
)
_GENERAL = re.compile(r"^(?:总支出|支出总额|支出总计|全部支出|总收入|收入总额|收入总计)$")
"""Names that a list uses for its own total, and a sentence for that of the whole report."""
_TOTALS = {
    "overall": ("T3//合计/本年支出合计", "T2//合计/本年收入合计"),
    "expenditure": ("T3//合计/本年支出合计", "T1/支出/总计/决算数"),
    "income": ("T2//合计/本年收入合计", "T1/收入/总计/决算数"),
    "fiscal": ("T5//合计/合计", "T4/支出/本年支出合计/合计"),
    "gpb": ("T5//合计/合计",),
    "gpb_overall": ("T5//合计/合计",),
    "gpb_structure": ("T5//合计/合计",),
    "gpb_detail": ("T5//合计/合计",),
    "basic": ("T5//合计/基本支出",),
    "sangong": ("T7//决算数/合计",),
    "fund": ("T8//合计/本年支出",),
    "nontax": ("TN//合计/合计",),
}

_TOLD = {
    "expenditure": "本年支出合计",
    "income": "本年收入合计",
    "gpb_overall": "一般公共预算财政拨款支出",
    "gpb_structure": "一般公共预算财政拨款支出",
    "gpb_detail": "一般公共预算财政拨款支出",
    "sangong": "“三公”经费",
}
"""What a topic's lists break down, where the tables are in a file of their own and the narrative has it."""


def shares(context: Context) -> Iterator[Relation | Unchecked]:
    """Every share with its amount, and the shares of one complete list against 100 %."""
    lists: dict[tuple[object, ...], list[tuple[Statement, Fact, Fact]]] = {}
    for statement in context.report.statements:
        for share in statement.all("share"):
            amount = amount_of(statement) or statement.fact("part") or _cell(context, statement)
            if amount is None or _of_another(statement, share):
                yield Unchecked("P101", "no_amount", context.name(statement), (share.figure,))
            elif context.exact(amount, share):
                home = statement.section if statement.parent < 0 else -1
                key = (statement.parent, statement.split, home, share.base)
                lists.setdefault(key, []).append((statement, amount, share))
    for items in lists.values():
        yield from _list(context, items)


def _cell(context: Context, statement: Statement) -> Fact | None:
    """公务接待费支出决算占3.92%: the amount is in the table alone."""
    subject = context.subject(statement)
    cells = printed(subject.cells) if subject is not None else []
    return Fact(cells[0], "amount") if cells else None


def _of_another(statement: Statement, share: Fact) -> bool:
    """授予中小企业合同金额270万元，货物采购授予中小企业合同金额占货物支出金额的9.16%: the words before 占
    name what no amount is printed for."""
    words = _SHARING.search(share.lead)
    return words is not None and words["of"] not in statement.subject


def _list(context: Context, items: list[tuple[Statement, Fact, Fact]]) -> Iterator[Relation | Unchecked]:
    first = items[0][0]
    named = items[0][2].base
    bases = [b for b in _bases(context, first, named) if b not in {a.figure for _, a, _ in items}]
    if not bases:
        yield Unchecked("P101", "no_base", context.name(first), tuple(s.figure for _, _, s in items))
        return
    choice = f"P/{items[0][2].figure}" if len(bases) > 1 else ""
    for option, figure in enumerate(bases):
        for statement, amount, share in items:
            yield Relation(
                _rule(statement, named),
                Tolerance.RATIO,
                f"{context.name(statement)}/占比/{named}",
                terms(left(share.figure), right(amount.figure), base(figure)),
                choice=choice,
                option=str(option) if choice else "",
                details={"name": _label(context, statement, named)},
            )
        yield from _hundred(context, items, figure, (choice, str(option) if choice else ""))


def _label(context: Context, statement: Statement, named: str) -> str:
    """What is shared out; where the words before the amount name nothing (共4011.72万元), what it is a
    share of."""
    label = context.label(statement)
    return label if len(label) > 1 else f"占{named}"


def _rule(statement: Statement, named: str) -> str:
    if statement.topic in {"procurement", "nontax", "sangong"}:
        return {"procurement": "P111", "nontax": "P112", "sangong": "P109"}[statement.topic]
    return "P103" if "本年支出" in named or "本年收入" in named else "P101"


def _bases(context: Context, statement: Statement, named: str) -> list[int]:
    """Figures that may be the base, the likeliest first."""
    if _GENERAL.match(named):
        return _totals(context, statement, (*_TOTALS.get(statement.topic, ()), *_TOTALS[_side(named)]))
    words = (
        re.sub(r"^(?:20\d\d年度?|本年度?|部门|全部|年度)+(?=..)", "", named) if not _OWN.match(named) else ""
    )
    if words:
        stated = _stated(context, statement, words)
        subject = context.subjects.measure(named, statement.topic) or context.subjects.measure(
            words, statement.topic
        )
        # 本年支出合计 in the section of the fund is that of the whole report, or the section's own
        whole = context.subjects.measure(words, "") if statement.topic != "procurement" else None
        targets = [t for s in (subject, whole) if s is not None for t in s.cells]
        cells = [c for c in printed(targets) if _holds(context, statement, c)]
        if not cells:
            cells = _told_elsewhere(context, statement, words)
        if stated or cells:
            return list(dict.fromkeys([*cells[:1], *stated, *cells[1:]]))[:4]
        if not re.search(r"总|合计|支出|收入|全", words):
            return []
    return _totals(context, statement, _TOTALS.get(statement.topic, ()))


def _told_elsewhere(context: Context, statement: Statement, words: str) -> list[int]:
    """The base where no table has it: what another section states of the same quantity."""
    named = quantity(words, statement.topic) or quantity(words, "")
    told = context.told.get(named.key, []) if named is not None else []
    return [fact.figure for fact in told[:2]]


def _side(named: str) -> str:
    return "income" if "收入" in named else "expenditure"


def _holds(context: Context, statement: Statement, cell: int) -> bool:
    """A whole is not less than its part: a cell that is, states something else (5105.75万元占一般公共预算
    项目支出总额的100% is said of the budget, which no table has)."""
    amount = amount_of(statement) or statement.fact("part")
    return amount is None or context.figure(amount).nominal <= context.report.figures[cell].nominal * _MUCH


def _totals(context: Context, statement: Statement, specs: tuple[str, ...]) -> list[int]:
    """The totals a list may break down: the amount before it, an item of the breakdown before it, the
    cells of the topic, the heads of the section."""
    found: list[int] = []
    if statement.parent >= 0:
        parent = amount_of(context.statement(statement.parent))
        found += [parent.figure] if parent is not None else []
        for split, group in context.breakdowns.get(statement.parent, {}).items():
            if split != statement.split:
                found += [f.figure for s in group if (f := amount_of(s)) is not None]
    cells = [cell for spec in specs for cell in printed(context.subjects.cells((spec,)))]
    if not cells:
        told = context.told.get(_TOLD.get(statement.topic, ""), [])
        cells = [fact.figure for fact in told[:2] if context.figure(fact).value != 0]
    found += cells
    found += _heads(context, statement)
    return list(dict.fromkeys(found))[:6]


def _heads(context: Context, statement: Statement) -> list[int]:
    """Totals that earlier sentences of the section state: amounts that are part of nothing."""
    return [
        f.figure
        for s in islice(context.before(statement), 12)
        if s.parent < 0
        and not s.fact("share")
        and (f := amount_of(s)) is not None
    ][:1]


def _stated(context: Context, statement: Statement, words: str) -> list[int]:
    """Amounts of the section, nearest first, whose subject has the words of the base: 占会议费 after
    会议费1.18万元, 占授予中小企业合同金额的 after 授予中小企业合同金额."""
    core = re.sub(r"(?:支出)?(?:金额|总额|总数|合计|支出)$", "", words)
    if len(core) < 2:
        return []
    found = []
    for other in context.before(statement):
        fact = amount_of(other)
        if fact is not None and core in other.subject and context.figure(fact).kind is Kind.AMOUNT:
            found.append(
                (not other.subject.endswith(core), other.parent >= 0, len(other.subject), fact.figure)
            )
    return [figure for *_, figure in sorted(found)][:2]


def _hundred(
    context: Context, items: list[tuple[Statement, Fact, Fact]], total: int, option: tuple[str, str]
) -> Iterator[Relation]:
    """P102: the shares of a complete breakdown add up to the share of the amounts added up: to 100, but
    for the tail that the amounts themselves leave (46.20 of 46.21)."""
    if len(items) < 2 or any(context.figure(s).unit != "%" for _, _, s in items):
        return
    whole = context.report.figures[total].nominal
    added = sum(context.figure(a).nominal for _, a, _ in items)
    if whole == 0 or abs(added - whole) * 200 > whole:
        return
    yield Relation(
        "P102",
        Tolerance.RATIO,
        f"{context.name(items[0][0])}/占比合计/{items[0][2].base}",
        terms(left(*(s.figure for *_, s in items)), right(*(a.figure for _, a, _ in items)), base(total)),
        choice=option[0],
        option=option[1],
        details={"name": context.label(items[0][0])},
    )
