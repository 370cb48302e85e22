"""Goals and steps towards them."""

from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q

from collegium.groups.actions.turns import take_turn
from collegium.groups.models import Cycle
from collegium.groups.rooms import Room
from collegium.practice.models import Goal, GoalStep
from collegium.vault.rows import own_identity


@transaction.atomic
def set_goal(
    room: Room,
    cycle: Cycle,
    *,
    once: UUID,
    sentence: str,
    unit: str,
    start: int,
    target: int,
    now: datetime,
) -> Goal:
    """Set a goal that the group can see; the same `once` sets one."""
    take_turn(room)
    once = own_identity(Goal, once, member=room.member)
    found = Goal.objects.filter(pk=once, member=room.member).first()
    if found is not None:
        return found
    goal = Goal(
        pk=once,
        group=room.group,
        cycle=cycle,
        member=room.member,
        sentence=sentence,
        unit=unit,
        start=start,
        target=target,
        created_at=now,
    )
    goal.save()
    return goal


class GoalStandsError(Exception):
    """The group has set itself a goal in this cycle already."""


@transaction.atomic
def set_group_goal(
    room: Room,
    cycle: Cycle,
    *,
    once: UUID,
    sentence: str,
    unit: str,
    start: int,
    target: int,
    now: datetime,
) -> Goal:
    """Set the one goal of the whole group, or change the one whose identity `once` is.

    Any member may. Raises `GoalStandsError` when somebody else has set another one.
    """
    Cycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)  # two may set one at once
    goal = Goal.objects.filter(cycle=cycle, member=None).first()
    if goal is not None and goal.pk not in {once, _beside(once, room)}:
        raise GoalStandsError
    if goal is None:
        taken = Goal.objects.filter(pk=once).exists()
        once = _beside(once, room) if taken else once
        goal = Goal(pk=once, group=room.group, cycle=cycle, created_at=now)
    goal.sentence, goal.unit, goal.start, goal.target = sentence, unit, start, target
    goal.save()
    return goal


@transaction.atomic
def take_step(room: Room, goal_id: UUID, *, on: date, value: int) -> GoalStep:
    """Say how far one's own goal or the group's has come on a day; the last number of it counts.

    Raises `Goal.DoesNotExist` for anybody else's goal.
    """
    take_turn(room)
    movable = Q(member=room.member) | Q(member=None)
    goal = Goal.objects.get(movable, pk=goal_id, group=room.group)
    said = {"value": value, "noted_by": room.member}
    step, _ = GoalStep.objects.update_or_create(goal=goal, on=on, defaults=said)
    return step


def _beside(once: UUID, room: Room) -> UUID:
    """What takes the place of an identity that another row has."""
    return uuid5(once, str(room.group.pk))
