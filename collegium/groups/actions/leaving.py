"""Leaving a group: the one place where a membership ends, whoever ends it and for what reason.

Nobody else has to be told. Whatever opens something to a member asks for the place each time:
rooms, live sessions, mails at the moment of sending, feeds, links and replies. A person who is
shut out of the organisation sits nowhere from that moment on (`people.actions.leaving`).
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from collegium.audit.actions import note
from collegium.audit.verbs import Verb
from collegium.groups.models import PUBLISHED, Member, Participant, Programme
from collegium.groups.rooms import Hand
from collegium.people.models import Person


@transaction.atomic
def end_membership(place: Member, *, now: datetime, moves: bool = False) -> bool:
    """End a place in a published group; False where it had ended before.

    Who `moves` to another group of the programme goes on taking part in it, others do not.
    """
    waiting = Member.objects.select_for_update(of=("self",), no_key=True).select_related("group")
    locked = waiting.get(pk=place.pk)
    if locked.left_at is not None:
        return False
    locked.left_at = place.left_at = now
    locked.save(update_fields=["left_at"])
    if not moves:
        programme = locked.group.programme_id
        Participant.objects.filter(programme=programme, person=locked.person_id).delete()
    return True


@transaction.atomic
def leave_group(hand: Hand, *, now: datetime) -> bool:
    """Leave a group of one's own accord; what one wrote stays there, and one's own."""
    ended = end_membership(hand.member, now=now)
    if ended:
        _note(Verb.PERSON_LEFT, hand.member, hand.person, now)
    return ended


@transaction.atomic
def take_out(
    programme: Programme, person_id: UUID, *, now: datetime, by: Person | None = None
) -> bool:
    """End the place that somebody has in a published group of a programme; False where it had.

    Raises `Person.DoesNotExist` for somebody who never had one.
    """
    Programme.objects.select_for_update().get(pk=programme.pk)
    places = Member.objects.filter(
        group__programme=programme, group__state__in=PUBLISHED, person=person_id, forgotten_at=None
    )
    place = places.filter(left_at=None).select_related("group").first()
    if place is None:
        if places.exists():
            return False
        raise Person.DoesNotExist
    ended = end_membership(place, now=now)
    if ended:
        _note(Verb.PERSON_TAKEN_OUT, place, by, now)
    return ended


def _note(verb: Verb, place: Member, by: Person | None, now: datetime) -> None:
    actor = by.pk if by else None
    organisation = place.group.organisation_id
    note(verb, organisation, by=actor, subject=place.person_id, group=place.group_id, now=now)
