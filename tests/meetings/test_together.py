"""What many ask for is done in lots, in order, and a fault hits only who asked for it."""

import asyncio
from collections.abc import Callable

import pytest

from collegium.meetings.live import together
from collegium.meetings.live.threads import Threads
from collegium.meetings.live.together import MOST_AT_ONCE, Together


def asked(numbers: list[int], work: Callable[[list[int]], list[int]]) -> list[int | BaseException]:
    async def story() -> list[int | BaseException]:
        threads = Threads()
        lots = Together(threads, work)
        try:
            return await asyncio.gather(*map(lots.ask, numbers), return_exceptions=True)
        finally:
            threads.close()

    return asyncio.run(story())


def test_each_gets_its_own_answer_and_the_order_is_that_of_asking() -> None:
    lots: list[list[int]] = []

    def double(lot: list[int]) -> list[int]:
        lots.append(lot)
        return [2 * one for one in lot]

    numbers = list(range(3 * MOST_AT_ONCE))
    assert asked(numbers, double) == [2 * one for one in numbers]
    assert [one for lot in lots for one in lot] == numbers
    assert max(map(len, lots)) <= MOST_AT_ONCE < len(numbers) / len(lots) * 2


def test_lots_that_are_full_follow_each_other_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "PACE", 600)
    numbers = list(range(3 * MOST_AT_ONCE))
    assert asked(numbers, list) == numbers


def test_a_fault_hits_only_who_asked_for_it() -> None:
    def halve(lot: list[int]) -> list[int]:
        if 13 in lot:
            raise ValueError
        return [one // 2 for one in lot]

    answers = asked(list(range(20)), halve)
    assert isinstance(answers.pop(13), ValueError)
    assert answers == [one // 2 for one in range(20) if one != 13]


def test_who_no_longer_waits_is_in_nobodys_way() -> None:
    async def story() -> int:
        threads = Threads()
        lots = Together[int, int](threads, list)
        try:
            impatient = asyncio.create_task(lots.ask(1))
            await asyncio.sleep(0)
            impatient.cancel()
            return await lots.ask(2)
        finally:
            threads.close()

    assert asyncio.run(story()) == 2


def test_who_still_asks_when_the_server_stops_ends_with_it() -> None:
    async def story() -> list[int | BaseException]:
        threads = Threads()
        threads.close()
        return list(await asyncio.gather(threads.run(int), return_exceptions=True))

    assert [type(one) for one in asyncio.run(story())] == [asyncio.CancelledError]
