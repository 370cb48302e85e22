"""How a connection to a live session ends, and that nothing of it is left."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, cast
from uuid import uuid4

import pytest
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from collegium.meetings import consumers
from collegium.meetings.consumers import Live, Said
from collegium.meetings.live.drawing import Occupant
from collegium.meetings.live.hub import Ending, Hub, Seat
from collegium.meetings.live.rendering import Reader
from collegium.meetings.live.together import Together
from tests.meetings.test_hub_troubles import Database

type Answer = dict[str, object] | None


class Socket:
    """A browser that says nothing until it goes."""

    client_state = WebSocketState.CONNECTED

    def __init__(self) -> None:
        self.closed: list[int] = []
        self.gone = asyncio.Event()

    async def send_text(self, _message: str) -> None:
        """Take what is shown."""

    async def receive_text(self) -> str:
        await self.gone.wait()
        raise WebSocketDisconnect(1001)

    async def close(self, code: int) -> None:
        self.closed.append(code)


class Line:
    """A connection that has just been let in."""

    def __init__(self) -> None:
        database = Database()
        self.hub = Hub(database)
        self.socket = Socket()
        live = Live(self.hub, database, Together[Said, Answer](database, lambda _: []))
        who = Occupant(uuid4(), uuid4(), uuid4(), uuid4(), Reader("en", "UTC"))
        self.task = asyncio.create_task(consumers._attend(cast(WebSocket, self.socket), who, live))

    @property
    def seat(self) -> Seat:
        return self.hub._seats()[0]


def story(play: Callable[[Line], Coroutine[Any, Any, None]]) -> None:
    async def begun() -> None:
        line = Line()
        await asyncio.sleep(0.05)
        await play(line)
        assert not line.hub.occupants()

    asyncio.run(begun())


def test_who_has_to_go_is_told_so() -> None:
    async def play(line: Line) -> None:
        line.seat.dismiss()
        await line.task
        assert line.socket.closed == [Ending.NOT_LET_IN]
        assert not line.task.cancelling()

    story(play)


def test_who_is_gone_is_told_nothing() -> None:
    async def play(line: Line) -> None:
        line.socket.gone.set()
        await line.task
        assert line.socket.closed == []

    story(play)


@pytest.mark.parametrize("dismissed", ["before", "after", "never"])
def test_a_server_that_stops_ends_the_connection_whatever_else_does(dismissed: str) -> None:
    async def play(line: Line) -> None:
        seat = line.seat
        if dismissed == "before":
            seat.dismiss()
        line.task.cancel()
        if dismissed == "after":
            seat.dismiss()
        with pytest.raises(asyncio.CancelledError):
            await line.task

    story(play)
