"""Channels are told beside the mails: a chat that takes its time holds up none."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from collegium.mailing.actions.posting import post_due
from collegium.outgoing.operator import usual_ways
from collegium.vault.troubles import named

logger = logging.getLogger(__name__)

PAUSE = 15.0  # seconds between two looks: an administrator may be waiting for a first message


@contextmanager
def chatting_beside() -> Iterator[None]:
    """Post what is due until the block ends."""
    stop = threading.Event()
    thread = threading.Thread(target=_keep_posting, args=(stop,), daemon=True, name="chat")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=1)


def chat_once() -> None:
    """Post what is due now."""
    post_due(clock=timezone.now, ways=usual_ways())


def _keep_posting(stop: threading.Event) -> None:
    while not stop.wait(PAUSE):
        close_old_connections()
        try:
            post_due(clock=timezone.now, ways=usual_ways(), stopping=stop.is_set)
        except DatabaseError as error:
            logger.warning("database: %s; trying again", named(error))
            connections.close_all()
    connections.close_all()
