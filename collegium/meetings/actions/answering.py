"""Answers to proposed times, what follows when time is up, and who cannot come after all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from collegium.domain.rhythm import Proposal, decided, enough
from collegium.domain.rhythm.diary import Interval
from collegium.groups.models import GroupState, Member
from collegium.groups.queries import enter
from collegium.groups.rooms import Room
from collegium.meetings.actions.dates import set_date
from collegium.meetings.actions.proposing import NOTICE, ask_about, best_times
from collegium.meetings.models import (
    CYCLE_KINDS,
    Absence,
    Answer,
    Asking,
    Kind,
    Session,
    SessionState,
    Slot,
)
from collegium.meetings.queries.diaries import sitting
from collegium.people.models import Person

OPEN = (SessionState.PROPOSED, SessionState.CONFIRMED)
AROUND = timedelta(days=3)  # before the date that was meant; after it, the rest of a week
AT_ONCE = 100  # sessions decided in one pass


class Closed(StrEnum):
    """Why nobody can answer any more."""

    DECIDED = "decided"
    OVER = "over"


class NotAskedError(Exception):
    """An answer to what is no longer asked; `reason` says why. Nothing has changed."""

    def __init__(self, reason: Closed) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def answer_slot(
    person: Person, slot_id: UUID, *, can: bool, now: datetime, session_id: UUID | None = None
) -> bool:
    """Say that a person can or cannot make a proposed time; the later word counts.

    When everybody has answered everything, the time is decided at once: whether it was. Raises
    `NotAskedError` when it is decided or over, and `Slot.DoesNotExist` for a time of a group that
    the person does not sit in, for one that is no longer proposed, and for one of another session
    than was named.
    """
    named = {} if session_id is None else {"session": session_id}
    slot = Slot.objects.select_related("session").get(
        **named,
        pk=slot_id,
        session__group__state=GroupState.MEETING,
        session__group__members__person=person,
        session__group__members__left_at=None,
    )
    asking = Asking.objects.select_for_update().filter(session=slot.session).first()
    if asking is None:
        raise NotAskedError(Closed.DECIDED)
    if slot.starts_at <= now:
        raise NotAskedError(Closed.OVER)
    member = enter(person, slot.session.group_id).member
    Answer.objects.update_or_create(
        slot=slot, member=member, defaults={"can": can, "answered_at": now}
    )
    all_in = _all_in(slot.session, now)
    if all_in:
        settle(slot.session_id, now=now)
    return all_in


@transaction.atomic
def settle(session_id: UUID, *, now: datetime) -> None:
    """Decide a session's time by rule. Where too few can make any of them, others are proposed.

    Doing it twice changes nothing.
    """
    asking = Asking.objects.select_for_update().filter(session=session_id).first()
    if asking is None:
        return
    session = Session.objects.select_related("group", "cycle").get(pk=session_id)
    if not _is_open(session, now):
        asking.delete()
        return
    members = frozenset(str(one.pk) for one in sitting(session.group))
    chosen = decided(_proposals(session, members), members=len(members), now=now)
    if chosen is None:
        _ask_again(session, now=now)
    elif chosen.starts == session.starts_at:
        asking.delete()
    else:
        set_date(
            session.pk,
            starts_at=chosen.starts,
            host_id=session.host_id,
            link=session.link,
            now=now,
        )


def settle_due(now: datetime) -> int:
    """Decide every session whose time for answers is up; how many (1 query when none is)."""
    due = Asking.objects.filter(answer_by__lte=now).order_by("answer_by", "pk")
    sessions = list(due.values_list("session", flat=True)[:AT_ONCE])
    for session in sessions:
        settle(session, now=now)
    return len(sessions)


@transaction.atomic
def cannot_come(person: Person, session_id: UUID, *, now: datetime) -> Session:
    """Say that a person cannot come to a session whose date stands; their group sees it.

    Where too few are left, other times are proposed; the date stands until one of them is
    better. Raises `NotAskedError` unless a date to come stands, and `Session.DoesNotExist` for a
    session of a group that the person does not sit in.
    """
    session, starts_at, member = _confirmed(person, session_id, now)
    Absence.objects.get_or_create(
        session=session, member=member, starts_at=starts_at, defaults={"said_at": now}
    )
    gone = Absence.objects.filter(session=session, starts_at=starts_at)
    members = {one.pk for one in sitting(session.group)}
    absent = members.intersection(gone.values_list("member", flat=True))
    too_few = len(members) - len(absent) < enough(len(members))
    if too_few and not Asking.objects.filter(session=session).exists():
        _ask_again(session, now=now)
    return session


@transaction.atomic
def can_come_after_all(person: Person, session_id: UUID, *, now: datetime) -> Session:
    """Take back that a person cannot come. Raises as `cannot_come` does."""
    session, _, member = _confirmed(person, session_id, now)
    Absence.objects.filter(session=session, member=member).delete()
    return session


@transaction.atomic
def ask_for_other_times(room: Room, session_id: UUID, *, now: datetime) -> Session:
    """Put other times to the group; a date that stands goes on standing until it is decided.

    Raises `NotAskedError` for a session that has begun or is over, and `Session.DoesNotExist`
    for one of another group.
    """
    found = Session.objects.select_for_update(of=("self",)).select_related("group", "cycle")
    session = found.get(pk=session_id, group=room.group, kind__in=CYCLE_KINDS)
    if session.state not in OPEN or room.group.state != GroupState.MEETING:
        raise NotAskedError(Closed.OVER)
    _ask_again(session, now=now)
    return session


def _is_open(session: Session, now: datetime) -> bool:
    """Whether its date can still be chosen: one that stood and is over keeps its place."""
    missed = session.starts_at is not None and session.starts_at <= now
    return session.state in OPEN and not missed and session.group.state == GroupState.MEETING


def _confirmed(person: Person, session_id: UUID, now: datetime) -> tuple[Session, datetime, Member]:
    session = (
        Session.objects.select_for_update(of=("self",))
        .select_related("group", "cycle")
        .get(
            pk=session_id,
            group__state=GroupState.MEETING,
            group__members__person=person,
            group__members__left_at=None,
        )
    )
    if session.state != SessionState.CONFIRMED:
        raise NotAskedError(Closed.DECIDED)
    if session.starts_at is None or session.starts_at <= now:
        raise NotAskedError(Closed.OVER)
    return session, session.starts_at, enter(person, session.group_id).member


def _ask_again(session: Session, *, now: datetime) -> None:
    """Propose times that nobody has said no to, in the week around the date that was meant."""
    earliest, latest = _bounds(session)
    asked = [one.starts_at for one in session.slots.all()]
    meant = session.starts_at or min(asked, default=now)
    begins = max(now + NOTICE, meant - AROUND, earliest or now)
    taken = _refused(session)
    times = [
        one
        for one in best_times(session, from_=begins, now=now, taken=taken)
        if latest is None or one.starts < latest
    ]
    Asking.objects.filter(session=session).delete()
    ask_about(session, times, now=now)


def _bounds(session: Session) -> tuple[datetime | None, datetime | None]:
    """Between which dated sessions of its cycle this one has to be."""
    if session.kind not in CYCLE_KINDS:
        return None, None
    place = CYCLE_KINDS.index(Kind(session.kind))
    dated = Session.objects.filter(cycle=session.cycle_id, starts_at__isnull=False)
    others = dated.exclude(state=SessionState.CANCELLED).filter(kind__in=CYCLE_KINDS)
    times = {Kind(one.kind): one.starts_at for one in others if one.pk != session.pk}
    before = [at for kind, at in times.items() if at and CYCLE_KINDS.index(kind) < place]
    after = [at for kind, at in times.items() if at and CYCLE_KINDS.index(kind) > place]
    first = max(before) + timedelta(days=1) if before else None
    return first, min(after, default=None)


def _proposals(session: Session, members: frozenset[str]) -> Sequence[Proposal]:
    """The times that are asked about, and the date that stands, with who can make them."""
    earliest, latest = _bounds(session)
    found = []
    for slot in session.slots.prefetch_related("answers"):
        if (earliest and slot.starts_at < earliest) or (latest and slot.starts_at >= latest):
            continue
        said: dict[bool, set[str]] = {True: set(), False: set()}
        for answer in slot.answers.all():
            said[answer.can].add(str(answer.member_id))
        can, cannot = members & said[True], members & said[False]
        found.append(Proposal(str(slot.pk), slot.starts_at, slot.place + 1, can, cannot))
    if session.state == SessionState.CONFIRMED and session.starts_at:
        gone = session.absences.filter(starts_at=session.starts_at)
        absent = members.intersection(str(one) for one in gone.values_list("member", flat=True))
        found.append(Proposal("", session.starts_at, 0, cannot=absent))
    return found


def _refused(session: Session) -> dict[str, list[Interval]]:
    """The times that each has said no to, as busy times of theirs."""
    length = timedelta(minutes=session.minutes)
    taken: dict[str, list[Interval]] = defaultdict(list)
    answers = Answer.objects.filter(slot__session=session, can=False)
    for member, starts in answers.values_list("member", "slot__starts_at"):
        taken[str(member)].append((starts, starts + length))
    for member, starts in session.absences.values_list("member", "starts_at"):
        taken[str(member)].append((starts, starts + length))
    return taken


def _all_in(session: Session, now: datetime) -> bool:
    """Whether everybody has answered every time that is still to come."""
    times = session.slots.filter(starts_at__gt=now)
    members = [one.pk for one in sitting(session.group)]
    answers = Answer.objects.filter(slot__in=times, member__in=members)
    return answers.count() == times.count() * len(members)
