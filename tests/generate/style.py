"""How a generated report looks and speaks: one Style a province, and the press that prints by it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from tests.generate.draft import Num, Part

FEN_IN = {"元": Decimal(100), "万元": Decimal(1_000_000)}
_CENT = Decimal("0.01")
_LABELS = {"项目": "项 目", "合计": "合 计", "栏次": "栏 次", "小计": "小 计", "总计": "总 计"}


@dataclass(frozen=True, slots=True)
class Style:
    """One layout family.

    wording: table of wordings.toml. code_columns: 1, or 3 for 类|款|项. unit: of the tables. zero: how a
    cell prints zero. total_first: where 合计 stands. ordinals: 行次 and 栏次 are printed. budget_layout:
    A (block of 预算数, block of 决算数), B (pairs) or C (items as rows) of the 三公 table. triples: how
    many code/name/amount triples stand side by side in T6. page: table rows a page, 0 for one piece.
    repeats: what a continuation repeats: all | header | nothing. capital_flow: T9 has income and carry-
    over. non_tax: the report has a non-tax table. budgets_named: the 项 list states each 年初预算.
    growth_items: income and expenditure kinds state their movement instead of their share. details: the
    budget is explained by 项 (items) or by 类 (classes), or each 项 is told against last year (movements).
    tables_last: the tables are the last chapter, behind the narrative. text_unit: of the narrative. spaced:
    the text sets blanks around its numbers and between the characters of short labels, as converters leave
    them.
    """

    name: str
    wording: str
    year: int
    code_columns: int = 1
    unit: str = "万元"
    thousands: bool = False
    zero: str = "0.00"
    total_first: bool = True
    ordinals: bool = True
    budget_layout: str = "A"
    triples: int = 2
    page: int = 0
    repeats: str = "all"
    capital_flow: bool = True
    non_tax: bool = False
    budgets_named: bool = False
    growth_items: bool = False
    details: str = "items"
    tables_last: bool = False
    text_unit: str = "万元"
    percent_places: int = 2
    spaced: bool = False


STYLES = {
    style.name: style
    for style in (
        Style("guangdong", "guangdong", 2019, page=16, non_tax=True, growth_items=True),
        Style(
            "shanghai",
            "shanghai",
            2024,
            code_columns=3,
            thousands=True,
            zero="",
            total_first=False,
            ordinals=False,
            budget_layout="B",
            budgets_named=True,
        ),
        Style("central", "central", 2023, zero="", page=20, repeats="nothing", triples=3, capital_flow=False),
        Style("sichuan", "sichuan", 2022, code_columns=3, thousands=True, page=24, repeats="header"),
        Style("shaanxi", "shaanxi", 2021, zero="-", total_first=False, budget_layout="C", ordinals=False),
        Style("jiangsu", "jiangsu", 2022, unit="元", thousands=True, zero="—", budgets_named=True),
        Style("beijing", "beijing", 2022, details="classes", zero="", page=18, repeats="header"),
        Style("chongqing", "chongqing", 2023, details="classes", zero="", spaced=True, total_first=False),
        Style("hubei", "hubei", 2021, code_columns=3, percent_places=1, budgets_named=True, spaced=True),
        Style("yunnan", "yunnan", 2020, unit="元", text_unit="元", budget_layout="C", details="classes"),
        Style("xinjiang", "xinjiang", 2023, zero="", tables_last=True, capital_flow=False),
        Style("fujian", "fujian", 2018, details="movements", budget_layout="C", percent_places=1),
        Style("zhejiang", "zhejiang", 2020, unit="元", text_unit="元", zero="0.00", budget_layout="C"),
    )
}


@dataclass(frozen=True, slots=True)
class Press:
    """Prints true values, held in 分, as a style prints them. Nothing is rounded twice: each printing
    starts from the true value, so tails arise as they do in reports converted from 元."""

    style: Style

    def cell(self, fen: int, states: str) -> Part:
        """An amount in a table, in the tables' unit."""
        return (
            self.style.zero if fen == 0 else self._amount(fen, self.style.unit, states, self.style.thousands)
        )

    def amount(self, fen: int, states: str) -> Num:
        """An amount in the narrative, in its unit."""
        return self._amount(fen, self.style.text_unit, states, False)

    def percent(self, part: int, whole: int, states: str) -> Num:
        """100 × part ÷ whole with the style's decimals; 0 of nothing."""
        unit = Decimal(1).scaleb(-self.style.percent_places)
        value = (Decimal(100) * part / (whole or 1)).quantize(unit, ROUND_HALF_UP)
        return Num(value, f"{value}", "percent", states)

    def count(self, number: int, states: str) -> Num:
        return Num(Decimal(number), str(number), "count", states)

    def rounded(self, fen: int) -> Decimal:
        """The amount as the narrative prints it, for the question whether it prints as zero."""
        return (fen / FEN_IN[self.style.text_unit]).quantize(_CENT, ROUND_HALF_UP)

    def label(self, text: str) -> str:
        """A label of a table as the style sets it."""
        return _LABELS.get(text, text) if self.style.spaced else text

    @staticmethod
    def _amount(fen: int, unit: str, states: str, thousands: bool) -> Num:
        value = (fen / FEN_IN[unit]).quantize(_CENT, ROUND_HALF_UP)
        return Num(value, f"{value:,}" if thousands else f"{value}", "amount", states)


def variant(base: str, **changes: object) -> Style:
    """A known style with some of its traits changed."""
    return replace(STYLES[base], **changes)  # type: ignore[arg-type]
