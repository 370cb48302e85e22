"""Which cycles a member may read, and which the group has opened to those who joined later."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from collegium.groups.models import Buddies, Cycle, Member
from collegium.groups.rooms import Room
from collegium.library.models import Opening
from collegium.meetings.models import Outcome, SessionEvent
from collegium.people.models import Person
from collegium.practice.models import LogEntry

type TookPart = frozenset[tuple[UUID, UUID]]  # a cycle and a member


@dataclass(frozen=True, slots=True)
class OpeningView:
    """One cycle before somebody's time: who was there, who agrees, who is waited for."""

    cycle: Cycle
    is_asked: bool
    agreed: tuple[str, ...]
    awaited: tuple[str, ...]
    was_there: bool  # the reader, so that it is theirs to say
    said_yes: bool
    newcomers: tuple[str, ...]  # whom it would be opened to

    @property
    def is_open(self) -> bool:
        """Whether everybody who was there agrees."""
        return self.is_asked and not self.awaited


def took_part(cycles: Collection[Cycle]) -> TookPart:
    """Who was paired, was in a session or wrote in which of these cycles (one query).

    A place tells only when somebody came the last time: whoever left and came back took part too.
    """
    wanted = [one.pk for one in cycles]
    paired = Buddies.objects.filter(cycle__in=wanted).values_list("cycle_id", "members")
    came = SessionEvent.objects.filter(session__cycle__in=wanted, member__isnull=False)
    left = Outcome.objects.filter(session__cycle__in=wanted, member__isnull=False)
    wrote = LogEntry.objects.filter(cycle__in=wanted)
    rows = paired.order_by().union(
        came.order_by().values_list("session__cycle_id", "member_id"),
        left.order_by().values_list("session__cycle_id", "member_id"),
        wrote.order_by().values_list("cycle_id", "member_id"),
    )
    return frozenset(rows)


def was_there(member: Member, cycle: Cycle, part: TookPart) -> bool:
    """Whether a member sat in the group in some part of a cycle; nobody's place was nobody's."""
    if (cycle.pk, member.pk) in part:
        return member.forgotten_at is None
    began_before = cycle.ended_at is None or member.joined_at < cycle.ended_at
    left_later = member.left_at is None or member.left_at > cycle.created_at
    return began_before and left_later and member.forgotten_at is None


def cycles_of(room: Room) -> tuple[Cycle, ...]:
    """All cycles of the group with their challenges, the newest first (one query)."""
    cycles = Cycle.objects.select_related("challenge").filter(group=room.group)
    return tuple(cycles.order_by("-number"))


def opened_to(room: Room, cycles: Sequence[Cycle]) -> frozenset[UUID]:
    """The cycles from before the member's time that the group has opened (two to four queries)."""
    before = [one for one in cycles if one.created_at < room.member.joined_at]
    if not before:
        return frozenset()
    members = _members(room)
    agreed, part = _agreed(before), took_part(before)
    return frozenset(
        one.pk
        for one in before
        if one.pk in agreed
        and {member.pk for member in members if was_there(member, one, part)} <= agreed[one.pk]
    )


def openings_of(room: Room) -> tuple[OpeningView, ...]:
    """All cycles that began before somebody who sits in the group now joined (five queries)."""
    cycles = cycles_of(room)
    members, agreed, part = _members(room), _agreed(cycles), took_part(cycles)
    views = (_view(room, one, members, agreed.get(one.pk), part) for one in cycles)
    return tuple(view for view in views if view.newcomers)


def waiting_openings(person: Person) -> Mapping[UUID, tuple[Opening, ...]]:
    """What former groups ask a person about, by the place they had there (three queries)."""
    left = Member.objects.filter(person=person, forgotten_at=None, left_at__isnull=False)
    places = {one.group_id: one for one in left}
    asked = Opening.objects.filter(cycle__group__in=places).select_related("cycle__challenge")
    waiting = list(asked.exclude(agreed__member__in=left).order_by("cycle__number"))
    part = took_part([one.cycle for one in waiting])
    found: dict[UUID, tuple[Opening, ...]] = defaultdict(tuple)
    for one in waiting:
        place = places[one.cycle.group_id]
        if was_there(place, one.cycle, part):
            found[place.pk] = (*found[place.pk], one)
    return found


def _members(room: Room) -> tuple[Member, ...]:
    members = Member.objects.filter(group=room.group, forgotten_at=None).select_related("person")
    return tuple(members.order_by("person__name", "id"))


def _agreed(cycles: Sequence[Cycle]) -> Mapping[UUID, frozenset[UUID]]:
    asked = Opening.objects.filter(cycle__in=[one.pk for one in cycles]).prefetch_related("agreed")
    return {one.cycle_id: frozenset(yes.member_id for yes in one.agreed.all()) for one in asked}


def _view(
    room: Room,
    cycle: Cycle,
    members: Collection[Member],
    agreed: frozenset[UUID] | None,
    part: TookPart,
) -> OpeningView:
    there = [one for one in members if was_there(one, cycle, part)]
    yes = agreed or frozenset()
    return OpeningView(
        cycle=cycle,
        is_asked=agreed is not None,
        agreed=tuple(one.person.name for one in there if one.pk in yes),
        awaited=tuple(one.person.name for one in there if one.pk not in yes),
        was_there=any(one.pk == room.member.pk for one in there),
        said_yes=room.member.pk in yes,
        newcomers=tuple(
            one.person.name
            for one in members
            if one.left_at is None and one.joined_at > cycle.created_at
        ),
    )
