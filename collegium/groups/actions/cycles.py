"""Going on with a group, and ending it."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from collegium.groups.actions.buddies import pair_members
from collegium.groups.models import Challenge, Cycle, Group, GroupState, ProgrammeState
from collegium.groups.rooms import Room


class GroupClosed(Exception):  # noqa: N818 - says what was found
    """The group has ended."""


@transaction.atomic
def start_cycle(
    room: Room, *, challenge: Challenge, now: datetime, once: UUID | None = None
) -> Cycle:
    """End the group's current cycle and begin the next, with new buddies.

    The same `once` gives the same cycle. Raises GroupClosed for a group that has ended and
    `Challenge.DoesNotExist` for another organisation's challenge.
    """
    group = Group.objects.select_for_update().get(pk=room.group.pk)
    known = Cycle.objects.filter(group=group, pk=once).first() if once else None
    if known:
        return known
    if group.state != GroupState.MEETING:
        raise GroupClosed(group.pk)
    if challenge.organisation_id != group.organisation_id:
        raise Challenge.DoesNotExist
    last = group.cycles.order_by("number").last()
    group.cycles.filter(ended_at=None).update(ended_at=now)
    cycle = Cycle.objects.create(
        pk=once or uuid4(),
        group=group,
        number=last.number + 1 if last else 1,
        challenge=challenge,
        practice_weeks=last.practice_weeks if last else room.group.programme.practice_weeks,
        created_at=now,
    )
    pair_members(cycle)
    return cycle


@transaction.atomic
def close_group(room: Room, *, now: datetime) -> None:
    """End a group; its words stay readable for its members. The last one ends the programme."""
    group = Group.objects.select_for_update().select_related("programme").get(pk=room.group.pk)
    group.cycles.filter(ended_at=None).update(ended_at=now)
    group.state = room.group.state = GroupState.CLOSED
    group.save(update_fields=["state"])
    if not group.programme.groups.exclude(state=GroupState.CLOSED).exists():
        group.programme.state = ProgrammeState.CLOSED
        group.programme.save(update_fields=["state"])
