"""What members recommend, as everybody in the organisation may read it."""

from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from collegium.library.models import Outdated, Resource, ResourceKind
from collegium.people.models import Person
from collegium.people.nobody import nobody_id


def resources_for(
    person: Person, *, kind: str = "", topic: str = "", technique: str = ""
) -> QuerySet[Resource]:
    """The resources of the person's organisation, youngest first (one query).

    Each knows how many say that it is `outdated_by` now, and whether the person does (`said_so`).
    People to ask are there as long as they are on the roster.
    """
    found = Resource.objects.filter(
        ~Q(kind=ResourceKind.PERSON) | Q(recommended_by__is_active=True),
        organisation_id=person.organisation_id,
    )
    if kind:
        found = found.filter(kind=kind)
    if topic:
        found = found.filter(topic=topic)
    if technique:
        found = found.filter(technique=technique)
    own = Outdated.objects.filter(resource=OuterRef("pk"), person_id=person.pk)
    counted = found.annotate(outdated_by=Count("outdated"), said_so=Exists(own))
    return counted.select_related("recommended_by").order_by("-created_at", "id")


def resource_for(person: Person, resource_id: UUID) -> Resource:
    """A resource of the person's organisation; raises `Resource.DoesNotExist` otherwise."""
    return resources_for(person).get(pk=resource_id)


def resources_about(
    person: Person, *, technique: str, topic: str, most: int
) -> tuple[Resource, ...]:
    """What is tied to a technique, then what is tied to its topic alone (one query)."""
    found = resources_for(person).filter(Q(technique=technique) | Q(technique="", topic=topic))
    return tuple(found.order_by("-technique", "-created_at", "id")[:most])


def colleagues_names(person: Person) -> tuple[str, ...]:
    """The names of everybody else in the organisation, for the guard (one query)."""
    nobody = nobody_id(person.organisation_id)
    others = Person.objects.filter(organisation_id=person.organisation_id)
    others = others.exclude(pk__in=(person.pk, nobody))
    return tuple(others.values_list("name", flat=True))
