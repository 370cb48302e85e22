"""How long what is kept: what an organisation decided, and from that which day a thing goes.

Whatever people can take along goes no earlier than `NOTICE` after they were told, however short
the policy has become since.
"""

import calendar
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What has a time of its own."""

    GROUPS = "groups"  # the words of a group that has ended
    MAILS = "mails"  # that a mail was sent, and when
    PERSONS = "persons"  # who are no longer on the roster


NOTICE = timedelta(days=30)
TOLD = frozenset({Kind.GROUPS})
DEFAULTS: Mapping[Kind, int] = {
    Kind.GROUPS: 24,
    Kind.MAILS: 3,
    Kind.PERSONS: 12,
}
LONGEST = 120  # months
SHORTEST: Mapping[Kind, int] = {Kind.MAILS: 1}  # a mail is remembered so that it comes once

type Policy = Mapping[Kind, int]  # months


@dataclass(frozen=True, slots=True)
class Pile:
    """So many things of one kind that have been over `since` a day, and when people were told."""

    kind: Kind
    since: date
    count: int = 1
    told_on: date | None = None


@dataclass(frozen=True, slots=True)
class Going:
    """How many things of one kind go on one day."""

    kind: Kind
    on: date
    count: int


def policy_of(chosen: Policy) -> Policy:
    """What an organisation chose, and the defaults for the rest."""
    return {kind: chosen.get(kind, DEFAULTS[kind]) for kind in Kind}


def goes_on(policy: Policy, pile: Pile, *, today: date) -> date:
    """The day on which things go; for what is overdue today, or the end of the notice."""
    day = max(months_after(pile.since, policy[pile.kind]), today)
    if pile.kind not in TOLD:
        return day
    return max(day, (pile.told_on or today) + NOTICE)


def is_due(policy: Policy, pile: Pile, *, today: date) -> bool:
    """Whether things go today."""
    if pile.kind in TOLD and pile.told_on is None:
        return False
    return goes_on(policy, pile, today=today) <= today


def is_to_tell(policy: Policy, pile: Pile, *, today: date) -> bool:
    """Whether it is time to tell people that it goes."""
    if pile.kind not in TOLD or pile.told_on is not None:
        return False
    return months_after(pile.since, policy[pile.kind]) - NOTICE <= today


def outlook(
    policy: Policy, piles: Iterable[Pile], *, today: date, until: date
) -> tuple[Going, ...]:
    """What goes on which day up to `until`, in the order of days: numbers, and nobody's."""
    days: Counter[tuple[date, Kind]] = Counter()
    for pile in piles:
        days[goes_on(policy, pile, today=today), pile.kind] += pile.count
    return tuple(
        Going(kind, on, count) for (on, kind), count in sorted(days.items()) if on <= until
    )


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last of that month."""
    number = day.month - 1 + months
    year, month = day.year + number // 12, number % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def last_since(months: int, *, today: date) -> date:
    """The latest day since which a thing must have been over to be due today."""
    return months_after(today, -months)
