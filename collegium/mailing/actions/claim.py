"""Claiming: a worker takes mails for a while; nobody else sends them meanwhile."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from collegium.groups.queries.new_ways import is_closed
from collegium.mailing.actions.record import PAUSES
from collegium.mailing.models import Mail, MailKind, MailState

LEASE = timedelta(minutes=5)
BATCH = 50
ASTRAY = timedelta(minutes=15)  # more than the clocks of two workers ever differ


def claim(now: datetime, *, limit: int = BATCH) -> list[Mail]:
    """Lease up to `limit` mails that are due, the longest due first (one short transaction).

    A worker that dies keeps its lease until it runs out; then the mails are free again. Where
    nothing is due, this is one query that locks nothing.
    """
    if not _due(now).exists():
        return []
    leased = Mail.objects.filter(pk__in=_leased(now, limit), leased_until=now + LEASE)
    return list(leased.select_related("person", "organisation"))


@transaction.atomic
def _leased(now: datetime, limit: int) -> list[UUID]:
    due = _due(now).select_for_update(skip_locked=True)
    found = list(due.values_list("pk", flat=True)[:limit])
    Mail.objects.filter(pk__in=found).update(leased_until=now + LEASE, attempts=F("attempts") + 1)
    return found


def _due(now: datetime) -> QuerySet[Mail]:
    """Those that wait; but not for somebody whom it is uncertain that they would reach."""
    free = _is_past("leased_until", now, LEASE)
    ready = _is_past("retry_at", now, PAUSES[-1])
    mails = Mail.objects.filter(free, ready, state=MailState.WAITING, due_at__lte=now)
    uncertain = Q(person__uncertain_since__isnull=False) & ~Q(kind=MailKind.WATCH)
    return mails.exclude(uncertain, is_closed("person"))


def _is_past(name: str, now: datetime, longest: timedelta) -> Q:
    """Whether a moment is over. One further ahead than we ever set was set by another clock."""
    return (
        Q(**{name: None})
        | Q(**{f"{name}__lte": now})
        | Q(**{f"{name}__gt": now + longest + ASTRAY})
    )
