from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from collegium.domain.rhythm import Kind
from collegium.groups.rooms import Room
from collegium.practice import actions
from collegium.practice.actions.check_ins import NoBuddyError
from collegium.practice.models import CheckIn, Worksheet
from collegium.practice.queries import standing
from collegium.practice.queries.check_ins import check_ins_of
from collegium.practice.queries.worksheets import worksheets_of
from tests.practice.worlds import MONDAY, practising

MARK = "Gave Jonas the whole budget"


def fill(room: Room, tried: str = MARK, week: int = 1) -> bool:
    cycle = room.group.cycles.get()
    sheet = actions.Sheet(tried=tried)
    return actions.fill_worksheet(room, cycle, week=week, sheet=sheet, now=MONDAY)


def test_the_pair_alone_reads_it_and_it_stands_sealed(client: Client) -> None:
    rooms = practising(held=timezone.now() - timedelta(days=9))
    address = f"/groups/{rooms[0].group.pk}/check-in/worksheet/"
    client.force_login(rooms[0].person)
    sent = {"tried": MARK, "stuck": "It sticks", "moment": "", "step": ""}
    for _ in range(2):
        assert client.post(address, sent).status_code == 302
    assert MARK.encode() not in bytes(Worksheet.objects.get().tried)
    seen = []
    for room in rooms:
        client.force_login(room.person)
        seen.append(MARK in client.get(address).content.decode())
    assert seen == [True, True, False, False]


def test_when_all_have_written_the_check_in_counts() -> None:
    rooms = practising()
    assert not fill(rooms[0])
    assert not CheckIn.objects.exists()
    assert fill(rooms[1])
    assert fill(rooms[1], "again")
    for room in rooms[:2]:
        here = standing(room)
        assert here is not None
        assert (Kind.CHECK_IN, 1) in here.done
    assert CheckIn.objects.count() == 1


def test_whoever_becomes_the_third_reads_nothing_from_before() -> None:
    rooms = practising()
    cycle = rooms[0].group.cycles.get()
    fill(rooms[0])
    actions.check_in(rooms[0], cycle, week=1, note="between two", now=MONDAY)
    rooms[0].member.buddies.get().members.add(rooms[2].member)
    assert worksheets_of(rooms[2], cycle).all == ()
    assert check_ins_of(rooms[2], cycle).talks == ()
    fill(rooms[0], "for both", week=2)
    actions.check_in(rooms[0], cycle, week=2, note="now three", now=MONDAY)
    assert [one.tried for one in worksheets_of(rooms[2], cycle).all] == ["for both"]
    assert [one.week for one in check_ins_of(rooms[2], cycle).talks] == [2]


def test_a_trio_waits_for_all_three_and_not_for_who_has_left() -> None:
    rooms = practising()
    rooms[0].member.buddies.get().members.add(rooms[2].member)
    assert not fill(rooms[0])
    assert not fill(rooms[1])
    rooms[2].member.left_at = MONDAY
    rooms[2].member.save()
    assert fill(rooms[1])


def test_an_empty_sheet_is_refused_with_the_rest_kept(client: Client) -> None:
    room = practising()[0]
    client.force_login(room.person)
    address = f"/groups/{room.group.pk}/check-in/worksheet/"
    answer = client.post(address, {"tried": "", "stuck": "Nobody answers"})
    assert answer.status_code == 422
    assert "Nobody answers" in answer.content.decode()
    assert not Worksheet.objects.exists()


def test_without_a_buddy_there_is_nobody_to_write_to(client: Client) -> None:
    room = practising()[0]
    room.member.buddies.all().delete()
    client.force_login(room.person)
    address = f"/groups/{room.group.pk}/check-in/worksheet/"
    assert "You have no buddy yet" in client.get(address).content.decode()
    assert client.post(address, {"tried": "x"}).status_code == 404
    with pytest.raises(NoBuddyError):
        fill(room)


def test_the_talk_follows_the_playbook(client: Client) -> None:
    room = practising()[0]
    client.force_login(room.person)
    page = client.get(f"/groups/{room.group.pk}/check-in/").content.decode()
    for words in ("Arriving", "Where it sticks", "20 minutes in week", "On one sheet of paper"):
        assert words in page
