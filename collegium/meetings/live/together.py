"""Having what many ask for done at once: whatever comes in meanwhile is the next lot."""

import asyncio
from collections.abc import Callable
from functools import partial

from collegium.meetings.live.threads import Threads

MOST_AT_ONCE = 64
PACE = 0.04  # seconds from one lot to the next; more in each costs less for each


class Pace:
    """Lets work begin at most every `PACE` seconds, and at once after a rest or in a `hurry`."""

    def __init__(self) -> None:
        self._next = 0.0  # on the loop's clock

    async def keep(self, *, hurry: bool) -> None:
        """Wait until work may begin, at least until all others had their turn."""
        loop = asyncio.get_running_loop()
        await asyncio.sleep(0.0 if hurry else max(0.0, self._next - loop.time()))
        self._next = loop.time() + PACE


class Together[Asked, Answer]:
    """Collects what is asked for and has it worked on in lots, in the order of asking.

    `work` gives an answer to each of a lot. When it fails, each is tried alone, so that whatever
    it fails for is in nobody's way. `is_quick` says of a lot what `Threads.run` wants to know.
    """

    def __init__(
        self,
        threads: Threads,
        work: Callable[[list[Asked]], list[Answer]],
        is_quick: Callable[[list[Asked]], bool] = lambda _: False,
    ) -> None:
        self._threads = threads
        self._work = work
        self._is_quick = is_quick
        self._asked: list[tuple[Asked, asyncio.Future[Answer]]] = []
        self._working: asyncio.Task[None] | None = None
        self._pace = Pace()

    async def ask(self, one: Asked) -> Answer:
        """Return the answer once the lot that `one` is part of is done; raises what it raised."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Answer] = loop.create_future()
        self._asked.append((one, answer))
        if self._working is None:
            self._working = loop.create_task(self._until_done())
        return await answer

    async def _until_done(self) -> None:
        try:
            while self._asked:
                await self._pace.keep(hurry=len(self._asked) >= MOST_AT_ONCE)
                lot, self._asked = self._asked[:MOST_AT_ONCE], self._asked[MOST_AT_ONCE:]
                await self._answer(lot)
        finally:
            self._working = None

    async def _answer(self, lot: list[tuple[Asked, "asyncio.Future[Answer]"]]) -> None:
        try:
            asked = [one for one, _ in lot]
            work = partial(self._work, asked)
            answers = await self._threads.run(work, quick=self._is_quick(asked))
        except Exception as error:  # noqa: BLE001 - it reaches whoever asked for what failed
            if len(lot) > 1:
                for alone in lot:
                    await self._answer([alone])
            elif not lot[0][1].done():
                lot[0][1].set_exception(error)
            return
        for (_, waiting), answer in zip(lot, answers, strict=True):
            if not waiting.done():  # who asked may be gone by now
                waiting.set_result(answer)
