"""Reads of answers to proposed times, and of who cannot come."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from collegium.groups.models import Member
from collegium.meetings.models import Absence, Answer, Asking, SessionState
from collegium.meetings.queries.dates import DatePage


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
