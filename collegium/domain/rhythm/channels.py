"""What a channel that many read is told of the weeks of practice: the week's rhythm, no more."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from collegium.domain.rhythm.placing import place, within
from collegium.domain.rhythm.policy import Kind, Policy
from collegium.domain.rhythm.wallclock import wall_clock
from collegium.domain.rhythm.wishes import Wishes

FEWEST_GROUPS = 2  # in practice, or a post would point at one group
LATE = timedelta(hours=6)  # after its moment; a Monday's word is none for Tuesday
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ChannelPost:
    """Something to tell a channel in the calendar week that begins on `week`, a Monday."""

    kind: Kind
    week: date
    at: datetime


def posts_due(
    policy: Policy,
    kinds: Container[Kind],
    *,
    groups: int,
    wishes: Wishes,
    zone: str,
    now: datetime,
) -> Iterator[ChannelPost]:
    """Yield what a channel is to be told at `now`, at most once per kind and week.

    `groups` is how many are in practice. A day on which nobody works is exchanged for another one
    of its week; a week without working days goes without. The policy's own moments are used, in
    the channel's `zone`, so that nobody hears of a thing here before it waits for them.
    """
    if groups < FEWEST_GROUPS:
        return
    today = wall_clock(now, zone).date()
    monday = today - timedelta(days=today.weekday())
    for rule in policy.weekly:
        if rule.kind not in kinds:
            continue
        days = within(monday + timedelta(rule.weekday), first=monday, after=monday + A_WEEK)
        at = place(policy, wishes, days, rule.at, zone)
        if at is not None and at <= now < at + LATE:
            yield ChannelPost(rule.kind, monday, at)
