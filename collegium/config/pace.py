"""How fast one person may open pages: as nobody reads, whoever is faster is a robot.

Each process counts for itself and forgets after a minute. What one address or one machine may try
before anybody has signed in is counted elsewhere, for all processes together.
"""

import threading
import time
from collections.abc import Callable
from uuid import UUID

MINUTE = 60.0  # seconds


class Pace:
    """Counts what each person asks for in a minute."""

    def __init__(self, most: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._lock = threading.Lock()
        self._begun = clock()
        self._counts: dict[UUID, int] = {}

    def admits(self, person: UUID) -> bool:
        """Count one more; whether it is not too many. Without a limit nothing is counted."""
        if not self._most:
            return True
        with self._lock:
            if self._clock() - self._begun >= MINUTE:
                self._begun, self._counts = self._clock(), {}
            self._counts[person] = self._counts.get(person, 0) + 1
            return self._counts[person] <= self._most
