"""Recommending something to one's organisation, and oneself to be asked."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from collegium.library.index import of_resource, put
from collegium.library.models import Outdated, Resource, ResourceKind
from collegium.people.models import Person
from collegium.vault.rows import own_identity


@dataclass(frozen=True, slots=True, repr=False)
class Recommended:
    """What somebody recommends, in their own words; `technique` is a slug or empty."""

    kind: str
    topic: str
    technique: str
    language: str
    title: str
    link: str
    why: str
    signed: bool


@transaction.atomic
def recommend(person: Person, recommended: Recommended, *, once: UUID, now: datetime) -> UUID:
    """Share a resource with the organisation; the same `once` makes one.

    A person to ask is always the one who says so, with their name.
    """
    resource, is_new = Resource.objects.get_or_create(
        pk=own_identity(Resource, once, recommended_by=person),
        recommended_by=person,
        organisation_id=person.organisation_id,
        defaults={
            **_columns(recommended),
            "created_at": now,
            "changed_at": now,
            "due_at": now if recommended.link else None,
        },
    )
    if is_new:
        put(of_resource(resource))
    return resource.pk


@transaction.atomic
def change_resource(
    person: Person, resource_id: UUID, recommended: Recommended, *, now: datetime
) -> None:
    """Say it anew; who found it outdated may say so again. Another link is checked again.

    Raises `Resource.DoesNotExist` for anybody else's.
    """
    rows = Resource.objects.select_for_update()
    resource = rows.get(pk=resource_id, recommended_by=person)
    if resource.link != recommended.link:
        resource.due_at = now if recommended.link else None
        resource.failures, resource.checked_at = 0, None
    for name, value in _columns(recommended).items():
        setattr(resource, name, value)
    resource.changed_at = now
    resource.save()
    resource.outdated.all().delete()
    put(of_resource(resource))


def withdraw_resource(person: Person, resource_id: UUID) -> None:
    """Delete one's own recommendation; nothing happens where there is none."""
    Resource.objects.filter(pk=resource_id, recommended_by=person).delete()


def call_outdated(person: Person, resource: Resource, *, now: datetime) -> None:
    """Say that a resource is no longer good. Twice is once."""
    Outdated.objects.get_or_create(resource=resource, person=person, defaults={"at": now})


def forget_who_left() -> int:
    """End the offers of those who left the organisation; how many. One query where there are none.

    Somebody who comes back offers it anew if they want to.
    """
    gone = Resource.objects.filter(kind=ResourceKind.PERSON, recommended_by__is_active=False)
    rows = list(gone.values_list("pk", flat=True)[:100])
    return Resource.objects.filter(pk__in=rows).delete()[0] if rows else 0


def _columns(recommended: Recommended) -> dict[str, str | bool]:
    columns: dict[str, str | bool] = asdict(recommended)
    is_person = recommended.kind == ResourceKind.PERSON
    return columns | {"signed": recommended.signed or is_person}
