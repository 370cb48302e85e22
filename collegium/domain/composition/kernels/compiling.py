"""The one way to compile a function: lazily, without the GIL, and kept on disk.

numba notices a change in a function's own file only. The cache of a module lives in a folder
named after its text and that of the kernels it imports, so that a change compiles what it
concerns and nothing else.
"""

import re
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

import numba
from numba.core import config

HERE = Path(__file__).parent
_IMPORT = re.compile(rf"^from {re.escape(__package__)}\.(\w+) import", re.MULTILINE)


def kernel[F: Callable[..., object]](function: F) -> F:
    """Compile on the first call; where the package's folder is read-only, keep it elsewhere."""
    before = config.CACHE_DIR
    config.CACHE_DIR = _folder(function.__module__.rpartition(".")[2]) or before
    try:
        compiled: F = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    finally:
        config.CACHE_DIR = before
    return compiled


@cache
def _folder(module: str) -> str:
    """Where the machine code of a module is kept; empty where nothing can be written."""
    digest = sha256("".join(_texts(module)).encode()).hexdigest()
    folder = HERE / "__pycache__" / f"{module}-{digest[:12]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return ""
    return str(folder)


def _texts(module: str) -> list[str]:
    """The texts of a module and of all kernels it imports, each once."""
    found: dict[str, str] = {}
    waiting = [module]
    for name in waiting:
        if name not in found:
            found[name] = (HERE / f"{name}.py").read_text(encoding="utf-8")
            waiting += _IMPORT.findall(found[name])
    return [found[name] for name in sorted(found)]
