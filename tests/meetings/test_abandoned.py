"""Sessions that everybody left without ending them, with a clock that the test drives."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from collegium.groups.models import Member
from collegium.meetings.actions.abandoned import end_abandoned
from collegium.meetings.actions.extra import NewExtra, start_extra
from collegium.meetings.actions.presence import note_seen
from collegium.meetings.live import memory
from collegium.meetings.models import Outcome, Presence, Session, SessionState
from collegium.meetings.queries.dates import ended_sessions
from collegium.vault import keyring
from tests.meetings.live_sessions import LiveGroup, a_session, opened

pytestmark = pytest.mark.django_db(databases="__all__")

HOUR = timedelta(hours=1)


@pytest.fixture
def live() -> LiveGroup:
    """Two plans are written, then the server stops and nobody comes back."""
    memory.forget()
    live = opened(step="plan")
    live.plan(0)
    live.plan(1)
    return live


def found_twice(now: datetime) -> int:
    """Look, and look again a minute later."""
    assert end_abandoned(now) == 0
    return end_abandoned(now + timedelta(minutes=1))


def test_after_half_a_day_it_is_over_and_keeps_what_was_written(live: LiveGroup) -> None:
    left = live.clock
    assert end_abandoned(left + 11 * HOUR) == 0
    assert found_twice(left + 12 * HOUR) == 1
    live.session.refresh_from_db()
    assert (live.session.state, live.session.ended_at) == (SessionState.ENDED, left)
    assert Outcome.objects.filter(kind="plan").count() == 2
    assert end_abandoned(left + 13 * HOUR) == 0
    assert [one.pk for one in ended_sessions(since=left - HOUR)] == [live.session.pk]


def test_who_is_at_the_page_keeps_it_open(live: LiveGroup) -> None:
    seen = live.clock + 10 * HOUR
    note_seen([(live.session.pk, live.room(2).member.pk)], now=seen)
    assert end_abandoned(seen + 11 * HOUR) == 0
    assert found_twice(seen + 12 * HOUR) == 1
    live.session.refresh_from_db()
    assert live.session.ended_at == seen
    assert not Presence.objects.exists()


def test_on_a_lent_device_too(live: LiveGroup) -> None:
    live.do(3, "leave")
    live.do(0, "share", {"to": live.member(3)})
    assert found_twice(live.clock + 12 * HOUR) == 1
    assert live.state().ended_at == live.clock


def test_a_meeting_for_now_to_which_nobody_came_is_told_to_nobody() -> None:
    group = a_session()
    extra = start_extra(group.room(0), NewExtra(uuid4(), "troika"), now=group.clock)
    assert found_twice(group.clock + 12 * HOUR) == 1
    extra.refresh_from_db()
    assert extra.state == SessionState.ENDED
    assert not ended_sessions(since=group.clock - HOUR)


@pytest.mark.parametrize("gone", ["everybody", "the host", "the key"])
def test_it_ends_whoever_is_left(live: LiveGroup, gone: str) -> None:
    if gone == "the key":
        keyring.destroy(live.group.pk)
    else:
        members = Member.objects.filter(group=live.group)
        host = live.room(0).member.pk
        (members.filter(pk=host) if gone == "the host" else members).update(left_at=live.clock)
    assert found_twice(live.clock + 12 * HOUR) == 1
    live.session.refresh_from_db()
    assert live.session.state == SessionState.ENDED


def test_nothing_abandoned_costs_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    live = opened()
    with django_assert_num_queries(1):
        assert end_abandoned(live.clock) == 0
    assert Session.objects.get().state == SessionState.LIVE
