"""A peer says who it is that signs in anew."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from collegium.audit.actions import note
from collegium.audit.verbs import Verb
from collegium.groups.actions.turns import take_turn
from collegium.groups.models import Member, Vouch
from collegium.groups.rooms import Room
from collegium.people.access import CHANGES_SIGN_IN, relations_of
from collegium.people.queries.new_ways import unsettled


class NotYours(ValueError):  # noqa: N818 - it says what is the case
    """Whoever may change how others sign in vouches for nobody."""


@transaction.atomic
def vouch(room: Room, member_id: UUID, *, now: datetime) -> Member:
    """Open the group to somebody in it who comes by a new way; again changes nothing.

    Raises `Member.DoesNotExist` for who does not sit there, and `NotYours`. What they have denied
    themselves no word of others opens.
    """
    take_turn(room)
    whom = Member.objects.exclude(pk=room.member.pk).select_related("person")
    member = whom.get(group=room.group, pk=member_id, left_at=None)
    if relations_of(room.person) & CHANGES_SIGN_IN:
        raise NotYours
    ways = unsettled().filter(person=member.person, denied_at=None, since__gt=member.joined_at)
    made = [
        Vouch.objects.get_or_create(
            way=way, group=room.group, defaults={"by": room.member, "said_at": now}
        )[1]
        for way in ways.select_for_update(of=("self",))
    ]
    if any(made):
        note(
            Verb.VOUCHED,
            room.group.organisation_id,
            by=room.person.pk,
            subject=member.person_id,
            group=room.group.pk,
        )
    return member
