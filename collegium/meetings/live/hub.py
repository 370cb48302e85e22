"""The connections of this process: who is shown what, as soon as something happens."""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from functools import partial
from uuid import UUID

from django.db import DatabaseError

from collegium.meetings.live.drawing import Frame, Occupant, draw, latest, still_there
from collegium.meetings.live.threads import Threads

logger = logging.getLogger(__name__)

LOOK_EVERY = 1.0  # seconds; finds what the bus lost, and who is gone
PATIENCE = 10.0  # seconds for a browser that does not read

type Send = Callable[[dict[str, object]], Awaitable[None]]


class Seat:
    """One connection. It holds the newest frame only, so a slow reader costs no memory."""

    def __init__(self, occupant: Occupant, send: Send) -> None:
        self.occupant = occupant
        self.gone = asyncio.Event()
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

    async def deliver(self) -> None:
        """Send frames until the connection ends or stops reading."""
        while True:
            await self._news.wait()
            self._news.clear()
            frame, self._waiting = self._waiting, None
            if frame is None:
                continue
            changed = frame.since(self._shown)
            if self._shown is None or self._shown.sequence != frame.sequence or changed.parts:
                await asyncio.wait_for(self._send(_message(changed)), PATIENCE)
            self._shown = frame


class Hub:
    """All seats of this process."""

    def __init__(self, threads: Threads) -> None:
        self._threads = threads
        self._loop = asyncio.get_running_loop()
        self._seats: defaultdict[UUID, set[Seat]] = defaultdict(set)
        self._drawn: dict[UUID, int] = {}
        self._dirty: set[UUID] = set()
        self._drawing: dict[UUID, asyncio.Task[None]] = {}

    def enter(self, seat: Seat) -> None:
        """Take a connection in and show it the session."""
        session_id = seat.occupant.session_id
        self._seats[session_id].add(seat)
        self._mark(session_id)

    def leave(self, seat: Seat) -> None:
        """Forget a connection."""
        session_id = seat.occupant.session_id
        self._seats[session_id].discard(seat)
        if not self._seats[session_id]:
            del self._seats[session_id]
            self._drawn.pop(session_id, None)

    def changed(self, session_id: UUID, _sequence: int) -> None:
        """Hear, in any thread, that a session went on."""
        with contextlib.suppress(RuntimeError):  # the loop has just closed
            self._loop.call_soon_threadsafe(self._mark, session_id)

    async def keep_looking(self) -> None:
        """Find, every second, what nobody told: news, and who has left or signed out."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            watched = tuple(self._seats)
            if not watched:
                continue
            try:
                await self._look_at(watched)
                await self._show_out()
            except DatabaseError as error:
                logger.warning("cannot look at live sessions (%s)", type(error).__name__)

    async def _look_at(self, watched: tuple[UUID, ...]) -> None:
        found = await self._threads.run(partial(latest, watched))
        for session_id, sequence in found.items():
            if sequence > self._drawn.get(session_id, 0):
                self._mark(session_id)

    async def _show_out(self) -> None:
        seats = [seat for sitting in self._seats.values() for seat in sitting]
        occupants = {seat.occupant for seat in seats}
        there = await self._threads.run(partial(still_there, occupants))
        for seat in seats:
            if seat.occupant not in there:
                seat.gone.set()

    def _mark(self, session_id: UUID) -> None:
        if session_id not in self._seats:
            return
        self._dirty.add(session_id)
        if session_id not in self._drawing:
            self._drawing[session_id] = self._loop.create_task(self._draw(session_id))

    async def _draw(self, session_id: UUID) -> None:
        try:
            while session_id in self._dirty:
                self._dirty.discard(session_id)
                await self._draw_once(session_id)
        except DatabaseError as error:  # the next look finds what was missed
            logger.warning("cannot draw a live session (%s)", type(error).__name__)
        finally:
            del self._drawing[session_id]

    async def _draw_once(self, session_id: UUID) -> None:
        seats = tuple(self._seats.get(session_id, ()))
        occupants = {seat.occupant for seat in seats}
        frames = await self._threads.run(partial(draw, session_id, occupants))
        for seat in seats:
            frame = frames.get(seat.occupant)
            if frame is None:
                seat.gone.set()
                continue
            self._drawn[session_id] = frame.sequence
            seat.offer(frame)


def _message(frame: Frame) -> dict[str, object]:
    return {"sequence": frame.sequence, "phase": frame.phase, "parts": dict(frame.parts)}
