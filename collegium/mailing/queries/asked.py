"""What a mail asked of its reader, once they answer it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from collegium.groups.models import Group, GroupState, Member
from collegium.groups.queries import enter
from collegium.groups.rooms import Room
from collegium.mailing.models import Mail
from collegium.people.models import Person
from collegium.practice.models import Audience, LogEntry
from collegium.practice.queries.standing import Standing, standing

WEEK = "week-"


@dataclass(frozen=True, slots=True)
class Asked:
    """The reader's place, where they stand, and the week of practice that they were asked about."""

    room: Room
    standing: Standing
    week: int


def asked(mail: Mail) -> Asked | None:
    """What a reminder of the practice weeks asked; None if the reader or the cycle has gone on."""
    week = mail.detail.removeprefix(WEEK)
    if not (mail.detail.startswith(WEEK) and week.isdecimal()):
        return None
    found = place(mail.person, mail.about)
    return found if found is None else in_week(found, int(week), cycle=mail.key)


def place(person: Person, group_id: UUID) -> Asked | None:
    """Where somebody stands in a group that meets, in the week that runs; None for others."""
    if not person.is_active:
        return None
    try:
        room = enter(person, group_id)
    except Group.DoesNotExist:
        return None
    where = standing(room)
    if room.group.state != GroupState.MEETING or where is None or where.practice_began is None:
        return None
    return Asked(room, where, week=0)


def in_week(found: Asked, week: int, *, cycle: str) -> Asked | None:
    """The same in a week of the cycle whose identity stands in `cycle`; None in a later one."""
    if str(found.standing.cycle.pk) not in cycle:
        return None
    return Asked(found.room, found.standing, week)


def usual_audience(room: Room) -> Audience:
    """Who may read what a member writes without saying who: as last time, at first their buddy."""
    return usual_audiences([room.member]).get(room.member.pk, Audience.BUDDY)


def usual_audiences(members: Collection[Member]) -> Mapping[UUID, Audience]:
    """The same for many members, by their identity; nothing for who never wrote (one query)."""
    own = LogEntry.objects.filter(member__in=members).order_by("created_at", "-id")
    return {member: Audience(last) for member, last in own.values_list("member", "audience")}
