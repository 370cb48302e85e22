"""Telling every open room that something happened: only that it did, never what.

In one process the hub is called directly. Between processes PostgreSQL carries the news with the
transaction itself; elsewhere the hub's regular look at the log finds it.
"""

from collections.abc import Callable, Iterator, Mapping
from uuid import UUID

from django.db import connection, transaction

CHANNEL = "collegium_live"
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
    """Pass news on as soon as the current transaction is committed."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_notify(%s, words) FROM unnest(%s::text[]) AS words",
                [CHANNEL, list(_in_words(news))],
            )
    transaction.on_commit(lambda: deliver(news))


def deliver(news: News) -> None:
    """Call the listeners of this process."""
    for listener in tuple(_listeners):
        listener(news)


def heard(words: str) -> News:
    """Read what `announce` told other processes."""
    session, _, sequence = words.partition(":")
    return {UUID(session): int(sequence)}


def _in_words(news: News) -> Iterator[str]:
    for session, sequence in news.items():
        yield f"{session}:{sequence}"
