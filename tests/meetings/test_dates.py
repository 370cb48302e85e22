"""Proposing dates, confirming and moving them."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from collegium.groups.models import Group, GroupState, ProgrammeState
from collegium.groups.queries import enter
from collegium.groups.rooms import Room
from collegium.meetings.actions import dates as actions
from collegium.meetings.actions.proposing import first_hour, propose_cycle
from collegium.meetings.models import CYCLE_KINDS, Kind, Session, SessionState
from collegium.meetings.queries import dates as queries
from tests.builders import a_group, a_lead, a_programme, a_room, an_organisation, four_people

NOW = datetime(2026, 2, 23, 9, tzinfo=UTC)
TEN = datetime(2026, 3, 3, 9, tzinfo=UTC)  # ten o'clock in Berlin


def with_sessions(room: Room | None = None) -> Room:
    """A room whose sessions are proposed."""
    room = room or a_room()
    cycle = room.group.cycles.get()
    propose_cycle(cycle, opens=first_hour(cycle), now=NOW)
    return room


def session_of(room: Room, kind: Kind) -> Session:
    return room.group.sessions.get(kind=kind)


def confirm(session: Session, starts_at: datetime, **changes: object) -> Session:
    said = {"host_id": session.host_id, "link": session.link, "now": NOW} | changes
    return actions.set_date(session.pk, starts_at=starts_at, **said)  # type: ignore[arg-type]  # a test's shorthand


def test_a_first_cycle_gets_three_sessions_with_three_times_each() -> None:
    room = with_sessions()
    sessions = queries.sessions_of(room)
    assert [one.kind for one in sessions] == list(CYCLE_KINDS)
    assert [one.minutes for one in sessions] == [75, 90, 90]
    for session in sessions:
        times = [slot.starts_at for slot in session.slots.order_by("starts_at")]
        assert len({time.date() for time in times}) == 3
        assert all(slot.inconvenience == 0 for slot in session.slots.all())
    firsts = [min(slot.starts_at for slot in one.slots.all()) for one in sessions]
    after_easter = date(2026, 4, 7)
    assert [one.date() for one in firsts] == [date(2026, 3, 2), date(2026, 3, 9), after_easter]
    assert [one.hour for one in firsts] == [8, 8, 7]  # nine in Berlin, before and after the change


def test_hosts_take_turns() -> None:
    hosts = [one.host for one in queries.sessions_of(with_sessions())]
    assert len(set(hosts)) == 3


def test_a_programme_that_starts_today_still_leaves_three_days_of_notice() -> None:
    room = a_room()
    propose_cycle(room.group.cycles.get(), opens=NOW - timedelta(days=30), now=NOW)
    first = session_of(room, Kind.ORIENTATION).slots.order_by("starts_at")[0]
    assert first.starts_at >= NOW + timedelta(days=3)


def test_proposing_again_changes_nothing() -> None:
    room = with_sessions()
    before = set(room.group.sessions.values_list("pk", "slots__starts_at", "host"))
    with_sessions(room)
    assert set(room.group.sessions.values_list("pk", "slots__starts_at", "host")) == before


def test_publishing_is_one_step_and_safe_to_repeat() -> None:
    organisation = an_organisation()
    programme = a_programme(organisation, state=ProgrammeState.DRAFT)
    group = a_group(programme, *four_people(organisation))
    group.cycles.all().delete()
    Group.objects.filter(pk=group.pk).update(state=GroupState.DRAFT)
    lead = a_lead(organisation, "Lea")
    for _ in range(2):
        actions.publish(programme, by=lead, now=NOW)
        group.refresh_from_db()
        assert group.state == GroupState.MEETING
        assert group.sessions.count() == 3


def test_confirming_then_moving_raises_the_revision_only_when_calendars_must_know() -> None:
    session = session_of(with_sessions(), Kind.ORIENTATION)
    assert confirm(session, TEN).revision == 0
    assert confirm(session, TEN).revision == 0
    assert confirm(session, TEN, host_id=None).revision == 0
    assert confirm(session, TEN + timedelta(hours=1)).revision == 1
    moved = confirm(session, TEN + timedelta(hours=1), link="https://meet.example/a")
    assert (moved.revision, moved.state) == (2, SessionState.CONFIRMED)


def test_session_two_follows_session_one_at_the_same_clock() -> None:
    room = with_sessions()
    confirm(session_of(room, Kind.SESSION_ONE), datetime(2026, 3, 11, 14, tzinfo=UTC))
    two = session_of(room, Kind.SESSION_TWO)
    firsts = min(slot.starts_at for slot in two.slots.all())
    assert firsts >= datetime(2026, 4, 8, 13, tzinfo=UTC)  # 15:00 in Berlin, in summer time
    confirm(two, firsts)
    confirm(session_of(room, Kind.SESSION_ONE), datetime(2026, 3, 12, 14, tzinfo=UTC))
    assert session_of(room, Kind.SESSION_TWO).starts_at == firsts


@pytest.mark.parametrize("state", actions.FIXED)
def test_a_session_that_has_begun_keeps_its_date(state: SessionState) -> None:
    session = session_of(with_sessions(), Kind.ORIENTATION)
    Session.objects.filter(pk=session.pk).update(state=state, starts_at=TEN)
    with pytest.raises(actions.DateRefusedError):
        confirm(session, TEN + timedelta(days=1))
    session.refresh_from_db()
    assert session.starts_at == TEN


def test_no_date_in_the_past() -> None:
    session = session_of(with_sessions(), Kind.ORIENTATION)
    with pytest.raises(actions.DateRefusedError) as refused:
        confirm(session, NOW - timedelta(hours=1))
    assert refused.value.reason is actions.Late.PAST


def test_what_is_next() -> None:
    room = with_sessions()
    first, second, _ = queries.sessions_of(room)
    assert queries.next_session(room, NOW) == first
    confirm(second, TEN + timedelta(days=7))
    assert queries.next_session(room, NOW) == second
    confirm(first, TEN)
    assert queries.next_session(room, NOW) == first
    assert queries.next_session(room, TEN + timedelta(hours=3)) == first
    assert queries.next_session(room, TEN + timedelta(days=2)) == second


def test_confirmed_sessions_are_those_to_come() -> None:
    room = with_sessions()
    assert not queries.confirmed_sessions(NOW)
    session = session_of(room, Kind.ORIENTATION)
    confirm(session, TEN)
    assert list(queries.confirmed_sessions(NOW)) == [session]
    assert not queries.confirmed_sessions(TEN)


def held(room: Room) -> None:
    room.group.sessions.update(state=SessionState.ENDED)


def test_going_on_begins_one_cycle_with_new_dates() -> None:
    room = with_sessions()
    first = queries.last_cycle(room)
    assert actions.renew(room, challenge=first.challenge_id, now=NOW) == first
    held(room)
    new = actions.NewChallenge(UUID(int=7), "My peers don't answer", "other")  # type: ignore[arg-type]  # as forms give it
    cycles = {actions.renew(room, challenge=new, now=NOW) for _ in range(2)}
    (second,) = cycles
    assert (second.number, second.challenge.sentence) == (2, "My peers don't answer")
    kinds = [one.kind for one in queries.sessions_of(room, cycle=second)]
    assert kinds == [Kind.SESSION_ONE, Kind.SESSION_TWO]


def test_ending_cancels_what_was_still_to_come() -> None:
    room = with_sessions()
    room.group.sessions.filter(kind=Kind.ORIENTATION).update(state=SessionState.ENDED)
    for _ in range(2):
        actions.close(room, now=NOW)
    states = {one.kind: one.state for one in queries.sessions_of(room)}
    assert states[Kind.ORIENTATION] == SessionState.ENDED
    assert states[Kind.SESSION_ONE] == states[Kind.SESSION_TWO] == SessionState.CANCELLED
    assert enter(room.person, room.group.pk).group.state == GroupState.CLOSED
