"""When the search ends: a clock, and somebody at the keyboard. Both stay out of the domain."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from types import FrameType

from collegium.domain.composition.result import Stop

INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Seconds:
    """A limit of time, from the moment this is made."""

    limit: float
    start: float = field(default_factory=monotonic)

    def spent(self, moves: int) -> float:  # noqa: ARG002 - a clock does not ask for moves
        """Time over limit."""
        return (monotonic() - self.start) / self.limit if self.limit > 0 else 1.0


@dataclass(slots=True)
class Interruptible:
    """Another limit, which somebody at the keyboard can cut short."""

    limit: Stop
    interrupted: bool = False

    def spent(self, moves: int) -> float:
        """All of it once interrupted."""
        return 1.0 if self.interrupted else self.limit.spent(moves)


@contextmanager
def ended_by_keyboard(stop: Interruptible) -> Iterator[None]:
    """Within, the first Ctrl-C ends the search with the best so far, the second one everything."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        if stop.interrupted:
            raise KeyboardInterrupt
        stop.interrupted = True

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
