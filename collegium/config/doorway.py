"""The outermost door: a request goes on once all of it is there, unless it is too much or too slow.

Pages are made in a few threads. A body that trickles in would hold one of them, as would somebody
who takes a long answer in sips, and a body that broke off would reach a form with half of its
words; so all three end here, where waiting costs nothing.
"""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 12_000_000  # bytes; files may have ten million, and forms around them a little
LARGEST_AT = {"/mail/receive/": 30_000_000}  # what a mail provider posts
SMALL = 65_536
ROOM = 96_000_000  # bytes of larger bodies that may be arriving at the same time
PATIENCE = 20.0  # seconds, and longer for larger bodies
SLOWEST = 50_000  # bytes a second
READ_WITHIN = 30.0  # seconds for what is on its way, some 64 kB
REFUSED = "collegium.refused"  # where a page finds that it should be the one about this status
BUSY = ((b"retry-after", b"30"),)


class Doorway:
    """Hands on whole requests, each with its body at hand."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._taken = 0  # bytes of `ROOM`

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait for the body, or say why not."""
        if scope["type"] == "http":
            scope["headers"] = [one for one in scope["headers"] if b"_" not in one[0]]
            await self._enter(scope, receive, _while_read(send))
        else:
            await self.app(scope, receive, send)

    async def _enter(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        announced = headers.get("content-length", "0")
        length = int(announced) if announced.isascii() and announced.isdigit() else 0
        if "transfer-encoding" in headers:
            await _say(HTTPStatus.LENGTH_REQUIRED, send)
        elif length > LARGEST_AT.get(scope["path"], LARGEST):
            await self._refuse(scope, receive, send)
        elif length > SMALL and self._taken + length > ROOM:
            await _say(HTTPStatus.SERVICE_UNAVAILABLE, send, BUSY)
        else:
            with self._room_for(length):
                await self._await_body(length, scope, receive, send)

    async def _await_body(self, length: int, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            async with asyncio.timeout(PATIENCE + length / SLOWEST):
                pieces = await _whole(receive)
        except TimeoutError:
            await _say(HTTPStatus.REQUEST_TIMEOUT, send)
            return
        if pieces is None or sum(map(len, pieces)) != length:  # it broke off
            return
        await self.app(scope, _again(pieces, receive), send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Have the page about it made, and read the rest past: a browser listens only then."""
        scope[REFUSED] = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        last: list[Message] = []

        async def hold(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], (b"connection", b"close")]}
            if message["type"] == "http.response.body" and not message.get("more_body", False):
                last.append(message)
            else:
                await send(message)

        await self.app(scope, _again([b""], receive), hold)
        if "expect" not in Headers(scope=scope):
            await _read_past(receive)
        for message in last:
            await send(message)

    @contextmanager
    def _room_for(self, length: int) -> Iterator[None]:
        needed = length if length > SMALL else 0
        self._taken += needed
        try:
            yield
        finally:
            self._taken -= needed


async def _whole(receive: Receive) -> list[bytes] | None:
    """The body in pieces; None where the other side has gone."""
    pieces: list[bytes] = []
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            return None
        pieces.append(message.get("body", b""))
        more = message.get("more_body", False)
    return pieces


def _again(pieces: list[bytes], receive: Receive) -> Receive:
    """What was received, to be received once more."""
    left = deque(pieces)

    async def receive_again() -> Message:
        if not left:
            return await receive()
        return {"type": "http.request", "body": left.popleft(), "more_body": bool(left)}

    return receive_again


def _while_read(send: Send) -> Send:
    """Send on for as long as the other side reads; after that the page is made for nobody."""
    given_up = False

    async def send_on(message: Message) -> None:
        nonlocal given_up
        if given_up:
            return
        try:
            async with asyncio.timeout(READ_WITHIN):
                await send(message)
        except TimeoutError:
            given_up = True

    return send_on


async def _read_past(receive: Receive) -> None:
    read = 0
    try:
        async with asyncio.timeout(PATIENCE):
            while read < 4 * LARGEST:
                message = await receive()
                read += len(message.get("body", b""))
                if not message.get("more_body", False):
                    return
    except TimeoutError:
        return


async def _say(
    status: HTTPStatus, send: Send, headers: tuple[tuple[bytes, bytes], ...] = ()
) -> None:
    body = f"{status.phrase}\n".encode()
    said = (
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        (b"connection", b"close"),
    )
    start = {"type": "http.response.start", "status": status, "headers": [*said, *headers]}
    await send(start)
    await send({"type": "http.response.body", "body": body})
