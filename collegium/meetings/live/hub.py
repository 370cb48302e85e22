"""The connections of this process: who is shown what, as soon as something happens."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from enum import IntEnum
from functools import partial
from itertools import islice
from uuid import UUID

from django.db import DatabaseError
from starlette.websockets import WebSocketDisconnect, WebSocketDisconnected

from collegium.meetings.live import memory
from collegium.meetings.live.bus import News
from collegium.meetings.live.drawing import NOT_YET, Drawn, Frame, Occupant, Sitting, draw_together
from collegium.meetings.live.rendering import Place, Sketch, place_of
from collegium.meetings.live.splicing import Differences
from collegium.meetings.live.standing import latest
from collegium.meetings.live.threads import Threads
from collegium.meetings.live.together import Pace
from collegium.meetings.queries.live import keep_keys
from collegium.vault.troubles import named

logger = logging.getLogger(__name__)

LOOK_EVERY = 0.5  # seconds; finds what the bus lost; who has left is gone within one
PATIENCE = 10.0  # seconds for a browser that does not read
MOST_AT_ONCE = 24  # sessions drawn in one go

type Send = Callable[[str], Awaitable[None]]


class Ending(IntEnum):
    """Why a connection ends, as a browser is told."""

    NOT_LET_IN = 4403
    NOT_READING = 4408
    BROKEN = 1011  # comes back by itself
    TOO_MANY = 4429  # lines of one person; line.js knows it, too


class Seat:
    """One connection. It holds the newest frame only, so a slow reader costs no memory.

    `end` is called once, when the connection has to end.
    """

    __slots__ = ("_end", "_send", "_sending", "_shown", "_since", "_waiting", "occupant")

    def __init__(self, occupant: Occupant, send: Send, end: Callable[[Ending], None]) -> None:
        self.occupant = occupant
        self._send = send
        self._end: Callable[[Ending], None] | None = end
        self._waiting: Frame | None = None
        self._shown: Frame | None = None
        self._sending: asyncio.Task[None] | None = None
        self._since = 0.0  # on the loop's clock

    def offer(self, frame: Frame, differences: Differences | None = None) -> None:
        """Have a frame sent, unless a newer one is on its way.

        `differences` are shared with others who are offered the same at the same time.
        """
        known = self._waiting or self._shown
        if self._end is None or (known and frame.sequence < known.sequence):
            return
        self._waiting = frame
        if self._sending is None:
            # Nearly always all of it is sent at once, and there is no task to wait for.
            loop = asyncio.get_running_loop()
            task = asyncio.Task(self._deliver(loop, differences), loop=loop, eager_start=True)
            self._sending = None if task.done() else task

    def dismiss(self) -> None:
        """Let the connection end before it is sent anything more."""
        self._leave(Ending.NOT_LET_IN)

    def check(self, now: float) -> None:
        """Let the connection end if nobody reads; `now` is what the loop's clock says."""
        if self._sending and now - self._since > PATIENCE:
            self._leave(Ending.NOT_READING)

    def close(self) -> None:
        """Send nothing any more."""
        self._end, self._waiting = None, None
        if self._sending:
            self._sending.cancel()

    async def _deliver(
        self, loop: asyncio.AbstractEventLoop, differences: Differences | None
    ) -> None:
        try:
            while frame := self._waiting:
                self._waiting = None
                if message := frame.message(self._shown, differences):
                    self._since = loop.time()
                    await self._send(message)
                self._shown, differences = frame, None  # the others are further by now
        except (WebSocketDisconnect, WebSocketDisconnected):
            self._end = None  # whoever listens hears of it, too
        except Exception as error:  # noqa: BLE001 - a line that breaks ends, however it does
            self._sending = None
            # without its traceback, which may hold words
            logger.error("cannot show a live session (%s)", type(error).__name__)  # noqa: TRY400 - see above
            self._leave(Ending.BROKEN)
        finally:
            self._sending = None

    def _leave(self, why: Ending) -> None:
        end = self._end
        self.close()
        if end:
            end(why)


class Watched:
    """A session that somebody here looks at."""

    __slots__ = ("drawn", "group_id", "seats", "sketch")

    def __init__(self, place: Place) -> None:
        self.group_id = place.group_id
        self.seats: set[Seat] = set()
        self.sketch = Sketch(place)
        self.drawn = NOT_YET  # the sequence that all seats have been offered


