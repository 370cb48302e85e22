"""When people work, when they are away, and how they want to hear from us."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from collegium.people.calendars import weekend
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


def _said(persons: Collection[Person]) -> Mapping[UUID, Rhythm]:
    rows = Rhythm.objects.filter(person__in=[one.pk for one in persons])
    return {row.person_id: row for row in rows}
