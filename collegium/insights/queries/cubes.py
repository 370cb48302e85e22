"""The one builder of cubes: from rows to what the gate is asked about. Nothing of it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.db.models import Max, Sum

from collegium.domain.evidence import Cube, Row
from collegium.groups.models import PUBLISHED, Member, Programme
from collegium.insights.measures import Measure
from collegium.meetings.models import (
    CYCLE_KINDS,
    Kind,
    Reading,
    Session,
    SessionEvent,
    SessionState,
)
from collegium.practice.models import LogEntry

ITEM = "confidence"
NO_DEPARTMENT = "–"

type Values = Mapping[UUID, float]  # a member's number


@dataclass(frozen=True, slots=True)
class Seat:
    """Where one member stands in the cube."""

    person: UUID
    group: UUID
    part: str


@dataclass(frozen=True, slots=True)
class Seating:
    """Everybody who ever sat in one of the programme's groups, leavers included.

    Leavers stay in, so that no figure changes by one person's value on the day they go. Somebody
    who sat in two groups counts where they joined first.
    """

    seats: Mapping[UUID, Seat]
    parts: tuple[str, ...]

    @classmethod
    def of(cls, programme: Programme) -> Self:
        """Read it (one query)."""
        members = Member.objects.filter(
            group__programme_id=programme.pk,
            group__state__in=PUBLISHED,
        ).order_by("joined_at", "pk")
        rows = members.values_list("pk", "person", "group", "person__department")
        seats: dict[UUID, Seat] = {}
        seen: set[UUID] = set()
        for member, person, group, department in rows:
            if person not in seen:
                seen.add(person)
                seats[member] = Seat(person, group, department or NO_DEPARTMENT)
        return cls(seats, tuple(sorted({seat.part for seat in seats.values()})))

    def cube(self, measure: Measure, values: Values) -> Cube:
        """Set the members' numbers into their places."""
        rows = (
            Row(seat.person, seat.group, seat.part, values[member])
            for member, seat in self.seats.items()
            if member in values
        )
        return Cube(measure, tuple(rows), self.parts, measure.grain)


def cubes(programme: Programme) -> tuple[Cube, ...]:
    """Every measure of a programme, in order (a fixed number of queries)."""
    seating = Seating.of(programme)
    values = _participation(programme, seating) | _practice(programme, seating)
    values |= _confidence(programme)
    return tuple(seating.cube(measure, values.get(measure, {})) for measure in Measure)


def _participation(programme: Programme, seating: Seating) -> dict[Measure, Values]:
    """Who did anything in a first session of its kind, among the members of groups that held it."""
    held = Session.objects.filter(
        group__programme_id=programme.pk,
        state=SessionState.ENDED,
        cycle__number=1,
        kind__in=CYCLE_KINDS,
    ).values_list("kind", "group")
    groups_by_kind: dict[str, set[UUID]] = {kind: set() for kind in CYCLE_KINDS}
    for kind, group in held:
        groups_by_kind[kind].add(group)
    there = set(
        SessionEvent.objects.filter(
            session__group__programme_id=programme.pk, session__cycle__number=1
        )
        .order_by()
        .values_list("session__kind", "member")
        .distinct()
    )
    return {
        Measure(kind): {
            member: float((kind, member) in there)
            for member, seat in seating.seats.items()
            if seat.group in groups
        }
        for kind, groups in groups_by_kind.items()
    }


def _practice(programme: Programme, seating: Seating) -> dict[Measure, Values]:
    """Who wrote in their log, and how often they tried what they had planned."""
    entries = LogEntry.objects.filter(group__programme_id=programme.pk).order_by()
    attempts = {
        member: float(total)
        for member, total in entries.values_list("member").annotate(Sum("attempts"))
    }
    begun = set(
        Session.objects.filter(
            group__programme_id=programme.pk, kind=Kind.SESSION_ONE, state=SessionState.ENDED
        ).values_list("group", flat=True)
    )
    logged = {
        member: float(member in attempts)
        for member, seat in seating.seats.items()
        if seat.group in begun
    }
    return {Measure.LOGGED: logged, Measure.ATTEMPTS: attempts}


def _confidence(programme: Programme) -> dict[Measure, Values]:
    """How sure members felt about their first challenge; only who answered both times counts."""
    readings = (
        Reading.objects.filter(
            session__group__programme_id=programme.pk,
            item=ITEM,
            session__cycle__number=1,
            session__kind__in=CYCLE_KINDS,
        )
        .order_by()
        .values_list("moment", "member")
        .annotate(Max("value"))
    )
    told: dict[str, dict[UUID, float]] = {"before": {}, "after": {}, "then": {}}
    for moment, member, value in readings:
        told.setdefault(moment, {})[member] = float(value)
    before, after, then = told["before"], told["after"], told["then"]
    both = before.keys() & after.keys()
    return {
        Measure.BEFORE: {member: before[member] for member in both},
        Measure.AFTER: {member: after[member] for member in both},
        Measure.CHANGE: {member: after[member] - before[member] for member in both},
        Measure.CHANGE_THEN: {
            member: after[member] - then[member] for member in both & then.keys()
        },
    }
