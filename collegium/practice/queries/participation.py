"""How a group takes part, week by week: counts that the group alone sees, without names."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from collegium.domain.rhythm import Kind
from collegium.practice.queries.done import done_in, with_buddies
from collegium.practice.queries.standing import Standing

FULL, EMPTY = "●", "○"


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def dots(self) -> str:
        """The same as a row of dots."""
        return FULL * self.count + EMPTY * (self.of - self.count)


@dataclass(frozen=True, slots=True)
class WeekOfAll:
    """One week of practice: how many wrote in their log, how many talked with their buddy."""

    week: int
    wrote: Share
    talked: Share
    is_now: bool


def participation(
    standing: Standing, members: Collection[UUID], now: datetime
) -> tuple[WeekOfAll, ...]:
    """The weeks of practice so far, of those who sit in the group now (four queries)."""
    if standing.practice_began is None:
        return ()
    cycle = standing.cycle.pk
    done = done_in([cycle])
    paired = {member for _, member in with_buddies([cycle])} & set(members)
    latest = standing.week(now)

    def share(kind: Kind, week: int, among: Collection[UUID]) -> Share:
        return Share(sum((kind, week) in done[cycle, one] for one in among), len(among))

    return tuple(
        WeekOfAll(
            week=week,
            wrote=share(Kind.LOG, week, members),
            talked=share(Kind.CHECK_IN, week, paired),
            is_now=week == latest and standing.is_practising(),
        )
        for week in range(1, latest + 1)
    )
