"""Addresses that mail does not reach: noted, left in peace, tried again."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from collegium.mailing.models import UNSPOKEN, FailingAddress, Mail, MailState
from collegium.people.models import Person


def address_failed(person: Person, problem: str, *, now: datetime) -> None:
    """Note that a person's present address does not work; from now on nothing is sent to it.

    `problem` is a class and a code, never a server's own words. What was noted first stays,
    unless it was about another address.
    """
    first = {"email": person.email, "problem": problem[:100], "since": now}
    noted, new = FailingAddress.objects.get_or_create(person=person, defaults=first)
    if not new and noted.email != person.email:
        FailingAddress.objects.filter(pk=noted.pk).update(**first)


@transaction.atomic
def try_again(person: Person) -> int:
    """Let the refused mails of a person wait for the worker again; how many may be told of.

    What has lost its sense by then is dropped when its turn comes.
    """
    FailingAddress.objects.filter(person=person).delete()
    refused = Mail.objects.filter(person=person, state=MailState.FAILED)
    told = refused.exclude(kind__in=UNSPOKEN).count()
    refused.update(
        state=MailState.WAITING,
        attempts=0,
        leased_until=None,
        retry_at=None,
        settled_at=None,
        problem="",
    )
    return told


def try_corrected() -> int:
    """Try again wherever the roster has a new address by now; how many people (one query if none).

    Whoever corrects an address need not think of the mails that it missed.
    """
    corrected = FailingAddress.objects.exclude(email=F("person__email")).select_related("person")
    people = [one.person for one in corrected]
    for person in people:
        try_again(person)
    return len(people)
