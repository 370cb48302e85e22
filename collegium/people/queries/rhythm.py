"""When people work, when they are away, and how they want to hear from us."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from collegium.domain.rhythm import Kind, Wishes
from collegium.people.calendars import Holidays, weekend
from collegium.people.models import Away, Person, Rhythm

EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The weekdays (0 is Monday) and hours in which somebody works, on their own clock.

    Where `ends` is not after `starts`, they work over midnight.
    """

    days: frozenset[int]
    starts: time = time(9)
    ends: time = time(17)


def working_hours(persons: Collection[Person]) -> Mapping[UUID, WorkingHours]:
    """The working hours of each person, by identity; as usual where nothing was said (1 query)."""
    said = _said(persons)
    return {one.pk: hours_of(one.country, said.get(one.pk)) for one in persons}


def hours_of(country: str, said: Rhythm | None) -> WorkingHours:
    """The working hours of one person from what they said, or else from their country."""
    usual = EVERY_DAY - weekend(country)
    if said is None:
        return WorkingHours(usual)
    days = usual if said.days is None else frozenset(said.days)
    return WorkingHours(days, said.starts, said.ends)


def away(
    persons: Collection[Person], *, since: date | None = None
) -> Mapping[UUID, tuple[tuple[date, date], ...]]:
    """First and last day of each absence that ends on `since` or later, by person (1 query)."""
    found: dict[UUID, list[tuple[date, date]]] = defaultdict(list)
    rows = Away.objects.filter(person__in=[one.pk for one in persons])
    if since is not None:
        rows = rows.filter(last__gte=since)
    for person, first, last in rows.values_list("person", "first", "last"):
        found[person].append((first, last))
    return defaultdict(tuple, {person: tuple(spans) for person, spans in found.items()})


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which somebody is away."""

    id: UUID
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Said:
    """What one person said about their week, for their own page."""

    hours: WorkingHours
    usual_days: frozenset[int]
    quiet: tuple[time, time] | None
    stopped: frozenset[str]
    weekly: bool
    rests_until: datetime | None
    absences: tuple[Absence, ...]


def rhythm_of(person: Person, *, today: date, now: datetime) -> Said:
    """A person's own rhythm, with the absences that are not over (2 queries)."""
    row = Rhythm.objects.filter(person=person).first()
    known = row or Rhythm(person=person)
    resting = known.rests_until is not None and known.rests_until > now
    ahead = Away.objects.filter(person=person, last__gte=today)
    return Said(
        hours=hours_of(person.country, row),
        usual_days=EVERY_DAY - weekend(person.country),
        quiet=_quiet(known),
        stopped=frozenset(known.stopped),
        weekly=known.weekly,
        rests_until=known.rests_until if resting else None,
        absences=tuple(Absence(one.pk, one.first, one.last) for one in ahead),
    )


def wishes_of(
    countries: Mapping[UUID, str], *, among: "QuerySet[Any, Any] | None" = None
) -> Mapping[UUID, Wishes]:
    """When each person wants to hear from us (2 queries). `countries` says where they live.

    For many people `among` selects the same identities in the database itself.
    """
    chosen = list(countries) if among is None else among
    rows = Rhythm.objects.filter(person__in=chosen)
    said = {row.person_id: row for row in rows}
    gone: dict[UUID, list[tuple[date, date]]] = defaultdict(list)
    absences = Away.objects.filter(person__in=chosen)
    for person, first, last in absences.values_list("person", "first", "last"):
        gone[person].append((first, last))
    return {
        person: _wishes(country, said.get(person), tuple(gone[person]))
        if person in said or person in gone
        else usual_wishes(country)
        for person, country in countries.items()
    }


@cache
def usual_wishes(country: str) -> Wishes:
    """What holds for somebody in a country who never said anything."""
    return Wishes(weekend=weekend(country), holidays=Holidays(country))


def _wishes(country: str, said: Rhythm | None, gone: tuple[tuple[date, date], ...]) -> Wishes:
    free = EVERY_DAY - hours_of(country, said).days
    if said is None:
        return Wishes(weekend=free, holidays=Holidays(country), away=gone)
    return Wishes(
        weekend=free,
        holidays=Holidays(country),
        away=gone,
        quiet=_quiet(said),
        stopped=frozenset(Kind(one) for one in said.stopped if one in set(Kind)),
        weekly=said.weekly,
        rests_until=said.rests_until,
        snoozed={key: datetime.fromisoformat(until) for key, until in said.snoozed.items()},
    )


def _quiet(said: Rhythm) -> tuple[time, time] | None:
    if said.quiet_from is None or said.quiet_until is None:
        return None
    return said.quiet_from, said.quiet_until


def _said(persons: Collection[Person]) -> Mapping[UUID, Rhythm]:
    rows = Rhythm.objects.filter(person__in=[one.pk for one in persons])
    return {row.person_id: row for row in rows}
