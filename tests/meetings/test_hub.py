"""A seat keeps up with the newest frame only, whatever its reader does."""

import asyncio
import json
import tracemalloc
from uuid import uuid4

import pytest

from collegium.meetings.live import hub
from collegium.meetings.live.drawing import Frame, Occupant
from collegium.meetings.live.hub import Dismissed, Seat
from collegium.meetings.live.rendering import Reader

OCCUPANT = Occupant(uuid4(), uuid4(), uuid4(), uuid4(), Reader("en", "UTC"))


def frame(sequence: int, phase: str = "running", **parts: str) -> Frame:
    return Frame(sequence, phase, parts)


async def delivered(*offers: tuple[Frame, ...]) -> list[dict[str, object]]:
    """Offer frames in bursts and return what was sent."""
    sent: list[dict[str, object]] = []

    async def send(message: str) -> None:
        sent.append(json.loads(message))

    seat = Seat(OCCUPANT, send)
    task = asyncio.create_task(seat.deliver())
    for burst in offers:
        for one in burst:
            seat.offer(one)
        for _ in range(5):
            await asyncio.sleep(0)
    task.cancel()
    return sent


def test_only_what_changed_is_sent() -> None:
    first, second = frame(1, stage="a", wall="b"), frame(2, stage="a", wall="c")
    sent = asyncio.run(delivered((first,), (second,)))
    assert [message["parts"] for message in sent] == [{"stage": "a", "wall": "b"}, {"wall": "c"}]


def test_frames_that_pile_up_become_the_newest_one() -> None:
    burst = tuple(frame(number, stage=str(number)) for number in range(100))
    sent = asyncio.run(delivered(burst))
    assert [message["sequence"] for message in sent] == [99]


def test_an_older_frame_never_follows_a_newer_one() -> None:
    sent = asyncio.run(delivered((frame(5, stage="new"),), (frame(4, stage="old"),)))
    assert [message["sequence"] for message in sent] == [5]


def test_the_same_again_is_not_sent() -> None:
    sent = asyncio.run(delivered((frame(5, stage="a"),), (frame(5, stage="a"),)))
    assert len(sent) == 1


def test_a_new_phase_is_told_even_without_parts() -> None:
    sent = asyncio.run(delivered((frame(5, stage="a"),), (frame(6, phase="ended"),)))
    assert [message["phase"] for message in sent] == ["running", "ended"]


def test_who_does_not_read_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "PATIENCE", 0.01)

    async def story() -> None:
        async def never(_message: str) -> None:
            await asyncio.Event().wait()

        seat = Seat(OCCUPANT, never)
        seat.offer(frame(1, stage="a"))
        await seat.deliver()

    with pytest.raises(TimeoutError):
        asyncio.run(story())


def test_a_frame_shows_nothing_of_itself() -> None:
    assert "secret" not in repr(frame(1, stage="secret"))


def test_who_does_not_read_holds_up_nobody_and_fills_no_memory() -> None:
    """A thousand frames while one browser reads and the other one does not."""

    async def story() -> tuple[int, list[int]]:
        read: list[int] = []

        async def reads(message: str) -> None:
            read.append(json.loads(message)["sequence"])

        async def never(_message: str) -> None:
            await asyncio.Event().wait()

        seats = [Seat(OCCUPANT, reads), Seat(OCCUPANT, never)]
        tasks = [asyncio.create_task(seat.deliver()) for seat in seats]
        tracemalloc.start()
        for number in range(1000):
            big = frame(number, stage=f"{number}" * 5000)
            for seat in seats:
                seat.offer(big)
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        held, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        for task in tasks:
            task.cancel()
        return held, read

    held, read = asyncio.run(story())
    assert read[-1] == 999
    assert len(read) == 1000
    assert held < 4_000_000  # of fifteen that were offered


def test_who_has_to_go_is_sent_nothing_more() -> None:
    async def story() -> list[str]:
        sent: list[str] = []

        async def send(message: str) -> None:
            sent.append(message)

        seat = Seat(OCCUPANT, send)
        seat.offer(frame(1, stage="a"))
        seat.dismiss()
        with pytest.raises(Dismissed):
            await seat.deliver()
        return sent

    assert asyncio.run(story()) == []
