"""Hearing of what another process committed, at once and not at the next look."""

import threading
from uuid import uuid4

import pytest
from django.db import connection, transaction

from collegium.meetings.live import bus
from collegium.meetings.live.bus import News
from collegium.meetings.live.postgres import Ear

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="about PostgreSQL")
def test_news_reach_every_process_that_listens() -> None:
    session, heard, first = uuid4(), threading.Event(), threading.Event()

    def listen(news: News) -> None:
        if session in news:
            (heard if news[session] == 7 else first).set()

    bus.listen(listen)
    ear = Ear()
    ear.start()
    try:
        for _ in range(200):  # until the ear is connected
            _notify(session, 1)
            if first.wait(0.1):
                break
        _notify(session, 7)
        assert heard.wait(2)
    finally:
        ear.stop()
        bus.stop_listening(listen)


def _notify(session: object, sequence: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [bus.CHANNEL, f"{session}:{sequence}"])
