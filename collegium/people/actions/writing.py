"""Decided changes to rows, a few statements for any number of people."""

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password

from collegium.people.actions.leaving import shut_out
from collegium.people.models import Organisation, Person
from collegium.people.roster import Changed, Changes, Particulars

BATCH = 200
PLAIN = (
    *("name", "email", "number", "department", "function", "level", "site", "country"),
    *("time_zone", "languages", "started_on", "gender", "strengths", "wants", "promotion_pool"),
)


def write_changes(organisation: Organisation, changes: Changes) -> None:
    """Deactivate, change, add, and then tie everybody to their manager."""
    shut_out([person.key for person in changes.deactivated])
    changed = _change(organisation, changes.changed)
    people = [person.particulars for person in changes.added]
    added = [_new(organisation, particulars) for particulars in people]
    Person.objects.bulk_create(added, batch_size=BATCH)
    moved = [
        (person, change.after)
        for person, change in zip(changed, changes.changed, strict=True)
        if any(difference.field == "manager" for difference in change.differences)
    ]
    _tie(organisation, [*moved, *zip(added, people, strict=True)])


def _change(organisation: Organisation, changes: Sequence[Changed]) -> list[Person]:
    rows = _rows([change.standing.key for change in changes])
    _step_aside(rows, changes)
    people = []
    for change in changes:
        person = _filled(rows[change.standing.key], change.after)
        person.organisation = organisation
        person.is_active = True
        people.append(person)
    Person.objects.bulk_update(people, [*PLAIN, "is_active"], batch_size=BATCH)
    return people


def _rows(keys: Sequence[UUID]) -> dict[UUID, Person]:
    found: dict[UUID, Person] = {}
    for start in range(0, len(keys), BATCH):
        found |= Person.objects.in_bulk(keys[start : start + BATCH])
    return found


def _step_aside(rows: dict[UUID, Person], changes: Sequence[Changed]) -> None:
    """Free addresses and numbers first: two people may swap theirs, and both are unique."""
    moving = [
        rows[change.standing.key]
        for change in changes
        if {"email", "number"} & {difference.field for difference in change.differences}
    ]
    for person in moving:
        person.email, person.number = f"{person.pk.hex}@moving.invalid", ""
    Person.objects.bulk_update(moving, ["email", "number"], batch_size=BATCH)


def _new(organisation: Organisation, given: Particulars) -> Person:
    spoken = [code for code, _ in settings.LANGUAGES if code in given.languages[:1]]
    person = Person(
        organisation=organisation,
        language=spoken[0] if spoken else settings.LANGUAGE_CODE,
        password=make_password(None),
    )
    return _filled(person, given)


def _filled(person: Person, given: Particulars) -> Person:
    for name in PLAIN:
        value = getattr(given, name)
        setattr(person, name, list(value) if isinstance(value, tuple) else value)
    person.time_zone = given.time_zone or person.time_zone
    return person


def _tie(organisation: Organisation, people: Sequence[tuple[Person, Particulars]]) -> None:
    pairs = organisation.persons.values_list("email", "pk")
    keys = {email.casefold(): key for email, key in pairs}
    for person, given in people:
        person.manager_id = keys[given.manager.casefold()] if given.manager else None
    rows = [person for person, _ in people]
    Person.objects.bulk_update(rows, ["manager"], batch_size=BATCH)
