"""A member's calendar: naming it, forgetting it, asking it; and the address of their own feed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from collegium.audit.actions import note
from collegium.audit.verbs import Verb
from collegium.domain.rhythm.diary import Span
from collegium.meetings.calendars.apart import UnreadableError, busy_apart
from collegium.meetings.calendars.asking import Access, NoCalendarError, asked
from collegium.meetings.models import CalendarFeed, CalendarForm, CalendarSource
from collegium.outgoing import RefusedError, Ways
from collegium.people.models import Person
from collegium.vault import keyring
from collegium.vault.fields import read
from collegium.vault.sealing import VaultError

HORIZON = timedelta(weeks=8)
AGAIN = timedelta(hours=4)
AFTER_TROUBLE = timedelta(hours=12)
IN_HAND = timedelta(minutes=5)  # for which another worker leaves a calendar that one asks
SHOWN = 4  # characters of the end of an address
UNREADABLE = "unreadable"


@transaction.atomic
def name_calendar(
    person: Person, *, form: CalendarForm, address: str, user: str, password: str, now: datetime
) -> None:
    """Take busy times from this calendar from now on, in place of one named before."""
    keyring.create(person.pk)
    row = CalendarSource.objects.filter(person=person).first() or CalendarSource(person=person)
    row.form, row.address, row.user, row.password = form, address, user, password
    row.busy, row.problem, row.read_at = [], "", None
    row.ends_in, row.due_at = _end_of(address), now
    row.save()
    note(Verb.CALENDAR_CHANGED, person.organisation_id, by=person.pk, subject=person.pk, now=now)


@transaction.atomic
def forget_calendar(person: Person) -> None:
    """Forget a calendar, its password and its times. Doing it twice changes nothing."""
    if CalendarSource.objects.filter(person=person).delete()[0]:
        note(Verb.CALENDAR_CHANGED, person.organisation_id, by=person.pk, subject=person.pk)


def ask_due(
    now: datetime, *, ways: Ways, stopping: Callable[[], bool] = lambda: False, most: int = 8
) -> int:
    """Ask the calendars whose time has come, one after the other; how many (1 query when none).

    Those of people who were deactivated are left alone.
    """
    due = CalendarSource.objects.filter(due_at__lte=now, person__is_active=True)
    sources = list(due.select_related("person").order_by("due_at", "pk")[:most])
    return sum(_ask(one, now, ways) for one in sources if not stopping())


def ask_soon(person: Person, *, now: datetime) -> None:
    """Have a calendar asked at the next pass, unless it is being asked."""
    CalendarSource.objects.filter(person=person, due_at__gt=now + IN_HAND).update(due_at=now)


def feed_of(person: Person) -> CalendarFeed | None:
    """The feed of a person who asked for one."""
    return CalendarFeed.objects.filter(person=person).first()


def renew_feed(person: Person) -> None:
    """Give a member's feed another address; the one before leads nowhere from now on."""
    with transaction.atomic():
        row, _ = CalendarFeed.objects.select_for_update().get_or_create(person=person)
        row.number += 1
        row.save(update_fields=["number"])


def _ask(source: CalendarSource, now: datetime, ways: Ways) -> bool:
    """Ask one calendar. While that lasts no transaction is open and no other worker asks it."""
    mine = CalendarSource.objects.filter(pk=source.pk, due_at=source.due_at)
    if not mine.update(due_at=now + IN_HAND):
        return False
    from_, until = now - timedelta(days=1), now + HORIZON
    try:
        text = asked(_access(source), from_=from_, until=until, ways=ways)
        zone = source.person.time_zone
        spans = busy_apart(text, zone=zone, from_=from_, until=until)
    except RefusedError as error:
        _note(source, error.reason, now)
    except NoCalendarError as error:
        _note(source, error.trouble, now)
    except (UnreadableError, VaultError):
        _note(source, UNREADABLE, now)
    else:
        _keep(source, spans, now)
    return True


def _end_of(address: str) -> str:
    """Enough to know an address again, and too little to open it."""
    ending = ".ics" if address.endswith(".ics") else ""
    return address.removesuffix(ending)[-SHOWN:] + ending


def _access(source: CalendarSource) -> Access:
    key = keyring.key_of(source.vault_scope)
    address, user, password = (
        str(read(source, name, key=key)) for name in ("address", "user", "password")
    )
    return Access(source.form, address, user, password)


def _keep(source: CalendarSource, spans: Sequence[Span], now: datetime) -> None:
    """Keep the times, unless another calendar was named meanwhile."""
    with transaction.atomic():
        row = _in_hand(source, now).select_for_update().first()
        if row is not None:
            row.busy, row.problem, row.read_at, row.due_at = spans, "", now, now + AGAIN
            row.save(update_fields=["busy", "problem", "read_at", "due_at"])


def _note(source: CalendarSource, problem: str, now: datetime) -> None:
    """Say what is wrong; the last good times stay."""
    _in_hand(source, now).update(due_at=now + AFTER_TROUBLE, problem=problem)


def _in_hand(source: CalendarSource, now: datetime) -> QuerySet[CalendarSource]:
    return CalendarSource.objects.filter(pk=source.pk, due_at=now + IN_HAND)
