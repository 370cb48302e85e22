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
from collegium.vault.troubles import named

logger = logging.getLogger(__name__)

PAUSE = 0.5  # seconds between two looks: a lead is waiting
AT_ONCE = 2  # processes of one worker
LINGER = 60.0  # seconds that a process waits for another run, with the engine loaded


class Searches:
    """The processes in which the runs of one worker search."""

    def __init__(self, *, linger: float = 0) -> None:
        self._linger = linger
        self._left_to_others = False
        self._running: list[tuple[Composition, subprocess.Popen[bytes]]] = []

    def look(self) -> bool:
        """See who has ended and start what is due; whether there is anything left to wait for."""
        for run, process in list(self._running):
            if process.poll() is not None:
                self._running.remove((run, process))
                self._ended(run, process.returncode)
        if due_runs(timezone.now()).exists():  # claiming locks, looking does not
            self._start()
        else:
            self._left_to_others = False
        return bool(self._running)

    def _start(self) -> None:
        """Start what is due, once those who linger have had the time to take it."""
        if self._linger and self._running and not self._left_to_others:
            self._left_to_others = True
            return
        while len(self._running) < AT_ONCE and (due := claim_run(timezone.now())):
            self._running.append((due, _process(due, self._linger)))
        self._left_to_others = False

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


def _process(run: Composition, linger: float) -> "subprocess.Popen[bytes]":
    words = ["form_groups", str(run.pk), str(run.attempts)]
    words += ["--parent", str(os.getpid()), "--linger", str(linger)]
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
    searches = Searches(linger=LINGER)
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
        logger.warning("database: %s; trying again", named(error))
        connections.close_all()
