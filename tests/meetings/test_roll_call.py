"""Who may be shown nothing more, whatever the reason and however many are asked about."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from collegium.groups.models import Group, GroupState, Member, Vouch
from collegium.meetings.live.roll_call import call_roll, not_seated
from collegium.meetings.live.standing import latest
from collegium.meetings.models import Session
from collegium.people.models import Person
from collegium.people.signing.models import NewWay, SignIn
from tests.meetings.live_sessions import LiveGroup, a_session

pytestmark = pytest.mark.django_db(databases="__all__")

NOW = timezone.now()
MANY = 3000


@dataclass(frozen=True)
class Somebody:
    """One end of a connection."""

    member_id: UUID
    sign_in: str

    @property
    def member(self) -> str:
        return str(self.member_id)


@pytest.fixture
def live() -> LiveGroup:
    return a_session()


def member(live: LiveGroup, number: int) -> Member:
    return Member.objects.get(group=live.group, person=live.people[number])


def connected(live: LiveGroup) -> list[Somebody]:
    """All of the group, each signed in."""
    later = NOW + timedelta(hours=1)
    rows = [
        SignIn(session_key=f"sign-in {number}", expire_date=later, person=person)
        for number, person in enumerate(live.people)
    ]
    SignIn.objects.bulk_create(rows)
    return [Somebody(member(live, number).pk, row.session_key) for number, row in enumerate(rows)]


def _deleted(one: Member) -> None:
    one.delete()


def _left(one: Member) -> None:
    Member.objects.filter(pk=one.pk).update(left_at=NOW)


def _inactive(one: Member) -> None:
    Person.objects.filter(pk=one.person_id).update(is_active=False)


def _in_doubt(one: Member) -> NewWay:
    Person.objects.filter(pk=one.person_id).update(uncertain_since=NOW)
    return NewWay.objects.create(person=one.person, asked="ada@old.example", since=NOW)


def _denied(one: Member) -> None:
    way = _in_doubt(one)
    NewWay.objects.filter(pk=way.pk).update(denied_at=NOW)


@pytest.mark.parametrize("goes", [_deleted, _left, _inactive, _in_doubt, _denied])
def test_who_sits_there_no_more_is_shown_out(
    live: LiveGroup, goes: Callable[[Member], object]
) -> None:
    everybody = connected(live)
    ids = [one.member_id for one in everybody]
    assert not_seated([str(one) for one in ids]) == set()
    assert call_roll(everybody).gone == set()
    goes(member(live, 0))
    assert not_seated([str(one) for one in ids]) == {ids[0]}
    assert call_roll([], also=[str(one) for one in ids]).left == {ids[0]}
    assert call_roll(everybody).gone == {everybody[0]}


def test_nobody_sits_in_a_group_that_is_only_a_draft(live: LiveGroup) -> None:
    everybody = connected(live)
    Group.objects.filter(pk=live.group.pk).update(state=GroupState.CLOSED)
    assert call_roll(everybody).gone == set()
    Group.objects.filter(pk=live.group.pk).update(state=GroupState.DRAFT)
    assert call_roll(everybody).gone == set(everybody)


def test_who_was_vouched_for_or_came_after_the_new_way_stays(live: LiveGroup) -> None:
    vouched, newer = member(live, 0), member(live, 1)
    way = _in_doubt(vouched)
    Vouch.objects.create(way=way, group=live.group, by=member(live, 2))
    _in_doubt(newer)
    Member.objects.filter(pk=newer.pk).update(joined_at=NOW + timedelta(minutes=1))
    assert not_seated([str(vouched.pk), str(newer.pk)]) == set()


@pytest.mark.parametrize("known", [True, False])
def test_who_signed_out_is_shown_out_of_that_connection_alone(live: LiveGroup, known: bool) -> None:
    everybody = connected(live)
    elsewhere = replace(everybody[1], sign_in=everybody[0].sign_in)
    theirs = SignIn.objects.filter(pk=everybody[1].sign_in)
    if known:
        theirs.update(expire_date=timezone.now() - timedelta(seconds=1))
    else:
        theirs.delete()
    assert call_roll([*everybody, elsewhere]).gone == {everybody[1]}


def test_asking_about_nobody_asks_no_database(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        assert not_seated([]) == call_roll([]).gone == set()


def test_thousands_are_two_questions(
    live: LiveGroup, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    everybody = connected(live)
    strangers = [Somebody(uuid4(), f"never {number}") for number in range(MANY)]
    with django_assert_num_queries(2):
        assert call_roll([*strangers, *everybody]).gone == set(strangers)


def test_which_of_thousands_of_sessions_went_on(live: LiveGroup) -> None:
    Session.objects.filter(pk=live.session.pk).update(last_sequence=7)
    others = dict.fromkeys((uuid4() for _ in range(MANY)), 0)
    assert latest(others | {live.session.pk: 6}) == {live.session.pk: 7}
    assert latest(others | {live.session.pk: -1}) == {live.session.pk: 7}
    assert latest(others | {live.session.pk: 7}) == {}
