"""Who else states the quantity: the figures that agree with each other where the suspect does not.

Comes in: roots, relations, verdicts. Goes out: root → the other prints of its quantity. Before this
module: `suspects`; after it: `assemble`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

import polars as pl

from checks.finding import TIE
from checks.findings.suspects import Root
from checks.relations.relation import Relations, Tolerance
from checks.report.frames import exact
from checks.report.report import Report


def agreeing_with(
    roots: Sequence[Root], relations: Relations, verdicts: pl.DataFrame, report: Report
) -> dict[int, tuple[int, ...]]:
    """Suspect → every figure that prints what it should have printed, as far as restatements that tie
    lead from the figures it was compared with."""
    compared = {
        root.suspect: [
            term.figure
            for id in root.explains
            if relations.items[id].tolerance is Tolerance.SAME
            for term in relations.items[id].terms
            if report.figures[term.figure].nominal == root.value
        ]
        for root in roots
        if root.suspect is not None and root.value is not None
    }
    wanted = {report.figures[figure].nominal for figures in compared.values() for figure in figures}
    links = _restatements(wanted, relations, verdicts, report)
    found = {}
    for suspect, start in compared.items():
        seen = dict.fromkeys(start)
        queue = list(seen)
        while queue:
            for other in links.get(queue.pop(), ()):
                if other not in seen:
                    seen[other] = None
                    queue.append(other)
        found[suspect] = tuple(sorted(seen))
    return found


def _restatements(
    wanted: set[Decimal], relations: Relations, verdicts: pl.DataFrame, report: Report
) -> Mapping[int, list[int]]:
    """Figure → figures it ties to as a restatement, among those that print one of the wanted values."""
    links: dict[int, list[int]] = defaultdict(list)
    if not wanted:
        return links
    stating = report.frame.join(pl.DataFrame({"nominal": exact(wanted)}), on="nominal", how="semi")
    same = relations.frame.filter(pl.col("tolerance") == Tolerance.SAME.value)
    ties = same.join(verdicts.filter(pl.col("verdict") == TIE), on="relation", how="semi")
    pairs = (
        relations.terms.join(ties, on="relation", how="semi")
        .join(stating, on="figure", how="semi")
        .group_by("relation", maintain_order=True)
        .agg("figure")
    )
    for figures in pairs["figure"].to_list():
        for one in figures:
            links[one] += [other for other in figures if other != one]
    return links
