"""Recording what became of a mail, by the worker that still holds its lease."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, QuerySet

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
    return bool(_held([mail]).update(**_settled(state, now, problem)))


def postpone(mails: Collection[Mail], *, now: datetime, problem: str) -> None:
    """Try mails again later, or give up after the last attempt (a query for each attempt)."""
    by_attempts = defaultdict(list)
    for mail in mails:
        by_attempts[mail.attempts].append(mail)
    for attempts, some in by_attempts.items():
        _held(some).update(**_postponed(attempts, now, problem))


def release(mails: Collection[Mail]) -> None:
    """Give mails back untried (one query)."""
    _held(mails).update(leased_until=None, attempts=F("attempts") - 1)


def held(mails: Collection[Mail]) -> frozenset[UUID]:
    """Those of the mails whose lease is still this worker's (one query)."""
    return frozenset(_held(mails).values_list("pk", flat=True))


def _settled(state: MailState, now: datetime, problem: str) -> dict[str, object]:
    rest = {"leased_until": None, "retry_at": None, "problem": problem}
    return {"state": state, "settled_at": now, **rest}


def _postponed(attempts: int, now: datetime, problem: str) -> dict[str, object]:
    if attempts >= ATTEMPTS:
        return _settled(MailState.EXPIRED, now, problem)
    pause = PAUSES[min(attempts, len(PAUSES)) - 1]
    return {"leased_until": None, "retry_at": now + pause, "problem": problem}


def _held(mails: Collection[Mail]) -> QuerySet[Mail]:
    leases = {mail.leased_until for mail in mails}
    return Mail.objects.filter(
        pk__in=[mail.pk for mail in mails], state=MailState.WAITING, leased_until__in=leases
    )
