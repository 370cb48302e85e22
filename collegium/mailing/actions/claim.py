"""Claiming: a worker takes mails for a while; nobody else sends them meanwhile."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from collegium.mailing.models import Mail, MailState

LEASE = timedelta(minutes=5)
BATCH = 20


@transaction.atomic
def claim(now: datetime, *, limit: int = BATCH) -> list[Mail]:
    """Lease up to `limit` mails that are due, the longest due first (one short transaction).

    A worker that dies keeps its lease until it runs out; then the mails are free again.
    """
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    waiting = Mail.objects.filter(free, state=MailState.WAITING, due_at__lte=now)
    chosen = waiting.select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit]
    mails = Mail.objects.filter(pk__in=list(chosen))
    mails.update(leased_until=now + LEASE, attempts=F("attempts") + 1)
    return list(mails.select_related("person", "organisation"))
