"""Changing a plan."""

from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.db import transaction

from collegium.groups.actions.turns import take_turn
from collegium.groups.models import Cycle
from collegium.groups.rooms import Room
from collegium.practice.models import Plan
from collegium.vault.rows import own_identity


@dataclass(frozen=True, slots=True)
class Weekly:
    """A meeting that comes every week, on the member's own clock; 0 is Monday."""

    weekday: int
    at: time


@transaction.atomic
def change_plan(
    room: Room,
    cycle: Cycle,
    *,
    once: UUID,
    when: str,
    will: str,
    now: datetime,
    meeting: Weekly | None = None,
) -> Plan:
    """Put a new plan in the place of the member's last one, which stays in the history.

    `meeting` is the one that the plan waits for, if it comes every week.
    """
    take_turn(room)
    once = own_identity(Plan, once, member=room.member)
    found = Plan.objects.filter(pk=once, member=room.member).first()
    if found is not None:
        return found
    plan = Plan(
        pk=once,
        group=room.group,
        cycle=cycle,
        member=room.member,
        when=when,
        will=will,
        nudge_weekday=meeting.weekday if meeting else None,
        nudge_at=meeting.at if meeting else None,
        created_at=now,
    )
    plan.save()
    return plan
