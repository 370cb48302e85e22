"""The worker: looks what is due, sends it, rests, until it is told to stop."""

import logging
import os
import threading
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from collegium.groups.actions import watch_groups
from collegium.mailing.actions.claim import claim
from collegium.mailing.actions.plan import plan_due
from collegium.mailing.actions.send import Clock, send
from collegium.mailing.calendars import calendars_beside
from collegium.mailing.forming import forming_beside
from collegium.meetings.actions.abandoned import end_abandoned
from collegium.meetings.actions.answering import settle_due
from collegium.people.actions import forget_undecided
from collegium.practice.actions.company import tend_buddies

logger = logging.getLogger(__name__)

PAUSE = 5.0  # seconds between two passes


def run(stop: threading.Event, *, parent: int | None = None, pause: float = PAUSE) -> None:
    """Work until `stop` is set, or the process that started this one is gone."""
    with forming_beside(), calendars_beside():
        while not stop.is_set() and not _is_orphaned(parent):
            _pass_safely(stop)
            stop.wait(pause)


def work_once(stopping: Callable[[], bool] = lambda: False, *, clock: Clock = timezone.now) -> int:
    """Plan and send all that is due, batch by batch; how many mails were taken in hand.

    The worker also checks groups against a roster that has changed, ends sessions that everybody
    has left, decides dates where nobody acted, lets a third join buddies who no longer talk, and
    drops roster files that nobody decided on.
    """
    watch_groups(clock())
    end_abandoned(clock())
    settle_due(clock())
    tend_buddies(clock())
    plan_due(clock())
    forget_undecided(clock())
    taken = 0
    while not stopping() and (mails := claim(clock())):
        send(mails, clock=clock, stopping=stopping)
        taken += len(mails)
    return taken


def _pass_safely(stop: threading.Event) -> None:
    """One pass. A database that is away or busy is asked again; its words are not logged."""
    close_old_connections()
    try:
        work_once(stop.is_set)
    except DatabaseError as error:
        logger.warning("database: %s; trying again", type(error).__name__)
        connections.close_all()


def _is_orphaned(parent: int | None) -> bool:
    return parent is not None and os.getppid() != parent
