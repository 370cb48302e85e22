"""Buddies of a group over its cycles."""

from itertools import combinations

from collegium.groups import actions, queries
from collegium.groups.models import Buddies, Cycle, Member
from collegium.groups.rooms import Room
from tests.builders import a_room
from tests.groups.worlds import NOW, people


def a_room_of(count: int) -> Room:
    """A room whose group has so many members and no cycle yet."""
    room = a_room()
    room.group.cycles.all().delete()
    more = count - room.group.members.count()
    for person in people(room.group.organisation, max(0, more), time_zone="UTC"):
        Member.objects.create(group=room.group, person=person)
    assert room.group.members.count() == count
    return room


def next_cycle(room: Room) -> Cycle:
    return actions.start_cycle(room, challenge=room.group.programme.challenge, now=NOW)


def buddies_in(cycle: Cycle) -> list[tuple[str, ...]]:
    rows = Buddies.objects.filter(cycle=cycle).prefetch_related("members")
    return [tuple(sorted(str(m.pk) for m in row.members.all())) for row in rows]


def largest(buddies: list[tuple[str, ...]]) -> tuple[str, ...]:
    return max(buddies, key=len)


def test_six_members_meet_everybody_in_five_cycles() -> None:
    room = a_room_of(6)
    met = [pair for _ in range(5) for pair in buddies_in(next_cycle(room))]
    everyone = sorted(str(member.pk) for member in queries.members_of(room))
    assert sorted(met) == sorted(combinations(everyone, 2))


def test_of_five_members_nobody_is_in_the_trio_four_times_in_a_row() -> None:
    room = a_room_of(5)
    trios = [set(largest(buddies_in(next_cycle(room)))) for _ in range(4)]
    assert not set.intersection(*trios)


def test_after_somebody_has_left_the_others_go_on_with_whom_they_have_not_met() -> None:
    room = a_room_of(5)
    first = buddies_in(next_cycle(room))
    trio = set(largest(first)) - {str(room.member.pk)}
    leaver = room.group.members.get(pk=min(trio))
    leaver.left_at = NOW
    leaver.save()
    met = {pair for found in first for pair in combinations(found, 2)}
    second = buddies_in(next_cycle(room))
    assert all(str(leaver.pk) not in pair for pair in second)
    assert not met & set(second)
