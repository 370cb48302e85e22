"""A group stays closed to a new way of signing in, until its person or a peer says whose it is."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from collegium.audit.actions import note
from collegium.audit.models import Entry
from collegium.audit.verbs import Verb
from collegium.groups.actions import NotYours, end_membership, vouch
from collegium.groups.actions.seating import seat
from collegium.groups.models import Group, Member, Vouch
from collegium.groups.queries import enter, enter_all, rooms_of
from collegium.groups.queries.hands import hands_of
from collegium.groups.queries.new_ways import is_closed_to
from collegium.groups.queries.record import done_in
from collegium.groups.rooms import Room
from collegium.mailing.actions.claim import claim
from collegium.mailing.models import Mail, MailKind
from collegium.meetings.consumers import let_in
from collegium.meetings.live.roll_call import not_seated
from collegium.meetings.models import Session
from collegium.people.actions.new_ways import ShownOther, say_mine, say_not_mine
from collegium.people.models import Person, RoleName
from collegium.people.signing.models import NewWay
from tests.builders import a_group, a_person, a_programme, an_organisation, with_role

NOW = timezone.now()


class Circle:
    """A group of three, one of whom comes by an address that a lead wrote."""

    def __init__(self) -> None:
        ours = an_organisation()
        self.ada, self.bea, self.lea = (
            a_person(ours, name, last_login=NOW) for name in ("Ada Byron", "Bea Bell", "Lea Lind")
        )
        self.ada.uncertain_since = NOW
        self.ada.save()
        with_role(self.lea, RoleName.LEAD)
        self.programme = a_programme(ours)
        self.group = a_group(self.programme, self.ada, self.bea, self.lea)
        self.way = NewWay.objects.create(
            person=self.ada, asked="ada@old.example", since=NOW, had_come=True
        )

    @property
    def ada_now(self) -> Person:
        return Person.objects.get(pk=self.ada.pk)

    def place(self, person: Person, group: Group | None = None) -> Member:
        return Member.objects.get(person=person, group=group or self.group)

    def room(self, person: Person) -> Room:
        return enter(person, self.group.pk)

    def vouch(self, by: Person, shown: str = "") -> None:
        shown = shown or self.ada.email
        vouch(self.room(by), self.place(self.ada).pk, self.way.pk, shown=shown, now=NOW)

    def is_open(self, group: Group | None = None) -> bool:
        where = (self.ada.pk, (group or self.group).pk)
        opened = [
            where[1] in {room.group.pk for room in rooms_of(self.ada)},
            where in enter_all([where]),
            where[1] in {hand.group.pk for hand in hands_of(self.ada)},
        ]
        assert len(set(opened)) == 1
        return opened[0]


@pytest.fixture
def circle() -> Circle:
    return Circle()


def test_a_group_from_before_is_closed_and_one_from_after_is_not(circle: Circle) -> None:
    later = a_group(circle.programme, circle.ada, circle.bea, name="Group 2")
    Member.objects.filter(group=later).update(joined_at=NOW + timedelta(days=1))
    assert not circle.is_open()
    with pytest.raises(Group.DoesNotExist):
        enter(circle.ada, circle.group.pk)
    assert circle.is_open(later)


def test_the_group_opens_by_the_word_of_its_person(circle: Circle) -> None:
    say_mine(circle.way, shown=circle.ada.email, now=NOW)
    assert circle.is_open()
    assert not is_closed_to(circle.ada_now)


def test_a_peer_opens_their_own_group_and_no_other(circle: Circle) -> None:
    other = a_group(circle.programme, circle.ada, circle.lea, name="Group 2")
    circle.vouch(circle.bea)
    assert circle.is_open()
    assert not circle.is_open(other)
    assert is_closed_to(circle.ada_now)  # what the other group's words stand beside


def test_what_is_their_own_opens_once_each_group_that_meets_has_spoken(circle: Circle) -> None:
    assert is_closed_to(circle.ada_now)
    circle.vouch(circle.bea)
    assert not is_closed_to(circle.ada_now)


def test_a_word_counts_once(circle: Circle) -> None:
    for _ in range(2):
        circle.vouch(circle.bea)
    assert Vouch.objects.count() == 1
    told = Entry.objects.get(verb=Verb.VOUCHED)
    assert (told.actor, told.subject, told.group) == (
        circle.bea.pk,
        circle.ada.pk,
        circle.group.pk,
    )


@pytest.mark.parametrize("role", [RoleName.LEAD, RoleName.ADMINISTRATOR])
def test_whoever_may_change_addresses_vouches_for_nobody(circle: Circle, role: RoleName) -> None:
    with_role(circle.bea, role)
    with pytest.raises(NotYours):
        circle.vouch(circle.bea)
    assert not circle.is_open()


def test_nobody_vouches_for_themselves_or_for_who_sits_elsewhere(circle: Circle) -> None:
    other = a_group(circle.programme, circle.ada, circle.lea, name="Group 2")
    for member in (circle.place(circle.bea), circle.place(circle.ada, other)):
        with pytest.raises(Member.DoesNotExist):
            vouch(circle.room(circle.bea), member.pk, circle.way.pk, shown="", now=NOW)
    assert not Vouch.objects.exists()


def test_no_word_of_others_counts_against_ones_own(circle: Circle) -> None:
    circle.vouch(circle.bea)
    say_not_mine(circle.way, now=NOW)
    assert not circle.is_open()
    with pytest.raises(NotYours):
        circle.vouch(circle.bea)
    assert not circle.is_open()


def test_the_page_asks_members_and_not_leads(circle: Circle) -> None:
    said = "I have asked: it is Ada Byron"
    bea, lea, ada = Client(), Client(), Client()
    for client, person in ((bea, circle.bea), (lea, circle.lea), (ada, circle.ada)):
        client.force_login(person)
    page = f"/groups/{circle.group.pk}/"
    address = f"{page}members/{circle.place(circle.ada).pk}/vouch/"
    assert said in bea.get(page).content.decode()
    assert said not in lea.get(page).content.decode()
    assert lea.post(address).status_code == 404
    assert ada.post(address).status_code == 404
    closed = ada.get(page)
    assert closed.status_code == 404
    assert "Closed for now" in closed.content.decode()
    said_by = {"way": str(circle.way.pk), "shown": circle.ada.email}
    assert bea.post(address, {**said_by, "shown": "x@y.example"}).status_code == 302
    assert said in bea.get(page).content.decode()
    assert lea.post(address, said_by).status_code == 404
    assert bea.post(address, said_by).status_code == 302
    assert said not in bea.get(page).content.decode()
    assert ada.get(page).status_code == 200


def test_a_group_that_is_closed_looks_like_one_that_is_not_there(circle: Circle) -> None:
    client = Client()
    client.force_login(circle.ada)
    other = a_group(circle.programme, circle.bea, circle.lea, name="Group 2")
    nowhere = str(circle.way.pk)
    here, there, none = (
        client.get(f"/groups/{one}/") for one in (circle.group.pk, other.pk, nowhere)
    )
    assert {one.status_code for one in (here, there, none)} == {404}
    assert "Closed for now" in there.content.decode()
    assert "Closed for now" in none.content.decode()


def test_mails_wait_until_it_is_certain_whom_they_reach(circle: Circle) -> None:
    for person in (circle.ada, circle.bea):
        Mail.objects.create(
            organisation=person.organisation,
            person=person,
            kind=MailKind.LOG,
            about=circle.group.pk,
            key=f"{person.pk}",
            due_at=NOW,
        )
    assert [one.person for one in claim(NOW)] == [circle.bea]
    say_mine(circle.way, shown=circle.ada.email, now=NOW)
    assert [one.person for one in claim(NOW)] == [circle.ada]


def test_a_live_session_lets_nobody_in_by_a_way_that_is_uncertain(circle: Circle) -> None:
    session = Session.objects.create(
        group=circle.group, cycle=circle.group.cycles.get(), kind="session_one", minutes=90
    )
    client = Client()
    client.force_login(circle.ada)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert let_in(cookie, session.pk) is None
    say_mine(circle.way, shown=circle.ada.email, now=NOW)
    assert let_in(cookie, session.pk) is not None


def test_whoever_was_taken_out_and_placed_again_finds_closed_what_was_closed(
    circle: Circle,
) -> None:
    end_membership(circle.place(circle.ada), now=NOW)
    seat(circle.group.pk, circle.ada.pk, now=NOW + timedelta(days=1))
    assert not circle.is_open()
    told = [one.verb for one in done_in(circle.room(circle.bea))]
    assert Verb.ADDRESS_CHANGED not in told
    note(Verb.ADDRESS_CHANGED, circle.group.organisation_id, subject=circle.ada.pk)
    told = [one.verb for one in done_in(circle.room(circle.bea))]
    assert Verb.ADDRESS_CHANGED in told


def test_whoever_came_after_the_change_vouches_for_nobody(circle: Circle) -> None:
    puppet = a_person(circle.group.organisation, "Pup Pet")
    seat(circle.group.pk, puppet.pk, now=NOW + timedelta(minutes=1))
    with pytest.raises(NotYours):
        circle.vouch(puppet)


def test_whoever_gave_a_role_back_meanwhile_vouches_for_nobody(circle: Circle) -> None:
    note(Verb.ROLE_TAKEN, circle.group.organisation_id, subject=circle.bea.pk, detail="lead")
    with pytest.raises(NotYours):
        circle.vouch(circle.bea)


def test_whoever_comes_by_a_new_way_themselves_vouches_for_nobody(circle: Circle) -> None:
    way = NewWay.objects.create(person=circle.bea, asked="b@old.example", since=NOW)
    room = circle.room(circle.bea)
    Person.objects.filter(pk=circle.bea.pk).update(uncertain_since=way.since)
    room.person.refresh_from_db()
    with pytest.raises(NotYours):
        vouch(room, circle.place(circle.ada).pk, circle.way.pk, shown="", now=NOW)


def test_a_word_for_an_address_is_none_for_a_provider(circle: Circle) -> None:
    NewWay.objects.create(person=circle.ada, provider="x", asked="a@b.example", since=NOW)
    circle.vouch(circle.bea)
    assert not circle.is_open()


def test_an_address_that_changed_meanwhile_is_not_vouched_for(circle: Circle) -> None:
    with pytest.raises(ShownOther):
        circle.vouch(circle.bea, shown="ada@before.example")


def test_what_somebody_denied_opens_no_later_group_either(circle: Circle) -> None:
    say_not_mine(circle.way, now=NOW)
    later = a_group(circle.programme, circle.ada, circle.bea, name="Group 2")
    Member.objects.filter(group=later).update(joined_at=NOW + timedelta(days=1))
    assert not circle.is_open(later)
    assert is_closed_to(circle.ada_now)


def test_a_group_that_was_left_keeps_closed_what_is_ones_own(circle: Circle) -> None:
    other = a_group(circle.programme, circle.ada, circle.bea, name="Group 2")
    end_membership(circle.place(circle.ada), now=NOW)
    room = enter(circle.bea, other.pk)
    vouch(room, circle.place(circle.ada, other).pk, circle.way.pk, shown=circle.ada.email, now=NOW)
    assert circle.is_open(other)
    assert is_closed_to(circle.ada_now)


def test_an_open_socket_hears_no_more(circle: Circle) -> None:
    ada, bea = circle.place(circle.ada).pk, circle.place(circle.bea).pk
    assert not_seated([str(ada), str(bea)]) == {ada}
