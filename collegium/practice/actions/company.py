"""A buddy that cannot fail silently: one more comes where two no longer talk."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from collegium.domain.rhythm import (
    USUAL,
    Kind,
    Participant,
    Talks,
    asked_before,
    thirds,
)
from collegium.groups.actions.buddies import join_third
from collegium.groups.models import Buddies, Cycle, GroupState
from collegium.practice.models import CheckIn
from collegium.practice.queries.practising import practising

A_LOOK = timedelta(days=1)  # between two looks at the same cycle, so that nobody waits for two
BATCH = 50  # cycles in one pass


def tend_buddies(now: datetime) -> int:
    """Let a third join pairs whose last two talks were missed; how many joined.

    Each cycle is looked at once a day. A pass with none to look at costs one query.
    """
    due = Q(next_look=None) | Q(next_look__lte=now)
    running = Cycle.objects.filter(due, ended_at=None, group__state=GroupState.MEETING)
    cycles = list(running.order_by("id").values_list("pk", flat=True)[:BATCH])
    if not cycles:
        return 0
    joined = sum(
        join_third(UUID(one.id), UUID(one.member), now=now)
        for buddies, sitting in _circles(cycles, now).values()
        for one in thirds(buddies, sitting=sitting)
    )
    Cycle.objects.filter(pk__in=cycles).update(next_look=now + A_LOOK)
    return joined


def _circles(
    cycles: Collection[UUID], now: datetime
) -> Mapping[UUID, tuple[list[Talks], list[str]]]:
    """The buddies of each cycle in practice with their talks, and who sits there (7 queries)."""
    sitting: dict[UUID, dict[UUID, Participant]] = defaultdict(dict)
    for one in practising(cycles):
        sitting[one.cycle_id][one.member_id] = one.participant
    talked: dict[UUID, set[int]] = defaultdict(set)
    for buddies, week in CheckIn.objects.filter(buddies__cycle__in=list(sitting)).values_list(
        "buddies", "week"
    ):
        talked[buddies].add(week)
    found: dict[UUID, tuple[list[Talks], list[str]]] = {
        cycle: ([], sorted(str(member) for member in members)) for cycle, members in sitting.items()
    }
    rows = Buddies.objects.filter(cycle__in=list(sitting)).prefetch_related("members")
    for row in rows:
        here = sitting[row.cycle_id]
        members = [member.pk for member in row.members.all() if member.pk in here]
        found[row.cycle_id][0].append(
            Talks(
                id=str(row.pk),
                members=tuple(str(member) for member in members),
                asked=_asked([here[member] for member in members], now),
                talked=frozenset(talked[row.pk]),
                is_joined=row.third_at is not None,
            )
        )
    return found


def _asked(members: Collection[Participant], now: datetime) -> tuple[int, ...]:
    """The weeks that are over and in which all of them were asked to talk."""
    weeks = [asked_before(USUAL, Kind.CHECK_IN, one, now=now) for one in members]
    return tuple(sorted(set.intersection(*map(set, weeks)))) if weeks else ()
