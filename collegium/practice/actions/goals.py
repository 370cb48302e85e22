"""Goals and steps towards them."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from collegium.groups.models import Cycle
from collegium.groups.rooms import Room
from collegium.practice.actions.turns import take_turn
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


@transaction.atomic
def take_step(room: Room, goal_id: UUID, *, on: date, value: int) -> GoalStep:
    """Say how far one's own goal has come on a day; a second number that day replaces the first.

    Raises `Goal.DoesNotExist` for anybody else's goal.
    """
    take_turn(room)
    goal = Goal.objects.get(pk=goal_id, group=room.group, member=room.member)
    step, _ = GoalStep.objects.update_or_create(goal=goal, on=on, defaults={"value": value})
    return step
