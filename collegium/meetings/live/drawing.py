"""Drawing sessions for those who are connected: many at once, each part only where it changed."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from time import monotonic
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError
from django.db.models.functions import Now

from collegium.domain.playbook import State
from collegium.groups.models import PUBLISHED, Member
from collegium.groups.queries import enter
from collegium.groups.queries.new_ways import closed_places
from collegium.groups.rooms import Room
from collegium.meetings.live import memory
from collegium.meetings.live.rendering import Reader, Sketch
from collegium.meetings.live.splicing import splice
from collegium.meetings.models import Session, SessionState
from collegium.meetings.queries.live import remembered, state_of
from collegium.people.models import Person
from collegium.people.signing.models import SignIn
from collegium.vault.sealing import VaultError

logger = logging.getLogger(__name__)

RUNNING = "running"
LOBBY = "lobby"
ENDED = "ended"
_PHASES = {SessionState.LIVE.value: RUNNING, SessionState.ENDED.value: ENDED}


@dataclass(frozen=True, slots=True)
class Occupant:
    """Who sits behind a connection."""

    person_id: UUID
    member_id: UUID
    group_id: UUID
    session_id: UUID
    reader: Reader
    shared_only: bool = False  # on a screen that others see: nothing of one's own
    sign_in: str = field(default="", repr=False)  # under which it is stored

    def room(self) -> Room:
        """Enter the group; raises `Group.DoesNotExist` for somebody who does not sit in it now."""
        return enter(Person(pk=self.person_id), self.group_id)


@dataclass(frozen=True, slots=True, repr=False)
class Frame:
    """A session as one member sees it now: HTML by name. Never shows itself in a log."""

    sequence: int
    phase: str
    parts: Mapping[str, str]

    def __repr__(self) -> str:
        return f"Frame({self.sequence}, {self.phase})"

    def message(self, earlier: "Frame | None" = None) -> str:
        """Return what goes over the wire to somebody who has `earlier`; empty if that is all.

        Parts that have not changed are left out; of the others goes what has.
        """
        known = earlier.parts if earlier and earlier.phase == self.phase else {}
        changed = {name: html for name, html in self.parts.items() if known.get(name) != html}
        if earlier and earlier.sequence == self.sequence and not changed:
            return ""
        parts = ",".join(f'"{name}":{splice(known.get(name), changed[name])}' for name in changed)
        return f'{{"sequence":{self.sequence},"phase":"{self.phase}","parts":{{{parts}}}}}'


@dataclass(frozen=True, slots=True)
class Sitting:
    """Those who are connected to a session, and what was drawn of it last."""

    sketch: Sketch
    occupants: frozenset[Occupant]


type Frames = dict[Occupant, Frame]


def draw_together(sittings: Mapping[UUID, Sitting]) -> dict[UUID, Frames]:
    """Draw several sessions for each occupant who still sits in the group.

    It takes two queries, and one more for each session whose names have to be asked. Whoever sits
    there no more gets nothing, and nobody does when the group's key or the session itself is gone.
    A session that cannot be drawn is left out, and is in nobody's way.
    """
    rows = Session.objects.only("group", "state", "last_sequence").in_bulk(sittings)
    members = seated({who.member_id for one in sittings.values() for who in one.occupants})
    drawn = {}
    for session_id, sitting in sittings.items():
        row = rows.get(session_id)
        try:
            drawn[session_id] = _draw(row, members, sitting) if row else {}
        except (VaultError, ObjectDoesNotExist):
            drawn[session_id] = {}
        except DatabaseError:
            raise
        except Exception as error:  # noqa: BLE001 - one broken page must not stop all the others
            # without its traceback, which may hold words
            logger.error("cannot draw a live session (%s)", type(error).__name__)  # noqa: TRY400 - see above
    return drawn


def _draw(row: Session, members: Collection[UUID], sitting: Sitting) -> Frames:
    there = [one for one in sitting.occupants if one.member_id in members]
    if not there:
        return {}
    phase = _PHASES.get(row.state, LOBBY)
    if phase != RUNNING:
        return {one: Frame(row.last_sequence, phase, {}) for one in there}
    state = state_for(row, there[0])
    sketch = sitting.sketch
    if not sketch.knows_names(state.members, now=monotonic()):
        sketch.learn_names(_names(row.group_id), now=monotonic())
    sketch.begin(state)
    shared = {reader: sketch.shared(reader) for reader in {one.reader for one in there}}

    def parts(one: Occupant) -> Mapping[str, str]:
        if one.shared_only:
            return shared[one.reader]
        return shared[one.reader] | sketch.own(str(one.member_id), one.reader)

    return {one: Frame(state.sequence, phase, parts(one)) for one in there}


def state_for(row: Session, one: Occupant) -> State:
    """Return how a session stands, from memory where that is up to date."""
    state = remembered(row)
    if state is None:
        state = state_of(one.room(), row)
        memory.remember(row.pk, state)
    return state


def seated(member_ids: Collection[UUID]) -> frozenset[UUID]:
    """Return those members who sit in their group now and are active."""
    found = Member.objects.filter(
        pk__in=member_ids,
        left_at=None,
        person__is_active=True,
        group__state__in=PUBLISHED,
    )
    rows = found.order_by().values_list("pk", "person__uncertain_since")
    sitting = dict(rows)
    uncertain = [pk for pk, since in sitting.items() if since is not None]
    return frozenset(sitting) - (closed_places(uncertain) if uncertain else frozenset())


def _names(group_id: UUID) -> dict[str, str]:
    """Return the names of all who are or were in a group."""
    members = Member.objects.filter(group=group_id).order_by()
    return {str(pk): name for pk, name in members.values_list("pk", "person__name")}


def latest(session_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return the number of the last event of each session."""
    found = Session.objects.filter(pk__in=session_ids).order_by()
    return dict(found.values_list("pk", "last_sequence"))


def still_there(occupants: Collection[Occupant]) -> frozenset[Occupant]:
    """Return those who sit in their group, are active and have not signed out (two queries)."""
    sign_ins = SignIn.objects.filter(
        pk__in={one.sign_in for one in occupants}, expire_date__gt=Now()
    )
    open_doors = set(sign_ins.values_list("pk", flat=True))
    members = seated({one.member_id for one in occupants})
    return frozenset(
        one for one in occupants if one.member_id in members and one.sign_in in open_doors
    )
