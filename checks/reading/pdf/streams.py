"""Refuses a PDF whose streams unpack to far more than a report's can, before pdfium unpacks them.

A page's content of a few kilobytes can unpack to gigabytes, and pdfium takes it all into memory at once.
Before everything else of the PDF reader. Images are not looked at: they are not unpacked for reading, and
a white one packs a thousand times.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from checks.reading.limits import Limits

_START = re.compile(rb"\bstream\r?\n")
_TWICE = re.compile(rb"/Fl(?:ateDecode)?\b.*/Fl(?:ateDecode)?\b", re.DOTALL)
_DICTIONARY = 2_000  # bytes before a stream in which its dictionary begins
_SMALL = 8_000  # packed bytes: once unpacked, at most a thousand times as many, and no harm
_LARGE = 8_000_000  # unpacked bytes: below that no harm either, whatever the ratio
_STEP = 1 << 20


def refuse_bombs(path: Path, data: bytes, limits: Limits) -> None:
    """Raises ReadError: `limit.expansion` for one stream, `limit.unpacked_bytes` for all together."""
    total = 0
    for start in (found.end() for found in _START.finditer(data)):
        if data[start : start + 1] != b"\x78":  # not zlib's
            continue
        opening = data.rfind(b" obj", max(0, start - _DICTIONARY), start)
        header = data[opening:start]
        packed = data[start : data.find(b"endstream", start)]
        twice = _TWICE.search(header) is not None
        if b"/Image" in header or (len(packed) < _SMALL and not twice):
            continue
        number = data[data.rfind(b"\n", 0, opening) + 1 : opening].decode("ascii", "replace")
        size = 0
        for piece in _unpacked(packed, twice=twice):
            size += piece
            if size > max(_LARGE, limits.expansion * len(packed)):
                raise limits.refusal("expansion", path, f"{number} obj")
            if total + size > limits.unpacked_bytes:
                raise limits.refusal("unpacked_bytes", path, f"{number} obj")
        total += size


def _unpacked(packed: bytes, *, twice: bool) -> Iterator[int]:
    """The sizes of what comes out, piece by piece; a damaged stream ends early."""
    inner = zlib.decompressobj() if twice else None
    for piece in _pieces(packed, zlib.decompressobj()):
        if inner is None:
            yield len(piece)
        else:
            yield from (len(part) for part in _pieces(piece, inner))


def _pieces(packed: bytes, unpacker: zlib._Decompress) -> Iterator[bytes]:
    while packed and not unpacker.eof:
        try:
            yield unpacker.decompress(packed, _STEP)
        except zlib.error:
            return
        packed = unpacker.unconsumed_tail
