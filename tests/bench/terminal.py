"""The review in a pseudo-terminal, timed from outside: first paint, report ready, keys, quitting.

Every chunk of output is stamped when it is read; a terminal emulator sees the chunks afterwards, so
that it costs the program nothing.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass

import pyte

from tests.bench.processes import GOUJI

COLUMNS, LINES = 120, 40
QUIET = 0.12
PATIENCE = 15.0
_ANSWERS = {
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
}
DOWN = b"\x1b[B"


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds: from start to the first visible character, to the awaited text (None: it never came), from
    each key to the last change it caused, and from the quit key to the end of the process."""

    paint: float
    ready: float | None
    keys: tuple[float, ...]
    quit: float


def measure(arguments: Sequence[str], ready: str, keys: Sequence[bytes], leave: bytes = b"q") -> Waits:
    """Start `gouji` with these arguments, wait for a text, press the keys one by one, quit."""
    began = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(
            TERM="xterm-256color", COLORTERM="truecolor", LINES=str(LINES), COLUMNS=str(COLUMNS)
        )
        os.execv(GOUJI[0], [*GOUJI, *arguments])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    try:
        chunks = _until(terminal, ready, began)
        paint = next((at for at, screen in _screens(chunks) if screen.strip()), time.perf_counter()) - began
        seen = next((at for at, screen in _screens(chunks) if ready in screen), None)
        pressed = tuple(_key(terminal, key) for key in keys)
        ended = _leave(child, terminal, leave)
        return Waits(paint, None if seen is None else seen - began, pressed, ended)
    finally:
        os.close(terminal)


Chunks = list[tuple[float, bytes]]


def _until(terminal: int, text: str, began: float) -> Chunks:
    """Read until the text has come and the screen is quiet, or patience ends."""
    chunks: Chunks = []
    while time.perf_counter() - began < PATIENCE:
        chunk = _read(terminal, QUIET)
        if chunk is not None:
            chunks.append(chunk)
        elif text.encode() in b"".join(data for _, data in chunks):
            break
    return chunks


def _read(terminal: int, patience: float) -> tuple[float, bytes] | None:
    """The next output with its time, None when there is none for that long; queries are answered."""
    if not select.select([terminal], [], [], patience)[0]:
        return None
    try:
        data = os.read(terminal, 65536)
    except OSError:
        return None
    now = time.perf_counter()
    for query, answer in _ANSWERS.items():
        if query in data:
            os.write(terminal, answer)
    return (now, data) if data else None


def _screens(chunks: Chunks) -> list[tuple[float, str]]:
    """What the terminal shows after each chunk."""
    screen = pyte.Screen(COLUMNS, LINES)
    stream = pyte.ByteStream(screen)
    shown = []
    for at, data in chunks:
        stream.feed(data)
        shown.append((at, "\n".join(line.rstrip() for line in screen.display).replace(" ", "")))
    return shown


def _key(terminal: int, key: bytes) -> float:
    began = last = time.perf_counter()
    os.write(terminal, key)
    while (chunk := _read(terminal, QUIET)) is not None:
        last = chunk[0]
    return last - began


def _leave(child: int, terminal: int, key: bytes) -> float:
    began = time.perf_counter()
    os.write(terminal, key)
    while time.perf_counter() - began < PATIENCE:
        _read(terminal, 0.01)
        if os.waitpid(child, os.WNOHANG)[0]:
            return time.perf_counter() - began
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return PATIENCE


def ninety_five(seconds: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]
