"""Where nobody may wait: on an event loop, which has everybody else to serve."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import local

from django.db import OperationalError

_here = local()


class WouldWait(OperationalError):  # noqa: N818 - it says what is the case
    """What was asked for takes a while, and has to be asked for in a thread."""


@contextmanager
def no_time() -> Iterator[None]:
    """Let nothing in this block take long that can be known to."""
    _here.is_in_haste = True
    try:
        yield
    finally:
        _here.is_in_haste = False


def take_time() -> None:
    """Say that what comes now takes a while; raises `WouldWait` where there is no time."""
    if getattr(_here, "is_in_haste", False):
        raise WouldWait
