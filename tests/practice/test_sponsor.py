from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from collegium.groups.rooms import Room
from collegium.people.models import Person
from collegium.practice import actions
from collegium.practice.models import SponsorNote
from collegium.practice.queries.sponsor import letter_for, sponsor_notes_due
from tests.builders import a_person
from tests.practice.worlds import MONDAY, practising

MORNING = datetime(2026, 3, 10, 8, tzinfo=UTC)  # Tuesday at nine in Berlin


def with_boss(rooms: list[Room], **fields: object) -> tuple[Room, Person]:
    boss = a_person(rooms[0].group.organisation, "Bo Ssa", **fields)
    person = rooms[0].person
    person.manager = boss
    person.save()
    return rooms[0], boss


def agree(room: Room, now: datetime = MONDAY) -> SponsorNote:
    return actions.agree_to_sponsor_note(room, room.group.cycles.get(), now=now)


def test_the_member_sees_exactly_what_will_be_sent(client: Client) -> None:
    room, boss = with_boss(practising(held=timezone.now() - timedelta(days=9)), language="de")
    client.force_login(room.person)
    page = client.get(f"/groups/{room.group.pk}/sponsor/").content.decode()
    with translation.override("de"):
        note = agree(room, timezone.now())
        letter = letter_for(note.pk, boss)
    assert letter is not None
    for words in (letter.subject, *letter.paragraphs, letter.button, letter.reason):
        assert words.replace("'", "&#x27;") in page
    assert f"{boss.name} &lt;{boss.email}&gt;" in page


def test_it_says_purpose_and_dates_and_nothing_a_member_wrote() -> None:
    room, boss = with_boss(practising())
    letter = letter_for(agree(room).pk, boss)
    assert letter is not None
    assert [value for _, value in letter.facts] == [
        "Spring",
        "Help new leaders let go",
        "4 March 2026 – 1 April 2026",
    ]
    assert "Jonas" not in str(letter)  # of the plan


def test_it_goes_out_in_the_boss_s_next_morning_and_once() -> None:
    room, boss = with_boss(practising())
    for _ in range(2):
        assert agree(room).goes_at == MORNING
    assert sponsor_notes_due(MORNING - timedelta(minutes=1)) == ()
    (due,) = sponsor_notes_due(MORNING)
    assert (due.person_id, due.due_at) == (boss.pk, MORNING)
    assert sponsor_notes_due(MORNING + timedelta(days=3)) == ()
    assert SponsorNote.objects.count() == 1


def test_taking_ones_word_back_stops_it_until_it_has_gone() -> None:
    room, boss = with_boss(practising())
    cycle = room.group.cycles.get()
    note = agree(room)
    for _ in range(2):
        actions.take_back_sponsor_note(room, cycle, now=MONDAY)
    assert sponsor_notes_due(MORNING) == ()
    assert letter_for(note.pk, boss) is None
    again = agree(room)
    actions.take_back_sponsor_note(room, cycle, now=MORNING)
    assert [due.note_id for due in sponsor_notes_due(MORNING)] == [again.pk]


@pytest.mark.parametrize("change", ["left", "new boss", "boss gone", "over", "deactivated"])
def test_its_reason_is_looked_at_again(change: str) -> None:
    room, boss = with_boss(practising())
    note = agree(room)
    match change:
        case "left":
            room.member.left_at = MONDAY
            room.member.save()
        case "new boss":
            room.person.manager = a_person(room.group.organisation, "New Boss")
            room.person.save()
        case "boss gone":
            boss.is_active = False
            boss.save()
        case "over":
            room.group.sessions.filter(kind="session_two").update(state="ended")
        case _:
            room.person.is_active = False
            room.person.save()
    assert letter_for(note.pk, boss) is None


def test_the_page_agrees_and_takes_back(client: Client) -> None:
    room, _ = with_boss(practising(held=timezone.now() - timedelta(days=9)))
    client.force_login(room.person)
    address = f"/groups/{room.group.pk}/sponsor/"
    for _ in range(2):
        assert client.post(address, {"choice": "send"}).status_code == 302
    assert SponsorNote.objects.filter(revoked_at=None).count() == 1
    assert "Until then you can take your word back" in client.get(address).content.decode()
    for _ in range(2):
        assert client.post(address, {"choice": "stop"}).status_code == 302
    assert not SponsorNote.objects.filter(revoked_at=None).exists()
    assert client.post(address, {"choice": "nonsense"}).status_code == 302


def test_who_has_no_boss_is_told_so(client: Client) -> None:
    room = practising(held=timezone.now() - timedelta(days=9))[0]
    client.force_login(room.person)
    address = f"/groups/{room.group.pk}/sponsor/"
    assert "There is nobody to send it to" in client.get(address).content.decode()
    client.post(address, {"choice": "send"})
    assert not SponsorNote.objects.exists()
    with pytest.raises(actions.NoBossError):
        agree(room)


def test_outside_the_practice_there_is_nothing_to_send(client: Client) -> None:
    room, _ = with_boss(practising())
    room.group.sessions.filter(kind="session_two").update(state="ended")
    client.force_login(room.person)
    address = f"/groups/{room.group.pk}/sponsor/"
    assert "It belongs to the weeks of practice" in client.get(address).content.decode()
    client.post(address, {"choice": "send"})
    assert not SponsorNote.objects.exists()


def test_a_look_costs_the_same_for_one_and_for_three() -> None:
    for _ in range(3):
        agree(with_boss(practising())[0])
        with CaptureQueriesContext(connection) as look:
            assert sponsor_notes_due(MORNING)
        assert len(look) == 1
