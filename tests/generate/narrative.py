"""The explanation of the money: income, expenditure, appropriation, general budget, basic expenditure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.generate import accounts
from tests.generate.draft import Block, Para
from tests.generate.ledger import FISCAL, GPB, OTHER_INCOME, Line, tally
from tests.generate.speech import Said, Speech


def overall(speech: Speech) -> Iterable[Block]:
    """收、支总计 and how it moved."""
    now, before = speech.ledger.now, speech.ledger.before
    whole = now.sum("opening") + now.sum("income")
    amount = speech.amount(whole, "总计")
    if speech.has("overall_income"):
        yield from _two_sides(speech, whole)
        yield Para(tuple(speech.change("overall", "总计", whole, before.sum("income"))))
        return
    said = speech.say("overall", A=amount, A2=amount)
    yield Para((*said, *speech.change("overall", "总计", whole, before.sum("income"))))


def _two_sides(speech: Speech, whole: int) -> Iterable[Block]:
    """Each side with its balances in a paragraph of its own, the comparison of both behind them."""
    now = speech.ledger.now
    sides = (("overall_income", "income", "opening"), ("overall_expense", "spent", "closing"))
    for key, year, balance in sides:
        amounts = {"A": whole, "B": now.sum(year), "E": now.sum(balance)}
        yield Para(tuple(speech.say(key, **{k: speech.amount(v, f"{key}/{k}") for k, v in amounts.items()})))


def income(speech: Speech) -> Iterable[Block]:
    """本年收入合计 by source: shares in one paragraph, or the movement of each in its own."""
    now, before = speech.ledger.now, speech.ledger.before
    kinds = [kind for kind in (*FISCAL, *OTHER_INCOME) if now.sum("income", kind)]
    if speech.press.style.growth_items:
        yield Para(tuple(speech.say("income", A=speech.amount(now.sum("income"), "本年收入"))))
        for index, kind in enumerate(kinds, 1):
            moved = speech.change(
                "item", _income_name(kind), now.sum("income", kind), before.sum("income", kind)
            )
            yield Para((speech.item(index), *moved))
        return
    amounts = [(_income_name(kind), now.sum("income", kind)) for kind in kinds]
    yield _shares(speech, "income", "本年收入", amounts, before.sum("income"))
    if speech.has("opening"):
        yield Para(tuple(speech.say("opening", A=speech.amount(now.sum("opening"), "年初结转"))))


def expenditure(speech: Speech) -> Iterable[Block]:
    """本年支出合计 as basic and project expenditure."""
    now, before = speech.ledger.now, speech.ledger.before
    parts = [("基本支出", "basic"), ("项目支出", "project")]
    if speech.press.style.growth_items:
        yield Para(tuple(speech.say("expense", A=speech.amount(now.sum("spent"), "本年支出"))))
        for index, (name, measure) in enumerate(parts, 1):
            moved = speech.change("item", name, now.sum(measure), before.sum(measure))
            yield Para((speech.item(index), *moved))
        return
    amounts = [(name, now.sum(measure)) for name, measure in parts]
    yield _shares(speech, "expense", "本年支出", amounts, before.sum("spent"))
    if speech.has("closing"):
        yield Para(tuple(speech.say("closing", A=speech.amount(now.sum("closing"), "年末结转"))))


def appropriation(speech: Speech) -> Iterable[Block]:
    """财政拨款收、支总计 and how it moved."""
    now, before = speech.ledger.now, speech.ledger.before
    whole = now.sum("opening", *FISCAL) + now.sum("income", *FISCAL)
    said = speech.say("fiscal", A=speech.amount(whole, "财政拨款总计"))
    moved = speech.change("fiscal", "财政拨款总计", whole, before.sum("income", *FISCAL))
    yield Para((*said, *moved))


def general(speech: Speech) -> Iterable[Block]:
    """The general public budget: the whole, its structure by 类, and every 项 against its budget."""
    now, before = speech.ledger.now, speech.ledger.before
    spent, all_spent = now.sum("spent", GPB), now.sum("spent")
    amount = speech.amount(spent, "一般公共预算支出")
    yield Para(("（一）一般公共预算财政拨款支出决算总体情况",), 3)
    said = speech.say("general", A=amount, S=speech.percent(spent, all_spent, "一般公共预算支出/share"))
    said += speech.change("general", "一般公共预算支出", spent, before.sum("spent", GPB))
    yield Para((*said, *gap(speech, "general", spent, sum(speech.ledger.budget.values()))))
    yield Para(("（二）一般公共预算财政拨款支出决算结构情况",), 3)
    by_class = tally((x for x in now.lines if x.source == GPB), lambda line: line.spent)
    items = [
        speech.say(
            "structure_item",
            name=_class_name(speech, name),
            A=speech.amount(by_class[code], f"T5/{code}"),
            S=speech.percent(by_class[code], spent, f"T5/{code}/share"),
        )
        for code, name in accounts.classes(speech.ledger.year)
        if by_class.get(code)
    ]
    yield speech.listed(speech.say("structure", A=amount), items)
    yield Para(("（三）一般公共预算财政拨款支出决算具体情况",), 3)
    yield from _details(speech, spent)


def basic(speech: Speech) -> Iterable[Block]:
    """基本支出 in staff and running costs, and the economic accounts that have an amount."""
    ledger = speech.ledger
    staff, office = ("301", "303"), ("302", "307", "310", "399")
    whole = ledger.now.sum("basic", GPB)
    said = speech.say(
        "basic",
        A=speech.amount(whole, "基本支出"),
        B=speech.amount(ledger.economic_sum(*staff), "人员经费"),
        C=speech.amount(ledger.economic_sum(*office), "公用经费"),
        staff=_names(speech, staff),
        office=_names(speech, office),
    )
    yield Para(tuple(said))


def _details(speech: Speech, spent: int) -> Iterable[Block]:
    budget = speech.ledger.budget
    planned = sum(budget.values())
    lines = [line for line in speech.ledger.now.lines if line.source == GPB]
    if speech.press.style.details == "movements":
        yield from _movements(speech, lines)
        return
    head = speech.say(
        "detail",
        B=speech.amount(planned, "年初预算"),
        A=speech.amount(spent, "一般公共预算支出"),
        C=speech.percent(spent, planned, "年初预算/completion"),
    )
    yield Para(tuple(head))
    if speech.press.style.details == "classes":
        yield from _class_details(speech, lines)
        return
    for index, line in enumerate(lines, 1):
        yield Para((speech.item(index), *_detail(speech, line, budget[line.account.code])))


def _movements(speech: Speech, lines: Sequence[Line]) -> Iterable[Block]:
    """Each 项 by its code against last year, as Fujian explains it."""
    before = {line.account.code: line.spent for line in speech.ledger.before.lines if line.source == GPB}
    spent, past = sum(line.spent for line in lines), sum(before.values())
    head = speech.change("moved", "一般公共预算支出", spent, past)
    yield Para((*head, *speech.say("moved_list")))
    for index, line in enumerate(lines, 1):
        account = line.account
        name = f"{account.name}（{account.code}）"
        yield Para((speech.item(index), *speech.change("item", name, line.spent, before[account.code])))


def gap(speech: Speech, key: str, spent: int, planned: int) -> Said:
    """预决算差异率: what was spent over its budget, in per cent and with its sign."""
    if not speech.has(f"{key}_gap") or not planned:
        return []
    rate = speech.percent(spent - planned, planned, f"{key}/gap")
    amounts = {"B": speech.amount(planned, f"{key}/budget"), "A": speech.amount(spent, key)}
    return speech.say(f"{key}_gap", R=rate, **amounts)


def _class_details(speech: Speech, lines: Sequence[Line]) -> Iterable[Block]:
    """Each 类 against its budget, as Beijing and Chongqing explain it."""
    spent = tally(lines, lambda line: line.spent)
    planned = tally(lines, lambda line: speech.ledger.budget[line.account.code])
    names = {line.account.code[:3]: line.account.cls for line in lines}
    for index, (code, name) in enumerate(sorted(names.items()), 1):
        yield Para((speech.item(index), *speech.change("class", name, spent[code], planned[code])))


def _detail(speech: Speech, line: Line, planned: int) -> Said:
    """One 项: its budget where the style names it, the completion, and the word for the difference."""
    account = line.account
    names = {"cls": account.cls, "group": account.group, "name": account.name}
    states = f"T5/{account.code}"
    amount = speech.amount(line.spent, states)
    if not planned:
        return speech.say("detail_unplanned", A=amount, **names)
    completion = speech.percent(line.spent, planned, f"{states}/completion")
    key = "detail_named" if speech.press.style.budgets_named else "detail_short"
    said = speech.say(key, A=amount, B=speech.amount(planned, f"{states}/budget"), C=completion, **names)
    return said + compared(speech, line.spent, planned)


def compared(speech: Speech, spent: int, planned: int) -> Said:
    """决算数 against 预算数, in the word that the printed amounts allow."""
    if speech.press.rounded(spent) == speech.press.rounded(planned):
        return speech.say("equal")
    rising = spent > planned
    return speech.say("above" if rising else "below", reason=speech.reason(rising))


def _shares(speech: Speech, key: str, subject: str, parts: list[tuple[str, int]], before: int) -> Para:
    """A total with its parts and their shares; with its own movement where the province states it."""
    whole = sum(fen for _, fen in parts)
    items = [
        speech.say(
            f"{key}_item",
            name=name,
            A=speech.amount(fen, name),
            S=speech.percent(fen, whole, f"{name}/share"),
        )
        for name, fen in parts
    ]
    if speech.has(f"{key}_change"):
        return speech.listed(speech.change(key, subject, whole, before), items)
    told = speech.listed(speech.say(key, A=speech.amount(whole, subject)), items)
    if speech.has("behind_change"):
        return Para((*told.parts, *speech.change("behind", subject, whole, before)))
    return told


def _names(speech: Speech, classes: tuple[str, ...]) -> str:
    """The economic accounts of some classes that have an amount."""
    book = accounts.economic()
    named = [
        name
        for cls in classes
        for code, name in book[cls][1].items()
        if speech.press.rounded(speech.ledger.economic[code])
    ]
    return "、".join(named)


def _income_name(kind: str) -> str:
    return f"{kind}收入" if kind in FISCAL else kind


def _class_name(speech: Speech, name: str) -> str:
    """Guangdong shortens 一般公共服务支出 to 一般公共服务（类）; a name that would lose its sense stays."""
    short = name.removesuffix("支出")
    shortened = speech.press.style.wording == "guangdong" and not short.endswith(("等", "其他", "预算"))
    return short if shortened else name
