"""Hearing of changes that other processes committed, through PostgreSQL's own notifications."""

import logging
import threading

import psycopg
from django.db import connection

from collegium.meetings.live.bus import CHANNEL, deliver, heard

logger = logging.getLogger(__name__)

PAUSE = 1.0


class Ear:
    """A thread that listens on one connection and takes it up again when it breaks."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="live-ear", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Stop within about a second."""
        self._stop.set()
        self._thread.join(timeout=5)

    def _listen(self) -> None:
        while not self._stop.is_set():
            try:
                with _connect() as line:
                    line.execute(f"LISTEN {CHANNEL}")
                    self._pass_on(line)
            except psycopg.Error as error:
                logger.warning("lost the connection for live sessions (%s)", type(error).__name__)
                self._stop.wait(PAUSE)

    def _pass_on(self, line: "psycopg.Connection[tuple[object, ...]]") -> None:
        while not self._stop.is_set():
            for notice in line.notifies(timeout=PAUSE):
                deliver(heard(notice.payload))


def _connect() -> "psycopg.Connection[tuple[object, ...]]":
    # As Django connects, whatever the address of the database says in its query.
    connecting = {**connection.get_connection_params(), "autocommit": True}
    return psycopg.connect(**connecting)
