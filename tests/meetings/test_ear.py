"""Hearing of what another process committed, at once and not at the next look."""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from collegium.meetings.live import bus
from collegium.meetings.live.bus import News
from collegium.meetings.live.postgres import Ear

pytestmark = [
    pytest.mark.django_db(transaction=True, databases="__all__"),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="about PostgreSQL"),
]


@contextmanager
def listening() -> Iterator[list[News]]:
    """What comes through PostgreSQL, once it does; this process tells itself, too."""
    ear, came, first = Ear(), [], uuid4()

    def listen(news: News) -> None:
        if threading.current_thread().name == "live-ear":
            came.append(news)

    bus.listen(listen)
    ear.start()
    try:
        for _ in range(200):  # until the ear is connected
            tell({first: 1})
            if came:
                break
            time.sleep(0.1)
        came.clear()
        yield came
    finally:
        ear.stop()
        bus.stop_listening(listen)


def tell(news: News) -> None:
    with transaction.atomic():
        bus.announce(news)


def wait_for(sessions: Iterable[UUID], came: list[News]) -> None:
    """Give them two seconds to come."""
    wanted = set(sessions)
    for _ in range(40):
        if wanted <= heard(came).keys():
            break
        time.sleep(0.05)


def heard(came: list[News]) -> dict[UUID, int]:
    return {session: sequence for news in came for session, sequence in news.items()}


@pytest.mark.parametrize("number", [1, 16, 250])
def test_news_reach_every_process_that_listens_many_at_a_time(number: int) -> None:
    news = {uuid4(): 10**9 + one for one in range(number)}
    with listening() as came:
        tell(news)
        wait_for(news, came)
        assert news.items() <= heard(came).items()
        assert len([one for one in came if not news.keys().isdisjoint(one)]) == -(-number // 100)


def test_of_what_was_undone_nobody_hears() -> None:
    undone, done = uuid4(), uuid4()
    with listening() as came:
        with transaction.atomic():
            bus.announce({undone: 7})
            transaction.set_rollback(True)
        tell({done: 7})
        wait_for([done], came)
        assert done in heard(came)
        assert undone not in heard(came)
