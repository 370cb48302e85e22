"""A roster file between upload and decision: what it says and what it would do."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import batched
from typing import Any, cast
from uuid import UUID

from collegium.people.models import Organisation, Person, Role, RoleName, RosterUpload
from collegium.people.nobody import nobody_id
from collegium.people.roster import (
    Changes,
    Code,
    Field,
    Particulars,
    Problem,
    Problems,
    Reading,
    RosterPerson,
    StandingPerson,
    Table,
    compare,
    read_people,
    read_table,
)
from collegium.people.roster.persons import PARTICULARS
from collegium.people.roster.places import zone_of
from collegium.people.roster.stored import Stored, from_stored
from collegium.people.roster.table import ROSTER

BATCH = 500
MOST_HELD = 20_000  # different values of which it is noted that they repeat
_COLUMNS = tuple("manager__email" if name == "manager" else name for name in PARTICULARS)


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that applying a file would do, and everything that stands in its way."""

    reading: Reading
    changes: Changes
    problems: Problems


def upload_in(organisation: Organisation, upload_id: UUID) -> RosterUpload:
    """One upload of this organisation; raises `RosterUpload.DoesNotExist`."""
    uploads = RosterUpload.objects.select_related("organisation").defer("content")
    return uploads.get(organisation=organisation, pk=upload_id)


def table_of(upload: RosterUpload) -> Table:
    """The file as a table; raises `Unreadable`. The row does not hold on to its content."""
    content = RosterUpload.objects.filter(pk=upload.pk).values_list("content", flat=True)
    return read_table(bytes(content.get()), ROSTER)


def standing_people(
    organisation: Organisation,
    only: Collection[UUID] | None = None,
    beside: Iterable[RosterPerson] = (),
) -> list[StandingPerson]:
    """Everybody on the roster now, also those who are deactivated, or some (one query).

    Whoever is the same as one of `beside` is held in memory once.
    """
    people = organisation.persons.exclude(pk=nobody_id(organisation.pk))
    if only is not None:
        people = people.filter(pk__in=only)
    rows = people.order_by("name", "id").values_list("pk", "is_active", *_COLUMNS)
    known = {one.particulars.email: one.particulars for one in beside}
    same: dict[object, Any] = {}
    found = []
    for row in rows.iterator(chunk_size=BATCH):
        key, is_active, given = _standing(row, same)
        alike = known.get(given.email)
        found.append(StandingPerson(key, is_active, alike if alike == given else given))
    return found


def _standing(row: Sequence[Any], same: dict[object, Any]) -> tuple[UUID, bool, Particulars]:
    """One row; what many people have in common, such as a department, is held once."""
    key, is_active, name, email, number, manager, *rest = row
    given: list[Any] = [
        tuple(one) if isinstance(one, list) else one for one in (manager or "", *rest)
    ]
    if len(same) < MOST_HELD:
        given = [same.setdefault(one, one) for one in given]
    else:
        given = [same.get(one, one) for one in given]
    return key, is_active, Particulars(name, email, number, *given)


def preview(upload: RosterUpload, *, by: Person) -> Preview:
    """Read the file by its stored instructions and hold it against the roster, for who applies.

    A file with mistakes of its own is not compared: nothing of it will be applied.
    """
    stored = cast(Stored, upload.mapping)
    organisation, partial = upload.organisation, stored["partial"]
    staying = standing_people(organisation, None if partial else _holders(organisation))
    beside = [one.particulars for one in staying if one.active]
    reading = read_people(table_of(upload), from_stored(stored), beside)
    taken = Problems.of(_taken_elsewhere(organisation, reading.people))
    if reading.problems:
        return Preview(reading, Changes(), reading.problems + taken)
    standing = staying if partial else standing_people(organisation, beside=reading.people)
    keep = frozenset(one.key for one in staying)
    changes = compare(standing, reading.people, reading.fields, keep)
    changes = replace(changes, added=tuple(_completed(one, stored) for one in changes.added))
    above = Problems.of(_above(changes, by))
    return Preview(reading, changes, changes.problems + taken + above)


def _holders(organisation: Organisation) -> frozenset[UUID]:
    """Everybody in a role: whom no file deactivates by leaving them out."""
    held = Role.objects.filter(person__organisation=organisation)
    return frozenset(held.values_list("person_id", flat=True))


def _completed(person: RosterPerson, stored: Stored) -> RosterPerson:
    """Somebody new, with the answers given for rows that leave zone or languages open."""
    given = person.particulars
    if given.time_zone and given.languages:
        return person
    zone = given.time_zone or zone_of(given.country) or stored["time_zone"]
    languages = given.languages or tuple(stored["languages"])
    return replace(person, particulars=replace(given, time_zone=zone, languages=languages))


def _above(changes: Changes, by: Person) -> list[Problem]:
    """Other addresses for administrators: who is none would sign in as one of them there."""
    moved = {
        change.standing.key: Problem(
            change.row, Field.EMAIL, Code.ADMINISTRATORS_ADDRESS, change.after.email
        )
        for change in changes.changed
        if any(one.field == Field.EMAIL for one in change.differences)
    }
    if not moved:
        return []
    held = Role.objects.filter(name=RoleName.ADMINISTRATOR, person__organisation=by.organisation_id)
    administrators = set(held.values_list("person_id", flat=True))
    if by.pk in administrators:
        return []
    return [problem for key, problem in moved.items() if key in administrators]


def _taken_elsewhere(organisation: Organisation, people: tuple[RosterPerson, ...]) -> list[Problem]:
    """Addresses by which somebody of another organisation on this server signs in."""
    rows = {person.particulars.email: person.row for person in people if person.particulars.email}
    others = Person.objects.exclude(organisation=organisation)
    found: list[str] = []
    for emails in batched(rows, BATCH):
        found += others.filter(email__in=emails).values_list("email", flat=True)
    return [Problem(rows[email], Field.EMAIL, Code.ADDRESS_TAKEN, email) for email in found]
