"""The roster as leads and administrators see it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from collegium.people.models import Organisation, Person, Role
from collegium.people.nobody import nobody_id


@dataclass(frozen=True, slots=True)
class RosterFilter:
    """What a list of people is narrowed to; "" means everything."""

    text: str = ""
    department: str = ""
    level: int | None = None
    status: str = "active"  # active, inactive or all


def roster(organisation: Organisation, wanted: RosterFilter) -> QuerySet[Person]:
    """The people of an organisation, by name, with manager and roles."""
    people = organisation.persons.exclude(pk=nobody_id(organisation.pk))
    people = people.select_related("manager").prefetch_related(
        Prefetch("roles", queryset=Role.objects.order_by("name"))
    )
    for word in wanted.text.split():
        people = people.filter(
            Q(name__icontains=word)
            | Q(email__icontains=word)
            | Q(number__iexact=word)
            | Q(function__icontains=word)
        )
    if wanted.department:
        people = people.filter(department=wanted.department)
    if wanted.level is not None:
        people = people.filter(level=wanted.level)
    if wanted.status != "all":
        people = people.filter(is_active=wanted.status != "inactive")
    return people.order_by("name", "id")


def roster_choices(organisation: Organisation) -> tuple[list[str], list[int]]:
    """The departments and levels that somebody on the roster has."""
    pairs = organisation.persons.order_by().values_list("department", "level").distinct()
    departments = sorted({department for department, _ in pairs} - {""})
    return departments, sorted({level for _, level in pairs if level is not None})


def person_in(organisation: Organisation, person_id: UUID) -> Person:
    """One person of this organisation; raises `Person.DoesNotExist`."""
    people = organisation.persons.exclude(pk=nobody_id(organisation.pk))
    return people.select_related("manager").get(pk=person_id)
