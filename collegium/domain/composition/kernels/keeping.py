"""Where machine code is kept: next to the kernels if possible, else in the user's cache.

numba notices a change in a function's own file only. The code of a module lives in a folder
named after its text and that of the kernels it imports, so that a change compiles what it
concerns and nothing else; folders of earlier texts go when a new one is made.
"""

import os
import re
import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from shutil import rmtree

HERE = Path(__file__).parent
_IMPORT = re.compile(rf"^from {re.escape(__package__)}\.(\w+) import", re.MULTILINE)
_FOLDER = re.compile(r"(\w+)-[0-9a-f]{12}")


@cache
def folder_of(module: str) -> Path | None:
    """Where the machine code of a module is kept; None where nothing can be written."""
    digest = sha256("".join(_texts(module)).encode()).hexdigest()
    return writable(places(), f"{module}-{digest[:12]}")


def places() -> list[Path]:
    """Where to keep machine code, the best first: where numba is told to, here, at the user's."""
    told = os.environ.get("NUMBA_CACHE_DIR")
    if told:
        return [Path(told) / "collegium"]
    found = [HERE / "__pycache__"]
    installation = sha256(str(HERE).encode()).hexdigest()[:12]
    with suppress(RuntimeError):  # nobody's home is known
        found.append(_of_the_user() / "collegium" / f"kernels-of-{installation}")
    return found


def _of_the_user() -> Path:
    told = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    return Path(told) if told else Path.home() / ".cache"


def writable(roots: list[Path], name: str) -> Path | None:
    """A folder of this name where one can be written; what it replaces is removed."""
    for root in roots:
        folder = root / name
        try:
            is_new = not folder.is_dir()
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if is_new:
            _remove_earlier(root, folder)
        if os.access(folder, os.W_OK):
            return folder
    return None


def _remove_earlier(root: Path, new: Path) -> None:
    """Remove what was kept of other texts of a module, and of modules that are gone.

    A process that still uses it goes on with what it has loaded.
    """
    module = new.name.rpartition("-")[0]
    for folder in root.iterdir():
        found = _FOLDER.fullmatch(folder.name)
        if found and folder != new and (found[1] == module or not _text(found[1]).exists()):
            rmtree(folder, ignore_errors=True)


def _texts(module: str) -> list[str]:
    """The texts of a module and of all kernels it imports, each once."""
    found: dict[str, str] = {}
    waiting = [module]
    for name in waiting:
        if name not in found:
            found[name] = _text(name).read_text(encoding="utf-8")
            waiting += _IMPORT.findall(found[name])
    return [found[name] for name in sorted(found)]


def _text(module: str) -> Path:
    return HERE / f"{module}.py"
