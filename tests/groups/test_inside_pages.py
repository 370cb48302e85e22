"""Agreements for those in a group; signals for those who support one."""

from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from collegium.groups import actions
from collegium.groups.actions import Promise
from collegium.groups.models import Agreement, Group, GroupState, Signature
from collegium.groups.queries import agreements_of, enter, members_of
from collegium.groups.rooms import Room
from collegium.people.models import RoleName
from tests.builders import a_group, a_lead, a_person, a_programme, a_room, with_role
from tests.groups.worlds import NOW

CANARY = "What Quillon said about the merger stays here"


@pytest.fixture
def room(client: Client) -> Room:
    room = a_room()
    client.force_login(room.person)
    return room


def address_of(room: Room) -> str:
    return reverse("groups:agreements", args=[room.group.pk])


def test_an_agreement_is_proposed_once_and_read_by_members_only(client: Client, room: Room) -> None:
    told = {"text": CANARY, "once": str(uuid4())}
    for _ in range(2):
        assert client.post(address_of(room), told).status_code == 302
    (agreement,) = agreements_of(room)
    assert (agreement.text, agreement.mine) == (CANARY, True)
    assert agreement.signed_by == (room.person.name,)
    assert CANARY in client.get(address_of(room)).content.decode()
    assert CANARY.encode() not in bytes(Agreement.objects.get().text)


def test_another_member_signs_once(client: Client, room: Room) -> None:
    agreement = actions.propose_agreement(room, text=CANARY, once=uuid4(), now=NOW)
    other = members_of(room)[1]
    client.force_login(other.person)
    assert "Sign" in client.get(address_of(room)).content.decode()
    sign = reverse("groups:sign", args=[room.group.pk, agreement.pk])
    for _ in range(2):
        assert client.post(sign).status_code == 302
    (shown,) = agreements_of(room)
    assert shown.signed_by == tuple(sorted((room.person.name, other.person.name)))


def test_nobody_outside_the_group_reads_or_signs(client: Client, room: Room) -> None:
    agreement = actions.propose_agreement(room, text=CANARY, once=uuid4(), now=NOW)
    sign = reverse("groups:sign", args=[room.group.pk, agreement.pk])
    organisation = room.group.organisation
    neighbour = a_person(organisation, "Next Door")
    a_group(a_programme(organisation, "Other"), neighbour)
    facilitator = with_role(a_person(organisation, "Fay Cilitator"), RoleName.FACILITATOR)
    Group.objects.filter(pk=room.group.pk).update(facilitator=facilitator)
    for person in (neighbour, facilitator, a_lead(organisation)):
        client.force_login(person)
        assert client.get(address_of(room)).status_code == 404
        assert client.post(sign).status_code == 404
    client.logout()
    assert client.get(address_of(room)).status_code == 302
    assert Signature.objects.count() == 1


def test_an_agreement_of_another_group_is_not_signed_through_ones_own(
    client: Client, room: Room
) -> None:
    foreign = actions.propose_agreement(a_room(), text="Ours", once=uuid4(), now=NOW)
    assert client.post(reverse("groups:sign", args=[room.group.pk, foreign.pk])).status_code == 404


def test_nothing_typed_is_lost(client: Client, room: Room) -> None:
    long = "a word " * 100
    response = client.post(address_of(room), {"text": long, "once": str(uuid4())})
    assert response.status_code == 422
    assert long.strip() in response.content.decode()


def test_a_closed_group_is_read_but_not_written(client: Client, room: Room) -> None:
    agreement = actions.propose_agreement(room, text=CANARY, once=uuid4(), now=NOW)
    Group.objects.update(state=GroupState.CLOSED)
    page = client.get(address_of(room)).content.decode()
    assert CANARY in page
    assert "Propose an agreement" not in page
    told = {"text": "Late", "once": str(uuid4())}
    assert client.post(address_of(room), told).status_code == 404
    sign = reverse("groups:sign", args=[room.group.pk, agreement.pk])
    assert client.post(sign).status_code == 404


def test_the_page_asks_the_databases_as_often_for_three_agreements_as_for_one(
    client: Client, room: Room
) -> None:
    counts = []
    for more in (1, 2):
        for _ in range(more):
            actions.propose_agreement(room, text=CANARY, once=uuid4(), now=NOW)
        with (
            CaptureQueriesContext(connections["default"]) as main,
            CaptureQueriesContext(connections["vault"]) as vault,
        ):
            client.get(address_of(room))
        counts.append((len(main), len(vault)))
    assert counts == [(10, 0), (10, 0)]


def test_what_an_orientation_agreed_on_is_kept_once(room: Room) -> None:
    one, two, *_ = members_of(room)
    stranger = a_room().member
    promises = [
        Promise(uuid4(), "We start on time", one.pk, (one.pk, two.pk, stranger.pk)),
        Promise(uuid4(), "What is said here stays here", stranger.pk, ()),
    ]
    for _ in range(2):
        actions.adopt_agreements(room.group, promises, now=NOW)
    first, second = agreements_of(room)
    assert {first.text, second.text} == {promise.text for promise in promises}
    by_text = {view.text: view for view in (first, second)}
    assert len(by_text["We start on time"].signed_by) == 2
    assert by_text["What is said here stays here"].proposed_by == ""


def test_a_facilitator_who_sits_in_a_group_enters_it_as_a_member(room: Room) -> None:
    Group.objects.update(facilitator=room.person)
    assert enter(room.person, room.group.pk).member == room.member
