"""Many people at once: each has a connection of their own and acts every few seconds."""

import asyncio
import gc
import json
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import uuid4

from benchmarks.live.line import Line, dial

EVERY = 5.0  # seconds between two acts of one person
AT_ONCE = 40  # connections that are being opened at the same time
MOST_CARDS = 3
SEQUENCE = re.compile(rb'"sequence": ?(\d+)')
WORDS = "We tried to hand over the weekly review and took it back after two weeks, number {}"

type Rooms = list[dict[str, object]]


@dataclass
class Act:
    """Something that was done: when it was due, and the number it got."""

    due: float
    sequence: int = 0


@dataclass
class Seat:
    """One person's connection and what came in on it."""

    host: bool
    echo: bool
    line: Line = field(init=False)  # once they sit there
    arrivals: list[tuple[int, float]] = field(default_factory=list)
    acts: dict[str, Act] = field(default_factory=dict)
    cards: list[str] = field(default_factory=list)
    refusals: int = 0

    def hear(self, text: bytes) -> None:
        """Note what came in, and when."""
        now = time.monotonic()
        if text.startswith(b'{"ack"'):
            message = json.loads(text)
            self.acts[message["ack"]].sequence = message["sequence"]
        elif text.startswith(b'{"refused"'):
            self.refusals += 1
        elif found := SEQUENCE.search(text[-60:] if self.echo else text[:120]):
            self.arrivals.append((int(found[1]), now))

    def next_act(self, *, shown: bool) -> tuple[str, dict[str, object]]:
        """Write a card, or change one that is hidden, or take one back that all have seen."""
        if len(self.cards) < MOST_CARDS:
            return "contribute", {"slot": "card", "text": WORDS.format(len(self.acts))}
        oldest = self.cards.pop(0)
        if shown:
            return "withdraw", {"contribution": oldest}
        self.cards.append(oldest)
        return "edit", {"slot": "card", "contribution": oldest, "text": WORDS.format(uuid4())}


@dataclass
class Table:
    """A group."""

    seats: list[Seat]
    shown: bool = False


@dataclass
class Seen:
    """What was measured: delays in seconds, one for each act and each person of its group."""

    delays: list[float]
    wanted: int
    refused: int
    lost: int


async def crowd(
    rooms: Rooms,
    ports: list[int],
    *,
    apart: bool,
    in_step: bool,
    seconds: float,
    echo: bool,
    ready: "asyncio.Event",
) -> list[Table]:
    """Connect everybody, set `ready`, let them act for `seconds`, and return all they saw.

    The members of a group connect to one of the ports, in turns, or each to another if `apart`.
    Each group shows its cards at a moment of its own, or all within ten seconds if `in_step`.
    """
    gate = asyncio.Semaphore(AT_ONCE)
    opened = await asyncio.gather(
        *(
            _sit_down(gate, ports[(who if apart else number) % len(ports)], room, who, echo=echo)
            for number, room in enumerate(rooms)
            for who in range(len(_cookies(room)))
        )
    )
    seats = iter(opened)
    tables = [Table([next(seats) for _ in _cookies(room)]) for room in rooms]
    await asyncio.sleep(3)  # the frames of everybody's arrival
    gc.collect()
    gc.disable()  # or its own stop of a quarter of a second counts as everybody's delay
    ready.set()
    await asyncio.gather(*_lives(tables, seconds, in_step=in_step))
    await asyncio.sleep(2)
    gc.enable()
    return tables


def measured(tables: list[Table], *, after: float) -> Seen:
    """Work out the delays of all acts that were due later than `after`."""
    delays: list[float] = []
    wanted = 0
    for table in tables:
        for seat in table.seats:
            for act in seat.acts.values():
                if act.due < after:
                    continue
                wanted += len(table.seats)
                if act.sequence:
                    delays.extend(_delays(act, table))
    seats = [seat for table in tables for seat in table.seats]
    return Seen(
        delays=sorted(delays),
        wanted=wanted,
        refused=sum(seat.refusals for seat in seats),
        lost=sum(seat.line.lost for seat in seats),
    )


def _delays(act: Act, table: Table) -> Iterator[float]:
    for seat in table.seats:
        for sequence, at in seat.arrivals:
            if sequence == act.sequence or (sequence > act.sequence and not seat.echo):
                yield at - act.due
                break


def _cookies(room: dict[str, object]) -> list[str]:
    cookies = room["cookies"]
    return cookies if isinstance(cookies, list) else []


async def _sit_down(
    gate: asyncio.Semaphore, port: int, room: dict[str, object], who: int, *, echo: bool
) -> Seat:
    seat = Seat(host=who == 0, echo=echo)
    async with gate:
        cookie = f"session={_cookies(room)[who]}"
        seat.line = await dial(port, f"/live/{room['session']}/", cookie, seat.hear)
    return seat


def _lives(
    tables: list[Table], seconds: float, *, in_step: bool
) -> Iterator["asyncio.Future[None]"]:
    dice = random.Random(1)  # noqa: S311 - the same crowd at every run
    start = time.monotonic() + 0.5
    for table in tables:
        around = EVERY if in_step else 0.4 * seconds
        reveal = start + seconds / 2 + dice.uniform(-around, around)
        for seat in table.seats:
            first = start + dice.uniform(0, EVERY)
            yield asyncio.ensure_future(_live(table, seat, first, start + seconds, reveal))


async def _live(table: Table, seat: Seat, due: float, until: float, reveal: float) -> None:
    while due < until:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        if seat.host and not table.shown and due > reveal:
            table.shown = True
            _do(seat, due, "reveal", {})
        else:
            _do(seat, due, *seat.next_act(shown=table.shown))
        due += EVERY


def _do(seat: Seat, due: float, kind: str, data: dict[str, object]) -> None:
    key = str(uuid4())
    message: dict[str, object] = {"key": key, "kind": kind, "data": data}
    if seat.echo:
        message["sequence"] = int(due * 1_000_000)
    seat.acts[key] = Act(due, int(due * 1_000_000) if seat.echo else 0)
    if kind == "contribute":
        seat.cards.append(key)
    seat.line.say(json.dumps(message))
