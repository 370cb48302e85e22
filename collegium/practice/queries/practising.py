"""Everybody who is in the weeks between two sessions, as reminders see them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import time
from uuid import UUID

from django.db.models import QuerySet

from collegium.domain.rhythm import Kind, Participant, Recurring, Wishes
from collegium.groups.models import GroupState, Member
from collegium.people.queries import wishes_of
from collegium.practice.queries.done import done_in, with_buddies
from collegium.practice.queries.months import Month, months_under_way
from collegium.practice.queries.plans import weekly_moments

LONGEST = 60  # weeks; no practice is longer


@dataclass(frozen=True, slots=True)
class Practitioner:
    """A member in practice."""

    member_id: UUID
    person_id: UUID
    organisation_id: UUID
    group_id: UUID
    cycle_id: UUID
    participant: Participant


def practising(cycles: Collection[UUID] | None = None) -> tuple[Practitioner, ...]:
    """Everybody in practice, in five queries at most; what they did is left open.

    Those of some cycles alone where they are given.
    """
    months = months_under_way(cycles)
    if not months:
        return ()
    sitting = _sitting() if cycles is None else _sitting().filter(group__in=list(months))
    rows = list(
        sitting.values_list(
            "pk",
            "person_id",
            "group_id",
            "person__organisation_id",
            "person__time_zone",
            "person__country",
        )
    )
    wishes = wishes_of({row[1]: row[5] for row in rows}, among=sitting.values("person"))
    meetings = weekly_moments([month.cycle_id for month in months.values()])
    return tuple(
        Practitioner(
            member_id=member,
            person_id=person,
            organisation_id=organisation,
            group_id=group,
            cycle_id=month.cycle_id,
            participant=_participant(
                person, zone, month, wishes, meetings.get((month.cycle_id, member))
            ),
        )
        for member, person, group, organisation, zone, _country in rows
        if (month := months.get(group))
    )


def with_what_is_done(found: Collection[Practitioner]) -> tuple[Practitioner, ...]:
    """The same with what they did (4 queries); without a buddy there is no check-in to do."""
    cycles = {one.cycle_id for one in found}
    done, paired = done_in(cycles), with_buddies(cycles)
    no_talks = {(Kind.CHECK_IN, week) for week in range(1, LONGEST)}

    def of(one: Practitioner) -> frozenset[tuple[Kind, int]]:
        place = one.cycle_id, one.member_id
        return frozenset(done[place] if place in paired else done[place] | no_talks)

    return tuple(replace(one, participant=replace(one.participant, done=of(one))) for one in found)


def _sitting() -> QuerySet[Member]:
    members = Member.objects.filter(
        left_at=None, person__is_active=True, group__state=GroupState.MEETING
    )
    return members.order_by("id")


def _participant(
    person: UUID,
    zone: str,
    month: Month,
    wishes: Mapping[UUID, Wishes],
    meeting: tuple[int, time] | None,
) -> Participant:
    return Participant(
        person=str(person),
        cycle=str(month.cycle_id),
        zone=zone,
        session_one=month.began,
        session_two=month.session_two,
        home=month.zone,
        weeks=month.weeks,
        wishes=wishes[person],
        awaited=(Recurring(meeting[0], meeting[1], zone),) if meeting else (),
    )
