"""A roster file between upload and decision: what it says and what it would do."""

from dataclasses import dataclass, replace
from typing import cast
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
from collegium.people.roster.places import zone_of
from collegium.people.roster.stored import Stored, from_stored

BATCH = 500


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that applying a file would do, and everything that stands in its way."""

    reading: Reading
    changes: Changes
    problems: Problems


def upload_in(organisation: Organisation, upload_id: UUID) -> RosterUpload:
    """One upload of this organisation; raises `RosterUpload.DoesNotExist`."""
    return RosterUpload.objects.select_related("organisation").get(
        organisation=organisation, pk=upload_id
    )


def table_of(upload: RosterUpload) -> Table:
    """The file as a table; raises `Unreadable`."""
    return read_table(bytes(upload.content))


def standing_people(organisation: Organisation) -> list[StandingPerson]:
    """Everybody on the roster now, also those who are deactivated (one query)."""
    people = organisation.persons.exclude(pk=nobody_id(organisation.pk))
    people = people.select_related("manager").order_by("name", "id")
    return [StandingPerson(one.pk, one.is_active, particulars_of(one)) for one in people]


def particulars_of(person: Person) -> Particulars:
    """A row as the roster speaks of people."""
    return Particulars(
        name=person.name,
        email=person.email,
        number=person.number,
        manager=person.manager.email if person.manager else "",
        department=person.department,
        function=person.function,
        level=person.level,
        site=person.site,
        country=person.country,
        time_zone=person.time_zone,
        languages=tuple(person.languages),
        started_on=person.started_on,
        gender=person.gender,
        strengths=tuple(person.strengths),
        wants=tuple(person.wants),
        promotion_pool=person.promotion_pool,
    )


def preview(upload: RosterUpload, *, by: Person) -> Preview:
    """Read the file by its stored instructions and hold it against the roster, for who applies."""
    stored = cast(Stored, upload.mapping)
    standing = standing_people(upload.organisation)
    staying = _staying(upload, standing, partial=stored["partial"])
    beside = [one.particulars for one in standing if one.active and one.key in staying]
    reading = read_people(table_of(upload), from_stored(stored), beside)
    changes = compare(standing, reading.people, reading.fields, staying)
    changes = replace(changes, added=tuple(_completed(one, stored) for one in changes.added))
    taken = Problems.of(_taken_elsewhere(upload.organisation, reading.people))
    above = Problems.of(_above(changes, by))
    return Preview(reading, changes, reading.problems + changes.problems + taken + above)


def _staying(
    upload: RosterUpload, standing: list[StandingPerson], *, partial: bool
) -> frozenset[UUID]:
    """Whom a file cannot deactivate by leaving them out: everybody in a role, or everybody."""
    if partial:
        return frozenset(one.key for one in standing)
    held = Role.objects.filter(person__organisation=upload.organisation)
    return frozenset(held.values_list("person_id", flat=True))


def _completed(person: RosterPerson, stored: Stored) -> RosterPerson:
    """Somebody new, with the answers given for rows that leave zone or languages open."""
    given = person.particulars
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
    emails = list(rows)
    found: list[str] = []
    for start in range(0, len(emails), BATCH):
        others = Person.objects.exclude(organisation=organisation)
        batch = emails[start : start + BATCH]
        found += others.filter(email__in=batch).values_list("email", flat=True)
    return [Problem(rows[email], Field.EMAIL, Code.ADDRESS_TAKEN, email) for email in found]
