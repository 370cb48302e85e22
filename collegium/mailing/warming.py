"""The engine of composition compiled beside the worker, before anybody asks for groups."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def warming_beside() -> Iterator[None]:
    """Compile what is not compiled yet in a process of its own, at low priority.

    Its end is not waited for; where it fails, the first search compiles for itself.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "collegium.domain.composition.warming"],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl+C is for the worker, which ends it
    )
    try:
        yield
    finally:
        process.kill()
        process.wait()
