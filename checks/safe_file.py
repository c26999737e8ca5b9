"""Replacing a small file's text so that nobody ever sees half of it, or loses what stood there.

Comes in: a path and a function from the old text to the new one. The old text is read and the new one
put in its place under one lock, so that two programs at work on one file take turns.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl


def rewrite(path: Path, change: Callable[[str | None], str]) -> str:
    """Write change(old text, None for no file) over `path`; returns what was written.

    The text goes to a new file beside it, is forced to the disk, and is renamed over the old one; the
    old one's mode is kept, a symbolic link stays a link. Whatever `change` raises leaves the file alone.
    Raises PermissionError for a file its owner has made read-only (a rename would not ask), OSError
    for a folder that cannot be written, UnicodeDecodeError for a file that is no UTF-8.
    """
    path = path.resolve()
    with _turn(path.parent):
        mode = path.stat().st_mode if path.exists() else None
        if mode is not None and not stat.S_ISREG(mode):
            raise OSError(errno.EEXIST, "no regular file", path)
        if mode is not None and not mode & stat.S_IWUSR:
            raise PermissionError(errno.EACCES, "read-only", path)
        text = change(path.read_bytes().decode("utf-8-sig") if mode is not None else None)
        _replace(path, text.encode("utf-8", "replace"), mode)
    return text


def _replace(path: Path, content: bytes, mode: int | None) -> None:
    fresh = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with fresh.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            fresh.chmod(stat.S_IMODE(mode))
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    if sys.platform != "win32":
        with suppress(OSError), _opened(path.parent) as folder:  # the rename itself survives a power cut
            os.fsync(folder)


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """The folder's lock: no lock file is left lying beside a report. Where a file system or Windows
    knows no such lock nobody waits, and the rename is still whole."""
    if sys.platform == "win32":
        yield
        return
    with _opened(folder) as descriptor:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
