"""The connections of this process: who is shown what, as soon as something happens."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from itertools import islice
from uuid import UUID

from django.db import DatabaseError

from collegium.meetings.live.bus import News
from collegium.meetings.live.drawing import (
    Frame,
    Occupant,
    Sitting,
    draw_together,
    latest,
    still_there,
)
from collegium.meetings.live.rendering import Place, Sketch, place_of
from collegium.meetings.live.threads import Threads
from collegium.vault.troubles import named

logger = logging.getLogger(__name__)

LOOK_EVERY = 0.5  # seconds; finds what the bus lost; who has left is gone within one
PATIENCE = 10.0  # seconds for a browser that does not read
MOST_AT_ONCE = 32  # sessions drawn in one go

type Send = Callable[[str], Awaitable[None]]


class Dismissed(Exception):  # noqa: N818 - an answer: this person does not sit here
    """The connection has to end."""


class Seat:
    """One connection. It holds the newest frame only, so a slow reader costs no memory."""

    __slots__ = ("_news", "_send", "_shown", "_waiting", "gone", "occupant")

    def __init__(self, occupant: Occupant, send: Send) -> None:
        self.occupant = occupant
        self.gone = False
        self._send = send
        self._waiting: Frame | None = None
        self._shown: Frame | None = None
        self._news = asyncio.Event()

    def offer(self, frame: Frame) -> None:
        """Have a frame sent, unless a newer one is on its way."""
        known = self._waiting or self._shown
        if known is None or frame.sequence >= known.sequence:
            self._waiting = frame
            self._news.set()

    def dismiss(self) -> None:
        """Let the connection end before it is sent anything more."""
        self.gone = True
        self._news.set()

    async def deliver(self) -> None:
        """Send frames for as long as somebody may see them and reads them.

        Raises:
            Dismissed: this person does not sit here any more.
            TimeoutError: nobody reads.

        """
        while True:
            await self._news.wait()
            self._news.clear()
            if self.gone:
                raise Dismissed
            frame, self._waiting = self._waiting, None
            if frame is None:
                continue
            if message := frame.message(self._shown):
                async with asyncio.timeout(PATIENCE):
                    await self._send(message)
            self._shown = frame


class Watched:
    """A session that somebody here looks at."""

    __slots__ = ("drawn", "seats", "sketch")

    def __init__(self, place: Place) -> None:
        self.seats: set[Seat] = set()
        self.sketch = Sketch(place)
        self.drawn = 0  # the sequence that all seats have been offered


class Hub:
    """All seats of this process."""

    def __init__(self, threads: Threads) -> None:
        self._threads = threads
        self._loop = asyncio.get_running_loop()
        self._watched: dict[UUID, Watched] = {}
        self._dirty: dict[UUID, None] = {}  # in the order in which they became so
        self._drawing: asyncio.Task[None] | None = None

    def enter(self, seat: Seat) -> None:
        """Take a connection in and show it the session."""
        session_id = seat.occupant.session_id
        if session_id not in self._watched:
            self._watched[session_id] = Watched(place_of(seat.occupant.group_id, session_id))
        self._watched[session_id].seats.add(seat)
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

    def occupants(self) -> frozenset[Occupant]:
        """Return who is connected here."""
        return frozenset(seat.occupant for seat in self._seats())

    async def keep_looking(self) -> None:
        """Find, twice a second, what nobody told: news, and who has left or signed out."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            if not self._watched:
                continue
            try:
                self._hear(await self._threads.run(partial(latest, tuple(self._watched))))
                await self._show_out()
            except DatabaseError as error:
                logger.warning("cannot look at live sessions (%s)", named(error))

    async def _show_out(self) -> None:
        seats = self._seats()
        there = await self._threads.run(partial(still_there, {seat.occupant for seat in seats}))
        for seat in seats:
            if seat.occupant not in there:
                seat.dismiss()

    def _seats(self) -> list[Seat]:
        return [seat for watched in self._watched.values() for seat in watched.seats]

    def _hear(self, news: News) -> None:
        for session_id, sequence in news.items():
            watched = self._watched.get(session_id)
            if watched and sequence > watched.drawn:
                self._mark(session_id)

    def _mark(self, session_id: UUID) -> None:
        self._dirty[session_id] = None
        if self._drawing is None:
            self._drawing = self._loop.create_task(self._draw())

    async def _draw(self) -> None:
        try:
            while self._dirty:
                some = list(islice(self._dirty, MOST_AT_ONCE))
                for session_id in some:
                    del self._dirty[session_id]
                await self._draw_some(some)
        except DatabaseError as error:  # the next look finds what was missed
            logger.warning("cannot draw live sessions (%s)", named(error))
        finally:
            self._drawing = None

    async def _draw_some(self, session_ids: list[UUID]) -> None:
        seats = {
            one: tuple(self._watched[one].seats) for one in session_ids if one in self._watched
        }
        sittings = {
            one: Sitting(self._watched[one].sketch, frozenset(seat.occupant for seat in sitting))
            for one, sitting in seats.items()
        }
        drawn = await self._threads.run(partial(draw_together, sittings))
        for session_id, frames in drawn.items():
            for seat in seats[session_id]:
                self._show(seat, frames.get(seat.occupant))

    def _show(self, seat: Seat, frame: Frame | None) -> None:
        if frame is None:
            seat.dismiss()
            return
        watched = self._watched.get(seat.occupant.session_id)
        if watched:
            watched.drawn = max(watched.drawn, frame.sequence)
        seat.offer(frame)
