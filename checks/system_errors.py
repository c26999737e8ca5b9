"""What the system refused → the name of its error, in no language: the texts say it in every one.

Goes out: names that the catalogues have under `system.<name>`, such as `ENOSPC`.
"""

from __future__ import annotations

import errno


def system_error(error: OSError | ValueError) -> str:
    """A ValueError is what a path gives that no file can have, with a null character in it."""
    number = error.errno if isinstance(error, OSError) else errno.EINVAL
    return errno.errorcode.get(number or 0, type(error).__name__)
