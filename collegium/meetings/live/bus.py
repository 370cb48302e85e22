"""Telling every open room that something happened: only that it did, never what.

In one process the hub is called directly. Between processes PostgreSQL carries the news with the
transaction itself; elsewhere the hub's regular look at the log finds it.
"""

from collections.abc import Callable
from uuid import UUID

from django.db import connection, transaction

CHANNEL = "collegium_live"
type Listener = Callable[[UUID, int], None]

_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Call `listener` with a session and its sequence, from whatever thread committed."""
    _listeners.append(listener)


def stop_listening(listener: Listener) -> None:
    """Undo `listen`."""
    _listeners.remove(listener)


def announce(session_id: UUID, sequence: int) -> None:
    """Pass the news on as soon as the current transaction is committed."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{session_id}:{sequence}"])
    transaction.on_commit(lambda: deliver(session_id, sequence))


def deliver(session_id: UUID, sequence: int) -> None:
    """Call the listeners of this process."""
    for listener in tuple(_listeners):
        listener(session_id, sequence)
