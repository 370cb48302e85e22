"""Leaving a group, by oneself or because a lead says so: asked first, done once, and for good."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from collegium.groups import actions
from collegium.groups.models import Group, GroupState, Member, Participant
from collegium.groups.queries import enter, rooms_of
from collegium.groups.queries.hands import hand_of
from collegium.groups.rooms import Room
from collegium.people.models import Person
from tests.builders import a_lead, a_person, a_room

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
YES = {"sure": "on"}

type Counting = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def room(client: Client) -> Room:
    room = a_room()
    for member in room.group.members.all():
        Participant.objects.create(programme=room.group.programme, person=member.person)
    client.force_login(room.person)
    return room


def leave_page(room: Room) -> str:
    return reverse("groups:leave", args=[room.member.pk])


def take_out_page(room: Room) -> str:
    return reverse("groups:take_out", args=[room.group.programme_id, room.person.pk])


def has_left(room: Room) -> bool:
    return Member.objects.get(pk=room.member.pk).left_at is not None


def test_a_member_leaves_once_they_say_that_they_mean_it(client: Client, room: Room) -> None:
    assert leave_page(room) in client.get(reverse("library:my_words")).content.decode()
    assert "at once" in client.get(leave_page(room)).content.decode()
    refused = client.post(leave_page(room), {})
    assert refused.status_code == 422
    assert "Tick this first" in refused.content.decode()
    assert not has_left(room)
    for _ in range(2):
        assert client.post(leave_page(room), YES)["Location"] == reverse("home")
    assert has_left(room)
    assert rooms_of(room.person) == ()
    assert leave_page(room) not in client.get(reverse("library:my_words")).content.decode()


@pytest.mark.parametrize("more", [0, 2])
def test_the_number_of_queries_does_not_grow(
    client: Client, room: Room, more: int, django_assert_num_queries: Counting
) -> None:
    for number in range(more):
        person = a_person(room.group.organisation, f"Person {number}")
        Participant.objects.create(programme=room.group.programme, person=person)
        Member.objects.create(group=room.group, person=person)
    with django_assert_num_queries(5):
        assert client.get(leave_page(room)).status_code == 200
    client.force_login(a_lead(room.group.organisation))
    with django_assert_num_queries(6):
        assert client.get(take_out_page(room)).status_code == 200


def test_nobody_leaves_for_somebody_else(client: Client, room: Room) -> None:
    others = [a_person(room.group.organisation, "Next Door"), a_lead(room.group.organisation)]
    for other in [*others, room.group.members.exclude(pk=room.member.pk)[0].person]:
        client.force_login(other)
        assert client.get(leave_page(room)).status_code == 404
        assert client.post(leave_page(room), YES).status_code == 404
    assert not has_left(room)


def test_a_lead_takes_somebody_out_of_a_group_that_meets(client: Client, room: Room) -> None:
    lead = a_lead(room.group.organisation)
    client.force_login(lead)
    describe = reverse("groups:describe", args=[room.group.programme_id, room.group.number])
    assert take_out_page(room) in client.get(describe).content.decode()
    assert room.person.name in client.get(take_out_page(room)).content.decode()
    assert client.post(take_out_page(room), {}).status_code == 422
    assert not has_left(room)
    board = reverse("groups:board", args=[room.group.programme_id])
    for _ in range(2):
        assert client.post(take_out_page(room), YES)["Location"] == board
    assert has_left(room)
    assert take_out_page(room) not in client.get(describe).content.decode()


def test_a_lead_takes_out_nobody_of_another_organisation_or_of_drafts(
    client: Client, room: Room
) -> None:
    stranger = a_lead(a_room().group.organisation, "Leo Lund")
    client.force_login(stranger)
    assert client.post(take_out_page(room), YES).status_code == 404
    client.force_login(a_lead(room.group.organisation))
    nobody = a_person(room.group.organisation, "Never Here")
    foreign = reverse("groups:take_out", args=[room.group.programme_id, nobody.pk])
    assert client.post(foreign, YES).status_code == 404
    Group.objects.filter(pk=room.group.pk).update(state=GroupState.DRAFT)
    assert client.post(take_out_page(room), YES).status_code == 404
    assert not has_left(room)


def test_whoever_left_takes_part_no_more_and_does_not_wait_for_a_place(room: Room) -> None:
    programme = room.group.programme
    assert actions.leave_group(hand_of(room), now=NOW)
    assert not actions.leave_group(hand_of(room), now=NOW)
    assert not programme.participants.filter(person=room.person).exists()
    assert programme.participants.count() == 3


def test_whoever_left_can_be_given_a_place_again(room: Room) -> None:
    actions.take_out(room.group.programme, room.person.pk, now=NOW)
    with pytest.raises(Group.DoesNotExist):
        enter(room.person, room.group.pk)
    places = {room.person.pk: room.group.number}
    assert actions.join_groups(room.group.programme, places, now=NOW) == 1
    assert enter(room.person, room.group.pk).member.joined_at == NOW
    assert room.group.programme.participants.filter(person=room.person).exists()


def test_a_person_who_never_had_a_place_cannot_be_taken_out(room: Room) -> None:
    with pytest.raises(Person.DoesNotExist):
        actions.take_out(room.group.programme, a_lead(room.group.organisation).pk, now=NOW)
