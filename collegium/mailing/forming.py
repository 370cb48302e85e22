"""Groups that leads asked for: the worker starts a process for each run and sees to its end."""

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from collegium.groups.actions import claim_run, release_run
from collegium.groups.actions.leasing import drop_lease, due_runs
from collegium.groups.models import Composition

logger = logging.getLogger(__name__)

PAUSE = 0.5  # seconds between two looks: a lead is waiting
AT_ONCE = 2  # processes of one worker


class Searches:
    """The processes in which the runs of one worker search."""

    def __init__(self) -> None:
        self._running: list[tuple[Composition, subprocess.Popen[bytes]]] = []

    def look(self) -> bool:
        """See who has ended and start what is due; whether there is anything left to wait for."""
        for run, process in list(self._running):
            if process.poll() is not None:
                self._running.remove((run, process))
                self._ended(run, process.returncode)
        while len(self._running) < AT_ONCE and (due := _next()):
            self._running.append((due, _start(due)))
        return bool(self._running)

    def _ended(self, run: Composition, code: int) -> None:
        if code:
            logger.warning("run %s ended with code %s", run.pk, code)
            drop_lease(run)

    def close(self) -> None:
        """End all of them; another worker begins their runs anew."""
        for run, process in self._running:
            process.kill()
            process.wait()
            release_run(run)


def _next() -> Composition | None:
    now = timezone.now()
    return claim_run(now) if due_runs(now).exists() else None  # claiming locks, looking does not


def _start(run: Composition) -> "subprocess.Popen[bytes]":
    words = ["form_groups", str(run.pk), str(run.attempts), "--parent", str(os.getpid())]
    return subprocess.Popen(  # noqa: S603 - our own interpreter and command
        [sys.executable, "-m", "collegium", *words],
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl+C is for the worker, which ends it
    )


def form_all_due() -> None:
    """Form groups until nothing is due any more."""
    searches = Searches()
    pause = threading.Event()
    while searches.look():
        pause.wait(PAUSE)


@contextmanager
def forming_beside() -> Iterator[None]:
    """Form groups, as soon as somebody asks for them, until the block ends."""
    stop = threading.Event()
    thread = threading.Thread(target=_form, args=(stop,), daemon=True, name="forming")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=5)


def _form(stop: threading.Event) -> None:
    searches = Searches()
    while not stop.wait(PAUSE):
        close_old_connections()
        with _known_errors():
            searches.look()
    with _known_errors():
        searches.close()
    connections.close_all()


@contextmanager
def _known_errors() -> Iterator[None]:
    """A database that is away or busy is asked again; its words are not logged."""
    try:
        yield
    except DatabaseError as error:
        logger.warning("database: %s; trying again", type(error).__name__)
        connections.close_all()
