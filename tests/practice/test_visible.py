"""Who reads which log entry: every audience against every reader."""

from datetime import timedelta

import pytest
from django.test import Client

from collegium.groups.models import Member
from collegium.groups.queries import enter
from collegium.groups.rooms import Room
from collegium.people.models import Person, RoleName
from collegium.practice import actions
from collegium.practice.actions import Lines
from collegium.practice.models import Audience
from collegium.practice.queries.brief import brief_of
from collegium.practice.queries.log import all_readable
from tests.builders import a_group, a_person, with_role
from tests.practice.worlds import MONDAY, an_entry, practising

MARK = "Handed the Lisbon report to Jonas"
READERS = {
    Audience.PRIVATE: {"author"},
    Audience.BUDDY: {"author", "buddy"},
    Audience.GROUP: {"author", "buddy", "other"},
}


def outsiders(room: Room) -> dict[str, Person]:
    organisation = room.group.organisation
    elsewhere = a_person(organisation, "Other Group")
    a_group(room.group.programme, elsewhere, name="Group 2")
    facilitator = with_role(a_person(organisation, "Fay"), RoleName.FACILITATOR)
    room.group.facilitator = facilitator
    room.group.save()
    return {
        "member elsewhere": elsewhere,
        "facilitator": facilitator,
        "lead": with_role(a_person(organisation, "Lea"), RoleName.LEAD),
        "administrator": with_role(a_person(organisation, "Ann"), RoleName.ADMINISTRATOR),
    }


def test_who_joins_later_reads_what_is_shared_from_then_on() -> None:
    rooms = practising()
    group, cycle = rooms[0].group, rooms[0].group.cycles.get()
    person = a_person(group.organisation, "Nora Newcomer")
    Member.objects.create(group=group, person=person, joined_at=MONDAY + timedelta(hours=1))
    newcomer = enter(person, group.pk)
    entry = an_entry(rooms[0], Audience.GROUP, MARK)
    assert all_readable(newcomer, cycle) == ()
    lines = Lines(did=MARK, audience=Audience.GROUP)
    actions.change_entry(rooms[0], entry.pk, lines=lines, now=MONDAY + timedelta(hours=2))
    assert [one.did for one in all_readable(newcomer, cycle)] == [MARK]


@pytest.mark.parametrize("audience", Audience)
def test_an_entry_reaches_exactly_its_readers(audience: Audience) -> None:
    rooms = practising()
    an_entry(rooms[0], audience, MARK)
    cycle = rooms[0].group.cycles.get()
    roles = dict(zip(("author", "buddy", "other"), rooms, strict=False))
    reading = {
        role for role, room in roles.items() if MARK in {e.did for e in all_readable(room, cycle)}
    }
    assert reading == READERS[audience]


@pytest.mark.parametrize("audience", Audience)
def test_every_page_keeps_to_it(client: Client, audience: Audience) -> None:
    rooms = practising()
    an_entry(rooms[0], audience, MARK)
    readers = {"author": rooms[0].person, "buddy": rooms[1].person, "other": rooms[2].person}
    base = f"/groups/{rooms[0].group.pk}/"
    for role, person in (readers | outsiders(rooms[0])).items():
        client.force_login(person)
        pages = [client.get(path) for path in (f"{base}log/", base, f"{base}brief/", "/today/")]
        assert any(MARK in p.content.decode() for p in pages) == (role in READERS[audience]), role


def test_the_brief_shows_others_only_what_the_group_may_read() -> None:
    rooms = practising()
    for audience in Audience:
        an_entry(rooms[0], audience, audience.value)
    cycle = rooms[0].group.cycles.get()
    mine = brief_of(rooms[0], cycle)[0]
    seen = next(one for one in brief_of(rooms[1], cycle) if one.id == rooms[0].member.pk)
    assert {e.did for e in mine.only_me} == {"private", "buddy"}
    assert {e.did for e in seen.shared} == {"group"}
    assert seen.only_me == ()
    assert (mine.attempts, seen.attempts) == (6, 2)


def test_who_becomes_a_buddy_later_reads_what_is_written_from_then_on() -> None:
    rooms = practising()
    before = an_entry(rooms[0], Audience.BUDDY, MARK)
    rooms[0].member.buddies.get().members.add(rooms[2].member)
    cycle = rooms[0].group.cycles.get()
    assert all_readable(rooms[2], cycle) == ()
    an_entry(rooms[0], Audience.BUDDY, "from now on")
    assert {entry.did for entry in all_readable(rooms[2], cycle)} == {"from now on"}
    actions.change_entry(rooms[0], before.pk, lines=Lines(did=MARK), now=MONDAY)
    assert len(all_readable(rooms[2], cycle)) == 2


def test_an_audience_changed_later_holds_at_once() -> None:
    rooms = practising()
    entry = an_entry(rooms[0], Audience.GROUP, MARK)
    cycle = rooms[0].group.cycles.get()
    for audience, reading in ((Audience.PRIVATE, 0), (Audience.BUDDY, 1), (Audience.GROUP, 3)):
        lines = Lines(did=MARK, audience=audience)
        actions.change_entry(rooms[0], entry.pk, lines=lines, now=MONDAY)
        assert sum(len(all_readable(room, cycle)) for room in rooms[1:]) == reading


def test_a_buddy_of_an_earlier_cycle_reads_nothing_new() -> None:
    rooms = practising()
    buddies = rooms[0].member.buddies.get()
    buddies.members.remove(rooms[1].member)
    an_entry(rooms[0], Audience.BUDDY, MARK)
    assert all_readable(rooms[1], rooms[0].group.cycles.get()) == ()
