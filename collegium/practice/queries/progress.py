"""How sure a group felt and how often it tried, week by week, for the group alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean
from uuid import UUID

from collegium.domain.evidence.small import nobody_stands_out
from collegium.groups.rooms import Room
from collegium.practice.models import Audience, LogEntry
from collegium.practice.queries.standing import Standing

SHARED = (Audience.BUDDY, Audience.GROUP)  # what is for its author alone counts nowhere here
TO_FIVE = 5


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


def weeks_of(room: Room, standing: Standing, now: datetime) -> tuple[WeekOfGroup, ...]:
    """The weeks of practice that are over (three queries).

    Not the week that runs: a mean that moves when one more writes tells what they wrote.
    """
    if standing.practice_began is None:
        return ()
    members = set(room.group.members.filter(left_at=None).values_list("pk", flat=True))
    rows = LogEntry.objects.filter(group=room.group, cycle=standing.cycle, audience__in=SHARED)
    by_week: dict[int, dict[UUID, list[LogEntry]]] = defaultdict(lambda: defaultdict(list))
    for row in rows.prefetch_related("readers"):
        by_week[row.week][row.member_id].append(row)
    return tuple(
        _week(
            week,
            {author: _author(entries, members) for author, entries in by_week[week].items()},
            members,
        )
        for week in range(1, _over(standing, now) + 1)
    )


def _over(standing: Standing, now: datetime) -> int:
    latest = standing.week(now)
    return latest - 1 if standing.is_practising() else latest


def _author(entries: Iterable[LogEntry], members: Collection[UUID]) -> _Author:
    entries = tuple(entries)
    read_by = [
        set(members)
        if entry.audience == Audience.GROUP
        else {reader.pk for reader in entry.readers.all()}
        for entry in entries
    ]
    return _Author(
        sure=tuple(entry.sure for entry in entries if entry.sure is not None),
        tried=sum(entry.attempts for entry in entries),
        readers=frozenset(set.intersection(*read_by)),
    )


def _week(week: int, authors: dict[UUID, _Author], members: Collection[UUID]) -> WeekOfGroup:
    told = {key: one for key, one in authors.items() if one.sure}
    sure = _mean([fmean(one.sure) for one in told.values()], TO_FIVE)
    tried = _mean([float(one.tried) for one in authors.values()], 0.5)
    return WeekOfGroup(
        week,
        sure if _is_safe(told, members) else None,
        tried if _is_safe(authors, members) else None,
    )


def _is_safe(authors: dict[UUID, _Author], members: Collection[UUID]) -> bool:
    known = {
        member: {author for author, one in authors.items() if member in one.readers}
        for member in members
    }
    return nobody_stands_out(set(authors), known)


def _mean(values: list[float], step: float) -> float | None:
    return round(fmean(values) / step) * step if values else None
