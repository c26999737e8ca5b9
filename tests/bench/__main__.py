"""`python -m tests.bench [PART…]`: prints what the program costs and how well it finds. Parts: audit,
start, terminal, pdf, unbound, seeding, truth; all of them when none is named."""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random

from checks.door import audit
from checks.reading import read
from checks.relations.rulebook import load_rules
from tests.bench import processes, seeding, terminal, unbound
from tests.conftest import ROOT, shared_folder
from tests.formats.markdown import markdown
from tests.generate import STYLES, generate
from tests.truth import __main__ as truth

SAMPLES = ROOT / "sample_reports"
SIZES = (1, 10, 100, 1000)


def main() -> int:
    parts = {
        "audit": audits,
        "start": start,
        "terminal": screens,
        "pdf": pdfs,
        "unbound": wordings,
        "seeding": seeds,
        "truth": expert,
    }
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(parts))
    parser.add_argument("--seed", type=int, default=1, help="of every random choice")
    parser.add_argument("--sample", type=int, default=60, help="seeded errors of each kind in each report")
    parser.add_argument("--size", type=int, default=SIZES[-1], help="largest generated report, in samples")
    parser.add_argument("--misses", action="store_true", help="list the seeded errors that were missed")
    parser.add_argument("--report", action="append", default=[], help="seed these reports only")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - parts.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    for name in asked.parts or parts:
        print(f"\n== {name}")
        parts[name](asked)
    return 0


def audits(asked: argparse.Namespace) -> None:
    """Path to Audit, and how time and memory grow with the rows."""
    print(f"{'report':28} {'figures':>9} {'relations':>9} {'seconds':>9} {'first':>7} {'MB':>7}  breaks")
    for sample in sorted(SAMPLES.glob("*.md")):
        _audited(sample.name, processes.audit_in_child(sample, 9))
    with tempfile.TemporaryDirectory() as folder:
        for style in ("guangdong", "shanghai"):
            grown = []
            for size in (size for size in SIZES if size <= asked.size):
                path = Path(folder) / f"{style}-{size}.md"
                path.write_text(markdown(generate(size, asked.seed, style)), encoding="utf-8")
                grown.append(_audited(path.name, processes.audit_in_child(path, 3 if size < 100 else 1)))
            for small, large in pairwise(grown):
                power = math.log(large.seconds / small.seconds) / math.log(large.figures / small.figures)
                print(f"    {small.figures} to {large.figures} figures: seconds grow as figures^{power:.2f}")


def _audited(name: str, cost: processes.Audited) -> processes.Audited:
    print(
        f"{name:28} {cost.figures:9} {cost.relations:9} {cost.seconds:9.3f} {cost.first:7.3f} "
        f"{cost.peak:7.0f}  {cost.breaks}",
        flush=True,
    )
    return cost


def start(asked: argparse.Namespace) -> None:
    """Imports, and the whole process of a check."""
    for module in ("checks", "checks.door", "tui.cli"):
        seconds, ranked = processes.imports(module, 6)
        print(f"import {module:12} {seconds:.3f} s: " + ", ".join(f"{n} {s:.3f}" for s, n in ranked))
    for sample in sorted(SAMPLES.glob("*.md")):
        print(f"gouji check {sample.name:20} {processes.whole_process(['check', str(sample)], 7):.3f} s")
    print(f"gouji --version {'':16} {processes.whole_process(['--version'], 7):.3f} s")


def screens(asked: argparse.Namespace) -> None:
    """First paint, the sample ready, and the keys, in a pseudo-terminal; medians of five runs."""
    for sample in sorted(SAMPLES.glob("*.md")):
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / sample.name
            copy.write_bytes(sample.read_bytes())
            runs = [
                terminal.measure([str(copy)], "收入支出决算总表", [terminal.DOWN] * 20 + [b"n"] * 5)
                for _ in range(5)
            ]
        ready = [run.ready for run in runs if run.ready is not None]
        keys = [key for run in runs for key in run.keys]
        print(
            f"{sample.name:20} first paint {statistics.median(run.paint for run in runs):.3f} s, "
            f"ready {statistics.median(ready) if ready else math.nan:.3f} s, "
            f"keys {1000 * statistics.median(keys):.0f} ms (p95 {1000 * terminal.ninety_five(keys):.0f}), "
            f"quit {1000 * statistics.median(run.quit for run in runs):.0f} ms"
        )


