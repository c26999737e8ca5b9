"""`python -m tests.truth [REPORT…] [--all]`: our findings against the expert's, for a person to read."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from checks.door import audit
from checks.finding import Audit, Finding
from checks.texts import Texts
from tests.conftest import shared_folder
from tests.truth.entries import Entry, load
from tests.truth.scoring import REPORTED, Score, judged_of, score

RANKS = ("must", "probable", "should", "optional")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.truth", description=__doc__)
    parser.add_argument("reports", nargs="*", help="names of folders in truth/; none: all of them")
    parser.add_argument("--all", action="store_true", help="list also what was found and what is optional")
    asked = parser.parse_args()
    return compare(asked.reports, everything=asked.all)


def compare(reports: Sequence[str], *, everything: bool = False) -> int:
    """Print the comparison of these reports, of all that have a truth when none is named."""
    shared = shared_folder()
    if shared is None:
        print("the real reports are not on this machine: set GOUJI_SHARED")
        return 2
    for name in reports or sorted(path.name for path in (shared / "truth").iterdir() if path.is_dir()):
        entries = load(shared / "truth" / name)
        result = audit(report_file(shared, name))
        show(name, result, entries, score(result, entries), everything=everything)
    return 0


def report_file(shared: Path, name: str) -> Path:
    """The report that a truth folder is about."""
    return next(path for path in (shared / "reports").iterdir() if path.stem == name)


def show(name: str, result: Audit, entries: list[Entry], scored: Score, *, everything: bool) -> None:
    print(f"\n=== {name}  {result.counts}  {result.seconds:.3f} s")
    coverage = result.coverage
    print(f"    coverage {coverage.checked} of {coverage.figures}, tables {coverage.tables}")
    print(f"    narrative {dict(coverage.by_kind)}")
    for rank in RANKS:
        found, total = scored.recall(entries, rank)
        print(f"    {rank:9} {found:3} of {total}")
    reported = sum(f.severity in REPORTED for f in result.findings)
    print(f"    error or warning: {reported} findings, {len(scored.strangers)} of them not in the truth")
    wanted = RANKS if everything else RANKS[:3]
    print("  missed:")
    for entry in sorted(scored.missed, key=lambda e: RANKS.index(e.rank)):
        if entry.rank in wanted:
            spot = entry.spots[0]
            where = f"L{spot.line}" if spot.line else f"p{spot.page}"
            sides = f"{entry.stated} → {entry.expected}"
            print(f"    {entry.rank:9} {entry.id} {where} {entry.relation[:110]} | {sides}")
    print("  not in the truth:")
    for finding, near in scored.strangers:
        print(f"    {described(result, finding)}{'  ← ' + ', '.join(near) if near else ''}")
    print("  a tie or a tail of the truth, reported as a break:")
    for entry, finding in scored.false_breaks:
        print(f"    {entry.id} {entry.status} {entry.relation[:90]} ✗ {described(result, finding)}")
    if everything:
        print("  found:")
        for entry in entries:
            if entry.id in scored.found:
                print(f"    {entry.rank:9} {entry.id} ✓ {described(result, scored.found[entry.id])}")


def described(result: Audit, finding: Finding) -> str:
    """One line a finding: severity, rule, place, sides, suspect and suggestion."""
    rule = result.rules.get(finding.rule)
    title = Texts("zh").of(dict(rule.title)) if rule else ""
    suspect = result.figure(finding.suspect).text if finding.suspect is not None else "-"
    folded = len(judged_of(result, finding)) - 1
    return (
        f"{finding.severity:7} {finding.rule} {finding.place.short()} {finding.subject[:40]} "
        f"{finding.stated[:40]} ≠ {finding.expected[:40]} 疑 {suspect} 应 {finding.suggestion or '-'} "
        f"({title[:24]}; +{max(folded, 0)})"
    )


if __name__ == "__main__":
    sys.exit(main())
