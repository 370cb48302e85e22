"""How many lines somebody may have into this process, and how fast they may speak on them."""

import asyncio
from collections import Counter
from uuid import UUID

MOST_LINES = 12  # tabs and devices of one person; nobody sits before so many
BREATH = 0.05  # seconds between two messages of one person; nobody clicks faster


class Turnstile:
    """Counts people in and out."""

    def __init__(self) -> None:
        self._lines: Counter[UUID] = Counter()
        self._next: dict[UUID, float] = {}  # when somebody may speak again, on the loop's clock

    def admit(self, person: UUID) -> bool:
        """Count one more line of somebody, unless they have too many."""
        if self._lines[person] >= MOST_LINES:
            return False
        self._lines[person] += 1
        return True

    def release(self, person: UUID) -> None:
        """Count one line less."""
        self._lines[person] -= 1
        if not self._lines[person]:
            del self._lines[person]
            self._next.pop(person, None)

    async def breathe(self, person: UUID) -> None:
        """Wait until somebody may speak again; meanwhile what they send waits at their end."""
        now = asyncio.get_running_loop().time()
        turn = max(now, self._next.get(person, now)) + BREATH
        self._next[person] = turn
        await asyncio.sleep(turn - now)
