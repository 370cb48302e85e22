"""Emptying the outbox: batch after batch, on as many lanes as there is work for."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from django.db import connections

from collegium.mailing.actions.claim import BATCH, claim
from collegium.mailing.actions.send import Clock, Lane
from collegium.mailing.models import Mail

LANES = 4  # connections of one worker to the mail server, when there is much to send


def empty_outbox(clock: Clock, stopping: Callable[[], bool], *, lanes: int = 1) -> int:
    """Send all that is due; how many mails were taken in hand.

    A first batch that is full calls for the other lanes once the server has been reached, threads
    of their own: while one waits for the mail server or the disk, another one writes.
    """
    with closing(Lane(clock, stopping)) as lane:
        first = claim(clock())
        if len(first) < BATCH or lanes == 1:
            return _go(clock, stopping, lane, first)
        if not lane.arrives(first):
            return len(first)
        with ThreadPoolExecutor(lanes, thread_name_prefix="lane") as pool:
            others = [pool.submit(_beside, clock, stopping) for _ in range(lanes - 1)]
            taken = _go(clock, stopping, lane, first)
            return taken + sum(one.result() for one in others)


def _beside(clock: Clock, stopping: Callable[[], bool]) -> int:
    try:
        with closing(Lane(clock, stopping)) as lane:
            return _go(clock, stopping, lane, claim(clock()))
    finally:
        connections.close_all()


def _go(clock: Clock, stopping: Callable[[], bool], lane: Lane, mails: list[Mail]) -> int:
    taken = 0
    while mails:
        taken += len(mails)
        going = lane.send(mails)
        mails = claim(clock()) if going and not stopping() else []
    return taken
