"""What is due to whom, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta

from collegium.domain.rhythm.asking import asks, digest_key, gather, nudges, sessions_ahead
from collegium.domain.rhythm.participants import Due, Participant
from collegium.domain.rhythm.policy import Kind, Policy
from collegium.domain.rhythm.wallclock import require_aware, wall_clock
from collegium.domain.rhythm.wishes import may_come


def due(
    policy: Policy, history: AbstractSet[str], *, of: Iterable[Participant], now: datetime
) -> tuple[Due, ...]:
    """Return what has come due at `now` and is not in `history`, earliest first.

    `history` holds the keys already planned. `now` must be aware (ValueError if not).
    """
    require_aware(now)
    clocks: dict[str, datetime] = {}
    found: list[Due] = []
    for one in of:
        shown = clocks.get(one.zone) or clocks.setdefault(one.zone, wall_clock(now, one.zone))
        at_hand = _at_hand(policy, one, history, shown)
        found += (item for item in at_hand if _has_come(item, policy, one, now, history))
    return tuple(sorted(found, key=lambda item: (item.at, item.key)))


def foreseen(policy: Policy, participant: Participant) -> Iterator[Due]:
    """Yield all that waits for `participant` over the cycle, by rule, then by date.

    This is what there is to do and when; which of it comes as a mail, and whether each or
    together, is decided in `due`.
    """
    span = participant.span(policy)
    for rule in policy.weekly if span else ():
        for week in range(1, span.weeks + 1 if span else 1):
            yield from asks(policy, rule, participant, week)
    yield from sessions_ahead(policy, participant)
    yield from nudges(policy, participant)


def waiting(policy: Policy, participant: Participant, *, now: datetime) -> tuple[Due, ...]:
    """Return what of the week's asks is open at `now`, in the order of the rules."""
    return tuple(
        item
        for item in foreseen(policy, participant)
        if item.week and item.at <= now and (item.until is None or now < item.until)
    )


def asked_before(
    policy: Policy, kind: Kind, participant: Participant, *, now: datetime
) -> tuple[int, ...]:
    """Return the weeks that are over at `now` and in which this was asked, in order.

    A week in which somebody was away throughout is none of them.
    """
    span = participant.span(policy)
    if span is None:
        return ()
    rules = [rule for rule in policy.weekly if rule.kind is kind]
    today = wall_clock(now, participant.home or participant.zone).date()
    return tuple(
        week
        for week in range(1, span.weeks + 1)
        if span.day_after(week) <= today
        and any(list(asks(policy, rule, participant, week)) for rule in rules)
    )


def _at_hand(
    policy: Policy, one: Participant, history: AbstractSet[str], shown: datetime
) -> Iterator[Due]:
    """Yield what may have come, in the shape in which the person wants it.

    `shown` is the time on their clock. At night and on free days only nudges can come.
    """
    today = shown.date()
    if one.awaited and Kind.NUDGE not in one.wishes.stopped:
        yield from nudges(policy, one, days=[today + timedelta(days=n) for n in (-1, 0, 1)])
    if not may_come(policy, one.wishes, shown, one.zone):
        return
    span = one.span(policy)
    if span is not None:
        put_off = bool(one.wishes.snoozed)
        week = span.week_on(today)
        for number in range(1, span.weeks + 1) if put_off else (week,):
            if number is not None:
                yield from _of_week(policy, one, number, history)
    yield from (item for item in sessions_ahead(policy, one) if _is_wanted(item, one))


def _of_week(
    policy: Policy, one: Participant, week: int, history: AbstractSet[str]
) -> Iterator[Due]:
    items = [item for rule in policy.weekly for item in asks(policy, rule, one, week)]
    items = [item for item in items if _is_wanted(item, one)]
    together = digest_key(one, week)
    if one.wishes.weekly:
        items = [item for item in items if item.key not in history]
        yield from gather(policy, one, week, items)
    elif together in history:  # they changed their mind in the middle of the week
        yield from (item for item in items if item.kind not in policy.gathered)
    else:
        yield from items


def _is_wanted(item: Due, one: Participant) -> bool:
    return item.kind not in one.wishes.stopped


def _has_come(
    item: Due, policy: Policy, one: Participant, now: datetime, history: AbstractSet[str]
) -> bool:
    if item.key in history or now < item.at or (item.until is not None and now >= item.until):
        return False
    if item.kind is Kind.NUDGE:
        return True  # it was placed with care, and comes in its ten minutes or never
    late = wall_clock(now, one.zone).date() - wall_clock(item.at, one.zone).date()
    return late.days <= policy.patience and may_come(policy, one.wishes, now, one.zone)
