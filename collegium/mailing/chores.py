"""What a worker looks after beside the outbox, each at its own pace."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from collegium.groups.actions import watch_groups
from collegium.insights.actions import close_months
from collegium.insights.models import OutcomeFile
from collegium.library.actions.indexing import tend_index, tend_meanings
from collegium.library.actions.resources import forget_who_left
from collegium.library.actions.senses import tend_senses
from collegium.mailing import access
from collegium.mailing.actions.failing import try_corrected
from collegium.mailing.actions.plan import (
    plan_farewells,
    plan_news,
    plan_practice,
    plan_rare,
    plan_sessions,
)
from collegium.mailing.changes import Mark
from collegium.meetings.actions.abandoned import end_abandoned
from collegium.meetings.actions.answering import settle_due
from collegium.meetings.actions.just_in_time import tend_pool
from collegium.people.actions import forget_undecided
from collegium.people.actions.sign_ins import forget_expired_sign_ins
from collegium.people.models import RosterUpload
from collegium.practice.actions.company import tend_buddies
from collegium.rights.actions.memories import keep_memories
from collegium.rights.actions.retention import keep_persons, keep_rows

logger = logging.getLogger(__name__)

LOOK = timedelta(minutes=5)  # what the clock makes due comes at full five minutes
AHEAD = LOOK + timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Chore:
    """Something to do once in every `pace`, counted on the clock."""

    name: str
    pace: timedelta
    act: Callable[[datetime], object]

    def turn(self, now: datetime) -> int:
        """The number of the span of time that `now` is in."""
        return int(now.timestamp() // self.pace.total_seconds())


def _forget_files(now: datetime) -> int:
    return sum(forget_undecided(model, now) for model in (RosterUpload, OutcomeFile))


def _farewells(now: datetime) -> int:
    return keep_memories(now) + plan_farewells(now)


BESIDE = (
    Chore("roster", timedelta(seconds=15), watch_groups),
    Chore("abandoned", timedelta(minutes=1), end_abandoned),
    Chore("dates", timedelta(minutes=1), settle_due),
    Chore("pool", timedelta(seconds=15), tend_pool),
    Chore("buddies", timedelta(minutes=1), tend_buddies),
    Chore("addresses", timedelta(seconds=15), lambda _now: try_corrected()),
    Chore("index", timedelta(minutes=10), tend_index),
    Chore("meanings", timedelta(minutes=1), tend_meanings),
    Chore("memories", timedelta(minutes=1), tend_senses),
    Chore("uploads", timedelta(hours=1), _forget_files),
    Chore("sign-ins", timedelta(hours=1), forget_expired_sign_ins),
    Chore("figures", timedelta(hours=1), close_months),
    Chore("farewells", timedelta(hours=1), _farewells),
    Chore("absent", timedelta(hours=1), keep_persons),
    Chore("old", timedelta(hours=1), keep_rows),
    Chore("offers", timedelta(hours=1), lambda _now: forget_who_left()),
)
CHORES = (
    Chore("news", LOOK, plan_news),  # although nothing seems to have been written
    Chore("practice", LOOK, lambda now: plan_practice(now, ahead=AHEAD)),
    Chore("sessions", LOOK, lambda now: plan_sessions(now, ahead=AHEAD)),
    Chore("rare", timedelta(seconds=15), plan_rare),
    *BESIDE,
)


def listed(chores: Sequence[Chore]) -> list[Chore]:
    """Return those that the access table knows; no other one runs."""
    known = [chore for chore in chores if chore.name in access.CHORES]
    for chore in chores:
        if chore not in known:
            logger.error("the chore %s is not in the access table: it does not run", chore.name)
    return known


class Rota:
    """Whose turn it is.

    A pass does one chore, so that no pass is long, whatever comes together. The others follow
    while the worker would rest.

    A turn is another span than the last one's, earlier or later: a clock that is set, in either
    direction, calls for a new look.
    """

    def __init__(self, chores: Sequence[Chore] = CHORES) -> None:
        self._chores = listed(chores)
        self._done: dict[str, int] = {}
        self.looked_at: Mark = ()  # what was written when the worker last looked for news

    def next(self, now: datetime) -> Chore | None:
        """The chore whose turn it is, longest ago first; None where all are done."""
        for chore in self._chores:
            if self._done.get(chore.name) != chore.turn(now):
                return chore
        return None

    def did(self, chore: Chore, now: datetime) -> None:
        """Note that a chore was done; it goes to the end of the queue."""
        self._done[chore.name] = chore.turn(now)
        self._chores.remove(chore)
        self._chores.append(chore)
