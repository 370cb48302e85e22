"""A seat keeps up with the newest frame only, whatever its reader does."""

import asyncio
import json
import tracemalloc
from uuid import uuid4

from collegium.meetings.live.drawing import Frame, Occupant
from collegium.meetings.live.hub import PATIENCE, Ending, Seat
from collegium.meetings.live.rendering import Reader
from collegium.meetings.live.splicing import Parts, Stretch, Text

OCCUPANT = Occupant(uuid4(), uuid4(), uuid4(), uuid4(), Reader("en", "UTC"))


TEXTS: dict[str, Text] = {}


def frame(sequence: int, phase: str = "running", **parts: str) -> Frame:
    """What is the same as in an earlier frame is the same object, as a sketch has it."""
    for words in parts.values():
        TEXTS.setdefault(words, Text([Stretch([words])]))
    return Frame(sequence, phase, (Parts({name: TEXTS[words] for name, words in parts.items()}),))


async def delivered(*offers: tuple[Frame, ...], slow: bool = False) -> list[dict[str, object]]:
    """Offer frames in bursts and return what was sent."""
    sent: list[dict[str, object]] = []

    async def send(message: str) -> None:
        if slow:
            await asyncio.sleep(0)
        sent.append(json.loads(message))

    seat = Seat(OCCUPANT, send, unexpected)
    for burst in offers:
        for one in burst:
            seat.offer(one)
        for _ in range(5):
            await asyncio.sleep(0)
    seat.close()
    return sent


def unexpected(why: Ending) -> None:
    raise AssertionError(why)


def test_only_what_changed_is_sent() -> None:
    first, second = frame(1, stage="a", wall="b"), frame(2, stage="a", wall="c")
    sent = asyncio.run(delivered((first,), (second,)))
    assert [message["parts"] for message in sent] == [{"stage": "a", "wall": "b"}, {"wall": "c"}]


def test_frames_that_pile_up_become_the_newest_one() -> None:
    burst = tuple(frame(number, stage=str(number)) for number in range(100))
    sent = asyncio.run(delivered(burst, slow=True))
    assert [message["sequence"] for message in sent] == [0, 99]


def test_an_older_frame_never_follows_a_newer_one() -> None:
    sent = asyncio.run(delivered((frame(5, stage="new"),), (frame(4, stage="old"),)))
    assert [message["sequence"] for message in sent] == [5]


def test_the_same_again_is_not_sent() -> None:
    sent = asyncio.run(delivered((frame(5, stage="a"),), (frame(5, stage="a"),)))
    assert len(sent) == 1


def test_a_new_phase_is_told_even_without_parts() -> None:
    sent = asyncio.run(delivered((frame(5, stage="a"),), (frame(6, phase="ended"),)))
    assert [message["phase"] for message in sent] == ["running", "ended"]


async def never(_message: str) -> None:
    await asyncio.Event().wait()


def test_who_does_not_read_is_given_up() -> None:
    ended: list[Ending] = []

    async def story() -> None:
        seat = Seat(OCCUPANT, never, ended.append)
        seat.offer(frame(1, stage="a"))
        now = asyncio.get_running_loop().time()
        seat.check(now + PATIENCE - 1)
        assert not ended
        seat.check(now + PATIENCE + 1)
        seat.check(now + PATIENCE + 2)

    asyncio.run(story())
    assert ended == [Ending.NOT_READING]


def test_who_has_to_go_is_sent_nothing_more() -> None:
    ended: list[Ending] = []
    sent: list[str] = []

    async def story() -> None:
        async def send(message: str) -> None:
            await asyncio.sleep(0)
            sent.append(message)

        seat = Seat(OCCUPANT, send, ended.append)
        seat.offer(frame(1, stage="a"))
        seat.offer(frame(2, stage="b"))
        seat.dismiss()
        seat.offer(frame(3, stage="c"))
        await asyncio.sleep(0.01)

    asyncio.run(story())
    assert (ended, sent) == ([Ending.NOT_LET_IN], [])


def test_a_frame_shows_nothing_of_itself() -> None:
    assert "secret" not in repr(frame(1, stage="secret"))


def test_who_does_not_read_holds_up_nobody_and_fills_no_memory() -> None:
    """A thousand frames while one browser reads and the other one does not."""

    async def story() -> tuple[int, list[int]]:
        read: list[int] = []

        async def reads(message: str) -> None:
            read.append(json.loads(message)["sequence"])

        seats = [Seat(OCCUPANT, one, unexpected) for one in (reads, never)]
        tracemalloc.start()
        for number in range(1000):
            big = Frame(
                number, "running", (Parts({"stage": Text([Stretch([f"{number}" * 5000])])}),)
            )
            for seat in seats:
                seat.offer(big)
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        held, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        for seat in seats:
            seat.close()
        return held, read

    held, read = asyncio.run(story())
    assert read[-1] == 999
    assert len(read) == 1000
    assert held < 4_000_000  # of fifteen that were offered
