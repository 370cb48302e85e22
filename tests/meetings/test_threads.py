"""Where work that asks the database is done, and that nobody waits for one who waits for it."""

import asyncio
import gc
import json
import sqlite3
import threading
import time
import weakref
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, connections

from collegium.meetings.live.threads import REST, TOO_LONG, TRIES, Threads
from collegium.vault.haste import take_time
from tests.meetings.serving import Server
from tests.meetings.test_live_connection import PATIENCE, Browser, dial, play

pytestmark = pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="elsewhere all of it is done in threads"
)
DATABASES = pytest.mark.django_db(databases="__all__")
AT_ONCE = 1.0  # seconds, however slow the machine


@pytest.fixture
def _patient_again() -> Iterator[None]:
    yield
    for one in connections.all():  # other tests' connections they are, too
        with one.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 20000")


def here() -> str:
    """The name of the thread that this is done in."""
    return threading.current_thread().name.partition("_")[0]


def told(story: Callable[[Threads], Coroutine[Any, Any, list[str]]]) -> list[str]:
    async def whole() -> list[str]:
        threads = Threads()
        try:
            return await story(threads)
        finally:
            threads.close()

    return asyncio.run(whole())


@pytest.mark.usefixtures("_patient_again")
@DATABASES
def test_only_what_is_quick_is_done_on_the_event_loop() -> None:
    async def story(threads: Threads) -> list[str]:
        return [await threads.run(here, quick=quick) for quick in (True, False)]

    assert told(story) == ["MainThread", "live"]


@pytest.mark.usefixtures("_patient_again")
@DATABASES
def test_django_may_ask_there_and_nowhere_else_on_the_loop() -> None:
    def asked() -> str:
        with connection.cursor() as cursor:
            return str(cursor.execute("SELECT 'asked'").fetchone()[0])

    async def story(threads: Threads) -> list[str]:
        answers = [await threads.run(asked, quick=True)]
        assert asyncio.get_running_loop()
        with pytest.raises(Exception, match="async context"):
            asked()
        return answers

    assert told(story) == ["asked"]


@pytest.mark.usefixtures("_patient_again")
@DATABASES
def test_nothing_is_left_of_what_had_to_wait() -> None:
    class Words(list[str]):
        """What somebody said."""

    left: list[weakref.ref[Words]] = []

    def busy() -> str:
        words = Words(["secret"])
        left.append(weakref.ref(words))
        if here() == "MainThread":
            with connection.cursor() as cursor:
                cursor.execute("SELECT abs(-9223372036854775808)")  # an OperationalError
        return here()

    async def story(threads: Threads) -> list[str]:
        return [await threads.run(busy, quick=True)]

    gc.disable()
    try:
        assert told(story) == ["live"]
        assert [one() for one in left] == [None, None]
    finally:
        gc.enable()


@pytest.mark.usefixtures("_patient_again")
@DATABASES
def test_a_thread_waits_for_a_database_that_is_busy_and_for_a_key_that_is_fetched() -> None:
    def busy() -> str:
        if here() == "MainThread":
            raise OperationalError("database is locked")
        return here()

    def fetched() -> str:
        take_time()
        return here()

    async def story(threads: Threads) -> list[str]:
        return [await threads.run(work, quick=True) for work in (busy, fetched, here)]

    assert told(story) == ["live", "live", "MainThread"]


@pytest.mark.usefixtures("_patient_again")
@DATABASES
def test_a_moment_later_it_is_done_on_the_loop_where_others_write_only_shortly(
    tmp_path: Path,
) -> None:
    file = tmp_path / "another.sqlite3"
    with (
        closing(sqlite3.connect(file, isolation_level=None)) as other,
        closing(sqlite3.connect(file, isolation_level=None, timeout=0)) as own,
    ):
        tries = []

        def written() -> str:
            tries.append(here())
            try:
                own.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                raise OperationalError from error  # as Django does
            own.execute("ROLLBACK")
            return here()

        async def story(threads: Threads) -> list[str]:
            other.execute("BEGIN IMMEDIATE")
            asyncio.get_running_loop().call_later(TRIES[0] * 1.5, other.execute, "ROLLBACK")
            return [await threads.run(written, quick=True)]

        assert told(story) == ["MainThread"]
        assert set(tries) == {"MainThread"}
        assert len(tries) > 1


@pytest.mark.usefixtures("_patient_again")
@DATABASES
def test_after_something_slow_the_loop_is_left_alone_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def slow() -> str:
        time.sleep(TOO_LONG * 1.5)
        return here()

    async def story(threads: Threads) -> list[str]:
        seen = [await threads.run(slow, quick=True), await threads.run(here, quick=True)]
        later = asyncio.get_running_loop().time() + REST
        monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: later)
        return [*seen, await threads.run(here, quick=True)]

    assert told(story) == ["MainThread", "live", "MainThread"]


@pytest.mark.usefixtures("_patient_again")
@DATABASES
def test_what_fails_fails_and_the_loop_goes_on() -> None:
    async def story(threads: Threads) -> list[str]:
        with pytest.raises(ZeroDivisionError):
            await threads.run(lambda: 1 / 0, quick=True)
        await asyncio.sleep(0)
        return [await threads.run(here, quick=True)]

    assert told(story) == ["MainThread"]


def test_whoever_says_nothing_waits_for_no_write_of_others(
    server: Server, session: dict[str, Any]
) -> None:
    file = Path(server.environment["COLLEGIUM_DATA"]) / "collegium.sqlite3"

    async def story() -> None:
        async with dial(server, session, 0) as first, dial(server, session, 1) as second:
            ada, ben = Browser(first), Browser(second)
            await ada.do("next_step")
            await ben.until(lambda one: "stage" in one.parts)
            with closing(sqlite3.connect(file, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")  # as the worker does, or a roster
                key = await ada.send("contribute", slot="card", text="waits")
                await asyncio.sleep(0.2)
                for number in range(3):
                    began = time.monotonic()
                    await second.send(json.dumps({"ping": number}))
                    await ben.until(lambda one: "pong" in one.answers)
                    assert time.monotonic() - began < AT_ONCE
                    del ben.answers["pong"]
                assert key not in ada.answers
                other.execute("ROLLBACK")
            async with asyncio.timeout(PATIENCE):
                await ada.until(lambda one: key in one.answers)
            assert "ack" in ada.answers[key]

    play(story())
