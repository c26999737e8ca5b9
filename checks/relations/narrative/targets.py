"""Indicators of a self-appraisal: what was to be reached, what was, and the points for it (Q115, Q116, P114).

Full points are for a target that was reached; points taken off have a reason beside them, as the other rows
of the table have. A rate of points is the points over their weight. Comes in: `context` and the unknown
tables. Not reaching a target is no error of the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from checks.relations.narrative.context import Context, base, left, right, terms
from checks.relations.relation import Relation, Term, Tolerance
from checks.relations.wording import ABSENT
from checks.report.report import Figure, Table, TableCell

_HEADS = {
    "name": re.compile(r"三级指标|^(?:绩效)?指标(?:名称)?$"),
    "target": re.compile(r"指标值$|目标值$|预期值$|^计划值$"),
    "reached": re.compile(r"(?:实际|全年|年度|指标)(?:完成|达到|实现)|^(?:完成|实际)值|^完成情况$"),
    "weight": re.compile(r"^(?:权重|标准)?分值$|^权重$|^标准分$"),
    "points": re.compile(r"^(?:自评|实际|评价)?得分$|^自评分$"),
    "rate": re.compile(r"^得分率"),
    "reason": re.compile(r"原因|偏差|改进措施"),
}
"""What a column of the table holds → the words of its heading."""

_GROUP = re.compile(r"^一级指标$")
"""The name of a row where the table goes no further down."""
_AT_MOST = re.compile(r"[≤<]|不超过|不高于|不大于|不多于|小于|低于|少于|以内|以下")
_AT_LEAST = re.compile(r"[≥>]|不低于|不少于|不小于|大于|高于|超过|以上|达到|至少")
_LESS_IS_BETTER = re.compile(
    r"成本|费用|价格|时间|时长|响应|周期|工期|天数|故障|事故|投诉|差错|错误|违规|违法|违纪|偏差|延误|损失|损坏|能耗|"
    r"排放|污染|死亡|伤亡|发病|发生|失败|负面"
)
_EITHER_WAY = re.compile(
    r"压减|压缩|下降|降低|减少|节约|控制|支出|时效|舆情|处[理置]|修复|办结|解决|化解|整改|查处|回[复访]|恢复"
)
"""Names that tell nothing without a sign: 投诉处理率 and 故障修复时间, 成本控制 and 成本节约率."""
_TOTALS = {"总分", "合计", "总计", "小计"}


@dataclass(frozen=True, slots=True)
class _Row:
    """One indicator, or their total: figures alone in their cells, None for words; asked: the target as
    printed; reason: what stands beside the points, None in a table that asks for none."""

    name: str
    asked: str
    target: Figure | None
    reached: Figure | None
    weight: Figure | None
    points: Figure | None
    rate: Figure | None
    reason: str | None
    total: bool = False

    @property
    def full(self) -> bool:
        return self.weight is not None and self.points is not None and self.points.value == self.weight.value

    @property
    def reduced(self) -> bool:
        return self.weight is not None and self.points is not None and self.points.value < self.weight.value


def targets(context: Context) -> Iterator[Relation]:
    """Every indicator row of every table that gives points."""
    for table in context.report.tables:
        if table.form:
            continue
        rows = list(_rows(context, table))
        explained = any(row.reduced and row.reason for row in rows if not row.total)
        for row in rows:
            subject, details = f"{table.id}/{row.name}", {"name": row.name}
            if row.full and (reached := better(row.name, row.asked, row.target, row.reached)) is not None:
                yield Relation("Q115", Tolerance.AT_MOST, f"{subject}/得分", reached, details=details)
            if row.reduced and row.reason is not None and explained and not row.total:
                yield _explained(row, subject, details)
            if row.rate is not None and row.weight is not None and row.points is not None:
                yield Relation(
                    "P114", Tolerance.RATIO, f"{subject}/得分率",
                    terms(left(row.rate.id), right(row.points.id), base(row.weight.id)),
                    details={"name": f"{row.name}得分率"},
                )  # fmt: skip


def better(
    name: str, asked: str, target: Figure | None, reached: Figure | None
) -> tuple[Term, ...] | None:
    """The smaller and the larger side of a target that is said to be reached; None where neither its sign (as
    `asked` prints it) nor the indicator's name says which way is better."""
    if target is None or reached is None or not _in_one_unit(target, reached):
        return None
    less, more = bool(_AT_MOST.search(asked)), bool(_AT_LEAST.search(asked))
    if not less and not more and not _EITHER_WAY.search(name):
        less = bool(_LESS_IS_BETTER.search(name))
        more = not less
    if less == more:
        return None
    return terms(left(reached.id), right(target.id)) if less else terms(left(target.id), right(reached.id))


