"""Members' calendars are asked beside the mails: a server that takes its time holds up none."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from collegium.meetings.actions.calendars import ask_due
from collegium.outgoing.operator import usual_ways

logger = logging.getLogger(__name__)

PAUSE = 30.0  # seconds between two looks


@contextmanager
def calendars_beside() -> Iterator[None]:
    """Ask calendars as their time comes, until the block ends."""
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
        except DatabaseError as error:
            logger.warning("database: %s; trying again", type(error).__name__)
            connections.close_all()
    connections.close_all()
