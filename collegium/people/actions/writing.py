"""Decided changes to rows: a few statements for every few hundred people, in little memory."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import batched, chain
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from collegium.people.actions.leaving import shut_out
from collegium.people.models import Organisation, Person
from collegium.people.roster import Changed, Changes, Particulars, RosterPerson, StandingPerson

BATCH = 500
PLAIN = (
    *("name", "email", "number", "department", "function", "level", "site", "country"),
    *("time_zone", "languages", "started_on", "gender", "strengths", "wants", "promotion_pool"),
)


def write_changes(organisation: Organisation, changes: Changes) -> None:
    """Deactivate, change, add; everybody is tied to their manager as they are written."""
    shut_out([person.key for person in changes.deactivated])
    keys = _managers(changes)
    _step_aside(changes.changed)
    for some in batched(changes.changed, BATCH):
        _change(organisation, some, keys)
    for others in batched(changes.added, BATCH):
        Person.objects.bulk_create([_new(organisation, one, keys) for one in others])


def _managers(changes: Changes) -> dict[str, UUID]:
    """Who somebody's new manager is, by address; whoever is added gets their key here."""
    moved = (one for one in changes.changed if "manager" in _names(one))
    named = {one.after.manager.casefold() for one in moved}
    named |= {one.particulars.manager.casefold() for one in changes.added}
    everybody: Iterator[tuple[str, UUID | None]] = chain(
        ((one.particulars.email, one.key) for one in _untouched(changes)),
        ((one.after.email, one.standing.key) for one in changes.changed),
        ((one.particulars.email, None) for one in changes.added),
    )
    return {
        address: key or uuid4()
        for email, key in everybody
        if (address := email.casefold()) in named
    }


def _untouched(changes: Changes) -> Iterator[StandingPerson]:
    return chain(changes.unchanged, changes.kept)


def _names(change: Changed) -> set[str]:
    """The fields in which somebody changes."""
    return {difference.field for difference in change.differences}


def _change(
    organisation: Organisation, changes: Sequence[Changed], keys: Mapping[str, UUID]
) -> None:
    """Write some people whole, by one statement: far cheaper than one value at a time."""
    rows = Person.objects.select_for_update().in_bulk([one.standing.key for one in changes])
    people = []
    for change in changes:
        person = _filled(rows[change.standing.key], change.after)
        person.organisation = organisation
        person.is_active = True
        if "manager" in _names(change):
            person.manager_id = _key(change.after, keys)
        people.append(person)
    Person.objects.bulk_create(
        people,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*PLAIN, "is_active", "manager"],
    )


def _step_aside(changes: Iterable[Changed]) -> None:
    """Free addresses and numbers first: two people may swap theirs, and both are unique."""
    moving = (one.standing.key for one in changes if {"email", "number"} & _names(one))
    aside = Concat(Cast(F("pk"), CharField()), Value("@moving.invalid"))
    for some in batched(moving, BATCH):
        Person.objects.filter(pk__in=some).update(email=aside, number="")


def _new(organisation: Organisation, one: RosterPerson, keys: Mapping[str, UUID]) -> Person:
    given = one.particulars
    spoken = [code for code, _ in settings.LANGUAGES if code in given.languages[:1]]
    person = Person(
        pk=keys.get(given.email.casefold()) or uuid4(),
        organisation=organisation,
        language=spoken[0] if spoken else settings.LANGUAGE_CODE,
        # make_password(None) draws each letter by itself: seven seconds for 100,000 people
        password=UNUSABLE_PASSWORD_PREFIX + secrets.token_hex(20),
        manager_id=_key(given, keys),
    )
    return _filled(person, given)


def _key(given: Particulars, keys: Mapping[str, UUID]) -> UUID | None:
    return keys[given.manager.casefold()] if given.manager else None


def _filled(person: Person, given: Particulars) -> Person:
    for name in PLAIN:
        value = getattr(given, name)
        setattr(person, name, list(value) if isinstance(value, tuple) else value)
    person.time_zone = given.time_zone or person.time_zone
    return person
