"""When the members of a group work, are away and are taken, and what each has borne."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from collegium.domain.rhythm import Diary, Held, borne
from collegium.domain.rhythm.diary import Interval, moment_of
from collegium.groups.models import Group, Member
from collegium.meetings.models import CalendarSource, Session, SessionState
from collegium.people.calendars import public_holidays
from collegium.people.models import Person
from collegium.people.queries import away, working_hours
from collegium.vault import keyring
from collegium.vault.fields import read

REMEMBERED = timedelta(days=365)  # who bore what longer ago is forgotten


def diaries_of(group: Group, *, now: datetime, moving: Session | None = None) -> list[Diary]:
    """The diaries of those who sit in the group, by name (6 queries).

    The date of `moving`, a session that is to have another one, keeps nobody.
    """
    members = sitting(group)
    persons = [one.person for one in members]
    hours, gone = working_hours(persons), away(persons, since=now.date())
    taken = _taken(persons, now=now, moving=moving)
    years = (now.year, now.year + 1)
    return [
        Diary(
            str(member.pk),
            member.person.time_zone,
            hours[member.person_id].days,
            hours[member.person_id].starts,
            hours[member.person_id].ends,
            busy=tuple(taken[member.person_id]),
            away=gone[member.person_id],
            holidays=public_holidays(member.person.country, years),
        )
        for member in members
    ]


def sitting(group: Group) -> list[Member]:
    """Those who sit in the group now, in a steady order."""
    members = group.members.filter(left_at=None, person__is_active=True)
    return list(members.select_related("person").order_by("person__name", "person__email"))


def borne_in(group: Group, diaries: Sequence[Diary], *, now: datetime) -> Mapping[str, int]:
    """The strain that each had in the group's meetings of the last year (2 queries)."""
    sessions = Session.objects.filter(
        group=group, state=SessionState.ENDED, starts_at__gt=now - REMEMBERED
    )
    times = list(sessions.values_list("starts_at", "minutes"))
    if not times:
        return {}
    joined = {str(one.pk): one.joined_at for one in group.members.filter(left_at=None)}
    return borne(
        diaries,
        [
            Held(starts, minutes, frozenset(one for one, at in joined.items() if at <= starts))
            for starts, minutes in times
            if starts is not None
        ],
    )


def _taken(
    persons: Collection[Person], *, now: datetime, moving: Session | None
) -> Mapping[UUID, list[Interval]]:
    """Busy times by person: their own calendar's, and sessions of all their groups."""
    found: dict[UUID, list[Interval]] = defaultdict(list)
    sources = list(CalendarSource.objects.filter(person__in=persons))
    keys = keyring.keys_of([one.vault_scope for one in sources]) if sources else {}
    for source in sources:
        if key := keys.get(source.vault_scope):
            found[source.person_id].extend(_intervals(read(source, "busy", key=key)))
    kept = Session.objects.filter(state=SessionState.CONFIRMED, starts_at__gt=now)
    if moving is not None:
        kept = kept.exclude(pk=moving.pk)
    of_persons = kept.filter(group__members__person__in=persons, group__members__left_at=None)
    for person, starts, minutes in of_persons.values_list(
        "group__members__person", "starts_at", "minutes"
    ):
        if starts is not None:
            found[person].append((starts, starts + timedelta(minutes=minutes)))
    return found


def _intervals(pairs: object) -> Iterator[Interval]:
    for start, end in pairs if isinstance(pairs, list) else ():
        yield moment_of(start), moment_of(end)
