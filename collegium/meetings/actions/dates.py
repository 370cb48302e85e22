"""Publishing groups with proposed dates, confirming and moving dates, beginning the next cycle."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from collegium.groups import actions as groups
from collegium.groups.models import Challenge, Cycle, Group, Programme, Topic
from collegium.groups.rooms import Room
from collegium.meetings.actions.proposing import first_hour, propose_after, propose_cycle
from collegium.meetings.models import Asking, Kind, Session, SessionState
from collegium.people.models import Person
from collegium.vault.rows import own_identity

FIXED = (SessionState.LIVE, SessionState.ENDED, SessionState.CANCELLED)


class Late(StrEnum):
    """Why a date cannot be changed."""

    NOT_OPEN = "not open"  # under way, held or cancelled
    PAST = "past"


class DateRefusedError(Exception):
    """The date stays as it was; `reason` says why."""

    def __init__(self, reason: Late) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def publish(programme: Programme, *, by: Person, now: datetime) -> None:
    """Publish the composed groups and propose their dates. Doing it twice changes nothing."""
    groups.publish_groups(programme, by=by, now=now)
    cycles = Cycle.objects.filter(group__programme=programme, number=1)
    for cycle in cycles.select_related("group__programme"):
        propose_cycle(cycle, opens=first_hour(cycle), now=now)


@transaction.atomic
def set_date(
    session_id: UUID, *, starts_at: datetime, host_id: UUID | None, link: str, now: datetime
) -> Session:
    """Confirm a session at `starts_at`, or move it there.

    A confirmed session whose time or link changes gets a new revision, so that calendars follow.
    Raises `DateRefusedError` for a session that has begun, and for a time that is over.
    """
    session = Session.objects.select_for_update(of=("self",)).get(pk=session_id)
    if session.state in FIXED:
        raise DateRefusedError(Late.NOT_OPEN)
    moved = session.starts_at != starts_at
    if moved and starts_at <= now:
        raise DateRefusedError(Late.PAST)
    if session.state == SessionState.CONFIRMED and (moved or session.link != link):
        session.revision += 1
    session.starts_at, session.link, session.host_id = starts_at, link, host_id
    session.state = SessionState.CONFIRMED
    session.save(update_fields=["starts_at", "link", "host", "state", "revision"])
    Asking.objects.filter(session=session).delete()
    if moved and session.kind == Kind.SESSION_ONE:
        propose_after(session, now=now)
    return session


@dataclass(frozen=True, slots=True)
class NewChallenge:
    """A challenge in a sentence that everybody in the organisation may read."""

    once: UUID  # its identity; the same form sent twice makes one
    sentence: str
    topic: Topic


@transaction.atomic
def renew(room: Room, *, challenge: NewChallenge | UUID, now: datetime) -> Cycle:
    """Begin the group's next cycle, with proposed dates. Doing it twice begins one cycle.

    Raises `Challenge.DoesNotExist` for the identity of another organisation's challenge.
    """
    Group.objects.select_for_update().get(pk=room.group.pk)  # two members may decide at once
    last = Cycle.objects.filter(group=room.group).order_by("-number")[0]
    if not _practised(last):
        return last
    cycle = groups.start_cycle(room, challenge=_challenge(room, challenge), now=now)
    propose_cycle(cycle, opens=now, now=now)
    return cycle


def _challenge(room: Room, wanted: NewChallenge | UUID) -> Challenge:
    organisation = room.group.organisation
    if isinstance(wanted, UUID):
        return Challenge.objects.get(organisation=organisation, pk=wanted)
    challenge, _ = Challenge.objects.get_or_create(
        pk=own_identity(Challenge, wanted.once, organisation=organisation),
        organisation=organisation,
        defaults={"sentence": wanted.sentence, "topic": wanted.topic},
    )
    return challenge


@transaction.atomic
def close(room: Room, *, now: datetime) -> None:
    """End the group. What it wrote stays readable for its members."""
    groups.close_group(room, now=now)
    open_states = (SessionState.PROPOSED, SessionState.CONFIRMED)
    Session.objects.filter(group=room.group, state__in=open_states).update(
        state=SessionState.CANCELLED
    )


def _practised(cycle: Cycle) -> bool:
    return cycle.sessions.filter(kind=Kind.SESSION_TWO, state=SessionState.ENDED).exists()