def pdfs(asked: argparse.Namespace) -> None:
    """The real PDFs, one by one and ten in one call."""
    shared = shared_folder()
    files = sorted((shared / "reports").glob("*.pdf")) if shared else []
    if not files:
        print("no real PDFs on this machine: set GOUJI_SHARED")
        return
    for path in files:
        cost = processes.audit_in_child(path, 1)
        whole = processes.whole_process(["check", str(path)], 3)
        print(f"{path.name:34} audit {cost.seconds:.3f} s, process {whole:.3f} s, {cost.peak:.0f} MB")
    ten = [str(path) for path in (files * 10)[:10]]
    print(f"gouji check of ten PDFs {'':10} {processes.whole_process(['check', *ten], 3):.3f} s")


def wordings(asked: argparse.Namespace) -> None:
    """What of the narratives is bound to a rule, province by province, and the words that are not."""
    with tempfile.TemporaryDirectory() as folder:
        for style in STYLES:
            results = []
            for seed in range(asked.seed, asked.seed + 3):
                path = Path(folder) / f"{style}-{seed}.md"
                path.write_text(markdown(generate(1, seed, style)), encoding="utf-8")
                results.append(audit(path))
            kinds = unbound.bound(results).items()
            print(f"{style:10} " + ", ".join(f"{kind} {bound} of {total}" for kind, (bound, total) in kinds))
            for reason, words in unbound.unbound(results):
                print(f"      {reason:22} …{words}…")


def seeds(asked: argparse.Namespace) -> None:
    """One digit changed: how often the audit notices, suspects the right figure and restores it."""
    book = load_rules(())
    names = ("noticed", "remarked", "suspect", "restored")
    head = f"{'':7} {'n':>4} " + " ".join(f"{name:>8}" for name in (*names, "at most 2", "skipped"))
    print(f"{'report':30} {'where':9}{head}")
    with tempfile.TemporaryDirectory() as folder:
        for path in _to_seed(asked, Path(folder)):
            tallies = seeding.seed(read(path), book, asked.sample, Random(asked.seed))
            for where, tally in tallies.items():
                traits = [tally.share(trait) for trait in ("noticed", "remarked", "suspected", "restored")]
                shares = " ".join(f"{share:7.1f}%" for share in traits)
                row = f"{path.name:30} {where:16} {len(tally.outcomes):4} {shares} {tally.few:8.1f}%"
                print(f"{row} {tally.skipped:8}", flush=True)
                if asked.misses:
                    _missed(tally)


def _missed(tally: seeding.Tally) -> None:
    """The trials that were not noticed, suspected or restored, or that brought many findings."""
    for outcome in tally.outcomes:
        figure = outcome.figure
        reached = (outcome.noticed, outcome.suspected, outcome.restored, outcome.new <= 2)
        if not all(reached):
            marks = "".join("✓" if trait else "✗" for trait in reached)
            cell = f"{figure.table}/{figure.entry}/{figure.column_key}" if figure.table else ""
            change = f"{figure.text}{figure.unit} → {outcome.wrong}"
            print(f"      {marks} {figure.place.short():7} {cell} {change} ({outcome.new} new)")


def _to_seed(asked: argparse.Namespace, folder: Path) -> Iterator[Path]:
    if asked.report:
        yield from (Path(name) for name in asked.report)
        return
    yield from sorted(SAMPLES.glob("*.md"))
    shared = shared_folder()
    yield from sorted((shared / "reports").glob("*-20*.*")) if shared else []
    for style in STYLES:
        path = folder / f"{style}.md"
        path.write_text(markdown(generate(1, asked.seed, style)), encoding="utf-8")
        yield path


def expert(asked: argparse.Namespace) -> None:
    """What an expert found in the real reports, and what of it the audit finds."""
    truth.compare([])


if __name__ == "__main__":
    sys.exit(main())
