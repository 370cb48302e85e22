"""How sure a group felt and how often it tried, week by week, for the group alone."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean
from uuid import UUID

from collegium.domain.evidence.small import nobody_stands_out
from collegium.groups.rooms import Room
from collegium.practice.models import Audience, LogEntry
from collegium.practice.queries.standing import Standing

SHARED = (Audience.BUDDY, Audience.GROUP)  # what is for its author alone counts nowhere here
TO_FIVE, TO_A_HALF = 5, 0.5


@dataclass(frozen=True, slots=True)
class WeekOfGroup:
    """One week: means of those who shared, None where they would tell of one of them."""

    week: int
    sure: float | None  # 0 to 100, to five
    tried: float | None  # times a person, to half a time


@dataclass(frozen=True, slots=True)
class _Author:
    """What one member shared in a week, and who has read all of it."""

    sure: tuple[int, ...]
    tried: int
    readers: frozenset[UUID]


type Authors = Mapping[UUID, _Author]


def weeks_of(room: Room, standing: Standing, now: datetime) -> tuple[WeekOfGroup, ...]:
    """The weeks of practice that are over (three queries).

    Not the week that runs: a mean that moves when one more writes tells what they wrote.
    """
    if standing.practice_began is None:
        return ()
    members = set(room.group.members.filter(left_at=None).values_list("pk", flat=True))
    rows = LogEntry.objects.filter(
        group=room.group,
        cycle=standing.cycle,
        audience__in=SHARED,
        created_at__gte=room.member.joined_at,
    )
    by_week: dict[int, list[LogEntry]] = defaultdict(list)
    for row in rows.prefetch_related("readers"):
        by_week[row.week].append(row)
    return tuple(_week(week, by_week[week], members) for week in range(1, _over(standing, now) + 1))


def _over(standing: Standing, now: datetime) -> int:
    latest = standing.week(now)
    return latest - 1 if standing.is_practising() else latest


def _week(week: int, entries: Collection[LogEntry], members: AbstractSet[UUID]) -> WeekOfGroup:
    """What may be said of all entries, or else of those that the whole group reads anyway."""
    everything = _authors(entries, members)
    open_to_all = _authors([one for one in entries if one.audience == Audience.GROUP], members)
    return WeekOfGroup(
        week,
        sure=_first_safe(
            [
                {key: one for key, one in part.items() if one.sure}
                for part in (everything, open_to_all)
            ],
            members,
            lambda one: fmean(one.sure),
            TO_FIVE,
        ),
        tried=_first_safe([everything, open_to_all], members, lambda one: one.tried, TO_A_HALF),
    )


def _authors(entries: Iterable[LogEntry], members: AbstractSet[UUID]) -> Authors:
    found: dict[UUID, list[LogEntry]] = defaultdict(list)
    for entry in entries:
        found[entry.member_id].append(entry)
    return {author: _author(written, members) for author, written in found.items()}


def _author(entries: Collection[LogEntry], members: AbstractSet[UUID]) -> _Author:
    read_by = [
        members
        if entry.audience == Audience.GROUP
        else {reader.pk for reader in entry.readers.all()}
        for entry in entries
    ]
    return _Author(
        sure=tuple(entry.sure for entry in entries if entry.sure is not None),
        tried=sum(entry.attempts for entry in entries),
        readers=frozenset(members).intersection(*read_by),
    )


def _first_safe(
    parts: Iterable[Authors],
    members: AbstractSet[UUID],
    value: Callable[[_Author], float],
    step: float,
) -> float | None:
    safe = next((part for part in parts if _is_safe(part, members)), None)
    return round(fmean(map(value, safe.values())) / step) * step if safe else None


def _is_safe(authors: Authors, members: AbstractSet[UUID]) -> bool:
    known = {
        member: {author for author, one in authors.items() if member in one.readers}
        for member in members
    }
    return nobody_stands_out(set(authors), known)
