"""Where the present act comes from, said once at the edge: by a page, a command or the worker."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from collegium.audit.verbs import Origin

_PRESENT = ContextVar("origin", default=Origin.COMMAND)


def present_origin() -> Origin:
    """Where what is done now comes from; a command, unless somebody said otherwise."""
    return _PRESENT.get()


@contextmanager
def coming_from(origin: Origin) -> Iterator[None]:
    """Let whatever is done inside come from here."""
    token = _PRESENT.set(origin)
    try:
        yield
    finally:
        _PRESENT.reset(token)
