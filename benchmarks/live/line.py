"""A WebSocket as a browser holds it, at the least cost: what is measured shares the machine."""

import asyncio
from collections.abc import Callable
from typing import cast

from websockets import Origin
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.http11 import Response
from websockets.uri import parse_uri

type Hear = Callable[[bytes], None]


class Line(asyncio.Protocol):
    """One connection. `hear` is called with every text that comes in, at once."""

    def __init__(self, address: str, origin: str, cookie: str, hear: Hear) -> None:
        self._talk = ClientProtocol(parse_uri(address), origin=Origin(origin), max_size=None)
        self._cookie = cookie
        self._hear = hear
        self._transport: asyncio.Transport  # as soon as there is one
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask to be let in."""
        self._transport = cast(asyncio.Transport, transport)
        request = self._talk.connect()
        request.headers["Cookie"] = self._cookie
        self._talk.send_request(request)
        self._flush()

    def data_received(self, data: bytes) -> None:
        """Take in what came."""
        self._talk.receive_data(data)
        for event in self._talk.events_received():
            if isinstance(event, Frame) and event.opcode is Opcode.TEXT:
                self._hear(bytes(event.data))
            elif isinstance(event, Response):
                self._let_in()
        self._flush()  # answers to pings

    def connection_lost(self, _: Exception | None) -> None:
        """Note that it ended, which nobody here wants."""
        self.lost = True
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("the server did not let somebody in"))

    def say(self, text: str) -> None:
        """Send a text."""
        if not self.lost:
            self._talk.send_text(text.encode())
            self._flush()

    def _let_in(self) -> None:
        if self._talk.handshake_exc is not None:
            self.opened.set_exception(self._talk.handshake_exc)
        else:
            self.opened.set_result(None)

    def _flush(self) -> None:
        if waiting := b"".join(self._talk.data_to_send()):
            self._transport.write(waiting)


async def dial(port: int, path: str, cookie: str, hear: Hear) -> Line:
    """Open a connection to this machine; raises what kept it from being opened."""
    here = f"127.0.0.1:{port}"
    _, line = await asyncio.get_running_loop().create_connection(
        lambda: Line(f"ws://{here}{path}", f"http://{here}", cookie, hear), "127.0.0.1", port
    )
    await asyncio.wait_for(line.opened, 120)
    return line
