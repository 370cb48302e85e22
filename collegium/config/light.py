"""WebSockets that weigh little while nothing happens: thousands stay open for an hour or two."""

import asyncio
import struct
from typing import TYPE_CHECKING, Any, cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

if TYPE_CHECKING:
    from uvicorn._types import ASGISendEvent

LAST_TEXT = 0x81  # the first byte of a frame that is a whole text
SHORT = 126  # what is shorter says its size in one byte
LONG = 0xFFFF


class Inbox:
    """What came in and was not read yet; an `asyncio.Queue` of a tenth of its weight.

    uvicorn reads nothing more from a line while something waits, so there is seldom more than one.
    """

    __slots__ = ("_awaited", "_messages")

    def __init__(self) -> None:
        self._messages: list[object] = []
        self._awaited: asyncio.Future[None] | None = None

    def put_nowait(self, message: object) -> None:
        """Take one in."""
        self._messages.append(message)
        if self._awaited and not self._awaited.done():
            self._awaited.set_result(None)

    def empty(self) -> bool:
        """Return whether all of it was read."""
        return not self._messages

    async def get(self) -> object:
        """Return the next one, as soon as there is one."""
        while not self._messages:
            self._awaited = asyncio.get_running_loop().create_future()
            await self._awaited
        self._awaited = None
        return self._messages.pop(0)


class Flow:
    """Whether more may be written; an `asyncio.Event` that weighs nothing while it is set."""

    __slots__ = ("_freed",)

    def __init__(self) -> None:
        self._freed: asyncio.Future[None] | None = None  # while it is stopped

    def clear(self) -> None:
        """Stop it."""
        if self._freed is None:
            self._freed = asyncio.get_running_loop().create_future()

    def set(self) -> None:
        """Let it go on, and all who wait."""
        if self._freed is not None:
            self._freed.set_result(None)
            self._freed = None

    async def wait(self) -> None:
        """Wait until it goes on."""
        while self._freed is not None:
            await asyncio.shield(self._freed)  # whoever gives up waits for themselves alone


def framed(text: str) -> bytes:
    """Make a frame of a text (RFC 6455, 5.2): the last one of its message, and not masked."""
    data = text.encode()
    size = len(data)
    if size < SHORT:
        return bytes((LAST_TEXT, size)) + data
    if size <= LONG:
        return struct.pack("!BBH", LAST_TEXT, SHORT, size) + data
    return struct.pack("!BBQ", LAST_TEXT, SHORT + 1, size) + data


class LightProtocol(WebSocketsSansIOProtocol):
    """uvicorn's WebSockets, which keep nothing of how they were opened: no header, no cookie."""

    # Python keeps up to thirty attributes of an object in little room, and there are more.
    __slots__ = (
        "close_timeout",
        "curr_msg_data_type",
        "frames",
        "last_ping_rtt",
        "ping_sent_at",
        "queue",
        "request",
        "response",
        "scope",
        "writable",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.queue = cast("asyncio.Queue[Any]", Inbox())
        self.writable = cast(asyncio.Event, Flow())

    async def send(self, message: "ASGISendEvent") -> None:
        """Send a text over an open line in one step; the usual way for all else takes a dozen."""
        text = message.get("text")
        if isinstance(text, str) and self.handshake_complete:
            await self.writable.wait()
            ended = self.disconnected or self.close_sent
            if not ended and self.conn.state is State.OPEN:
                self.transport.write(framed(text))
                return
        await super().send(message)

    def start_keepalive(self) -> None:
        """Forget the handshake; called as soon as the answer to it is sent."""
        super().start_keepalive()
        self.request.headers.clear()
        self.response.headers.clear()
        self.scope.clear()  # type: ignore[attr-defined]  # a dict, whatever it is called
