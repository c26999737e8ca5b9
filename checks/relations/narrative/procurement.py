"""Procurement from small enterprises: what is reserved and awarded stays within the total (N115), and
two shares that make 100 have one base (P119).

Before this module: `context`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checks.relations.narrative.context import Context, amount_of, left, right, terms
from checks.relations.relation import Relation, Tolerance
from checks.report.report import Fact, Statement


def procurement(context: Context) -> Iterator[Relation]:
    """Bounds among the amounts of the procurement section, and the bases of its shares."""
    stated = [s for s in context.report.statements if s.topic == "procurement"]
    total = next((f for s in stated if "采购" in s.subject and s.parent < 0 and (f := amount_of(s))), None)
    if total is None:
        return
    amounts = [(s, f) for s in stated if (f := amount_of(s) or s.fact("budget")) is not None]
    small = _first(amounts, ("中小企业",), ("小微", "中标", "成交", "其他"))
    micro = _first(amounts, ("小微企业",), ("中标", "成交"))
    awarded = _first(amounts, ("中小企业", "预留", "中标"), ("其他政府采购",))
    awarded_micro = _first(amounts, ("小微企业", "预留", "中标"), ("其他政府采购",))
    other = _first(amounts, ("其他政府采购", "中小企业"), ())
    if small is not None and "预算" not in small[1].lead:
        yield _within("中小企业合同金额", (small[1],), total)
    if small is not None and micro is not None:
        yield _within("小微企业", (micro[1],), small[1])
    for name, won, reserved in (
        ("中小企业成交金额", awarded, small),
        ("小微企业成交金额", awarded_micro, micro),
    ):
        if won is not None and reserved is not None and "预算" in reserved[1].lead:
            yield _within(name, (won[1],), reserved[1])
    if awarded is not None and other is not None:
        yield _within("中小企业中标、成交金额", (awarded[1], other[1]), total)
    yield from _one_base(context, stated)


def _first(
    amounts: list[tuple[Statement, Fact]], words: tuple[str, ...], without: tuple[str, ...]
) -> tuple[Statement, Fact] | None:
    """The first amount whose own words (since the number before it) hold all of these and none of those."""
    for statement, fact in amounts:
        if all(w in fact.lead for w in words) and not any(w in fact.lead for w in without):
            return statement, fact
    return None


def _within(name: str, parts: tuple[Fact, ...], whole: Fact) -> Relation:
    return Relation(
        "N115", Tolerance.AT_MOST, f"procurement/{name}",
        terms(left(*(f.figure for f in parts)), right(whole.figure)), details={"name": name},
    )  # fmt: skip


def _one_base(context: Context, stated: list[Statement]) -> Iterator[Relation]:
    """P119: 货物…占货物支出金额的9.16%，服务…占服务支出金额的90.84%: shares of different wholes do not add up
    to 100 but by chance; these are shares of one whole, and the words name another."""
    for statement in stated:
        shares = statement.all("share")
        bases = {s.base for s in shares if s.base}
        if len(shares) < 2 or len(bases) != len(shares):
            continue
        added = sum((context.figure(s).value for s in shares), Decimal(0))
        named = "、".join(f"占{s.base}" for s in shares)
        yield Relation(
            "P119", Tolerance.WORDING, "procurement/占比分母", terms(right(*(s.figure for s in shares))),
            stated=named, expected="占授予中小企业合同金额" if added == 100 else named,
            place=context.figure(shares[0]).place,
            details={"name": "、".join(context.figure(s).text + "%" for s in shares)},
        )  # fmt: skip
