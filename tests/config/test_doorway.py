"""Bodies that are too large, too slow, broken off or in disguise never reach a page."""

import asyncio
from typing import Any

import pytest
from django.test import RequestFactory
from django.urls import reverse
from starlette.types import Message, Receive, Scope, Send

from collegium.config import doorway, punctual
from collegium.config.browsers import RefusalMiddleware
from collegium.config.doorway import LARGEST, LARGEST_AT, REFUSED, Doorway
from collegium.config.punctual import PunctualProtocol
from collegium.mailing.inbound.reading import LARGEST as LARGEST_MAIL

MEGABYTE = 1_000_000
FOREVER = 60.0


class Page:
    """An application that reads its request and remembers it."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.scopes: list[Message] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scopes.append(scope)
        body, more = b"", not scope.get(REFUSED)
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        self.bodies.append(body)
        await send(
            {"type": "http.response.start", "status": scope.get(REFUSED, 200), "headers": []}
        )
        await send({"type": "http.response.body", "body": b"page"})


class Browser:
    """Sends a body piece by piece, None for a moment that never ends; keeps what it is told."""

    def __init__(self, *pieces: bytes | None, **headers: str) -> None:
        self.pieces = list(pieces)
        length = str(sum(len(one or b"") for one in pieces))
        named = {"content-length": length} | {k.replace("_", "-"): v for k, v in headers.items()}
        self.headers = [(k.encode(), v.encode()) for k, v in named.items() if v]
        self.told: list[Message] = []
        self.path = "/"

    async def receive(self) -> Message:
        if not self.pieces:
            return {"type": "http.disconnect"}
        piece = self.pieces.pop(0)
        if piece is None:
            await asyncio.sleep(FOREVER)
        return {"type": "http.request", "body": piece or b"", "more_body": bool(self.pieces)}

    async def send(self, message: Message) -> None:
        self.told.append(message)

    @property
    def status(self) -> int | None:
        return self.told[0]["status"] if self.told else None

    def header(self, name: str) -> str:
        found: bytes = dict(self.told[0]["headers"]).get(name.encode(), b"")
        return found.decode()

    async def visit(self, door: Doorway) -> None:
        scope = {"type": "http", "path": self.path, "method": "POST", "headers": self.headers}
        await door(scope, self.receive, self.send)


def visit(browser: Browser, page: Page | None = None) -> Page:
    page = page or Page()
    asyncio.run(browser.visit(Doorway(page)))
    return page


def test_a_whole_body_arrives_as_it_was_sent() -> None:
    browser = Browser(b"ab", b"", b"cd")
    assert visit(browser).bodies == [b"abcd"]
    assert browser.status == 200
    assert visit(Browser(b"")).bodies == [b""]


def test_what_is_too_large_is_not_read_and_answered_with_a_page() -> None:
    browser = Browser(b"x" * MEGABYTE, b"y" * MEGABYTE, content_length=str(LARGEST + 1))
    page = visit(browser)
    assert page.bodies == [b""]
    assert browser.status == 413
    assert browser.header("connection") == "close"
    assert browser.pieces == []  # read past, so that the browser gets to listen


def test_a_body_without_a_length_is_refused() -> None:
    browser = Browser(b"x", content_length="", transfer_encoding="chunked")
    assert visit(browser).bodies == []
    assert browser.status == 411


def test_mails_may_be_larger_than_files_and_nothing_else() -> None:
    assert set(LARGEST_AT) == {reverse("mailing:receive")}
    assert LARGEST_AT[reverse("mailing:receive")] > LARGEST > 10 * MEGABYTE
    assert LARGEST_AT[reverse("mailing:receive")] >= LARGEST_MAIL


def test_what_broke_off_reaches_no_page() -> None:
    """Else a form would be saved with half of its words."""
    browser = Browser(b"text=I asked", content_length="40")
    assert visit(browser).bodies == []
    assert browser.told == []


@pytest.mark.parametrize("pieces", [(b"a", None), (None, b"a")])
def test_who_trickles_is_let_go(pieces: tuple[bytes | None, ...], monkeypatch: Any) -> None:  # noqa: ANN401 - pytest's
    monkeypatch.setattr(doorway, "PATIENCE", 0.05)
    browser = Browser(*pieces, content_length="10")
    assert visit(browser).bodies == []
    assert browser.status == 408


def test_who_takes_an_answer_in_sips_holds_up_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doorway, "READ_WITHIN", 0.05)
    taken: list[Message] = []

    async def long(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for number in range(1000):
            await send({"type": "http.response.body", "body": b"%d" % number, "more_body": True})

    async def sip(message: Message) -> None:
        if len(taken) == 3:
            await asyncio.sleep(FOREVER)
        taken.append(message)

    browser = Browser(b"")
    browser.send = sip  # type: ignore[method-assign]  # a browser of another kind
    asyncio.run(asyncio.wait_for(browser.visit(Doorway(long)), 5))
    assert len(taken) == 3


def test_only_so_many_large_bodies_arrive_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doorway, "PATIENCE", 0.2)
    monkeypatch.setattr(doorway, "SLOWEST", 1e12)
    page = Page()
    door = Doorway(page)

    async def crowd() -> list[Browser]:
        slow = [Browser(None, content_length=str(LARGEST)) for _ in range(8)]
        waiting = [asyncio.create_task(one.visit(door)) for one in slow]
        await asyncio.sleep(0.01)
        late, small = Browser(None, content_length=str(LARGEST)), Browser(b"a form")
        await late.visit(door)
        await small.visit(door)
        await asyncio.gather(*waiting)
        again = Browser(b"x" * MEGABYTE)
        await again.visit(door)
        return [late, small, again]

    late, small, again = asyncio.run(crowd())
    assert (late.status, small.status, again.status) == (503, 200, 200)
    assert len(page.bodies) == 2


def test_headers_that_would_pass_for_others_are_left_outside() -> None:
    page = visit(Browser(b"", **{"x-forwarded-for": "198.51.100.7"}))
    assert (b"x-forwarded-for", b"198.51.100.7") in page.scopes[0]["headers"]
    browser = Browser(b"")
    browser.headers.append((b"x_forwarded_for", b"203.0.113.9"))
    assert all(b"_" not in name for name, _ in visit(browser).scopes[0]["headers"])


def test_the_page_about_it_says_how_much_is_allowed() -> None:
    request = RequestFactory().post("/")
    request.META["asgi.scope"] = {REFUSED: 413}
    answer = RefusalMiddleware(lambda _: pytest.fail("a view was asked"))(request)
    assert answer.status_code == 413
    assert "larger than 12 MB" in answer.content.decode()


async def _connected(within: float, *pieces: bytes) -> tuple[bytes, float]:
    import uvicorn

    config = uvicorn.Config(Page(), http=PunctualProtocol, lifespan="off", log_level="error")
    server = uvicorn.Server(config)
    config.load()
    loop = asyncio.get_running_loop()
    state = server.server_state
    listening = await loop.create_server(
        lambda: PunctualProtocol(config=config, server_state=state, app_state={}), "127.0.0.1", 0
    )
    port = listening.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    began = loop.time()
    try:
        for piece in pieces:
            writer.write(piece)
            await asyncio.sleep(within / 4)
        said = await asyncio.wait_for(reader.read(), 5)
    except ConnectionError:  # hung up on in the middle
        said = b""
    finally:
        writer.close()
        listening.close()
    return said, loop.time() - began


@pytest.mark.parametrize(
    "pieces",
    [(), (b"GET / HT",), tuple(b"GET / HTTP/1.1\r\nX: 1"[i : i + 1] for i in range(8))],
)
def test_a_connection_that_says_too_little_is_hung_up_on(
    pieces: tuple[bytes, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(punctual, "HEAD_WITHIN", 0.2)
    said, took = asyncio.run(_connected(0.2, *pieces))
    assert said == b""
    assert took < 2


def test_who_asks_in_time_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(punctual, "HEAD_WITHIN", 0.4)
    whole = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    said, _ = asyncio.run(_connected(0.4, whole, whole[:9]))
    assert said.startswith(b"HTTP/1.1 200")
