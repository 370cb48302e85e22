"""When a thing goes: by the policy, never before the notice, and the counts add up."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.retention import (
    DEFAULTS,
    NOTICE,
    TOLD,
    Kind,
    Pile,
    goes_on,
    is_due,
    is_to_tell,
    last_since,
    months_after,
    outlook,
    policy_of,
)

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def test_the_same_day_so_many_months_later_or_the_last_of_that_month() -> None:
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_after(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert months_after(date(2026, 11, 22), 24) == date(2028, 11, 22)
    assert last_since(3, today=date(2026, 2, 1)) == date(2025, 11, 1)


def test_what_was_not_decided_is_as_usual() -> None:
    assert policy_of({Kind.MAILS: 1}) == {**DEFAULTS, Kind.MAILS: 1}


def test_a_memory_goes_only_after_its_group_was_told() -> None:
    policy = policy_of({Kind.GROUPS: 24})
    old = Pile(Kind.GROUPS, date(2020, 1, 1))
    assert is_to_tell(policy, old, today=TODAY)
    assert not is_due(policy, old, today=TODAY)
    told = Pile(Kind.GROUPS, old.since, told_on=TODAY)
    assert not is_to_tell(policy, told, today=TODAY)
    assert not is_due(policy, told, today=TODAY + NOTICE - timedelta(days=1))
    assert is_due(policy, told, today=TODAY + NOTICE)


def test_a_longer_policy_holds_also_for_those_who_were_told() -> None:
    told = Pile(Kind.GROUPS, date(2024, 11, 22), told_on=TODAY - NOTICE)
    assert is_due(policy_of({Kind.GROUPS: 24}), told, today=TODAY)
    assert not is_due(policy_of({Kind.GROUPS: 25}), told, today=TODAY)


def test_nobody_is_told_long_before() -> None:
    policy = policy_of({Kind.GROUPS: 24})
    since = months_after(TODAY + NOTICE, -24)
    assert is_to_tell(policy, Pile(Kind.GROUPS, since), today=TODAY)
    assert not is_to_tell(policy, Pile(Kind.GROUPS, since + timedelta(days=1)), today=TODAY)
    assert not is_to_tell(policy, Pile(Kind.MAILS, date(2020, 1, 1)), today=TODAY)


@given(kind=st.sampled_from(list(Kind)), since=DAYS, months=st.integers(0, 120), today=DAYS)
def test_nothing_goes_early(kind: Kind, since: date, months: int, today: date) -> None:
    policy, pile = policy_of({kind: months}), Pile(kind, since)
    on = goes_on(policy, pile, today=today)
    assert on >= max(months_after(since, months), today)
    if kind in TOLD:
        assert on >= today + NOTICE
    if is_due(policy, pile, today=today):
        assert on == today


@given(st.lists(st.builds(Pile, st.sampled_from(list(Kind)), DAYS, st.integers(1, 9)), max_size=8))
def test_the_outlook_counts_everything_once(piles: list[Pile]) -> None:
    found = outlook(DEFAULTS, piles, today=TODAY, until=date.max)
    assert sum(one.count for one in found) == sum(one.count for one in piles)
    assert list(found) == sorted(found, key=lambda one: (one.on, one.kind))
