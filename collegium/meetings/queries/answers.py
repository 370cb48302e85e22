"""Reads of answers to proposed times, and of who cannot come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import CharField, Exists, F, OuterRef, QuerySet
from django.db.models.functions import Cast

from collegium.groups.models import GroupState, Member
from collegium.meetings.models import Absence, Answer, Asking, Session, SessionState, Slot
from collegium.meetings.queries.dates import DatePage

ROUND = "asking__asked_at"  # of a session that is asked about: other times, another round


@dataclass(frozen=True, slots=True)
class TimeAsked:
    """One proposed time: who said what, and what the reader said."""

    id: UUID
    starts_at: datetime
    suits_all: bool
    is_over: bool
    can: tuple[str, ...]
    cannot: tuple[str, ...]
    waiting: int
    mine: bool | None


@dataclass(frozen=True, slots=True)
class Answers:
    """All that a member sees of answers to one session's times."""

    answer_by: datetime | None  # None: nothing is asked
    times: tuple[TimeAsked, ...]
    absent: tuple[str, ...]  # those who cannot come at the date that stands
    is_absent: bool  # the reader


def answers_to(page: DatePage, member: Member, *, now: datetime) -> Answers:
    """What the group said to the proposed times of a session (3 queries)."""
    session, names = page.session, {one.pk: one.person.name for one in page.members}
    asking = Asking.objects.filter(session=session).first()
    said: dict[UUID, dict[UUID, bool]] = {one.pk: {} for one in page.slots}
    for slot, who, can in Answer.objects.filter(slot__session=session).values_list(
        "slot", "member", "can"
    ):
        if who in names and slot in said:
            said[slot][who] = can
    absent: list[UUID] = []
    if session.state == SessionState.CONFIRMED and session.starts_at:
        gone = Absence.objects.filter(session=session, starts_at=session.starts_at)
        absent = [who for who in gone.values_list("member", flat=True) if who in names]
    times = tuple(
        TimeAsked(
            slot.pk,
            slot.starts_at,
            slot.inconvenience == 0,
            slot.starts_at <= now,
            tuple(sorted(names[who] for who, can in said[slot.pk].items() if can)),
            tuple(sorted(names[who] for who, can in said[slot.pk].items() if not can)),
            len(names) - len(said[slot.pk]),
            said[slot.pk].get(member.pk),
        )
        for slot in page.slots
    )
    return Answers(
        asking.answer_by if asking else None,
        times if asking else (),
        tuple(sorted(names[who] for who in absent)),
        member.pk in absent,
    )


def asked_sessions(now: datetime) -> QuerySet[Session]:
    """Every session whose proposed times are open for answers."""
    return Session.objects.filter(
        state__in=(SessionState.PROPOSED, SessionState.CONFIRMED),
        asking__answer_by__gt=now,
        group__state=GroupState.MEETING,
    )


def asked_in_round(session_id: UUID, round_: str, now: datetime) -> Asking | None:
    """The asking about a session, while the round of this name (`ROUND` as text) is open."""
    open_ = Asking.objects.filter(session__in=asked_sessions(now).filter(pk=session_id))
    named = open_.annotate(round=Cast("asked_at", CharField())).filter(round=round_)
    return named.select_related("session").first()


def awaited_from(members: Collection[UUID], now: datetime) -> frozenset[tuple[UUID, UUID]]:
    """Which of these members have not answered all times of which session (one query).

    Pairs of the ids of member and session.
    """
    said = Answer.objects.filter(slot=OuterRef("pk"), member=OuterRef("asked"))
    ahead = Slot.objects.filter(session__in=asked_sessions(now), starts_at__gt=now)
    open_ = ahead.annotate(asked=F("session__group__members")).filter(asked__in=members)
    found = open_.exclude(Exists(said)).values_list("asked", "session").order_by().distinct()
    return frozenset(found)


def unanswered_by(member: Member, session: Session, now: datetime) -> tuple[Slot, ...]:
    """The proposed times still to come, in order; none where the member has answered all."""
    said = Answer.objects.filter(slot=OuterRef("pk"), member=member)
    ahead = session.slots.filter(starts_at__gt=now).annotate(said=Exists(said))
    times = tuple(ahead.order_by("starts_at"))
    return () if all(one.said for one in times) else times
