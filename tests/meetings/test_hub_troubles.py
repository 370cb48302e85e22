"""What the hub does when a line breaks or the database is away for a moment."""

import asyncio
import gc
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError

from collegium.meetings import consumers
from collegium.meetings.live import hub as hubs
from collegium.meetings.live.drawing import LOBBY, Drawn, Frame, Occupant, draw_together
from collegium.meetings.live.hub import PATIENCE, Ending, Hub, Seat
from collegium.meetings.live.rendering import Reader
from collegium.meetings.live.splicing import Parts, Stretch, Text
from collegium.meetings.live.standing import latest
from collegium.meetings.live.threads import Threads

GROUP, SESSION, OTHER = uuid4(), uuid4(), uuid4()
SEQUENCE = 5


class Database(Threads):
    """Answers for sessions that nothing happens in; fails as often as `down` says."""

    def __init__(self) -> None:
        self.down = 0.0
        self.fault: Exception = OperationalError("away")

    async def run[T](self, work: Callable[[], T], *, quick: bool = False) -> T:  # noqa: ARG002 - as `Threads` has it
        await asyncio.sleep(0)
        if self.down > 0:
            self.down -= 1
            raise self.fault
        assert isinstance(work, partial)
        answer: T = self._answer(work)
        return answer

    def _answer(self, work: "partial[Any]") -> Any:  # noqa: ANN401 - whatever was asked
        if work.func is draw_together:
            return {one: _in_the_lobby(sitting.occupants) for one, sitting in work.args[0].items()}
        if work.func is latest:
            return dict.fromkeys(work.args[0], SEQUENCE)
        return frozenset()


def _in_the_lobby(there: frozenset[Occupant]) -> Drawn:
    return Drawn(there, SEQUENCE, dict.fromkeys(there, Frame(SEQUENCE, LOBBY)))


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "LOOK_EVERY", 0.01)


def a_seat(sent: list[str] | None = None, session: UUID = SESSION) -> Seat:
    async def send(message: str) -> None:
        if sent is not None:
            sent.append(message)

    who = Occupant(uuid4(), uuid4(), GROUP, session, Reader("en", "UTC"))
    return Seat(who, send, lambda _: None)


def frame(sequence: int) -> Frame:
    return Frame(sequence, "running", (Parts({"stage": Text([Stretch([str(sequence)])])}),))


def played(story: Callable[[Hub, Database], Any]) -> None:
    async def with_hub() -> None:
        database = Database()
        hub = Hub(database)
        looking = asyncio.create_task(hub.keep_looking())
        await story(hub, database)
        looking.cancel()

    asyncio.run(with_hub())


def test_a_line_that_breaks_ends_and_leaves_nothing_unheard() -> None:
    ended: list[Ending] = []
    unheard: list[str] = []

    async def broken(_message: str) -> None:
        raise RuntimeError("sent after it was closed")

    async def story() -> None:
        said = asyncio.get_running_loop().set_exception_handler
        said(lambda _, context: unheard.append(context["message"]))
        seat = Seat(a_seat().occupant, broken, ended.append)
        seat.offer(frame(1))
        seat.offer(frame(2))
        gc.collect()
        await asyncio.sleep(0)

    asyncio.run(story())
    assert (ended, unheard) == ([Ending.BROKEN], [])


def test_who_comes_while_the_database_is_away_is_shown_the_session_later() -> None:
    first, second = list[str](), list[str]()

    async def story(hub: Hub, database: Database) -> None:
        hub.enter(a_seat(first))
        await asyncio.sleep(0.05)
        database.down = 1
        hub.enter(a_seat(second))
        await asyncio.sleep(0.2)

    played(story)
    assert first
    assert second


def test_after_each_lot_the_house_is_told() -> None:
    told: list[int] = []

    async def story() -> None:
        hub = Hub(Database(), lambda: told.append(1))
        seat = a_seat()
        hub.enter(seat)
        hub.enter(a_seat(session=uuid4()))
        await asyncio.sleep(0.05)
        hub.leave(seat)

    asyncio.run(story())
    assert told == [1]


def test_the_rounds_go_on_whatever_went_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumers, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(consumers, "SEEN_EVERY", 0.1)

    async def story(hub: Hub, database: Database) -> None:
        hub.enter(a_seat())
        await asyncio.sleep(0.05)
        database.fault, database.down = KeyError("gone meanwhile"), 20
        rounds = [
            asyncio.create_task(one)
            for one in (
                hub.keep_looking(),
                consumers.keep_order(hub, database),
                consumers.keep_presence(hub, database),
            )
        ]
        async with asyncio.timeout(10):
            while database.down:
                await asyncio.sleep(0.01)
        assert not any(one.done() for one in rounds)
        for one in rounds:
            one.cancel()

    played(story)


def test_what_waits_behind_sessions_that_could_not_be_drawn_is_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hubs, "MOST_AT_ONCE", 1)
    sent = list[str]()

    async def story(hub: Hub, database: Database) -> None:
        database.down = 1
        hub.enter(a_seat())
        hub.enter(a_seat(sent, OTHER))
        await asyncio.sleep(0.2)

    played(story)
    assert sent


def test_who_does_not_read_is_cut_off_although_the_database_is_away() -> None:
    ended: list[Ending] = []

    async def never(_message: str) -> None:
        await asyncio.Event().wait()

    async def story(hub: Hub, database: Database) -> None:
        database.down = float("inf")
        seat = Seat(a_seat().occupant, never, ended.append)
        hub.enter(seat)
        seat.offer(frame(1))
        seat._since -= PATIENCE + 1
        await asyncio.sleep(0.1)

    played(story)
    assert ended == [Ending.NOT_READING]
