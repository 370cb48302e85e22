"""A peer says who it is that signs in anew."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from collegium.audit.actions import note
from collegium.audit.verbs import Verb
from collegium.groups.actions.turns import take_turn
from collegium.groups.models import Member, Vouch
from collegium.groups.queries.new_ways import closing, may_vouch
from collegium.groups.rooms import Room
from collegium.people.actions.new_ways import ShownOther


class NotYours(ValueError):  # noqa: N818 - it says what is the case
    """Who came later, or may change how others sign in, vouches for nobody."""


@transaction.atomic
def vouch(room: Room, member_id: UUID, way_id: UUID, *, shown: str, now: datetime) -> Member:
    """Open the group to one new way of somebody in it; again changes nothing.

    Of addresses it is the one that was `shown`. Raises `Member.DoesNotExist` for who does not sit
    there, `NotYours`, `ShownOther`. What its person has denied no word of others opens.
    """
    take_turn(room)
    whom = Member.objects.exclude(pk=room.member.pk).select_related("person")
    member = whom.get(group=room.group, pk=member_id, left_at=None)
    ways = list(closing(member))
    way = next((one for one in ways if one.pk == way_id), None)
    if way is None:
        return member
    if not may_vouch(room, way):
        raise NotYours
    if not way.provider and member.person.email != shown:
        raise ShownOther
    meant = [way] if way.provider else [one for one in ways if not one.provider]
    for one in meant:
        if one.denied_at is None:
            said = {"by": room.member, "said_at": now}
            Vouch.objects.get_or_create(way=one, group=room.group, defaults=said)
    note(
        Verb.VOUCHED,
        room.group.organisation_id,
        by=room.person.pk,
        subject=member.person_id,
        group=room.group.pk,
    )
    return member
