"""Addresses that mail does not reach. What was to be told there is nobody else's business."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from collegium.mailing.models import FailingAddress
from collegium.people.models import Organisation


@dataclass(frozen=True, slots=True)
class FailedAddress:
    """A person whom mail does not reach."""

    person_id: UUID
    name: str
    email: str
    since: datetime
    problem: str  # a class and a code


def failed_addresses(organisation: Organisation) -> tuple[FailedAddress, ...]:
    """Those on the roster to whose address nothing is sent any more (1 query)."""
    found = failing().filter(person__organisation=organisation).select_related("person")
    return tuple(
        FailedAddress(
            person_id=one.person_id,
            name=one.person.name,
            email=one.email,
            since=one.since,
            problem=one.problem,
        )
        for one in found.order_by("person__name", "person_id")
    )


def failing() -> QuerySet[FailingAddress]:
    """The failing addresses of people who are on the roster."""
    return FailingAddress.objects.filter(person__is_active=True)
