"""Drawing sessions for those who are connected: many at once, each part only where it changed."""

import logging
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError

from collegium.domain.playbook import State
from collegium.groups.models import Member
from collegium.groups.queries import enter
from collegium.groups.rooms import Room
from collegium.meetings.live import memory
from collegium.meetings.live.rendering import NAMES_FOR, Reader, Reading, Sketch
from collegium.meetings.live.roll_call import not_seated
from collegium.meetings.live.splicing import Differences, Parts
from collegium.meetings.live.standing import Standing, standing
from collegium.meetings.models import Session, SessionState
from collegium.meetings.queries.live import catch_up, keep_keys, remembered, state_of
from collegium.people.models import Person
from collegium.vault.sealing import VaultError

logger = logging.getLogger(__name__)

RUNNING = "running"
LOBBY = "lobby"
ENDED = "ended"
_PHASES = {SessionState.LIVE.value: RUNNING, SessionState.ENDED.value: ENDED}


@dataclass(frozen=True, slots=True, eq=False)
class Occupant:
    """Who sits behind one connection."""

    person_id: UUID
    member_id: UUID
    group_id: UUID
    session_id: UUID
    reader: Reader
    shared_only: bool = False  # on a screen that others see: nothing of one's own
    sign_in: str = field(default="", repr=False)  # under which it is stored
    member: str = field(init=False, repr=False)  # the id, as it stands in a log

    def __post_init__(self) -> None:
        object.__setattr__(self, "member", str(self.member_id))

    def room(self) -> Room:
        """Enter the group; raises `Group.DoesNotExist` for somebody who does not sit in it now."""
        return enter(Person(pk=self.person_id), self.group_id)


class Frame(NamedTuple):
    """A session as one member sees it now: what all see alike, then what is their own.

    Never shows itself in a log.
    """

    sequence: int
    phase: str
    parts: tuple[Parts, ...] = ()

    def __repr__(self) -> str:
        return f"Frame({self.sequence}, {self.phase})"

    def message(
        self, earlier: "Frame | None" = None, differences: Differences | None = None
    ) -> str:
        """Return what goes over the wire to somebody who has `earlier`; empty if that is all.

        Parts that have not changed are left out; of the others goes what has, worked out once for
        all who share `differences`.
        """
        shared = {} if differences is None else differences
        nothing = (None,) * len(self.parts)
        known = earlier.parts if earlier and earlier.phase == self.phase else nothing
        each = (one.since(before, shared) for one, before in zip(self.parts, known, strict=True))
        news = ",".join(filter(None, each))
        if earlier and earlier.sequence == self.sequence and not news:
            return ""
        return f'{{"sequence":{self.sequence},"phase":"{self.phase}","parts":{{{news}}}}}'


type Frames = Mapping[Occupant, Frame]


@dataclass(frozen=True, slots=True)
class Sitting:
    """Those who are connected to a session, and how it was drawn for them last."""

    sketch: Sketch
    occupants: frozenset[Occupant]


@dataclass(frozen=True, slots=True, repr=False)
class Drawn:
    """A session for each of those who may see it; `frames` is empty where it cannot be drawn."""

    there: frozenset[Occupant]
    sequence: int
    frames: Frames


NOTHING = Drawn(frozenset(), 0, {})
NOT_YET = -1  # before the first event


def draw_together(sittings: Mapping[UUID, Sitting]) -> dict[UUID, Drawn]:
    """Draw several sessions, each for those who may see it.

    It takes two queries; now and then one for keys, one for names, and two for what other processes
    wrote. Nobody is there when the group's key or the session itself is gone. A session that cannot
    be drawn is in nobody's way.
    """
    rows = standing(sittings)
    absent = not_seated({one.member for sitting in sittings.values() for one in sitting.occupants})
    there = {
        session_id: frozenset(one for one in sitting.occupants if one.member_id not in absent)
        if absent
        else sitting.occupants
        for session_id, sitting in sittings.items()
    }
    running = [row for pk, row in rows.items() if row.state == SessionState.LIVE and there[pk]]
    keep_keys([row.group_id for row in running])
    _learn_names([(row.group_id, sittings[row.pk].sketch) for row in running])
    catch_up((row, next(iter(there[row.pk])).person_id) for row in running)
    with Reading() as reading:
        return {
            session_id: _drawn(rows[session_id], there[session_id], sitting.sketch, reading)
            if session_id in rows
            else NOTHING
            for session_id, sitting in sittings.items()
        }


def _drawn(row: Standing, there: frozenset[Occupant], sketch: Sketch, reading: Reading) -> Drawn:
    phase = _PHASES.get(row.state, LOBBY)
    if phase != RUNNING or not there:
        frame = Frame(row.last_sequence, phase)
        return Drawn(there, row.last_sequence, dict.fromkeys(there, frame))
    reached = NOT_YET  # and looked at again soon
    try:
        state = state_for(row, next(iter(there)))
        reached = state.sequence
        frames = dict(_frames(state, there, sketch, row.group_id, reading))
        return Drawn(there, reached, frames)
    except (VaultError, ObjectDoesNotExist):
        return NOTHING
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - one broken page must not stop all the others
        # without its traceback, which may hold words
        logger.error("cannot draw a live session (%s)", type(error).__name__)  # noqa: TRY400 - see above
        return Drawn(there, reached, {})


def _frames(
    state: State,
    there: frozenset[Occupant],
    sketch: Sketch,
    group_id: UUID,
    reading: Reading,
) -> Iterator[tuple[Occupant, Frame]]:
    if not sketch.knows_names(state.members):
        sketch.learn_names(_names([group_id])[group_id], now=monotonic())
    sketch.begin(state, reading)
    for one in sorted(there, key=lambda one: (one.reader != reading.reader, one.reader)):
        shared = sketch.shared(one.reader)
        own = () if one.shared_only else (sketch.own(one.member, one.reader),)
        yield one, Frame(state.sequence, RUNNING, (shared, *own))


def state_for(row: Standing, one: Occupant) -> State:
    """Return how a session stands, from memory where that is up to date."""
    state = remembered(row)
    if state is None:
        state = state_of(one.room(), Session.objects.get(pk=row.pk))
        memory.remember(row.pk, state)
    return state


def _learn_names(sketches: Collection[tuple[UUID, Sketch]]) -> None:
    """Have the names of groups asked anew where they are old, and where they soon will be."""
    now = monotonic()
    if all(sketch.named_ago(now=now) < NAMES_FOR for _, sketch in sketches):
        return
    old = [one for one in sketches if one[1].named_ago(now=now) > NAMES_FOR / 2]
    names = _names({group for group, _ in old})
    for group, sketch in old:
        sketch.learn_names(names[group], now=now)


def _names(groups: Collection[UUID]) -> dict[UUID, dict[str, str]]:
    """Return the names of all who are or were in some groups (one query)."""
    names: dict[UUID, dict[str, str]] = {group: {} for group in groups}
    members = Member.objects.filter(group__in=groups).order_by()
    for group, pk, name in members.values_list("group_id", "pk", "person__name"):
        names[group][str(pk)] = name
    return names
