"""Programmes in preparation, with as many participants as a test needs."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import uuid4

from collegium.domain.composition import Moves
from collegium.groups import actions
from collegium.groups.models import Group, Participant, Programme, ProgrammeState
from collegium.people.models import Organisation, Person
from tests.builders import a_person, a_programme, an_organisation

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
QUICK = Moves(2_000)
DEPARTMENTS = ("Sales", "Finance", "Operations", "Research")
NUMBERS = count(1)


def people(organisation: Organisation, number: int, **fields: Any) -> list[Person]:
    """So many people in four departments, by name in order."""
    return [
        a_person(
            organisation,
            f"Person {next(NUMBERS):04}",
            **{"department": DEPARTMENTS[at % 4], "site": f"Site {at % 3}"} | fields,
        )
        for at in range(number)
    ]


def in_preparation(
    organisation: Organisation | None = None,
    participants: int = 0,
    **fields: Any,
) -> Programme:
    """A draft programme that starts in March 2026."""
    organisation = organisation or an_organisation()
    draft: dict[str, Any] = {"state": ProgrammeState.DRAFT, "starts_on": date(2026, 3, 2)}
    programme = a_programme(organisation, **draft | fields)
    take_part(programme, *people(organisation, participants))
    return programme


def take_part(programme: Programme, *persons: Person) -> None:
    """Make people participants."""
    Participant.objects.bulk_create(
        Participant(programme=programme, person=person) for person in persons
    )


def participants_of(programme: Programme) -> list[Person]:
    """The participants by name."""
    return list(Person.objects.filter(participant__programme=programme).order_by("name"))


def composed(programme: Programme, lead: Person) -> list[Group]:
    """The draft groups of a programme, composed quickly."""
    actions.compose_groups(programme, by=lead, once=uuid4(), now=NOW, stop=QUICK)
    return list(programme.groups.all())
