"""The weekly talk of two buddies."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from collegium.domain.rhythm import wall_clock
from collegium.groups.actions.turns import take_turn
from collegium.groups.models import Buddies, Cycle, Member
from collegium.groups.rooms import Room
from collegium.practice.models import CheckIn
from collegium.practice.queries.visible import my_buddies


class NoBuddyError(Exception):
    """The member has nobody to check in with in this cycle."""


@transaction.atomic
def check_in(room: Room, cycle: Cycle, *, week: int, note: str, now: datetime) -> CheckIn:
    """Confirm that the buddies talked in a week, and add to their note.

    Either may confirm; what both write stands in the note one after the other. Who came as a
    third to another pair confirms for both. Raises `NoBuddyError` for a member without buddies.
    """
    take_turn(room)
    own = my_buddies(room, cycle)
    if not own:
        raise NoBuddyError
    talks = [confirm(room, one, week=week, note=note, now=now) for one in own]
    return talks[0]


@transaction.atomic
def confirm(room: Room, buddies: Buddies, *, week: int, note: str, now: datetime) -> CheckIn:
    """Confirm the talk of one pair or trio in which the room's member checks in."""
    Buddies.objects.select_for_update().get(pk=buddies.pk)  # both may write at once
    talk, is_new = _talk(room, buddies.pk, week, now)
    text = _with(room.read(talk, "note") if not is_new else "", _signed(note, room.member))
    if is_new or text is not None:
        talk.note = text or ""
        talk.save()
    if is_new:
        talk.readers.set(buddies.members.all())
    talk.readers.add(room.member)
    return talk


def _talk(room: Room, buddies: UUID, week: int, now: datetime) -> tuple[CheckIn, bool]:
    found = CheckIn.objects.select_for_update().filter(buddies=buddies, week=week).first()
    if found is not None:
        return found, False
    talk = CheckIn(
        pk=uuid5(buddies, str(week)),
        group=room.group,
        buddies_id=buddies,
        week=week,
        confirmed_by=room.member,
        talked_on=wall_clock(now, room.person.time_zone).date(),
        created_at=now,
    )
    return talk, True


def _signed(note: str, member: Member) -> str:
    return f"{member.person.name}: {note.strip()}" if note.strip() else ""


def _with(text: str, more: str) -> str | None:
    """The note with one more paragraph; None when that stands in it already."""
    paragraphs = text.split("\n\n") if text else []
    if not more or more in paragraphs:
        return None
    return "\n\n".join([*paragraphs, more])
