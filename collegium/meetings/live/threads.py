"""Where the live session talks to the database: a few threads of its own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connections

THREADS = 4


class Threads:
    """Runs database work beside the event loop."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="live")

    async def run[T](self, work: Callable[[], T]) -> T:
        """Run `work` in one of the threads and return what it returns."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, _tidily, work)

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
    for connection in connections.all(initialized_only=True):
        if connection.vendor != "sqlite" and not connection.in_atomic_block:
            connection.close()
