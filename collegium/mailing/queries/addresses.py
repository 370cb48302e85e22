"""Addresses that mail servers refuse. What was to be told there is nobody else's business."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from collegium.mailing.models import UNSPOKEN, Mail, MailState
from collegium.people.models import Organisation, Person


@dataclass(frozen=True, slots=True)
class FailedAddress:
    """A person whom mail does not reach."""

    person_id: UUID
    name: str
    email: str
    since: datetime
    problem: str  # a class and a code


def failed_addresses(organisation: Organisation) -> tuple[FailedAddress, ...]:
    """Those on the roster with a refused mail and none that came through since (2 queries)."""
    newest_first = refused().order_by("-settled_at", "id")
    persons = Person.objects.filter(
        Exists(refused().filter(person=OuterRef("pk"))), organisation=organisation, is_active=True
    ).prefetch_related(Prefetch("mails", newest_first))
    return tuple(_address(person, list(person.mails.all())) for person in persons)


def refused() -> QuerySet[Mail]:
    """Refused mails after which none came through.

    Without those whose mere existence is private: that one about a note to a boss was refused
    would say that a member agreed to it.
    """
    through = Mail.objects.filter(
        person=OuterRef("person"), state=MailState.SENT, settled_at__gt=OuterRef("settled_at")
    )
    return Mail.objects.filter(~Exists(through), state=MailState.FAILED).exclude(kind__in=UNSPOKEN)


def _address(person: Person, failed: list[Mail]) -> FailedAddress:
    return FailedAddress(
        person_id=person.pk,
        name=person.name,
        email=person.email,
        since=min(mail.settled_at for mail in failed if mail.settled_at),
        problem=failed[0].problem,
    )
