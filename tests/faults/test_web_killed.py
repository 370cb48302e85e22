"""A web server that is killed again and again, and many at the same moment.

`make faults` kills it more often than `make test` does.
"""

import asyncio
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import WebSocketException

from tests.faults.figures import Figure
from tests.faults.looking import looked
from tests.meetings.serving import Server, a_server
from tests.meetings.test_live_connection import Browser, dial

KILLS = int(os.environ.get("COLLEGIUM_KILLS", "5"))
SIX = 6
MOST_CARDS = 25  # of one member; the engine takes thirty
BACK_WITHIN = 5.0

pytestmark = pytest.mark.xdist_group("mortal server")


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("mortal")
    with a_server(folder, "mortal") as running:
        yield running


@dataclass
class Somebody:
    """A browser that comes back whenever it was cut off, and sends again what nobody took."""

    server: Server
    session: dict[str, Any]
    who: int
    numbers: dict[str, int] = field(default_factory=dict)  # what was acknowledged, and as what
    seen: list[tuple[float, int]] = field(default_factory=list)  # when a snapshot came, and which
    unsent: str = ""
    final: dict[str, str] = field(default_factory=dict)

    async def live(self, over: asyncio.Event) -> None:
        while not over.is_set():
            with suppress(OSError, WebSocketException, TimeoutError):
                async with dial(self.server, self.session, self.who) as socket:
                    browser = Browser(socket)
                    await browser.until(lambda one: bool(one.sequences))
                    self.seen.append((time.monotonic(), browser.sequences[0]))
                    await self._write(browser, over)
            await asyncio.sleep(0.02)

    async def _write(self, browser: Browser, over: asyncio.Event) -> None:
        while not over.is_set():
            self.unsent = self.unsent or str(uuid4())
            text = f"card {self.unsent}"
            slot = {"slot": "card", "text": text} if len(self.numbers) < MOST_CARDS else {"up": "1"}
            kind = "contribute" if "slot" in slot else "hand"
            answer = await browser.do(kind, self.unsent, **slot)
            assert browser.sequences == sorted(browser.sequences)
            if "ack" in answer:
                self.numbers[self.unsent] = answer["sequence"]
            self.unsent = ""
            await asyncio.sleep(random.uniform(0, 0.05))  # noqa: S311 - no secret


def test_a_killed_server_loses_nothing_and_everybody_is_back(
    mortal: Server, record_property: Figure
) -> None:
    session = mortal.inside("build", "0", "1", str(SIX))[0]
    people = [Somebody(mortal, session, who) for who in range(SIX)]
    with mortal.mortal() as start:
        back = asyncio.run(_killed_again_and_again(mortal, session, people, start))
    log = mortal.inside("log", session["id"])
    assert [number for number, _ in log] == list(range(1, len(log) + 1))
    kept = {key: number for number, key in log}
    assert len(kept) == len(log)
    for one in people:
        assert one.numbers
        # sent again, it is answered with the number that the session has come to meanwhile
        assert all(kept[key] <= number for key, number in one.numbers.items())
    assert all(one.final == people[0].final for one in people)
    assert looked(mortal.environment) == []
    assert sorted(back)[int(len(back) * 0.95)] < BACK_WITHIN
    record_property("kills of the web server survived", KILLS)
    record_property("seconds until everybody was back, at worst", round(max(back), 1))


async def _killed_again_and_again(
    server: Server, session: dict[str, Any], people: list[Somebody], start: Callable[[], int]
) -> list[float]:
    """Return the seconds that each took to be back after each start."""
    over, back = asyncio.Event(), list[float]()
    pid = await asyncio.to_thread(start)
    async with dial(server, session, 0) as socket:
        await Browser(socket).do("next_step")
    lives = [asyncio.create_task(one.live(over)) for one in people]
    for _ in range(KILLS):
        await _all_there(people, since=0)
        await asyncio.sleep(random.uniform(0, 0.3))  # noqa: S311 - no secret
        killed = time.monotonic()
        os.kill(pid, signal.SIGKILL)
        pid = await asyncio.to_thread(start)
        ready = time.monotonic()
        await _all_there(people, since=killed)
        back += [one.seen[-1][0] - ready for one in people]
    over.set()
    await asyncio.gather(*lives)
    async with dial(server, session, 0) as socket:
        await Browser(socket).do("reveal")
    for one in people:
        async with dial(server, session, one.who) as socket:
            browser = Browser(socket)
            await browser.until(lambda seen: "wall" in seen.parts)
            one.final = {"wall": browser.parts["wall"]}
    return back


async def _all_there(people: list[Somebody], *, since: float) -> None:
    async with asyncio.timeout(30):
        while not all(one.seen and one.seen[-1][0] >= since for one in people):
            await asyncio.sleep(0.01)


async def _dialled(server: Server, session: dict[str, Any], who: int) -> ClientConnection:
    return await dial(server, session, who)


def test_fifty_at_the_same_moment_count_once_each(mortal: Server) -> None:
    session = mortal.inside("build", "0", "1", "50")[-1]

    async def story() -> None:
        sockets = await asyncio.gather(*(_dialled(mortal, session, who) for who in range(50)))
        browsers = [Browser(one) for one in sockets]
        await browsers[0].do("next_step")
        keys = [str(uuid4()) for _ in browsers]
        for _ in range(2):  # a nervous click, or a line that broke before the answer
            for key, browser in zip(keys, browsers, strict=True):
                await browser.send("ready", key)
        for key, browser in zip(keys, browsers, strict=True):
            await browser.until(lambda one, key=key: key in one.answers)  # type: ignore[misc]  # mypy knows no default of a lambda
            assert "ack" in browser.answers[key]
        for browser in browsers:
            await browser.shows("50 of 50 are ready")
            await browser.socket.close()

    with mortal.mortal() as start:
        start()
        asyncio.run(story())
    keys = [key for _, key in mortal.inside("log", session["id"])]
    assert len(keys) == len(set(keys))
