"""Whom the members of a group could call, as the group sees it: before, and after."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from collegium.groups.models import Member
from collegium.groups.queries import members_of
from collegium.groups.rooms import Room
from collegium.practice.models import Contacts, Moment
from collegium.practice.queries.pulses import opened

NO_DEPARTMENT = "–"

type Line = tuple[str, list[str], Mapping[str, int]]  # a name, names in the group, departments


@dataclass(frozen=True, slots=True)
class Network:
    """Both pictures with the same places, so that one can compare them; nobody outside by name."""

    before: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()
    places: tuple[str, ...] = ()


def network_of(room: Room) -> Network:
    """The pictures of the newest cycle of which there are any (two queries and the key).

    Whoever leaves themselves out stands in none of them, neither as naming nor as named; what
    was said before somebody joined is not shown to them.
    """
    rows = Contacts.objects.filter(
        group=room.group, pulse__answered_at__gte=room.member.joined_at
    ).select_related("pulse__cycle")
    newest = max((one.pulse.cycle.number for one in rows), default=0)
    found = [one for one in rows if one.pulse.cycle.number == newest]
    members = members_of(room)
    before = _lines(room, members, [one for one in found if one.pulse.moment == Moment.BEFORE])
    after = _lines(room, members, [one for one in found if one.pulse.moment == Moment.AFTER])
    places = {place for _, _, counts in (*before, *after) for place in counts}
    return Network(before, after, tuple(sorted(places)))


def _lines(room: Room, members: Iterable[Member], rows: list[Contacts]) -> tuple[Line, ...]:
    left_out = {one.pulse.member_id for one in rows if not one.in_picture}
    drawn = {one.person_id: one for one in members if one.pk not in left_out}
    told = {one.pulse.member_id: opened(room, one) for one in rows}
    lines = [
        _line(member, told.get(member.pk, ()), drawn, {one.person_id for one in members})
        for member in drawn.values()
    ]
    return tuple(lines) if any(people or places for _, people, places in lines) else ()


def _line(
    member: Member,
    named: Iterable[tuple[UUID, str]],
    drawn: Mapping[UUID, Member],
    group: set[UUID],
) -> Line:
    named = tuple(named)
    people = sorted(drawn[person].person.name for person, _ in named if person in drawn)
    outside = Counter(part or NO_DEPARTMENT for person, part in named if person not in group)
    return member.person.name, people, dict(sorted(outside.items()))
