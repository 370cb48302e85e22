"""Clients that are slow, silent, deaf or talk nonsense: whoever else is there notices nothing."""

import asyncio
import os
import random
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.faults.children import ROOT, Nursery
from tests.faults.conftest import copied
from tests.faults.figures import Figure
from tests.meetings.serving import Server, Zygote
from tests.meetings.test_live_connection import Browser, dial
from tests.ports import free_port

MANY = 40  # more than there are threads for pages
SILENT = 300
UNNOTICED = 5.0  # seconds that a page or a word may take on a busy machine
NONSENSE = (
    b"\xc1\x7f" + bytes(8),  # reserved bits, a length without a mask
    b"\x82\xff\xff\xff\xff\xff\xff\xff\xff\xff",  # a frame of eighteen exabytes
    b"\x00\x85aaaabbbbb",  # the middle of a message that never began
    b"\x89\xfe\x01\x00aaaa" + bytes(256),  # a ping longer than pings are
    b"\x81\x84aaaa\x9e\x9e\x9e\x9e",  # no UTF-8
    bytes(range(256)),
)

pytestmark = pytest.mark.xdist_group("worlds")


@pytest.fixture(scope="module")
def site(
    nursery: Nursery, built: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, dict[str, Any]]]:
    """A web server on a copy of the world, and the session that is held in it."""
    world = copied(built, tmp_path_factory.mktemp("hostile") / "world")
    session = nursery.done("tests.faults.acts:cookies", world)
    environment = _environment(world)
    server = Server(environment, free_port(), Zygote(environment))
    command = [sys.executable, "-m", "tests.faults.web", str(server.port)]
    with subprocess.Popen(command, env=environment, cwd=ROOT) as process:
        _until_healthy(server)
        yield server, session
        process.terminate()


def _environment(world: Path) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "collegium.config.settings",
        "COLLEGIUM_DATA": str(world),
        "COLLEGIUM_MASTER_KEY": "",
        "DATABASE_URL": "",
        "VAULT_DATABASE_URL": "",
    }


def _until_healthy(server: Server) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(OSError):
            _page(server)
            return
        time.sleep(0.1)
    raise AssertionError("the server did not come up")


def _page(server: Server) -> None:
    with urllib.request.urlopen(f"{server.origin}/healthz", timeout=UNNOTICED) as answer:
        assert answer.status == 200


def a_line(server: Server, words: bytes = b"") -> socket.socket:
    """A connection on which something was said."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    line.connect(("127.0.0.1", server.port))
    line.sendall(words)
    return line


def _handshake(server: Server, session: dict[str, Any], who: int) -> bytes:
    lines = (
        f"GET /live/{session['id']}/ HTTP/1.1",
        f"Host: 127.0.0.1:{server.port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        f"Origin: {server.origin}",
        f"Cookie: session={session['cookies'][who]}",
    )
    return "\r\n".join((*lines, "", "")).encode()


@contextmanager
def nuisance(server: Server, session: dict[str, Any], kind: str) -> Iterator[list[socket.socket]]:
    """Many of one kind of client until the block ends."""
    host = f"Host: localhost:{server.port}\r\n".encode()
    post = b"POST /sign-in/ HTTP/1.1\r\n" + host + b"Content-Length: 100000\r\n\r\nemail="
    words = {
        "says nothing": b"",
        "takes its time with the head": b"GET / HTTP/1.1\r\nHos",
        "takes its time with the body": post,
        "never reads pages": (b"GET /static/ui/css/base.css HTTP/1.1\r\n" + host + b"\r\n") * 50,
        "never reads the session": _handshake(server, session, 1),
    }
    with ExitStack() as lines:
        number = SILENT if kind == "says nothing" else MANY
        said = words.get(kind, _handshake(server, session, 1))
        opened = [lines.enter_context(a_line(server, said)) for _ in range(number)]
        if kind == "talks nonsense":
            _talk_nonsense(opened)
        yield opened


def _talk_nonsense(lines: list[socket.socket]) -> None:
    for line in lines:
        with suppress(OSError):
            line.recv(512)
            line.sendall(random.choice(NONSENSE))  # noqa: S311 - no secret


async def _undisturbed(server: Server, session: dict[str, Any]) -> float:
    """Read pages and talk in the session; the longest that anything took, in seconds."""
    slowest = 0.0
    async with dial(server, session, 0) as socket_of_ada:
        ada = Browser(socket_of_ada)
        for number in range(10):
            began = time.monotonic()
            await asyncio.to_thread(_page, server)
            answer = await ada.do("hand", up=str(number % 2))
            assert "ack" in answer or "refused" in answer
            slowest = max(slowest, time.monotonic() - began)
    return slowest


@pytest.mark.parametrize(
    "kind",
    [
        "says nothing",
        "takes its time with the head",
        "takes its time with the body",
        "never reads pages",
        "never reads the session",
        "talks nonsense",
    ],
)
def test_nobody_notices_a_client_that(
    site: tuple[Server, dict[str, Any]], kind: str, record_property: Figure
) -> None:
    server, session = site
    with nuisance(server, session, kind):
        slowest = asyncio.run(_undisturbed(server, session))
    assert slowest < UNNOTICED
    record_property(f"seconds at worst beside many of whom each {kind}", round(slowest, 2))
