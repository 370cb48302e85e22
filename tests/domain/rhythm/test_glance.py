from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.rhythm import Item, now_next_later

from .strategies import moments, zones

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)  # a Monday


def hours(count: float) -> datetime:
    return NOW + timedelta(hours=count)


def test_what_closes_first_is_the_first_thing_now() -> None:
    items = [
        Item("tip", opens=hours(-3)),
        Item("log", opens=hours(-3), closes=hours(100)),
        Item("session", opens=hours(-0.1), closes=hours(1)),
    ]
    glance = now_next_later(items, now=NOW, zone="Europe/Berlin")
    assert [item.key for item in glance.now] == ["session", "log", "tip"]
    assert glance.next == glance.later == ()


def test_what_is_done_or_over_is_gone() -> None:
    items = [Item("log", opens=hours(-3), done=True), Item("s", opens=hours(-3), closes=NOW)]
    assert now_next_later(items, now=NOW, zone="UTC") == now_next_later([], now=NOW, zone="UTC")


def test_a_week_is_seven_days_of_the_members_own_calendar() -> None:
    sunday_evening = Item("a", opens=datetime(2026, 3, 15, 22, 30, tzinfo=UTC))
    in_london = now_next_later([sunday_evening], now=NOW, zone="Europe/London")
    in_berlin = now_next_later([sunday_evening], now=NOW, zone="Europe/Berlin")
    in_tokyo = now_next_later([sunday_evening], now=NOW, zone="Asia/Tokyo")
    assert in_london.next == in_berlin.next == (sunday_evening,)
    assert in_tokyo.later == (sunday_evening,)


def test_ties_are_broken_by_weight_then_key() -> None:
    items = [Item("b", NOW), Item("a", NOW), Item("z", NOW, weight=-1)]
    glance = now_next_later(items, now=NOW, zone="UTC")
    assert [item.key for item in glance.now] == ["z", "a", "b"]


@st.composite
def lists_of_items(draw: st.DrawFn) -> list[Item]:
    opens = draw(st.lists(moments, max_size=8))
    return [
        Item(str(number), at, draw(st.none() | moments), done=draw(st.booleans()))
        for number, at in enumerate(opens)
    ]


@given(items=lists_of_items(), now=moments, zone=zones)
def test_every_waiting_item_stands_in_one_list(items: list[Item], now: datetime, zone: str) -> None:
    glance = now_next_later(items, now=now, zone=zone)
    shown = [*glance.now, *glance.next, *glance.later]
    waiting = [i for i in items if not i.done and (i.closes is None or i.closes > now)]
    assert sorted(i.key for i in shown) == sorted(i.key for i in waiting)
    assert all(i.opens <= now for i in glance.now)
    assert [i.opens for i in shown[len(glance.now) :]] == sorted(
        i.opens for i in shown[len(glance.now) :]
    )
    assert now_next_later(reversed(items), now=now, zone=zone) == glance
