"""Agreeing to the sponsor note, and taking that back."""

from datetime import datetime, timedelta

from django.db import transaction

from collegium.domain.rhythm import USUAL
from collegium.domain.rhythm.digests import next_morning
from collegium.groups.actions.turns import take_turn
from collegium.groups.models import Cycle
from collegium.groups.rooms import Room
from collegium.people.queries.rhythm import wishes_of
from collegium.practice.models import SponsorNote
from collegium.practice.queries.sponsor import boss_of

SECOND_THOUGHTS = timedelta(hours=1)


class NoBossError(Exception):
    """The roster names nobody to whom the note could go."""


@transaction.atomic
def agree_to_sponsor_note(room: Room, cycle: Cycle, *, now: datetime) -> SponsorNote:
    """Let the note go out on the boss's next working morning, an hour from now at the earliest.

    Nothing changes where the member agreed already. Raises `NoBossError` without a boss.
    """
    take_turn(room)
    notes = SponsorNote.objects.filter(cycle=cycle, member=room.member, revoked_at=None)
    if agreed := notes.first():
        return agreed
    boss = boss_of(room.person)
    if boss is None:
        raise NoBossError
    wishes = wishes_of({boss.pk: boss.country})[boss.pk]
    goes_at = next_morning(USUAL, wishes, now + SECOND_THOUGHTS, zone=boss.time_zone)
    note = SponsorNote(cycle=cycle, member=room.member, agreed_at=now, goes_at=goes_at)
    note.save()
    return note


@transaction.atomic
def take_back_sponsor_note(room: Room, cycle: Cycle, *, now: datetime) -> None:
    """Stop a note that has not gone out yet; one that has stays as it is."""
    take_turn(room)
    notes = SponsorNote.objects.filter(cycle=cycle, member=room.member, revoked_at=None)
    notes.filter(goes_at__gt=now).update(revoked_at=now)
