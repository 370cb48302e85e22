"""Where a member stands: their group, its cycle and sessions, the week of practice."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from collegium.domain.rhythm import USUAL, Due, Kind, Participant, Wishes, waiting, wall_clock
from collegium.groups.models import Cycle, Group, Member
from collegium.groups.rooms import Room
from collegium.meetings import models as meetings
from collegium.meetings.models import Session, SessionState
from collegium.meetings.queries.dates import in_order
from collegium.people.queries import wishes_of
from collegium.practice.queries.done import done_in

type Done = frozenset[tuple[Kind, int]]


@dataclass(frozen=True, slots=True)
class Standing:
    """One member in one cycle. `done` names what they did in which week."""

    member: Member
    cycle: Cycle
    sessions: tuple[Session, ...]
    done: Done = field(default_factory=frozenset)
    wishes: Wishes = field(default_factory=Wishes)

    @property
    def group(self) -> Group:
        """The group."""
        return self.member.group

    def session(self, kind: meetings.Kind) -> Session | None:
        """This cycle's session of a kind."""
        return next((one for one in self.sessions if one.kind == kind), None)

    @property
    def practice_began(self) -> datetime | None:
        """When Session One ended, None while it is to come."""
        one = self.session(meetings.Kind.SESSION_ONE)
        held = one is not None and one.state == SessionState.ENDED
        return (one.ended_at or one.starts_at) if one and held else None

    @property
    def is_over(self) -> bool:
        """Whether Session Two was held or the cycle ended."""
        two = self.session(meetings.Kind.SESSION_TWO)
        held = two is not None and two.state == SessionState.ENDED
        return held or self.cycle.ended_at is not None

    def is_practising(self) -> bool:
        """Whether the practice month runs."""
        return self.practice_began is not None and not self.is_over

    def participant(self) -> Participant:
        """The member as reminders see them."""
        two = self.session(meetings.Kind.SESSION_TWO)
        return Participant(
            person=str(self.member.person_id),
            cycle=str(self.cycle.pk),
            zone=self.member.person.time_zone,
            session_one=self.practice_began,
            session_two=two.starts_at if two else None,
            done=self.done,
            home=self.group.time_zone,
            weeks=self.cycle.practice_weeks,
            wishes=self.wishes,
        )

    def week(self, now: datetime) -> int:
        """The week of practice that everything at `now` is about; the last one after its end."""
        span = self.participant().span(USUAL)
        today = wall_clock(now, self.member.person.time_zone).date()
        return span.nearest_week(today) if span else 1

    def asked(self, kind: Kind, now: datetime) -> Due | None:
        """What of this kind waits for the member at `now`."""
        if not self.is_practising():
            return None
        found = waiting(USUAL, self.participant(), now=now)
        return next((item for item in found if item.kind is kind), None)


def standing(room: Room) -> Standing | None:
    """Where the room's member stands in the group's latest cycle; None without a cycle."""
    return next(iter(standings([room.member])), None)


def standings(members: Sequence[Member]) -> tuple[Standing, ...]:
    """Where each member stands, in a constant number of queries (eight)."""
    cycles = _latest_cycles({one.group_id for one in members})
    sessions = _sessions(cycles.values())
    done = done_in([cycle.pk for cycle in cycles.values()])
    wishes = wishes_of({one.person_id: one.person.country for one in members})
    return tuple(
        Standing(
            one, cycle, sessions[cycle.pk], frozenset(done[cycle.pk, one.pk]), wishes[one.person_id]
        )
        for one in members
        if (cycle := cycles.get(one.group_id))
    )


def _latest_cycles(groups: set[UUID]) -> dict[UUID, Cycle]:
    cycles = Cycle.objects.filter(group__in=groups).select_related("challenge").order_by("number")
    return {cycle.group_id: cycle for cycle in cycles}


def _sessions(cycles: Collection[Cycle]) -> Mapping[UUID, tuple[Session, ...]]:
    found: dict[UUID, list[Session]] = defaultdict(list)
    for one in Session.objects.filter(cycle__in=cycles).select_related("cycle", "host__person"):
        found[one.cycle_id].append(one)
    return defaultdict(tuple, {key: in_order(value) for key, value in found.items()})
