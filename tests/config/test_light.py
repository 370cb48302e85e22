"""A WebSocket that weighs little is one all the same."""

import asyncio
import gc
from collections.abc import Callable, Coroutine
from contextlib import suppress
from types import FunctionType, ModuleType
from typing import Any

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame, Opcode

from collegium.config.light import Flow, Inbox, LightProtocol, framed

COOKIE = "the-cookie-of-somebody"


def test_what_came_in_is_read_in_its_order() -> None:
    async def read() -> list[object]:
        inbox = Inbox()
        first = asyncio.create_task(inbox.get())
        await asyncio.sleep(0)
        inbox.put_nowait("a")
        inbox.put_nowait("b")
        both = [await first, await inbox.get()]
        assert inbox.empty()
        return both

    assert asyncio.run(read()) == ["a", "b"]


def test_whoever_stops_waiting_takes_nothing_along() -> None:
    async def read() -> object:
        inbox = Inbox()
        waiting = asyncio.create_task(inbox.get())
        await asyncio.sleep(0)
        waiting.cancel()
        inbox.put_nowait("a")
        with suppress(asyncio.CancelledError):
            await waiting
        return await inbox.get()

    assert asyncio.run(read()) == "a"


def test_what_is_stopped_holds_up_all_but_who_gives_up() -> None:
    async def wait() -> None:
        flow = Flow()
        await flow.wait()
        flow.clear()
        flow.clear()
        one, other = (asyncio.create_task(flow.wait()) for _ in range(2))
        await asyncio.sleep(0)
        one.cancel()
        await asyncio.sleep(0)
        assert one.cancelled()
        assert not other.done()
        flow.set()
        flow.set()
        await other

    asyncio.run(wait())


LINES: list[LightProtocol] = []


class Noted(LightProtocol):
    """A line that a test can look at."""

    __slots__ = ()

    def start_keepalive(self) -> None:
        super().start_keepalive()
        LINES.append(self)


class Echo:
    """Says what it hears, and a lot when it hears "much"."""

    def __init__(self) -> None:
        self.scope: Scope = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope = scope
        assert COOKIE.encode() in dict(scope["headers"])[b"cookie"]
        await receive()
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            times = 400_000 if message["text"] == "much" else 1
            for _ in range(9 if times > 1 else 1):
                await send({"type": "websocket.send", "text": message["text"] * times})


def visit(play: Callable[[ClientConnection, Echo], Coroutine[Any, Any, None]]) -> None:
    async def visiting() -> None:
        app = Echo()
        config = uvicorn.Config(app, ws=Noted, lifespan="off", log_level="error", port=0)
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        headers = {"Cookie": f"session={COOKIE}"}
        async with connect(
            f"ws://127.0.0.1:{port}/", additional_headers=headers, proxy=None, max_size=None
        ) as socket:
            try:
                async with asyncio.timeout(20):
                    await play(socket, app)
            finally:
                server.should_exit = True
        await serving

    asyncio.run(visiting())


def test_what_is_said_is_heard() -> None:
    async def play(socket: ClientConnection, _: Echo) -> None:
        for words in ("one", "two", "three"):
            await socket.send(words)
        assert [await socket.recv() for _ in range(3)] == ["one", "two", "three"]

    visit(play)


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65_535, 65_536, 200_000])
@pytest.mark.parametrize("letter", ["a", "ß", "😀"])
def test_a_frame_is_what_the_library_makes_of_a_text(letter: str, size: int) -> None:
    text = letter * (size // len(letter.encode())) + "." * (size % len(letter.encode()))
    assert framed(text) == Frame(Opcode.TEXT, text.encode()).serialize(mask=False)


def test_whoever_is_gone_is_sent_nothing() -> None:
    async def play(socket: ClientConnection, _: Echo) -> None:
        await socket.send("there?")
        await socket.recv()
        line = LINES[-1]
        socket.transport.abort()
        while not line.disconnected:
            await asyncio.sleep(0.01)
        with pytest.raises(OSError, match=r"^$"):
            await line.send({"type": "websocket.send", "text": "a"})

    visit(play)


def test_nothing_is_said_after_the_end() -> None:
    async def play(socket: ClientConnection, _: Echo) -> None:
        await socket.send("there?")
        await socket.recv()
        line = LINES[-1]
        await line.send({"type": "websocket.close", "code": 4403, "reason": None})
        with pytest.raises(RuntimeError, match="after sending"):
            await line.send({"type": "websocket.send", "text": "a"})
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        assert socket.close_code == 4403

    visit(play)


def test_whoever_reads_late_gets_all() -> None:
    async def play(socket: ClientConnection, _: Echo) -> None:
        await socket.send("much")
        await asyncio.sleep(0.2)
        assert [len(await socket.recv()) for _ in range(9)] == [1_600_000] * 9

    visit(play)


def test_an_open_line_keeps_no_cookie() -> None:
    async def play(socket: ClientConnection, app: Echo) -> None:
        await socket.send("there?")
        await socket.recv()
        assert not app.scope
        assert not holding(LINES[-1], COOKIE)
        assert holding(LINES[-1], "hold this")

    visit(play)


def holding(line: LightProtocol, words: str) -> bool:
    """Whether words can be reached from a line, past what all lines share."""
    line.root_path = "hold this"
    seen = {id(line.config), id(line.loop), id(line.connections), id(line.tasks)}
    waiting: list[object] = [line]
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, (type, ModuleType, FunctionType, Echo)):
            continue
        seen.add(id(one))
        if isinstance(one, (str, bytes, bytearray)):
            if words in (one if isinstance(one, str) else bytes(one).decode("latin-1")):
                return True
        else:
            waiting += gc.get_referents(one)
    return False


def test_a_line_has_what_it_replaces_and_no_more_than_python_keeps_in_little_room() -> None:
    async def play(socket: ClientConnection, _: Echo) -> None:
        await socket.send("there?")
        await socket.recv()
        line = LINES[-1]
        assert {type(one) for one in (line.queue, line.writable)} == {Inbox, Flow}
        assert len(vars(line)) <= 30
        assert all(hasattr(line, name) for name in LightProtocol.__slots__)

    visit(play)
    config = uvicorn.Config(Echo(), lifespan="off")
    config.load()
    bare = WebSocketsSansIOProtocol(config, ServerState(), {}, asyncio.new_event_loop())
    assert {"queue", "writable"} <= vars(bare).keys()
    bare.loop.close()
