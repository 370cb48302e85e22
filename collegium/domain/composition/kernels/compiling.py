"""The one way to compile a function: lazily, without the GIL, and kept on disk.

numba notices a change in a function's own file only. The cache lives in a folder named
after the text of all kernels, so that a change in any of them compiles all of them anew.
"""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import numba
from numba.core import config

HERE = Path(__file__).parent
_TEXT = b"".join(path.read_bytes() for path in sorted(HERE.glob("*.py")))
_FOLDER = HERE / "__pycache__" / f"kernels-{sha256(_TEXT).hexdigest()[:12]}"


def kernel[F: Callable[..., object]](function: F) -> F:
    """Compile on the first call; where the package's folder is read-only, keep it elsewhere."""
    before = config.CACHE_DIR
    config.CACHE_DIR = str(_FOLDER) if _writable() else before
    try:
        compiled: F = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    finally:
        config.CACHE_DIR = before
    return compiled


def _writable() -> bool:
    try:
        _FOLDER.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return True
