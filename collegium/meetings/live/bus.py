"""Telling every open room that something happened: only that it did, never what.

In one process the hub is called directly. Between processes PostgreSQL carries the news with the
transaction itself; elsewhere the hub's regular look at the log finds it.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import batched
from uuid import UUID

from django.db import connection, transaction

CHANNEL = "collegium_live"
MOST_IN_ONE = 100  # sessions in one notification, which has room for 8000 bytes
type News = Mapping[UUID, int]  # sessions, and the sequence that each has come to
type Listener = Callable[[News], None]

_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Call `listener` with news, from whatever thread committed."""
    _listeners.append(listener)


def stop_listening(listener: Listener) -> None:
    """Undo `listen`."""
    _listeners.remove(listener)


def announce(news: News) -> None:
    """Pass news on as soon as the current transaction is committed.

    All of it at a time: each notification wakes every process.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for some in batched(news.items(), MOST_IN_ONE):
                cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, _in_words(some)])
    transaction.on_commit(lambda: deliver(news))


def deliver(news: News) -> None:
    """Call the listeners of this process."""
    for listener in tuple(_listeners):
        listener(news)


def heard(words: str) -> News:
    """Read what `announce` told other processes."""
    told = (one.partition(":") for one in words.split())
    return {UUID(session): int(sequence) for session, _, sequence in told}


def _in_words(news: Iterable[tuple[UUID, int]]) -> str:
    return " ".join(f"{session.hex}:{sequence}" for session, sequence in news)
