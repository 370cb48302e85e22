"""That somebody works with the databases: servers and workers hold a lock that restoring asks."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = "in-use.lock"
ERASED = "erased.json"  # in the data folder while a restore is under way, and after it broke off


@contextmanager
def in_use(data: Path) -> Iterator[None]:
    """Say so for as long as the block lasts, or the process lives."""
    with (data / LOCK).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


@contextmanager
def unused(data: Path) -> Iterator[bool]:
    """Whether nobody says so; if not, nobody can until the block ends."""
    with (data / LOCK).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
