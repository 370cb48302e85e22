"""Who is there, over several processes, with a clock that the test drives."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries

from collegium.domain.playbook import EventKind, Reason
from collegium.meetings.actions.presence import let_go, look_after, note_seen
from collegium.meetings.live import memory
from collegium.meetings.live.drawing import Occupant
from collegium.meetings.models import Kind, Presence, SessionEvent, SessionState
from tests.meetings.live_sessions import LiveGroup, a_session, opened

SECOND = timedelta(seconds=1)


@pytest.fixture
def live() -> LiveGroup:
    """Four at the page; who is at it says `see`."""
    group = opened(step="did_not_work")
    see(group, 0, 1, 2, 3)
    return group


@pytest.fixture(autouse=True)
def _nothing_in_mind() -> Iterator[None]:
    yield
    memory.forget()


def occupants(live: LiveGroup, *numbers: int) -> list[Occupant]:
    return [live.occupant(one) for one in numbers]


def see(live: LiveGroup, *numbers: int) -> None:
    note_seen(
        [(one.session_id, one.member_id) for one in occupants(live, *numbers)], now=live.clock
    )


def wait(live: LiveGroup, seconds: float, *seen: int) -> int:
    """Let time pass, with those at the page who are `seen`; how many were let go."""
    live.clock += seconds * SECOND
    see(live, *seen)
    return let_go(occupants(live, *seen), now=live.clock)


def test_who_is_away_for_a_minute_has_left_and_the_host_is_another(live: LiveGroup) -> None:
    assert wait(live, 60, 1, 2, 3) == 0
    assert live.member(0) in live.state().present
    assert wait(live, 1, 1, 2, 3) == 1
    state = live.state()
    assert live.member(0) not in state.present
    assert state.host == live.member(1)
    event = SessionEvent.objects.latest("sequence")
    assert live.room().read(event, "body")["kind"] == EventKind.LEAVE


def test_the_host_who_is_away_is_followed_by_who_hosted_least_so_far() -> None:
    earlier = a_session()
    earlier.do(1, "open")
    earlier.do(1, "end", {"early": True})
    live = a_session(Kind.SESSION_TWO, earlier.group)
    live.do(0, "open")
    for number in (1, 2, 3):
        live.do(number, "join")
    see(live, 0, 1, 2, 3)
    assert wait(live, 61, 1, 2, 3) == 1
    assert live.state().host == live.member(2)
    assert wait(live, 61, 1) == 2
    assert live.state().host == live.member(1)


def test_who_is_left_alone_can_close_the_room(live: LiveGroup) -> None:
    assert live.refusal(0, "end", {"early": True}) is Reason.PART_AHEAD
    assert wait(live, 61, 3) == 3
    live.do(3, "end", {"early": True})
    live.session.refresh_from_db()
    assert live.session.state == SessionState.ENDED


def test_who_vanished_or_left_the_group_locks_nobody_in(live: LiveGroup) -> None:
    live.clock += 890 * SECOND
    see(live, 0, 1)
    live.group.members.filter(person=live.people[1]).update(left_at=live.clock)
    assert live.refusal(0, "end", {"early": True}) is Reason.PART_AHEAD
    live.clock += 10 * SECOND
    live.do(0, "end", {"early": True, "away": "whoever asks has no say in this"})


def test_each_is_noted_once_as_they_were_seen_last(live: LiveGroup) -> None:
    Presence.objects.filter(member=UUID(live.member(3))).delete()
    live.clock += 10 * SECOND
    see(live, 2, 3, 3)
    seen = dict(Presence.objects.values_list("member", "seen_at"))
    assert [seen[UUID(live.member(one))] for one in range(4)] == [
        live.clock - 10 * SECOND,
        live.clock - 10 * SECOND,
        live.clock,
        live.clock,
    ]
    assert len(seen) == Presence.objects.count() == 4


def test_who_was_seen_by_another_process_stays(live: LiveGroup) -> None:
    for _ in range(7):
        live.clock += 10 * SECOND
        see(live, 0, 1)  # one process
        see(live, 2, 3)  # another one
        assert let_go(occupants(live, 0, 1), now=live.clock) == 0
    assert len(live.state().present) == 4


def test_two_processes_that_notice_at_once_record_it_once(live: LiveGroup) -> None:
    live.clock += 61 * SECOND
    see(live, 1, 2, 3)
    gone = [let_go(occupants(live, one), now=live.clock) for one in (1, 2)]
    assert gone == [1, 0]
    assert live.state().sequence == SessionEvent.objects.count()


def test_coming_back_is_being_there_again(live: LiveGroup) -> None:
    wait(live, 61, 1, 2, 3)
    live.do(0, "join")
    see(live, 0)
    assert wait(live, 59, 1, 2, 3) == 0
    assert live.member(0) in live.state().present


def test_who_was_never_seen_has_a_whole_minute_from_now_on(live: LiveGroup) -> None:
    Presence.objects.all().delete()
    assert wait(live, 300, 1, 2) == 0
    assert wait(live, 60, 1, 2) == 0
    assert wait(live, 1, 1, 2) == 2


def test_who_takes_part_through_another_device_goes_only_with_it(live: LiveGroup) -> None:
    live.do(3, "leave")
    live.do(1, "share", {"to": live.member(3)})
    assert wait(live, 61, 0, 1, 2) == 0
    assert wait(live, 61, 0, 2) == 1
    present = live.state().present
    assert present == {live.member(0), live.member(2)}


def test_a_process_that_has_just_started_lets_nobody_go(live: LiveGroup) -> None:
    started = live.clock + 300 * SECOND
    look_after(occupants(live, 1), since=started, now=started + 60 * SECOND)
    assert len(live.state().present) == 4
    look_after(occupants(live, 1), since=started, now=started + 61 * SECOND)
    live.clock = started + 61 * SECOND
    assert live.state().present == {live.member(1)}


def test_nothing_is_kept_of_who_was_there_once_it_is_over(live: LiveGroup) -> None:
    here = occupants(live, 0, 1)
    live.finish()
    look_after(here, since=live.clock - 300 * SECOND, now=live.clock)
    assert not Presence.objects.exists()


def test_a_member_whose_group_is_gone_stops_nothing(live: LiveGroup) -> None:
    live.clock += 61 * SECOND
    here = occupants(live, 1)
    live.group.members.all().delete()
    assert let_go(here, now=live.clock) == 0


def test_nothing_is_kept_of_a_session_that_is_over(live: LiveGroup) -> None:
    live.finish()
    assert Presence.objects.count() == 0
    assert let_go(occupants(live, 1), now=live.clock + 61 * SECOND) == 0


@pytest.mark.parametrize("number", [1, 3])
def test_noting_and_looking_cost_the_same_for_many(
    live: LiveGroup,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    memory.remember(live.session.pk, live.state())
    here = occupants(live, *range(number))
    with django_assert_num_queries(3):
        look_after(here, since=live.clock - 300 * SECOND, now=live.clock)