class Hub:
    """All seats of this process. `after_drawing` is called after each lot."""

    def __init__(self, threads: Threads, after_drawing: Callable[[], None] = lambda: None) -> None:
        self._threads = threads
        self._after_drawing = after_drawing
        self._loop = asyncio.get_running_loop()
        self._watched: dict[UUID, Watched] = {}
        self._dirty: dict[UUID, None] = {}  # in the order in which they became so
        self._drawing: asyncio.Task[None] | None = None
        self._pace = Pace()

    def enter(self, seat: Seat) -> None:
        """Take a connection in and show it the session."""
        session_id = seat.occupant.session_id
        if session_id not in self._watched:
            self._watched[session_id] = Watched(place_of(seat.occupant.group_id, session_id))
        self._watched[session_id].seats.add(seat)
        self._watched[session_id].drawn = NOT_YET
        self._mark(session_id)

    def leave(self, seat: Seat) -> None:
        """Forget a connection, and what was drawn of a session that nobody looks at any more."""
        session_id = seat.occupant.session_id
        watched = self._watched[session_id]
        watched.seats.discard(seat)
        if not watched.seats:
            del self._watched[session_id]

    def changed(self, news: News) -> None:
        """Hear, in any thread, that sessions went on."""
        with contextlib.suppress(RuntimeError):  # the loop has just closed
            self._loop.call_soon_threadsafe(self._hear, news)

    def occupants(self) -> list[Occupant]:
        """Return who is connected here, once for each connection."""
        return [seat.occupant for seat in self._seats()]

    def show_out(self, gone: Collection[Occupant]) -> None:
        """End the connections of those who may be here no more."""
        for seat in self._seats() if gone else ():
            if seat.occupant in gone:
                seat.dismiss()

    async def keep_looking(self) -> None:
        """Find, twice a second, the news that nobody told, and who does not read."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            if not self._watched:
                continue
            self._show_out_who_does_not_read()
            self._draw_what_waits()
            try:
                known = {one: watched.drawn for one, watched in self._watched.items()}
                groups = [one.group_id for one in self._watched.values()]
                self._hear(await self._threads.run(partial(_look, known, groups), quick=True))
            except Exception as error:  # noqa: BLE001 - the next look may succeed
                logger.warning("cannot look at live sessions (%s)", named(error))

    def _show_out_who_does_not_read(self) -> None:
        now = self._loop.time()
        for seat in self._seats():
            seat.check(now)

    def _seats(self) -> list[Seat]:
        return [seat for watched in self._watched.values() for seat in watched.seats]

    def _hear(self, news: News) -> None:
        for session_id, sequence in news.items():
            watched = self._watched.get(session_id)
            if watched and sequence > watched.drawn:
                self._mark(session_id)

    def _mark(self, session_id: UUID) -> None:
        self._dirty[session_id] = None
        self._draw_what_waits()

    def _draw_what_waits(self) -> None:
        if self._dirty and self._drawing is None:
            self._drawing = self._loop.create_task(self._draw())

    async def _draw(self) -> None:
        some: list[UUID] = []
        try:
            while self._dirty:
                await self._pace.keep(hurry=len(self._dirty) >= MOST_AT_ONCE)
                some = list(islice(self._dirty, MOST_AT_ONCE))
                for session_id in some:
                    del self._dirty[session_id]
                await self._draw_some(some)
                self._after_drawing()
        except DatabaseError as error:  # the next look begins anew
            self._dirty = dict.fromkeys(some) | self._dirty
            logger.warning("cannot draw live sessions (%s)", named(error))
        finally:
            self._drawing = None

    async def _draw_some(self, session_ids: list[UUID]) -> None:
        here = {one: self._watched[one] for one in session_ids if one in self._watched}
        seats = {one: frozenset(watched.seats) for one, watched in here.items()}
        sittings = {
            one: Sitting(watched.sketch, frozenset(seat.occupant for seat in seats[one]))
            for one, watched in here.items()
        }
        work, quick = partial(draw_together, sittings), memory.holds(sittings)
        drawn = await self._threads.run(work, quick=quick)
        for session_id, one in drawn.items():
            if self._watched.get(session_id) is here[session_id]:
                _show(here[session_id], seats[session_id], one)


def _look(known: Mapping[UUID, int], groups: Collection[UUID]) -> News:
    # Of a few hundred sessions some key or other expires with nearly every lot.
    keep_keys(groups, ahead=2 * LOOK_EVERY)
    return latest(known)


def _show(watched: Watched, seats: frozenset[Seat], drawn: Drawn) -> None:
    differences: Differences = {}
    for seat in seats:
        if seat.occupant not in drawn.there:
            seat.dismiss()
        elif frame := drawn.frames.get(seat.occupant):
            seat.offer(frame, differences)
    if watched.seats <= seats:  # whoever came in meanwhile is still to be shown it
        watched.drawn = max(watched.drawn, drawn.sequence)
