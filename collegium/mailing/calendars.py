"""Other servers are asked beside the mails, so that one that takes its time holds up none:
members' calendars, and whether recommended links still open.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from random import SystemRandom

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from collegium.library.actions.links import check_links
from collegium.meetings.actions.calendars import ask_due
from collegium.outgoing.operator import usual_ways
from collegium.vault.troubles import named

logger = logging.getLogger(__name__)

PAUSE = 30.0  # seconds between two looks
CHANCE = SystemRandom().random


@contextmanager
def calendars_beside() -> Iterator[None]:
    """Ask calendars and links as their time comes, until the block ends."""
    stop = threading.Event()
    thread = threading.Thread(target=_ask, args=(stop,), daemon=True, name="calendars")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=1)


def _ask(stop: threading.Event) -> None:
    while not stop.wait(PAUSE):
        close_old_connections()
        try:
            ask_due(timezone.now(), ways=usual_ways(), stopping=stop.is_set)
            check_links(timezone.now(), ways=usual_ways(), chance=CHANCE, stopping=stop.is_set)
        except DatabaseError as error:
            logger.warning("database: %s; trying again", named(error))
            connections.close_all()
    connections.close_all()
