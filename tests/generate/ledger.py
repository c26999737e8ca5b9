"""The true values behind a generated report, in 分: two fiscal years, the budgets, and what is counted.

Everything printed is rounded from here, so a generated report is consistent as a real one is: exactly
in 元 and up to tails in 万元. The closing balance of a line last year is its opening balance this year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from random import Random

from tests.generate import accounts
from tests.generate.accounts import Account

GPB, FUND, CAPITAL = "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"
FISCAL = (GPB, FUND, CAPITAL)
OTHER_INCOME = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
OFFICIAL = ("因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费")
_OFFICIAL_ACCOUNTS = ("30212", "31013", "30231", "30217")

WAN = 1_000_000
LINES = 14
"""项 of the general public budget in a report of size 1, as many as the first sample report has."""


@dataclass(frozen=True, slots=True)
class Line:
    """One 项 from one source in one year."""

    account: Account
    source: str
    opening: int
    income: int
    basic: int
    project: int

    @property
    def spent(self) -> int:
        return self.basic + self.project

    @property
    def closing(self) -> int:
        return self.opening + self.income - self.spent


@dataclass(frozen=True, slots=True)
class Year:
    """All lines of a fiscal year."""

    lines: tuple[Line, ...]

    def sum(self, measure: str, *sources: str) -> int:
        """The total of a measure (opening, income, basic, project, spent, closing), all sources when
        none is named."""
        return sum(getattr(line, measure) for line in self.lines if not sources or line.source in sources)


@dataclass(frozen=True, slots=True)
class Official:
    """The 三公 amounts by item of OFFICIAL."""

    amounts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.amounts.values())

    @property
    def vehicles(self) -> int:
        return self.amounts[OFFICIAL[1]] + self.amounts[OFFICIAL[2]]


@dataclass(frozen=True, slots=True)
class Procurement:
    goods: int
    works: int
    services: int
    medium: int  # awarded to small and medium enterprises
    small: int  # of which to small and micro ones

    @property
    def total(self) -> int:
        return self.goods + self.works + self.services


@dataclass(frozen=True, slots=True)
class Ledger:
    """budget: 年初预算 of the general public budget by code, 0 where none was set. economic: GPB basic
    expenditure by economic account. counts: what is counted, by name. operating: 机关运行经费 of this and
    of last year. non_tax: sub-row name → amount, all under 国有资源（资产）有偿使用收入."""

    year: int
    now: Year
    before: Year
    budget: Mapping[str, int]
    economic: Mapping[str, int]
    official: Official
    official_before: Official
    official_budget: Official
    procurement: Procurement
    operating: tuple[int, int]
    counts: Mapping[str, int]
    vehicles: Mapping[str, int]
    non_tax: Mapping[str, int]

    def economic_sum(self, *prefixes: str) -> int:
        return sum(fen for code, fen in self.economic.items() if code.startswith(prefixes))


def draw(year: int, size: int, random: Random) -> Ledger:
    """A ledger with size × LINES lines of the general public budget and a few of each other source."""
    now = Year(tuple(sorted(_lines(year, size, random), key=lambda line: line.account.code)))
    before = Year(tuple(_a_year_before(line, random) for line in now.lines))
    economic = _economic(now.sum("basic", GPB), random)
    official = _official(economic, now.sum("project", GPB), random)
    vehicles = _vehicles(official, random)
    running = sum(fen for code, fen in economic.items() if code[:3] in {"302", "307", "310", "399"})
    operating = running * random.randint(60, 100) // 100
    return Ledger(
        year=year,
        now=now,
        before=before,
        budget={line.account.code: _planned(line.spent, random) for line in now.lines if line.source == GPB},
        economic=economic,
        official=official,
        official_before=_scaled(official, random, 60, 150),
        official_budget=_scaled(official, random, 100, 220),
        procurement=_procurement(random),
        operating=(operating, _near(operating, random)),
        counts=_counts(official, sum(vehicles.values()), random),
        vehicles=vehicles,
        non_tax={"利息收入": _some(random, 1, 80), "行政单位国有资产处置收入": _some(random, 5, 400)},
    )


def tally(lines: Iterable[Line], measure: Callable[[Line], int]) -> dict[str, int]:
    """The sums of a measure by 项, 款, 类 ("" for all), codes of 7, 5 and 3 digits."""
    sums: dict[str, int] = defaultdict(int)
    for line in lines:
        for length in (0, 3, 5, 7):
            sums[line.account.code[:length]] += measure(line)
    return sums


def _lines(year: int, size: int, random: Random) -> Iterable[Line]:
    general = accounts.general(LINES * size, random)
    for account in general:
        yield _line(account, GPB, random)
    for source in random.sample(OTHER_INCOME, random.randint(1, 3)):
        for account in random.sample(general, min(len(general), random.randint(1, 2) * size)):
            yield _line(account, source, random)
    for account in accounts.fund(random.choice((0, 1, 3)), random):
        yield _line(account, FUND, random)
    if year >= 2020:
        for account in accounts.capital(random.choice((0, 0, 1)), random):
            yield _line(account, CAPITAL, random)


_STAFF = ("离退休", "养老", "年金", "医疗", "公积金", "购房", "抚恤", "运行")


def _line(account: Account, source: str, random: Random) -> Line:
    staff = any(word in account.name for word in _STAFF)
    basic = _some(random, 300, 90_000) if source == GPB and staff else 0
    project = 0 if basic and random.random() < 0.8 else _some(random, 100, 200_000)
    carried = random.random() < (0.15 if source == GPB else 0.6)
    opening = _some(random, 1, 3_000) if carried else 0
    closing = _some(random, 1, 3_000) if carried and random.random() < 0.6 else 0
    income = basic + project + closing - opening
    if income < 0:
        opening, income = 0, basic + project + closing
    return Line(account, source, opening, income, basic, project)


def _a_year_before(line: Line, random: Random) -> Line:
    """The same line one year earlier: its closing balance is what the next year opens with."""
    new = random.random() < 0.08
    basic, project = (0 if new else _near(fen, random) for fen in (line.basic, line.project))
    return Line(line.account, line.source, 0, basic + project + line.opening, basic, project)


def _near(fen: int, random: Random) -> int:
    """An amount some tenths off; the same one now and then."""
    return fen if random.random() < 0.1 else _visible(fen * random.randint(55, 160) // 100)


def _planned(fen: int, random: Random) -> int:
    """The opening budget for an amount spent: none, the same, or one some tenths off in whole 百元."""
    chance = random.random()
    if chance < 0.1:
        return 0
    return fen if chance < 0.35 else max(fen * random.randint(60, 140) // 100 // 10_000, 1) * 10_000


def _some(random: Random, low: int, high: int) -> int:
    """An amount between low and high hundredths of 万元, small ones as likely as large ones; now and
    then a round sum."""
    fen = int(low * 10_000 * (high / low) ** random.random())
    return fen // WAN * WAN if fen > 100 * WAN and random.random() < 0.2 else fen


def _visible(fen: int) -> int:
    """The amount, or nothing where it would print as 0.00 in 万元: a printed zero is exact."""
    return fen if fen >= 10_000 else 0


def _economic(total: int, random: Random) -> dict[str, int]:
    """The basic expenditure over economic accounts: the weights are drawn, the last account takes what
    is left, so that the parts are exactly the whole."""
    shares: dict[str, int] = {}
    for cls, (_, items) in accounts.economic().items():
        weight = {"301": 100, "303": 20, "302": 12, "310": 3}.get(cls, 0)
        for code in items:
            if code in _OFFICIAL_ACCOUNTS:
                shares[code] = random.choice((0, 0, 1))
            elif weight and random.random() < 0.6:
                shares[code] = random.randint(1, 2 * weight)
            else:
                shares[code] = 0
    shares["30101"] += 50
    shares["30302"] += 5
    shares["30201"] += 5
    whole = sum(shares.values())
    parts = {code: _visible(total * share // whole) for code, share in shares.items()}
    parts["30101"] += total - sum(parts.values())
    return parts


def _official(economic: Mapping[str, int], project: int, random: Random) -> Official:
    """What the basic expenditure holds of each item, and for some items a part paid by projects."""
    amounts = {}
    for item, code in zip(OFFICIAL, _OFFICIAL_ACCOUNTS, strict=True):
        extra = _some(random, 2, 2_000) if random.random() < 0.4 else 0
        amounts[item] = economic[code] + _visible(min(extra, project // 20))
    return Official(amounts)


def _scaled(official: Official, random: Random, low: int, high: int) -> Official:
    return Official({k: _visible(v * random.randint(low, high) // 100) for k, v in official.amounts.items()})


def _procurement(random: Random) -> Procurement:
    goods, works, services = (_some(random, 50, 100_000) if random.random() < 0.8 else 0 for _ in range(3))
    total = goods + works + services
    medium = _visible(total * random.randint(0, 100) // 100)
    return Procurement(goods, works, services, medium, _visible(medium * random.randint(0, 100) // 100))


def _vehicles(official: Official, random: Random) -> dict[str, int]:
    kinds = (
        "主要领导干部用车",
        "机要通信用车",
        "应急保障用车",
        "执法执勤用车",
        "特种专业技术用车",
        "其他用车",
    )
    fleet = {kind: random.choice((0, 0, 1, 3, 6)) for kind in kinds}
    fleet["机要通信用车"] += 1 if official.vehicles else 0
    return fleet


def _counts(official: Official, fleet: int, random: Random) -> dict[str, int]:
    """Counts that agree with the amounts: nobody travels on nothing, nothing is bought for nothing."""
    abroad, bought, running, reception = (official.amounts[item] for item in OFFICIAL)
    excellent, good, fair = random.randint(3, 40), random.randint(0, 9), random.randint(0, 4)
    missions = random.randint(1, 5) if abroad else 0
    received = random.randint(1, 40) if reception else 0
    return {
        "出国团组": missions,
        "出国人次": missions * random.randint(1, 6),
        "购置车辆": random.randint(1, 3) if bought else 0,
        "保有车辆": random.randint(1, fleet) if running else 0,
        "接待批次": received,
        "接待人次": received * random.randint(2, 12),
        "自评项目": excellent + good + fair,
        "优": excellent,
        "良": good,
        "中": fair,
        "设备": random.randint(0, 9),
    }
