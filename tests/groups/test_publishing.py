"""From drafts to groups that meet, go on and end."""

from datetime import timedelta
from itertools import combinations
from uuid import uuid4

import pytest

from collegium.groups import actions, queries
from collegium.groups.actions.cycles import GroupClosed
from collegium.groups.models import (
    Buddies,
    Challenge,
    Cycle,
    Group,
    GroupState,
    Member,
    Programme,
    ProgrammeState,
)
from collegium.groups.rooms import Room
from collegium.people.models import Person
from collegium.vault.models import WrappedKey
from tests.builders import a_group, a_lead, a_person, a_programme, a_room, an_organisation
from tests.groups.worlds import NOW, composed, in_preparation, people

LATER = NOW + timedelta(weeks=6)


def published(participants: int = 8) -> tuple[Programme, tuple[Group, ...]]:
    programme = in_preparation(participants=participants)
    lead = a_lead(programme.organisation)
    composed(programme, lead)
    return programme, actions.publish_groups(programme, by=lead, now=NOW)


def pairs_of(cycle: Cycle) -> set[tuple[str, ...]]:
    rows = Buddies.objects.filter(cycle=cycle).prefetch_related("members")
    return {tuple(sorted(str(m.pk) for m in row.members.all())) for row in rows}


def test_publishing_opens_groups_with_a_key_a_cycle_and_buddies() -> None:
    programme, groups = published(13)
    assert programme.state == ProgrammeState.RUNNING
    assert [group.state for group in groups] == [GroupState.MEETING] * 2
    assert set(WrappedKey.objects.values_list("scope", flat=True)) == {g.pk for g in groups}
    for group in groups:
        cycle = group.cycles.get()
        assert (cycle.number, cycle.challenge, cycle.created_at) == (1, programme.challenge, NOW)
        paired = [member for pair in pairs_of(cycle) for member in pair]
        assert sorted(paired) == sorted(str(member.pk) for member in group.members.all())


def test_publishing_twice_is_publishing_once() -> None:
    programme, groups = published()
    lead = a_lead(programme.organisation, "Second Lead")
    assert actions.publish_groups(programme, by=lead, now=LATER) == groups
    assert Cycle.objects.count() == len(groups)
    assert Buddies.objects.count() == 4


def test_the_zone_of_most_members_is_the_groups() -> None:
    programme = in_preparation()
    abroad = people(programme.organisation, 3, time_zone="America/New_York")
    home = people(programme.organisation, 2)
    group = a_group(programme, *abroad, *home)
    Group.objects.update(state=GroupState.DRAFT, time_zone="UTC")
    Cycle.objects.all().delete()
    actions.publish_groups(programme, by=a_lead(programme.organisation), now=NOW)
    group.refresh_from_db()
    assert group.time_zone == "America/New_York"


def test_nothing_to_publish_and_nothing_of_others() -> None:
    programme = in_preparation(participants=8)
    with pytest.raises(actions.NothingToPublish):
        actions.publish_groups(programme, by=a_lead(programme.organisation), now=NOW)
    stranger = a_lead(an_organisation("Elsewhere"), "Strange Lead")
    with pytest.raises(Programme.DoesNotExist):
        actions.publish_groups(programme, by=stranger, now=NOW)
    programme.refresh_from_db()
    assert programme.state == ProgrammeState.DRAFT


def test_empty_drafts_are_dropped() -> None:
    programme = in_preparation(participants=13)
    lead = a_lead(programme.organisation)
    first, second = composed(programme, lead)
    for member in second.members.all():
        actions.move_person(programme, member.person, to=first.number, now=NOW)
    assert actions.publish_groups(programme, by=lead, now=NOW) == (first,)


def test_the_next_cycle_ends_the_last_and_brings_new_buddies() -> None:
    programme, (group, *_) = published()
    room = queries.enter(group.members.all()[0].person, group.pk)
    first = queries.current_cycle(room)
    challenge = Challenge.objects.create(
        organisation=programme.organisation, sentence="Feedback that lands"
    )
    once = uuid4()
    second = actions.start_cycle(room, challenge=challenge, now=LATER, once=once)
    assert actions.start_cycle(room, challenge=challenge, now=LATER, once=once) == second
    first.refresh_from_db()
    assert (first.ended_at, second.ended_at, second.number) == (LATER, None, 2)
    assert queries.current_cycle(room) == second
    assert not pairs_of(first) & pairs_of(second)


def test_all_members_of_a_group_of_four_have_met_after_three_cycles() -> None:
    room = a_room()
    room.group.cycles.all().delete()
    cycles = [
        actions.start_cycle(room, challenge=room.group.programme.challenge, now=NOW)
        for _ in range(3)
    ]
    everyone = sorted(str(member.pk) for member in queries.members_of(room))
    assert set().union(*map(pairs_of, cycles)) == set(combinations(everyone, 2))


def test_a_foreign_challenge_is_refused() -> None:
    room = a_room()
    foreign = a_programme(an_organisation("Elsewhere")).challenge
    with pytest.raises(Challenge.DoesNotExist):
        actions.start_cycle(room, challenge=foreign, now=NOW)


def test_a_closed_group_stays_readable_and_the_last_ends_the_programme() -> None:
    programme, groups = published(13)
    rooms = [queries.enter(group.members.all()[0].person, group.pk) for group in groups]
    actions.close_group(rooms[0], now=LATER)
    programme.refresh_from_db()
    assert programme.state == ProgrammeState.RUNNING
    actions.close_group(rooms[1], now=LATER)
    programme.refresh_from_db()
    assert programme.state == ProgrammeState.CLOSED
    again = queries.enter(rooms[0].person, groups[0].pk)
    assert queries.current_cycle(again).ended_at == LATER
    with pytest.raises(GroupClosed):
        actions.start_cycle(again, challenge=programme.challenge, now=LATER)


def test_buddies_and_members_as_one_member_sees_them() -> None:
    _, (group, *_) = published()
    member = group.members.all()[0]
    room = queries.enter(member.person, group.pk)
    (buddy,) = queries.buddies_of(room, queries.current_cycle(room))
    others = queries.members_of(room)
    assert len(others) == 8
    assert buddy in others
    back = queries.enter(buddy.person, group.pk)
    assert queries.buddies_of(back, queries.current_cycle(back)) == (member,)
    Member.objects.filter(pk=buddy.pk).update(left_at=NOW)
    assert queries.buddies_of(room, queries.current_cycle(room)) == ()


def test_rooms_are_those_published_groups_that_one_still_sits_in() -> None:
    organisation = an_organisation()
    person, *others = [a_person(organisation, f"Person {at}") for at in range(4)]

    def sit(name: str) -> Group:
        return a_group(a_programme(organisation, name), person, *others)

    meeting, closed, draft, left = (sit(name) for name in ("A", "B", "C", "D"))
    Group.objects.filter(pk=closed.pk).update(state=GroupState.CLOSED)
    Group.objects.filter(pk=draft.pk).update(state=GroupState.DRAFT)
    Member.objects.filter(group=left, person=person).update(left_at=NOW)
    rooms: tuple[Room, ...] = queries.rooms_of(person)
    assert [room.group for room in rooms] == [meeting, closed]
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert queries.rooms_of(person) == ()
