"""The worker: looks what is due, sends it, rests, until it is told to stop."""

import logging
import os
import threading
import time
from collections.abc import Callable
from functools import partial

from django.db import DatabaseError, connections
from django.utils import timezone

from collegium.audit.origins import coming_from
from collegium.audit.verbs import Origin
from collegium.mailing.actions.empty import LANES, empty_outbox
from collegium.mailing.actions.plan import plan_due, plan_news
from collegium.mailing.actions.send import Clock
from collegium.mailing.calendars import calendars_beside
from collegium.mailing.changes import mark
from collegium.mailing.chores import BESIDE, Rota, listed
from collegium.mailing.forming import forming_beside
from collegium.vault.troubles import named

logger = logging.getLogger(__name__)

PAUSE = 5.0  # seconds between two passes, in which the other chores are done


def run(
    stop: threading.Event,
    *,
    parent: int | None = None,
    pause: float = PAUSE,
    clock: Clock = timezone.now,
) -> None:
    """Work until `stop` is set, or the process that started this one is gone."""
    rota = Rota()
    with coming_from(Origin.WORKER), forming_beside(), calendars_beside():
        while not stop.is_set() and not _is_orphaned(parent):
            well = _safely(partial(take_turn, rota, clock, stop.is_set))
            until = time.monotonic() + pause
            while well and time.monotonic() < until and not stop.is_set() and rota.next(clock()):
                well = _safely(partial(_do_chore, rota, clock))
            stop.wait(max(0.0, until - time.monotonic()))


def work_once(
    stopping: Callable[[], bool] = lambda: False, *, clock: Clock = timezone.now, lanes: int = 1
) -> int:
    """Do every chore, plan and send all that is due; how many mails were taken in hand."""
    for chore in listed(BESIDE):
        chore.act(clock())
    plan_due(clock())
    return empty_outbox(clock, stopping, lanes=lanes)


def take_turn(rota: Rota, clock: Clock, stopping: Callable[[], bool] = lambda: False) -> int:
    """One pass: news if anything was written, one chore at most, the outbox.

    A few queries where nothing is due, none of them over many rows where nothing was written.
    """
    written = mark()
    if rota.looked_at != written:
        plan_news(clock())
        rota.looked_at = written
    _do_chore(rota, clock)
    return empty_outbox(clock, stopping, lanes=LANES)


def _do_chore(rota: Rota, clock: Clock) -> None:
    now = clock()
    if chore := rota.next(now):
        chore.act(now)
        rota.did(chore, now)


def _safely(work: Callable[[], object]) -> bool:
    """Do it. A database that is away or busy is asked again; its words are not logged."""
    try:
        work()
    except DatabaseError as error:
        logger.warning("database: %s; trying again", named(error))
        connections.close_all()
        return False
    return True


def _is_orphaned(parent: int | None) -> bool:
    return parent is not None and os.getppid() != parent
