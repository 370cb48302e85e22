from uuid import uuid4

import pytest
from django.test import Client

from collegium.practice import actions
from collegium.practice.models import Audience, LogEntry
from collegium.practice.queries import standing
from tests.practice.worlds import an_entry, practising


def typed(**changes: object) -> dict[str, object]:
    return {
        "once": uuid4(),
        "did": "Asked before answering",
        "happened": "It took longer",
        "learned": "They knew",
        "attempts": 3,
        "sure": 65,
        "audience": "buddy",
    } | changes


def test_an_entry_is_kept_once_however_often_it_is_sent(client: Client) -> None:
    room = practising()[0]
    client.force_login(room.person)
    sent = typed()
    for _ in range(2):
        answer = client.post(f"/groups/{room.group.pk}/log/", sent)
        assert answer.status_code == 302
    entry = LogEntry.objects.get()
    assert room.read(entry, "did") == "Asked before answering"
    assert (entry.attempts, entry.sure, entry.audience) == (3, 65, "buddy")
    page = client.get(f"/groups/{room.group.pk}/log/").content.decode()
    assert "Asked before answering" in page


def test_what_is_written_stands_sealed_in_the_database() -> None:
    room = practising()[0]
    entry = an_entry(room, did="a word to look for")
    assert b"a word to look for" not in bytes(LogEntry.objects.get(pk=entry.pk).did)


@pytest.mark.parametrize(
    "wrong", [{"did": ""}, {"sure": 101}, {"attempts": -1}, {"audience": "everybody"}]
)
def test_a_refused_form_keeps_what_was_typed(client: Client, wrong: dict[str, object]) -> None:
    room = practising()[0]
    client.force_login(room.person)
    answer = client.post(f"/groups/{room.group.pk}/log/", typed(**wrong))
    assert answer.status_code == 422
    assert "It took longer" in answer.content.decode()
    assert not LogEntry.objects.exists()


def test_one_may_change_ones_own_entry(client: Client) -> None:
    rooms = practising()
    entry = an_entry(rooms[0])
    address = f"/groups/{rooms[0].group.pk}/log/{entry.pk}/"
    client.force_login(rooms[0].person)
    assert "Handed over" in client.get(address).content.decode()
    client.post(address, typed(did="Said it better", audience="private"))
    changed = LogEntry.objects.get()
    assert rooms[0].read(changed, "did") == "Said it better"
    assert changed.audience == Audience.PRIVATE


def test_nobody_changes_what_somebody_else_wrote(client: Client) -> None:
    rooms = practising()
    entry = an_entry(rooms[0], Audience.GROUP)
    address = f"/groups/{rooms[0].group.pk}/log/{entry.pk}/"
    client.force_login(rooms[1].person)
    assert client.get(address).status_code == 404
    assert client.post(address, typed()).status_code == 404
    assert rooms[0].read(LogEntry.objects.get(), "did") == "Handed over"


def test_withdrawing_is_shown_first_and_leaves_nothing(client: Client) -> None:
    rooms = practising()
    entry = an_entry(rooms[0], Audience.GROUP)
    address = f"/groups/{rooms[0].group.pk}/log/{entry.pk}/withdraw/"
    client.force_login(rooms[1].person)
    assert client.get(address).status_code == client.post(address).status_code == 404
    client.force_login(rooms[0].person)
    page = client.get(address).content.decode()
    assert "Handed over" in page
    assert "Nobody can bring them back" in page
    assert LogEntry.objects.count() == 1
    for _ in range(2):
        assert client.post(address).status_code == 302
    assert not LogEntry.objects.exists()
    assert not LogEntry.readers.through.objects.exists()
    assert client.get(address).status_code == 404


def test_a_withdrawn_week_is_open_again() -> None:
    room = practising()[0]
    entry = an_entry(room)
    actions.withdraw_entry(room, entry.pk)
    here = standing(room)
    assert here is not None
    assert here.done == frozenset()


def test_a_closed_group_takes_nothing_more_but_stays_readable(client: Client) -> None:
    room = practising()[0]
    an_entry(room)
    room.group.state = "closed"
    room.group.save()
    client.force_login(room.person)
    address = f"/groups/{room.group.pk}/log/"
    assert "Handed over" in client.get(address).content.decode()
    assert client.post(address, typed()).status_code == 404
    assert LogEntry.objects.count() == 1
