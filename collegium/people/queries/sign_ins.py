"""Where somebody is signed in."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from collegium.people.models import Person
from collegium.people.signing.sessions import last_day_seen


@dataclass(frozen=True, slots=True)
class Place:
    """One browser that somebody is signed in with."""

    key: str
    device: str  # empty where nobody knows
    since: datetime
    seen_on: date
    is_here: bool


def sign_ins_of(person: Person, *, here: str) -> tuple[Place, ...]:
    """A person's sessions, `here` first, then the youngest first (one query)."""
    now = timezone.now()
    places = (
        Place(row.pk, row.device, row.since, row.seen_on, is_here=row.pk == here)
        for row in person.sign_ins.filter(expire_date__gt=now, seen_on__gte=last_day_seen(now))
        if row.since and row.seen_on
    )
    return tuple(sorted(places, key=lambda place: not place.is_here))
