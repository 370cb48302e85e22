"""Whoever's membership ends in the middle of a session is gone within a second, in any process."""

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from tests.groups.ways_out import WAYS
from tests.meetings.serving import Server
from tests.meetings.test_live_connection import Browser, dial

WITHIN = 1.0  # seconds from the commit on
DURING = [way for way in WAYS if way != "being forgotten"]  # which waits for the session's end
HOST, HEIR = 0, 1


@pytest.fixture(scope="module")
def beside(open_server: Server) -> Iterator[Server]:
    """A second process on the same databases."""
    second = open_server.another()
    second.start()
    yield second
    second.kill()


def test_sockets_end_and_the_host_is_another(server: Server, beside: Server) -> None:
    sessions: dict[str, dict[str, Any]] = server.inside("leavers", *DURING)

    async def story() -> tuple[dict[str, float], dict[str, tuple[float, ...]]]:
        watching = asyncio.gather(*(_watch(server, beside, one) for one in sessions.values()))
        await asyncio.sleep(1)
        asked = [f"{way}={one['members'][HOST]}" for way, one in sessions.items()]
        ended = await asyncio.to_thread(server.inside, "end", *asked)
        return ended, dict(zip(sessions, await watching, strict=True))

    ended, noticed = asyncio.run(story())
    late = {way: [round(at - ended[way], 2) for at in moments] for way, moments in noticed.items()}
    assert all(lag < WITHIN for lags in late.values() for lag in lags), late


async def _watch(server: Server, beside: Server, session: dict[str, Any]) -> tuple[float, ...]:
    """When the host's sockets ended in both processes, and when the next could go on."""
    return tuple(
        await asyncio.gather(
            _shown_out(server, session), _shown_out(beside, session), _follows(server, session)
        )
    )


async def _shown_out(server: Server, session: dict[str, Any]) -> float:
    async with dial(server, session, HOST) as socket:
        with pytest.raises(ConnectionClosed) as closed:
            await _listen(socket)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4403
        return time.time()


async def _listen(socket: ClientConnection) -> None:
    while True:
        await socket.recv()


async def _follows(server: Server, session: dict[str, Any]) -> float:
    """Go on as soon as one hosts; where the whole group is gone, that ends this socket too."""
    async with dial(server, session, HEIR) as socket:
        heir = Browser(socket)
        try:
            while "ack" not in await heir.do("next_step"):
                await asyncio.sleep(0.1)
        except ConnectionClosed:
            return time.time()
        return time.time()
