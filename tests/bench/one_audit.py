"""`python -m tests.bench.one_audit PATH [REPEAT]`: audit in a fresh process, seconds and memory as JSON.

A process of its own, because the peak of memory never falls again.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time

from checks.door import audit
from checks.relations.rulebook import load_rules


def main() -> None:
    path, repeat = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1
    seconds = []
    began = time.perf_counter()
    book = load_rules(())
    rules = time.perf_counter() - began
    for _ in range(repeat):
        began = time.perf_counter()
        result = audit(path, rulebook=book)
        seconds.append(time.perf_counter() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps(
            {
                "seconds": statistics.median(seconds),
                "first": seconds[0],
                "rules": rules,
                "peak": peak,
                "figures": len(result.report.figures),
                "relations": result.counts["relations"],
                "breaks": result.counts["break"],
                "findings": len(result.findings),
            }
        )
    )


if __name__ == "__main__":
    main()
