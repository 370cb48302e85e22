"""Answers, the decision by rule, and who cannot come after all."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from collegium.groups.rooms import Room
from collegium.meetings.actions import answering as actions
from collegium.meetings.actions.proposing import propose_cycle
from collegium.meetings.models import Absence, Answer, Asking, Kind, Session, SessionState, Slot
from collegium.people.models import Away, Person, Rhythm
from tests.builders import a_group, a_person, a_room
from tests.meetings.test_dates import NOW, TEN, confirm, session_of, with_sessions

LATER = NOW + timedelta(days=10)


@pytest.fixture
def session() -> Session:
    return session_of(with_sessions(), Kind.ORIENTATION)


def people(session: Session) -> list[Person]:
    return [one.person for one in session.group.members.order_by("person__name")]


def times(session: Session) -> list[Slot]:
    return list(session.slots.order_by("place"))


def fresh(session: Session) -> Session:
    return Session.objects.get(pk=session.pk)


def all_say(session: Session, slot: Slot, *, can: bool, but: int = 0) -> None:
    for person in people(session)[but:]:
        actions.answer_slot(person, slot.pk, can=can, now=NOW)


def test_proposing_asks_everybody_for_four_days_at_most(session: Session) -> None:
    first = min(one.starts_at for one in times(session))
    assert session.asking.answer_by == min(NOW + timedelta(days=4), first - timedelta(days=2))
    assert [one.place for one in times(session)] == [0, 1, 2]


def test_the_later_word_counts_and_a_second_click_changes_nothing(session: Session) -> None:
    ada, slot = people(session)[0], times(session)[0]
    for can in (True, False, False):
        actions.answer_slot(ada, slot.pk, can=can, now=NOW)
    assert [one.can for one in Answer.objects.all()] == [False]


def test_where_nobody_acts_the_best_time_stands_at_the_deadline(session: Session) -> None:
    best = times(session)[0].starts_at
    assert actions.settle_due(session.asking.answer_by - timedelta(seconds=1)) == 0
    actions.settle_due(session.asking.answer_by)
    session.refresh_from_db()
    assert (session.starts_at, session.state) == (best, SessionState.CONFIRMED)
    with CaptureQueriesContext(connection) as queries:
        assert actions.settle_due(NOW + timedelta(days=4)) == 0
    assert len(queries) == 1


def test_the_time_that_most_can_make_stands(session: Session) -> None:
    first, second, third = times(session)
    ada, emmy, *_ = people(session)
    actions.answer_slot(ada, first.pk, can=False, now=NOW)
    actions.answer_slot(emmy, second.pk, can=False, now=NOW)
    actions.settle(session.pk, now=NOW + timedelta(days=2))
    assert fresh(session).starts_at == third.starts_at


def test_when_all_have_said_all_it_is_decided_at_once(session: Session) -> None:
    first, second, third = times(session)
    all_say(session, first, can=True)
    all_say(session, second, can=False)
    all_say(session, third, can=True, but=1)
    assert fresh(session).state == SessionState.PROPOSED
    actions.answer_slot(people(session)[0], third.pk, can=False, now=NOW)
    assert fresh(session).starts_at == first.starts_at
    with pytest.raises(actions.NotAskedError) as closed:
        actions.answer_slot(people(session)[0], third.pk, can=True, now=NOW)
    assert closed.value.reason is actions.Closed.DECIDED


def test_where_too_few_can_others_are_proposed(session: Session) -> None:
    before = times(session)
    for slot in before:
        all_say(session, slot, can=False, but=2)
    actions.settle(session.pk, now=NOW + timedelta(days=1))
    after = times(session)
    assert fresh(session).state == SessionState.PROPOSED
    assert len(after) == 3
    assert not {one.starts_at for one in before} & {one.starts_at for one in after}
    assert Asking.objects.get(session=session).asked_at == NOW + timedelta(days=1)


def test_times_that_are_over_and_strangers_change_nothing(session: Session) -> None:
    slot = times(session)[0]
    stranger = a_person(session.group.organisation, "Sam Strange")
    with pytest.raises(Slot.DoesNotExist):
        actions.answer_slot(stranger, slot.pk, can=True, now=NOW)
    other = session.group.sessions.get(kind=Kind.SESSION_ONE).pk
    with pytest.raises(Slot.DoesNotExist):
        actions.answer_slot(people(session)[0], slot.pk, can=True, now=NOW, session_id=other)
    with pytest.raises(actions.NotAskedError) as over:
        actions.answer_slot(people(session)[0], slot.pk, can=True, now=slot.starts_at)
    assert over.value.reason is actions.Closed.OVER
    session.group.members.filter(person=people(session)[0]).update(left_at=NOW)
    with pytest.raises(Slot.DoesNotExist):
        actions.answer_slot(people(session)[0], slot.pk, can=True, now=NOW)
    assert not Answer.objects.exists()


def test_a_group_that_ended_is_asked_nothing(session: Session) -> None:
    session.group.sessions.update(state=SessionState.CANCELLED)
    actions.settle_due(LATER)
    assert not Asking.objects.filter(session=session).exists()
    assert fresh(session).starts_at is None


def test_one_who_cannot_come_is_known_to_the_group_and_the_date_stays(session: Session) -> None:
    confirm(session, TEN)
    ada = people(session)[0]
    for _ in range(2):
        actions.cannot_come(ada, session.pk, now=NOW)
    assert Absence.objects.count() == 1
    assert (fresh(session).starts_at, fresh(session).revision) == (TEN, 0)
    assert not Asking.objects.filter(session=session).exists()
    for _ in range(2):
        actions.can_come_after_all(ada, session.pk, now=NOW)
    assert not Absence.objects.exists()


def test_too_few_left_put_other_times_to_the_group(session: Session) -> None:
    confirm(session, TEN)
    ada, emmy, grace, lise = people(session)
    for person in (ada, emmy):
        actions.cannot_come(person, session.pk, now=NOW)
    assert fresh(session).starts_at == TEN
    assert len(times(session)) == 3
    assert TEN not in {one.starts_at for one in times(session)}
    for person in (grace, lise):
        actions.answer_slot(person, times(session)[0].pk, can=True, now=NOW)
    actions.settle(session.pk, now=NOW + timedelta(days=1))
    moved = fresh(session)
    assert (moved.starts_at, moved.revision) == (times(session)[0].starts_at, 1)


def test_a_date_that_stands_wins_where_no_other_suits_more() -> None:
    room = with_sessions()
    session = session_of(room, Kind.ORIENTATION)
    confirm(session, TEN)
    actions.ask_for_other_times(room, session.pk, now=NOW)
    actions.settle(session.pk, now=NOW + timedelta(days=4))
    assert (fresh(session).starts_at, fresh(session).revision) == (TEN, 0)
    assert not Asking.objects.filter(session=session).exists()


def test_what_is_over_cannot_be_missed(session: Session) -> None:
    with pytest.raises(actions.NotAskedError):
        actions.cannot_come(people(session)[0], session.pk, now=NOW)
    confirm(session, TEN)
    with pytest.raises(actions.NotAskedError):
        actions.cannot_come(people(session)[0], session.pk, now=TEN)
    stranger = a_person(session.group.organisation, "Sam Strange")
    with pytest.raises(Session.DoesNotExist):
        actions.cannot_come(stranger, session.pk, now=NOW)


def test_proposals_know_working_hours_and_days_away() -> None:
    room = a_room()
    Away.objects.create(person=room.person, first=date(2026, 3, 2), last=date(2026, 3, 3))
    emmy = people(Session(group=room.group))[1]
    Rhythm.objects.create(person=emmy, days=[0, 1, 3, 4], starts=time(11), ends=time(16))
    best = times(session_of(with_sessions(room), Kind.ORIENTATION))[:2]
    assert [one.starts_at for one in best] == [
        datetime(2026, 3, day, 10, tzinfo=UTC) for day in (5, 6)
    ]


def test_sessions_of_other_groups_are_in_the_way() -> None:
    room = with_sessions()
    first = session_of(room, Kind.ORIENTATION)
    confirm(first, times(first)[0].starts_at)
    other = a_group(room.group.programme, *people(first), name="Second")
    again = with_sessions(Room(group=other, member=other.members.all()[0]))
    starts = [one.starts_at for one in times(session_of(again, Kind.ORIENTATION))]
    assert fresh(first).starts_at not in starts


def test_nobody_is_asked_for_new_years_day() -> None:
    room = a_room()
    cycle = room.group.cycles.get()
    now = datetime(2026, 12, 24, tzinfo=UTC)
    propose_cycle(cycle, opens=datetime(2026, 12, 30, tzinfo=UTC), now=now)
    days = [one.starts_at.date() for one in times(session_of(room, Kind.ORIENTATION))]
    assert date(2027, 1, 1) not in days
    assert days[0] == date(2026, 12, 30)


def test_a_session_far_off_stays_where_it_was_meant_to_be() -> None:
    """A month of practice lies before Session Two; who cannot come must not shorten it."""
    room = with_sessions()
    two = session_of(room, Kind.SESSION_TWO)
    meant = times(two)[0].starts_at
    confirm(two, meant)
    for person in people(two)[:2]:
        actions.cannot_come(person, two.pk, now=NOW)
    assert all(abs(one.starts_at - meant) < timedelta(days=5) for one in times(two))
