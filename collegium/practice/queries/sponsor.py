"""The sponsor note: what it would say, to whom, and which ones may go out."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import translation

from collegium.domain.rhythm import wall_clock
from collegium.groups.models import GroupState, Member
from collegium.groups.rooms import Room
from collegium.meetings.models import Kind
from collegium.people.models import Person
from collegium.practice.models import SponsorNote
from collegium.practice.queries.standing import Standing, standings
from collegium.practice.sponsor_words import Month, SponsorLetter, sponsor_letter

FRESH = timedelta(days=3)  # a note that could not leave by then comes too late


@dataclass(frozen=True, slots=True)
class SponsorView:
    """What a member sees before they agree, and since."""

    boss: Person | None
    letter: SponsorLetter | None  # as it goes out; None without a boss or outside practice
    goes_at: datetime | None  # None unless agreed
    has_gone: bool


@dataclass(frozen=True, slots=True)
class SponsorDue:
    """A note that may go out to somebody's boss."""

    note_id: UUID
    person_id: UUID  # the boss
    organisation_id: UUID
    due_at: datetime


def boss_of(person: Person) -> Person | None:
    """A person's manager by the roster, if mail may go to them."""
    boss = person.manager
    is_here = boss is not None and boss.is_active and bool(boss.email)
    return boss if is_here else None


def sponsor_view(room: Room, standing: Standing, now: datetime) -> SponsorView:
    """The page of the note (two queries)."""
    boss = boss_of(room.person)
    note = SponsorNote.objects.filter(
        cycle=standing.cycle, member=room.member, revoked_at=None
    ).first()
    return SponsorView(
        boss=boss,
        letter=_letter(standing, boss) if boss else None,
        goes_at=note.goes_at if note else None,
        has_gone=note is not None and note.goes_at <= now,
    )


def sponsor_notes_due(now: datetime) -> tuple[SponsorDue, ...]:
    """The notes whose time has come, agreed to and not taken back (one query)."""
    notes = SponsorNote.objects.filter(
        revoked_at=None,
        goes_at__lte=now,
        goes_at__gt=now - FRESH,
        cycle__ended_at=None,
        member__left_at=None,
        member__person__is_active=True,
        member__group__state=GroupState.MEETING,
        member__person__manager__is_active=True,
    )
    return tuple(
        SponsorDue(note.pk, boss.pk, boss.organisation_id, note.goes_at)
        for note in notes.select_related("member__person__manager").order_by("goes_at", "id")
        if (boss := boss_of(note.member.person))
    )


def letter_for(note_id: UUID, boss: Person) -> SponsorLetter | None:
    """The note as it leaves, in the language that is active; None once its reason is gone.

    Agreement, membership, practice and who the boss is are looked at again.
    """
    note = (
        SponsorNote.objects.filter(pk=note_id, revoked_at=None, member__left_at=None)
        .select_related("member__person__manager", "member__group__programme")
        .first()
    )
    if note is None or note.member.group.state != GroupState.MEETING:
        return None
    now_boss = boss_of(note.member.person) if note.member.person.is_active else None
    where = next(iter(standings([note.member])), None)
    if now_boss != boss or where is None or where.cycle.pk != note.cycle_id:
        return None
    month = _month(note.member, where)
    return sponsor_letter(month) if month else None


def _letter(standing: Standing, boss: Person) -> SponsorLetter | None:
    month = _month(standing.member, standing)
    if month is None:
        return None
    with translation.override(boss.language):
        return sponsor_letter(month)


def _month(member: Member, standing: Standing) -> Month | None:
    began = standing.practice_began
    if began is None or not standing.is_practising():
        return None
    programme = member.group.programme
    return Month(
        member=member.person.name,
        programme=programme.name,
        purpose=programme.purpose,
        first=_day(began, member),
        last=_day(_ends(standing, began), member),
    )


def _ends(standing: Standing, began: datetime) -> datetime:
    two = standing.session(Kind.SESSION_TWO)
    planned = began + timedelta(weeks=standing.cycle.practice_weeks)
    return two.starts_at if two and two.starts_at else planned


def _day(moment: datetime, member: Member) -> date:
    return wall_clock(moment, member.person.time_zone).date()
