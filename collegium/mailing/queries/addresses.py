"""Addresses that mail servers refuse."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from collegium.mailing.models import Mail, MailKind, MailState
from collegium.people.models import Organisation, Person


@dataclass(frozen=True, slots=True)
class FailedAddress:
    """A person whom mail does not reach."""

    person_id: UUID
    name: str
    email: str
    since: datetime
    missed: tuple[str, ...]  # what did not reach them
    problem: str  # a class and a code


def failed_addresses(organisation: Organisation) -> tuple[FailedAddress, ...]:
    """Those on the roster with a refused mail and none that came through since (2 queries)."""
    newest_first = _failed().order_by("-settled_at", "id")
    persons = Person.objects.filter(
        Exists(_failed().filter(person=OuterRef("pk"))), organisation=organisation, is_active=True
    ).prefetch_related(Prefetch("mails", newest_first))
    return tuple(_address(person, list(person.mails.all())) for person in persons)


def _failed() -> QuerySet[Mail]:
    """Refused mails after which none came through."""
    through = Mail.objects.filter(
        person=OuterRef("person"), state=MailState.SENT, settled_at__gt=OuterRef("settled_at")
    )
    return Mail.objects.filter(~Exists(through), state=MailState.FAILED)


def _address(person: Person, failed: list[Mail]) -> FailedAddress:
    kinds = dict.fromkeys(str(MailKind(mail.kind).label) for mail in failed)
    return FailedAddress(
        person_id=person.pk,
        name=person.name,
        email=person.email,
        since=min(mail.settled_at for mail in failed if mail.settled_at),
        missed=tuple(kinds),
        problem=failed[0].problem,
    )
