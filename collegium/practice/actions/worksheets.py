"""What buddies write to one another when they do not find the time to talk, or before they do."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid5

from django.db import transaction

from collegium.groups.actions.turns import take_turn
from collegium.groups.models import Buddies, Cycle, Member
from collegium.groups.rooms import Room
from collegium.practice.actions.check_ins import NoBuddyError, confirm
from collegium.practice.models import Worksheet
from collegium.practice.queries.visible import my_buddies


@dataclass(frozen=True, slots=True)
class Sheet:
    """The worksheet of one member in one week."""

    tried: str
    stuck: str = ""
    moment: str = ""
    step: str = ""


@transaction.atomic
def fill_worksheet(room: Room, cycle: Cycle, *, week: int, sheet: Sheet, now: datetime) -> bool:
    """Keep what a member writes to their buddies about a week; the last version counts.

    Once all of them have written, that week's check-in is confirmed: the return value says so.
    Raises `NoBuddyError` for a member without buddies.
    """
    take_turn(room)
    own = my_buddies(room, cycle)
    if not own:
        raise NoBuddyError
    mine = Buddies.objects.select_for_update().filter(pk__in=[one.pk for one in own])
    list(mine.order_by("pk"))  # both may write at once
    buddies = own[0]
    identity = uuid5(buddies.pk, f"{room.member.pk}/{week}")
    row = Worksheet.objects.filter(pk=identity).first() or Worksheet(
        pk=identity,
        group=room.group,
        buddies=buddies,
        member=room.member,
        week=week,
        created_at=now,
    )
    row.tried, row.stuck, row.moment, row.step = sheet.tried, sheet.stuck, sheet.moment, sheet.step
    row.changed_at = now
    row.save()
    row.readers.set(Member.objects.filter(buddies__in=own).exclude(pk=room.member.pk))
    written = Worksheet.objects.filter(buddies__cycle=cycle, week=week).values("member")
    complete = [
        one for one in own if not one.members.filter(left_at=None).exclude(pk__in=written).exists()
    ]
    for one in complete:
        confirm(room, one, week=week, note="", now=now)
    return bool(complete)
