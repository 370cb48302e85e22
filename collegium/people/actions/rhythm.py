"""When people want to hear from us. Each verb changes nothing when repeated."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from collegium.domain.rhythm import Kind
from collegium.people.models import Away, Person, Rhythm
from collegium.vault.rows import own_identity

MOST_ABSENCES = 60
FORGOTTEN = timedelta(days=60)  # long after whatever was put off has come


class TooManyAbsences(ValueError):  # noqa: N818 - says what there would be
    """Nobody is away that often."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody says about their week; `days` None means as usual in their country."""

    days: Collection[int] | None
    starts: time
    ends: time
    quiet: tuple[time, time] | None
    stopped: Collection[Kind]
    weekly: bool


@transaction.atomic
def keep_rhythm(person: Person, wish: Wish) -> None:
    """Keep somebody's working hours, quiet hours, and what they want to get and how."""
    row = _row(person)
    row.days = None if wish.days is None else sorted(wish.days)
    row.starts, row.ends = wish.starts, wish.ends
    row.quiet_from, row.quiet_until = wish.quiet or (None, None)
    row.stopped = sorted(kind.value for kind in wish.stopped)
    row.weekly = wish.weekly
    row.save()


@transaction.atomic
def rest(person: Person, until: datetime | None) -> None:
    """Let all reminders rest until a moment; None wakes them."""
    row = _row(person)
    row.rests_until = until
    row.save()


@transaction.atomic
def snooze(person: Person, key: str, until: datetime, *, now: datetime) -> None:
    """Put one thing off: the reminder of this key comes (again) at `until`.

    The key is that of a mail or of something on Today. What is not theirs is never due to them,
    so a foreign key does nothing.
    """
    row = _row(person)
    kept = {
        known: moment
        for known, moment in row.snoozed.items()
        if datetime.fromisoformat(moment) > now - FORGOTTEN
    }
    row.snoozed = kept | {key: until.isoformat()}
    row.save()


@transaction.atomic
def add_away(person: Person, *, once: UUID, first: date, last: date) -> Away:
    """Say that somebody does not work from one day to another; the same `once` says it once.

    Raises `TooManyAbsences`.
    """
    _wait(person)
    once = own_identity(Away, once, person=person)
    found = (
        person.away.filter(pk=once).first() or person.away.filter(first=first, last=last).first()
    )
    if found is not None:
        return found
    if person.away.count() >= MOST_ABSENCES:
        raise TooManyAbsences(MOST_ABSENCES)
    return Away.objects.create(pk=once, person=person, first=first, last=last)


@transaction.atomic
def remove_away(person: Person, away_id: UUID) -> None:
    """Take one's own absence back; nothing happens where there is none."""
    person.away.filter(pk=away_id).delete()


def _row(person: Person) -> Rhythm:
    _wait(person)
    return Rhythm.objects.filter(person=person).first() or Rhythm(person=person)


def _wait(person: Person) -> None:
    Person.objects.select_for_update().get(pk=person.pk)  # two clicks at once