def _in_one_unit(target: Figure, reached: Figure) -> bool:
    """Both have the unit, or what was reached is printed bare beside ≥50个; a bare 0.95 is no percentage."""
    bare = reached.unit == "" and reached.factor == target.factor
    return target.unit == reached.unit or (bare and (target.unit != "%" or reached.value > 1))


def _explained(row: _Row, subject: str, details: Mapping[str, str]) -> Relation:
    """Q116: points were taken off; a target that was missed and printed as such says why itself."""
    assert row.points is not None and row.weight is not None
    missed = _missed(row)
    stated = f"{row.points.text}分（满分{row.weight.text}分）"
    return Relation(
        "Q116", Tolerance.WORDING, f"{subject}/扣分原因",
        terms(left(row.points.id), right(row.weight.id, *(f.id for f in missed))),
        stated=stated, expected=stated if row.reason or missed else ABSENT, place=row.points.place,
        details=details,
    )  # fmt: skip


def _missed(row: _Row) -> list[Figure]:
    """Target and value of an indicator that was not reached, [] where it was or where nobody can tell."""
    sides = better(row.name, row.asked, row.target, row.reached)
    if sides is None or row.target is None or row.reached is None:
        return []
    values = {row.target.id: row.target.nominal, row.reached.id: row.reached.nominal}
    smaller, larger = (values[term.figure] for term in sides)
    return [row.target, row.reached] if smaller > larger else []


def _rows(context: Context, table: Table) -> Iterator[_Row]:
    """Rows below a heading that names points; a table may have its headings among its rows."""
    heads = _columns([column.name.split("/")[-1] for column in table.columns])
    for cells in table.cells:
        own = _columns([cell.text for cell in cells])
        if len(own) >= 3:
            heads = own
        elif {"name", "weight", "points"} <= heads.keys():
            yield _row(context, cells, heads)


def _columns(texts: Sequence[str]) -> dict[str, int]:
    """Heading → its column; {} where nothing gives points."""
    if not any(map(_HEADS["points"].search, texts)):
        return {}
    found: dict[str, int] = {}
    for what, words in _HEADS.items():
        at = next((i for i, text in enumerate(texts) if words.search(text) and i not in found.values()), None)
        if at is not None:
            found[what] = at
    group = next((i for i, text in enumerate(texts) if _GROUP.search(text)), None)
    if group is not None:
        found.setdefault("name", group)
    return found if "points" in found else {}


def _row(context: Context, cells: Sequence[TableCell], heads: Mapping[str, int]) -> _Row:
    figures = {
        what: context.report.figures[cells[at].figure or 0] if cells[at].figure is not None else None
        for what, at in heads.items()
    }
    beside = cells[heads["reason"] :] if "reason" in heads else None
    return _Row(
        name=cells[heads["name"]].text,
        asked=cells[heads["target"]].text if "target" in heads else "",
        target=figures.get("target"),
        reached=figures.get("reached"),
        weight=figures["weight"],
        points=figures["points"],
        rate=figures.get("rate"),
        total=bool(_TOTALS & {cell.text for cell in cells}),
        reason=None if beside is None else "".join(cell.text for cell in beside).strip("—-/无"),
    )
