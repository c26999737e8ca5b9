"""What a report explains besides: 三公, the funds, running cost, procurement, assets, performance, 非税."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tests.generate.draft import Block, Para
from tests.generate.ledger import CAPITAL, FUND, GPB, OFFICIAL
from tests.generate.narrative import compared
from tests.generate.speech import Said, Speech

VEHICLES = "公务用车购置及运行维护费"


def official(speech: Speech) -> Iterable[Block]:
    """The 三公 amounts against their budget, against last year, as shares, and the counts."""
    ledger = speech.ledger
    final, budget, before = ledger.official, ledger.official_budget, ledger.official_before
    yield Para(("（一）“三公”经费财政拨款支出决算总体情况说明",), 3)
    spent, planned = _three(final.amounts), _three(budget.amounts)
    amount = speech.amount(final.total, "三公")
    if budget.total:
        said = speech.say(
            "official",
            A=amount,
            B=speech.amount(budget.total, "三公/budget"),
            C=speech.percent(final.total, budget.total, "三公/completion"),
        )
        items = [_against_budget(speech, name, spent[name], planned[name]) for name in spent]
        yield speech.listed([*said, "其中："], items)
        yield Para(tuple(compared(speech, final.total, budget.total)))
    said = ["“三公”经费财政拨款", *speech.change("official", "三公", final.total, before.total)]
    if before.total:
        yield Para(tuple(said))
    yield Para(("（二）“三公”经费财政拨款支出决算具体情况说明",), 3)
    if final.total:
        shares = [
            speech.say(
                "official_share_item",
                name=name,
                A=speech.amount(fen, name),
                S=speech.percent(fen, final.total, f"{name}/share"),
            )
            for name, fen in spent.items()
        ]
        yield speech.listed(speech.say("official_share"), shares)
    yield from _counted(speech)


def funds(speech: Speech) -> Iterable[Block]:
    """政府性基金: the whole flow, or that there is none."""
    now = speech.ledger.now
    if not any(line.source == FUND for line in now.lines):
        yield Para(tuple(speech.say("fund_none")))
        return
    slots = {"O": "opening", "I": "income", "A": "spent", "B": "basic", "C": "project", "E": "closing"}
    amounts = {slot: speech.amount(now.sum(m, FUND), f"政府性基金/{m}") for slot, m in slots.items()}
    yield Para(tuple(speech.say("fund", **amounts)))


def capital(speech: Speech) -> Iterable[Block]:
    """国有资本经营预算: the expenditure, or that there is none."""
    now = speech.ledger.now
    if not any(line.source == CAPITAL for line in now.lines):
        yield Para(tuple(speech.say("capital_none")))
        return
    slots = {"A": "spent", "B": "basic", "C": "project"}
    amounts = {slot: speech.amount(now.sum(m, CAPITAL), f"国有资本/{m}") for slot, m in slots.items()}
    yield Para(tuple(speech.say("capital", **amounts)))


def performance(speech: Speech) -> Iterable[Block]:
    """How many projects were assessed, with how much money, and their grades."""
    project = speech.ledger.now.sum("project", GPB)
    assessed = project * 9 // 10
    said = speech.say(
        "performance",
        n=speech.count("自评项目"),
        A=speech.amount(assessed, "自评资金"),
        S=speech.percent(assessed, project, "自评资金"),
        a=speech.count("优"),
        b=speech.count("良"),
        c=speech.count("中"),
    )
    yield Para(tuple(said))


def other(speech: Speech) -> Iterable[Block]:
    """机关运行经费, 政府采购, 国有资产占用 and, where the report has the table, 非税收入."""
    now, before = speech.ledger.operating
    yield Para(("（一）机关运行经费支出情况",), 3)
    yield Para(tuple(speech.change("operating", "机关运行经费", now, before)))
    yield Para(("（二）政府采购支出情况",), 3)
    yield from _procured(speech)
    yield Para(("（三）国有资产占用情况",), 3)
    yield _owned(speech)
    if speech.press.style.non_tax:
        yield Para(("（四）非税收入征缴情况",), 3)
        parts = speech.ledger.non_tax
        whole = sum(parts.values())
        items = [
            speech.say(
                "non_tax_item",
                name=name,
                A=speech.amount(fen, f"TN/{name}"),
                S=speech.percent(fen, whole, f"TN/{name}/share"),
            )
            for name, fen in parts.items()
        ]
        yield speech.listed(speech.say("non_tax", A=speech.amount(whole, "TN")), items)


def glossary() -> Iterable[Block]:
    """What the terms of the tables mean, one line each."""
    terms = {
        "财政拨款收入": "本级财政当年拨给单位的资金",
        "其他收入": "上述各项以外取得的收入",
        "年初结转和结余": "以前年度没有用完、本年继续使用的资金",
        "年末结转和结余": "当年没有用完、下年继续使用的资金",
        "基本支出": "保证机构运转的人员开支和日常开支",
        "项目支出": "为专门任务发生的开支",
        "“三公”经费": "因公出国（境）费、公务用车购置及运行维护费和公务接待费",
        "机关运行经费": "行政单位和参公单位用财政拨款安排的日常公用开支",
    }
    for term, meaning in terms.items():
        yield Para((f"{term}：{meaning}。",))


def _three(amounts: Mapping[str, int]) -> dict[str, int]:
    """The three items that the text names, vehicles as one."""
    abroad, bought, running, reception = (amounts[item] for item in OFFICIAL)
    return {OFFICIAL[0]: abroad, VEHICLES: bought + running, OFFICIAL[3]: reception}


def _against_budget(speech: Speech, name: str, spent: int, planned: int) -> Said:
    amount, budget = speech.amount(spent, name), speech.amount(planned, f"{name}/budget")
    if not planned:
        return speech.say("official_idle", name=name, A=amount, B=budget)
    completion = speech.percent(spent, planned, f"{name}/completion")
    return speech.say("official_item", name=name, A=amount, B=budget, C=completion)


def _counted(speech: Speech) -> Iterable[Block]:
    abroad, bought, running, reception = (speech.ledger.official.amounts[item] for item in OFFICIAL)
    told = [
        speech.say(
            "abroad",
            A=speech.amount(abroad, OFFICIAL[0]),
            n=speech.count("出国团组"),
            m=speech.count("出国人次"),
        ),
        speech.say(
            "vehicles",
            A=speech.amount(bought + running, VEHICLES),
            B=speech.amount(bought, OFFICIAL[1]),
            n=speech.count("购置车辆"),
            C=speech.amount(running, OFFICIAL[2]),
            m=speech.count("保有车辆"),
        ),
        speech.say(
            "reception",
            A=speech.amount(reception, OFFICIAL[3]),
            n=speech.count("接待批次"),
            m=speech.count("接待人次"),
        ),
    ]
    if speech.has("official_list"):
        total = speech.ledger.official.total
        yield Para(tuple(speech.say("official_list", A=speech.amount(total, "三公"))))
    for index, said in enumerate(told, 1):
        yield Para((speech.item(index), *said))
        if said is told[1] and speech.has("vehicles_bought"):
            yield from _each_of_the_vehicles(speech)


def _each_of_the_vehicles(speech: Speech) -> Iterable[Block]:
    """What was bought and what was run, in a paragraph each, as Jiangsu and Yunnan print them."""
    _, bought, running, _ = (speech.ledger.official.amounts[item] for item in OFFICIAL)
    amount = speech.amount(bought, OFFICIAL[1])
    yield Para(tuple(speech.say("vehicles_bought", B=amount, n=speech.count("购置车辆"))))
    amount = speech.amount(running, OFFICIAL[2])
    yield Para(tuple(speech.say("vehicles_run", C=amount, m=speech.count("保有车辆"))))


def _procured(speech: Speech) -> Iterable[Block]:
    deal = speech.ledger.procurement
    said = speech.say(
        "procurement",
        A=speech.amount(deal.total, "采购"),
        B=speech.amount(deal.goods, "采购/货物"),
        C=speech.amount(deal.works, "采购/工程"),
        E=speech.amount(deal.services, "采购/服务"),
    )
    if deal.total:
        said += speech.say(
            "enterprises",
            A=speech.amount(deal.medium, "采购/中小"),
            S=speech.percent(deal.medium, deal.total, "采购/中小/share"),
            B=speech.amount(deal.small, "采购/小微"),
            T=speech.percent(deal.small, deal.medium, "采购/小微/share"),
        )
    yield Para(tuple(said))


def _owned(speech: Speech) -> Para:
    fleet = speech.ledger.vehicles
    said = speech.say("assets", n=speech.press.count(sum(fleet.values()), "text/count/车辆"))
    for index, (kind, number) in enumerate(fleet.items()):
        said += ["、"] if index else []
        said += [kind, speech.press.count(number, f"text/count/{kind}"), "辆"]
    return Para((*said, *speech.say("assets_rest", m=speech.count("设备"))))
