"""Small worlds for tests, made directly as rows. Walks through the real verbs are in journeys/."""

from datetime import UTC, date, datetime
from typing import Any

from collegium.groups.models import (
    Challenge,
    Cycle,
    Group,
    GroupState,
    Member,
    Programme,
    ProgrammeState,
    Topic,
)
from collegium.groups.queries import enter
from collegium.groups.rooms import Room
from collegium.people.models import Organisation, Person, Role, RoleName
from collegium.vault import keyring

LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)  # before any session of a test


def an_organisation(name: str = "Northwind Works") -> Organisation:
    """An organisation without people."""
    return Organisation.objects.create(name=name)


def a_person(organisation: Organisation, name: str = "Ada Byron", **fields: Any) -> Person:
    """Somebody on the roster, in Berlin unless told otherwise."""
    handle = name.lower().replace(" ", ".")
    defaults = {
        "email": f"{handle}@{organisation.pk.hex[:8]}.example",
        "time_zone": "Europe/Berlin",
        "country": "DE",
        "department": "Sales",
        "languages": ["en"],
    }
    person = Person(organisation=organisation, name=name, **(defaults | fields))
    person.set_unusable_password()
    person.save()
    return person


def with_role(person: Person, *names: RoleName) -> Person:
    """The same person, holding roles."""
    for name in names:
        Role.objects.create(person=person, name=name)
    return person


def a_lead(organisation: Organisation, name: str = "Lea Lind") -> Person:
    """A programme lead."""
    return with_role(a_person(organisation, name), RoleName.LEAD)


def a_programme(organisation: Organisation, name: str = "Spring", **fields: Any) -> Programme:
    """A programme about delegating."""
    challenge = Challenge.objects.create(
        organisation=organisation,
        sentence="My experienced people don't want to be delegated to",
        topic=Topic.DELEGATING,
    )
    defaults = {
        "purpose": "Help new leaders let go",
        "goal": "Decisions where the knowledge is",
        "starts_on": date(2026, 3, 2),
        "state": ProgrammeState.RUNNING,
    }
    return Programme.objects.create(
        organisation=organisation, name=name, challenge=challenge, **(defaults | fields)
    )


def a_group(programme: Programme, *persons: Person, name: str = "Group 1") -> Group:
    """A published group with a key, its members and its first cycle."""
    number = programme.groups.count() + 1
    group = Group.objects.create(
        organisation=programme.organisation,
        programme=programme,
        number=number,
        name=name,
        time_zone="Europe/Berlin",
        state=GroupState.MEETING,
    )
    keyring.create(group.pk)
    for person in persons:
        Member.objects.create(group=group, person=person, joined_at=LONG_AGO)
    Cycle.objects.create(group=group, challenge=programme.challenge)
    return group


def four_people(organisation: Organisation) -> list[Person]:
    """Enough for a group."""
    names = ("Ada Byron", "Grace Murray", "Emmy Noether", "Lise Meitner")
    return [a_person(organisation, name) for name in names]


def a_room() -> Room:
    """A new organisation's only group, entered by its first member."""
    organisation = an_organisation()
    people = four_people(organisation)
    return enter(people[0], a_group(a_programme(organisation), *people).pk)
