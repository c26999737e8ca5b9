"""What a person waits for outside the program's own clock: imports, whole processes, audits in a child."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
GOUJI = (sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())")
"""What the installed script `gouji` does, by the interpreter that runs the benchmark."""


@dataclass(frozen=True, slots=True)
class Audited:
    """One report audited in a fresh process. seconds: median from path to Audit after imports; first:
    the first time of it; rules: loading the rule book; peak: megabytes of the whole process."""

    seconds: float
    first: float
    rules: float
    peak: float
    figures: int
    relations: int
    breaks: int
    findings: int


def audit_in_child(path: Path, repeat: int) -> Audited:
    """Time and memory of auditing one file."""
    command = [sys.executable, "-m", "tests.bench.one_audit", str(path), str(repeat)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{path.name} could not be audited: {done.stderr.strip().splitlines()[-1:]}")
    return Audited(**json.loads(done.stdout))


def whole_process(arguments: Sequence[str], repeat: int) -> float:
    """Median seconds of `gouji` with these arguments, from start to end of the process."""
    command = [*GOUJI, *arguments]
    seconds = []
    for _ in range(repeat):
        began = time.perf_counter()
        subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


def imports(module: str, top: int) -> tuple[float, list[tuple[float, str]]]:
    """Seconds that importing a module takes, and the packages that take most of it: (own seconds, name)."""
    command = [sys.executable, "-X", "importtime", "-c", f"import {module}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    own: dict[str, float] = {}
    for line in done.stderr.splitlines():
        micros, _, name = line.removeprefix("import time:").split("|")
        if micros.strip().isdigit():
            package = name.strip().split(".")[0]
            own[package] = own.get(package, 0.0) + int(micros) / 1e6
    ranked = sorted(((seconds, package) for package, seconds in own.items()), reverse=True)
    return sum(own.values()), ranked[:top]
