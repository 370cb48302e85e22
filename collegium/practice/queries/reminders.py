"""What is due to whom, for whoever sends it."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from collegium.domain.rhythm import USUAL, Kind, due
from collegium.groups.models import GroupState, Member
from collegium.practice.queries.standing import Standing, standings


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder to one person. `about` is the group; `kind` is log, check-in or tip."""

    person_id: UUID
    kind: str
    about: UUID
    week: int
    key: str
    due_at: datetime


def due_reminders(now: datetime, planned: AbstractSet[str] = frozenset()) -> tuple[Reminder, ...]:
    """The reminders that have come due in all running cycles (seven queries at most).

    `planned` holds the keys that need no second look; a key comes back until its time is over.
    """
    practising = {(str(one.member.person_id), str(one.cycle.pk)): one for one in _practising()}
    paired = _paired(one.cycle.pk for one in practising.values())
    found = due(USUAL, planned, of=[one.participant() for one in practising.values()], now=now)
    return tuple(
        Reminder(
            person_id=UUID(item.person),
            kind=item.kind.value,
            about=practising[item.person, item.cycle].group.pk,
            week=item.week or 1,
            key=item.key,
            due_at=item.at,
        )
        for item in found
        if item.kind is not Kind.CHECK_IN or item.person in paired
    )


def _paired(cycles: Iterable[UUID]) -> frozenset[str]:
    """Who has somebody to check in with."""
    members = Member.objects.filter(buddies__cycle__in=list(cycles))
    return frozenset(str(person) for person in members.values_list("person_id", flat=True))


def _practising() -> Iterator[Standing]:
    sitting = Member.objects.filter(
        left_at=None, person__is_active=True, group__state=GroupState.MEETING
    )
    members = sitting.select_related("person", "group").order_by("id")
    return (one for one in standings(list(members)) if one.is_practising())
