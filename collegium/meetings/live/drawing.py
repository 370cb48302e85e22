"""Drawing a session for those who are connected: shared parts once per reader, desks for each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.contrib.sessions.models import Session as SignIn
from django.core.exceptions import ObjectDoesNotExist
from django.db.models.functions import Now

from collegium.domain.playbook import State
from collegium.groups.models import Group, Member
from collegium.groups.queries import enter
from collegium.groups.rooms import Room
from collegium.meetings.live.rendering import Reader, own_html, shared_html
from collegium.meetings.models import Session, SessionState
from collegium.meetings.queries.live import names_in, session_of, state_of
from collegium.vault.sealing import VaultError

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
    sign_in: str = field(default="", repr=False)  # opens the door to whoever reads it in a log


@dataclass(frozen=True, slots=True, repr=False)
class Frame:
    """A session as one member sees it now. It never shows itself in a log."""

    sequence: int
    phase: str
    parts: Mapping[str, str]

    def __repr__(self) -> str:
        return f"Frame({self.sequence}, {self.phase})"

    def since(self, earlier: "Frame | None") -> "Frame":
        """Return the frame without the parts that have not changed."""
        if earlier is None or earlier.phase != self.phase:
            return self
        changed = {k: html for k, html in self.parts.items() if earlier.parts.get(k) != html}
        return replace(self, parts=changed)


def draw(session_id: UUID, occupants: Collection[Occupant]) -> dict[Occupant, Frame]:
    """Return a frame for each occupant who still sits in the group; nothing for the others.

    Nobody gets one when the group's key or the session itself is gone.
    """
    try:
        return _draw(session_id, occupants)
    except (VaultError, ObjectDoesNotExist):
        return {}


def _draw(session_id: UUID, occupants: Collection[Occupant]) -> dict[Occupant, Frame]:
    seated = _still_seated(occupants)
    room = _room(seated)
    if room is None:
        return {}
    session = session_of(room, session_id)
    phase = _PHASES.get(session.state, LOBBY)
    if phase != RUNNING:
        return {one: Frame(session.last_sequence, phase, {}) for one in seated}
    state, names = state_of(room, session), names_in(room)
    shared = {
        reader: shared_html(state, names, reader) for reader in {one.reader for one in seated}
    }
    return {
        one: Frame(
            state.sequence,
            phase,
            {
                "stage": shared[one.reader].stage,
                "wall": shared[one.reader].wall,
                **_own(state, one, names),
            },
        )
        for one in seated
    }


def latest(session_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return the number of the last event of each session."""
    found = Session.objects.filter(pk__in=session_ids)
    return dict(found.values_list("pk", "last_sequence"))


def still_there(occupants: Collection[Occupant]) -> frozenset[Occupant]:
    """Return those who sit in their group, are active and have not signed out (two queries)."""
    sign_ins = SignIn.objects.filter(
        pk__in={one.sign_in for one in occupants}, expire_date__gt=Now()
    )
    open_doors = set(sign_ins.values_list("pk", flat=True))
    seated = _still_seated(occupants)
    return frozenset(one for one in seated if one.sign_in in open_doors)


def _still_seated(occupants: Collection[Occupant]) -> list[Occupant]:
    active = Member.objects.filter(
        pk__in={one.member_id for one in occupants}, left_at=None, person__is_active=True
    )
    ids = set(active.values_list("pk", flat=True))
    return [one for one in occupants if one.member_id in ids]


def _room(seated: list[Occupant]) -> Room | None:
    for one in seated[:1]:
        person = Member.objects.select_related("person").get(pk=one.member_id).person
        try:
            return enter(person, one.group_id)
        except Group.DoesNotExist:
            return None
    return None


def _own(state: State, one: Occupant, names: Mapping[str, str]) -> dict[str, str]:
    return own_html(
        state, str(one.member_id), names, one.reader, group=one.group_id, session=one.session_id
    )
