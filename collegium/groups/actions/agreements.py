"""What a group promises itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from collegium.groups.actions.turns import take_turn
from collegium.groups.models import Agreement, Group, GroupState, Member, Signature
from collegium.groups.rooms import Room
from collegium.vault.rows import own_identity


@dataclass(frozen=True, slots=True)
class Promise:
    """An agreement made in a session. `key` is its identity; the others are ids of members."""

    key: UUID
    text: str
    proposed_by: UUID | None
    signed_by: tuple[UUID, ...]


@transaction.atomic
def propose_agreement(room: Room, *, text: str, once: UUID, now: datetime) -> Agreement:
    """Propose an agreement and sign it; the same `once` proposes once.

    Raises `Group.DoesNotExist` where the group has ended.
    """
    take_turn(room)
    _still_meeting(room)
    key = own_identity(Agreement, once, group=room.group)
    promise = Promise(key, text, room.member.pk, (room.member.pk,))
    return _adopt(room.group, promise, {room.member.pk}, now)


@transaction.atomic
def sign_agreement(room: Room, agreement_id: UUID, *, now: datetime) -> None:
    """Stand by an agreement of one's own group; signing again changes nothing.

    Raises `Agreement.DoesNotExist` for any other, `Group.DoesNotExist` where the group has ended.
    """
    take_turn(room)
    _still_meeting(room)
    agreement = Agreement.objects.get(group=room.group, pk=agreement_id)
    Signature.objects.get_or_create(
        agreement=agreement, member=room.member, defaults={"signed_at": now}
    )


@transaction.atomic
def adopt_agreements(
    group: Group, promises: Sequence[Promise], *, now: datetime
) -> tuple[Agreement, ...]:
    """Keep what an orientation agreed on; the same keys again change nothing.

    Ids of people who are not members of the group are ignored.
    """
    members = set(Member.objects.filter(group=group).values_list("pk", flat=True))
    return tuple(_adopt(group, promise, members, now) for promise in promises)


def _adopt(group: Group, promise: Promise, members: set[UUID], now: datetime) -> Agreement:
    agreement = Agreement.objects.filter(group=group, pk=promise.key).first()
    if agreement is None:
        proposer = promise.proposed_by if promise.proposed_by in members else None
        agreement = Agreement.objects.create(
            pk=promise.key,
            group=group,
            proposed_by_id=proposer,
            text=promise.text,
            created_at=now,
        )
    for member in members & set(promise.signed_by):
        Signature.objects.get_or_create(
            agreement=agreement, member_id=member, defaults={"signed_at": now}
        )
    return agreement


def _still_meeting(room: Room) -> None:
    """Wait for whoever else acts in the group, so that a double click finds what the first made."""
    Group.objects.select_for_update().get(pk=room.group.pk, state=GroupState.MEETING)
