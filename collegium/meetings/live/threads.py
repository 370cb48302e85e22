"""Where the live session talks to the database: beside the event loop, or on it where that pays."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from traceback import clear_frames

from django.db import OperationalError, connection, connections

from collegium.vault.haste import no_time

THREADS = 4
ON_SQLITE = 1  # it lets one write at a time, and threads that compute only get in each other's way
TOO_LONG = 0.2  # seconds that quick work may hold the event loop up
REST = 1.0  # seconds without any of it there once it took longer
TRIES = (0.002, 0.004, 0.008, 0.016, 0.032)  # seconds to let others write before the next one


class Threads:
    """Runs work that asks the database."""

    def __init__(self) -> None:
        number = ON_SQLITE if connection.vendor == "sqlite" else THREADS
        self._pool = ThreadPoolExecutor(number, thread_name_prefix="live")
        self._near = all(one.vendor == "sqlite" for one in connections.all())
        self._none_before = 0.0  # on the loop's clock

    async def run[T](self, work: Callable[[], T], *, quick: bool = False) -> T:
        """Run `work` in one of the threads and return what it returns.

        A thread that computes and an event loop that sends take turns so often that it costs more
        than what is done. So where the databases are files, `quick` work, a few milliseconds of it,
        is done at once on the event loop; there again a moment later where others write; in a
        thread after all when something makes it wait for longer, or lately was slow. It must be
        safe to begin anew.

        Raises `CancelledError` when the server stops, as work does that has not begun by then.
        """
        loop = asyncio.get_running_loop()
        for pause in TRIES if quick else ():
            if not self._near or loop.time() < self._none_before:
                break
            try:
                return self._at_once(loop, work)
            except OperationalError as error:  # others write, a key is fetched
                _let_go(error)
                if not _is_busy(error):
                    break
            await asyncio.sleep(pause)
        try:
            running = loop.run_in_executor(self._pool, _tidily, work)
        except RuntimeError:  # the threads have been closed
            raise asyncio.CancelledError from None
        return await running

    def _at_once[T](self, loop: asyncio.AbstractEventLoop, work: Callable[[], T]) -> T:
        began = loop.time()
        try:
            with _as_if_in_a_thread(loop):
                return work()
        finally:
            ended = loop.time()
            if ended - began > TOO_LONG:
                self._none_before = ended + REST

    def close(self) -> None:
        """Let running work finish and take no more."""
        self._near = False
        self._pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _as_if_in_a_thread(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """Let Django ask databases on an event loop, over connections that never wait."""
    asyncio._set_running_loop(None)
    try:
        for one in connections.all():
            one.ensure_connection()
            one.connection.execute("PRAGMA busy_timeout = 0")
        with no_time():
            yield
    finally:
        asyncio._set_running_loop(loop)


def _is_busy(error: OperationalError) -> bool:
    return str(getattr(error.__cause__, "sqlite_errorname", "")).startswith("SQLITE_BUSY")


def _let_go(error: BaseException) -> None:
    """Let go of what was being worked on: Django's own frames and its errors hold each other."""
    clear_frames(error.__traceback__)
    if error.__cause__:
        _let_go(error.__cause__)


def _tidily[T](work: Callable[[], T]) -> T:
    try:
        return work()
    finally:
        _give_back()


def _give_back() -> None:
    # PostgreSQL's connections go back to their pool; SQLite's are the thread's own and stay open.
    for one in connections.all(initialized_only=True):
        if one.vendor != "sqlite" and not one.in_atomic_block:
            one.close()
