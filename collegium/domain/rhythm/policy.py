"""What an organisation wants its members reminded of, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

LAST_WEEKDAY = 6
STEP = 5  # minutes: everything comes at a full five minutes, so nobody need look in between


class Kind(StrEnum):
    """What can be due to a member."""

    LOG = "log"
    CHECK_IN = "check-in"
    TIP = "tip"
    SESSION = "session"
    NUDGE = "nudge"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Weekly:
    """Something due once in every week of practice, on its `weekday` (0 is Monday).

    In the first week it comes only when `rest` days have passed since Session One, so that
    nobody is asked on that day how the practice goes. A week too short for it goes without.
    """

    kind: Kind
    weekday: int
    at: time
    rest: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= LAST_WEEKDAY:
            raise ValueError("a weekday is 0 (Monday) to 6 (Sunday)")


@dataclass(frozen=True, slots=True)
class Ahead:
    """Something due `days` days before each session."""

    kind: Kind
    days: int
    at: time


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules, and what holds for all of them.

    `wake` to `sleep` are the hours, in the member's zone, in which anything may come. What
    could not be sent on its day (the server was down) still comes within `patience` days;
    after that it is dropped. Without a date for Session Two the practice is `weeks` long.
    `gathered` are the kinds that come together for whoever wants one mail a week. `nudge` is
    how many minutes before a meeting that a plan waits for its nudge comes.
    """

    weekly: tuple[Weekly, ...] = ()
    ahead: tuple[Ahead, ...] = ()
    weeks: int = 4
    wake: time = time(8)
    sleep: time = time(20)
    patience: int = 3
    gathered: frozenset[Kind] = frozenset({Kind.LOG, Kind.CHECK_IN, Kind.TIP})
    nudge: int = 10

    def __post_init__(self) -> None:
        for rule in self.rules:
            if not self.wake <= rule.at < self.sleep:
                raise ValueError(f"{rule.kind} would come at night")
            if rule.at.minute % STEP or rule.at.second:
                raise ValueError(f"{rule.kind} would not come at full {STEP} minutes")
        kinds = [rule.kind for rule in self.rules]
        if len(kinds) != len(set(kinds)):
            raise ValueError("each kind has one rule, or its keys would clash")

    @property
    def rules(self) -> tuple[Weekly | Ahead, ...]:
        """All rules."""
        return (*self.weekly, *self.ahead)


USUAL = Policy(
    weekly=(
        Weekly(Kind.TIP, weekday=0, at=time(9)),
        Weekly(Kind.CHECK_IN, weekday=2, at=time(9), rest=2),
        Weekly(Kind.LOG, weekday=4, at=time(14), rest=2),
    ),
    ahead=(Ahead(Kind.SESSION, days=1, at=time(9)),),
)
