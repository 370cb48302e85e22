"""Several browsers at a really running server."""

import asyncio
import json
import time
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
import websockets
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from collegium.meetings.live.turnstile import BREATH, MOST_LINES
from tests.meetings.serving import Server
from tests.meetings.told import told

PATIENCE = 15
HEALED_WITHIN = 2.0  # seconds


@dataclass
class Browser:
    """A client that keeps what it was shown."""

    socket: ClientConnection
    parts: dict[str, str] = field(default_factory=dict)
    sequences: list[int] = field(default_factory=list)
    phase: str = ""
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)

    async def send(self, kind: str, key: str = "", **data: object) -> str:
        key = key or str(uuid4())
        await self.socket.send(json.dumps({"key": key, "kind": kind, "data": data}))
        return key

    async def hear(self) -> None:
        message = json.loads(await asyncio.wait_for(self.socket.recv(), PATIENCE))
        if "parts" in message:
            self.parts = told(self.parts, message["parts"])
            self.phase = message["phase"]
            self.sequences.append(message["sequence"])
        else:
            self.answers[message.get("ack") or message.get("refused", "pong")] = message

    async def until(self, seen: Callable[["Browser"], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not seen(self):
                await self.hear()

    async def do(self, kind: str, key: str = "", **data: object) -> dict[str, Any]:
        key = await self.send(kind, key, **data)
        await self.until(lambda browser: key in browser.answers)
        return self.answers[key]

    async def shows(self, text: str, part: str = "stage") -> None:
        await self.until(lambda browser: text in browser.parts.get(part, ""))


def dial(server: Server, session: dict[str, Any], who: int | str, origin: str = "") -> connect:
    cookie = session["cookies"][who] if isinstance(who, int) else session[who]
    return connect(
        f"ws://127.0.0.1:{server.port}/live/{session['id']}/",
        origin=websockets.Origin(origin or server.origin),
        additional_headers={"Cookie": f"session={cookie}"},
        open_timeout=PATIENCE,
        proxy=None,
    )


def _answered(keys: set[str], browser: Browser) -> bool:
    return keys <= set(browser.answers)


def play(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


async def is_closed(waiting: Coroutine[Any, Any, None], code: int) -> None:
    """Wait for something that does not come, since the server ends the connection and says why."""
    with pytest.raises(ConnectionClosed) as closed:
        await waiting
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == code


def test_everybody_sees_the_same_and_a_reload_sees_it_too(
    server: Server, session: dict[str, Any]
) -> None:
    async def story() -> None:
        async with dial(server, session, 0) as first, dial(server, session, 2) as second:
            ada, emmy = Browser(first), Browser(second)
            await emmy.shows("Welcome")
            assert "ack" in await ada.do("next_step")
            for browser in (ada, emmy):
                await browser.shows("What did not work")
            await emmy.do("contribute", slot="card", text="I did it myself <b>again</b>")
            await ada.shows("1 person has written", "stage")
            assert "I did it myself" not in "".join(ada.parts.values())
            await ada.do("reveal")
            for browser in (ada, emmy):
                await browser.shows("I did it myself &lt;b&gt;again&lt;/b&gt;", "wall")
            async with dial(server, session, 3) as third:
                late = Browser(third)
                await late.shows("I did it myself", "wall")
                await ada.until(lambda one: one.sequences[-1] >= late.sequences[-1])
                assert late.parts["wall"] == ada.parts["wall"] == emmy.parts["wall"]
            assert ada.sequences == sorted(ada.sequences)

    play(story())


def test_each_reads_in_their_own_language(server: Server, session: dict[str, Any]) -> None:
    async def story() -> None:
        async with dial(server, session, 0) as first, dial(server, session, 1) as second:
            ada, other = Browser(first), Browser(second)
            await ada.shows("Welcome")
            await other.until(lambda one: "stage" in one.parts)
            assert ("Willkommen" in other.parts["stage"]) != ("Willkommen" in ada.parts["stage"])

    play(story())


def test_a_message_sent_twice_counts_once(server: Server, session: dict[str, Any]) -> None:
    async def story() -> None:
        async with dial(server, session, 0) as socket:
            ada = Browser(socket)
            await ada.do("next_step")
            key = str(uuid4())
            for _ in range(2):
                assert "ack" in await ada.do("contribute", key, slot="card", text="only-once")
        async with dial(server, session, 0) as socket:
            again = Browser(socket)
            await again.shows("only-once", "desk")
            assert again.parts["desk"].count('<p class="quote">only-once</p>') == 1

    play(story())


def test_an_illegal_message_is_refused_in_words_and_changes_nothing(
    server: Server, session: dict[str, Any]
) -> None:
    async def story() -> None:
        async with dial(server, session, 2) as socket:
            emmy = Browser(socket)
            refused = await emmy.do("next_step")
            assert "host" in refused["reason"]
            missing = await emmy.do("contribute", slot="card")
            assert missing["reason"]
            assert "refused" in await emmy.do("dance")
            assert emmy.sequences == sorted(set(emmy.sequences))
        async with dial(server, session, 2) as socket:
            await Browser(socket).shows('data-step="welcome"')

    play(story())


def test_twenty_clicks_at_once_count_once_each(server: Server, session: dict[str, Any]) -> None:
    async def story() -> None:
        async with dial(server, session, 0) as first, dial(server, session, 2) as second:
            browsers = [Browser(first), Browser(second)]
            await browsers[0].do("next_step")
            keys = [
                await browsers[number % 2].send("contribute", slot="card", text=f"card-{number}.")
                for number in range(20)
            ]
            for number, browser in enumerate(browsers):
                wanted = set(keys[number::2])
                await browser.until(partial(_answered, wanted))
                assert all("ack" in browser.answers[key] for key in wanted)
            await browsers[0].do("reveal")
            await browsers[1].shows("card-19.", "wall")
            for number in range(20):
                assert browsers[1].parts["wall"].count(f"card-{number}.") == 1

    play(story())


@pytest.mark.parametrize("who", ["stranger", "nobody"])
def test_who_does_not_sit_in_the_group_is_not_let_in(
    server: Server, session: dict[str, Any], who: str
) -> None:
    async def story() -> None:
        with pytest.raises(InvalidStatus):
            async with dial(server, {**session, "nobody": ""}, who):
                pass
        with pytest.raises(InvalidStatus):
            async with dial(server, session, 0, origin="https://evil.example"):
                pass
        with pytest.raises(InvalidStatus):
            async with dial(server, {**session, "id": str(uuid4())}, 0):
                pass

    play(story())


def test_who_leaves_the_group_gets_no_further_frame(
    server: Server, session: dict[str, Any]
) -> None:
    async def story() -> None:
        async with dial(server, session, 0) as first, dial(server, session, 3) as second:
            ada, lise = Browser(first), Browser(second)
            await lise.shows("Welcome")
            await asyncio.to_thread(server.inside, "leave", session["members"][3])
            await ada.do("next_step")
            await is_closed(lise.shows("What did not work"), 4403)
            assert "What did not work" not in lise.parts["stage"]

    play(story())


@pytest.mark.parametrize("verb", ["leave", "sign_out", "deactivate"])
def test_an_open_connection_ends_although_nothing_happens_in_the_session(
    server: Server, session: dict[str, Any], verb: str
) -> None:
    about = session["cookies"][3] if verb == "sign_out" else session["members"][3]

    async def story() -> None:
        async with dial(server, session, 0) as first, dial(server, session, 3) as second:
            ada, lise = Browser(first), Browser(second)
            await lise.shows("Welcome")
            await asyncio.to_thread(server.inside, verb, about)
            await is_closed(lise.until(lambda _: False), 4403)
            assert "ack" in await ada.do("next_step")

    try:
        play(story())
    finally:
        if verb == "deactivate":  # the same people sit in every group of these tests
            server.inside("reactivate", about)


@pytest.mark.parametrize(
    "junk", [b"\x00\xff", "[" * 60_000, "null", "{", '{"kind": {}}', '{"ping": [], "key": 3}']
)
def test_junk_ends_its_own_connection_and_nothing_else(
    server: Server, session: dict[str, Any], junk: str | bytes
) -> None:
    async def story() -> None:
        async with dial(server, session, 0) as first, dial(server, session, 2) as second:
            ada, emmy = Browser(first), Browser(second)
            await emmy.socket.send(junk)
            await is_closed(emmy.until(lambda _: False), 4403)
            assert "ack" in await ada.do("next_step")

    play(story())


def test_one_line_too_many_is_closed_and_finds_a_place_later(
    server: Server, session: dict[str, Any]
) -> None:
    async def story() -> None:
        async with AsyncExitStack() as tabs:
            lines = [
                await tabs.enter_async_context(dial(server, session, 1)) for _ in range(MOST_LINES)
            ]
            async with dial(server, session, 1) as more, dial(server, session, 0) as other:
                await is_closed(Browser(more).until(lambda _: False), 4429)
                await Browser(other).until(lambda browser: bool(browser.parts))
            await lines[0].close()
            async with dial(server, session, 1) as again:
                await Browser(again).until(lambda browser: bool(browser.parts))

    play(story())


def test_whoever_talks_too_fast_waits_on_all_their_lines(
    server: Server, session: dict[str, Any]
) -> None:
    async def story() -> None:
        async with dial(server, session, 1) as one, dial(server, session, 1) as two:
            began = time.monotonic()
            for number in range(10):
                for socket in (one, two):
                    await socket.send(json.dumps({"ping": number}))
            for socket in (one, two):
                await Browser(socket).until(
                    lambda it: it.answers.get("pong", {}).get("pong") == 9  # the last
                )
            assert time.monotonic() - began > 18 * BREATH

    play(story())


def test_half_a_character_is_no_reason_to_lose_the_rest(
    server: Server, session: dict[str, Any]
) -> None:
    async def story() -> None:
        async with dial(server, session, 0) as socket:
            ada = Browser(socket)
            await ada.do("next_step")
            assert "ack" in await ada.do("contribute", slot="card", text="cut \ud83d short")
            await ada.shows("short", "desk")

    play(story())


@pytest.mark.parametrize("origin", ["http://[", "null", "https://evil.example"])
def test_a_page_from_elsewhere_cannot_connect(
    server: Server, session: dict[str, Any], origin: str
) -> None:
    async def story() -> None:
        with pytest.raises(InvalidStatus) as refused:
            async with dial(server, session, 0, origin=origin):
                pass
        assert refused.value.response.status_code == 403

    play(story())


def test_a_killed_server_loses_nothing_it_acknowledged(
    server: Server, session: dict[str, Any]
) -> None:
    async def before() -> None:
        async with dial(server, session, 0) as socket:
            ada = Browser(socket)
            await ada.do("next_step")
            assert "ack" in await ada.do("contribute", slot="card", text="kept")

    async def after() -> None:
        async with dial(server, session, 0) as socket:
            ada = Browser(socket)
            await ada.shows("kept", "desk")

    play(before())
    server.kill()
    server.start()
    play(after())


def test_what_another_process_recorded_arrives_by_itself(
    server: Server, session: dict[str, Any]
) -> None:
    async def story() -> None:
        async with dial(server, session, 0) as socket:
            ada = Browser(socket)
            await ada.shows("Welcome")
            await asyncio.to_thread(server.inside, "on", session["id"])
            await ada.shows("What did not work")

    play(story())


def test_news_that_got_lost_are_noticed_by_their_number(
    server: Server, session: dict[str, Any]
) -> None:
    async def story() -> None:
        async with dial(server, session, 0) as socket:
            ada = Browser(socket)
            await ada.shows("Welcome")
            told = asyncio.create_task(
                asyncio.to_thread(server.inside, "on_unheard", session["id"])
            )
            await ada.shows("What did not work")
            shown = time.time()
            assert shown - await told < HEALED_WITHIN

    asyncio.run(story())
