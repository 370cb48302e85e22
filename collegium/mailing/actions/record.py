"""Recording what became of a mail, by the worker that still holds its lease."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from collegium.mailing.models import Mail, MailState

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=2),  # and from then on
)
ATTEMPTS = 36  # over not quite three days


def settle(mail: Mail, state: MailState, *, now: datetime, problem: str = "") -> bool:
    """Let a mail rest in its last state; False when the lease has passed to somebody else."""
    changes = {"leased_until": None, "retry_at": None, "problem": problem}
    return _record(mail, state=state, settled_at=now, **changes)


def postpone(mail: Mail, *, now: datetime, problem: str) -> bool:
    """Try again later, or give up after the last attempt."""
    if mail.attempts >= ATTEMPTS:
        return settle(mail, MailState.EXPIRED, now=now, problem=problem)
    pause = PAUSES[min(mail.attempts, len(PAUSES)) - 1]
    return _record(mail, leased_until=None, retry_at=now + pause, problem=problem)


def release(mail: Mail) -> bool:
    """Give a mail back untried."""
    return _record(mail, leased_until=None, attempts=mail.attempts - 1)


def held(mails: Sequence[Mail]) -> frozenset[UUID]:
    """Those of the mails whose lease is still this worker's (one query)."""
    leases = {mail.leased_until for mail in mails}
    ours = Mail.objects.filter(
        pk__in=[mail.pk for mail in mails], state=MailState.WAITING, leased_until__in=leases
    )
    return frozenset(ours.values_list("pk", flat=True))


def _record(mail: Mail, **changes: object) -> bool:
    return bool(_held(mail).update(**changes))


def _held(mail: Mail) -> QuerySet[Mail]:
    return Mail.objects.filter(pk=mail.pk, state=MailState.WAITING, leased_until=mail.leased_until)
