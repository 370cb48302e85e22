"""Trying again what an address refused, once somebody has put it right."""

from django.db import transaction

from collegium.mailing.models import Mail, MailState
from collegium.people.models import Person


@transaction.atomic
def try_again(person: Person) -> int:
    """Let the refused mails of a person wait for the worker again; how many there were.

    What has lost its sense by then is dropped when its turn comes.
    """
    refused = Mail.objects.filter(person=person, state=MailState.FAILED)
    return refused.update(
        state=MailState.WAITING, attempts=0, leased_until=None, settled_at=None, problem=""
    )
