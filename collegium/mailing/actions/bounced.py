"""Noting what mail servers report: an address does not work."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from collegium.mailing.actions.failing import address_failed
from collegium.mailing.inbound.bounces import Bounce
from collegium.mailing.models import UNSPOKEN, Mail, MailState


@transaction.atomic
def bounced(bounces: Sequence[Bounce], *, now: datetime) -> int:
    """Record that mails which left did not arrive after all; how many there were.

    A mail is known by its Message-ID, which nobody sees but its reader and the servers between.
    An address that was corrected since it left is not blamed.
    """
    return sum(_bounced(one, now=now) for one in bounces)


def _bounced(one: Bounce, *, now: datetime) -> int:
    problem = f"bounced {one.status}"
    sent = Mail.objects.filter(message_id=one.message_id, state=MailState.SENT)
    mail = sent.select_related("person").first()
    if mail is None:
        return 0
    if one.to in {"", mail.person.email.lower()} and mail.kind not in UNSPOKEN:
        address_failed(mail.person, problem, now=now)
    return sent.update(state=MailState.FAILED, settled_at=now, problem=problem)
