"""Where the live session talks to the database: threads of its own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, connections

THREADS = 4
ON_SQLITE = 1  # it lets one write at a time, and threads that compute only get in each other's way


class Threads:
    """Runs database work beside the event loop."""

    def __init__(self) -> None:
        number = ON_SQLITE if connection.vendor == "sqlite" else THREADS
        self._pool = ThreadPoolExecutor(number, thread_name_prefix="live")

    async def run[T](self, work: Callable[[], T]) -> T:
        """Run `work` in one of the threads and return what it returns.

        Raises `CancelledError` when the server stops, as work does that has not begun by then.
        """
        try:
            running = asyncio.get_running_loop().run_in_executor(self._pool, _tidily, work)
        except RuntimeError:  # the threads have been closed
            raise asyncio.CancelledError from None
        return await running

    def close(self) -> None:
        """Let running work finish and take no more."""
        self._pool.shutdown(wait=True, cancel_futures=True)


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
