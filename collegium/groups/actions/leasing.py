"""The lease of a run: whoever holds it composes, and nobody else meanwhile.

`attempts` is what one holder is told from the next by: a holder whose lease ran out finds
another number there and changes nothing any more.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from collegium.domain.composition import Progress
from collegium.groups.models import UNDER_WAY, Composition, RunState, Trouble

LEASE = timedelta(seconds=30)
ASTRAY = timedelta(minutes=15)  # more than the clocks of two workers ever differ
ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Word:
    """What a holder hears when it renews its lease."""

    held: bool
    stop: bool = False


def due_runs(now: datetime) -> QuerySet[Composition]:
    """Runs that nobody works on; those that only owe reasons come last.

    A lease that ends further ahead than we ever set one was set by another clock.
    """
    astray = Q(leased_until__gt=now + LEASE + ASTRAY)
    free = Q(leased_until=None) | Q(leased_until__lte=now) | astray
    due = Q(state__in=UNDER_WAY) | Q(owes_reasons=True)
    return Composition.objects.filter(free, due).order_by("owes_reasons", "created_at", "id")


@transaction.atomic
def claim_run(now: datetime, *, only: UUID | None = None) -> Composition | None:
    """Lease the run that waits longest, or the one asked for; None where there is none.

    What broke off too often is given up on the way.
    """
    due = due_runs(now).filter(pk=only) if only else due_runs(now)
    for run in due.select_for_update(skip_locked=True):
        if run.attempts < ATTEMPTS:
            return _lease(run, now)
        _give_up(run, now)
    return None


def _lease(run: Composition, now: datetime) -> Composition:
    run.attempts += 1
    run.leased_until = now + LEASE
    if run.under_way:
        run.state, run.share, run.closed, run.gap = RunState.RUNNING, 0.0, None, None
        run.started_at, run.search_began_at = run.started_at or now, None
    run.save(
        update_fields=[
            "attempts",
            "leased_until",
            "state",
            "share",
            "closed",
            "gap",
            "started_at",
            "search_began_at",
        ]
    )
    return run


def _give_up(run: Composition, now: datetime) -> None:
    if run.under_way:
        run.state, run.trouble, run.ended_at = RunState.FAILED, Trouble.DIED, now
    run.owes_reasons, run.leased_until = False, None
    run.save(update_fields=["state", "trouble", "ended_at", "owes_reasons", "leased_until"])


def renew_run(
    run: Composition,
    *,
    now: datetime,
    progress: Progress | None = None,
    since: datetime | None = None,
) -> Word:
    """Keep the lease, note how far the search is, and hear whether it should end.

    `since` is when the search told of any progress first.
    """
    changes: dict[str, object] = {"leased_until": now + LEASE}
    if progress:
        changes |= {
            "share": progress.share,
            "closed": progress.closed,
            "gap": progress.gap,
            "search_began_at": since,
        }
    if not held(run).update(**changes):
        # Ended, as a rule by this very holder a moment ago: nobody took it, nothing is lost.
        ended = Composition.objects.filter(pk=run.pk, leased_until=None)
        return Word(held=ended.exists(), stop=True)
    stop = Composition.objects.filter(pk=run.pk).values_list("stop_asked", flat=True)
    return Word(held=True, stop=any(stop))


def release_run(run: Composition) -> None:
    """Give a run back as if it had not been taken; the next worker begins anew."""
    unbegun = {"leased_until": None, "attempts": run.attempts - 1}
    searching = held(run).filter(state=RunState.RUNNING)
    searching.update(state=RunState.WAITING, share=0, closed=None, gap=None, **unbegun)
    held(run).filter(owes_reasons=True).update(**unbegun)


def drop_lease(run: Composition) -> None:
    """Let somebody else try at once: whoever held this lease has died. The attempt counts."""
    held(run).update(leased_until=None)


def held(run: Composition) -> QuerySet[Composition]:
    """The row, as long as this holder's lease on it has not passed to another."""
    held = Composition.objects.filter(pk=run.pk, attempts=run.attempts)
    return held.exclude(leased_until=None)
