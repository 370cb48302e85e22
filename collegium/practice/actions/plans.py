"""Changing a plan."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from collegium.groups.models import Cycle
from collegium.groups.rooms import Room
from collegium.practice.actions.turns import take_turn
from collegium.practice.models import Plan
from collegium.vault.rows import own_identity


@transaction.atomic
def change_plan(
    room: Room, cycle: Cycle, *, once: UUID, when: str, will: str, now: datetime
) -> Plan:
    """Put a new plan in the place of the member's last one, which stays in the history."""
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
        created_at=now,
    )
    plan.save()
    return plan
