"""New ways of signing in that others made: asked about, confirmed, denied, taken back.

Whoever may change a roster or a provider could write an address of their own beside a member's
name. So the member is asked where they were reached before, and until they have answered, what
was theirs stays closed to the new way.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery

from collegium.audit.actions import note
from collegium.audit.verbs import Verb
from collegium.people.actions.sign_ins import end_sign_ins
from collegium.people.adapter import ask_whose
from collegium.people.models import Person
from collegium.people.queries.new_ways import unsettled
from collegium.people.signing.models import Identity, NewWay, SignOn, SignOnKind

BATCH = 200


def ask_about_addresses(before: Mapping[UUID, str], *, now: datetime) -> None:
    """Ask at the addresses that people had until now. An address that came back needs no asking.

    To be called in the transaction that moves them, after their sign-ins were ended.
    """
    keys = tuple(before)
    made: list[NewWay] = []
    for start in range(0, len(keys), BATCH):
        people = Person.objects.in_bulk(keys[start : start + BATCH])
        known = _taken_back(people)
        made += NewWay.objects.bulk_create(
            NewWay(
                person=person,
                asked=before[key],
                since=now,
                had_come=person.last_login is not None,
            )
            for key, person in people.items()
            if key not in known
        )
        _keep_since(people)
    ask_whose([way.pk for way in made])


def ask_about_provider(person: Person, row: SignOn) -> None:
    """Ask once about each provider that means somebody by their address.

    What began after it was set up has known no other way, and is open to it.
    """
    came = person.last_login
    try:
        with transaction.atomic():
            way, is_new = NewWay.objects.get_or_create(
                person=person,
                provider=_mark(row),
                defaults={
                    "asked": person.email,
                    "since": row.since,
                    "had_come": came is not None and came < row.since,
                },
            )
    except IntegrityError:
        return  # asked a moment ago, by another process
    if is_new:
        _keep_since([person.pk])
        ask_whose([way.pk])


@transaction.atomic
def say_mine(way: NewWay, *, now: datetime) -> None:
    """Let a new way open everything, and every one that came after it.

    Whoever is asked about the oldest was reached there before all of them.
    """
    _lock(way.person_id)
    later = unsettled().filter(person=way.person_id, since__gte=way.since)
    _settle(way.person_id, [one.pk for one in later], now)


@transaction.atomic
def say_not_mine(way: NewWay, *, now: datetime) -> None:
    """Keep closed what is closed, and end and undo what somebody did by the new way."""
    _lock(way.person_id)
    if unsettled().filter(pk=way.pk, denied_at=None).update(denied_at=now):
        _undo(way.person_id, way.since)
        person = way.person
        note(Verb.NEW_WAY_DENIED, person.organisation_id, by=person.pk, subject=person.pk)


@transaction.atomic
def known_by_factor(person: Person, factor: Authenticator, *, now: datetime) -> int:
    """Settle what is newer than a factor that somebody has just shown; how many ways."""
    newer = unsettled().filter(person=person, since__gt=factor.created_at)
    return _settle(person.pk, [one.pk for one in newer], now)


@transaction.atomic
def settle_all(person: Person, *, now: datetime) -> int:
    """Settle everything, on the word of whoever runs the server; how many ways."""
    _lock(person.pk)
    return _settle(person.pk, [one.pk for one in unsettled().filter(person=person)], now)


def _settle(person_id: UUID, ways: list[UUID], now: datetime) -> int:
    """A provider is not asked about again; of an address nothing stays."""
    if not ways:
        return 0
    NewWay.objects.filter(pk__in=ways, provider="").delete()
    NewWay.objects.filter(pk__in=ways).update(settled_at=now, denied_at=None, asked="")
    _keep_since([person_id])
    organisation = Person.objects.only("organisation").get(pk=person_id).organisation_id
    note(Verb.NEW_WAY_CONFIRMED, organisation, subject=person_id)
    return len(ways)


def _taken_back(people: Mapping[UUID, Person]) -> frozenset[UUID]:
    """Those whose address is again the one at which was asked: that asking is over."""
    waiting = unsettled().filter(person__in=people, provider="").order_by("since", "pk")
    back: dict[UUID, datetime] = {}
    for way in waiting:
        if way.asked == people[way.person_id].email:
            back.setdefault(way.person_id, way.since)
    for person_id, since in back.items():
        unsettled().filter(person=person_id, provider="", since__gte=since).delete()
        _undo(person_id, since)
    return frozenset(back)


def _keep_since(persons: Iterable[UUID]) -> None:
    """Have persons say themselves whether there is anything to ask, so that nobody looks."""
    latest = unsettled().filter(person=OuterRef("pk")).order_by("-since").values("since")[:1]
    Person.objects.filter(pk__in=tuple(persons)).update(uncertain_since=Subquery(latest))


def _undo(person_id: UUID, since: datetime) -> None:
    end_sign_ins([person_id])
    Authenticator.objects.filter(user=person_id, created_at__gte=since).delete()
    Identity.objects.filter(person=person_id, since__gte=since).delete()


def _lock(person_id: UUID) -> None:
    Person.objects.select_for_update().get(pk=person_id)


def _mark(row: SignOn) -> str:
    """What makes a provider this one: another with the same name has other keys or clients."""
    parts: list[object] = [row.kind, row.issuer, row.client_id, row.vouches]
    if row.kind == SignOnKind.SAML:
        parts.append(row.provider)
    return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
