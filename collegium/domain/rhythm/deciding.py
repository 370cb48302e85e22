"""Which of the proposed times it is, once answers are in or nobody acts; and who bore what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from collegium.domain.rhythm.diary import Diary, minute_of

LEAST = 3  # people for a meeting of a group
PATIENCE = timedelta(days=4)  # for answers
WARNING = timedelta(days=2)  # between the decision and the first time that is proposed


@dataclass(frozen=True, slots=True)
class Proposal:
    """A time that was asked about: who said yes and who said no, and its place among others."""

    key: str
    starts: datetime
    place: int  # by burden, the lightest first
    can: frozenset[str] = frozenset()
    cannot: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that took place, and who sat in the group then."""

    starts: datetime
    minutes: int
    members: frozenset[str]


def enough(members: int) -> int:
    """How many have to be able to come: more than half, and three where there are so many."""
    return min(members, max(LEAST, members // 2 + 1))


def answer_by(asked: datetime, first: datetime) -> datetime:
    """Until when answers count: four days, or less where the first time is near."""
    return max(asked, min(asked + PATIENCE, first - WARNING))


def decided(proposals: Iterable[Proposal], *, members: int, now: datetime) -> Proposal | None:
    """The time that most can make; None where too few can make any that is still to come.

    Who has said nothing counts as able to come: silence stops no group. Among equals the time
    with more who said yes wins, then the one that weighs less, then the earlier.
    """
    needed = enough(members)
    open_ = [one for one in proposals if one.starts > now and members - len(one.cannot) >= needed]
    return min(
        open_,
        key=lambda one: (len(one.cannot), -len(one.can), one.place, one.starts),
        default=None,
    )


def borne(people: Sequence[Diary], held: Iterable[Held]) -> Mapping[str, int]:
    """The strain, in minutes, that each had in meetings held; nothing for whom none was held."""
    found: dict[str, int] = {}
    for one in held:
        ends = one.starts + timedelta(minutes=one.minutes)
        span = minute_of(one.starts), minute_of(ends, up=True)
        for diary in people:
            if diary.person in one.members:
                strain = diary.between(one.starts, ends).strain(*span)
                found[diary.person] = found.get(diary.person, 0) + strain
    return found
